import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ImportCounts, ImportRow } from '#core/contract/imports.ts';
import { pages } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { Chip } from '#web/ui/Chip.tsx';
import { ChipChoice } from '#web/ui/ChipChoice.tsx';
import { FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { Section } from '#web/ui/Section.tsx';
import table from '#web/ui/Table.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './ImportRows.module.css';

const outcomes = ['invalid', 'new', 'updated', 'skipped', 'duplicate'] as const;

/** The rows of an import by what they do, each bad one with its reason in words. */
export function ImportRows(props: { readonly one: string; readonly counts: ImportCounts }): ReactNode {
  const { t, number } = useWords();
  const [outcome, setOutcome] = useState<(typeof outcomes)[number]>(props.counts.invalid > 0 ? 'invalid' : 'new');
  const rows = useInfiniteQuery(pages.imports.rows({ params: { id: props.one }, query: { outcome, limit: 50 } }));
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const hasWhy = items.some((row) => row.reason !== null || row.opted_out);

  return (
    <Section title={t('imports.rows_title')}>
      <ChipChoice
        label={t('imports.rows_title')}
        value={outcome}
        onChange={setOutcome}
        options={outcomes.map((each) => ({ value: each, label: `${t(`imports.count_${each}`)} ${number(props.counts[each])}` }))}
      />
      {rows.data === undefined ? (
        rows.error === null ? (
          <LoadingLines lines={6} />
        ) : (
          <FailedFace title={t('shell.failed_title')} text={sayProblem(rows.error, t)} again={() => void rows.refetch()} />
        )
      ) : items.length === 0 ? (
        <p className={css.quiet}>{t('imports.rows_none')}</p>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col" className={css.row}>
                {t('imports.row')}
              </th>
              <th scope="col">{t('imports.row_who')}</th>
              <th scope="col" className={css.phone}>
                {t('imports.row_phone')}
              </th>
              {hasWhy ? <th scope="col">{t('imports.row_why')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <Row key={row.row} row={row} hasWhy={hasWhy} />
            ))}
          </tbody>
        </table>
      )}
      {rows.hasNextPage ? (
        <Button mt="md" onClick={() => void rows.fetchNextPage()} loading={rows.isFetchingNextPage}>
          {t('shell.load_more')}
        </Button>
      ) : null}
    </Section>
  );
}

function Row(props: { readonly row: ImportRow; readonly hasWhy: boolean }): ReactNode {
  const { t, number, phone } = useWords();
  const { row } = props;
  const who = row.name ?? row.cells.filter((cell) => cell.trim() !== '').join(', ');
  return (
    <tr>
      <td className={table.quiet}>{number(row.row)}</td>
      <td className={css.who} dir="auto">
        {who}
      </td>
      <td className={[table.quiet, css.phone].join(' ')}>{row.phone === null ? '' : phone(row.phone)}</td>
      {props.hasWhy ? (
        <td className={css.why}>
          {row.reason}
          {row.opted_out ? <Chip tone="look">{t('imports.row_opted_out')}</Chip> : null}
        </td>
      ) : null}
    </tr>
  );
}
