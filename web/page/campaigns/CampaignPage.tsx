import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { Composer } from './Composer.tsx';

/** A campaign that is still a draft; one that was launched shows its report instead. */
export function CampaignPage(): ReactNode {
  const { id } = useParams({ from: '/inside/campaigns/$id' });
  const { t } = useWords();
  const asked = useQuery(queries.campaigns.get({ params: { id } }));
  if (asked.data !== undefined && asked.data.state !== 'draft') return <Navigate to="/campaigns/$id/report" params={{ id }} search={{}} replace />;
  if (asked.data !== undefined) return <Composer key={asked.data.id} campaign={asked.data} />;
  return (
    <Page title={t('campaigns.one')} trail={<Link to="/campaigns">{t('campaigns.title')}</Link>}>
      <Asked of={asked}>{() => null}</Asked>
    </Page>
  );
}
