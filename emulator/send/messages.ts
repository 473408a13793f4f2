import type { WireSent } from '#core/whatsapp/wire.ts';

import { badParameter, missingParameter, sendRefusal } from '../graph/errors.ts';
import { checksIdentity, findByUserId, identityKeyOf } from '../policy/identity.ts';
import { admitMessage } from '../policy/policy.ts';
import { countryOf } from '../world/countries.ts';
import { asText, recordAt, textAt } from '../world/json.ts';
import type { MessageCategory } from '../world/ledger.ts';
import type { Person } from '../world/person.ts';
import {
  type BusinessNumber,
  findMessageById,
  isMessageId,
  keepPerson,
  keepTemplate,
  makeMessageId,
  personOf,
  portfolioOf,
  type Template,
  type World,
} from '../world/world.ts';
import type { Draft } from './laws/draft.ts';
import { draftMessage, groupsRefusal } from './laws/message.ts';
import { beginProgress } from './progress.ts';
import { draftMarketing, fillTemplate } from './template-send.ts';

const day = 24 * 60 * 60 * 1000;
const opaqueLimit = 512;

/** Meta, "Time-to-live", read 2026-11-22: messages are kept 30 days for a phone that is away, one-time passcodes 10 minutes. */
const longestTtl = 30 * day;
const passcodeTtl = 10 * 60 * 1000;

/** Meta, "Typing indicators": until the answer, or 25 seconds. */
const typingMilliseconds = 25_000;

/** Which door a message came by. */
export type SendDoor = 'messages' | 'marketing_messages';

/** One call of a sending door: the parsed body, and its text as it came, for the inspector. */
export type SendCall = { door: SendDoor; body: Record<string, unknown>; wire: string };

/** Takes `POST /{number}/messages`: checks the laws in Meta's order and accepts. Accepted is not yet sent. */
export function acceptMessage(world: World, number: BusinessNumber, call: SendCall): WireSent | { success: true } {
  const { body } = call;
  if (body['messaging_product'] !== 'whatsapp') {
    throw body['messaging_product'] === undefined ? missingParameter('messaging_product') : badParameter('Param messaging_product must be one of {WHATSAPP}.');
  }
  if (body['status'] !== undefined) return takeReceipt(world, number, body);
  const recipient = findRecipient(world, number, body);
  const opaque = body['biz_opaque_callback_data'];
  if (opaque !== undefined && (typeof opaque !== 'string' || opaque.length > opaqueLimit))
    throw badParameter(`Param biz_opaque_callback_data must be at most ${opaqueLimit} characters long.`);

  const type = asText(body['type'] ?? 'text').toLowerCase();
  const { draft, template, ttl, isMarketingApi } = draftCall(world, number, { ...call, type });
  if (template?.category === 'AUTHENTICATION' && recipient.byUserId)
    throw sendRefusal(131062, 'Business-scoped user IDs are not supported for this message. Use the phone number instead.');
  const category = template === null ? (type === 'reaction' ? 'reaction' : 'service') : parseCategory(template.category);
  const now = world.clock.now();
  const person = recipient.person ?? world.people.meet(recipient.waId);
  checkIdentity(world, number, { person, hash: body['recipient_identity_key_hash'] });
  const chat = world.people.openChat(person, number.id);
  const status = admitMessage(world, number, {
    person,
    chat,
    category,
    template,
    byUserId: recipient.byUserId,
    isMarketingApi,
    now,
  });

  if (template !== null) noteSent(world, template, now);
  person.sentTo += 1;
  const waId = person.wa_id;
  const wamid = makeMessageId(world, waId, person.sentTo, false);
  beginProgress(world, person, chat, {
    wamid,
    waId,
    mine: false,
    n: person.sentTo,
    number: number.id,
    at: now,
    type,
    category,
    template: template?.id ?? null,
    opaque: typeof opaque === 'string' ? opaque : null,
    quoted: textAt(recordAt(body, 'context') ?? {}, 'message_id') ?? null,
    wire: call.wire,
    replies: draft.replies,
    byUserId: recipient.byUserId,
    isMarketingApi,
    ttl,
    state: status === 'held_for_quality_assessment' ? 'held' : 'accepted',
    pricing: null,
    content: JSON.stringify(draft.content),
  });
  const contact = recipient.byUserId ? { input: recipient.input, user_id: recipient.input } : { input: recipient.input, wa_id: waId };
  return { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id: wamid, ...(template === null ? {} : { message_status: status }) }] };
}

/** A business that knows a person's identity key writes to that person only while it is the same (facts §1.1). */
function checkIdentity(world: World, number: BusinessNumber, { person, hash }: { person: Person; hash: unknown }): void {
  if (hash === undefined || !checksIdentity(number) || hash === identityKeyOf(world, person)) return;
  throw sendRefusal(137000, 'The identity key hash of the message is not that of the recipient. The user may have a new phone.');
}

/** `isMarketingApi` is false where `marketing_messages` fell back to the ordinary way, and is priced so. */
type Drafted = { draft: Draft; template: Template | null; ttl: number; isMarketingApi: boolean };

function draftCall(world: World, number: BusinessNumber, call: SendCall & { type: string }): Drafted {
  if (call.door === 'marketing_messages') {
    const filled = draftMarketing(world, number.account, call.body);
    return { draft: filled, template: filled.template, ttl: ttlOf(filled.template), isMarketingApi: !filled.isFallback };
  }
  if (call.type !== 'template') return { draft: draftMessage(world, call.type, call.body), template: null, ttl: longestTtl, isMarketingApi: false };
  const filled = fillTemplate(world, number.account, call.body['template']);
  return { draft: filled, template: filled.template, ttl: ttlOf(filled.template), isMarketingApi: false };
}

