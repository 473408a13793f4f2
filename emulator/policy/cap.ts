import { messageCategories } from '../world/ledger.ts';
import type { Chat, Person } from '../world/person.ts';
import type { BusinessNumber, World } from '../world/world.ts';
import { appliesTo, homeOf, marketingPaused, uncapped } from './regions.ts';

const day = 24 * 60 * 60 * 1000;

/** How a message fails that Meta keeps from a person to spare them. */
export const cappedCode = 131_049;

const marketing = messageCategories.indexOf('marketing');

/**
 * Marketing messages each person got lately, from all businesses: a chain for each person, latest first, in one pool of
 * cells (12 bytes each). A cell that ran out is used again.
 */
export type Cap = {
  /** The first cell of each person, plus one; 0 is none. By the person's place. */
  firsts: Int32Array;
  times: Float64Array;
  nexts: Int32Array;
  used: number;
  /** Cells to use again, chained; plus one. */
  free: number;
  /** For each chat that was refused: how often since when, and until when it is locked. Only the refused are here. */
  refusals: Map<number, { count: number; since: number; lockedUntil: number }>;
  /** Is it all here? Not before it was read from the ledger, nor while no cap is set. */
  isLoaded: boolean;
};

/** Chats remembered as refused; the oldest is forgotten first, which costs no more than a late lock. */
const refusalsKept = 200_000;

/** Opens a cap nobody has reached. */
export function openCap(): Cap {
  return { firsts: new Int32Array(0), times: new Float64Array(64), nexts: new Int32Array(64), used: 0, free: 0, refusals: new Map(), isLoaded: false };
}

/** Does the cap hold between these two? Not from or to the EEA, the United Kingdom, Japan and South Korea. */
export function isCapped(number: BusinessNumber, person: Person, now: number): boolean {
  return !appliesTo(uncapped, person.country.code, now) && !appliesTo(uncapped, homeOf(number), now);
}

/** How many marketing messages a person got within the moving window of the cap. */
export function countCapped(world: World, person: Person, now: number): number {
  const { cap } = world.policy;
  const cutoff = now - world.settings.marketing_cap_window_ms;
  let count = 0;
  let before = 0;
  let cell = cap.firsts[person.index] ?? 0;
  while (cell !== 0 && (cap.times[cell - 1] ?? 0) > cutoff) {
    count += 1;
    before = cell;
    cell = cap.nexts[cell - 1] ?? 0;
  }
  if (cell !== 0) dropChain(cap, person.index, before, cell);
  return count;
}

function dropChain(cap: Cap, person: number, before: number, from: number): void {
  if (before === 0) cap.firsts[person] = 0;
  else cap.nexts[before - 1] = 0;
  let cell = from;
  while (cell !== 0) {
    const next = cap.nexts[cell - 1] ?? 0;
    cap.nexts[cell - 1] = cap.free;
    cap.free = cell;
    cell = next;
  }
}

/** Counts a marketing message that goes out outside a window against its person's cap. */
export function countMarketing(world: World, number: BusinessNumber, person: Person, now: number): void {
  const { cap } = world.policy;
  // Without a cap nothing is counted; when one is set, the ledger tells what was missed.
  if (world.settings.marketing_cap === null) cap.isLoaded = false;
  else if (isCapped(number, person, now)) addCell(world, person, now);
}

function addCell(world: World, person: Person, now: number): void {
  const { cap } = world.policy;
  if (person.index >= cap.firsts.length) cap.firsts = grown(cap.firsts, Math.max(world.people.size, Math.ceil(cap.firsts.length * 1.5)));
  let cell = cap.free;
  if (cell !== 0) cap.free = cap.nexts[cell - 1] ?? 0;
  else {
    if (cap.used === cap.times.length) {
      const times = new Float64Array(Math.ceil(cap.used * 1.5));
      times.set(cap.times);
      cap.times = times;
      cap.nexts = grown(cap.nexts, times.length);
    }
    cap.used += 1;
    cell = cap.used;
  }
  cap.times[cell - 1] = now;
  cap.nexts[cell - 1] = cap.firsts[person.index] ?? 0;
  cap.firsts[person.index] = cell;
}

function grown(list: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length);
  longer.set(list);
  return longer;
}

