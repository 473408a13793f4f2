/** The languages the dashboard speaks completely, by their own names. */
export const languages = { en: 'English', fr: 'Français' } as const;
export type LanguageCode = keyof typeof languages;

/** Where the reader's choice is kept in the browser. */
export const languageKey = 'parley-language';

/** Tells one of our languages from any other text. */
export function isLanguage(text: string | null): text is LanguageCode {
  return text !== null && Object.hasOwn(languages, text);
}

/** The reader's own choice, else the first language of the browser that we speak, else English. */
export function chooseLanguage(stored: string | null, wanted: readonly string[]): LanguageCode {
  if (isLanguage(stored)) return stored;
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0] ?? '';
    if (isLanguage(base)) return base;
  }
  return 'en';
}

/** The locale that dates and numbers follow: the browser's own region where it is of the chosen language. */
export function chooseLocale(language: LanguageCode, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? language;
}
