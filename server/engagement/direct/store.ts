import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, ContactId, MessageId, NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const messageColumns = [
  'id',
  'message_id',
  'contact_id',
  'number_id',
  'direction',
  'origin',
  'author',
  'content',
  'wamid',
  'status',
  'at',
  'quoted_wamid',
  'error_code',
  'error_detail',
  'broadcast_id',
  'seq',
  'language',
  'variables',
  'free',
] as const;

/** A message of the view: one of ours or theirs with its content, or what a broadcast said, still to be drawn. */
export type MessageRow = Awaited<ReturnType<typeof selectMessagePage>>[number];

/** A place among one person's messages. The id is text: what a broadcast said has `<broadcast>:<seq>`. */
export type MessagePlace = { readonly at: Instant; readonly id: string };

/** What was said between a person and one of our numbers, newest first, strictly before a place. */
export function selectMessagePage(db: Db | Tx, scope: Scope, page: { contact: ContactId; number: NumberId; before: MessagePlace | undefined; limit: number }) {
  let query = db
    .selectFrom('conversation_message')
    .select(messageColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('contact_id', '=', page.contact)
    .where('number_id', '=', page.number);
  if (page.before !== undefined) query = query.where(sql<boolean>`(at, id) < (${page.before.at}, ${page.before.id})`);
  return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** Which of these, all in doubt, a person has closed; by the id of the view. */
export async function selectClosed(
  db: Db | Tx,
  scope: Scope,
  messages: readonly string[],
  recipients: readonly { broadcast: string; seq: number }[],
): Promise<Set<string>> {
  const result = await sql<{ id: string }>`
    select m.id::text as id from message m
    where m.workspace_id = ${scope.workspace} and m.id = any(${[...messages]}::uuid[]) and m.closed_at is not null
    union all
    select r.broadcast_id || ':' || r.seq
    from unnest(${recipients.map((one) => one.broadcast)}::uuid[], ${recipients.map((one) => one.seq)}::int[]) w (broadcast_id, seq)
    join recipient r on r.workspace_id = ${scope.workspace} and r.broadcast_id = w.broadcast_id and r.seq = w.seq and r.closed_at is not null`.execute(db);
  return new Set(result.rows.map(({ id }) => id));
}

/** One single message, or undefined. */
export function selectMessage(db: Db | Tx, scope: Scope, id: MessageId): Promise<MessageRow | undefined> {
  return db
    .selectFrom('conversation_message')
    .select(messageColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('message_id', '=', id)
    .executeTakeFirst();
}

/** What a broadcast said to one recipient, or undefined while it has not been said. */
export function selectSaid(db: Db | Tx, scope: Scope, recipient: { broadcast: BroadcastId; seq: number }): Promise<MessageRow | undefined> {
  return db
    .selectFrom('conversation_message')
    .select(messageColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('broadcast_id', '=', recipient.broadcast)
    .where('seq', '=', recipient.seq)
    .executeTakeFirst();
}

/** The messages of these people that bear these wamids: what was quoted. */
export function selectQuoted(db: Db | Tx, scope: Scope, contacts: readonly string[], wamids: readonly string[]): Promise<MessageRow[]> {
  if (contacts.length === 0 || wamids.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('conversation_message')
    .select(messageColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('contact_id', 'in', [...contacts])
    .where('wamid', 'in', [...wamids])
    .execute();
}

/** These messages of one person, by the ids of the view. */
export function selectMessages(db: Db | Tx, scope: Scope, contact: ContactId, ids: readonly string[]): Promise<MessageRow[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('conversation_message')
    .select(messageColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('contact_id', '=', contact)
    .where('id', 'in', [...ids])
    .execute();
}

/** What these broadcasts say in each language, and for which campaign. */
export function selectSpeeches(db: Db | Tx, scope: Scope, broadcasts: readonly string[]) {
  if (broadcasts.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('broadcast_speech')
    .select(['broadcast_id', 'languages', 'campaign_id', 'campaign_name', 'free'])
    .where('workspace_id', '=', scope.workspace)
    .where('broadcast_id', 'in', [...broadcasts])
    .execute();
}

/** What policy and personalisation must know of one person in a conversation with one number. */
export async function selectAddressee(tx: Tx | Db, scope: Scope, who: { contact: ContactId; number: NumberId }) {
  return tx
    .selectFrom('contact_reach as reach')
    .leftJoin('conversation_window as held', (join) =>
      join.onRef('held.workspace_id', '=', 'reach.workspace_id').onRef('held.contact_id', '=', 'reach.contact_id').on('held.number_id', '=', who.number),
    )
    .select([
      'reach.first_name',
      'reach.last_name',
      'reach.display_name',
      'reach.country',
      'reach.language',
      'reach.email',
      'reach.phone',
      'reach.timezone',
      'reach.tags',
      'reach.fields',
      'reach.marketing_consent',
      'reach.suppressions',
      'held.last_inbound_at',
    ])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('contact_address as known')
            .select(sql.lit(1).as('one'))
            .whereRef('known.workspace_id', '=', 'reach.workspace_id')
            .whereRef('known.contact_id', '=', 'reach.contact_id')
            .where('known.kind', '=', 'bsuid'),
        )
        .as('has_bsuid'),
    )
    .where('reach.workspace_id', '=', scope.workspace)
    .where('reach.contact_id', '=', who.contact)
    .executeTakeFirst();
}
