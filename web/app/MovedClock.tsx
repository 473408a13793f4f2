import type { ReactNode } from 'react';
import { movedClock, useNow } from '#web/ui/now.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Shell.module.css';

/** What time it is in a rehearsal that lives in another time than the reader, and how fast; nothing where both are the same. */
export function MovedClock(): ReactNode {
  const { t, dateTime, number } = useWords();
  const now = useNow(1);
  const moved = movedClock();
  if (moved === undefined) return null;
  const when = dateTime(now.toISOString());
  // It ticks: whoever listens to a screen would hear nothing else.
  return (
    <span className={css.clock} aria-live="off">
      {moved.speed === 0
        ? t('shell.clock_still', { when })
        : moved.speed === 1
          ? t('shell.clock_moved', { when })
          : t('shell.clock_fast', { speed: number(moved.speed), when })}
    </span>
  );
}
