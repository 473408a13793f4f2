import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { pages, queries } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { EmptyFace, FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { AddContact } from './AddContact.tsx';
import { ContactFilters } from './ContactFilters.tsx';
import { ContactTable } from './ContactTable.tsx';
import type { ContactSearch } from './search.ts';

/** How many people come with one asking: two screens' worth. */
const pageSize = 100;

/** Everybody we may talk to. Search and filters live in the address, so a view can be sent to a colleague. */
export function ContactsPage(): ReactNode {
  const { t, rich } = useWords();
  const search = useSearch({ from: '/inside/contacts' });
  const navigate = useNavigate();
  const { add, ...filters } = search;
  const isNarrowed = Object.keys(filters).length > 0;
  const fields = useQuery(queries.contacts.fields());
  const segments = useQuery(queries.segments.list({ query: { limit: 200 } }));
  const people = useInfiniteQuery({ ...pages.contacts.list({ query: { ...filters, limit: pageSize } }), placeholderData: (before) => before });
  const total = people.data?.pages[0]?.total;
  const items = people.data?.pages.flatMap((page) => page.items) ?? [];

  const look = (next: ContactSearch) => void navigate({ to: '/contacts', search: next, replace: true, resetScroll: false });

  return (
    <Page
      title={t('contacts.title')}
      acts={
        <>
          <LinkButton to="/imports/new">{t('contacts.import')}</LinkButton>
          <Button variant="filled" onClick={() => look({ ...filters, add: true })}>
            {t('contacts.add')}
          </Button>
        </>
      }
      lead={total === undefined || (total === 0 && !isNarrowed) ? undefined : rich('contacts.lead', { total })}
    >
      <ContactFilters search={filters} onChange={look} known={fields.data} segments={segments.data?.items ?? []} />
      {people.error !== null && people.data === undefined ? (
        <FailedFace title={t('shell.failed_title')} text={sayProblem(people.error, t)} again={() => void people.refetch()} />
      ) : people.data === undefined ? (
        <LoadingLines lines={12} height={26} />
      ) : items.length === 0 ? (
        <NobodyFace narrowed={isNarrowed} onClear={() => look({})} />
      ) : (
        <ContactTable
          people={items}
          total={total ?? items.length}
          more={() => {
            if (people.hasNextPage && !people.isFetchingNextPage) void people.fetchNextPage();
          }}
        />
      )}
      {add === true ? <AddContact onClose={() => look(filters)} /> : null}
    </Page>
  );
}

function NobodyFace(props: { readonly narrowed: boolean; readonly onClear: () => void }): ReactNode {
  const { t } = useWords();
  if (!props.narrowed) {
    return (
      <EmptyFace
        title={t('contacts.empty_title')}
        text={t('contacts.empty_text')}
        act={
          <LinkButton to="/imports/new" variant="filled">
            {t('shell.act_import')}
          </LinkButton>
        }
      />
    );
  }
  return (
    <EmptyFace title={t('contacts.none_title')} text={t('contacts.none_text')} act={<Button onClick={props.onClear}>{t('contacts.filters_clear')}</Button>} />
  );
}
