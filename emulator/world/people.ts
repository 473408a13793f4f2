import { type Persona, personas } from '#core/rehearsal/rehearsal.ts';

import { growColumns, openColumn } from './columns.ts';
import { countries, countryOf } from './countries.ts';
import { drawName } from './names.ts';
import { Chat, type OwnFacts, Person, personFlag } from './person.ts';

function openRows() {
  return {
    waId: openColumn(Float64Array),
    persona: openColumn(Uint8Array),
    country: openColumn(Uint8Array),
    flags: openColumn(Uint16Array),
    sentTo: openColumn(Uint32Array),
    sentBy: openColumn(Uint32Array),
    lastAt: openColumn(Float64Array),
    firstChat: openColumn(Int32Array),
    /** When the last marketing messages arrived, for the per-person cap (two are remembered exactly; see `policy`). */
    marketingAt: openColumn(Float64Array),
    marketingLoad: openColumn(Float32Array),
    lockedUntil: openColumn(Float64Array),
    /** Marketing that weighs on them, as it was when the last one came; their truths let it wane (`people/truths.ts`). */
    pressure: openColumn(Float32Array),
    pressureAt: openColumn(Float64Array),
  };
}

function openChats() {
  return {
    person: openColumn(Int32Array),
    number: openColumn(Uint16Array),
    lastInboundAt: openColumn(Float64Array),
    lastOutboundAt: openColumn(Float64Array),
    pairDueAt: openColumn(Float64Array),
    lastAt: openColumn(Float64Array),
    adClickedAt: openColumn(Float64Array),
    freeEntryUntil: openColumn(Float64Array),
    countedAt: openColumn(Float64Array),
    unread: openColumn(Uint16Array),
    flags: openColumn(Uint8Array),
    next: openColumn(Int32Array),
  };
}

/** Numbers kept as texts; a prime, so that numbers in a row and numbers in steps both find places of their own. */
const printedNumbers = 4_093;

/** The columns behind the windows. */
type Columns = { rows: ReturnType<typeof openRows>; chats: ReturnType<typeof openChats>; numbers: string[] };

/**
 * Everybody there is. People and chats live in columns, not in objects: a million of them, each with a chat, take about
 * 150 MB and no time of the garbage collector. `Person` and `Chat` are windows on one row; make them freely, compare them by `index`.
 */
export class People {
  readonly seed: string;
  readonly #rows = openRows();
  readonly #chats = openChats();
  readonly own = new Map<number, OwnFacts>();
  /** Ids of business numbers, by the small number a chat keeps. */
  readonly #numbers: string[] = [];
  readonly #featured: number[] = [];
  readonly #former = new Map<string, number>();
  #index = new Int32Array(1024).fill(-1);
  readonly #printedDigits = new Float64Array(printedNumbers);
  readonly #printed: string[] = Array.from({ length: printedNumbers }, () => '');
  readonly #namedDigits = new Float64Array(printedNumbers);
  readonly #named: string[] = Array.from({ length: printedNumbers }, () => '');
  #size = 0;
  #chatCount = 0;

  constructor(seed: string) {
    this.seed = seed;
  }

  get size(): number {
    return this.#size;
  }

