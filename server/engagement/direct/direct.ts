import type { Message, Say } from '#core/contract/conversations.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say as sentence } from '#core/contract/say.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { type ContactId, type MessageId, type NumberId, parseId, presentId } from '#core/value/id.ts';
import { parsePhone } from '#core/value/phone.ts';
import { isRefused } from '#core/value/result.ts';
import type { Instant } from '#core/value/time.ts';
import type { Spoken } from '#core/value/say.ts';
import { accessContact, ensureContact, findContactByPhone } from '#server/audience/contact/contact.ts';
import { ensureConversation } from '#server/messaging/conversation/conversation.ts';
import { conversationOfMessage } from '#server/messaging/outbox/again.ts';
import { defaultNumber } from '#server/messaging/number/number.ts';
import { type Db, type Once, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { presentMessages } from './present.ts';
import { say } from './say.ts';
import { type MessagePlace, type MessageRow, selectMessage, selectMessagePage, selectMessages, selectSaid } from './store.ts';

/** To whom: a contact of ours, or a phone that may be nobody yet. */
export type To = { readonly contact?: string | undefined; readonly phone?: string | undefined };

/**
 * Sends one message to a contact or a phone by the default number. A phone that is nobody becomes a contact, unless the
 * message is refused: then nothing is left behind. A person's own messages bear the origin `agent`, a key's `api`.
 */
export async function sendDirect(
  platform: Platform,
  actor: Actor,
  to: To,
  what: Say,
  now: Instant,
  { language = 'en', once }: { readonly language?: Spoken; readonly once?: Once | undefined } = {},
): Promise<{ message: Message; conversation: string }> {
  const scope = scopeOf(actor);
  return platform.db.transaction().execute(async (tx) => {
    if (once !== undefined && once.made !== null) return sentBefore(tx, scope, parseId(once.made), language);
    const number = (await defaultNumber(tx, scope)).id;
    const contact = await resolveTo(platform, tx, actor, to, now);
    const conversation = await ensureConversation(platform, tx, scope, { contact, number }, now);
    const id = await say(platform, tx, scope, { conversation, contact, number, origin: originOf(actor), author: actor.name, at: '/body/say' }, what, now);
    await once?.keep(tx, id);
    return { message: await getMessage(tx, scope, id, language), conversation: presentId('conversation', conversation) };
  });
}

/** What was sent by a request that was cut off before its answer. */
async function sentBefore(tx: Tx, scope: Scope, id: MessageId, language: Spoken): Promise<{ message: Message; conversation: string }> {
  const conversation = await conversationOfMessage(tx, scope, id);
  if (conversation === undefined) throw new Error(`message ${id} was made and is not there`);
  return { message: await getMessage(tx, scope, id, language), conversation: presentId('conversation', conversation) };
}

/** Whose hand a message is from. */
export function originOf(actor: Actor): 'agent' | 'api' {
  return actor.kind === 'user' ? 'agent' : 'api';
}

/** Finds who is meant, making a contact of a phone that is nobody yet. */
export async function resolveTo(platform: Platform, tx: Tx, actor: Actor, to: To, now: Instant): Promise<ContactId> {
  const scope = scopeOf(actor);
  if (to.contact !== undefined && to.phone === undefined) return (await accessContact(platform, actor, to.contact)).contact_id;
  if (to.phone === undefined || to.contact !== undefined) {
    throw refusal('invalid', sentence('to_whom'), [{ at: '/body', message: sentence('to_whom_at') }]);
  }
  const { defaultCountry } = await getWorkspace(tx, scope);
  const phone = parsePhone(to.phone, defaultCountry);
  if (isRefused(phone)) throw refusal('phone_invalid', phone.detail, [{ at: '/body/phone', message: phone.detail }]);
  return (
    (await findContactByPhone(tx, scope, phone.e164)) ??
    (await ensureContact(platform, tx, scope, { phone: phone.e164, waId: null, bsuid: null, name: null }, now)).id
  );
}

/** One message as the contract shows it; `not_found` when there is none of this id. */
export async function getMessage(db: Db | Tx, scope: Scope, id: MessageId, language: Spoken): Promise<Message> {
  return presentOne(db, scope, { row: await selectMessage(db, scope, id), publicId: presentId('message', id), language });
}

/** The same by the border id, `msg_…` or `bro_…:seq`. */
export async function getMessageByPublicId(db: Db, scope: Scope, publicId: string, language: Spoken = 'en'): Promise<Message> {
  const [head = '', seq] = publicId.split(':');
  if (seq === undefined) return getMessage(db, scope, readId('message', publicId, '/params/id'), language);
  const row = await selectSaid(db, scope, { broadcast: readId('broadcast', head, '/params/id'), seq: /^\d{1,9}$/.test(seq) ? Number(seq) : -1 });
  return presentOne(db, scope, { row, publicId, language });
}

async function presentOne(db: Db | Tx, scope: Scope, one: { row: MessageRow | undefined; publicId: string; language: Spoken }): Promise<Message> {
  const { row, publicId, language } = one;
  const [message] = row === undefined ? [] : await presentMessages(db, scope, [row], language);
  if (message === undefined) throw refusal('not_found', sentence('message_gone', { id: publicId }));
  return message;
}

/** A page of what was said between a person and a number, newest first, and the place of the next page. */
export async function listMessages(
  db: Db,
  scope: Scope,
  page: { contact: ContactId; number: NumberId; before: MessagePlace | undefined; limit: number; language: Spoken },
): Promise<{ items: Message[]; next: MessagePlace | null }> {
  const rows = await selectMessagePage(db, scope, { ...page, limit: page.limit + 1 });
  const kept = rows.slice(0, page.limit);
  const last = kept.at(-1);
  return {
    items: await presentMessages(db, scope, kept, page.language),
    next: rows.length > page.limit && last !== undefined ? { at: last.at, id: last.id } : null,
  };
}

/** Messages of one person as the contract shows them, by the ids of the view conversation_message. */
export async function findMessages(
  db: Db,
  scope: Scope,
  wanted: { contact: ContactId; ids: readonly string[]; language: Spoken },
): Promise<Map<string, Message>> {
  const rows = await selectMessages(db, scope, wanted.contact, wanted.ids);
  const shown = await presentMessages(db, scope, rows, wanted.language);
  return new Map(
    rows.flatMap((row, place) => {
      const message = shown[place];
      return message === undefined ? [] : [[row.id, message] as const];
    }),
  );
}
