import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { CampaignMenu } from './CampaignMenu.tsx';
import { CampaignReport } from './CampaignReport.tsx';
import { RepeatPanel } from './RepeatPanel.tsx';
import { ReportActs } from './ReportActs.tsx';
import { ShareMenu } from './ShareMenu.tsx';
import { StateChip } from './StateChip.tsx';
import { useReportSentence } from './useReportSentence.tsx';

/** While messages leave, the speed is a matter of seconds; the counts come by live facts in any case. */
const speedMilliseconds = 2000;

/** What became of a campaign until now. One that was undone is a draft again and shows its composer; one that repeats shows what comes, too. */
export function ReportPage(): ReactNode {
  const { id } = useParams({ from: '/inside/campaigns/$id/report' });
  const { broadcast: wanted } = useSearch({ from: '/inside/campaigns/$id/report' });
  const { t } = useWords();
  const campaign = useQuery(queries.campaigns.get({ params: { id } }));
  const isDraft = campaign.data?.state === 'draft';
  const wentOut = campaign.data !== undefined && !isDraft && campaign.data.broadcast !== null;
  const report = useQuery({
    ...queries.campaigns.report({ params: { id }, query: wanted === undefined ? {} : { broadcast: wanted } }),
    enabled: wentOut,
    refetchInterval: (query) => (query.state.data?.campaign.broadcast?.state === 'sending' ? speedMilliseconds : false),
  });
  const sentence = useReportSentence(report.data);
  if (isDraft) return <Navigate to="/campaigns/$id" params={{ id }} search={{}} replace />;
  const shown = report.data?.campaign ?? campaign.data;
  const broadcast = shown?.broadcast ?? null;

  return (
    <Page
      title={shown?.name ?? t('campaigns.one')}
      trail={<Link to="/campaigns">{t('campaigns.title')}</Link>}
      beside={shown === undefined ? undefined : <StateChip campaign={shown} broadcast={broadcast} />}
      acts={
        campaign.data === undefined ? undefined : (
          <>
            <ReportActs campaign={campaign.data} broadcast={broadcast} plan={report.data?.plan} />
            {wentOut && <ShareMenu campaign={id} broadcast={wanted} />}
            <CampaignMenu campaign={campaign.data} isPage />
          </>
        )
      }
      lead={sentence}
    >
      <Asked of={campaign}>
        {(found) => (
          <>
            {(found.choices.schedule?.kind === 'repeat' || found.broadcasts > 1) && <RepeatPanel campaign={found} shown={broadcast?.id ?? null} />}
            {wentOut && <Asked of={report}>{(made) => <CampaignReport id={id} report={made} />}</Asked>}
          </>
        )}
      </Asked>
    </Page>
  );
}