  /** The columns of people and chats, for the two windows (`person.ts`) and nobody else. */
  get columns(): Columns {
    return { rows: this.#rows, chats: this.#chats, numbers: this.#numbers };
  }

  find(waId: string): Person | undefined {
    const index = this.#lookUp(Number(waId));
    return index === -1 ? undefined : new Person(this, index);
  }

  at(index: number): Person {
    if (index < 0 || index >= this.#size) throw new RangeError(`there is no person ${index}`);
    return new Person(this, index);
  }

  /** The person with this number; whoever is nobody yet becomes a polite somebody. */
  meet(waId: string): Person {
    return this.find(waId) ?? this.add(waId, 'polite');
  }

  /** Adds somebody who is not there yet. */
  add(waId: string, persona: Persona): Person {
    const index = this.#size;
    growColumns(this.#rows, index + 1);
    this.#size += 1;
    const rows = this.#rows;
    rows.waId.at[index] = Number(waId);
    rows.persona.at[index] = personas.indexOf(persona);
    rows.country.at[index] = countries.indexOf(countryOf(waId));
    rows.flags.at[index] = personFlag.onWhatsapp;
    rows.firstChat.at[index] = -1;
    this.#remember(Number(waId), index);
    const former = this.findFormer(waId);
    if (former !== undefined) this.#follow(index, former);
    return new Person(this, index);
  }

  /** A number somebody gave up is not on WhatsApp, and its counts go on, so that no two messages have one place in the ledger. */
  #follow(index: number, former: Person): void {
    const { rows } = this.columns;
    rows.flags.at[index] = 0;
    rows.sentTo.at[index] = former.sentTo;
    rows.sentBy.at[index] = former.sentBy;
    this.own.set(index, { after: { to: former.sentTo, by: former.sentBy } });
  }

  /** Who had this number before; undefined if nobody. */
  findFormer(waId: string): Person | undefined {
    const index = this.#former.get(waId);
    return index === undefined ? undefined : new Person(this, index);
  }

  /** Says who had a number before. */
  setFormer(waId: string, person: Person): void {
    this.#former.set(waId, person.index);
  }

  /** Gives a person another number. The old one is nobody's. */
  renumber(person: Person, waId: string): void {
    this.#forget(Number(person.wa_id));
    this.setFormer(person.wa_id, person);
    this.#rows.waId.at[person.index] = Number(waId);
    this.#rows.country.at[person.index] = countries.indexOf(countryOf(waId));
    this.#remember(Number(waId), person.index);
  }

  /** Indexes of those the wall shows first, in the order they were put. */
  get featured(): readonly number[] {
    return this.#featured;
  }

  /** Called by the window when somebody is put first on the wall, or no longer. */
  setFeatured(index: number, on: boolean): void {
    const place = this.#featured.indexOf(index);
    if (on && place === -1) this.#featured.push(index);
    if (!on && place !== -1) this.#featured.splice(place, 1);
  }

  /** The chat of a person with a number, if they ever had one. */
  findChat(person: Person, number: string): Chat | undefined {
    const wanted = this.#numbers.indexOf(number);
    if (wanted === -1) return undefined;
    const { next, number: numbers } = this.#chats;
    let chat = this.#rows.firstChat.at[person.index] ?? -1;
    while (chat !== -1 && numbers.at[chat] !== wanted) chat = next.at[chat] ?? -1;
    return chat === -1 ? undefined : new Chat(this, chat);
  }

  /** The chat of a person with a number, made when it is the first word between them. */
  openChat(person: Person, number: string): Chat {
    const found = this.findChat(person, number);
    if (found !== undefined) return found;
    const index = this.#chatCount;
    growColumns(this.#chats, index + 1);
    this.#chatCount += 1;
    this.#chats.person.at[index] = person.index;
    this.#chats.number.at[index] = this.#numberIndex(number);
    this.#chats.next.at[index] = this.#rows.firstChat.at[person.index] ?? -1;
    this.#rows.firstChat.at[person.index] = index;
    return new Chat(this, index);
  }

  chatsOf(person: Person): Chat[] {
    const chats: Chat[] = [];
    let index = this.#rows.firstChat.at[person.index] ?? -1;
    while (index !== -1) {
      chats.push(new Chat(this, index));
      index = this.#chats.next.at[index] ?? -1;
    }
    return chats.toReversed();
  }

  #numberIndex(number: string): number {
    const known = this.#numbers.indexOf(number);
    return known === -1 ? this.#numbers.push(number) - 1 : known;
  }

  /** The name of one of a population; the latest few thousand are remembered, as three statuses of a message need the same. */
  drawNameOf({ digits, wa_id: waId, country }: Person): string {
    const place = digits % printedNumbers;
    if (this.#namedDigits[place] === digits) return this.#named[place] ?? '';
    const name = drawName(this.seed, waId, country.language);
    this.#namedDigits[place] = digits;
    this.#named[place] = name;
    return name;
  }

  /** A number as a text. Printing is dear and the same few hundred people are asked for again and again. */
  printNumber(digits: number): string {
    const place = digits % printedNumbers;
    if (this.#printedDigits[place] === digits) return this.#printed[place] ?? '';
    const printed = String(digits);
    this.#printedDigits[place] = digits;
    this.#printed[place] = printed;
    return printed;
  }

  // Open addressing over numbers: a Map of a million strings takes four times as much.
  #slot(waId: number): number {
    const mask = this.#index.length - 1;
    let slot = (Math.imul(waId % 4_294_967_291, 0x9e3779b1) >>> 0) & mask;
    for (;;) {
      const held = this.#index[slot] ?? -1;
      if (held === -1 || (held >= 0 && this.#rows.waId.at[held] === waId)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #lookUp(waId: number): number {
    return this.#index[this.#slot(waId)] ?? -1;
  }

  #remember(waId: number, index: number): void {
    if (this.#size * 2 > this.#index.length) {
      const held = this.#index.filter((one) => one >= 0);
      this.#index = new Int32Array(this.#index.length * 2).fill(-1);
      for (const one of held) this.#index[this.#slot(this.#rows.waId.at[one] ?? 0)] = one;
    }
    this.#index[this.#slot(waId)] = index;
  }

  /** Takes a number out; a gravestone keeps the row of slots behind it reachable. */
  #forget(waId: number): void {
    const slot = this.#slot(waId);
    if (this.#index[slot] !== -1) this.#index[slot] = gravestone;
  }
}

const gravestone = -2;
