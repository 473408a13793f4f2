import type { BubbleContent } from '#core/rehearsal/rehearsal.ts';

import { addToChat, readChat } from './chats.ts';
import { printEscaped } from './json.ts';
import { contactOf, metadataOf } from './status.ts';
import { type Chat, keepPerson, makeMessageId, type Message, type Person, type World } from './world.ts';

/** Something a person sends: what the phone draws and what the webhook carries. */
export type Inbound = { content: BubbleContent; type: string; body: Record<string, unknown>; quoted: string | null; raw?: Record<string, unknown> };

/**
 * Sends a message from a person to a business number: the window opens, the chat counts as read, the webhook goes out.
 * Returns the wamid.
 */
export function sendInbound(world: World, person: Person, chat: Chat, inbound: Inbound): string {
  const number = world.numbers.get(chat.number);
  if (number === undefined) throw new Error(`no business number ${chat.number}`);
  const now = world.clock.now();
  readChat(world, person, chat);
  person.turns += 1;
  const id = makeMessageId(world, person.wa_id, person.turns, true);
  const message: Message = {
    id,
    number: number.id,
    mine: true,
    at: now,
    content: inbound.content,
    quoted: inbound.quoted,
    state: 'inbound',
    read: false,
    turn: person.turns,
    opaque: null,
    pricing: null,
    category: 'service',
    replies: null,
    doomed: null,
  };
  chat.lastInboundAt = now;
  addToChat(chat, message);
  person.lastAt = now;
  world.counts.inbound += 1;
  keepPerson(world, person);

  const business = number.display_phone_number.replaceAll(/\D/g, '');
  const context = inbound.quoted === null ? {} : { context: { from: business, id: inbound.quoted } };
  const wire = { ...context, from: person.wa_id, id, timestamp: String(Math.floor(now / 1000)), type: inbound.type, ...inbound.body, ...inbound.raw };
  world.webhooks.tell(
    number.account,
    'messages',
    `{"messaging_product":"whatsapp","metadata":${metadataOf(number)},"contacts":[${contactOf(person)}],"messages":[${printEscaped(wire)}]}`,
    false,
  );
  world.live.tell({ kind: 'phone', wa_id: person.wa_id, what: 'message' });
  world.live.tell({ kind: 'counts' });
  return id;
}

/** Writes a text, perhaps quoting a message. */
export function writeText(world: World, person: Person, chat: Chat, text: string, quoted: string | null): string {
  return sendInbound(world, person, chat, { content: { kind: 'text', text }, type: 'text', body: { text: { body: text } }, quoted });
}

/** Taps a button of a card. A reply sends its webhook; a link or a number sends nothing. Returns the wamid, if any. */
export function tapButton(world: World, person: Person, chat: Chat, message: Message, index: number): string | undefined {
  if (message.content.kind !== 'card') return undefined;
  const button = message.content.buttons[index];
  if (button?.kind !== 'reply') return undefined;
  const reply = message.replies?.[index] ?? button.text;
  const buttons = message.content.buttons.map((one) => (one === button ? { ...button, tapped: true } : one));
  message.content = { ...message.content, buttons };
  const body =
    message.content.template === null
      ? { interactive: { type: 'button_reply', button_reply: { id: reply, title: button.text } } }
      : { button: { payload: reply, text: button.text } };
  const type = message.content.template === null ? 'interactive' : 'button';
  return sendInbound(world, person, chat, { content: { kind: 'text', text: button.text }, type, body, quoted: message.id });
}
