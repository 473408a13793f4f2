import { createContext, Fragment, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { type Formats, makeFormats } from './formats.ts';
import { chooseLocale, type LanguageCode, languageKey } from './languages.ts';
import { makeSpeaker, type WordKey, type WordValues } from './speak.ts';
import type { Words } from './en/words.ts';

/** What a component says and writes with: `t` gives plain words, `rich` words with bold in them, the rest is Intl. */
export type Voice = Formats & {
  readonly t: (key: WordKey, values?: WordValues) => string;
  readonly rich: (key: WordKey, values?: WordValues) => ReactNode;
  readonly language: LanguageCode;
  readonly locale: string;
  readonly setLanguage: (language: LanguageCode) => void;
};

const VoiceContext = createContext<Voice | undefined>(undefined);

/** Loads the words of one language; each is a file of its own that other readers never load. */
export async function loadWords(language: LanguageCode): Promise<Words> {
  switch (language) {
    case 'en':
      return (await import('./en/words.ts')).words;
    case 'fr':
      return (await import('./fr/words.ts')).words;
  }
}

/** Gives everything below it a voice. `initial` was loaded before the first paint, so nothing flickers. */
export function WordsProvider(props: { readonly initial: { language: LanguageCode; words: Words }; readonly children: ReactNode }): ReactNode {
  const [spoken, setSpoken] = useState(props.initial);
  const locale = chooseLocale(spoken.language, navigator.languages);

  useEffect(() => {
    document.documentElement.lang = spoken.language;
  }, [spoken.language]);

  const voice = useMemo<Voice>(() => {
    const speaker = makeSpeaker(spoken.words, locale);
    return {
      ...makeFormats(locale),
      t: speaker.say,
      rich: (key, values) =>
        speaker.pieces(key, values).map((piece, at) => (piece.bold ? <b key={at}>{piece.text}</b> : <Fragment key={at}>{piece.text}</Fragment>)),
      language: spoken.language,
      locale,
      setLanguage: (language) => {
        localStorage.setItem(languageKey, language);
        void loadWords(language).then((words) => setSpoken({ language, words }));
      },
    };
  }, [spoken, locale]);

  return <VoiceContext value={voice}>{props.children}</VoiceContext>;
}

/** The voice of this screen: `const { t, number, relative } = useWords();` */
export function useWords(): Voice {
  const voice = use(VoiceContext);
  if (voice === undefined) throw new Error('useWords stands outside WordsProvider');
  return voice;
}
