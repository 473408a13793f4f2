import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { NumberId, PlanId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** The broadcasts that execute these plans, those undone left out; a plan has one at most. */
export function selectExecutions(db: Db | Tx, scope: Scope, plans: readonly PlanId[]): Promise<{ id: string; plan_id: string }[]> {
  return db
    .selectFrom('broadcast')
    .select(['id', 'plan_id'])
    .where('workspace_id', '=', scope.workspace)
    .where('plan_id', 'in', [...plans])
    .where('state', '!=', 'undone')
    .orderBy('launched_at')
    .orderBy('id')
    .execute();
}

/** So many sendings ahead are looked at; more at once would be looked at by nobody. */
const aheadMost = 20;

/** Sendings under the same messaging limit as a number that are not over and open before a moment, the first to open first. */
export async function selectAhead(db: Db | Tx, scope: Scope, number: NumberId, opensBefore: Instant) {
  const found = await sql<{
    id: string;
    number_id: string;
    plan_id: string;
    state: string;
    opens_at: Date;
    total: number;
    waiting: number;
    pace: unknown;
    lane: string;
    speed: number;
  }>`
    select b.id, b.number_id, b.plan_id, b.state, b.opens_at, b.total, b.waiting, b.pace, b.lane, n.throughput_per_second as speed
    from broadcast b
    join number n on n.workspace_id = b.workspace_id and n.id = b.number_id
    join business_account a on a.workspace_id = n.workspace_id and a.id = n.business_account_id
    where b.workspace_id = ${scope.workspace} and b.state in ('waiting', 'opening', 'sending') and b.opens_at <= ${opensBefore}
      and coalesce(a.portfolio_id, a.meta_id) = (
        select coalesce(own.portfolio_id, own.meta_id) from number m
        join business_account own on own.workspace_id = m.workspace_id and own.id = m.business_account_id
        where m.workspace_id = ${scope.workspace} and m.id = ${number}
      )
    order by b.opens_at, b.id limit ${aheadMost}`.execute(db);
  return found.rows;
}
