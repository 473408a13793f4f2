import { useMemo } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

const weekMilliseconds = 7 * 24 * 60 * 60 * 1000;

/** Says a moment as one would: the time alone today, with the weekday within a week, else with the date. Times are the reader's. */
export function makeWhen(locale: string, timeZone?: string): (at: Date, now: Date) => string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', hour: '2-digit', minute: '2-digit', ...zone });
  const full = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', ...zone });
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'short', ...zone });
  return (at, now) => {
    if (day.format(at) === day.format(now)) return time.format(at);
    return Math.abs(at.getTime() - now.getTime()) < weekMilliseconds ? weekday.format(at) : full.format(at);
  };
}

/** The same in the reader's language. */
export function useWhen(): (at: Date, now: Date) => string {
  const { locale } = useWords();
  return useMemo(() => makeWhen(locale), [locale]);
}
