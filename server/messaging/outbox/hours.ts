import type { Pace } from '#core/contract/sending.ts';
import { areOpen, closesAt, opensNext } from '#core/policy/hours.ts';
import { zonesOfPerson } from '#core/value/zones.ts';
import { after, day, type Instant, minute } from '#core/value/time.ts';
import type { HourLot, Place } from './store.hours.ts';
import type { ReadRecipient } from './store.reading.ts';

/** Whether somebody may be written to now; until when that holds (Unix milliseconds), and for whom it never does. */
export type HoursNow = { readonly is: 'open' | 'shut' | 'never'; readonly until: number };

/** Nobody is written to so shortly before their hours end: the wire takes its time, and clocks differ. */
const closingMilliseconds = minute / 2;
/** How long "never" is taken for good: zones change their rules seldom, people their zone more often. */
const neverHoldsMilliseconds = day;
/** Distinct places a broadcast has: countries, and zones that are noted. More are forgotten and worked out anew. */
const keptMost = 2_000;

const always: HoursNow = { is: 'open', until: Number.POSITIVE_INFINITY };

/** Whether it is within the allowed hours wherever this person may live. Each distinct place is worked out once until its answer changes. */
export function hoursOf(
  known: Map<string, HoursNow>,
  ask: { broadcast: string; hours: NonNullable<Pace['hours']> | null; houseZone: string; now: Instant },
  person: Pick<ReadRecipient, 'country' | 'timezone'>,
): HoursNow {
  const { hours, now } = ask;
  if (hours === null) return always;
  const key = `${ask.broadcast} ${hours.from} ${hours.to} ${person.country} ${person.timezone}`;
  const found = known.get(key);
  if (found !== undefined && now.getTime() < found.until) return found;
  if (known.size >= keptMost) known.clear();
  const zones = zonesOfPerson({ timezone: person.timezone ?? '', country: person.country ?? '' }, ask.houseZone);
  const fresh = lookAtHours(hours, zones, now);
  known.set(key, fresh);
  return fresh;
}

/** Works out whether all these clocks show an allowed hour, and until when. */
export function lookAtHours(hours: NonNullable<Pace['hours']>, zones: readonly string[], now: Instant): HoursNow {
  const soon = after(now, closingMilliseconds);
  if (areOpen(hours, zones, now)) {
    const closing = closesAt(hours, zones, now).getTime() - closingMilliseconds;
    if (closing > now.getTime()) return { is: 'open', until: closing };
  }
  const opens = opensNext(hours, zones, soon);
  return opens === undefined
    ? { is: 'never', until: now.getTime() + neverHoldsMilliseconds }
    : { is: 'shut', until: Math.max(opens.getTime(), now.getTime() + 1) };
}

/**
 * Sorts places into lots of people who may be written to over the same time: first those for whom it is never, then those who may now, whose hours end
 * soonest first, then the others as their hours begin.
 */
export function lotsOfPlaces(hours: NonNullable<Pace['hours']>, places: readonly Place[], houseZone: string, now: Instant): HourLot[] {
  const ranks = { never: 0, open: 1, shut: 2 } as const;
  const found = places.map((place) => ({ place, ...lookAtHours(hours, zonesOfPerson(place, houseZone), now) }));
  const lots = Map.groupBy(
    found.toSorted((one, other) => ranks[one.is] - ranks[other.is] || one.until - other.until),
    ({ is, until }) => `${is} ${until}`,
  );
  return [...lots.values()].map((lot) => ({
    places: lot.map(({ place }) => place),
    opensAt: lot[0]?.is === 'shut' ? new Date(lot[0].until) : null,
  }));
}
