import { instantOfLocal, localOfInstant } from '#core/value/local.ts';

/** The days of a week by the names RFC 5545 gives them, Monday first. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

/** Which day of a month: a number, the last one, or a weekday such as the first Tuesday (`nth` -1 is the last). */
export type MonthDay = { readonly kind: 'day'; readonly day: number } | { readonly kind: 'weekday'; readonly nth: number; readonly weekday: Weekday };

/** When a repetition ends: never, after so many times, or with a day (`2027-01-31`). */
export type RepeatEnd = { readonly kind: 'never' } | { readonly kind: 'count'; readonly count: number } | { readonly kind: 'until'; readonly day: string };

/** The rules of RFC 5545 that the builder can show; a rule beyond it is kept and shown as it is written. */
export type Repeat =
  | { readonly every: 'day'; readonly interval: number; readonly ends: RepeatEnd }
  | { readonly every: 'week'; readonly interval: number; readonly days: readonly Weekday[]; readonly ends: RepeatEnd }
  | { readonly every: 'month'; readonly interval: number; readonly on: MonthDay; readonly ends: RepeatEnd };

/** Which one of a month's weekdays the builder offers. */
export const monthPlaces = [1, 2, 3, 4, -1] as const;

const frequencies = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month' } as const;
const names = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY' } as const;

/** Writes the rule. The last moment of its last day is that of the zone, told in UTC as RFC 5545 wants it. */
export function ruleOf(repeat: Repeat, zone: string): string {
  const parts = [`FREQ=${names[repeat.every]}`];
  if (repeat.interval > 1) parts.push(`INTERVAL=${repeat.interval}`);
  if (repeat.every === 'week') parts.push(`BYDAY=${weekdays.filter((day) => repeat.days.includes(day)).join(',')}`);
  if (repeat.every === 'month') parts.push(repeat.on.kind === 'day' ? `BYMONTHDAY=${repeat.on.day}` : `BYDAY=${repeat.on.nth}${repeat.on.weekday}`);
  if (repeat.ends.kind === 'count') parts.push(`COUNT=${repeat.ends.count}`);
  if (repeat.ends.kind === 'until') parts.push(`UNTIL=${untilOf(repeat.ends.day, zone)}`);
  return parts.join(';');
}

function untilOf(day: string, zone: string): string {
  return instantOfLocal(`${day}T23:59`, zone).toISOString().replaceAll(/[-:]/gu, '').replace(/\.\d+/u, '');
}

/** Reads a rule; undefined when it says more than the builder can show. */
export function parseRepeat(rule: string, zone: string): Repeat | undefined {
  const pairs = rule
    .trim()
    .replace(/^RRULE:/iu, '')
    .split(';')
    .filter((part) => part !== '')
    .map((part) => part.toUpperCase().split('='));
  const parts = new Map(pairs.map(([name = '', value = '']) => [name, value]));
  if (parts.size !== pairs.length) return undefined;
  const every = Object.entries(frequencies).find(([name]) => name === parts.get('FREQ'))?.[1];
  const interval = whole(parts.get('INTERVAL') ?? '1', 1, intervalMost);
  const ends = parseEnd(parts.get('COUNT'), parts.get('UNTIL'), zone);
  const known = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', ...(every === 'week' ? ['BYDAY'] : every === 'month' ? ['BYDAY', 'BYMONTHDAY'] : [])]);
  if (every === undefined || interval === undefined || ends === undefined || pairs.some(([name = '']) => !known.has(name))) return undefined;
  switch (every) {
    case 'day':
      return { every, interval, ends };
    case 'week': {
      const days = parseWeekdays(parts.get('BYDAY'));
      return days === undefined ? undefined : { every, interval, days, ends };
    }
    case 'month': {
      const on = parseMonthDay(parts.get('BYDAY'), parts.get('BYMONTHDAY'));
      return on === undefined ? undefined : { every, interval, on, ends };
    }
  }
}

/** As seldom as once in a year of months; a builder that offered more would be asked for a calendar. */
export const intervalMost = 12;
/** As many times as a person would count. */
export const countMost = 999;

function whole(text: string, least: number, most: number): number | undefined {
  const number = /^-?\d{1,4}$/u.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

function parseEnd(count: string | undefined, until: string | undefined, zone: string): RepeatEnd | undefined {
  if (count !== undefined && until !== undefined) return undefined;
  if (count !== undefined) {
    const times = whole(count, 1, countMost);
    return times === undefined ? undefined : { kind: 'count', count: times };
  }
  if (until === undefined) return { kind: 'never' };
  const [, year, month, day, hour, minute] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}Z)?$/u.exec(until) ?? [];
  if (year === undefined) return undefined;
  if (hour === undefined) return { kind: 'until', day: `${year}-${month}-${day}` };
  const end = new Date(`${year}-${month}-${day}T${hour}:${minute}:00Z`);
  return Number.isNaN(end.getTime()) ? undefined : { kind: 'until', day: localOfInstant(end, zone).slice(0, 10) };
}

function parseWeekdays(text: string | undefined): Weekday[] | undefined {
  const asked = (text ?? '').split(',');
  const days = weekdays.filter((day) => asked.includes(day));
  return days.length === asked.length ? days : undefined;
}

function parseMonthDay(byDay: string | undefined, byMonthDay: string | undefined): MonthDay | undefined {
  if (byDay !== undefined && byMonthDay !== undefined) return undefined;
  if (byMonthDay !== undefined) {
    const day = byMonthDay === '-1' ? -1 : whole(byMonthDay, 1, 31);
    return day === undefined ? undefined : { kind: 'day', day };
  }
  const [, nth = '', name = ''] = /^(-?\d)([A-Z]{2})$/u.exec(byDay ?? '') ?? [];
  const place = monthPlaces.find((each) => String(each) === nth.replace('+', ''));
  const weekday = weekdays.find((each) => each === name);
  return place === undefined || weekday === undefined ? undefined : { kind: 'weekday', nth: place, weekday };
}

/** The weekday of a local moment or day. */
export function weekdayOf(local: string): Weekday {
  const sundayFirst = new Date(`${local.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return weekdays[(sundayFirst + 6) % 7] ?? 'MO';
}

/** What a repetition begins with when none was chosen: every week on the day it starts. */
export function firstRepeat(starts: string): Repeat {
  return { every: 'week', interval: 1, days: [weekdayOf(starts)], ends: { kind: 'never' } };
}

/** The same with another measure; its end stays. */
export function withEvery(repeat: Repeat, every: Repeat['every'], starts: string): Repeat {
  const { interval, ends } = repeat;
  switch (every) {
    case 'day':
      return { every, interval, ends };
    case 'week':
      return { every, interval, days: [weekdayOf(starts)], ends };
    case 'month':
      return { every, interval, on: { kind: 'day', day: Number(starts.slice(8, 10)) }, ends };
  }
}
