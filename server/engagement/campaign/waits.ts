import type { Wait } from '#core/contract/report.ts';
import { hour } from '#core/value/time.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import type { Later } from '#server/messaging/outbox/reading.ts';

/** Times told one by one; when there are more, those of one hour are told together. */
const timesMost = 24;
/** Countries named of each. */
const countriesMost = 5;

type Group = { readonly at: Date; readonly isOwn: boolean; people: number; readonly countries: Map<string, number> };

/**
 * Everybody who still waits, by what for, the soonest first: whoever waits for no time waits for their turn, or for what holds the
 * sending, `until` a moment if it can be told. Pure. The people add up to the counter.
 */
export function waitsOf(broadcast: Pick<BroadcastRecord, 'state' | 'heldBy' | 'counts'>, later: readonly Later[], until: Date | null = null): Wait[] {
  const { waiting } = broadcast.counts;
  const groups = grouped(later, false);
  const told = groups.length > timesMost ? grouped(later, true) : groups;
  const isHeld = broadcast.state === 'paused' || broadcast.heldBy !== null;
  const timed = told.map(({ at, isOwn, people, countries }): Wait => ({
    by: isOwn ? 'own_hour' : 'later',
    held_by: isOwn ? null : broadcast.heldBy,
    at: at.toISOString(),
    people,
    countries: [...countries]
      .toSorted(([, one], [, other]) => other - one)
      .flatMap(([country]) => (country === '' ? [] : [country]))
      .slice(0, countriesMost),
  }));
  // Details may be some seconds older than the counters: then fewer wait than were counted.
  const turn = Math.max(0, waiting - timed.reduce((sum, { people }) => sum + people, 0));
  if (turn === 0) return timed;
  return [
    {
      by: isHeld ? 'held' : 'queue',
      held_by: isHeld ? broadcast.heldBy : null,
      at: isHeld ? (until?.toISOString() ?? null) : null,
      people: turn,
      countries: [],
    },
    ...timed,
  ];
}

function grouped(later: readonly Later[], byHour: boolean): Group[] {
  const groups = new Map<string, Group>();
  for (const { at, is_own: isOwn, country, people } of later) {
    const moment = byHour ? new Date(Math.ceil(at.getTime() / hour) * hour) : at;
    const key = `${moment.getTime()} ${isOwn}`;
    const group = groups.get(key) ?? { at: moment, isOwn, people: 0, countries: new Map<string, number>() };
    group.people += people;
    group.countries.set(country, (group.countries.get(country) ?? 0) + people);
    groups.set(key, group);
  }
  return [...groups.values()].toSorted((one, other) => one.at.getTime() - other.at.getTime());
}
