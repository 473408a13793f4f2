import { type ReactNode, useState } from 'react';
import type { EtrReason } from '#core/contract/etr.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Etr.module.css';
import { weightiest } from './etr.ts';

const parts = ['expected', 'timely', 'relevant'] as const;

/** Three short bars, each with its name and its points of a hundred. */
export function EtrScores(props: { readonly of: Readonly<Record<(typeof parts)[number], number>>; readonly low: number }): ReactNode {
  const { t } = useWords();
  return (
    <dl className={css.scores}>
      {parts.map((part) => {
        const points = props.of[part];
        return (
          <div key={part}>
            <dd className={css.bar} aria-hidden="true">
              <i className={points < props.low ? css.low : undefined} style={{ inlineSize: `${points}%` }} />
            </dd>
            <dt>{t(`compose.etr_${part}`)}</dt>
            <dd>{t('compose.etr_points', { points })}</dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Reasons shown before somebody asks for all. */
const shownMost = 3;

/** Why the score is what it is: each circumstance with its points and, for more than one person, of how many it holds. */
export function EtrReasons({ reasons, people }: { readonly reasons: readonly EtrReason[]; readonly people: number }): ReactNode {
  const { t, number } = useWords();
  const [all, setAll] = useState(false);
  const shown = all ? reasons : weightiest(reasons, shownMost);
  if (reasons.length === 0) return null;
  return (
    <>
      <ul className={css.reasons}>
        {shown.map((reason) => (
          <li key={`${reason.part} ${reason.code}`}>
            <b>{number(Math.round(reason.points), { signDisplay: 'exceptZero' })}</b>
            <span>
              {reason.words} {people > 1 && <small>{t('compose.etr_holds', { people: reason.people })}</small>}
            </span>
          </li>
        ))}
      </ul>
      {reasons.length > shownMost && (
        <button type="button" className={css.all} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('compose.fewer_reasons') : t('compose.all_reasons', { count: reasons.length })}
        </button>
      )}
    </>
  );
}
