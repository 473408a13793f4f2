import { useMemo } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** Says a full hour of the day as the reader writes it; 24 is midnight. */
export function useHourWords(): (hour: number) => string {
  const { locale } = useWords();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
    return (hour) => format.format(new Date(Date.UTC(2026, 0, 1, hour)));
  }, [locale]);
}
