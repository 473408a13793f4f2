import { Chat, type Person } from '../world/person.ts';
import { type BusinessNumber, portfolioOf, type World } from '../world/world.ts';
import { keepReach } from './keep.ts';
import { addRolling, openRolling, type Rolling } from './rolling.ts';

const hour = 60 * 60 * 1000;

/** From 250 to 2,000 a portfolio comes by 2,000 people in 30 days; counted in slots of six hours. */
const monthSlots = 120;
const monthSlotMilliseconds = 6 * hour;

/**
 * Who was reached outside a service window in the moving window of the messaging limit, for one portfolio (or, in the
 * older scheme, one number). Each time somebody is written to waits in the queue until it runs out: 12 bytes each, in order.
 * `chat.countedAt` is the latest of a chat; the person counts while a chat of theirs has one.
 */
export type Reach = {
  readonly key: string;
  /** Unique people now. */
  count: number;
  /** The same for each number. */
  readonly byNumber: Map<string, number>;
  times: Float64Array;
  chats: Int32Array;
  first: number;
  waiting: number;
  /** People newly counted, over 30 days. */
  month: Rolling;
  /** When half the limit was last in use. */
  halfUsedAt: number;
  /** When a raise is decided; 0 when none is on its way. */
  raiseDueAt: number;
  /** Before this no new raise is asked for. */
  quietUntil: number;
};

/** Opens a reach in which nobody was reached. */
export function openReach(key: string): Reach {
  return {
    key,
    count: 0,
    byNumber: new Map(),
    times: new Float64Array(64),
    chats: new Int32Array(64),
    first: 0,
    waiting: 0,
    month: openRolling(monthSlots, monthSlotMilliseconds),
    halfUsedAt: 0,
    raiseDueAt: 0,
    quietUntil: 0,
  };
}

/** What the messaging limit of a number counts together: its portfolio, or in the older scheme the number alone. */
export function reachOf(world: World, number: BusinessNumber): Reach {
  const key = world.settings.limits_model === 'per_number' ? number.id : portfolioOf(world, number).id;
  const { reaches } = world.policy;
  if (world.policy.limitsModel !== world.settings.limits_model) recount(world);
  const known = reaches.get(key);
  if (known !== undefined) return known;
  const reach = openReach(key);
  reaches.set(key, reach);
  return reach;
}

/** Unique people a number may reach outside a window in the moving window; null is unlimited. */
export function messagingLimitOf(world: World, number: BusinessNumber): number | null {
  const own = world.settings.limits_model === 'per_number' ? number.messagingLimit : portfolioOf(world, number).messagingLimit;
  return own === undefined ? world.settings.messaging_limit : own;
}

/** How many unique people count at this moment against the limit of a number. */
export function limitUsed(world: World, number: BusinessNumber): number {
  const reach = reachOf(world, number);
  runOut(world, reach, world.clock.now());
  return reach.count;
}

/**
 * Counts a message outside a window against the messaging limit, unless the person would be one too many. Exact: somebody
 * counts from the last message to them until the window of the limit has passed, and whoever counts may be written to again.
 */
export function countReach(
  world: World,
  number: BusinessNumber,
  { person, chat }: { person: Person; chat: Chat },
  now: number,
): 'new' | 'known' | 'one_too_many' {
  const reach = reachOf(world, number);
  runOut(world, reach, now);
  const isCounted = chat.countedAt !== 0 || countsElsewhere(world, reach, person);
  const limit = messagingLimitOf(world, number);
  if (!isCounted && limit !== null && reach.count >= limit) return 'one_too_many';
  if (!isCounted) {
    reach.count += 1;
    addRolling(reach.month, now, 1);
    if (world.store.durable) keepReach(world, reach);
  }
  if (chat.countedAt === 0) reach.byNumber.set(number.id, (reach.byNumber.get(number.id) ?? 0) + 1);
  if (limit !== null && reach.count * 2 >= limit) reach.halfUsedAt = now;
  enqueue(reach, chat.index, now);
  chat.countedAt = now;
  return isCounted ? 'known' : 'new';
}

/** Lets go whoever was last written to a whole window ago. */
function runOut(world: World, reach: Reach, now: number): void {
  const cutoff = now - world.settings.limit_window_ms;
  while (reach.waiting > 0) {
    const time = reach.times[reach.first] ?? 0;
    if (time > cutoff) return;
    const chat = new Chat(world.people, reach.chats[reach.first] ?? 0);
    reach.first = (reach.first + 1) % reach.times.length;
    reach.waiting -= 1;
    if (chat.countedAt !== time) continue;
    chat.countedAt = 0;
    const { number } = chat;
    reach.byNumber.set(number, Math.max(0, (reach.byNumber.get(number) ?? 0) - 1));
    if (!countsElsewhere(world, reach, chat.person)) reach.count -= 1;
  }
}

/** Does a person count already through another number of the portfolio? */
function countsElsewhere(world: World, reach: Reach, person: Person): boolean {
  if (world.settings.limits_model === 'per_number' || world.numbers.size < 2) return false;
  for (const chat of person.chats) if (chat.countedAt !== 0 && keyOf(world, chat.number) === reach.key) return true;
  return false;
}

function keyOf(world: World, numberId: string): string | undefined {
  const number = world.numbers.get(numberId);
  if (number === undefined) return undefined;
  return world.settings.limits_model === 'per_number' ? number.id : portfolioOf(world, number).id;
}

function enqueue(reach: Reach, chat: number, now: number): void {
  const length = reach.times.length;
  if (reach.waiting === length) {
    const times = new Float64Array(Math.ceil(length * 1.5));
    const chats = new Int32Array(times.length);
    times.set(reach.times.subarray(reach.first));
    times.set(reach.times.subarray(0, reach.first), length - reach.first);
    chats.set(reach.chats.subarray(reach.first));
    chats.set(reach.chats.subarray(0, reach.first), length - reach.first);
    Object.assign(reach, { times, chats, first: 0 });
  }
  const place = (reach.first + reach.waiting) % reach.times.length;
  reach.times[place] = now;
  reach.chats[place] = chat;
  reach.waiting += 1;
}

/** Builds the queues anew from what each chat remembers: after a restart, or when the scheme was switched. */
export function recount(world: World): void {
  const { policy, people } = world;
  policy.limitsModel = world.settings.limits_model;
  const found: { time: number; chat: Chat; person: Person }[] = [];
  for (let index = 0; index < people.size; index++) {
    const person = people.at(index);
    for (const chat of person.chats) if (chat.countedAt !== 0) found.push({ time: chat.countedAt, chat, person });
  }
  for (const reach of policy.reaches.values()) Object.assign(reach, { count: 0, first: 0, waiting: 0 });
  for (const reach of policy.reaches.values()) reach.byNumber.clear();
  const seen = new Map<string, Set<number>>();
  for (const { time, chat, person } of found.toSorted((a, b) => a.time - b.time || a.chat.index - b.chat.index)) {
    const number = world.numbers.get(chat.number);
    if (number === undefined) continue;
    const reach = reachOf(world, number);
    const people = seen.get(reach.key) ?? new Set();
    seen.set(reach.key, people);
    if (!people.has(person.index)) reach.count += 1;
    people.add(person.index);
    reach.byNumber.set(number.id, (reach.byNumber.get(number.id) ?? 0) + 1);
    enqueue(reach, chat.index, time);
  }
}
