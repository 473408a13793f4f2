import type { ReactNode } from 'react';
import type { PlannerPortfolio } from '#core/contract/planner.ts';
import { Chip } from '#web/ui/Chip.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Planner.module.css';

/** The limit of each portfolio in a sentence, with its reserve and what is used now. */
export function LimitLines({ portfolios }: { readonly portfolios: readonly PlannerPortfolio[] }): ReactNode {
  const { t, rich, phone, list } = useWords();
  return portfolios.map((portfolio) => {
    const numbers = list(portfolio.numbers.map(({ display_phone }) => phone(display_phone)));
    const { limit, reserve, used } = portfolio;
    return (
      <p key={numbers} className={css.limit}>
        {limit !== null && reserve !== null
          ? rich('planner.limit_line', { open: limit - reserve, limit, reserve, used })
          : t(portfolio.limit_is_known ? 'planner.limit_none' : 'planner.limit_unknown', { numbers })}{' '}
        {portfolio.numbers
          .filter(({ warms_up }) => warms_up)
          .map((number) => (
            <Chip key={number.id} tone="look">
              {phone(number.display_phone)} {t('planner.warms_up')}
            </Chip>
          ))}
      </p>
    );
  });
}
