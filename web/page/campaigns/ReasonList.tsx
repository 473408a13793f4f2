import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Cause, Report } from '#core/contract/report.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import { reasonWords } from '#web/part/plan.ts';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { CauseActs } from './CauseActs.tsx';
import css from './Report.module.css';

/** Why people were left out, or why messages failed: how many, the cause, Meta's code, the cure, and what can be done at once. */
export function ReasonList({ kind, report }: { readonly kind: Cause['kind']; readonly report: Report }): ReactNode {
  const { t } = useWords();
  const reasons = report.reasons.filter((each) => each.kind === kind && each.people > 0);
  if (reasons.length === 0) return null;
  const people = reasons.reduce((sum, each) => sum + each.people, 0);
  return (
    <Section title={t(kind === 'failed' ? 'campaigns.failed_title' : 'campaigns.skipped_title', { people, reasons: reasons.length })}>
      <ul>
        {reasons.map((reason) => (
          <ReasonRow key={`${reason.reason} ${reason.code ?? ''}`} cause={reason} report={report} />
        ))}
      </ul>
    </Section>
  );
}

function ReasonRow({ cause, report }: { readonly cause: Cause; readonly report: Report }): ReactNode {
  const { t, number, language } = useWords();
  const words = cause.kind === 'failed' && cause.code !== null ? explainError(cause.code)[language] : reasonWords(cause.reason, language);
  const narrowed = cause.code === null ? (cause.kind === 'skipped' ? { reason: cause.reason } : {}) : { code: cause.code };
  return (
    <li className={css.cause}>
      <b>{number(cause.people)}</b>
      <div>
        <h3>
          {words.title}
          {cause.code !== null && <code className={css.code}>{cause.code}</code>}
        </h3>
        <p>
          {words.because} {words.cure !== '' && <b>{words.cure}</b>}
        </p>
      </div>
      <div className={css.acts}>
        <CauseActs cause={cause} report={report} />
        <Link
          to="/campaigns/$id/report"
          params={{ id: report.campaign.id }}
          search={({ broadcast }) => ({ ...(broadcast === undefined ? {} : { broadcast }), state: cause.kind, ...narrowed })}
          hash="everyone"
          resetScroll={false}
        >
          {t('campaigns.see_them')}
        </Link>
      </div>
    </li>
  );
}
