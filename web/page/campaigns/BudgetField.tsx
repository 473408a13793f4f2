import { type ReactNode, useState } from 'react';
import type { CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import { PickWord } from '#web/part/PickWord.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import { parseAmount } from './pace.ts';

type Props = {
  readonly choices: Pick<CampaignChoices, 'budget_micros'>;
  readonly plan: Plan | undefined;
  readonly onChange: (change: Partial<CampaignChoices>) => void;
};

/** What it may cost at most; without a bound it costs what it costs. */
export function BudgetField({ choices, plan, onChange }: Props): ReactNode {
  const { t } = useWords();
  const { budget_micros } = choices;
  const [isBounded, setBounded] = useState(budget_micros !== null);
  const [text, setText] = useState(budget_micros === null ? '' : String(budget_micros / 1_000_000));
  const currency = plan?.cost.currency ?? '';
  const buys = plan?.cost.budget_buys ?? null;
  const amount = parseAmount(text);
  const pick = (picked: string) => {
    setBounded(picked === 'most');
    if (picked !== 'most') onChange({ budget_micros: null });
    else if (amount !== undefined && amount !== null) onChange({ budget_micros: amount });
  };
  return (
    <>
      <p className={css.rule}>
        {t('plan.budget')}{' '}
        <PickWord
          label={t('plan.budget_word')}
          value={isBounded ? 'most' : 'any'}
          placeholder={t('plan.budget_none')}
          options={[
            { value: 'any', label: t('plan.budget_none') },
            { value: 'most', label: t('plan.budget_most') },
          ]}
          onPick={pick}
        />
        {isBounded && (
          <>
            {' '}
            <input
              className={css.amount}
              inputMode="decimal"
              aria-label={t('plan.budget_amount', { currency })}
              aria-invalid={amount === undefined}
              value={text}
              onChange={(event) => {
                const next = event.currentTarget.value;
                setText(next);
                const micros = parseAmount(next);
                if (micros !== undefined) onChange({ budget_micros: micros });
              }}
            />{' '}
            {currency}
          </>
        )}
        .
      </p>
      {isBounded && (
        <p className={css.quiet}>
          {t('plan.budget_about')} {buys !== null && plan !== undefined && t('plan.budget_buys', { people: buys, of: plan.recipients })}
        </p>
      )}
    </>
  );
}
