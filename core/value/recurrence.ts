import { RRuleTemporal } from 'rrule-temporal';
import { isLocalText, type LocalText } from './local.ts';
import { type Refused, refused } from './result.ts';
import { sayValue } from './says.ts';
import type { Instant } from './time.ts';
import { isZone } from './zones.ts';

/** A repetition: a rule of RFC 5545, the local date and time it starts from, and the zone whose clock it follows. */
export type Recurrence = { readonly rule: string; readonly starts: LocalText; readonly timezone: string };

/** More often than once a day is no campaign. */
const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

/** What may stand in a rule. Hours and minutes come from the start, seconds do not matter. */
const parts = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS', 'WKST', 'BYYEARDAY', 'BYWEEKNO'];

/** Days looked through for the next time; a 29 February lies eight years ahead at most. */
const looksMost = 5_000;

/**
 * Checks a repetition; undefined when it can be followed. A fault names the rule's part, and `at` is the property of the recurrence.
 */
export function checkRecurrence(recurrence: Recurrence): Refused | undefined {
  const { rule, starts, timezone } = recurrence;
  if (!isLocalText(starts)) return refused('invalid', sayValue('local_none', { text: starts }), 'starts');
  if (!isZone(timezone)) return refused('invalid', sayValue('zone_none', { text: timezone }), 'timezone');
  const given = rule.split(';').map((part) => part.split('='));
  for (const [name = '', value = '', ...more] of given) {
    if (!parts.includes(name) || value === '' || more.length > 0)
      return refused('invalid', sayValue('rule_part', { part: [name, value, ...more].join('='), known: parts.join(', ') }), 'rule');
  }
  const names = given.map(([name]) => name);
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) return refused('invalid', sayValue('rule_twice', { part: twice }), 'rule');
  const frequency = given.find(([name]) => name === 'FREQ')?.[1] ?? '';
  if (!frequencies.includes(frequency)) return refused('invalid', sayValue('rule_frequency', { text: frequency, known: frequencies.join(', ') }), 'rule');
  try {
    if (open(recurrence).next(new Date(0), true) === null) return refused('invalid', sayValue('rule_never', { rule }), 'rule');
    return undefined;
  } catch (error) {
    return refused('invalid', sayValue('rule_unreadable', { rule, why: error instanceof Error ? error.message : String(error) }), 'rule');
  }
}

/**
 * The next moments of a repetition strictly after a moment, the soonest first; fewer when it ends. It follows the wall clock of its zone: nine in
 * the morning stays nine in the morning when clocks change. A time that the clocks skip has no occurrence that day, one that comes twice is the first
 * (RFC 5545 §3.3.10, read 2026-11-22). Throws for a recurrence that `checkRecurrence` refuses.
 */
export function occurrences(recurrence: Recurrence, after: Instant, count: number): Instant[] {
  const rule = open(recurrence);
  const found: Instant[] = [];
  for (let last = after; found.length < count;) {
    const next = rule.next(last);
    if (next === null) break;
    last = new Date(next.epochMilliseconds);
    found.push(last);
  }
  return found;
}

function open({ rule, starts, timezone }: Recurrence): RRuleTemporal {
  const start = `${starts.replaceAll(/[-:]/g, '')}00`;
  return new RRuleTemporal({ rruleString: `DTSTART;TZID=${timezone}:${start}\nRRULE:${rule}`, strict: true, maxIterations: looksMost });
}
