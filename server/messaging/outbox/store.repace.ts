import { sql } from 'kysely';
import type { Pace } from '#core/contract/sending.ts';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { stoppedHold } from './store.sending.ts';

/**
 * Changes the pace and the budget of a broadcast that is not over; what is undefined stays. One held for its budget goes on when there is another.
 * Chunks that slept by other hours are looked at again. True when there was such a broadcast.
 */
export async function updatePace(
  tx: Tx,
  scope: Scope,
  id: BroadcastId,
  change: { pace: Pace | null | undefined; budgetMicros: number | null | undefined },
): Promise<boolean> {
  const pace = change.pace === undefined ? sql`pace` : sql`${change.pace === null ? null : JSON.stringify(change.pace)}::jsonb`;
  const budget = change.budgetMicros === undefined ? sql`budget_micros` : sql`${change.budgetMicros}::bigint`;
  const goesOn = sql`state = 'paused' and held_by = 'budget' and ${change.budgetMicros !== undefined}`;
  const stays = sql`(held_by = 'hours' or held_by = 'agents')`;
  const done = await sql`
    update broadcast set pace = ${pace}, budget_micros = ${budget},
      state = case when ${goesOn} then 'sending' else state end,
      held_by = case when ${goesOn} or ${stays} then null else held_by end,
      held_detail = case when ${goesOn} or ${stays} then null else held_detail end
    where workspace_id = ${scope.workspace} and id = ${id} and state in ('waiting', 'opening', 'sending', 'paused')`.execute(tx);
  if ((done.numAffectedRows ?? 0n) === 0n) return false;
  if (change.pace !== undefined)
    await sql`
      update chunk c set not_before = null from broadcast b
      where b.workspace_id = ${scope.workspace} and b.id = ${id} and not b.is_staggered
        and c.workspace_id = b.workspace_id and c.broadcast_id = b.id and c.state = 'open' and c.not_before is not null`.execute(tx);
  return true;
}

/** Where those live who wait in a broadcast, and how many: their country and the zone noted for them, empty when there is none. */
export async function selectHomes(tx: Tx, scope: Scope, id: BroadcastId): Promise<{ country: string; timezone: string; people: number }[]> {
  const result = await sql<{ country: string; timezone: string; people: number }>`
    select coalesce(r.country, '') as country, coalesce(p.timezone, '') as timezone, count(*)::int as people
    from recipient r left join contact_reach p on p.workspace_id = r.workspace_id and p.contact_id = r.contact_id
    where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${id} and r.state = 'waiting' group by 1, 2`.execute(tx);
  return result.rows;
}

/** Whether everything that advertises stands still, and how many sendings that holds. */
export async function selectStop(db: Db | Tx, scope: Scope): Promise<{ stopped_at: Instant | null; stopped_by: string | null; held: number }> {
  const result = await sql<{ stopped_at: Instant | null; stopped_by: string | null; held: number }>`
    select w.stopped_at, w.stopped_by, (
      select count(*)::int from broadcast b where b.workspace_id = w.id and b.lane = 'marketing' and b.state = 'sending' and w.stopped_at is not null
    ) as held
    from workspace w where w.id = ${scope.workspace}`.execute(db);
  return result.rows[0] ?? { stopped_at: null, stopped_by: null, held: 0 };
}

/** Stops everything that advertises (`by` null lets it go on). True when that changed anything. */
export async function updateStop(tx: Tx, scope: Scope, stop: { by: string; at: Instant } | null): Promise<boolean> {
  const done = await sql`
    update workspace set stopped_at = ${stop?.at ?? null}, stopped_by = ${stop?.by ?? null}
    where id = ${scope.workspace} and (stopped_at is null) = ${stop !== null}`.execute(tx);
  return (done.numAffectedRows ?? 0n) > 0n;
}

/** Says of each sending of offers that it stands still, or that it no longer does. Returns which changed. */
export async function holdOffers(tx: Tx, scope: Scope, detail: string | null): Promise<string[]> {
  const result = await (
    detail === null
      ? sql<{ id: string }>`
        update broadcast set held_by = null, held_detail = null
        where workspace_id = ${scope.workspace} and state = 'sending' and held_by = ${stoppedHold} returning id`
      : sql<{ id: string }>`
        update broadcast set held_by = ${stoppedHold}, held_detail = ${detail}
        where workspace_id = ${scope.workspace} and state = 'sending' and lane = 'marketing' and (held_by is null or not starts_with(held_by, 'canary')) returning id`
  ).execute(tx);
  return result.rows.map((row) => row.id);
}
