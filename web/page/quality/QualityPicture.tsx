import type { ReactNode } from 'react';
import type { QualityTimeline } from '#core/contract/quality.ts';
import { Section } from '#web/ui/Section.tsx';
import table from '#web/ui/Table.module.css';
import { useNow } from '#web/ui/now.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { endOf, markOf, marks, marksOf, placeOf, stepsOf, sumsOf } from './picture.ts';
import css from './Quality.module.css';

/** The height of the bars in the units of the drawing; its width is 1000. */
const barsHeight = 160;
/** One picture: what was sent and read, below it who did not want it, below that what changed. A sentence above, the table behind. */
export function QualityPicture({ timeline }: { readonly timeline: QualityTimeline }): ReactNode {
  const { t, rich, percent, shortDate } = useWords();
  const now = useNow();
  const sums = sumsOf(timeline.points);
  const steps = stepsOf(timeline);
  const shown = { from: timeline.from, to: endOf(timeline) };
  const most = Math.max(1, ...timeline.points.map((point) => point.submitted + point.failed));
  const mostHarmed = Math.max(1, ...timeline.points.map((point) => Math.max(point.harmed, point.opted_out)));
  const middle = new Date((Date.parse(timeline.from) + Date.parse(timeline.to)) / 2).toISOString();
  return (
    <Section title={t('quality.picture')} beside={t(timeline.step === 'hour' ? 'quality.by_hour' : 'quality.by_day')}>
      <p className={css.sentence}>
        {sums.sent === 0
          ? t('quality.nothing_sent')
          : rich('quality.sentence', { sent: sums.sent, harmed: sums.harmed, read: sums.delivered === 0 ? percent(0) : percent(sums.read / sums.delivered) })}
      </p>
      <div className={css.picture} aria-hidden="true">
        <svg viewBox={`0 0 1000 ${barsHeight}`} preserveAspectRatio="none">
          {steps.map(({ point, start, width }) => {
            const [x, w] = [start * 1000, Math.max(1, width * 1000 - 1)];
            const height = (people: number) => (people / most) * barsHeight;
            return (
              <g key={point.at}>
                <rect className={css.failed} x={x} width={w} y={barsHeight - height(point.submitted + point.failed)} height={height(point.failed)} />
                <rect className={css.sent} x={x} width={w} y={barsHeight - height(point.submitted)} height={height(point.submitted)} />
                <rect className={css.read} x={x} width={w} y={barsHeight - height(point.read)} height={height(point.read)} />
              </g>
            );
          })}
        </svg>
        <span className={css.lane}>{t('quality.lane_harm')}</span>
        <svg viewBox="0 0 1000 40" preserveAspectRatio="none" className={css.low}>
          {steps.map(({ point, start, width }) => {
            const height = (Math.max(point.harmed, point.opted_out) / mostHarmed) * 40;
            return <rect key={point.at} className={css.harmed} x={start * 1000} width={Math.max(1, width * 1000 - 1)} y={40 - height} height={height} />;
          })}
        </svg>
        <span className={css.lane}>{t('quality.lane_changes')}</span>
        <div className={css.marks}>
          {marksOf(timeline.changes).map((change, place) => (
            <i
              key={`${change.at} ${place}`}
              data-mark={markOf(change)}
              title={`${change.name}: ${change.text}`}
              style={{ insetInlineStart: `${placeOf(change.at, shown) * 100}%` }}
            />
          ))}
        </div>
        <div className={css.axis}>
          {[timeline.from, middle, timeline.to].map((at) => (
            <span key={at}>{shortDate(at, now)}</span>
          ))}
        </div>
      </div>
      <ul className={css.keys} aria-hidden="true">
        {(['sent', 'read', 'failed', 'harmed'] as const).map((key) => (
          <li key={key}>
            <i className={css[key]} />
            {t(`quality.key_${key}`)}
          </li>
        ))}
        {marks
          .filter((mark) => timeline.changes.some((change) => markOf(change) === mark))
          .map((mark) => (
            <li key={mark}>
              <i className={css.mark} data-mark={mark} />
              {t(`quality.mark_${mark}`)}
            </li>
          ))}
      </ul>
      <Numbers timeline={timeline} />
    </Section>
  );
}

function Numbers({ timeline }: { readonly timeline: QualityTimeline }): ReactNode {
  const { t, number, dateTime, date } = useWords();
  if (timeline.points.length === 0) return null;
  const cell = (column: string) => [table.end, column === 'delivered' || column === 'failed' || column === 'harmed' ? css.wide : ''].join(' ');
  const columns = ['submitted', 'delivered', 'read', 'failed', 'harmed', 'opted_out'] as const;
  return (
    <details className={css.table}>
      <summary>{t('quality.as_table')}</summary>
      <div>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('quality.col_when')}</th>
              {columns.map((column) => (
                <th key={column} scope="col" className={cell(column)}>
                  {t(column === 'submitted' ? 'quality.col_sent' : `quality.col_${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {timeline.points.map((point) => (
              <tr key={point.at}>
                <td>{timeline.step === 'hour' ? dateTime(point.at) : date(point.at)}</td>
                {columns.map((column) => (
                  <td key={column} className={cell(column)}>
                    {number(point[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
