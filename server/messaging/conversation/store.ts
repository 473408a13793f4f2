import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import { type ContactId, type ConversationId, type NumberId, parseId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Tx } from '#server/platform/platform.ts';

type Who = { contact: ContactId; number: NumberId };

/** The conversation of a contact with a number, if there is one. */
export async function findConversation(tx: Tx, scope: Scope, who: Who): Promise<ConversationId | undefined> {
  const row = await tx
    .selectFrom('conversation')
    .select('id')
    .where('workspace_id', '=', scope.workspace)
    .where('contact_id', '=', who.contact)
    .where('number_id', '=', who.number)
    .executeTakeFirst();
  return row === undefined ? undefined : parseId(row.id);
}

/** Adds a conversation; one that somebody else has just made stays. */
export async function insertConversation(tx: Tx, scope: Scope, made: Who & { id: ConversationId }, now: Instant): Promise<void> {
  await tx
    .insertInto('conversation')
    .values({
      workspace_id: scope.workspace,
      id: made.id,
      contact_id: made.contact,
      number_id: made.number,
      state: 'open',
      assigned_to: null,
      last_inbound_at: null,
      last_message_at: now,
      last_direction: 'out',
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'contact_id', 'number_id']).doNothing())
    .execute();
}

/**
 * Their message: the latest of all decides what is on top. Meta's clock ticks in seconds and ours does not, so one that came
 * within the second of our last message is the later one; among theirs, what came later counts.
 */
export async function touchInbound(
  tx: Tx,
  scope: Scope,
  note: { conversation: ConversationId; at: Instant; preview: string; needsAnswer: boolean },
): Promise<void> {
  const isLatest = sql<boolean>`(last_inbound_at is null or (last_direction = 'in' and ${note.at}::timestamptz >= last_inbound_at) or ${note.at}::timestamptz + interval '1 second' > last_message_at)`;
  await sql`
    update conversation set
      state = case when ${note.needsAnswer} then 'open' else state end,
      last_inbound_at = greatest(last_inbound_at, ${note.at}::timestamptz),
      last_preview = case when ${isLatest} then ${note.preview} else last_preview end,
      last_direction = case when ${isLatest} then 'in' else last_direction end,
      last_message_at = greatest(last_message_at, ${note.at}::timestamptz),
      unread = unread + ${note.needsAnswer ? 1 : 0}
    where workspace_id = ${scope.workspace} and id = ${note.conversation}`.execute(tx);
}

/** Our message. */
export async function touchOutbound(
  tx: Tx,
  scope: Scope,
  note: { conversation: ConversationId; at: Instant; preview: string; isRead: boolean },
): Promise<void> {
  await sql`
    update conversation set last_message_at = greatest(last_message_at, ${note.at}::timestamptz), last_preview = ${note.preview}, last_direction = 'out',
      unread = case when ${note.isRead} then 0 else unread end
    where workspace_id = ${scope.workspace} and id = ${note.conversation}`.execute(tx);
}

/** Open or closed. */
export async function setState(tx: Tx, scope: Scope, id: ConversationId, state: 'open' | 'closed'): Promise<void> {
  await tx.updateTable('conversation').set({ state }).where('workspace_id', '=', scope.workspace).where('id', '=', id).execute();
}

/** Nothing unread. */
export async function setRead(tx: Tx, scope: Scope, id: ConversationId): Promise<void> {
  await tx.updateTable('conversation').set({ unread: 0 }).where('workspace_id', '=', scope.workspace).where('id', '=', id).execute();
}
