import { personas, type PhoneSummary } from '#core/rehearsal/rehearsal.ts';

import type { Person } from '../world/person.ts';
import type { World } from '../world/world.ts';
import { presentSummary } from './phones.ts';
import { ControlRefusal } from './refusal.ts';

/** What to list: `search` in name, number or place; only those played by hand, or only the others. */
export type PhoneQuestion = { search: string; limit: number; after: string | null; handPlayed: boolean | null };

export type PhonePage = { phones: PhoneSummary[]; next: string | null };

/** Drawn names looked at for one page of a search: about 20 ms. The next page goes on where this one stopped. */
const namesAtOnce = 20_000;

/**
 * A page of phones: featured people where they were put, then those with the latest chats, then everybody else. A
 * search by digits looks at how numbers begin and end; any other looks through names and places, people set up by hand
 * first, and may give a short page with more to come. No page looks at more than one column of everybody.
 */
export function listPhones(world: World, question: PhoneQuestion): PhonePage {
  const wanted = question.search.trim().toLowerCase();
  const isNumber = /^\+?[\d\s]+$/.test(wanted);
  const page = wanted === '' || isNumber ? listByTime(world, question, wanted.replaceAll(/\D/g, '')) : listByName(world, question, wanted);
  return { phones: page.people.map((person) => presentSummary(world, person)), next: page.next };
}

type Page = { people: Person[]; next: string | null };

const manual = personas.indexOf('manual');

function isAsked(person: Person, handPlayed: boolean | null): boolean {
  return handPlayed === null || (person.handPlayed || person.persona === 'manual') === handPlayed;
}

/** Cursors: `f3` after the third featured person, `t<time>.<index>` after somebody by time. */
function listByTime(world: World, { limit, after, handPlayed }: PhoneQuestion, digits: string): Page {
  const { people } = world;
  const found: Person[] = [];
  let start = after?.startsWith('f') === true || after === null ? Number(after?.slice(1) ?? 0) : people.featured.length;
  if (!Number.isInteger(start)) throw badCursor(after);
  while (start < people.featured.length && found.length < limit) {
    const person = people.at(people.featured[start] ?? 0);
    start += 1;
    if (isAsked(person, handPlayed) && hasDigits(Number(person.wa_id), digits)) found.push(person);
  }
  if (found.length === limit && (start < people.featured.length || people.size > people.featured.length)) return { people: found, next: `f${start}` };
  const latest = latestOf(world, { limit: limit - found.length, after: parseTimeCursor(after), handPlayed, digits });
  const last = latest.indexes.at(-1);
  found.push(...latest.indexes.map((index) => people.at(index)));
  return { people: found, next: latest.hasMore && last !== undefined ? `t${people.at(last).lastAt}.${last}` : null };
}

type TimeCursor = { at: number; index: number };

function parseTimeCursor(after: string | null): TimeCursor {
  if (after === null || after.startsWith('f')) return { at: Number.POSITIVE_INFINITY, index: 0 };
  const [, at, index] = /^t(\d+(?:\.\d+)?)\.(\d+)$/.exec(after) ?? [];
  if (at === undefined || index === undefined) throw badCursor(after);
  return { at: Number(at), index: Number(index) };
}

function badCursor(after: string | null): ControlRefusal {
  return new ControlRefusal(400, `after must be the "next" of the page before, not ${after ?? ''}`, '/after');
}

type TimeQuestion = { limit: number; after: TimeCursor; handPlayed: boolean | null; digits: string };

/**
 * Those with the latest chats below a cursor, by one look at the columns and a heap as long as the page; then those who
 * never had one, in the order they were made.
 */
function latestOf(world: World, { limit, after, handPlayed, digits }: TimeQuestion): { indexes: number[]; hasMore: boolean } {
  const { people } = world;
  const { lastAt, waId, persona } = people.columns.rows;
  const featured = new Set(people.featured);
  const isWanted = (index: number): boolean =>
    (digits === '' || hasDigits(waId.at[index] ?? 0, digits)) &&
    !featured.has(index) &&
    (handPlayed === null || (persona.at[index] === manual || people.at(index).handPlayed) === handPlayed);
  // One more than asked tells whether there are more.
  const best = openBest(limit + 1, lastAt.at);
  for (const start of after.at > 0 ? shuffledBlocks(people.size) : []) {
    const end = Math.min(start + blockLength, people.size);
    for (let index = start; index < end; index++) {
      const at = lastAt.at[index] ?? 0;
      if (at === 0 || at > after.at || (at === after.at && index >= after.index)) continue;
      if (best.wants(at, index) && isWanted(index)) best.put(index);
    }
  }
  const indexes = best.inOrder();
  for (let index = after.at > 0 ? 0 : after.index + 1; index < people.size && indexes.length <= limit; index++) {
    if ((lastAt.at[index] ?? 0) === 0 && isWanted(index)) indexes.push(index);
  }
  return { indexes: indexes.slice(0, limit), hasMore: indexes.length > limit };
}

