import type { ReactNode } from 'react';
import type { CanaryView } from '#core/contract/canary.ts';
import table from '#web/ui/Table.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { canaryChart } from './canary.ts';
import css from './CanaryCard.module.css';

const box = { width: 320, height: 120 } as const;

/** The evidence against a message, look by look, between the bound that stops it and the one that releases it; with its table. */
export function CanaryChart({ view }: { readonly view: CanaryView }): ReactNode {
  const { t, number, time } = useWords();
  const { line, stopY, releaseY, zeroY } = canaryChart(view, box);
  // A hyphen is no minus.
  const figure = (value: number) => number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace('-', '−');
  const last = line.at(-1);
  return (
    <figure className={css.chart}>
      <figcaption>{t('canary.chart_now', { people: view.now.harm.people, evidence: figure(view.now.harm.evidence), bound: figure(view.bound) })}</figcaption>
      <div className={css.picture}>
        <svg viewBox={`0 0 ${box.width} ${box.height}`} role="img" aria-label={t('canary.chart')} preserveAspectRatio="none">
          <rect className={css.stopGround} x={0} y={0} width={box.width} height={stopY} />
          <rect className={css.releaseGround} x={0} y={releaseY} width={box.width} height={box.height - releaseY} />
          <path className={css.zero} d={`M0,${zeroY} H${box.width}`} />
          <path className={css.stopLine} d={`M0,${stopY} H${box.width}`} />
          <path className={css.releaseLine} d={`M0,${releaseY} H${box.width}`} />
          <path className={css.way} d={line.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x},${y}`).join(' ')} />
        </svg>
        <span className={css.bound} style={{ insetBlockStart: `${(stopY / box.height) * 100}%` }}>
          {t('canary.chart_stop')}
        </span>
        <span className={css.bound} style={{ insetBlockStart: `${(releaseY / box.height) * 100}%` }}>
          {t('canary.chart_release')}
        </span>
        {last !== undefined && (
          <i className={css.here} style={{ insetBlockStart: `${(last.y / box.height) * 100}%`, insetInlineStart: `${(last.x / box.width) * 100}%` }} />
        )}
      </div>
      <details className={css.more}>
        <summary>{t('canary.chart_table')}</summary>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('report.col_from')}</th>
              <th scope="col" className={table.end}>
                {t('canary.col_people')}
              </th>
              <th scope="col" className={table.end}>
                {t('canary.col_events')}
              </th>
              <th scope="col" className={table.end}>
                {t('canary.col_evidence')}
              </th>
            </tr>
          </thead>
          <tbody>
            {view.path.map((point) => (
              <tr key={`${point.people} ${point.events}`}>
                <td>{time(point.at)}</td>
                <td className={table.end}>{number(point.people)}</td>
                <td className={table.end}>{number(point.events)}</td>
                <td className={table.end}>{figure(point.evidence)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
