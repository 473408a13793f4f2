import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Report } from '#core/contract/report.ts';
import { pages } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { RecipientsTable } from '#web/part/RecipientsTable.tsx';
import { peopleIn } from '#web/part/report.ts';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';
import { PeopleNarrowing } from './PeopleNarrowing.tsx';
import { PersonTrace } from './PersonTrace.tsx';
import { narrowings, recipientFilters } from './search.ts';

/** People of one asking: two screens' worth. */
const pageSize = 100;
/** Names move at most this often; the counts above follow at once. */
const calmMilliseconds = 2000;
/** Beyond this many pages a change asks for too much; what is loaded then stays until the filter changes. */
const renewedPagesMost = 5;

/** Everyone by name. The filter is in the address; rows change by themselves, but not under the pointer of a narrowed list. */
export function Everyone({ id, report }: { readonly id: string; readonly report: Report }): ReactNode {
  const { t, number } = useWords();
  const { state, broadcast, person, ...search } = useSearch({ from: '/inside/campaigns/$id/report' });
  const narrowed = Object.fromEntries(narrowings.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]] as const])));
  const isNarrowed = Object.keys(narrowed).length > 0;
  const navigate = useNavigate({ from: '/campaigns/$id/report' });
  const [pointing, setPointing] = useState(false);
  const { counts } = report;
  const list = useInfiniteQuery({
    ...pages.campaigns.recipients({ params: { id }, query: { state, broadcast, ...narrowed, limit: pageSize } }),
    queryKey: ['recipients', id, JSON.stringify([state, broadcast, narrowed])] as const,
    staleTime: Infinity,
  });
  const people = list.data?.pages.flatMap((page) => page.items) ?? [];
  const renewedAt = useRef(Date.now());
  const fingerprint = JSON.stringify(counts);
  const held = pointing && (state !== undefined || isNarrowed);
  const isShort = (list.data?.pages.length ?? 0) <= renewedPagesMost;
  const { refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = list;

  // Where few of many are wanted, a page may come back short: it looks further by itself until there is a screen of people.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && people.length < pageSize) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, people.length, fetchNextPage]);

  // The counts came from the server; the names behind them are asked again, calmly.
  const seen = useRef(fingerprint);
  useEffect(() => {
    if (seen.current === fingerprint || held || !isShort) return undefined;
    const timer = setTimeout(
      () => {
        seen.current = fingerprint;
        renewedAt.current = Date.now();
        void refetch();
      },
      Math.max(0, renewedAt.current + calmMilliseconds - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [fingerprint, held, isShort, refetch]);

  const filters = [undefined, ...recipientFilters.filter((filter) => filter === state || peopleIn(report, filter) > 0)];
  const total = isNarrowed ? people.length : peopleIn(report, state);
  return (
    <div id="everyone">
      <Section title={t('campaigns.everyone')} beside={t('campaigns.people', { people: total })}>
        <nav className={css.filters} aria-label={t('campaigns.filter')}>
          {filters.map((filter) => (
            <Link
              key={filter ?? 'all'}
              to="/campaigns/$id/report"
              params={{ id }}
              search={(before) => ({
                ...(before.broadcast === undefined ? {} : { broadcast: before.broadcast }),
                ...(filter === undefined ? {} : { state: filter }),
              })}
              replace
              resetScroll={false}
              activeOptions={{ exact: true }}
            >
              {t(filter === undefined ? 'campaigns.person_all' : `campaigns.person_${filter}`)} {number(peopleIn(report, filter))}
            </Link>
          ))}
        </nav>
        <PeopleNarrowing report={report} search={search} />
        <Asked of={list}>
          {() =>
            people.length === 0 ? (
              <p className={css.quiet}>{t(hasNextPage ? 'report.searching' : 'campaigns.nobody_here')}</p>
            ) : (
              <RecipientsTable
                people={people}
                shows={{ score: report.etr.length > 0 || people.some((person) => person.score !== null), free: report.plan.free !== null }}
                total={total}
                onOpen={(seq) => void navigate({ search: (before) => ({ ...before, person: seq }), replace: true, resetScroll: false })}
                onPoint={setPointing}
                more={() => {
                  if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
                }}
              />
            )
          }
        </Asked>
      </Section>
      {person !== undefined && (
        <PersonTrace
          campaign={id}
          broadcast={broadcast}
          seq={person}
          onClose={() => void navigate({ search: ({ person: _gone, ...before }) => before, replace: true, resetScroll: false })}
        />
      )}
    </div>
  );
}
