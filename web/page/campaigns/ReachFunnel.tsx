import { type CSSProperties, type ReactNode, useState } from 'react';
import type { Plan } from '#core/contract/campaigns.ts';
import { reachSteps, reasonWords } from '#web/part/plan.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './PlanRail.module.css';

/** The way from the audience to those who get the message: who falls out at each step, why, and what can be done. */
export function ReachFunnel({ plan }: { readonly plan: Plan }): ReactNode {
  const { t, number, language } = useWords();
  const [open, setOpen] = useState<string | null>(null);
  const { segments, except, people: all } = plan.audience;
  const isPlain = segments.length === 1 && except.length === 0;
  return (
    <>
      <ol className={css.reach}>
        <Step label={isPlain ? (segments[0]?.name ?? t('compose.audience')) : t('compose.audience')} people={all} of={all} strength={30} />
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
      {!isPlain && (
        <details className={css.more}>
          <summary>{t('compose.by_segment')}</summary>
          <table className={css.table}>
            <tbody>
              {segments.map((each) => (
                <tr key={each.id}>
                  <th scope="row">{each.name}</th>
                  <td>{number(each.people)}</td>
                </tr>
              ))}
              {except.map((each) => (
                <tr key={each.id}>
                  <th scope="row">{t('compose.without_named', { name: each.name })}</th>
                  <td>{number(each.people)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
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
