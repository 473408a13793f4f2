import type { BubbleButton, BubbleContent } from '#core/rehearsal/bubble.ts';

import { hasBlocked } from '../graph/block.ts';
import { noteClicked, noteInbound } from '../policy/policy.ts';
import { showsNumber, userIdFor } from '../policy/identity.ts';
import { contactOf, metadataOf } from '../send/status.ts';
import { printEscaped } from '../world/json.ts';
import { contentOf, type Message, setContent } from '../world/ledger.ts';
import type { Chat, Person } from '../world/person.ts';
import { type BusinessNumber, keepPerson, makeMessageId, type World } from '../world/world.ts';
import { readChat } from './chats.ts';

/** Something a person sends: what the phone draws and what the webhook carries. `context` is added to the reply's. */
export type Inbound = {
  content: BubbleContent;
  type: string;
  body: Record<string, unknown>;
  quoted: string | null;
  context?: Record<string, unknown>;
  raw?: Record<string, unknown>;
};

/**
 * Sends a message from a person to a business number: the window opens, the chat counts as read, the webhook goes out.
 * Nothing of it reaches a number that has blocked the person (one tick for ever). Returns the wamid.
 */
export function sendInbound(world: World, person: Person, chat: Chat, inbound: Inbound): string {
  const number = world.numbers.get(chat.number);
  if (number === undefined) throw new Error(`no business number ${chat.number}`);
  const now = world.clock.now();
  readChat(world, person, chat);
  const isBlocked = hasBlocked(number, person.wa_id);
  const { id, wire } = writeDown(world, { person, chat, number, inbound, now, state: isBlocked ? 'dropped' : 'inbound' });
  if (!isBlocked) {
    noteInbound(world, chat, now);
    tellMessage(world, number, contactOf(world, number, person, chat), wire);
  }
  return id;
}

/**
 * Tells a business something about a person that they did not write (`type: system`): no window opens and, as at Meta,
 * no `contacts` go along. `from` is the number they had.
 */
export function sendSystem(
  world: World,
  person: Person,
  chat: Chat,
  system: { text: string; from: Record<string, unknown>; system: Record<string, unknown> },
): string {
  const number = world.numbers.get(chat.number);
  if (number === undefined) throw new Error(`no business number ${chat.number}`);
  const inbound: Inbound = { content: { kind: 'system', text: system.text }, type: 'system', body: { system: system.system }, quoted: null };
  const { id, wire } = writeDown(world, { person, chat, number, inbound, now: world.clock.now(), state: 'inbound', from: system.from });
  tellMessage(world, number, null, wire);
  return id;
}

type Writing = {
  person: Person;
  chat: Chat;
  number: BusinessNumber;
  inbound: Inbound;
  now: number;
  state: 'inbound' | 'dropped';
  from?: Record<string, unknown>;
};

function writeDown(world: World, writing: Writing): { id: string; wire: Record<string, unknown> } {
  const { person, chat, number, inbound, now, state } = writing;
  person.sentBy += 1;
  const waId = person.wa_id;
  const id = makeMessageId(world, waId, person.sentBy, true);
  const wire = wireOf(world, writing, id);
  world.ledger.add({
    wamid: id,
    waId,
    mine: true,
    n: person.sentBy,
    number: number.id,
    at: now,
    type: inbound.type,
    category: 'service',
    template: null,
    opaque: null,
    quoted: inbound.quoted,
    wire: JSON.stringify(wire),
    replies: null,
    byUserId: false,
    isMarketingApi: false,
    ttl: 0,
    state,
    pricing: null,
    content: JSON.stringify(inbound.content),
  });
  chat.lastAt = now;
  person.lastAt = now;
  world.counts.inbound += 1;
  keepPerson(world, person);
  world.live.tell({ kind: 'phone', wa_id: waId, what: 'message' });
  world.live.tell({ kind: 'counts' });
  return { id, wire };
}

function tellMessage(world: World, number: BusinessNumber, contact: string | null, wire: Record<string, unknown>): void {
  const contacts = contact === null ? '' : `"contacts":[${contact}],`;
  world.webhooks.tell(
    number.account,
    'messages',
    `{"messaging_product":"whatsapp","metadata":${metadataOf(number)},${contacts}"messages":[${printEscaped(wire)}]}`,
    false,
  );
}

