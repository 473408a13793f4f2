import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import type { Report } from '#core/contract/campaigns.ts';
import { directionOf, mediaUrl } from '#web/part/templateCard.ts';
import { Bubble } from '#web/phone/Bubble.tsx';
import { bubbleOf } from '#web/phone/message.ts';
import { Pairs } from '#web/ui/Pairs.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';

/** The plan a sending follows: who, what, from which number, and when it was worked out. */
export function PlanPart({ report }: { readonly report: Report }): ReactNode {
  const { t, dateTime, number, phone, list } = useWords();
  const { plan } = report;
  return (
    <Section title={t('campaigns.plan')}>
      <Pairs
        rows={[
          {
            name: t('campaigns.who'),
            value: (
              <>
                {plan.audience.segments.map((segment, at) => (
                  <Fragment key={segment.id}>
                    {at > 0 && `, `}
                    <Link to="/segments/$id" params={{ id: segment.id }}>
                      {segment.name}
                    </Link>
                  </Fragment>
                ))}
                {plan.audience.except.length > 0 && ` ${t('compose.without_named', { name: list(plan.audience.except.map((each) => each.name)) })}`}
              </>
            ),
          },
          {
            name: t('campaigns.what'),
            value: (
              <Link to="/templates/$id" params={{ id: plan.template.id }} search={{}}>
                {plan.template.name}
              </Link>
            ),
          },
          { name: t('campaigns.plan_people'), value: number(plan.recipients) },
          ...(plan.free === null
            ? []
            : [
                { name: t('compose.got_template'), value: number(plan.recipients - plan.free.people) },
                { name: t('compose.got_free'), value: number(plan.free.people) },
              ]),
          { name: t('campaigns.number'), value: <span dir="ltr">{phone(plan.number.display_phone)}</span> },
          { name: t('campaigns.plan_made'), value: dateTime(plan.made_at) },
        ]}
      />
    </Section>
  );
}

/** What they got, as the first of them saw it; beside the counts, where there is room. */
export function SeenPart({ report }: { readonly report: Report }): ReactNode {
  const { t, languageName, language } = useWords();
  const sample = report.plan.samples[0];
  if (sample === undefined) return null;
  return (
    <div className={css.sent}>
      <Section title={t('campaigns.message')} beside={`${t('campaigns.as_seen', { name: sample.name })}, ${languageName(sample.language)}`}>
        <div className={css.drawn} dir={directionOf(sample.language)}>
          <Bubble content={bubbleOf(sample.content)} mine={false} time={null} language={language} mediaUrl={mediaUrl} />
        </div>
      </Section>
    </div>
  );
}
