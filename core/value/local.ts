import { Temporal } from 'temporal-polyfill';
import type { Instant } from './time.ts';

/** A date and time as a clock on a wall shows it, without a zone: `2026-12-01T09:00`. */
export type LocalText = string;

const localPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** Whether a text is a date and a time that exist in some year's calendar. */
export function isLocalText(text: string): boolean {
  if (!localPattern.test(text)) return false;
  try {
    return Temporal.PlainDateTime.from(text).toString().startsWith(text);
  } catch {
    return false;
  }
}

/**
 * The moment at which a clock in a zone shows this. One that is skipped when clocks go forward is that much later; one that
 * comes twice when they go back is the first.
 *
 * @example instantOfLocal('2026-12-01T09:00', 'Europe/Paris') // 2026-12-01T08:00:00Z
 */
export function instantOfLocal(text: LocalText, zone: string): Instant {
  return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds);
}

/** What a clock in a zone shows at a moment, in whole minutes. */
export function localOfInstant(at: Instant, zone: string): LocalText {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** The hour of the day, 0 to 23, that a clock in a zone shows at a moment. */
export function hourOfInstant(at: Instant, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).hour;
}

/**
 * The first moment, not before `earliest`, at which a clock in a zone shows this time of day: on the day named, else on the first day after it that is left.
 */
export function nextLocalTime(text: LocalText, zone: string, earliest: Instant): Instant {
  const wished = instantOfLocal(text, zone);
  if (wished >= earliest) return wished;
  const time = Temporal.PlainDateTime.from(text).toPlainTime();
  let day = Temporal.Instant.fromEpochMilliseconds(earliest.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  for (;;) {
    const at = new Date(day.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds);
    if (at >= earliest) return at;
    day = day.add({ days: 1 });
  }
}

/** Where on earth a day begins first, and where it ends last. */
export const earliestZone = 'Pacific/Kiritimati';
export const latestZone = 'Etc/GMT+12';
