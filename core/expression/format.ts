import type { Money } from '#core/value/money.ts';
import type { Reader } from './locale.ts';

/** How a date is written. The lengths are those of `Intl`; `time` is hour and minute. */
export const dateStyles = ['short', 'medium', 'long', 'time'] as const;
export type DateStyle = (typeof dateStyles)[number];

const microsPerUnit = 1_000_000;

/** Formatters are slow to make (10 to 50 µs) and quick to use (under 1 µs); one is kept for each way of writing. */
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const pluralRules = new Map<string, { readonly rules: Intl.PluralRules; readonly of: readonly Intl.LDMLPluralRule[] }>();
const keptMost = 1000;

function kept<Format>(formats: Map<string, Format>, key: string, make: () => Format): Format {
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = make();
  if (formats.size >= keptMost) formats.clear();
  formats.set(key, made);
  return made;
}

/** Is this money as facts carry it? */
export function isMoney(value: unknown): value is Money {
  return (
    typeof value === 'object' &&
    value !== null &&
    'micros' in value &&
    typeof value.micros === 'number' &&
    'currency' in value &&
    typeof value.currency === 'string' &&
    /^[A-Z]{3}$/u.test(value.currency)
  );
}

/** An amount as the reader's language writes it. @example formatMoney({ currency: 'EUR', micros: 59_900_000 }, { locale: 'fr', … }) // "59,90 €" */
export function formatMoney({ currency, micros }: Money, { locale }: Reader): string {
  return kept(numberFormats, `${locale}|${currency}`, () => new Intl.NumberFormat(locale, { style: 'currency', currency })).format(micros / microsPerUnit);
}

/** A number as the reader's language writes it, with so many decimals; up to three where not said. */
export function formatNumber(value: number, { locale }: Reader, decimals?: number): string {
  const digits = decimals === undefined ? { maximumFractionDigits: 3 } : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return kept(numberFormats, `${locale}#${decimals ?? ''}`, () => new Intl.NumberFormat(locale, digits)).format(value);
}

/** A date in the reader's language. `zone` is theirs, or UTC for a date without a time, which is the same everywhere. */
export function formatDate(at: Date, style: DateStyle, locale: string, zone: string): string {
  return kept(dateFormats, `${locale}|${zone}|${style}`, () => {
    const how: Intl.DateTimeFormatOptions = style === 'time' ? { timeStyle: 'short' } : { dateStyle: style };
    return new Intl.DateTimeFormat(locale, { ...how, timeZone: zone, calendar: 'gregory' });
  }).format(at);
}

/** The plural category of a number in the reader's language, and all categories of that language. */
export function pluralOf(value: number, { locale }: Reader): { category: Intl.LDMLPluralRule; of: readonly Intl.LDMLPluralRule[] } {
  const { rules, of } = kept(pluralRules, locale, () => {
    const made = new Intl.PluralRules(locale);
    return { rules: made, of: made.resolvedOptions().pluralCategories };
  });
  return { category: rules.select(value), of };
}

/** One name of a date: the day's or the month's, in the reader's language. */
function nameOf(at: Date, what: 'weekday' | 'month', length: 'long' | 'short', locale: string, zone: string): string {
  return kept(
    dateFormats,
    `${locale}|${zone}|${what}|${length}`,
    () => new Intl.DateTimeFormat(locale, { [what]: length, timeZone: zone, calendar: 'gregory' }),
  ).format(at);
}

/** The clock on the wall in a zone, as a date whose UTC fields are that clock's. */
function wallClock(at: Date, zone: string): Date {
  const format = kept(dateFormats, `|${zone}`, () => {
    const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
    return new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', { ...fields, hourCycle: 'h23', timeZone: zone });
  });
  const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const field = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0;
  return new Date(Date.UTC(field('year'), field('month') - 1, field('day'), field('hour'), field('minute'), field('second')));
}

const dayMilliseconds = 86_400_000;

/**
 * Liquid's own way to write a date, `%d/%m/%Y`, with names in the reader's language and hours in their zone. A letter
 * that is none of strftime's stays as it is; `%-d` writes without a leading zero.
 */
export function formatPattern(at: Date, pattern: string, locale: string, zone: string): string {
  const wall = wallClock(at, zone);
  return pattern.replace(/%(-?)([a-zA-Z%])/gu, (whole, bare: string, letter: string) => {
    const number = numberFor(letter, wall, at);
    if (number !== undefined) return bare === '-' ? String(number.value) : String(number.value).padStart(number.digits, number.pad);
    switch (letter) {
      case 'a':
        return nameOf(at, 'weekday', 'short', locale, zone);
      case 'A':
        return nameOf(at, 'weekday', 'long', locale, zone);
      case 'b':
      case 'h':
        return nameOf(at, 'month', 'short', locale, zone);
      case 'B':
        return nameOf(at, 'month', 'long', locale, zone);
      case 'p':
        return wall.getUTCHours() < 12 ? 'AM' : 'PM';
      case 'F':
        return wall.toISOString().slice(0, 10);
      case 'R':
        return wall.toISOString().slice(11, 16);
      case 'T':
        return wall.toISOString().slice(11, 19);
      case 'x':
        return formatDate(at, 'short', locale, zone);
      case 'X':
        return formatDate(at, 'time', locale, zone);
      case '%':
        return '%';
    }
    return whole; // None of strftime's.
  });
}

function numberFor(letter: string, wall: Date, at: Date): { value: number; digits: number; pad: string } | undefined {
  const two = (value: number, pad = '0') => ({ value, digits: 2, pad });
  const year = wall.getUTCFullYear();
  switch (letter) {
    case 'Y':
      return { value: year, digits: 4, pad: '0' };
    case 'y':
      return two(year % 100);
    case 'm':
      return two(wall.getUTCMonth() + 1);
    case 'd':
      return two(wall.getUTCDate());
    case 'e':
      return two(wall.getUTCDate(), ' ');
    case 'H':
      return two(wall.getUTCHours());
    case 'k':
      return two(wall.getUTCHours(), ' ');
    case 'I':
      return two(wall.getUTCHours() % 12 || 12);
    case 'l':
      return two(wall.getUTCHours() % 12 || 12, ' ');
    case 'M':
      return two(wall.getUTCMinutes());
    case 'S':
      return two(wall.getUTCSeconds());
    case 'j':
      return { value: Math.floor((Date.UTC(year, wall.getUTCMonth(), wall.getUTCDate()) - Date.UTC(year, 0, 1)) / dayMilliseconds) + 1, digits: 3, pad: '0' };
    case 'u':
      return { value: wall.getUTCDay() || 7, digits: 1, pad: '0' };
    case 'w':
      return { value: wall.getUTCDay(), digits: 1, pad: '0' };
    case 's':
      return { value: Math.floor(at.getTime() / 1000), digits: 1, pad: '0' };
  }
  return undefined;
}

/** A moment as a text or number tells it; `isCivil` when it has no zone of its own and is the same clock everywhere. Undefined when it is none. */
export function readMoment(value: unknown, now: Date): { at: Date; isCivil: boolean } | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : { at: value, isCivil: false };
  // Seconds, as Liquid counts.
  if (typeof value === 'number') return readMoment(new Date(value * 1000), now);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text === 'now' || text === 'today') return { at: now, isCivil: false };
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/iu.exec(text);
  if (match === null) return undefined;
  const [, day, time, offset] = match;
  const zone = offset === undefined ? 'Z' : offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase();
  const at = new Date(`${day}T${time ?? '00:00'}${zone}`);
  return Number.isNaN(at.getTime()) ? undefined : { at, isCivil: offset === undefined };
}
