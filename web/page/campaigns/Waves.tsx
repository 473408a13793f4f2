import type { ReactNode } from 'react';
import type { Plan, Schedule } from '#core/contract/campaigns.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './PlanRail.module.css';
import { useWaveWords } from './useWaveWords.ts';

/** Waves shown before somebody asks for all. */
const shownMost = 5;

type Props = { readonly waves: Plan['waves']; readonly kind: Schedule['kind']; readonly now: Date };

/** When each part of the people gets it: a bar for each wave with its moment, its place and its number. */
export function Waves({ waves, kind, now }: Props): ReactNode {
  const { t } = useWords();
  const most = Math.max(1, ...waves.map((wave) => wave.people));
  if (kind === 'at') return null;
  return (
    <>
      <ol className={css.waves}>
        {waves.slice(0, shownMost).map((wave) => (
          <WaveLine key={`${wave.at} ${wave.label}`} wave={wave} kind={kind} most={most} now={now} />
        ))}
      </ol>
      {waves.length > shownMost && (
        <details className={css.more}>
          <summary>{t('compose.more_waves', { count: waves.length - shownMost })}</summary>
          <ol className={css.waves}>
            {waves.slice(shownMost).map((wave) => (
              <WaveLine key={`${wave.at} ${wave.label}`} wave={wave} kind={kind} most={most} now={now} />
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

type LineProps = { readonly wave: Plan['waves'][number]; readonly kind: Schedule['kind']; readonly most: number; readonly now: Date };

function WaveLine({ wave, kind, most, now }: LineProps): ReactNode {
  const { number } = useWords();
  const words = useWaveWords(kind);
  const { title, beside } = words(wave, now);
  return (
    <li>
      <span>
        {title}
        {beside !== '' && <small>{beside}</small>}
      </span>
      <b>{number(wave.people)}</b>
      <i aria-hidden="true" style={{ inlineSize: `${(wave.people / most) * 100}%` }} />
    </li>
  );
}
