import type { Person } from '../world/person.ts';
import { draw } from '../world/random.ts';
import type { World } from '../world/world.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const week = 7 * day;

/** When people are up, by their own clock. */
const wakingHour = 7;
const sleepingHour = 23;

/** Share of what would happen at night that happens at night all the same. */
const nightShare = 0.08;

/** Over how many hours of the morning the rest of the night is spread. */
const morningHours = 2.5;

/** Hours for which a zone's offset is remembered; asking the platform's calendar takes ten times as long as everything else. */
const offsetsLimit = 256;

type Zone = { format: Intl.DateTimeFormat | undefined; offsets: Map<number, number> };
const zones = new Map<string, Zone>();

/** Zones known at a time: there are about 420, and a name nobody knows is remembered as UTC. */
const zonesLimit = 1_000;

/** Is this an IANA zone the machine knows? */
export function isZone(name: string): boolean {
  return zoneOf(name).format !== undefined;
}

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  if (zones.size >= zonesLimit) zones.clear();
  const zone: Zone = { format: openFormat(name), offsets: new Map() };
  zones.set(name, zone);
  return zone;
}

function openFormat(name: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  } catch {
    return undefined;
  }
}

/** Milliseconds a zone is ahead of UTC at an instant, exact to the hour in which a change of clocks falls. */
export function zoneOffset(name: string, at: number): number {
  const zone = zoneOf(name);
  if (zone.format === undefined) return 0;
  const hourNumber = Math.floor(at / hour);
  const known = zone.offsets.get(hourNumber);
  if (known !== undefined) return known;
  const text = zone.format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(text) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * hour + Number(minutes ?? 0) * 60_000);
  if (zone.offsets.size >= offsetsLimit) zone.offsets.clear();
  zone.offsets.set(hourNumber, offset);
  return offset;
}

/** Milliseconds by which a person's own clock is ahead of UTC. A traveller is somewhere else in about every second week. */
function ownOffset(world: World, person: Person, at: number): number {
  const home = zoneOffset(person.timezone, at);
  if (person.persona !== 'traveller') return home;
  const journey = draw(world.seed, person.wa_id, Math.floor(at / week), 'journey');
  return journey < 0.5 ? home : home + (Math.floor((journey - 0.5) * 2 * 13) - 6) * hour;
}

/** The hour of a person's own day, 0 to 23. */
export function ownHour(world: World, person: Person, at: number): number {
  return Math.floor(((((at + ownOffset(world, person, at)) % day) + day) % day) / hour);
}

/**
 * Moves an instant out of a person's night, if people live by their own hours: most of what falls into it happens over
 * the next morning. Keyed by the person and `n`.
 */
export function outOfNight(world: World, person: Person, n: number, at: number): number {
  if (!world.settings.own_hours) return at;
  const own = at + ownOffset(world, person, at);
  const sinceMidnight = ((own % day) + day) % day;
  if (sinceMidnight >= wakingHour * hour && sinceMidnight < sleepingHour * hour) return at;
  if (draw(world.seed, person.wa_id, n, 'awake at night') < nightShare) return at;
  const untilMorning = sinceMidnight < wakingHour * hour ? wakingHour * hour - sinceMidnight : day - sinceMidnight + wakingHour * hour;
  return at + untilMorning + morningHours * hour * draw(world.seed, person.wa_id, n, 'morning');
}
