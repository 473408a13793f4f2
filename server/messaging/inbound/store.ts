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

/** `2026_11`, its first moment and the first moment of the next. */
type Month = { readonly name: string; readonly from: string; readonly to: string };

const partitioned = { webhook_event: 'received_at', fact: 'at' } as const;

/** Whether one of these months has no partition yet and could have one. */
export async function isPartitionMissing(db: Db, table: keyof typeof partitioned, months: readonly Month[]): Promise<boolean> {
  const found = await sql<{ name: string }>`
    select name from unnest(${months.map((month) => month.name)}::text[]) name where to_regclass(${`${table}_`} || name) is null`.execute(db);
  for (const month of months) if (found.rows.some(({ name }) => name === month.name) && !(await isLying(db, table, month))) return true;
  return false;
}

/** Whether rows of a month lie in the default partition, where they stay. */
async function isLying(db: Db, table: keyof typeof partitioned, month: Month): Promise<boolean> {
  const at = sql.ref(partitioned[table]);
  const found = await sql<{ lies: boolean }>`
    select exists (
      select 1 from ${sql.table(`${table}_default`)} where ${at} >= ${month.from}::timestamptz and ${at} < ${month.to}::timestamptz
    ) as lies`.execute(db);
  return found.rows[0]?.lies === true;
}

/**
 * Makes the partition of one month of a table, if it is not there. Says false when rows of that month lie in the default
 * partition already: then they stay there, and so does the rest of the month.
 */
export async function makePartition(db: Db, table: keyof typeof partitioned, month: Month): Promise<boolean> {
  const name = `${table}_${month.name}`;
  const found = await sql<{ exists: boolean }>`select to_regclass(${name}) is not null as exists`.execute(db);
  if (found.rows[0]?.exists === true) return true;
  if (await isLying(db, table, month)) return false;
  await sql`create table if not exists ${sql.table(name)} partition of ${sql.table(table)} for values from (${sql.lit(month.from)}) to (${sql.lit(month.to)})`.execute(
    db,
  );
  return true;
}
