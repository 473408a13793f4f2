import { Pace } from '#core/contract/sending.ts';
import type { Scope } from '#core/value/actor.ts';
import { type BroadcastId, type NumberId, parseId, type PlanId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { selectAhead, selectExecutions } from './store.executions.ts';

/** Which broadcast executes each of these plans; those that were not launched, or taken back, are not in it. */
export async function findExecutions(db: Db | Tx, scope: Scope, plans: readonly PlanId[]): Promise<ReadonlyMap<string, BroadcastId>> {
  if (plans.length === 0) return new Map();
  const rows = await selectExecutions(db, scope, plans);
  return new Map(rows.map(({ id, plan_id }) => [plan_id, parseId(id)]));
}

/** A sending that goes before another under the same limit. `waiting` is undefined until its people are frozen: then its plan knows. */
export type Ahead = {
  readonly broadcast: BroadcastId;
  readonly number: NumberId;
  readonly plan: PlanId;
  readonly opens: Instant;
  readonly waiting: number | undefined;
  readonly spreadMinutes: number | null;
  readonly isOffer: boolean;
  readonly speedPerSecond: number;
};

/** What is being sent, or waits to be, under the same messaging limit as a number and opens before a moment; the first to open first. */
export async function findAhead(db: Db | Tx, scope: Scope, number: NumberId, opensBefore: Instant): Promise<Ahead[]> {
  const rows = await selectAhead(db, scope, number, opensBefore);
  return rows.map((row) => ({
    broadcast: parseId(row.id),
    number: parseId(row.number_id),
    plan: parseId(row.plan_id),
    opens: row.opens_at,
    waiting: row.state === 'sending' ? row.waiting : undefined,
    spreadMinutes: Pace.nullable().parse(row.pace)?.spread_minutes ?? null,
    isOffer: row.lane === 'marketing',
    speedPerSecond: row.speed,
  }));
}
