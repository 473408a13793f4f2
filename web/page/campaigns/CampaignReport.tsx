import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Report } from '#core/contract/report.ts';
import { CanaryCard } from '#web/part/CanaryCard.tsx';
import { Funnel } from '#web/part/Funnel.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { AboutToLeave } from './AboutToLeave.tsx';
import { EtrTruth } from './EtrTruth.tsx';
import { Everyone } from './Everyone.tsx';
import { HeldBar } from './HeldBar.tsx';
import { ReasonList } from './ReasonList.tsx';
import css from './Report.module.css';
import { ReportReplies } from './ReportReplies.tsx';
import { ReportSide } from './ReportSide.tsx';
import { ReportTaps } from './ReportTaps.tsx';
import { UndoBar } from './UndoBar.tsx';

type Props = { readonly id: string; readonly report: Report };

/** The report's body: the way from plan to answer, why some did not get it, speed and cost, and everyone by name. */
export function CampaignReport({ id, report }: Props): ReactNode {
  const { t } = useWords();
  const { counts } = report;
  const [compares, setCompares] = useState(false);
  const broadcast = report.campaign.broadcast;
  const opened = counts.total > 0;
  // Where the first few decide, their card says all that the bar would; where a person must, it stands first.
  const byCanary = broadcast?.held_by === 'canary_asks' || broadcast?.held_by === 'canary_stopped';
  // And what holds everything stands in the band of the page already.
  const isSaid = byCanary || broadcast?.held_by === 'canary' || broadcast?.held_by === 'all_stopped';
  const canary = opened ? <CanaryCard campaign={id} broadcast={broadcast?.id} /> : null;
  return (
    <>
      {broadcast?.state === 'waiting' && <UndoBar id={id} report={report} opensAt={broadcast.opens_at} />}
      {broadcast !== null && broadcast.held_by !== null && !isSaid && (broadcast.state === 'sending' || broadcast.state === 'paused') && (
        <HeldBar by={broadcast.held_by} detail={broadcast.held_detail} />
      )}
      <div className={css.report}>
        <div>
          {byCanary && canary}
          {!opened && <AboutToLeave report={report} />}
          {opened && (
            <Section
              title={t('campaigns.funnel')}
              beside={t('campaigns.funnel_about')}
              end={
                report.past === null ? undefined : (
                  <Button variant="subtle" size="xs" aria-pressed={compares} onClick={() => setCompares(!compares)}>
                    {t(compares ? 'report.compare_hide' : 'report.compare')}
                  </Button>
                )
              }
            >
              {compares && report.past !== null && <p className={css.quiet}>{t('report.compare_line', { sends: report.past.sends })}</p>}
              <Funnel steps={report.funnel} counts={counts} usual={compares && report.past !== null ? report.past.steps : []} />
            </Section>
          )}
          {!byCanary && canary}
          <ReasonList kind="failed" report={report} />
          <ReasonList kind="skipped" report={report} />
        </div>
        <ReportSide report={report} />
        {opened && (
          <div className={css.after}>
            <ReportTaps report={report} />
            <ReportReplies report={report} />
            <EtrTruth report={report} />
          </div>
        )}
      </div>
      {opened && <Everyone id={id} report={report} />}
    </>
  );
}
