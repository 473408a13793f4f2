import { useMemo } from 'react';
import type { Schedule } from '#core/contract/campaigns.ts';
import { useWords, type Voice } from '#web/ui/words/WordsProvider.tsx';
import { parseRepeat, type Repeat, weekdays } from './repeat.ts';
import { cityOf } from './schedule.ts';

/** A Monday, from which the names of the days are counted. */
const someMonday = Date.UTC(2026, 10, 23);

/** The names of the days, Monday first, and how a local date and time are said. */
export function makeCalendar(locale: string) {
  const dayName = (width: 'long' | 'short') => {
    const format = new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' });
    return weekdays.map((_day, at) => format.format(new Date(someMonday + at * 86_400_000)));
  };
  const [long, short] = [dayName('long'), dayName('short')];
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  return {
    long: (day: (typeof weekdays)[number]) => long[weekdays.indexOf(day)] ?? day,
    short: (day: (typeof weekdays)[number]) => short[weekdays.indexOf(day)] ?? day,
    /** 1 December 2026, of a local date. */
    date: (local: string) => date.format(new Date(`${local.slice(0, 10)}T00:00:00Z`)),
    /** 09:00, of a local moment. */
    time: (local: string) => time.format(new Date(`${local}:00Z`)),
  };
}

/** The calendar of the reader. */
export function useCalendar() {
  const { locale } = useWords();
  return useMemo(() => makeCalendar(locale), [locale]);
}

function sayRepeat(repeat: Repeat, { t, list }: Pick<Voice, 't' | 'list'>, calendar: ReturnType<typeof makeCalendar>): string {
  const { interval } = repeat;
  const end =
    repeat.ends.kind === 'never'
      ? ''
      : `, ${repeat.ends.kind === 'count' ? t('compose.say_times', { count: repeat.ends.count }) : t('compose.say_until', { day: calendar.date(repeat.ends.day) })}`;
  switch (repeat.every) {
    case 'day':
      return t('compose.say_daily', { interval }) + end;
    case 'week':
      return t('compose.say_weekly', { interval, days: list(repeat.days.map(calendar.long)) }) + end;
    case 'month':
      if (repeat.on.kind === 'day') {
        return (repeat.on.day === -1 ? t('compose.say_monthly_last', { interval }) : t('compose.say_monthly_day', { interval, day: repeat.on.day })) + end;
      }
      return t('compose.say_monthly_weekday', { interval, place: t(placeWord(repeat.on.nth)), day: calendar.long(repeat.on.weekday) }) + end;
  }
}

/** The word of a month's place: first to fourth, or last. */
export function placeWord(nth: number): 'compose.place_1' | 'compose.place_2' | 'compose.place_3' | 'compose.place_4' | 'compose.place_last' {
  if (nth === 1) return 'compose.place_1';
  if (nth === 2) return 'compose.place_2';
  if (nth === 3) return 'compose.place_3';
  return nth === 4 ? 'compose.place_4' : 'compose.place_last';
}

/** When a campaign goes out, in a sentence of the reader's. */
export function useScheduleWords(): (schedule: Schedule | null) => string {
  const voice = useWords();
  const calendar = useCalendar();
  const { t, dateTime } = voice;
  return (schedule) => {
    switch (schedule?.kind) {
      case undefined:
        return t('compose.say_now');
      case 'at':
        return t('compose.say_at', { at: dateTime(schedule.at) });
      case 'local_hour':
        return t('compose.say_local', { date: calendar.date(schedule.starts), time: calendar.time(schedule.starts) });
      case 'repeat': {
        const repeat = parseRepeat(schedule.rule, schedule.timezone);
        return t('compose.say_repeat', {
          rule: repeat === undefined ? schedule.rule : sayRepeat(repeat, voice, calendar),
          time: calendar.time(schedule.starts),
          city: cityOf(schedule.timezone),
          date: calendar.date(schedule.starts),
        });
      }
    }
  };
}
