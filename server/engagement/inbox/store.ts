import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { Place } from '#core/value/cursor.ts';
import type { ContactId, ConversationId, NumberId } from '#core/value/id.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const conversationColumns = [
  'id',
  'contact_id',
  'number_id',
  'state',
  'last_inbound_at',
  'last_message_at',
  'last_preview',
  'last_direction',
  'unread',
  'display_name',
  'phone',
] as const;

/** A conversation with its person, as the list shows it. */
export type ConversationRow = NonNullable<Awaited<ReturnType<typeof selectConversation>>>;

/** One conversation, or undefined. */
export function selectConversation(db: Db | Tx, scope: Scope, id: ConversationId) {
  return db.selectFrom('inbox_conversation').select(conversationColumns).where('workspace_id', '=', scope.workspace).where('id', '=', id).executeTakeFirst();
}

/** Conversations by latest message, newest first, strictly before a place. `search` looks in name, phone and e-mail. */
export function selectConversationPage(
  db: Db,
  scope: Scope,
  page: { state: 'open' | 'closed' | 'all'; search: string | undefined; before: Place | undefined; limit: number },
) {
  const search = page.search?.trim() ?? '';
  let query = db.selectFrom('inbox_conversation').select(conversationColumns).where('workspace_id', '=', scope.workspace);
  if (page.state !== 'all') query = query.where('state', '=', page.state);
  if (search !== '') query = query.where('search_text', 'ilike', `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
  if (page.before !== undefined) query = query.where(sql<boolean>`(last_message_at, id) < (${page.before.at}, ${page.before.id}::uuid)`);
  return query.orderBy('last_message_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** Messages that nobody has read, in open conversations. */
export async function countUnread(db: Db, scope: Scope): Promise<number> {
  const found = await db
    .selectFrom('inbox_conversation')
    .select(sql<number>`coalesce(sum(unread), 0)::int`.as('unread'))
    .where('workspace_id', '=', scope.workspace)
    .where('unread', '>', 0)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return found.unread;
}

/** The newest thing they sent in a conversation, whose reading we tell Meta about. */
export async function selectLastInbound(db: Db | Tx, scope: Scope, conversation: { contact: ContactId; number: NumberId }): Promise<string | undefined> {
  const found = await db
    .selectFrom('conversation_message')
    .select('wamid')
    .where('workspace_id', '=', scope.workspace)
    .where('contact_id', '=', conversation.contact)
    .where('number_id', '=', conversation.number)
    .where('direction', '=', 'in')
    .where('wamid', 'is not', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.wamid ?? undefined;
}
