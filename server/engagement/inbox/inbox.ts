import type { Conversation, Message, Say } from '#core/contract/conversations.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say as sentence } from '#core/contract/say.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { cutPage, parseCursor } from '#core/value/cursor.ts';
import { type ContactId, type ConversationId, type NumberId, parseId, presentId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import type { Spoken } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { accessContact } from '#server/audience/contact/contact.ts';
import { ensureConversation, markConversationRead, setConversationState, windowUntil } from '#server/messaging/conversation/conversation.ts';
import { defaultNumber } from '#server/messaging/number/number.ts';
import { getMessage, originOf } from '#server/engagement/direct/direct.ts';
import { say } from '#server/engagement/direct/say.ts';
import { type Db, type Once, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { type ConversationRow, countUnread, selectConversation, selectConversationPage, selectLastInbound } from './store.ts';
import { readReceipt, receiptAttemptsMost } from './tasks.ts';

/** A conversation that was found for somebody who may see it. */
export type Accessed = { readonly row: ConversationRow; readonly id: ConversationId; readonly contact: ContactId; readonly number: NumberId };

/** Fetches a conversation by border id for somebody who may; throws `not_found`. */
export async function accessConversation(db: Db | Tx, actor: Actor, publicId: string): Promise<Accessed> {
  const id = readId('conversation', publicId, '/params/id');
  const row = await selectConversation(db, scopeOf(actor), id);
  if (row === undefined) throw refusal('not_found', sentence('conversation_gone', { id: publicId }));
  return { row, id, contact: parseId(row.contact_id), number: parseId(row.number_id) };
}

/** The inbox by latest message, with how many messages nobody has read in all. */
export async function listConversations(
  platform: Platform,
  actor: Actor,
  query: { state: 'open' | 'closed' | 'all'; search?: string | undefined; cursor?: string | undefined; limit: number },
) {
  const scope = scopeOf(actor);
  const before = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  if (isRefused(before)) throw refusal('bad_request', before.detail);
  const rows = await selectConversationPage(platform.db, scope, { state: query.state, search: query.search, before, limit: query.limit + 1 });
  const { rows: kept, next } = cutPage(
    rows.map((row) => ({ ...row, at: row.last_message_at })),
    query.limit,
  );
  return { items: kept.map(presentConversation), next, unread: await countUnread(platform.db, scope) };
}

/** Says something as an agent (or a program, with a key) in a conversation. */
export async function answer(
  platform: Platform,
  actor: Actor,
  publicId: string,
  what: Say,
  now: Instant,
  { language = 'en', once }: { readonly language?: Spoken; readonly once?: Once | undefined } = {},
): Promise<Message> {
  const scope = scopeOf(actor);
  return platform.db.transaction().execute(async (tx) => {
    if (once !== undefined && once.made !== null) return getMessage(tx, scope, parseId(once.made), language);
    const { id, contact, number } = await accessConversation(tx, actor, publicId);
    const message = await say(platform, tx, scope, { conversation: id, contact, number, origin: originOf(actor), author: actor.name, at: '/body' }, what, now);
    await once?.keep(tx, message);
    return getMessage(tx, scope, message, language);
  });
}

/** Marks a conversation as read, and has their phone told, once for what was unread. */
export async function readConversation(platform: Platform, actor: Actor, publicId: string): Promise<Conversation> {
  const scope = scopeOf(actor);
  return platform.db.transaction().execute(async (tx) => {
    const { row, id, contact, number } = await accessConversation(tx, actor, publicId);
    if (row.unread > 0) {
      await markConversationRead(platform, tx, scope, id);
      const wamid = await selectLastInbound(tx, scope, { contact, number });
      if (wamid !== undefined)
        await platform.tasks.add(
          tx,
          readReceipt,
          { workspace: scope.workspace, number, wamid },
          { key: `inbox.read_receipt ${id}`, attemptsMost: receiptAttemptsMost },
        );
    }
    return presentAgain(tx, scope, id);
  });
}

/** Takes a conversation out of the inbox until they write again, or puts it back. */
export async function moveConversation(platform: Platform, actor: Actor, publicId: string, state: 'open' | 'closed'): Promise<Conversation> {
  const scope = scopeOf(actor);
  return platform.db.transaction().execute(async (tx) => {
    const { row, id } = await accessConversation(tx, actor, publicId);
    if (row.state !== state) await setConversationState(platform, tx, scope, id, state);
    return presentAgain(tx, scope, id);
  });
}

/** Opens the conversation with a contact by the default number, or finds it, and puts it into the inbox. */
export async function startConversation(platform: Platform, actor: Actor, contactPublicId: string, now: Instant): Promise<Conversation> {
  const scope = scopeOf(actor);
  const contact = (await accessContact(platform, actor, contactPublicId)).contact_id;
  return platform.db.transaction().execute(async (tx) => {
    const number = (await defaultNumber(tx, scope)).id;
    const id = await ensureConversation(platform, tx, scope, { contact, number }, now);
    await setConversationState(platform, tx, scope, id, 'open');
    return presentAgain(tx, scope, id);
  });
}

async function presentAgain(tx: Tx, scope: Scope, id: ConversationId): Promise<Conversation> {
  const row = await selectConversation(tx, scope, id);
  if (row === undefined) throw new Error(`conversation ${id} was there a moment ago`);
  return presentConversation(row);
}

/** A conversation as the contract shows it. */
export function presentConversation(row: ConversationRow): Conversation {
  return {
    id: presentId('conversation', parseId<'conversation'>(row.id)),
    contact: presentId('contact', parseId<'contact'>(row.contact_id)),
    name: row.display_name,
    phone: row.phone,
    number: presentId('number', parseId<'number'>(row.number_id)),
    state: row.state,
    preview: row.last_preview,
    last_direction: row.last_direction === 'out' ? 'out' : 'in',
    last_message_at: row.last_message_at.toISOString(),
    unread: row.unread,
    window_until: windowUntil(row.last_inbound_at)?.toISOString() ?? null,
  };
}
