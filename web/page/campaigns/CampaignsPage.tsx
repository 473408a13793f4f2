import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Campaign } from '#core/contract/campaigns.ts';
import { pages } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { EmptyFace } from '#web/ui/Faces.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { useNow } from '#web/ui/now.ts';
import { Page } from '#web/ui/Page.tsx';
import table from '#web/ui/Table.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { CampaignMenu } from './CampaignMenu.tsx';
import css from './Campaigns.module.css';
import { StateChip } from './StateChip.tsx';
import { useWhen } from './when.ts';

/** All campaigns, newest first, with how far each has come. */
export function CampaignsPage(): ReactNode {
  const { t } = useWords();
  const list = useInfiniteQuery(pages.campaigns.list());
  const begin = (
    <LinkButton to="/campaigns/new" search={{}} variant="filled" leftSection={<Icon name="plus" small />}>
      {t('campaigns.start')}
    </LinkButton>
  );
  return (
    <Page title={t('campaigns.title')} lead={t('campaigns.lead')} acts={begin}>
      <Asked of={list}>
        {(found) =>
          found.pages.every((page) => page.items.length === 0) ? (
            <EmptyFace title={t('campaigns.empty_title')} text={t('campaigns.empty_text')} act={begin} />
          ) : (
            <table className={[table.table, css.campaigns].join(' ')} aria-label={t('campaigns.title')}>
              <thead>
                <tr>
                  <th scope="col">{t('campaigns.name')}</th>
                  <th scope="col">{t('campaigns.col_state')}</th>
                  <th scope="col" className={[table.end, css.wide].join(' ')}>
                    {t('campaigns.col_people')}
                  </th>
                  <th scope="col" className={[table.end, css.wide].join(' ')}>
                    {t('campaigns.step_delivered')}
                  </th>
                  <th scope="col" className={[table.end, css.wide].join(' ')}>
                    {t('campaigns.step_read')}
                  </th>
                  <th scope="col" className={table.end}>
                    {t('campaigns.col_changed')}
                  </th>
                  <th scope="col">
                    <span className={css.hidden}>{t('shell.more')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {found.pages
                  .flatMap((page) => page.items)
                  .map((campaign) => (
                    <CampaignRow key={campaign.id} campaign={campaign} />
                  ))}
              </tbody>
            </table>
          )
        }
      </Asked>
      {list.hasNextPage && (
        <Button mt="lg" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('shell.load_more')}
        </Button>
      )}
    </Page>
  );
}

function CampaignRow({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const { t, number, percent, relative } = useWords();
  const when = useWhen();
  const now = useNow();
  // Before it opens nobody has been drawn up yet, and a row of noughts would not be true.
  const drawnUp = campaign.broadcast?.counts;
  const counts = drawnUp === undefined || drawnUp.total === 0 ? undefined : drawnUp;
  const has = counts === undefined ? 0 : counts.delivered + counts.read;
  const share = (people: number, of: number) => (of === 0 ? '' : percent(people / of));
  return (
    <tr>
      <td>
        {campaign.state === 'draft' ? (
          <Link to="/campaigns/$id" params={{ id: campaign.id }} search={{}} className={table.cover}>
            {campaign.name}
          </Link>
        ) : (
          <Link to="/campaigns/$id/report" params={{ id: campaign.id }} search={{}} className={table.cover}>
            {campaign.name}
          </Link>
        )}
      </td>
      <td>
        <StateChip campaign={campaign} />
      </td>
      <td className={[table.end, css.wide].join(' ')}>{counts === undefined ? '' : number(counts.total - counts.skipped)}</td>
      <td className={[table.end, css.wide].join(' ')}>
        {counts !== undefined && (
          <>
            {number(has)} <span className={table.quiet}>{share(has, counts.total - counts.skipped)}</span>
          </>
        )}
      </td>
      <td className={[table.end, css.wide].join(' ')}>
        {counts !== undefined && (
          <>
            {number(counts.read)} <span className={table.quiet}>{share(counts.read, has)}</span>
          </>
        )}
      </td>
      <td className={[table.end, table.quiet].join(' ')}>
        {campaign.next_at === null
          ? relative(campaign.broadcast?.launched_at ?? campaign.updated_at, now)
          : t('compose.next_at', { when: when(new Date(campaign.next_at), now) })}
      </td>
      <td className={css.acts}>
        <span className={table.above}>
          <CampaignMenu campaign={campaign} />
        </span>
      </td>
    </tr>
  );
}
