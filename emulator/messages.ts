import type { WireSent } from '#core/whatsapp/wire.ts';

import { isUnitedStates } from './countries.ts';
import { badParameter, missingParameter, sendRefusal } from './errors.ts';
import { asText, recordAt, textAt } from './json.ts';
import { draftMessage } from './message-laws.ts';
import { priceMessage } from './pricing.ts';
import { beginProgress } from './progress.ts';
import { pairBurst } from './settings.ts';
import { fillTemplate } from './template-send.ts';
import {
  type BusinessNumber,
  type Chat,
  findMessage,
  keepNumber,
  keepPerson,
  makeMessageId,
  meetPerson,
  type Message,
  openChat,
  type Person,
  personOfMessageId,
  type World,
} from './world.ts';

const day = 24 * 60 * 60 * 1000;
const opaqueLimit = 512;

/** Takes `POST /{number}/messages`: checks the laws in Meta's order and accepts. Accepted is not yet sent. */
export function acceptMessage(world: World, number: BusinessNumber, body: Record<string, unknown>): WireSent | { success: true } {
  if (body['messaging_product'] !== 'whatsapp') {
    throw body['messaging_product'] === undefined ? missingParameter('messaging_product') : badParameter('Param messaging_product must be one of {WHATSAPP}.');
  }
  if (body['status'] !== undefined) return takeReceipt(world, number, body);
  const recipientType = body['recipient_type'];
  if (recipientType !== undefined && recipientType !== 'individual')
    throw badParameter(`Param recipient_type must be one of {INDIVIDUAL} - got "${asText(recipientType)}".`);
  const input = parseInput(body['to']);
  const waId = parseRecipient(input);
  const opaque = body['biz_opaque_callback_data'];
  if (opaque !== undefined && (typeof opaque !== 'string' || opaque.length > opaqueLimit))
    throw badParameter(`Param biz_opaque_callback_data must be at most ${opaqueLimit} characters long.`);
  if (number.display_phone_number.replaceAll(/\D/g, '') === waId) throw sendRefusal(131021, 'The recipient is the sender.');

  const type = asText(body['type'] ?? 'text').toLowerCase();
  const filled = type === 'template' ? fillTemplate(world, number.account, body['template']) : undefined;
  const draft = filled ?? draftMessage(world, type, body);
  const now = world.clock.now();
  checkThroughput(world, number, now);
  const person = meetPerson(world, waId);
  const chat = openChat(person, number.id);
  checkPair(world, chat, now);

  person.turns += 1;
  const category = filled === undefined ? (type === 'reaction' ? 'reaction' : 'service') : parseCategory(filled.template.category);
  const windowIsOpen = isWindowOpen(world, chat, now);
  const doomed = foresee(world, { person, chat, category, windowIsOpen, now, draft: draft.content });
  const message: Message = {
    id: makeMessageId(world, waId, person.turns, false),
    number: number.id,
    mine: false,
    at: now,
    content: draft.content,
    quoted: textAt(recordAt(body, 'context') ?? {}, 'message_id') ?? null,
    state: 'accepted',
    read: false,
    turn: person.turns,
    opaque: typeof opaque === 'string' ? opaque : null,
    pricing: doomed === null ? priceMessage(number, category, windowIsOpen, now) : null,
    category,
    replies: draft.replies,
    doomed,
  };
  if (category === 'service') keepNumber(world, number);
  beginProgress(world, person, chat, message);
  const status = filled === undefined ? {} : { message_status: 'accepted' as const };
  return { messaging_product: 'whatsapp', contacts: [{ input, wa_id: waId }], messages: [{ id: message.id, ...status }] };
}

function parseCategory(category: string): 'marketing' | 'utility' | 'authentication' {
  return category === 'MARKETING' ? 'marketing' : category === 'UTILITY' ? 'utility' : 'authentication';
}

function parseInput(to: unknown): string {
  if (typeof to !== 'string' && typeof to !== 'number') throw missingParameter('to');
  return String(to);
}

