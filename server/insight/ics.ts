import type { Instant } from '#core/value/time.ts';

/** One entry of a calendar; times in UTC. */
export type CalendarEvent = {
  /** The same for the same sending for ever: a calendar that reads again moves it instead of doubling it. */
  readonly uid: string;
  readonly starts: Instant;
  readonly ends: Instant;
  readonly title: string;
  readonly text: string;
  readonly url: string;
  /** Whether it is decided, or a draft. */
  readonly isSure: boolean;
};

/** The most bytes of a line before it is folded. RFC 5545 §3.1, read 2026-11-22. */
const lineBytesMost = 75;

/**
 * Prints a calendar as RFC 5545 has it: CRLF, lines folded at 75 bytes and never inside a character, texts escaped. Read again each hour.
 */
export function printCalendar(name: string, events: readonly CalendarEvent[], now: Instant): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Parley//Planner//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...events.flatMap((event) => [
      'BEGIN:VEVENT',
      `UID:${event.uid}`,
      `DTSTAMP:${stamp(now)}`,
      `DTSTART:${stamp(event.starts)}`,
      // An event that ends as it begins is no event for some calendars.
      ...(event.ends > event.starts ? [`DTEND:${stamp(event.ends)}`] : []),
      `SUMMARY:${escaped(event.title)}`,
      `DESCRIPTION:${escaped(event.text)}`,
      `URL:${event.url}`,
      `STATUS:${event.isSure ? 'CONFIRMED' : 'TENTATIVE'}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function stamp(at: Instant): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r\n|\r|\n/g, String.raw`\n`);
}

const encoder = new TextEncoder();

function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (bytes + size > lineBytesMost) {
      parts.push(part);
      part = ' ';
      bytes = 1;
    }
    part += character;
    bytes += size;
  }
  return [...parts, part].join('\r\n');
}
