import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** Times as the clock of the workspace shows them: the calendar's days are its days, wherever the reader is. */
export function useZoned(timezone: string): { readonly time: (at: string) => string; readonly dateTime: (at: string) => string } {
  const { locale } = useWords();
  const time = new Intl.DateTimeFormat(locale, { timeZone: timezone, hour: '2-digit', minute: '2-digit' });
  const dateTime = new Intl.DateTimeFormat(locale, { timeZone: timezone, dateStyle: 'medium', timeStyle: 'short' });
  return { time: (at) => time.format(new Date(at)), dateTime: (at) => dateTime.format(new Date(at)) };
}
