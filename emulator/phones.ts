import type { Bubble, Phone, PhoneSetup, PhoneSummary } from '#core/rehearsal/rehearsal.ts';

import { ControlRefusal } from './acts.ts';
import { keepPerson, meetPerson, type Message, type Person, type World } from './world.ts';

/** Bubbles a summary carries: enough to draw the small phone. */
const latestBubbles = 3;

/** Adds people or changes those who are there; their chats stay. */
export function setUpPhones(world: World, setups: readonly PhoneSetup[]): number {
  for (const setup of setups) {
    const person = meetPerson(world, setup.wa_id);
    Object.assign(person, setup, { known: true });
    keepPerson(world, person);
  }
  if (setups.length === 1 && setups[0] !== undefined) world.live.tell({ kind: 'phone', wa_id: setups[0].wa_id, what: 'state' });
  world.live.tell({ kind: 'counts' });
  return setups.length;
}

/** The person with this number, or a 404. */
export function getPerson(world: World, waId: string): Person {
  const person = world.people.get(waId);
  if (person === undefined) throw new ControlRefusal(404, `there is no phone ${waId}`);
  return person;
}

/** What to list: `search` in name, number or place, featured people first, then the latest chats. */
export type PhoneQuestion = { search: string; limit: number; after: string | null; handPlayed: boolean | null };

/** A page of phones. The cursor is the last phone's number. */
export function listPhones(world: World, question: PhoneQuestion): { phones: PhoneSummary[]; next: string | null } {
  const wanted = question.search.trim().toLowerCase();
  const digits = wanted.replaceAll(/\D/g, '');
  const found = [...world.people.values()]
    .filter(
      (person) =>
        (question.handPlayed === null || (person.handPlayed || person.persona === 'manual') === question.handPlayed) &&
        (wanted === '' ||
          person.name.toLowerCase().includes(wanted) ||
          person.place.toLowerCase().includes(wanted) ||
          (digits !== '' && person.wa_id.includes(digits))),
    )
    .toSorted(inWallOrder);
  const start = question.after === null ? 0 : found.findIndex((person) => person.wa_id === question.after) + 1;
  const page = found.slice(start, start + question.limit);
  const last = page.at(-1);
  return { phones: page.map((person) => presentSummary(person)), next: last !== undefined && start + page.length < found.length ? last.wa_id : null };
}

/** Featured people stand where they were put; the others by what happened last. Total: numbers are unique. */
function inWallOrder(a: Person, b: Person): number {
  if (a.featured !== b.featured) return a.featured ? -1 : 1;
  if (a.featured) return 0;
  return b.lastAt - a.lastAt || (a.wa_id < b.wa_id ? -1 : 1);
}

function presentSummary(person: Person): PhoneSummary {
  const latest = latestOf(person);
  const last = latest.at(-1);
  return {
    wa_id: person.wa_id,
    name: person.name,
    place: person.place,
    language: person.language,
    timezone: person.timezone,
    persona: person.persona,
    featured: person.featured,
    online: person.online,
    read_receipts: person.read_receipts,
    on_whatsapp: person.on_whatsapp,
    blocked: person.blocked,
    stopped_marketing: person.stopped,
    unread: person.chats.reduce((sum, chat) => sum + chat.unread, 0),
    latest: latest.map(presentBubble),
    last_at: last === undefined ? null : new Date(last.at).toISOString(),
  };
}

function latestOf(person: Person): Message[] {
  const [only] = person.chats;
  const messages =
    person.chats.length === 1 && only !== undefined ? only.messages : person.chats.flatMap((chat) => chat.messages).toSorted((a, b) => a.at - b.at);
  const latest: Message[] = [];
  for (let i = messages.length - 1; i >= 0 && latest.length < latestBubbles; i--) {
    const message = messages[i];
    if (message !== undefined && isOnPhone(message)) latest.unshift(message);
  }
  return latest;
}

/** One phone with its chats; bubbles of one number when one is asked for, of all otherwise, oldest first. */
export function presentPhone(world: World, person: Person, number: string | null): Phone {
  const chats = person.chats
    .map((chat) => {
      const business = world.numbers.get(chat.number);
      const windowEnd = chat.lastInboundAt + world.settings.service_window_ms;
      return {
        number: chat.number,
        display_phone_number: business?.display_phone_number ?? '',
        verified_name: business?.verified_name ?? '',
        unread: chat.unread,
        last_at: chat.lastAt === 0 ? null : new Date(chat.lastAt).toISOString(),
        window_open_until: chat.lastInboundAt > 0 && windowEnd > world.clock.now() ? new Date(windowEnd).toISOString() : null,
      };
    })
    .toSorted((a, b) => ((a.last_at ?? '') < (b.last_at ?? '') ? 1 : -1));
  const messages = person.chats.flatMap((chat) => (number === null || chat.number === number ? chat.messages.filter(isOnPhone) : []));
  const bubbles = (person.chats.length > 1 ? messages.toSorted((a, b) => a.at - b.at) : messages).map(presentBubble);
  return { ...presentSummary(person), chats, bubbles };
}

/** A message on its way, or one that failed, is not on the phone. */
function isOnPhone(message: Message): boolean {
  return message.mine || message.state === 'delivered' || message.state === 'read';
}

function presentBubble(message: Message): Bubble {
  return {
    id: message.id,
    number: message.number,
    mine: message.mine,
    at: new Date(message.at).toISOString(),
    read: message.read,
    quoted: message.quoted,
    content: message.content,
  };
}
