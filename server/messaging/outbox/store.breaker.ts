import { sql } from 'kysely';
import { breakerTrialPeople, type OfferCounts } from '#core/policy/breaker.ts';
import { cappedCodes } from '#core/policy/canary.ts';
import type { Scope } from '#core/value/actor.ts';
import type { BreakerId, NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const breakerColumns = ['id', 'number_id', 'origin', 'state', 'because', 'since', 'opened_at', 'tries_at', 'left_over', 'times', 'looked_at'] as const;

/** A breaker as it is kept. */
export type BreakerRow = {
  id: string;
  number_id: string;
  origin: 'api' | 'automatic';
  state: 'closed' | 'open' | 'half_open';
  because: 'harm' | 'failures' | null;
  since: Instant;
  opened_at: Instant | null;
  tries_at: Instant | null;
  left_over: number | null;
  times: number;
  looked_at: Instant;
};
export type Guarded = { readonly number: NumberId; readonly origin: 'api' | 'automatic' };

/** The breaker of a number and origin; it is made with the first offer. */
export async function ensureBreaker(tx: Tx, scope: Scope, { number, origin }: Guarded, id: BreakerId, now: Instant): Promise<BreakerRow | undefined> {
  const find = () =>
    tx
      .selectFrom('breaker')
      .select(breakerColumns)
      .where('workspace_id', '=', scope.workspace)
      .where('number_id', '=', number)
      .where('origin', '=', origin)
      .executeTakeFirst();
  const found = await find();
  if (found !== undefined) return found;
  await tx
    .insertInto('breaker')
    .values({ workspace_id: scope.workspace, id, number_id: number, origin, since: now, looked_at: now })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'number_id', 'origin']).doNothing())
    .execute();
  return find();
}

/** One breaker, held until the transaction ends. */
export function lockBreaker(tx: Tx, scope: Scope, id: BreakerId): Promise<BreakerRow | undefined> {
  return tx.selectFrom('breaker').select(breakerColumns).where('workspace_id', '=', scope.workspace).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The same, unless somebody holds it. */
export function lockFreeBreaker(tx: Tx, scope: Scope, id: BreakerId): Promise<BreakerRow | undefined> {
  const query = tx.selectFrom('breaker').select(breakerColumns).where('workspace_id', '=', scope.workspace).where('id', '=', id);
  return query.forUpdate().skipLocked().executeTakeFirst();
}

/** One breaker as it stands. */
export function selectBreaker(tx: Tx, scope: Scope, id: BreakerId): Promise<BreakerRow | undefined> {
  return tx.selectFrom('breaker').select(breakerColumns).where('workspace_id', '=', scope.workspace).where('id', '=', id).executeTakeFirst();
}

/** All of a workspace, those that are not closed first. */
export function selectBreakers(db: Db | Tx, scope: Scope): Promise<BreakerRow[]> {
  return db
    .selectFrom('breaker')
    .select(breakerColumns)
    .where('workspace_id', '=', scope.workspace)
    .orderBy(sql`state = 'closed'`)
    .orderBy('id')
    .limit(200)
    .execute();
}

export type BreakerChange = Partial<Omit<BreakerRow, 'id' | 'number_id' | 'origin'>>;

/** Changes how a breaker stands. */
export async function updateBreaker(tx: Tx, scope: Scope, id: BreakerId, change: BreakerChange): Promise<void> {
  await tx.updateTable('breaker').set(change).where('workspace_id', '=', scope.workspace).where('id', '=', id).execute();
}

/** Of a breaker whose rest is over the trial begins: a few may leave; however few do, it is judged at a moment. */
export async function beginTrial(tx: Tx, scope: Scope, id: BreakerId, now: Instant, judgedAt: Instant): Promise<void> {
  await tx
    .updateTable('breaker')
    .set({ state: 'half_open', since: now, tries_at: judgedAt, left_over: breakerTrialPeople })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('tries_at', '<=', now)
    .execute();
}

/** Takes one of the few places of a trial; with the last of them it is judged sooner. True when there was one. */
export async function takePlace(tx: Tx, scope: Scope, id: BreakerId, judgedAt: Instant): Promise<boolean> {
  const done = await sql`
    update breaker set left_over = left_over - 1, tries_at = case when left_over = 1 then ${judgedAt} else tries_at end
    where workspace_id = ${scope.workspace} and id = ${id} and state = 'half_open' and left_over > 0`.execute(tx);
  return (done.numAffectedRows ?? 0n) > 0n;
}

/** What became of the offers of a number and origin since a moment. Reads the index `message_offer`. */
export async function countOffers(
  db: Db | Tx,
  scope: Scope,
  { number_id, origin }: Pick<BreakerRow, 'number_id' | 'origin'>,
  since: Instant,
): Promise<OfferCounts> {
  const result = await sql<OfferCounts>`
    select count(*) filter (where status in ('delivered', 'read'))::int as delivered, count(harmed_at)::int as harmed,
      count(*) filter (where status in ('delivered', 'read') or status = 'failed' and error_code is not null and error_code <> all(${[...cappedCodes]}::int[]))::int as ended,
      count(*) filter (where status = 'failed' and error_code is not null and error_code <> all(${[...cappedCodes]}::int[]))::int as failed
    from offer_signal
    where workspace_id = ${scope.workspace} and number_id = ${number_id} and origin = ${origin} and at >= ${since}`.execute(db);
  return result.rows[0] ?? { delivered: 0, harmed: 0, ended: 0, failed: 0 };
}

/** When a breaker is to be looked at next: those that sent an offer lately after `everySeconds`, a trial when it is over. */
export async function selectNextBreakerLook(db: Db, now: Instant, everySeconds: number, windowHours: number): Promise<Instant | null> {
  const result = await sql<{ at: Instant | null }>`
    select min(least(case when b.state = 'half_open' then b.tries_at end, case when sent.some then b.looked_at + ${everySeconds} * interval '1 second' end)) as at
    from breaker b
    cross join lateral (
      select exists (
        select 1 from offer_signal o
        where o.workspace_id = b.workspace_id and o.number_id = b.number_id and o.origin = b.origin and o.at >= ${now}::timestamptz - ${windowHours} * interval '1 hour' and o.at >= b.since
      ) as some
    ) sent
    where b.state <> 'open'`.execute(db);
  return result.rows[0]?.at ?? null;
}

/** At once; those that are left come the next time. */
const looksMost = 100;

/** Breakers to be looked at now. */
export async function selectDueBreakers(db: Db, now: Instant, everySeconds: number): Promise<{ workspace_id: string; id: string }[]> {
  const result = await sql<{ workspace_id: string; id: string }>`
    select workspace_id, id from breaker
    where state <> 'open' and (looked_at + ${everySeconds} * interval '1 second' <= ${now} or state = 'half_open' and tries_at <= ${now})
    order by looked_at, id limit ${looksMost}`.execute(db);
  return result.rows;
}
