/** A format for a person's own zone; a zone the browser does not know shows UTC. */
function zoned(locale: string, timezone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timezone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = makeFormat(locale, timezone, options);
  formats.set(key, format);
  return format;
}

/** Making a format costs more than using it; there are as many as zones on the screen. */
const formats = new Map<string, Intl.DateTimeFormat>();

function makeFormat(locale: string, timezone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: timezone });
  } catch (error) {
    if (error instanceof RangeError) return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    throw error;
  }
}

/** The clock of a phone in its own zone, such as "11:42". */
export function phoneClock(at: string | number, timezone: string, locale: string): string {
  return zoned(locale, timezone, { hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

const dayMilliseconds = 86_400_000;

/** The day of a bubble in the phone's zone: "Today", "Yesterday", else the date. */
export function phoneDay(at: string, now: number, timezone: string, locale: string): string {
  const date = zoned(locale, timezone, { day: 'numeric', month: 'long', year: 'numeric' });
  const day = date.format(new Date(at));
  const ago = [0, 1].find((days) => date.format(new Date(now - days * dayMilliseconds)) === day);
  if (ago === undefined) return day;
  const word = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-ago, 'day');
  return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
}

/** When a chat last moved, in little room: the hour today, the weekday this week, else the date. */
export function phoneRecent(at: string, now: number, timezone: string, locale: string): string {
  const moment = new Date(at);
  const date = zoned(locale, timezone, { day: 'numeric', month: 'numeric', year: '2-digit' });
  if (date.format(moment) === date.format(new Date(now))) return phoneClock(at, timezone, locale);
  if (Math.abs(now - moment.getTime()) < 6 * dayMilliseconds) return zoned(locale, timezone, { weekday: 'short' }).format(moment);
  return date.format(moment);
}
