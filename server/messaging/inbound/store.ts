import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { Place } from '#core/value/cursor.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

export type EventKey = { readonly id: string; readonly received_at: string };

/** A webhook as it came. */
export function selectEvent(db: Db | Tx, key: EventKey) {
  return db
    .selectFrom('webhook_event')
    .select(['id', 'received_at', 'workspace_id', 'business_account_id', 'body', 'state'])
    .where('id', '=', key.id)
    .where('received_at', '=', new Date(key.received_at))
    .executeTakeFirst();
}

/** Notes what became of it. */
export async function settleEvent(tx: Tx | Db, key: EventKey, state: 'done' | 'set_aside', reason: string | null): Promise<void> {
  await tx.updateTable('webhook_event').set({ state, reason }).where('id', '=', key.id).where('received_at', '=', new Date(key.received_at)).execute();
}

/** Webhooks set aside, newest first, strictly before a place. */
export function selectAside(db: Db, scope: Scope, page: { before: Place | undefined; limit: number }) {
  let query = db
    .selectFrom('webhook_event')
    .select(['id', 'received_at', 'reason', 'body'])
    .where('workspace_id', '=', scope.workspace)
    .where('state', '=', 'set_aside');
  if (page.before !== undefined) query = query.where(sql<boolean>`(received_at, id) < (${page.before.at}, ${page.before.id}::uuid)`);
  return query.orderBy('received_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** Takes a webhook back from where it was set aside. */
export async function takeBack(tx: Tx, scope: Scope, id: string): Promise<EventKey | undefined> {
  const row = await tx
    .updateTable('webhook_event')
    .set({ state: 'waiting', reason: null })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .where('state', '=', 'set_aside')
    .returning(['id', 'received_at'])
    .executeTakeFirst();
  return row === undefined ? undefined : { id: row.id, received_at: row.received_at.toISOString() };
}
