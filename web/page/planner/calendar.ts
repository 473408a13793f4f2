import type { Planner, PlannerItem } from '#core/contract/planner.ts';

const dayMilliseconds = 86_400_000;

/** A calendar date so many days later; dates know no zones. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);
}

/** The Monday of a date's week. */
export function mondayOf(date: string): string {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  return dateAfter(date, -((weekday + 6) % 7));
}

/** The days on the sheet: a week from its Monday, or the weeks that hold the month of a date. */
export function sheetOf(view: 'week' | 'month', date: string): readonly string[] {
  const first = view === 'week' ? mondayOf(date) : mondayOf(`${date.slice(0, 7)}-01`);
  const last = view === 'week' ? dateAfter(first, 6) : dateAfter(mondayOf(lastOfMonth(date)), 6);
  const days: string[] = [];
  for (let day = first; day <= last; day = dateAfter(day, 1)) days.push(day);
  return days;
}

function lastOfMonth(date: string): string {
  const [year = 0, month = 0] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The first day of the sheet before or after. */
export function turned(view: 'week' | 'month', date: string, by: -1 | 1): string {
  if (view === 'week') return dateAfter(mondayOf(date), 7 * by);
  const [year = 0, month = 0] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 10);
}

/** The date of a moment in a zone. */
export function dateIn(at: string, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));
}

/** A sending on a day with its people of that day; null when they are not known. */
export type DayItem = { readonly item: PlannerItem; readonly people: number | null };

/** What is sent on a day: what begins then, and what goes on, each with its people of that day when they are known. */
export function itemsOn(planner: Pick<Planner, 'items' | 'timezone'>, date: string): readonly DayItem[] {
  return planner.items.flatMap((item): DayItem[] => {
    const people = item.days.find((each) => each.date === date)?.people;
    if (people !== undefined) return [{ item, people }];
    return dateIn(item.starts_at, planner.timezone) === date ? [{ item, people: null }] : [];
  });
}

/** The same hour of the day, so many days later, as the zone's clock shows it: over a change of the clocks the hour stays. */
export function movedBy(at: string, days: number, timezone: string): string {
  const moved = new Date(Date.parse(at) + days * dayMilliseconds);
  const drift = offsetOf(new Date(at), timezone) - offsetOf(moved, timezone);
  return new Date(moved.getTime() + drift).toISOString();
}

/** How far a zone's clock is ahead of UTC at a moment. */
function offsetOf(at: Date, timezone: string): number {
  const part = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' }).formatToParts(at).find(({ type }) => type === 'timeZoneName');
  const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(part?.value ?? '');
  const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0);
  return (match?.[1] === '-' ? -1 : 1) * minutes * 60_000;
}

/** How many days lie between two dates. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / dayMilliseconds);
}

/** The days a key moves a campaign by; undefined for keys that move nothing. */
export function daysOfKey(key: string): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return -1;
    case 'ArrowRight':
      return 1;
    case 'ArrowUp':
      return -7;
    case 'ArrowDown':
      return 7;
    default:
      return undefined;
  }
}