/** May a marketing message outside a window reach this person? A refusal is remembered: some in a day lock. */
export function passesCap(world: World, number: BusinessNumber, { person, chat }: { person: Person; chat: Chat }, now: number): boolean {
  const { marketing_cap: most, marketing_retry_lock: locks } = world.settings;
  if (most === null || !isCapped(number, person, now)) return true;
  if (!world.policy.cap.isLoaded) loadCap(world, now);
  const isLocked = locks && isLockedOut(world, number, person, now);
  if (!isLocked && countCapped(world, person, now) < most) return true;
  noteRefusal(world, chat, now);
  return false;
}

function isLockedOut(world: World, number: BusinessNumber, person: Person, now: number): boolean {
  const { refusals } = world.policy.cap;
  if (refusals.size === 0) return false;
  // The lock is the business account's, whichever of its numbers was refused.
  return person.chats.some((chat) => now < (refusals.get(chat.index)?.lockedUntil ?? 0) && world.numbers.get(chat.number)?.account === number.account);
}

/** Remembers that a marketing message to this chat was refused for the cap. */
export function noteRefusal(world: World, chat: Chat, now: number): void {
  const { refusals } = world.policy.cap;
  const known = refusals.get(chat.index);
  const isFresh = known === undefined || now - known.since >= day;
  const next = isFresh ? { count: 1, since: now, lockedUntil: known?.lockedUntil ?? 0 } : { ...known, count: known.count + 1 };
  // A lock that runs is not made longer by knocking on it.
  if (next.count >= world.settings.marketing_lock_refusals && now >= next.lockedUntil) next.lockedUntil = now + world.settings.marketing_lock_ms;
  refusals.delete(chat.index);
  refusals.set(chat.index, next);
  const oldest = refusals.size > refusalsKept ? refusals.keys().next().value : undefined;
  if (oldest !== undefined) refusals.delete(oldest);
}

/** Rows of the ledger read at once. */
const rowsAtOnce = 20_000;

/** Reads from the ledger what went out and what was refused lately: after a restart, or when a cap is set. */
function loadCap(world: World, now: number): void {
  const { policy, settings } = world;
  policy.cap = { ...openCap(), isLoaded: true };
  const counted: [at: number, person: Person][] = [];
  const refused: [at: number, chat: Chat][] = [];
  const read = (condition: string, since: number, take: (person: Person, number: BusinessNumber, row: Record<string, unknown>) => void): void => {
    for (let last = 0, more = true; more;) {
      const sql = `SELECT m.id, m.wa_id, m.number, m.sent_at, m.failed_at FROM message m WHERE m.id > ? AND m.mine = 0 AND m.category = ${marketing} AND ${condition} ORDER BY m.id LIMIT ${rowsAtOnce}`;
      const rows = world.ledger.ask(sql, last, since);
      for (const row of rows) {
        const waId = String(row['wa_id']);
        const person = world.people.find(waId) ?? world.people.findFormer(waId);
        const number = world.numbers.get(String(row['number']));
        if (person !== undefined && number !== undefined && isCapped(number, person, now)) take(person, number, row);
      }
      last = Number(rows.at(-1)?.['id'] ?? last);
      more = rows.length === rowsAtOnce;
    }
  };
  // Inside a window the person's own words had opened, a message did not count.
  const outside = `NOT EXISTS (SELECT 1 FROM message i WHERE i.mine = 1 AND i.wa_id = m.wa_id AND i.number = m.number AND i.at <= m.sent_at AND i.at > m.sent_at - ${settings.service_window_ms})`;
  read(`m.sent_at > ? AND ${outside}`, now - settings.marketing_cap_window_ms, (person, _, row) => counted.push([Number(row['sent_at']), person]));
  read(`m.error = ${cappedCode} AND m.failed_at > ?`, now - day - settings.marketing_lock_ms, (person, number, row) => {
    const isPaused = settings.us_marketing_pause && appliesTo(marketingPaused, person.country.code, now);
    if (!isPaused) refused.push([Number(row['failed_at']), world.people.openChat(person, number.id)]);
  });
  for (const [at, person] of counted.toSorted((a, b) => a[0] - b[0])) addCell(world, person, at);
  for (const [at, chat] of refused.toSorted((a, b) => a[0] - b[0])) noteRefusal(world, chat, at);
}
