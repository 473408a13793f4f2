import type { ReactNode } from 'react';
import type { TranslationState } from '#core/whatsapp/template.ts';
import { Chip } from '#web/ui/Chip.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { capital } from './capital.ts';
import { translationTone, translationWord } from './translation.ts';

/** The review state of one language of a template; with `language` its name stands before it. */
export function TranslationChip({ state, language }: { readonly state: TranslationState; readonly language?: string }): ReactNode {
  const { t, languageName, locale } = useWords();
  return (
    <Chip {...translationTone(state)}>
      {language === undefined
        ? t(translationWord(state))
        : t('templates.language_state', { language: capital(languageName(language), locale), state: t(translationWord(state)) })}
    </Chip>
  );
}
