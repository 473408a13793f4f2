import type { Money } from '#core/value/money.ts';
import { formatPhone } from './phone.ts';

/** Numbers, money, times and names, as one locale writes them. Times are RFC 3339 as the API gives them. */
export type Formats = {
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string;
  /** A share of 0 to 1 as a percentage with one decimal. */
  readonly percent: (share: number) => string;
  /** Millionths of a currency as an amount; `exact` shows up to six decimals, for the price of one message. */
  readonly money: (money: Money, exact?: boolean) => string;
  readonly bytes: (bytes: number) => string;
  /** 24 November 2026 */
  readonly date: (iso: string) => string;
  /** The date of a moment of which only the day is known (midnight UTC): the same day everywhere. */
  readonly day: (iso: string) => string;
  /** 11:42 */
  readonly time: (iso: string) => string;
  /** 24 Nov 2026, 11:42 */
  readonly dateTime: (iso: string) => string;
  /** 24 Nov, or 24 Nov 2025 when the year is another. */
  readonly shortDate: (iso: string, now: Date) => string;
  /** "Today", "Yesterday", else the whole date: what stands above the messages of a day. */
  readonly dayName: (iso: string, now: Date) => string;
  /** 11:42 today, "Mon" within a week, else the short date: when something last moved, in little room. */
  readonly recent: (iso: string, now: Date) => string;
  /** "3 minutes ago", "in 2 hours"; beyond a week the date. */
  readonly relative: (iso: string, now: Date) => string;
  /** "1 h 18 min" of a number of seconds. */
  readonly span: (seconds: number) => string;
  /** The name of an ISO country; the code itself when there is none. */
  readonly country: (code: string) => string;
  /** The name of a language tag, `pt_BR` too. */
  readonly languageName: (tag: string) => string;
  /** An E.164 number in groups. */
  readonly phone: (e164: string) => string;
  /** "a, b and c" */
  readonly list: (items: readonly string[], kind?: 'conjunction' | 'disjunction') => string;
};

const dayMilliseconds = 86_400_000;

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
/** Older than this a date says more than a count of days. */
const relativeSecondsMost = 7 * 86_400;

function formatRelative(format: Intl.RelativeTimeFormat, seconds: number): string {
  const size = Math.abs(seconds);
  for (const [unit, length] of units) {
    if (size >= length) return format.format(Math.round(seconds / length), unit);
  }
  return format.format(0, 'second');
}

function capital(word: string, locale: string): string {
  return `${word.charAt(0).toLocaleUpperCase(locale)}${word.slice(1)}`;
}

function formatSpan(locale: string, seconds: number): string {
  const part = (value: number, unit: string) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return part(whole, 'second');
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor((whole % 86_400) / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  if (days > 0) return hours > 0 ? `${part(days, 'day')} ${part(hours, 'hour')}` : part(days, 'day');
  if (hours > 0) return minutes > 0 ? `${part(hours, 'hour')} ${part(minutes, 'minute')}` : part(hours, 'hour');
  return part(minutes, 'minute');
}

function formatMoney(locale: string, money: Money, exact: boolean): string {
  const amount = money.micros / 1_000_000;
  const digits = exact ? { minimumFractionDigits: 2, maximumFractionDigits: 6 } : {};
  return new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency, ...digits }).format(amount);
}

/** ICU throws on a malformed code; a name we do not know is shown as it came. */
function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch (cause) {
    if (cause instanceof RangeError) return code;
    throw cause;
  }
}

/** Makes the formats of a locale; the Intl objects are made once and kept. */
export function makeFormats(locale: string, timeZone?: string): Formats {
  const zone = timeZone === undefined ? {} : { timeZone };
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  const tongues = new Intl.DisplayNames(locale, { type: 'language' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const plain = new Intl.NumberFormat(locale);
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', ...zone });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone });
  const dateTime = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', ...zone });
  const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...zone });
  const dayMonthYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', ...zone });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', ...zone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const shortDate = (iso: string, now: Date) => (new Date(iso).getFullYear() === now.getFullYear() ? dayMonth : dayMonthYear).format(new Date(iso));

  return {
    number: (value, options) => (options === undefined ? plain : new Intl.NumberFormat(locale, options)).format(value),
    percent: (share) => percent.format(share),
    money: (money, exact = false) => formatMoney(locale, money, exact),
    bytes: (bytes) => {
      const [value, unit] =
        bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : bytes < 1_000_000_000 ? [bytes / 1_000_000, 'megabyte'] : [bytes / 1_000_000_000, 'gigabyte'];
      return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
    },
    date: (iso) => date.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    dateTime: (iso) => dateTime.format(new Date(iso)),
    shortDate,
    dayName: (iso, now) => {
      const day = date.format(new Date(iso));
      const ago = [0, 1].find((days) => date.format(new Date(now.getTime() - days * dayMilliseconds)) === day);
      return ago === undefined ? day : capital(relative.format(-ago, 'day'), locale);
    },
    recent: (iso, now) => {
      const at = new Date(iso);
      if (date.format(at) === date.format(now)) return time.format(at);
      return Math.abs(now.getTime() - at.getTime()) < 6 * dayMilliseconds ? weekday.format(at) : shortDate(iso, now);
    },
    relative: (iso, now) => {
      const seconds = (new Date(iso).getTime() - now.getTime()) / 1000;
      return Math.abs(seconds) > relativeSecondsMost ? shortDate(iso, now) : formatRelative(relative, seconds);
    },
    span: (seconds) => formatSpan(locale, seconds),
    country: (code) => nameOf(countries, code),
    languageName: (tag) => nameOf(tongues, tag.replace('_', '-')),
    phone: formatPhone,
    list: (items, kind = 'conjunction') => new Intl.ListFormat(locale, { type: kind }).format(items),
  };
}
