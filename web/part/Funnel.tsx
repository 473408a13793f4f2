import { type CSSProperties, Fragment, type ReactNode } from 'react';
import type { Counts } from '#core/contract/campaigns.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Funnel.module.css';
import { type FunnelStep, funnelBars, sumParts, usualAt } from './report.ts';

type Props = {
  readonly steps: readonly FunnelStep[];
  readonly counts: Counts;
  /** What is usual at each step, drawn as a tick; left out when nothing is compared. */
  readonly usual?: readonly { readonly step: FunnelStep['step']; readonly median: number }[];
};
type BarStyle = CSSProperties & Record<`--${string}`, string>;

function whiskers(low: number, high: number): BarStyle {
  return { '--low': inShares(low), '--span': inShares(high - low) };
}

const inShares = (share: number) => `${Math.round(share * 10_000) / 100}%`;

/** The steps from the plan to the answer, each with its number, its rate and its interval, and the line that adds up. */
export function Funnel({ steps, counts, usual = [] }: Props): ReactNode {
  const { t, number } = useWords();
  const percent = (share: number) => number(share, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const bars = funnelBars(steps);
  const parts = sumParts(counts);
  return (
    <>
      <dl className={css.funnel}>
        {steps.map((step, place) => {
          const bar = bars[place];
          const median = usual.find((each) => each.step === step.step)?.median;
          const tick = median === undefined ? undefined : usualAt(steps, step, median);
          return (
            <div key={step.step} className={css.step}>
              <dt>{t(`campaigns.step_${step.step}`)}</dt>
              <dd className={css.bar} aria-hidden="true">
                {bar !== undefined && (
                  <>
                    <i className={css.before} style={{ inlineSize: inShares(bar.before) }} />
                    <i style={{ inlineSize: inShares(step.step === 'planned' ? 0 : bar.value) }} />
                    {bar.low !== null && bar.high !== null && step.people > 0 && <u style={whiskers(bar.low, bar.high)} />}
                    {tick !== undefined && <s style={{ insetInlineStart: inShares(tick) }} />}
                  </>
                )}
              </dd>
              <dd className={css.number}>{number(step.people)}</dd>
              <dd className={css.rate}>
                {step.step === 'planned' || step.rate === null || step.of === null ? (
                  <>
                    {step.step === 'planned' && <b>{t('campaigns.person_all')}</b>}
                    <span>{step.step === 'planned' ? t('campaigns.all_planned') : t('campaigns.no_base')}</span>
                  </>
                ) : (
                  <>
                    <b>{percent(step.rate)}</b>
                    <span>
                      {step.low === null || step.high === null
                        ? t('campaigns.rate_of', { of: t(`campaigns.of_${baseOf(step.of)}`) })
                        : t('campaigns.interval', { low: percent(step.low), high: percent(step.high), of: t(`campaigns.of_${baseOf(step.of)}`) })}
                    </span>
                    {median !== undefined && <span>{t('report.usual', { rate: percent(median) })}</span>}
                  </>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      <p className={css.sum}>
        {parts.map(({ part, people }, place) => (
          <Fragment key={part}>
            {place > 0 && ' + '}
            <b>{number(people)}</b> {t(`campaigns.sum_${part}`, { people })}
          </Fragment>
        ))}{' '}
        = <b>{number(counts.total)}</b>
      </p>
    </>
  );
}

const bases = ['planned', 'submitted', 'sent', 'delivered', 'read'] as const;

function baseOf(of: string): (typeof bases)[number] {
  return bases.find((base) => base === of) ?? 'planned';
}
