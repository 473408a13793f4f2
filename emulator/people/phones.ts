import type { Bubble } from '#core/rehearsal/bubble.ts';
import type { Phone, PhoneSetup, PhoneSummary } from '#core/rehearsal/rehearsal.ts';

import { userIdOf } from '../policy/identity.ts';
import { contentOf, type Message } from '../world/ledger.ts';
import type { Chat, OwnFacts, Person } from '../world/person.ts';
import { keepPerson, numbersOf, personOf, type World } from '../world/world.ts';
import { isZone } from './hours.ts';
import { ControlRefusal } from './refusal.ts';
import { isOnPhone } from './write-acts.ts';

/** Bubbles a summary carries: enough to draw the small phone. */
const latestBubbles = 3;

/** Messages looked at for them: some are still on their way. */
const latestLooked = 12;

/** Adds people or changes those who are there; their chats stay. */
export function setUpPhones(world: World, setups: readonly PhoneSetup[]): number {
  setups.forEach((setup, place) => {
    if (!isZone(setup.timezone)) throw new ControlRefusal(400, `the machine knows no time zone ${setup.timezone}; name one of IANA's`, `/${place}/timezone`);
  });
  for (const setup of setups) setUpPhone(world, setup);
  if (setups.length === 1 && setups[0] !== undefined) world.live.tell({ kind: 'phone', wa_id: setups[0].wa_id, what: 'state' });
  world.live.tell({ kind: 'counts' });
  return setups.length;
}

function setUpPhone(world: World, setup: PhoneSetup): void {
  const known = world.people.find(setup.wa_id);
  const person = known ?? world.people.add(setup.wa_id, setup.persona);
  const { name, place, language, timezone, username, truths, script } = setup;
  const own: OwnFacts = {
    name,
    place,
    language,
    timezone,
    ...(username === undefined ? {} : { username }),
    ...(truths === undefined ? {} : { truths: parseTruths(truths) }),
    ...(script === undefined ? {} : { script }),
  };
  person.setOwn(own);
  if (known === undefined || known.persona !== setup.persona) person.read_receipts = setup.persona !== 'no_receipts';
  person.persona = setup.persona;
  person.featured = setup.featured;
  person.on_whatsapp = setup.on_whatsapp;
  person.known = true;
  keepPerson(world, person);
}

/** Truths without those that were left out: absent is drawn, undefined would not be. */
function parseTruths(truths: NonNullable<PhoneSetup['truths']>): NonNullable<OwnFacts['truths']> {
  return Object.fromEntries(Object.entries(truths).filter(([, value]) => value !== undefined));
}

/** Decides hidden truths of a person; those not named stay as they were. */
export function setTruths(world: World, person: Person, truths: NonNullable<PhoneSetup['truths']>): void {
  person.setOwn({ truths: { ...person.own.truths, ...parseTruths(truths) } });
  keepPerson(world, person);
}

/** The person with this number, or a 404. */
export function getPerson(world: World, waId: string): Person {
  const person = world.people.find(waId);
  if (person === undefined) throw new ControlRefusal(404, `there is no phone ${waId}; POST phones adds one, GET phones lists them`);
  return person;
}

/** The person with this number; a valid number that nobody set up is somebody from now on, unless it was given up. */
export function meetPerson(world: World, waId: string): Person {
  const known = world.people.find(waId);
  if (known !== undefined || world.people.findFormer(waId) !== undefined) return getPerson(world, waId);
  if (!waIdForm.test(waId)) throw new ControlRefusal(404, `${waId} is no phone number; write 7 to 15 digits with the country code and without a plus sign`);
  const person = world.people.meet(waId);
  keepPerson(world, person);
  world.live.tell({ kind: 'counts' });
  return person;
}

/** As `PhoneSetup` has it. */
const waIdForm = /^[1-9]\d{6,14}$/;

