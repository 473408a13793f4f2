import { sql } from 'kysely';
import type { Instant } from '#core/value/time.ts';
import type { Db } from '#server/platform/platform.ts';

/** `2026_11` or `2026_11_22`, its first moment and the first moment of the next; `within` is the month that may lie there already instead of its days. */
export type Span = { readonly name: string; readonly within: string | null; readonly from: string; readonly to: string };

const partitioned = { webhook_event: 'received_at', fact: 'at' } as const;
export type PartitionedTable = keyof typeof partitioned;

/** Throwing a day away waits for so long for statements that run, which wait behind it meanwhile; else it is tried again later. */
const lockWithin = '2s';
/** So many rows are deleted in one statement. */
const biteRows = 10_000;

/** Whether one of these spans has no partition yet and could have one. */
export async function isPartitionMissing(db: Db, table: PartitionedTable, spans: readonly Span[]): Promise<boolean> {
  const found = await sql<{ name: string }>`
    select name from unnest(${spans.map((span) => span.name)}::text[], ${spans.map((span) => span.within)}::text[]) span (name, month)
    where to_regclass(${`${table}_`} || name) is null and (month is null or to_regclass(${`${table}_`} || month) is null)`.execute(db);
  for (const span of spans) if (found.rows.some(({ name }) => name === span.name) && !(await isLying(db, table, span))) return true;
  return false;
}

/** Whether rows of a span lie in the default partition, where they stay. */
async function isLying(db: Db, table: PartitionedTable, span: Span): Promise<boolean> {
  const at = sql.ref(partitioned[table]);
  const found = await sql<{ lies: boolean }>`
    select exists (
      select 1 from ${sql.table(`${table}_default`)} where ${at} >= ${span.from}::timestamptz and ${at} < ${span.to}::timestamptz
    ) as lies`.execute(db);
  return found.rows[0]?.lies === true;
}

/**
 * Makes the partition of one span of a table, if it is not there. Says false when rows of that span lie in the default partition already:
 * then they stay there, and so does the rest of the span.
 */
export async function makePartition(db: Db, table: PartitionedTable, span: Span): Promise<boolean> {
  if (!(await isPartitionMissing(db, table, [span]))) return !(await isLying(db, table, span));
  await sql`create table if not exists ${sql.table(`${table}_${span.name}`)} partition of ${sql.table(table)} for values from (${sql.lit(span.from)}) to (${sql.lit(span.to)})`.execute(
    db,
  );
  return true;
}

/** The partitions of a table, by name. */
export async function selectPartitions(db: Db, table: PartitionedTable): Promise<string[]> {
  const found = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = ${table}::regclass order by 1`.execute(db);
  return found.rows.map(({ name }) => name);
}

/**
 * Throws a partition of the webhooks away. Those that wait for a worker or were set aside go into the default partition first, in the same
 * transaction; returns how many. Somebody else may have thrown it away meanwhile.
 */
export async function dropPartition(db: Db, name: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await sql`set local lock_timeout = ${sql.lit(lockWithin)}`.execute(tx);
    await sql`lock table webhook_event in access exclusive mode`.execute(tx);
    const found = await sql<{ there: boolean }>`select to_regclass(${name}) is not null as there`.execute(tx);
    if (found.rows[0]?.there !== true) return 0;
    await sql`alter table webhook_event detach partition ${sql.table(name)}`.execute(tx);
    const kept = await sql`insert into webhook_event select * from ${sql.table(name)} where state <> 'done'`.execute(tx);
    await sql`drop table ${sql.table(name)}`.execute(tx);
    return Number(kept.numAffectedRows ?? 0n);
  });
}

/** Throws away what is done of the default partition and was received before a moment, a bite at a time; says whether there may be more. */
export async function forgetStrays(db: Db, before: Instant): Promise<boolean> {
  const gone = await sql`
    delete from webhook_event_default where ctid = any(array(
      select ctid from webhook_event_default where state = 'done' and received_at < ${before} limit ${biteRows}
    ))`.execute(db);
  return Number(gone.numAffectedRows ?? 0n) === biteRows;
}