/** Meta takes `+ - ( )` and blanks. Digits without a plus are read as international, as nearly every client sends them. */
function parseRecipient(input: string): string {
  const digits = input.replaceAll(/[+\-() ]/g, '');
  if (digits === '') throw missingParameter('to');
  if (!/^[1-9]\d{6,14}$/.test(digits)) throw sendRefusal(131009, 'The recipient phone number is not valid.');
  return digits;
}

/** Is the customer service window between these two open? */
export function isWindowOpen(world: World, chat: Chat, now: number): boolean {
  return chat.lastInboundAt > 0 && now < chat.lastInboundAt + world.settings.service_window_ms;
}

/** The number's messages a second, with one second's worth at once. */
function checkThroughput(world: World, number: BusinessNumber, now: number): void {
  const interval = 1000 / (number.throughput ?? world.settings.throughput_per_second);
  const due = Math.max(number.throughputDueAt, now);
  if (due - now > 1000 - interval) throw sendRefusal(130429, 'Cloud API message throughput has been reached.');
  number.throughputDueAt = due + interval;
}

function checkPair(world: World, chat: Chat, now: number): void {
  const interval = world.settings.pair_interval_ms;
  if (interval === 0) return;
  const due = Math.max(chat.pairDueAt, now);
  if (due - now > interval * (pairBurst - 1))
    throw sendRefusal(
      131056,
      'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
    );
  chat.pairDueAt = due + interval;
}

type Prospect = { person: Person; chat: Chat; category: Message['category']; windowIsOpen: boolean; now: number; draft: Message['content'] };

/** What will go wrong with this message later, as a code; null if it will arrive. The order is from the person outwards. */
function foresee(world: World, prospect: Prospect): number | null {
  const { person, chat, category, windowIsOpen, now, draft } = prospect;
  if (!person.on_whatsapp) return 131026;
  if (category === 'reaction') {
    const target = draft.kind === 'reaction' ? findMessage(world, chat.number, draft.to) : undefined;
    return target === undefined || target.person !== person || target.message.content.kind === 'reaction' ? 131009 : windowIsOpen ? null : 131047;
  }
  if (category === 'service') return windowIsOpen ? null : 131047;
  if (category === 'marketing') {
    if (person.stopped.includes(chat.number)) return 131050;
    if (world.settings.us_marketing_pause && isUnitedStates(person.wa_id)) return 131049;
  }
  return windowIsOpen ? null : countUnique(world, person, now);
}

/** The messaging limit: unique people outside a window in a moving 24 h. */
function countUnique(world: World, person: Person, now: number): number | null {
  const limit = world.settings.messaging_limit;
  if (limit === null) return null;
  for (const [waId, at] of world.reached) {
    if (at > now - day) break;
    world.reached.delete(waId);
  }
  if (!world.reached.has(person.wa_id) && world.reached.size >= limit) return 131048;
  world.reached.delete(person.wa_id);
  world.reached.set(person.wa_id, now);
  return null;
}

/** The business has read a message (and all before it), and perhaps is typing. */
function takeReceipt(world: World, number: BusinessNumber, body: Record<string, unknown>): { success: true } {
  if (body['status'] !== 'read') throw badParameter(`Param status must be one of {READ} - got "${asText(body['status'])}".`);
  const id = textAt(body, 'message_id');
  if (id === undefined || id === '') throw missingParameter('message_id');
  const found = findMessage(world, number.id, id);
  if (found === undefined && personOfMessageId(id) === undefined) throw sendRefusal(131009, 'The message_id is not one of a message this number received.');
  if (found === undefined) return { success: true };
  if (!found.message.mine) throw sendRefusal(131009, 'The message_id is not one of a message this number received.');
  for (const message of found.chat.messages) if (message.mine && message.at <= found.message.at) message.read = true;
  keepPerson(world, found.person);
  world.live.tell({ kind: 'phone', wa_id: found.person.wa_id, what: 'read' });
  return { success: true };
}
