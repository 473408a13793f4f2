import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Broadcast, Campaign } from '#core/contract/campaigns.ts';
import { pages } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { capital } from '#web/part/capital.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useNow } from '#web/ui/now.ts';
import { Section } from '#web/ui/Section.tsx';
import table from '#web/ui/Table.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';
import { BeforeFirst } from './BeforeFirst.tsx';
import { BroadcastChip } from './StateChip.tsx';
import { useOccurrences } from './useOccurrences.ts';
import { useScheduleWords } from './useScheduleWords.ts';
import { useWhen } from './when.ts';

/** A campaign that comes again: its rule in a sentence, when it comes next, what holds it, and every time it went out. */
export function RepeatPanel({ campaign, shown }: { readonly campaign: Campaign; readonly shown: string | null }): ReactNode {
  const { t, dateTime, locale } = useWords();
  const say = useScheduleWords();
  const when = useWhen();
  const now = useNow();
  const isOn = campaign.state === 'repeating';
  const { schedule } = campaign.choices;
  const isElsewhere = schedule?.kind === 'repeat' && schedule.timezone !== new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { dates } = useOccurrences(isOn ? campaign.choices.schedule : null);
  return (
    <>
      {campaign.held !== null && (
        <div className={css.held} role="status">
          <Icon name="look" />
          <b>{t('compose.repeat_held')}</b>
          <span>{campaign.held}</span>
        </div>
      )}
      <div className={css.repeat}>
        <div>
          <Section title={t('compose.repeats')}>
            <p className={css.big}>
              {!isOn
                ? t('compose.repeat_ended')
                : campaign.next_at === null
                  ? t('compose.repeat_no_next')
                  : capital(when(new Date(campaign.next_at), now), locale)}
            </p>
            {isOn && campaign.next_at !== null && isElsewhere && <p className={css.quiet}>{t('compose.in_your_time')}</p>}
            <p className={css.quiet}>{say(campaign.choices.schedule)}</p>
            {isOn && dates.length > 1 && (
              <details className={css.later}>
                <summary>{t('compose.later_dates')}</summary>
                <ol>
                  {dates.slice(1).map((at) => (
                    <li key={at.toISOString()}>{dateTime(at.toISOString())}</li>
                  ))}
                </ol>
              </details>
            )}
          </Section>
        </div>
        <Past campaign={campaign} shown={shown} />
      </div>
      {campaign.broadcast === null && <BeforeFirst campaign={campaign} />}
    </>
  );
}

/** Every time it went out, newest first; the one that is shown below is marked. */
function Past({ campaign, shown }: { readonly campaign: Campaign; readonly shown: string | null }): ReactNode {
  const { t } = useWords();
  const list = useInfiniteQuery(pages.campaigns.broadcasts({ params: { id: campaign.id } }));
  return (
    <Section title={t('compose.past')} beside={t('compose.past_count', { count: campaign.broadcasts })}>
      <Asked of={list}>
        {(found) =>
          found.pages.every((page) => page.items.length === 0) ? (
            <p className={css.quiet}>{t('compose.past_none')}</p>
          ) : (
            <table className={table.table} aria-label={t('compose.past')}>
              <thead>
                <tr>
                  <th scope="col">{t('compose.col_when')}</th>
                  <th scope="col">{t('campaigns.col_state')}</th>
                  <th scope="col" className={table.end}>
                    {t('campaigns.col_people')}
                  </th>
                  <th scope="col" className={table.end}>
                    {t('campaigns.step_delivered')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {found.pages
                  .flatMap((page) => page.items)
                  .map((broadcast) => (
                    <PastRow key={broadcast.id} campaign={campaign.id} broadcast={broadcast} isShown={broadcast.id === shown} />
                  ))}
              </tbody>
            </table>
          )
        }
      </Asked>
      {list.hasNextPage && (
        <Button mt="sm" size="xs" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('shell.load_more')}
        </Button>
      )}
    </Section>
  );
}

function PastRow({ campaign, broadcast, isShown }: { readonly campaign: string; readonly broadcast: Broadcast; readonly isShown: boolean }): ReactNode {
  const { number, dateTime } = useWords();
  const { counts } = broadcast;
  return (
    <tr>
      <td>
        <span className={css.chosen}>
          <Link
            to="/campaigns/$id/report"
            params={{ id: campaign }}
            search={{ broadcast: broadcast.id }}
            resetScroll={false}
            className={table.cover}
            aria-current={isShown ? 'true' : undefined}
          >
            {dateTime(broadcast.opens_at)}
          </Link>
          {isShown && <Icon name="check" small />}
        </span>
      </td>
      <td>
        <BroadcastChip broadcast={broadcast} />
      </td>
      <td className={table.end}>{number(counts.total - counts.skipped)}</td>
      <td className={table.end}>{number(counts.delivered + counts.read)}</td>
    </tr>
  );
}
