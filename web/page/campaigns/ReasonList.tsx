import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Report } from '#core/contract/campaigns.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import { reasonWords } from '#web/part/plan.ts';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';

type Reason = Report['reasons'][number];

/** Why people were left out, or why messages failed: how many, the cause, Meta's code, and the cure. */
export function ReasonList({ kind, report }: { readonly kind: Reason['kind']; readonly report: Report }): ReactNode {
  const { t } = useWords();
  const reasons = report.reasons.filter((each) => each.kind === kind && each.people > 0);
  if (reasons.length === 0) return null;
  const people = reasons.reduce((sum, each) => sum + each.people, 0);
  return (
    <Section title={t(kind === 'failed' ? 'campaigns.failed_title' : 'campaigns.skipped_title', { people, reasons: reasons.length })}>
      <ul>
        {reasons.map((reason) => (
          <ReasonRow key={`${reason.reason} ${reason.code ?? ''}`} reason={reason} campaign={report.campaign.id} />
        ))}
      </ul>
    </Section>
  );
}

function ReasonRow({ reason, campaign }: { readonly reason: Reason; readonly campaign: string }): ReactNode {
  const { t, number, language } = useWords();
  const words = reason.kind === 'failed' && reason.code !== null ? explainError(reason.code)[language] : reasonWords(reason.reason, language);
  return (
    <li className={css.cause}>
      <b>{number(reason.people)}</b>
      <div>
        <h3>
          {words.title}
          {reason.code !== null && <code className={css.code}>{reason.code}</code>}
        </h3>
        <p>
          {words.because} {words.cure !== '' && <b>{words.cure}</b>}
        </p>
      </div>
      <Link to="/campaigns/$id/report" params={{ id: campaign }} search={(before) => ({ ...before, state: reason.kind })} hash="everyone" resetScroll={false}>
        {t('campaigns.see_them')}
      </Link>
    </li>
  );
}
