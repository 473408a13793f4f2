import type { Plan, Schedule } from '#core/contract/campaigns.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { waveOf } from './schedule.ts';
import { useCalendar } from './useScheduleWords.ts';
import { useWhen } from './when.ts';

type Wave = Plan['waves'][number];

/** Cities of a wave that are named; a wave of half the world says how many more there are. */
const namedMost = 3;

/** A wave in words: of a repetition its moment; else the hour where they live and their cities, and beside it when that is for the reader. */
export function useWaveWords(kind: Schedule['kind']): (wave: Wave, now: Date) => { readonly title: string; readonly beside: string } {
  const { t, list } = useWords();
  const when = useWhen();
  const calendar = useCalendar();
  return (wave, now) => {
    const local = waveOf(wave);
    const here = when(new Date(wave.at), now);
    if (local === undefined || kind !== 'local_hour') return { title: here, beside: '' };
    const { cities } = local;
    const named = cities.length <= namedMost + 1 ? cities : [...cities.slice(0, namedMost), t('compose.more_cities', { count: cities.length - namedMost })];
    const title = t('compose.wave', { hour: calendar.time(local.hour), cities: list(named) });
    return { title, beside: t('compose.wave_here', { when: here }) };
  };
}
