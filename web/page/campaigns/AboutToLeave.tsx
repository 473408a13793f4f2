import type { ReactNode } from 'react';
import type { Report } from '#core/contract/report.ts';
import { PhonePreview } from '#web/part/PhonePreview.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ReachFunnel } from './ReachFunnel.tsx';
import css from './Report.module.css';
import { useScheduleWords } from './useScheduleWords.ts';
import { Waves } from './Waves.tsx';

/** Before anything has left there is nothing to count yet: what will leave, and to whom. */
export function AboutToLeave({ report }: { readonly report: Report }): ReactNode {
  const { t, languageName } = useWords();
  const say = useScheduleWords();
  const { schedule } = report.campaign.choices;
  const sample = report.plan.samples[0];
  return (
    <div className={css.before}>
      <div>
        <Section title={t('campaigns.reaches')}>
          <ReachFunnel plan={report.plan} />
        </Section>
        {schedule !== null && (
          <Section title={t('compose.when')} beside={say(schedule)}>
            <Waves waves={report.plan.waves} kind={schedule.kind} now={new Date(report.as_of)} />
          </Section>
        )}
      </div>
      {sample !== undefined && (
        <PhonePreview
          content={sample.content}
          language={sample.language}
          number={report.plan.number.id}
          above={
            <p className={css.quiet}>
              {t('campaigns.as_seen', { name: sample.name })}, {languageName(sample.language)}
            </p>
          }
        />
      )}
    </div>
  );
}
