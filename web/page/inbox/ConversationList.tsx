import { SegmentedControl, TextInput } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react';
import { pages } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { EmptyFace, FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ConversationRow } from './ConversationRow.tsx';
import css from './Inbox.module.css';
import { useNow } from '#web/ui/now.ts';

/** A row's height in pixels, for the virtual list. */
const rowPixels = 68;

/** Conversations by latest message; open ones first of all. */
export function ConversationList(props: { readonly openId: string | undefined }): ReactNode {
  const { t } = useWords();
  const [state, setState] = useState<'open' | 'closed'>('open');
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const list = useInfiniteQuery({
    ...pages.conversations.list({ query: { state, ...(wanted === '' ? {} : { search: wanted }) } }),
    placeholderData: keepPreviousData,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <section className={css.list} aria-label={t('inbox.title')}>
      <div className={css.listHead}>
        <h1>{t('inbox.title')}</h1>
        <SegmentedControl
          size="xs"
          value={state}
          onChange={(value) => setState(value === 'closed' ? 'closed' : 'open')}
          data={[
            { value: 'open', label: t('inbox.open') },
            { value: 'closed', label: t('inbox.closed') },
          ]}
        />
        <TextInput
          size="sm"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t('inbox.search')}
          aria-label={t('inbox.search')}
          leftSection={<Icon name="find" small />}
        />
      </div>
      {list.isPending || list.isError ? (
        <div className={css.listFace}>
          {list.isPending ? (
            <LoadingLines height={44} />
          ) : (
            <FailedFace title={t('shell.failed_title')} text={sayProblem(list.error, t)} again={() => void list.refetch()} />
          )}
        </div>
      ) : null}
      {list.isSuccess && items.length === 0 ? (
        <div className={css.listFace}>
          <EmptyFace
            title={t(wanted === '' ? 'inbox.empty_title' : 'inbox.none_found_title')}
            text={t(wanted === '' ? 'inbox.empty_text' : 'inbox.none_found_text')}
          />
        </div>
      ) : null}
      {items.length > 0 ? (
        <Rows items={items} openId={props.openId} more={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined} />
      ) : null}
    </section>
  );
}

type RowsProps = {
  readonly items: readonly Parameters<typeof ConversationRow>[0]['conversation'][];
  readonly openId: string | undefined;
  readonly more: (() => void) | undefined;
};

function Rows({ items, openId, more }: RowsProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const now = useNow();
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPixels,
    overscan: 8,
    getItemKey: (at) => items[at]?.id ?? at,
  });
  const shown = rows.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;

  useEffect(() => {
    if (more !== undefined && lastShown >= items.length - 5) more();
  }, [more, lastShown, items.length]);

  return (
    <div ref={box} className={css.rows}>
      <ul style={{ blockSize: rows.getTotalSize() }}>
        {shown.map((row) => {
          const conversation = items[row.index];
          if (conversation === undefined) return null;
          return (
            <li key={row.key} style={{ transform: `translateY(${row.start}px)`, blockSize: rowPixels }}>
              <ConversationRow conversation={conversation} open={conversation.id === openId} now={now} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
