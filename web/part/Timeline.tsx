import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TimelineEntry } from '#core/contract/contacts.ts';
import { pages } from '#web/api/queries.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { sayProblem } from './problem.ts';
import css from './Timeline.module.css';
import { drawEntry, isDayOnly } from './timeline.ts';

/** Everything that happened with one person, newest first: consent, messages, orders and whatever else was told. */
export function Timeline(props: { readonly contact: string }): ReactNode {
  const { t, date, day: dayOf } = useWords();
  const facts = useInfiniteQuery(pages.contacts.timeline({ params: { id: props.contact }, query: { limit: 50 } }));
  if (facts.data === undefined) {
    if (facts.error !== null) return <FailedFace title={t('shell.failed_title')} text={sayProblem(facts.error, t)} again={() => void facts.refetch()} />;
    return <LoadingLines lines={7} height={22} />;
  }
  const entries = facts.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) return <p className={css.quiet}>{t('contacts.timeline_empty')}</p>;

  return (
    <>
      <ol className={css.timeline}>
        {entries.map((entry, at) => {
          const sayDay = (each: TimelineEntry) => (isDayOnly(each.at) ? dayOf(each.at) : date(each.at));
          const day = sayDay(entry);
          const before = entries[at - 1];
          return <Entry key={entry.id} entry={entry} day={before === undefined || sayDay(before) !== day ? day : null} />;
        })}
      </ol>
      {facts.hasNextPage ? (
        <Button onClick={() => void facts.fetchNextPage()} loading={facts.isFetchingNextPage}>
          {t('contacts.timeline_older')}
        </Button>
      ) : null}
    </>
  );
}

function Entry(props: { readonly entry: TimelineEntry; readonly day: string | null }): ReactNode {
  const voice = useWords();
  const drawn = drawEntry(props.entry, voice);
  return (
    <li className={css.entry}>
      {props.day === null ? null : <h3 className={css.day}>{props.day}</h3>}
      <div className={css.line}>
        <span className={css.sign} data-tone={drawn.tone}>
          <Icon name={drawn.icon} small />
        </span>
        <div className={css.body}>
          <p>
            <b>{drawn.title}</b>
            {drawn.campaign === null ? null : (
              <Link className={css.campaign} to="/campaigns/$id/report" params={{ id: drawn.campaign.id }}>
                {drawn.campaign.name}
              </Link>
            )}
          </p>
          {drawn.quote === null ? null : (
            <blockquote className={css.quote} dir="auto">
              {drawn.quote}
            </blockquote>
          )}
          {drawn.lines.length === 0 ? null : <p className={css.quiet}>{drawn.lines.join(' · ')}</p>}
        </div>
        <time className={css.time} dateTime={props.entry.at}>
          {isDayOnly(props.entry.at) ? null : voice.time(props.entry.at)}
        </time>
      </div>
    </li>
  );
}