function wireOf(world: World, { person, chat, number, inbound, now, from }: Writing, id: string): Record<string, unknown> {
  const quote = inbound.quoted === null ? {} : { from: number.display_phone_number.replaceAll(/\D/g, ''), id: inbound.quoted };
  const context = { ...quote, ...inbound.context };
  const sender = from ?? { ...(showsNumber(world, person, chat) ? { from: person.wa_id } : {}), from_user_id: userIdFor(world, number, person) };
  return {
    ...(Object.keys(context).length === 0 ? {} : { context }),
    ...sender,
    id,
    timestamp: String(Math.floor(now / 1000)),
    type: inbound.type,
    ...inbound.body,
    ...inbound.raw,
  };
}

/** Writes a text, perhaps quoting a message. */
export function writeText(world: World, person: Person, chat: Chat, text: string, quoted: string | null): string {
  return sendInbound(world, person, chat, { content: { kind: 'text', text, preview: previewOf(text) }, type: 'text', body: { text: { body: text } }, quoted });
}

/** The first address in a text, whose preview a phone would draw. */
export function previewOf(text: string): string | null {
  return /https?:\/\/[^\s<>"]+/i.exec(text)?.[0] ?? null;
}

/** Sends an emoji under a message; an empty one takes it back. */
export function sendReaction(world: World, person: Person, chat: Chat, to: string, emoji: string): string {
  return sendInbound(world, person, chat, {
    content: { kind: 'reaction', emoji, to },
    type: 'reaction',
    body: { reaction: emoji === '' ? { message_id: to } : { message_id: to, emoji } },
    quoted: null,
  });
}

/** The buttons of a bubble, through all cards of a carousel. */
export function buttonsOf(content: BubbleContent): BubbleButton[] {
  if (content.kind === 'card') return content.buttons;
  return content.kind === 'carousel' ? content.cards.flatMap((card) => card.buttons) : [];
}

/** Taps a reply button. Its webhook goes out; the button shows as used. Returns the wamid; undefined if it is no reply button. */
export function tapButton(world: World, person: Person, chat: Chat, message: Message, index: number): string | undefined {
  const content = contentOf(message);
  const button = buttonsOf(content).find((one) => one.index === index);
  if (button?.kind !== 'reply' || (content.kind !== 'card' && content.kind !== 'carousel')) return undefined;
  const reply = message.replies?.[index] ?? button.text;
  // Meta's template analytics count quick replies as clicks too.
  if (content.template !== null) noteClicked(world, message, index);
  markTapped(world, message, index);
  const body =
    content.template === null
      ? { interactive: { type: 'button_reply', button_reply: { id: reply, title: button.text } } }
      : { button: { payload: reply, text: button.text } };
  const type = content.template === null ? 'interactive' : 'button';
  return sendInbound(world, person, chat, { content: { kind: 'text', text: button.text, preview: null }, type, body, quoted: message.wamid });
}

/** Follows a button that sends nothing: a link, a call, a coupon, a form. Meta counts it; the address is not fetched. */
export function clickButton(world: World, message: Message, index: number): void {
  world.counts.clicked += 1;
  noteClicked(world, message, index);
  world.live.tell({ kind: 'counts' });
}

/** Chooses a row of a list. Undefined if the message is no list with that row. */
export function chooseRow(world: World, person: Person, chat: Chat, message: Message, rowId: string): string | undefined {
  const content = contentOf(message);
  if (content.kind !== 'list') return undefined;
  const row = content.sections.flatMap((section) => section.rows).find((one) => one.id === rowId);
  if (row === undefined) return undefined;
  const reply = { id: row.id, title: row.title, ...(row.description === null ? {} : { description: row.description }) };
  const text = row.description === null ? row.title : `${row.title}\n${row.description}`;
  return sendInbound(world, person, chat, {
    content: { kind: 'text', text, preview: null },
    type: 'interactive',
    body: { interactive: { type: 'list_reply', list_reply: reply } },
    quoted: message.wamid,
  });
}

/** Shows a button as used. */
export function markTapped(world: World, message: Message, index: number): void {
  const content = contentOf(message);
  const mark = (buttons: BubbleButton[]): BubbleButton[] => buttons.map((one) => (one.index === index && 'tapped' in one ? { ...one, tapped: true } : one));
  if (content.kind === 'card') setContent(message, { ...content, buttons: mark(content.buttons) });
  else if (content.kind === 'carousel') setContent(message, { ...content, cards: content.cards.map((card) => ({ ...card, buttons: mark(card.buttons) })) });
  world.ledger.touch(message);
}
