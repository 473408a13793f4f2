import type { ReactNode } from 'react';
import type { Report } from '#core/contract/report.ts';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';

/** What it cost so far, beside what the plan said at most and the bound at which it stops. */
export function ReportCost({ report }: { readonly report: Report }): ReactNode {
  const { t, money } = useWords();
  const { cost, budget, plan } = report;
  const { most } = plan.cost;
  const said = t('report.cost_of', { most: money(most) });
  const whole = Math.max(most.micros, budget?.micros ?? 0, cost.micros);
  const share = (micros: number) => (whole === 0 ? 0 : Math.round((micros / whole) * 1000) / 10);
  return (
    <Section title={t('campaigns.cost')}>
      <p className={css.big}>
        {money(cost)} <small>{said}</small>
      </p>
      <div
        className={css.meter}
        role="img"
        aria-label={`${money(cost)} ${said}${budget === null ? '' : `, ${t('report.cost_budget_mark', { budget: money(budget) })}`}`}
      >
        <i style={{ inlineSize: `${share(cost.micros)}%` }} />
        {most.micros > 0 && most.micros < whole && <s style={{ insetInlineStart: `${share(most.micros)}%` }} />}
        {budget !== null && <u style={{ insetInlineStart: `${share(budget.micros)}%` }} />}
      </div>
      {budget !== null && <p className={css.quiet}>{t('report.cost_stops', { budget: money(budget) })}</p>}
      {plan.free !== null && plan.free.people > 0 && (
        <p className={css.quiet}>{t('compose.saving', { saves: money(plan.free.saves), people: plan.free.people })}</p>
      )}
      <p className={css.quiet}>{t('campaigns.charged')}</p>
    </Section>
  );
}
