import type { ReactNode } from 'react';
import type { Report } from '#core/contract/report.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';
import { ReportCost } from './ReportCost.tsx';
import { ReportDoubts } from './ReportDoubts.tsx';
import { PlanPart } from './ReportPlan.tsx';
import { ReportSpeed } from './ReportSpeed.tsx';
import { ReportWaits } from './ReportWaits.tsx';
import { useWhen } from './when.ts';

/** Beside the funnel: how fast it goes, who is still to come, what is in doubt, what it costs, and the plan it follows. */
export function ReportSide({ report }: { readonly report: Report }): ReactNode {
  const { t } = useWords();
  return (
    <aside className={css.side} aria-label={t('campaigns.beside')}>
      <ReportSpeed report={report} />
      <ReportWaits report={report} />
      <ReportDoubts report={report} />
      <ReportCost report={report} />
      <PlanPart report={report} />
      <LedgerLine report={report} />
    </aside>
  );
}

/** Whether the counters were found equal to the rows, and when; and how old what is summed from the rows is, if it is older. */
function LedgerLine({ report }: { readonly report: Report }): ReactNode {
  const { t } = useWords();
  const when = useWhen();
  const now = new Date(report.as_of);
  const { ledger } = report;
  const isOlder = report.details_as_of !== report.as_of;
  if (ledger === null && !isOlder) return null;
  return (
    <p className={css.quiet}>
      {ledger !== null && t(ledger.equal ? 'report.ledger_equal' : 'report.ledger_repaired', { when: when(new Date(ledger.at), now) })}{' '}
      {isOlder && t('report.details_older', { when: when(new Date(report.details_as_of), now) })}
    </p>
  );
}
