import type { ReactNode } from 'react';
import type { Report } from '#core/contract/campaigns.ts';
import { Funnel } from '#web/part/Funnel.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { AboutToLeave } from './AboutToLeave.tsx';
import { EtrTruth } from './EtrTruth.tsx';
import { Everyone } from './Everyone.tsx';
import { HeldBar } from './HeldBar.tsx';
import { ReasonList } from './ReasonList.tsx';
import css from './Report.module.css';
import { ReportSide } from './ReportSide.tsx';
import { UndoBar } from './UndoBar.tsx';

type Props = { readonly id: string; readonly report: Report; readonly heardAt: number };

/** The report's body: the way from plan to answer, why some did not get it, speed and cost, and everyone by name. */
export function CampaignReport({ id, report, heardAt }: Props): ReactNode {
  const { t } = useWords();
  const { counts } = report;
  const broadcast = report.campaign.broadcast;
  const opened = counts.total > 0;
  return (
    <>
      {broadcast?.state === 'waiting' && <UndoBar id={id} report={report} opensAt={broadcast.opens_at} heardAt={heardAt} />}
      {broadcast !== null && broadcast.held_by !== null && (broadcast.state === 'sending' || broadcast.state === 'paused') && (
        <HeldBar by={broadcast.held_by} detail={broadcast.held_detail} />
      )}
      <div className={css.report}>
        <div>
          {!opened && <AboutToLeave report={report} />}
          {opened && (
            <Section title={t('campaigns.funnel')} beside={t('campaigns.funnel_about')}>
              <Funnel steps={report.funnel} counts={counts} />
            </Section>
          )}
          <ReasonList kind="failed" report={report} />
          <ReasonList kind="skipped" report={report} />
          {opened && <EtrTruth report={report} />}
        </div>
        <ReportSide report={report} />
      </div>
      {opened && <Everyone id={id} report={report} />}
    </>
  );
}
