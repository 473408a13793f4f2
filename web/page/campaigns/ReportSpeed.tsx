import type { ReactNode } from 'react';
import type { Report } from '#core/contract/report.ts';
import { speedPath } from '#web/part/report.ts';
import { Section } from '#web/ui/Section.tsx';
import table from '#web/ui/Table.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';

const box = { width: 320, height: 84 } as const;

/** How fast it goes beside what the number may, with what other sendings take, and the picture of the last half hour. */
export function ReportSpeed({ report }: { readonly report: Report }): ReactNode {
  const { t, number, time, span } = useWords();
  const { allowed, others, series } = report.pace;
  const isSending = report.campaign.broadcast?.state === 'sending';
  const figure = (value: number) => number(value, { maximumFractionDigits: value < 10 ? 1 : 0 });
  const [first, last] = [series[0], series.at(-1)];
  const top = Math.max(0, ...series.map((point) => point.per_second));
  if (!isSending && (first === undefined || top === 0)) return null;
  const seconds = first === undefined ? 0 : Math.max(1, (new Date(report.as_of).getTime() - new Date(first.at).getTime()) / 1000);
  // A number may send far more than it does: then the line of what it may would press the curve flat, and stays above the picture.
  const most = allowed <= top * highestTimes ? Math.max(top, allowed) : top;
  return (
    <Section title={t(isSending ? 'campaigns.speed' : 'report.speed_past')}>
      {isSending ? (
        <p className={css.big}>
          {figure(report.speed)} <small>{t('report.speed_now', { allowed })}</small>
        </p>
      ) : (
        <p className={css.quiet}>{t('report.speed_top', { top: figure(top) })}</p>
      )}
      {first !== undefined && last !== undefined && top > 0 && (
        <>
          <svg
            className={css.speed}
            viewBox={`0 0 ${box.width} ${box.height}`}
            role="img"
            aria-label={t('report.speed_picture', { span: span(seconds) })}
            preserveAspectRatio="none"
          >
            <path className={css.speedArea} d={`${speedPath(series, box, most)} L${box.width},${box.height} L0,${box.height} Z`} />
            <path className={css.speedLine} d={speedPath(series, box, most)} />
            {allowed <= most && <path className={css.speedMost} d={`M0,${1 + (1 - allowed / most) * (box.height - 2)} H${box.width}`} />}
          </svg>
          <p className={css.ends}>
            <span>{time(first.at)}</span>
            <span>{time(isSending ? report.as_of : last.at)}</span>
          </p>
          <details className={css.later}>
            <summary>{t('report.speed_table')}</summary>
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">{t('report.col_from')}</th>
                  <th scope="col" className={table.end}>
                    {t('report.col_speed')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {series.map((point) => (
                  <tr key={point.at}>
                    <td>{time(point.at)}</td>
                    <td className={table.end}>{figure(point.per_second)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
      {isSending && others > 0 && <p className={css.quiet}>{t('report.speed_others', { others: figure(others) })}</p>}
    </Section>
  );
}

/** The picture shows what the number may send as long as that is no more than so many times what it does. */
const highestTimes = 4;
