import type { ReactNode } from 'react';
import type { Plan } from '#core/contract/campaigns.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './PlanRail.module.css';
import { useWhen } from './when.ts';

/** The stages of the canary along time: how many people each has, when it begins, and when it is judged if nothing holds it up. */
export function CanarySteps({ plan, now }: { readonly plan: Plan; readonly now: Date }): ReactNode {
  const { t } = useWords();
  const when = useWhen();
  const steps = plan.canary?.steps ?? [];
  if (steps.length < 2) return null;
  return (
    <section className={css.gauge}>
      <h3>{t('plan.steps')}</h3>
      <ol className={css.steps}>
        {steps.map((step) => (
          <li key={step.starts_at}>
            <span>{t('plan.step', { people: step.people, at: when(new Date(step.starts_at), now) })}</span>
            <small>{step.judged_at === null ? t('plan.step_last') : t('plan.step_judged', { at: when(new Date(step.judged_at), now) })}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}
