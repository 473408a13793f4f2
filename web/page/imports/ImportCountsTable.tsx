import type { ReactNode } from 'react';
import type { ImportCounts } from '#core/contract/imports.ts';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './ImportCountsTable.module.css';

/** The counts of a dry run or an import as bars of one length, with the line that adds up to the rows of the file. */
export function ImportCountsTable(props: { readonly counts: ImportCounts; /** Whether it was only tried. */ readonly tried: boolean }): ReactNode {
  const { t, rich, number } = useWords();
  const { counts } = props;
  const total = counts.new + counts.updated + counts.skipped + counts.duplicate + counts.invalid;
  const kinds = [
    ['new', counts.new, 'on'],
    ['updated', counts.updated, 'on'],
    ['skipped', counts.skipped, 'plain'],
    ['duplicate', counts.duplicate, 'plain'],
    ['invalid', counts.invalid, 'stopped'],
  ] as const;
  return (
    <Section title={t(props.tried ? 'imports.counts' : 'imports.counts_done')}>
      <dl className={css.counts}>
        {kinds.map(([kind, rows, tone]) => (
          <div key={kind}>
            <dt>{t(`imports.count_${kind}`)}</dt>
            <dd className={css.track} aria-hidden="true">
              <span data-tone={tone} style={{ inlineSize: `${total > 0 ? (rows / total) * 100 : 0}%` }} />
            </dd>
            <dd className={css.figure}>{number(rows)}</dd>
          </div>
        ))}
      </dl>
      <p className={css.sum}>
        {rich('imports.counts_sum', {
          created: counts.new,
          updated: counts.updated,
          skipped: counts.skipped,
          duplicate: counts.duplicate,
          invalid: counts.invalid,
          total,
        })}
      </p>
      <dl className={css.beside}>
        <div>
          <dt>{t('imports.count_consented')}</dt>
          <dd>{number(counts.consented)}</dd>
        </div>
        <div>
          <dt>{t('imports.count_opted_out')}</dt>
          <dd>{number(counts.opted_out)}</dd>
        </div>
      </dl>
    </Section>
  );
}
