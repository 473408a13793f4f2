import type { ReactNode } from 'react';
import { useNow } from '#web/ui/now.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Editor.module.css';
import type { Lock } from './standing.ts';

/** Says why a language cannot be changed now, and when it can. */
export function LockNote({ lock }: { readonly lock: Lock }): ReactNode {
  const { t, dateTime, relative } = useWords();
  const now = useNow();
  const when = lock.until === null ? '' : t('editor.locked_until', { when: dateTime(lock.until), relative: relative(lock.until, now) });
  return (
    <p className={css.look} role="status">
      {[t(`editor.locked_${lock.why}`), when].filter((sentence) => sentence !== '').join(' ')}
    </p>
  );
}
