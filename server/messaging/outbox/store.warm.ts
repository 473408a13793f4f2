import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** Templates that left by a number from a moment on, by person: of campaigns and single ones. Free messages take no place of the limit. */
function leftBy(scope: Scope, number: NumberId, from: Instant) {
  return sql`
    select r.contact_id, r.accepted_at as at, r.delivered_at, r.read_at, r.harmed_at
    from broadcast b
    join recipient r on r.workspace_id = b.workspace_id and r.broadcast_id = b.id
    where b.workspace_id = ${scope.workspace} and b.number_id = ${number} and b.first_sent_at is not null
      and (b.finished_at is null or b.finished_at >= ${from}) and r.accepted_at >= ${from} and not r.free
    union all
    select m.contact_id, m.accepted_at, m.delivered_at, m.read_at, null::timestamptz
    from message m
    where m.workspace_id = ${scope.workspace} and m.at >= ${from} and m.number_id = ${number} and m.direction = 'out'
      and m.accepted_at >= ${from} and m.content ->> 'kind' = 'template'`;
}

/** How many different people were written to on each day of a warm-up, from 0; days without anybody are left out. */
export async function selectWarmDays(
  db: Db | Tx,
  scope: Scope,
  number: NumberId,
  span: { since: Instant; from: Instant },
): Promise<{ day: number; people: number }[]> {
  const found = await sql<{ day: number; people: number }>`
    select floor(extract(epoch from at - ${span.since}::timestamptz) / 86400)::int as day, count(distinct contact_id)::int as people
    from (${leftBy(scope, number, span.from)}) sent group by 1 order by 1`.execute(db);
  return found.rows;
}

/** What came of the messages that left from a moment on and before another, each counted. */
export async function countWarmOutcomes(
  db: Db | Tx,
  scope: Scope,
  number: NumberId,
  span: { from: Instant; before: Instant },
): Promise<{ delivered: number; read: number; harmed: number }> {
  const found = await sql<{ delivered: number; read: number; harmed: number }>`
    select count(delivered_at)::int as delivered, count(read_at)::int as read, count(harmed_at)::int as harmed
    from (${leftBy(scope, number, span.from)}) sent where at < ${span.before}`.execute(db);
  return found.rows[0] ?? { delivered: 0, read: 0, harmed: 0 };
}

/** How many different people were written to from a moment on. */
export async function countPeopleSince(db: Db | Tx, scope: Scope, number: NumberId, from: Instant): Promise<number> {
  const found = await sql<{ people: number }>`select count(distinct contact_id)::int as people from (${leftBy(scope, number, from)}) sent`.execute(db);
  return found.rows[0]?.people ?? 0;
}

/** What a number says of itself, for its warm-up. */
export async function selectWarmNumber(
  db: Db | Tx,
  scope: Scope,
  number: NumberId,
): Promise<{ quality: string; messaging_limit: string | null; warm_since: Instant | null } | undefined> {
  return db
    .selectFrom('number')
    .select(['quality', 'messaging_limit', 'warm_since'])
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', number)
    .executeTakeFirst();
}

/** Begins a warm-up (unless one is under way, which keeps its day) or ends it. */
export async function updateWarmSince(tx: Tx, scope: Scope, number: NumberId, since: Instant | null): Promise<void> {
  await tx
    .updateTable('number')
    .set((expression) => ({ warm_since: since === null ? null : expression.fn.coalesce('warm_since', sql<Instant>`${since}`) }))
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', number)
    .execute();
}
