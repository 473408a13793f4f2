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

const partitioned = { webhook_event: 'received_at', fact: 'at' } as const;

/**
 * Makes the partition of one month of a table, if it is not there. Says false when rows of that month lie in the default
 * partition already: then they stay there, and so does the rest of the month.
 */
export async function makePartition(db: Db, table: keyof typeof partitioned, month: { name: string; from: string; to: string }): Promise<boolean> {
  const name = `${table}_${month.name}`;
  const found = await sql<{ exists: boolean }>`select to_regclass(${name}) is not null as exists`.execute(db);
  if (found.rows[0]?.exists === true) return true;
  const lying = await sql<{
    lies: boolean;
  }>`select exists (select 1 from ${sql.table(`${table}_default`)} where ${sql.ref(partitioned[table])} >= ${month.from}::timestamptz and ${sql.ref(partitioned[table])} < ${month.to}::timestamptz) as lies`.execute(
    db,
  );
  if (lying.rows[0]?.lies === true) return false;
  await sql`create table if not exists ${sql.table(name)} partition of ${sql.table(table)} for values from (${sql.lit(month.from)}) to (${sql.lit(month.to)})`.execute(
    db,
  );
  return true;
}
