import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { CameOfIt } from './CameOfIt.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { GoingOn } from './GoingOn.tsx';
import { Health } from './Health.tsx';
import css from './HomePage.module.css';
import { PeopleCounts } from './PeopleCounts.tsx';
import { concernsOf, type Status, stepsOf } from './verdict.ts';

/** The front page answers three questions: is anything wrong, what is going on, what came of it. */
export function HomePage(): ReactNode {
  const { t } = useWords();
  const me = useQuery(queries.settings.me());
  const status = useQuery(queries.home.status());
  const title = me.data?.workspace.name ?? t('home.title');

  return (
    <Page title={title} lead={status.data === undefined ? undefined : <HomeLead status={status.data} />}>
      <Asked of={status}>{(data) => <HomeBody status={data} />}</Asked>
    </Page>
  );
}

function HomeLead(props: { readonly status: Status }): ReactNode {
  const { t, rich } = useWords();
  const { contacts, conversations, sending } = props.status;
  const concerns = concernsOf(props.status).length;
  if (contacts.total === 0) return t('home.lead_empty');
  return (
    <>
      {concerns === 0 ? t('home.lead_fine') : t('home.lead_wrong', { n: concerns })}{' '}
      {rich('home.lead_people', { consented: contacts.consented, total: contacts.total })}{' '}
      {conversations.unread > 0 ? rich('home.lead_unread', { n: conversations.unread }) : null}{' '}
      {sending.length > 0 ? rich('home.lead_sending', { n: sending.length }) : null}
    </>
  );
}

function HomeBody(props: { readonly status: Status }): ReactNode {
  const campaigns = useQuery(queries.campaigns.list({ query: { limit: 50 } }));
  const steps = stepsOf(props.status, campaigns.data?.items.some((campaign) => campaign.state === 'launched') ?? false);
  const isNew = campaigns.data !== undefined && (!steps.people || !steps.template || !steps.campaign);
  return (
    <div className={css.columns}>
      <div className={css.main}>
        {isNew ? <FirstSteps status={props.status} steps={steps} /> : null}
        <GoingOn status={props.status} />
        <CameOfIt status={props.status} />
      </div>
      <div className={css.side}>
        <div className={css.health}>
          <Health status={props.status} />
        </div>
        <PeopleCounts status={props.status} />
      </div>
    </div>
  );
}
