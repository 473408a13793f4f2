import type { Schedule } from '#core/contract/campaigns.ts';
import { say } from '#core/contract/say.ts';
import type { RefusalFault } from '#core/contract/refusals.ts';
import { earliestZone, instantOfLocal, isLocalText, latestZone, nextLocalTime } from '#core/value/local.ts';
import { checkRecurrence, occurrences } from '#core/value/recurrence.ts';
import { after, day, type Instant, second } from '#core/value/time.ts';
import { zoneOfPerson } from '#core/value/zones.ts';
import type { OwnHour } from './store.audience.ts';

/** Nobody plans a campaign further ahead than this; a year mistyped is. */
const aheadMostMilliseconds = 400 * day;

/** What can never come of a schedule, at its place in the request. That its time has passed is for the plan to say. */
export function scheduleFaults(schedule: Schedule, now: Instant, at: string): RefusalFault[] {
  switch (schedule.kind) {
    case 'at':
      return new Date(schedule.at) > after(now, aheadMostMilliseconds)
        ? [{ at: `${at}/at`, message: say('schedule_far', { days: aheadMostMilliseconds / day }) }]
        : [];
    case 'local_hour':
      if (!isLocalText(schedule.starts)) return [{ at: `${at}/starts`, message: say('local_none', { text: schedule.starts }) }];
      return instantOfLocal(schedule.starts, earliestZone) > after(now, aheadMostMilliseconds)
        ? [{ at: `${at}/starts`, message: say('schedule_far', { days: aheadMostMilliseconds / day }) }]
        : [];
    case 'repeat': {
      const refused = checkRecurrence(schedule);
      return refused === undefined ? [] : [{ at: `${at}/${refused.at ?? 'rule'}`, message: refused.detail }];
    }
  }
}

/** Whether nothing of a schedule is left at a moment: the time has passed, everywhere on earth if it is a local one. */
export function isPast(schedule: Schedule | null, now: Instant): boolean {
  switch (schedule?.kind) {
    case undefined:
      return false;
    case 'at':
      return new Date(schedule.at) <= now;
    case 'local_hour':
      return instantOfLocal(schedule.starts, latestZone) <= now;
    case 'repeat':
      return occurrences(schedule, now, 1).length === 0;
  }
}

/**
 * When a broadcast that is launched now opens: when the undo time is over, or at the moment chosen. With local hours it opens
 * when the day's hour first comes anywhere on earth, so that nobody's is missed. A repetition's next occurrence; now when it has none.
 */
export function opensAt(schedule: Schedule | null, now: Instant, undoSeconds: number): Instant {
  const soonest = after(now, undoSeconds * second);
  switch (schedule?.kind) {
    case undefined:
      return soonest;
    case 'at':
      return later(new Date(schedule.at), now);
    case 'local_hour':
      return later(instantOfLocal(schedule.starts, earliestZone), soonest);
    case 'repeat':
      return occurrences(schedule, now, 1)[0] ?? now;
  }
}

/**
 * When each person's own hour comes, by the zone they noted and their country: on the day chosen, or, where that hour is past
 * when the broadcast opens, on the first day after it. Null when everybody gets it at once.
 */
export function ownHours(
  schedule: Schedule | null,
  places: readonly { timezone: string; country: string }[],
  house: { timezone: string },
  opens: Instant,
): OwnHour[] | null {
  if (schedule?.kind !== 'local_hour') return null;
  const { starts } = schedule;
  const byZone = new Map<string, Instant>();
  return places.map((place) => {
    const zone = zoneOfPerson(place, house.timezone);
    const due = byZone.get(zone) ?? nextLocalTime(starts, zone, opens);
    byZone.set(zone, due);
    return { ...place, due };
  });
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
