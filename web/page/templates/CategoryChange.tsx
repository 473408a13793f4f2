import type { ReactNode } from 'react';
import type { Template } from '#core/contract/templates.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import table from '#web/ui/Table.module.css';
import css from './TemplatePage.module.css';

type Change = NonNullable<Template['category_change']>;

/** Meta has filed the template elsewhere: when, from what, and what a message costs since, by country. */
export function CategoryChange({ change }: { readonly change: Change }): ReactNode {
  const { t, date, money, country } = useWords();
  return (
    <div className={`${css.verdict} ${css.changed}`} role="status">
      <p className={css.say}>
        {t('templates.category_changed', {
          when: date(change.at),
          from: t(`templates.category_${change.from}`),
          to: t(`templates.category_${change.to}`),
        })}
      </p>
      <p className={css.marked}>
        <Icon name="look" small />
        {t(change.to === 'marketing' ? 'templates.category_marketing_now' : 'templates.category_other_now')}
      </p>
      {change.costs.length > 0 && (
        <details>
          <summary>{t('templates.category_costs')}</summary>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t('templates.country')}</th>
                <th scope="col" className={table.end}>
                  {t('templates.cost_before')}
                </th>
                <th scope="col" className={table.end}>
                  {t('templates.cost_now')}
                </th>
              </tr>
            </thead>
            <tbody>
              {change.costs.map((cost) => (
                <tr key={cost.country}>
                  <td>{country(cost.country)}</td>
                  <td className={table.end}>{cost.before === null ? t('templates.cost_unknown') : money(cost.before, true)}</td>
                  <td className={table.end}>{cost.now === null ? t('templates.cost_unknown') : money(cost.now, true)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}
