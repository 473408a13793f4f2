import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** When the earliest sending that is not tallied yet has ended; null when all are. Reads the index `broadcast_tally`. */
export async function selectFirstUntallied(db: Db): Promise<Instant | null> {
  const row = await db
    .selectFrom('broadcast')
    .select('finished_at')
    .where('tallied_at', 'is', null)
    .where('finished_at', 'is not', null)
    .orderBy('finished_at')
    .limit(1)
    .executeTakeFirst();
  return row?.finished_at ?? null;
}

/** At once; those that are left the next time. */
const talliesMost = 10;

/** Counts what arrived, by country, of sendings that ended before a moment, and marks them; those another process counts are passed over. */
export async function tallySendings(tx: Tx, endedBefore: Instant, now: Instant): Promise<void> {
  await sql`with
    due as materialized (
      select workspace_id, id, finished_at, coalesce(languages -> 0 ->> 'category', 'marketing') as category from broadcast
      where tallied_at is null and finished_at is not null and finished_at <= ${endedBefore}
      order by finished_at, id limit ${talliesMost} for update skip locked
    ),
    counted as (
      insert into delivery_tally (workspace_id, broadcast_id, country, category, ended_at, submitted, delivered)
      select due.workspace_id, due.id, coalesce(r.country, ''), due.category, due.finished_at,
        count(*), count(*) filter (where r.state in ('delivered', 'read'))
      from due join recipient r on r.workspace_id = due.workspace_id and r.broadcast_id = due.id
      where not r.free and r.state in ('accepted', 'sent', 'delivered', 'read', 'failed')
      group by due.workspace_id, due.id, coalesce(r.country, ''), due.category, due.finished_at
      on conflict (workspace_id, broadcast_id, country) do nothing
    )
    update broadcast b set tallied_at = ${now} from due where b.workspace_id = due.workspace_id and b.id = due.id`.execute(tx);
}

/** How much of a category was handed over and how much arrived, by country, since a moment; half as much counts for each `halfDays` it is older. */
export async function selectDeliveries(
  db: Db | Tx,
  scope: Scope,
  ask: { category: string; since: Instant; now: Instant; halfDays: number },
): Promise<{ country: string; submitted: number; delivered: number }[]> {
  const weight = sql`power(0.5, extract(epoch from ${ask.now}::timestamptz - ended_at) / 86400 / ${ask.halfDays}::float8)`;
  const found = await sql<{ country: string; submitted: number; delivered: number }>`
    select country, sum(submitted * ${weight})::float8 as submitted, sum(delivered * ${weight})::float8 as delivered
    from delivery_tally
    where workspace_id = ${scope.workspace} and category = ${ask.category} and ended_at > ${ask.since} and ended_at <= ${ask.now}
    group by country order by country`.execute(db);
  return found.rows;
}
