import { sql } from 'kysely';
import { breakerTrialPeople, type OfferCounts } from '#core/policy/breaker.ts';
import { cappedCodes } from '#core/policy/canary.ts';
import type { Scope } from '#core/value/actor.ts';
import type { BreakerId, NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { messageStates } from './outcome.ts';

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

/** The breaker of a number and origin; undefined before the first offer. */
export function findBreaker(tx: Tx, scope: Scope, { number, origin }: Guarded): Promise<BreakerRow | undefined> {
  return tx
    .selectFrom('breaker')
    .select(breakerColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('number_id', '=', number)
    .where('origin', '=', origin)
    .executeTakeFirst();
}

/** The same; it is made with the first offer. */
export async function ensureBreaker(tx: Tx, scope: Scope, { number, origin }: Guarded, id: BreakerId, now: Instant): Promise<BreakerRow | undefined> {
  const found = await findBreaker(tx, scope, { number, origin });
  if (found !== undefined) return found;
  await tx
    .insertInto('breaker')
    .values({ workspace_id: scope.workspace, id, number_id: number, origin, since: now, looked_at: now })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'number_id', 'origin']).doNothing())
    .execute();
  return findBreaker(tx, scope, { number, origin });
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

/** What became of the offers of a number and origin since a moment: of one that left in a trial, since it left. Reads the indexes `message_offer` and `message_tried`. */
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

type Watched = Pick<BreakerRow, 'number_id' | 'origin'>;

/** Of a message m: it is a queued offer that this breaker watches. Reads the index `message_offer_queued`. */
const isQueued = (scope: Scope, { number_id, origin }: Watched) => sql`
  m.workspace_id = ${scope.workspace} and m.number_id = ${number_id} and m.origin = ${origin}
  and m.direction = 'out' and m.status = 'queued' and m.wire ->> 'category' = 'marketing'`;

/** When offers that are about to leave were written, and when they took a place of a trial. */
export async function selectOfferTimes(tx: Tx, scope: Scope, ids: readonly string[]): Promise<{ id: string; at: Instant; tried_at: Instant | null }[]> {
  return tx
    .selectFrom('message')
    .select(['id', 'at', 'tried_at'])
    .where('workspace_id', '=', scope.workspace)
    .where('id', 'in', [...ids])
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** Notes that offers leave in a trial. */
export async function noteTried(tx: Tx, scope: Scope, ids: readonly string[], now: Instant): Promise<void> {
  await sql`update message set tried_at = ${now} where workspace_id = ${scope.workspace} and id = any(${[...ids]}::uuid[])`.execute(tx);
}

/** How many offers wait in the queue. */
export async function countQueuedOffers(db: Db | Tx, scope: Scope, watched: Watched): Promise<number> {
  const result = await sql<{ messages: number }>`select count(*)::int as messages from message m where ${isQueued(scope, watched)}`.execute(db);
  return result.rows[0]?.messages ?? 0;
}

/** Puts offers that were taken to be sent back into the queue, as if they had never been taken. */
export async function putOffersBack(tx: Tx, scope: Scope, ids: readonly string[]): Promise<void> {
  await sql`
    update message m set moved_from = m.status, status = 'queued', attempts = greatest(0, m.attempts - 1), lease_until = null
    where m.workspace_id = ${scope.workspace} and m.id = any(${[...ids]}::uuid[]) and m.status = 'sending'`.execute(tx);
}

/** Puts queued offers off until a moment, with the words for it: all, or those written before a moment and in no trial since. */
export async function postponeOffers(tx: Tx, scope: Scope, watched: Watched, hold: { until: Instant; before: Instant | null; detail: string }): Promise<void> {
  await sql`
    update message m set next_try_at = ${hold.until}, error_code = null, error_detail = ${hold.detail}
    where ${isQueued(scope, watched)} and (${hold.before}::timestamptz is null or coalesce(m.tried_at, m.at) < ${hold.before})
      and m.next_try_at is distinct from ${hold.until}`.execute(tx);
}

/** Lets queued offers leave at once; who waits for something else is put off again for that. */
export async function hurryOffers(tx: Tx, scope: Scope, watched: Watched): Promise<void> {
  await sql`update message m set next_try_at = null, error_detail = null where ${isQueued(scope, watched)} and m.next_try_at is not null`.execute(tx);
}

/** Ends queued offers: they have failed, with the words for it. Returns the conversation of each. */
export async function endOffers(tx: Tx, scope: Scope, watched: Watched, ended: { at: Instant; detail: string }): Promise<string[]> {
  const result = await sql<{ conversation_id: string }>`
    update message m set
      moved_from = m.status, status = 'failed', failed_at = ${ended.at}, next_try_at = null, error_code = null, error_detail = ${ended.detail},
      ranks = case when m.attempt > 0 then m.ranks[:m.attempt] || ${messageStates.indexOf('failed')}::smallint end
    where ${isQueued(scope, watched)}
    returning m.conversation_id`.execute(tx);
  return result.rows.map(({ conversation_id }) => conversation_id);
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
