import type { ReactNode } from 'react';
import type { CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import { capital } from '#web/part/capital.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { BudgetField } from './BudgetField.tsx';
import { CanaryChoice } from './CanaryChoice.tsx';
import css from './Composer.module.css';
import { PaceWords } from './PaceWords.tsx';

type Props = {
  readonly choices: CampaignChoices;
  readonly plan: Plan | undefined;
  readonly fault: string | undefined;
  readonly onChange: (change: Partial<CampaignChoices>) => void;
};

/** How it takes its time: speed, hours, waiting conversations; whether a few get it first; and what it may cost. */
export function PacePart({ choices, plan, fault, onChange }: Props): ReactNode {
  const { t, locale } = useWords();
  return (
    <section className={css.ask} id="pace">
      <h2>{t('plan.pace')}</h2>
      <PaceWords pace={choices.pace} onChange={(pace) => onChange({ pace })} />
      {fault !== undefined && (
        <p className={css.wrong} role="alert">
          {capital(fault, locale)}
        </p>
      )}
      <CanaryChoice choices={choices} plan={plan} onChange={onChange} />
      <BudgetField choices={choices} plan={plan} onChange={onChange} />
    </section>
  );
}
