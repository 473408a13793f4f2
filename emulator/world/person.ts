import { type Persona, personas, type ScriptLine, type Truths } from '#core/rehearsal/rehearsal.ts';

import { type Country, countries } from './countries.ts';
import type { People } from './people.ts';

/** What was said about one person by hand; nearly everybody has nothing of it and is drawn from the seed. */
export type OwnFacts = {
  name?: string;
  place?: string;
  language?: string;
  timezone?: string;
  username?: string | null;
  truths?: Partial<Truths>;
  script?: ScriptLine[];
  /** The numbers they had before, latest first, with a blank between. */
  formerly?: string;
  /** How many messages went to and from this number when somebody else had it: theirs begin after. */
  after?: { to: number; by: number };
};

/** What is on or off about a person, as bits of one column. */
export const personFlag = { onWhatsapp: 1, offline: 2, noReceipts: 4, known: 8, handPlayed: 16, featured: 32, noApp: 64, populated: 128 } as const;
const chatFlag = { blocked: 1, stopped: 2, muted: 4, archived: 8, reported: 16, welcomed: 32 } as const;

const nothingOwn: OwnFacts = Object.freeze({});

/** A window on one person. Writing to it writes the columns; `keepPerson` makes it last. */
export class Person {
  readonly people: People;
  readonly index: number;

  constructor(people: People, index: number) {
    this.people = people;
    this.index = index;
  }

  get wa_id(): string {
    return this.people.printNumber(this.digits);
  }
  /** The same as a number; exact, as it has at most 15 digits. */
  get digits(): number {
    return this.people.columns.rows.waId.at[this.index] ?? 0;
  }
  get country(): Country {
    return countries[this.people.columns.rows.country.at[this.index] ?? 0] ?? countries[0];
  }
  get own(): OwnFacts {
    return this.people.own.get(this.index) ?? nothingOwn;
  }
  setOwn(facts: OwnFacts): void {
    this.people.own.set(this.index, { ...this.own, ...facts });
  }
  get name(): string {
    return this.own.name ?? (this.populated ? this.people.drawNameOf(this) : `Person ${this.wa_id.slice(-4)}`);
  }
  get place(): string {
    return this.own.place ?? (this.populated ? this.country.name : '');
  }
  get language(): string {
    return this.own.language ?? (this.populated ? this.country.language : 'en');
  }
  get timezone(): string {
    return this.own.timezone ?? (this.populated ? this.country.timezone : 'UTC');
  }
  get persona(): Persona {
    return personas[this.people.columns.rows.persona.at[this.index] ?? 0] ?? 'polite';
  }
  set persona(persona: Persona) {
    this.people.columns.rows.persona.at[this.index] = personas.indexOf(persona);
  }
  /** How many messages were sent to them; the n of every draw about the latest one. */
  get sentTo(): number {
    return this.#number('sentTo');
  }
  set sentTo(count: number) {
    this.people.columns.rows.sentTo.at[this.index] = count;
  }
  /** How many messages they sent. */
  get sentBy(): number {
    return this.#number('sentBy');
  }
  set sentBy(count: number) {
    this.people.columns.rows.sentBy.at[this.index] = count;
  }
  get lastAt(): number {
    return this.#number('lastAt');
  }
  set lastAt(at: number) {
    this.people.columns.rows.lastAt.at[this.index] = at;
  }
  get marketingAt(): number {
    return this.#number('marketingAt');
  }
  set marketingAt(at: number) {
    this.people.columns.rows.marketingAt.at[this.index] = at;
  }
  get marketingLoad(): number {
    return this.#number('marketingLoad');
  }
  set marketingLoad(load: number) {
    this.people.columns.rows.marketingLoad.at[this.index] = load;
  }
  get lockedUntil(): number {
    return this.#number('lockedUntil');
  }
  set lockedUntil(at: number) {
    this.people.columns.rows.lockedUntil.at[this.index] = at;
  }
  get pressure(): number {
    return this.#number('pressure');
  }
  set pressure(load: number) {
    this.people.columns.rows.pressure.at[this.index] = load;
  }
  get pressureAt(): number {
    return this.#number('pressureAt');
  }
  set pressureAt(at: number) {
    this.people.columns.rows.pressureAt.at[this.index] = at;
  }
  /** The number exists on WhatsApp. */
  get on_whatsapp(): boolean {
    return this.#has(personFlag.onWhatsapp);
  }
  set on_whatsapp(on: boolean) {
    this.#set(personFlag.onWhatsapp, on);
  }
  /** The app is on the phone; without it nothing arrives and nothing fails differently from a number not on WhatsApp. */
  get installed(): boolean {
    return !this.#has(personFlag.noApp);
  }
  set installed(on: boolean) {
    this.#set(personFlag.noApp, !on);
  }
  get online(): boolean {
    return !this.#has(personFlag.offline);
  }
  set online(on: boolean) {
    this.#set(personFlag.offline, !on);
  }
  get read_receipts(): boolean {
    return !this.#has(personFlag.noReceipts);
  }
  set read_receipts(on: boolean) {
    this.#set(personFlag.noReceipts, !on);
  }
  /** Set up through the control API, not met by a send. */
  get known(): boolean {
    return this.#has(personFlag.known);
  }
  set known(on: boolean) {
    this.#set(personFlag.known, on);
  }
  /** One of a population: name, language and zone are drawn from their country. */
  get populated(): boolean {
    return this.#has(personFlag.populated);
  }
  set populated(on: boolean) {
    this.#set(personFlag.populated, on);
  }
  /** Somebody has acted as this person through the control API. */
  get handPlayed(): boolean {
    return this.#has(personFlag.handPlayed);
  }
  set handPlayed(on: boolean) {
    this.#set(personFlag.handPlayed, on);
  }
  get featured(): boolean {
    return this.#has(personFlag.featured);
  }
  set featured(on: boolean) {
    this.#set(personFlag.featured, on);
    this.people.setFeatured(this.index, on);
  }
  get chats(): Chat[] {
    return this.people.chatsOf(this);
  }
  /** All flags as one number, to keep and to restore. */
  get flags(): number {
    return this.#number('flags');
  }
  set flags(flags: number) {
    this.people.columns.rows.flags.at[this.index] = flags;
    this.people.setFeatured(this.index, (flags & personFlag.featured) !== 0);
  }