/** What the small phone shows. */
export function presentSummary(world: World, person: Person): PhoneSummary {
  const { chats } = person;
  const latest = latestOf(world, person);
  const [portfolio] = world.portfolios.keys();
  const numbers = (isTrue: (chat: Chat) => boolean): string[] => chats.filter(isTrue).map((chat) => chat.number);
  return {
    wa_id: person.wa_id,
    name: person.name,
    place: person.place,
    language: person.language,
    timezone: person.timezone,
    persona: person.persona,
    featured: person.featured,
    online: person.online && person.installed,
    read_receipts: person.read_receipts,
    on_whatsapp: person.on_whatsapp,
    installed: person.installed,
    user_id: portfolio === undefined ? '' : userIdOf(world, person, portfolio),
    username: person.own.username ?? null,
    blocked: numbers((chat) => chat.blocked),
    muted: numbers((chat) => chat.muted),
    stopped_marketing: numbers((chat) => chat.stopped),
    unread: chats.reduce((sum, chat) => sum + chat.unread, 0),
    latest: latest.map(presentBubble),
    last_at: timeOf(person.lastAt),
  };
}

function timeOf(at: number): string | null {
  return at === 0 ? null : new Date(at).toISOString();
}

function latestOf(world: World, person: Person): Message[] {
  if (person.lastAt === 0) return [];
  return read(world, person, { number: null, before: null, limit: latestLooked }).slice(-latestBubbles);
}

/** A person's own messages, oldest first; those of somebody who had the number before are not among them. */
function read(world: World, person: Person, { number, before, limit }: { number: string | null; before: number | null; limit: number }): Message[] {
  return world.ledger
    .chat(numbersOf(person), number, { before, limit })
    .filter((message) => isOnPhone(message) && personOf(world, message)?.index === person.index);
}

/** Which bubbles of a phone: of one number or all, older than a bubble or the latest. */
export type BubbleQuestion = { number: string | null; before: string | null; limit: number };

/** One phone with its chats, latest first, and its bubbles, oldest first. */
export function presentPhone(world: World, person: Person, question: BubbleQuestion): Phone {
  const chats = person.chats.map((chat) => presentChat(world, person, chat)).toSorted((a, b) => ((a.last_at ?? '') < (b.last_at ?? '') ? 1 : -1));
  const before = question.before === null ? null : placeOf(world, person, question.before);
  const raw = world.ledger.chat(numbersOf(person), question.number, { before, limit: question.limit + 1 });
  const shown = raw.slice(-question.limit).filter((message) => isOnPhone(message) && personOf(world, message)?.index === person.index);
  return { ...presentSummary(world, person), chats, bubbles: shown.map(presentBubble), has_more: raw.length > question.limit };
}

function placeOf(world: World, person: Person, wamid: string): number {
  const [row] = world.ledger.ask(
    'SELECT id FROM message WHERE wamid = ? AND wa_id IN (SELECT value FROM json_each(?))',
    wamid,
    JSON.stringify(numbersOf(person).map(Number)),
  );
  if (row === undefined) throw new ControlRefusal(404, `the phone ${person.wa_id} has no message ${wamid}; take the id of its first bubble`, '/before');
  return Number(row['id']);
}

function presentChat(world: World, person: Person, chat: Chat): Phone['chats'][number] {
  const business = world.numbers.get(chat.number);
  const now = world.clock.now();
  const windowEnd = chat.lastInboundAt === 0 ? 0 : chat.lastInboundAt + world.settings.service_window_ms;
  const about = business?.profile['about'];
  const ahead = (at: number): string | null => (at > now ? timeOf(at) : null);
  return {
    number: chat.number,
    display_phone_number: business?.display_phone_number ?? '',
    verified_name: business?.verified_name ?? '',
    official: business?.official ?? false,
    about: typeof about === 'string' ? about : null,
    unread: chat.unread,
    last_at: timeOf(chat.lastAt),
    window_open_until: ahead(windowEnd),
    free_entry_until: ahead(chat.freeEntryUntil),
    typing_until: ahead(world.typing.get(`${chat.number}/${person.wa_id}`) ?? 0),
    prompts: business?.automation.prompts ?? [],
    commands: (business?.automation.commands ?? []).map((command) => ({ name: command.command_name, description: command.command_description })),
  };
}

/** A bubble as the phone draws it. Their own message counts as delivered unless the business has blocked them. */
function presentBubble(message: Message): Bubble {
  return {
    id: message.wamid,
    number: message.number,
    mine: message.mine,
    at: new Date(message.at).toISOString(),
    read: message.read,
    delivered: message.state !== 'dropped',
    quoted: message.quoted,
    content: contentOf(message),
  };
}
