import type { ReactNode } from 'react';
import type { Report } from '#core/contract/report.ts';
import { Section } from '#web/ui/Section.tsx';
import table from '#web/ui/Table.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';
import { truthOf } from './truth.ts';

/** Did the measure tell the truth? How people answered by the score they had at launch, with intervals, whatever came out. */
export function EtrTruth({ report }: { readonly report: Report }): ReactNode {
  const { t, number } = useWords();
  const bands = report.etr.filter((band) => band.delivered > 0);
  if (bands.length === 0) return null;
  const percent = (share: number) => number(share, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const truth = truthOf(bands);
  return (
    <Section title={t('compose.truth')} beside={t('campaigns.funnel_about')}>
      <p className={css.verdict}>
        {truth.kind === 'factor' ? t('compose.truth_factor', { factor: number(truth.factor, { maximumFractionDigits: 1 }) }) : t(`compose.truth_${truth.kind}`)}
      </p>
      <table className={table.table} aria-label={t('compose.truth')}>
        <thead>
          <tr>
            <th scope="col">{t('compose.etr_score')}</th>
            <th scope="col" className={table.end}>
              {t('campaigns.step_delivered')}
            </th>
            <th scope="col" className={table.end}>
              {t('campaigns.step_read')}
            </th>
            <th scope="col" className={table.end}>
              {t('campaigns.step_replied')}
            </th>
            <th scope="col" className={table.end}>
              {t('compose.truth_opted_out')}
            </th>
          </tr>
        </thead>
        <tbody>
          {bands.map((band) => (
            <tr key={band.from}>
              <th scope="row" className={css.whole}>
                {number(band.from)}–{number(band.to)}
              </th>
              <td className={table.end}>{number(band.delivered)}</td>
              <td className={table.end}>{number(band.read)}</td>
              <td className={table.end}>{number(band.replied)}</td>
              <td className={table.end}>
                {number(band.opted_out)}{' '}
                <small className={table.quiet}>
                  {band.opt_out_rate === null || band.low === null || band.high === null
                    ? t('compose.truth_few')
                    : t('compose.truth_rate', { rate: percent(band.opt_out_rate), low: percent(band.low), high: percent(band.high) })}
                </small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