/** Rows looked at in one go. */
const blockLength = 1024;

/** A prime; there are never as many blocks. */
const blockStride = 100_003;

/** Where blocks of rows begin, in an order of no kind: campaigns go through people in theirs, and a heap fed in order works hardest. */
function* shuffledBlocks(rows: number): Generator<number> {
  const blocks = Math.ceil(rows / blockLength);
  for (let i = 0; i < blocks; i++) yield ((i * blockStride) % blocks) * blockLength;
}

type Best = { wants(at: number, index: number): boolean; put(index: number): void; inOrder(): number[] };

/** Keeps the `limit` rows with the largest values (of equals, the largest index): a heap with the worst on top. */
function openBest(limit: number, values: Float64Array): Best {
  const heap: number[] = [];
  const isWorse = (a: number, b: number): boolean => (values[a] ?? 0) < (values[b] ?? 0) || ((values[a] ?? 0) === (values[b] ?? 0) && a < b);
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b] ?? 0, heap[a] ?? 0];
  };
  function rise(place: number): void {
    for (let at = place; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!isWorse(heap[at] ?? 0, heap[parent] ?? 0)) return;
      swap(at, parent);
      at = parent;
    }
  }
  function sink(): void {
    for (let at = 0; ;) {
      let worst = at * 2 + 1;
      if (worst >= heap.length) return;
      if (worst + 1 < heap.length && isWorse(heap[worst + 1] ?? 0, heap[worst] ?? 0)) worst += 1;
      if (!isWorse(heap[worst] ?? 0, heap[at] ?? 0)) return;
      swap(at, worst);
      at = worst;
    }
  }
  return {
    wants(at, index) {
      if (heap.length < limit) return true;
      const worst = heap[0] ?? 0;
      return at > (values[worst] ?? 0) || (at === (values[worst] ?? 0) && index > worst);
    },
    put(index) {
      if (heap.length < limit) {
        heap.push(index);
        rise(heap.length - 1);
      } else {
        heap[0] = index;
        sink();
      }
    },
    inOrder: () => heap.toSorted((a, b) => (isWorse(a, b) ? 1 : -1)),
  };
}

/** Does a number begin or end with these digits? */
export function hasDigits(number: number, digits: string): boolean {
  if (digits === '') return true;
  const wanted = Number(digits);
  const power = 10 ** digits.length;
  if (number % power === wanted) return true;
  let start = number;
  while (start >= power) start = Math.floor(start / 10);
  return start === wanted && digits[0] !== '0';
}

/** Cursors: `o5` after the fifth found among those set up by hand, `p1000` from that index on among the rest. */
function listByName(world: World, { limit, after, handPlayed }: PhoneQuestion, wanted: string): Page {
  const { people } = world;
  const found: Person[] = [];
  const isFound = (person: Person): boolean =>
    isAsked(person, handPlayed) && (person.name.toLowerCase().includes(wanted) || person.place.toLowerCase().includes(wanted));
  const [, phase, place] = /^([op])(\d+)$/.exec(after ?? 'o0') ?? [];
  if (phase === undefined) throw badCursor(after);
  if (phase === 'o') {
    const named = [...people.own.keys()].map((index) => people.at(index)).filter(isFound);
    named.sort((a, b) => Number(b.featured) - Number(a.featured) || b.lastAt - a.lastAt || a.index - b.index);
    const start = Number(place);
    found.push(...named.slice(start, start + limit));
    if (named.length > start + limit) return { people: found, next: `o${start + limit}` };
  }
  let index = phase === 'p' ? Number(place) : 0;
  for (let looked = 0; index < people.size && looked < namesAtOnce && found.length < limit; index++) {
    if (people.own.has(index)) continue;
    looked += 1;
    const person = people.at(index);
    if (isFound(person)) found.push(person);
  }
  return { people: found, next: index < people.size ? `p${index}` : null };
}
