import type { Pace } from '#core/contract/sending.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { useHourWords } from './useHourWords.ts';

/** Says a pace in a few words; empty for as fast as is allowed, at any hour. */
export function usePaceWords(): (pace: Pace | null) => string {
  const { t, span, list } = useWords();
  const hour = useHourWords();
  return (pace) => {
    if (pace === null) return '';
    const { spread_minutes, hours, open_threads_most } = pace;
    return list([
      ...(spread_minutes === null ? [] : [t('plan.spread', { span: span(spread_minutes * 60) })]),
      ...(hours === null ? [] : [t('plan.hours_say', { from: hour(hours.from), to: hour(hours.to) })]),
      ...(open_threads_most === null ? [] : [t('plan.while_most', { threads: open_threads_most })]),
    ]);
  };
}
