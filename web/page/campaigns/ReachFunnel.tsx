import { type CSSProperties, type ReactNode, useState } from 'react';
import type { Plan } from '#core/contract/campaigns.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './PlanRail.module.css';
import { reachSteps, reasonWords } from '#web/part/plan.ts';

/** The way from the segment to those who get the message: who falls out at each step, why, and what can be done. */
export function ReachFunnel({ plan }: { readonly plan: Plan }): ReactNode {
  const { t, number, language } = useWords();
  const [open, setOpen] = useState<string | null>(null);
  const all = plan.segment.people;
  return (
    <ol className={css.reach}>
      <Step label={plan.segment.name} people={all} of={all} strength={30} />
      {reachSteps(plan).map((step) => {
        const words = reasonWords(step.reason, language);
        return (
          <li key={step.reason} className={css.out}>
            <button type="button" aria-expanded={open === step.reason} onClick={() => setOpen(open === step.reason ? null : step.reason)}>
              <span>−{number(step.people)}</span> {words.title}
            </button>
            {open === step.reason && (
              <p>
                {words.because} {words.cure}
              </p>
            )}
          </li>
        );
      })}
      <Step label={t('campaigns.gets_it')} people={plan.recipients} of={all} strength={100} />
    </ol>
  );
}

function Step({ label, people, of, strength }: { readonly label: string; readonly people: number; readonly of: number; readonly strength: number }): ReactNode {
  const { number } = useWords();
  const style: CSSProperties & { '--share': string; '--strength': string } = {
    '--share': `${of === 0 ? 0 : (people / of) * 100}%`,
    '--strength': `${strength}%`,
  };
  return (
    <li className={css.step} style={style}>
      <span>{label}</span>
      <b>{number(people)}</b>
    </li>
  );
}