function ttlOf(template: Template): number {
  if (template.ttlSeconds !== null && template.ttlSeconds > 0) return template.ttlSeconds * 1000;
  return template.category === 'AUTHENTICATION' && template.ttlSeconds === null ? passcodeTtl : longestTtl;
}

function parseCategory(category: string): MessageCategory {
  return category === 'MARKETING' ? 'marketing' : category === 'UTILITY' ? 'utility' : 'authentication';
}

/** When a template was last used is kept by the minute: it is asked for in months. */
const minute = 60_000;

function noteSent(world: World, template: Template, now: number): void {
  if (template.firstSentAt === 0) template.firstSentAt = now;
  if (now - template.lastSentAt < minute) return;
  template.lastSentAt = now;
  keepTemplate(world, template);
}

type Recipient = { input: string; waId: string; byUserId: boolean; person: Person | undefined };

/** Whom a message goes to: `to` wins over `recipient`, as at Meta. */
function findRecipient(world: World, number: BusinessNumber, body: Record<string, unknown>): Recipient {
  const kind = body['recipient_type'];
  if (kind !== undefined && asText(kind).toLowerCase() === 'group') throw groupsRefusal();
  if (kind !== undefined && asText(kind).toLowerCase() !== 'individual')
    throw badParameter(`Param recipient_type must be one of {INDIVIDUAL, GROUP} - got "${asText(kind)}".`);
  const { to, recipient } = body;
  if ((to === undefined || to === '') && typeof recipient === 'string' && recipient !== '') return findByBusinessId(world, number, recipient);
  if (typeof to !== 'string' && typeof to !== 'number') throw missingParameter('to');
  const input = String(to);
  const waId = parseNumber(world, number, input);
  if (number.display_phone_number.replaceAll(/\D/g, '') === waId) throw sendRefusal(131021, 'The recipient is the sender.');
  if (number.allowedRecipients !== null && !number.allowedRecipients.includes(waId)) throw sendRefusal(131030, 'Recipient phone number not in allowed list');
  return { input, waId, byUserId: false, person: world.people.find(waId) };
}

function findByBusinessId(world: World, number: BusinessNumber, recipient: string): Recipient {
  const person = findByUserId(world, portfolioOf(world, number).id, recipient);
  if (person === undefined) throw sendRefusal(131009, `The recipient ${recipient.slice(0, 140)} is not a user id of this business portfolio.`);
  return { input: recipient, waId: person.wa_id, byUserId: true, person };
}

/**
 * Meta takes `+ - ( )` and blanks. Without a plus it puts the business's own country code in front, by its page; nearly
 * every client sends international digits without one and is understood, so the page's way is a switch.
 */
function parseNumber(world: World, number: BusinessNumber, input: string): string {
  const bare = input.length > 60 ? '' : input.replaceAll(/[+\-() ]/g, '');
  if (bare === '' && input.trim() === '') throw missingParameter('to');
  if (!/^\d{4,20}$/.test(bare)) throw sendRefusal(131009, 'The recipient phone number is not valid.');
  const isInternational = input.trimStart().startsWith('+') || !world.settings.strict_numbers;
  const digits = isInternational ? bare : `${countryOf(number.display_phone_number.replaceAll(/\D/g, '')).calling}${bare.replace(/^0+/, '')}`;
  if (!/^[1-9]\d{6,14}$/.test(digits)) throw sendRefusal(131009, 'The recipient phone number is not valid.');
  return digits;
}

/** The business has read a message (and all before it), and perhaps is typing. */
function takeReceipt(world: World, number: BusinessNumber, body: Record<string, unknown>): { success: true } {
  if (body['status'] !== 'read') throw badParameter(`Param status must be one of {READ} - got "${asText(body['status'])}".`);
  const id = textAt(body, 'message_id');
  if (id === undefined || id === '') throw missingParameter('message_id');
  const typing = recordAt(body, 'typing_indicator');
  if (typing !== undefined && typing['type'] !== 'text')
    throw badParameter(`Param typing_indicator['type'] must be one of {TEXT} - got "${asText(typing['type'])}".`);
  const message = findMessageById(world, id);
  if (message === undefined && !isMessageId(id)) throw sendRefusal(131009, 'The message_id is not one of a message this number received.');
  if (message === undefined) return { success: true };
  if (!message.mine || message.number !== number.id) throw sendRefusal(131009, 'The message_id is not one of a message this number received.');
  const person = personOf(world, message);
  if (person === undefined) return { success: true };
  const before = world.ledger.chat([message.waId], number.id, { before: message.id + 1, limit: readAtOnce });
  for (const one of before) {
    if (!one.mine || one.read) continue;
    one.read = true;
    world.ledger.touch(one);
  }
  if (typing !== undefined) showTyping(world, person, number);
  keepPerson(world, person);
  world.live.tell({ kind: 'phone', wa_id: person.wa_id, what: 'read' });
  return { success: true };
}

/** A read receipt marks this many earlier messages at most. */
const readAtOnce = 500;

function showTyping(world: World, person: Person, number: BusinessNumber): void {
  const key = `${number.id}/${person.wa_id}`;
  const until = world.clock.now() + typingMilliseconds;
  world.typing.set(key, until);
  world.wheel.at(until, () => {
    if (world.typing.get(key) !== until) return;
    world.typing.delete(key);
    world.live.tell({ kind: 'phone', wa_id: person.wa_id, what: 'typing' });
  });
  world.live.tell({ kind: 'phone', wa_id: person.wa_id, what: 'typing' });
}
