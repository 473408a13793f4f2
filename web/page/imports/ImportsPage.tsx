import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Import } from '#core/contract/imports.ts';
import { pages } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { Chip, type ChipTone } from '#web/ui/Chip.tsx';
import { EmptyFace, FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { useNow } from '#web/ui/now.ts';
import { Page } from '#web/ui/Page.tsx';
import table from '#web/ui/Table.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './ImportsPage.module.css';

/** Every file that was brought in, and what became of it. */
export function ImportsPage(): ReactNode {
  const { t } = useWords();
  const imports = useInfiniteQuery(pages.imports.list({ query: { limit: 50 } }));
  const items = imports.data?.pages.flatMap((page) => page.items) ?? [];
  const start = (
    <LinkButton to="/imports/new" variant="filled">
      {t('imports.start')}
    </LinkButton>
  );

  return (
    <Page title={t('imports.title')} acts={start} lead={t('imports.lead')}>
      {imports.data === undefined ? (
        imports.error === null ? (
          <LoadingLines lines={6} height={30} />
        ) : (
          <FailedFace title={t('shell.failed_title')} text={sayProblem(imports.error, t)} again={() => void imports.refetch()} />
        )
      ) : items.length === 0 ? (
        <EmptyFace title={t('imports.empty_title')} text={t('imports.empty_text')} act={start} />
      ) : (
        <table className={table.table} aria-label={t('imports.table')}>
          <thead>
            <tr>
              <th scope="col">{t('imports.col_file')}</th>
              <th scope="col">{t('imports.col_state')}</th>
              <th scope="col" className={css.wide}>
                {t('imports.col_result')}
              </th>
              <th scope="col" className={[table.end, css.wide].join(' ')}>
                {t('imports.col_when')}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <ImportLine key={one.id} one={one} />
            ))}
          </tbody>
        </table>
      )}
      {imports.hasNextPage ? (
        <Button mt="md" onClick={() => void imports.fetchNextPage()} loading={imports.isFetchingNextPage}>
          {t('shell.load_more')}
        </Button>
      ) : null}
    </Page>
  );
}

const tones: Readonly<Record<Import['state'], ChipTone>> = {
  reading: 'on',
  mapping: 'look',
  checking: 'on',
  checked: 'look',
  importing: 'on',
  imported: 'plain',
  undoing: 'on',
  undone: 'plain',
  failed: 'stopped',
};

function ImportLine(props: { readonly one: Import }): ReactNode {
  const { t, relative } = useWords();
  const now = useNow();
  const { one } = props;
  return (
    <tr>
      <td>
        <Link to="/imports/$id" params={{ id: one.id }} className={table.cover}>
          {one.file_name}
        </Link>
        <p className={css.quiet}>
          {t('imports.rows', { n: one.rows_total })} · {one.created_by}
        </p>
      </td>
      <td>
        <Chip tone={tones[one.state]} live={tones[one.state] === 'on'}>
          {t(`imports.state_${one.state}`)}
        </Chip>
      </td>
      <td className={[css.wide, table.quiet].join(' ')}>
        {one.counts === null ? (one.failure ?? '') : t('imports.result', { created: one.counts.new, updated: one.counts.updated, invalid: one.counts.invalid })}
      </td>
      <td className={[css.wide, table.quiet, table.end].join(' ')}>{relative(one.created_at, now)}</td>
    </tr>
  );
}
