import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { isMoving } from '#web/part/report.ts';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { CampaignReport } from './CampaignReport.tsx';
import { ReportActs } from './ReportActs.tsx';
import { StateChip } from './StateChip.tsx';
import { useReportSentence } from './useReportSentence.tsx';

/** While messages leave, the speed is a matter of seconds; the counts come by live facts in any case. */
const speedMilliseconds = 2000;

/** What became of a campaign until now. One that was undone is a draft again and shows its composer. */
export function ReportPage(): ReactNode {
  const { id } = useParams({ from: '/inside/campaigns/$id/report' });
  const { t } = useWords();
  const campaign = useQuery(queries.campaigns.get({ params: { id } }));
  const isDraft = campaign.data?.state === 'draft';
  const report = useQuery({
    ...queries.campaigns.report({ params: { id } }),
    enabled: campaign.data !== undefined && !isDraft,
    refetchInterval: (query) => (query.state.data?.campaign.broadcast?.state === 'sending' ? speedMilliseconds : false),
  });
  const sentence = useReportSentence(report.data);
  if (isDraft) return <Navigate to="/campaigns/$id" params={{ id }} replace />;
  const shown = report.data?.campaign ?? campaign.data;
  const broadcast = shown?.broadcast ?? undefined;

  return (
    <Page
      title={shown?.name ?? t('campaigns.one')}
      trail={<Link to="/campaigns">{t('campaigns.title')}</Link>}
      beside={shown === undefined ? undefined : <StateChip campaign={shown} />}
      acts={broadcast !== undefined && (isMoving(broadcast.state) || broadcast.state === 'paused') ? <ReportActs id={id} broadcast={broadcast} /> : undefined}
      lead={sentence}
    >
      <Asked of={campaign}>{() => <Asked of={report}>{(found) => <CampaignReport id={id} report={found} heardAt={report.dataUpdatedAt} />}</Asked>}</Asked>
    </Page>
  );
}