  #number(column: 'sentTo' | 'sentBy' | 'lastAt' | 'flags' | 'marketingAt' | 'marketingLoad' | 'lockedUntil' | 'pressure' | 'pressureAt'): number {
    return this.people.columns.rows[column].at[this.index] ?? 0;
  }
  #has(bit: number): boolean {
    return (this.flags & bit) !== 0;
  }
  #set(bit: number, on: boolean): void {
    const { flags } = this.people.columns.rows;
    const now = flags.at[this.index] ?? 0;
    flags.at[this.index] = on ? now | bit : now & ~bit;
  }
}

type ChatNumber = 'lastInboundAt' | 'lastOutboundAt' | 'pairDueAt' | 'lastAt' | 'adClickedAt' | 'freeEntryUntil' | 'countedAt' | 'unread' | 'flags';

/** A window on what one person and one business number have between them. Times are milliseconds; 0 is never. */
export class Chat {
  readonly people: People;
  readonly index: number;

  constructor(people: People, index: number) {
    this.people = people;
    this.index = index;
  }

  get person(): Person {
    return this.people.at(this.people.columns.chats.person.at[this.index] ?? 0);
  }
  /** The business number's id. */
  get number(): string {
    return this.people.columns.numbers[this.people.columns.chats.number.at[this.index] ?? 0] ?? '';
  }
  get lastInboundAt(): number {
    return this.#get('lastInboundAt');
  }
  set lastInboundAt(at: number) {
    this.#put('lastInboundAt', at);
  }
  get lastOutboundAt(): number {
    return this.#get('lastOutboundAt');
  }
  set lastOutboundAt(at: number) {
    this.#put('lastOutboundAt', at);
  }
  /** Theoretical arrival time of the pair limit (GCRA). */
  get pairDueAt(): number {
    return this.#get('pairDueAt');
  }
  set pairDueAt(at: number) {
    this.#put('pairDueAt', at);
  }
  get lastAt(): number {
    return this.#get('lastAt');
  }
  set lastAt(at: number) {
    this.#put('lastAt', at);
  }
  /** When they last came by an advertisement, and until when everything is free because it was answered. */
  get adClickedAt(): number {
    return this.#get('adClickedAt');
  }
  set adClickedAt(at: number) {
    this.#put('adClickedAt', at);
  }
  get freeEntryUntil(): number {
    return this.#get('freeEntryUntil');
  }
  set freeEntryUntil(at: number) {
    this.#put('freeEntryUntil', at);
  }
  /** When this person last counted for the messaging limit. */
  get countedAt(): number {
    return this.#get('countedAt');
  }
  set countedAt(at: number) {
    this.#put('countedAt', at);
  }
  get unread(): number {
    return this.#get('unread');
  }
  set unread(count: number) {
    this.#put('unread', Math.max(0, Math.min(count, 65_535)));
  }
  get blocked(): boolean {
    return this.#has(chatFlag.blocked);
  }
  set blocked(on: boolean) {
    this.#set(chatFlag.blocked, on);
  }
  get stopped(): boolean {
    return this.#has(chatFlag.stopped);
  }
  set stopped(on: boolean) {
    this.#set(chatFlag.stopped, on);
  }
  get muted(): boolean {
    return this.#has(chatFlag.muted);
  }
  set muted(on: boolean) {
    this.#set(chatFlag.muted, on);
  }
  get archived(): boolean {
    return this.#has(chatFlag.archived);
  }
  set archived(on: boolean) {
    this.#set(chatFlag.archived, on);
  }
  get reported(): boolean {
    return this.#has(chatFlag.reported);
  }
  set reported(on: boolean) {
    this.#set(chatFlag.reported, on);
  }
  /** `request_welcome` was told. */
  get welcomed(): boolean {
    return this.#has(chatFlag.welcomed);
  }
  set welcomed(on: boolean) {
    this.#set(chatFlag.welcomed, on);
  }
  get flags(): number {
    return this.#get('flags');
  }
  set flags(flags: number) {
    this.#put('flags', flags);
  }

  #get(column: ChatNumber): number {
    return this.people.columns.chats[column].at[this.index] ?? 0;
  }
  #put(column: ChatNumber, value: number): void {
    this.people.columns.chats[column].at[this.index] = value;
  }
  #has(bit: number): boolean {
    return (this.flags & bit) !== 0;
  }
  #set(bit: number, on: boolean): void {
    this.flags = on ? this.flags | bit : this.flags & ~bit;
  }
}
