import type { ReactNode } from 'react';
import type { Plan } from '#core/contract/campaigns.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './PlanRail.module.css';
import { useLikelyWords } from './useLikelyWords.ts';

/** What it costs: most probably with its interval, at most, and by country and category. */
export function CostPart({ plan }: { readonly plan: Plan }): ReactNode {
  const { t, money, date } = useWords();
  const likely = useLikelyWords();
  const said = plan.cost.likely === null || plan.recipients === 0 ? undefined : likely(plan.cost.likely);
  return (
    <section className={css.gauge}>
      <h3>{t('campaigns.costs')}</h3>
      <p className={css.big}>
        {money(plan.cost.most)} <small>{t('campaigns.at_most')}</small>
      </p>
      {said !== undefined && <p className={css.likely}>{said}</p>}
      {plan.free !== null && plan.free.people > 0 && (
        <p className={css.saves}>{t('compose.saving', { saves: money(plan.free.saves), people: plan.free.people })}</p>
      )}
      <p className={css.quiet}>{said === undefined ? t('campaigns.charged') : t('plan.likely_about')}</p>
      {plan.by_country.length > 0 && (
        <details className={css.more}>
          <summary>{t('campaigns.by_country')}</summary>
          <Countries plan={plan} />
          {plan.cost.by_category.length > 1 && <Categories plan={plan} />}
          {plan.cost.card_date !== '' && <p className={css.quiet}>{t('campaigns.card', { date: date(plan.cost.card_date), source: plan.cost.card_source })}</p>}
        </details>
      )}
    </section>
  );
}

function Countries({ plan }: { readonly plan: Plan }): ReactNode {
  const { t, money, country, number } = useWords();
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{t('campaigns.col_country')}</th>
          <th scope="col">{t('campaigns.col_people')}</th>
          <th scope="col">{t('campaigns.col_each')}</th>
          <th scope="col">{t('campaigns.col_cost')}</th>
        </tr>
      </thead>
      <tbody>
        {plan.by_country.map((row) => (
          <tr key={row.country}>
            <th scope="row">{row.country === '' ? t('campaigns.no_country') : country(row.country)}</th>
            <td>{number(row.people)}</td>
            <td>{row.each === null ? t('campaigns.no_rate') : money(row.each, true)}</td>
            <td>
              {row.cost === null ? '–' : money(row.cost)}
              {row.likely !== null && <small>{`${money(row.likely.low)}–${money(row.likely.high)}`}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Categories({ plan }: { readonly plan: Plan }): ReactNode {
  const { t, money, number } = useWords();
  return (
    <table className={css.table}>
      <tbody>
        {plan.cost.by_category.map((row) => (
          <tr key={row.category}>
            <th scope="row">{row.category === 'service' ? t('plan.category_service') : plan.template.name}</th>
            <td>{number(row.people)}</td>
            <td>{money(row.cost)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
