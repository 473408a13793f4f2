import type { ReactNode } from 'react';
import { capital } from '#web/part/capital.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { VariableGap } from './compare.ts';
import css from './Editor.module.css';

/** Says which variables a language lacks or has alone: a campaign fills the same ones in every language. */
export function GapNote({ gap, first }: { readonly gap: VariableGap; readonly first: string }): ReactNode {
  const { t, list, languageName, locale } = useWords();
  const language = capital(languageName(first), locale);
  return (
    <p className={css.look} role="status">
      {[
        gap.missing.length > 0 ? t('editor.gap_missing', { names: list(gap.missing), language }) : '',
        gap.extra.length > 0 ? t('editor.gap_extra', { names: list(gap.extra), language }) : '',
        t('editor.gap_why'),
      ]
        .filter((sentence) => sentence !== '')
        .join(' ')}
    </p>
  );
}
