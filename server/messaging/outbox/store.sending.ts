import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, NumberId } from '#core/value/id.ts';
import type { Pace } from '#core/contract/sending.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { preparedMark, unseen } from '#server/platform/postgres/prepared.ts';
import { messageStates, rankOf } from './outcome.ts';

/** What a sender sees at each look: every number with something to do, and what. */
export type NumberLook = {
  readonly workspace_id: string;
  readonly id: string;
  readonly state: 'ready' | 'paused';
  readonly pause_reason: string | null;
  readonly throughput_per_second: number;
  readonly is_free: boolean;
  readonly has_messages: boolean;
  /** Rows that a dead sender left behind: chunks it held, messages whose time on the wire is long over. */
  readonly has_orphans: boolean;
  /** The portfolio whose limit it counts against, what that is in Meta's words, and since when the number is warmed up. */
  readonly portfolio: string;
  readonly messaging_limit: string | null;
  readonly warm_since: Instant | null;
  /** The house's zone and currency. */
  readonly timezone: string;
  readonly currency: string;
  /** Who has stopped everything that advertises; null when nobody has. */
  readonly stopped_by: string | null;
  /** Threads that wait for an answer of ours; null when no broadcast goes by it. */
  readonly unanswered: number | null;
  /** Those being sent, the oldest first, also those of whom nobody may leave now. */
  readonly broadcasts: readonly BroadcastLook[];
};

/** What a look shows of a broadcast that is being sent. */
export type BroadcastLook = {
  readonly id: string;
  readonly held_by: string | null;
  readonly lane: 'transactional' | 'marketing';
  readonly pace: Pace | null;
  readonly budget_micros: number | null;
  readonly opens_at: string;
  readonly waiting: number;
  /** Somebody's turn has come, or nobody is left. */
  readonly has_turn: boolean;
};

/**
 * Looks at every number. Leases are judged by the database's clock, so that skewed machines agree and a moved business
 * clock (`now`, by which messages are due) ends none; `holder` is the prefix of our own leases, which count as free for us.
 */
export async function lookAtNumbers(db: Db, holder: string, now: Instant): Promise<NumberLook[]> {
  const result = await sql<NumberLook>`${sql.raw(preparedMark)} with
    clock as materialized (select ${now}::timestamptz as now),
    going as materialized (
      select b.workspace_id, b.number_id, b.pace, json_build_object(
        'id', b.id, 'held_by', b.held_by, 'lane', b.lane, 'pace', b.pace, 'budget_micros', b.budget_micros, 'opens_at', b.opens_at, 'waiting', b.waiting,
        'has_turn', not (w.stopped_at is not null and b.lane = 'marketing') and ${waitIsOver(lookedAt)} and (${hasOpenChunk(lookedAt)} or not ${hasChunk})
      ) as look, b.opens_at, b.id
      from broadcast b
      join workspace w on w.id = b.workspace_id
      join number n on n.workspace_id = b.workspace_id and n.id = b.number_id
      where b.state = 'sending'
    ),
    seen as materialized (
      select workspace_id, number_id, bool_or(pace ->> 'open_threads_most' is not null) as is_by_threads, json_agg(look order by opens_at, id) as broadcasts
      from going group by workspace_id, number_id
    ),
    -- Of all chunks only those in somebody's hands, which are few.
    orphan as materialized (
      select distinct b.number_id
      from (select workspace_id, broadcast_id, holder from chunk where state = 'leased' offset 0) c
      join broadcast b on b.workspace_id = c.workspace_id and b.id = c.broadcast_id
      join number n on n.workspace_id = b.workspace_id and n.id = b.number_id
      where c.holder is distinct from n.lease_holder or n.lease_until < clock_timestamp()
    )
    select n.workspace_id, n.id, n.state, n.pause_reason, n.throughput_per_second, n.messaging_limit, n.warm_since,
      coalesce(a.portfolio_id, 'account ' || a.meta_id) as portfolio, w.timezone, w.currency,
      case when w.stopped_at is not null then coalesce(w.stopped_by, '') end as stopped_by,
      n.lease_until is null or n.lease_until < clock_timestamp() or starts_with(n.lease_holder, ${holder}) as is_free,
      queued.is_so is not null as has_messages,
      orphaned.is_so is not null or n.id in (select number_id from orphan) as has_orphans,
      case when seen.is_by_threads then (
        select count(*)::int from unanswered_conversation u where u.workspace_id = n.workspace_id and u.number_id = n.id
      ) end as unanswered,
      coalesce(seen.broadcasts, '[]') as broadcasts
    from number n
    join workspace w on w.id = n.workspace_id
    join business_account a on a.workspace_id = n.workspace_id and a.id = n.business_account_id
    left join seen on seen.workspace_id = n.workspace_id and seen.number_id = n.id
    -- Each a look into an index of what waits, which ends at the first: as EXISTS, the planner read whole tables while it knew nothing of them.
    left join lateral (
      select true as is_so from message m
      where m.number_id = n.id and m.status = 'queued' and (m.next_try_at is null or m.next_try_at <= ${lookedAt}) and ${mayLeave} limit 1
    ) queued on true
    left join lateral (
      select true as is_so from message m where m.number_id = n.id and m.status = 'sending' and m.lease_until < clock_timestamp() limit 1
    ) orphaned on true`.execute(db);
  return result.rows;
}

/** The time of a look: a query, so that the plan does not hang on it and is kept. */
const lookedAt = sql`(select clock.now from clock)`;

/** Of a message m and its workspace w: it is no offer that was stopped with all others. */
const mayLeave = sql`(w.stopped_at is null or m.wire ->> 'category' is distinct from 'marketing')`;

/**
 * Of a broadcast b: somebody's turn has come. A chunk above the stage that was released has no turn, nor has one whose hour is yet to come. What waits
 * for places of the limit goes on at its time, or when the limit is another.
 */
function hasOpenChunk(now: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce((
    select true from chunk c
    where c.workspace_id = b.workspace_id and c.broadcast_id = b.id and c.state <> 'done' and c.stage <= b.stage and (c.not_before is null or c.not_before <= ${now}) limit 1
  ), false)`;
}

/** Of a broadcast b: somebody is left. */
const hasChunk = sql`coalesce((
  select true from chunk c where c.workspace_id = b.workspace_id and c.broadcast_id = b.id and c.state <> 'done' limit 1
), false)`;

function waitIsOver(now: RawBuilder<unknown> | Instant): RawBuilder<unknown> {
  return sql`(b.waits_until is null or b.waits_until <= ${now} or b.waits_limit is distinct from n.messaging_limit)`;
}

/** A number that could send, whether there is something that could leave by the business clock, and what waits for a later time. */
export type NumberWork = { readonly id: string; readonly has_work: boolean; readonly due_at: Instant | null };

/** What is left to send, and when the next attempts are due: for whoever waits until everything due is done. */
export async function selectWork(db: Db, now: Instant): Promise<NumberWork[]> {
  const result = await sql<NumberWork>`
    select n.id,
      exists (
        select 1 from message m where m.number_id = n.id and m.workspace_id = n.workspace_id and (
          m.status = 'sending' or m.status = 'queued' and (m.next_try_at is null or m.next_try_at <= ${now}) and ${mayLeave} and not exists (
            select 1 from message e
            where e.number_id = m.number_id and e.status = 'queued' and e.workspace_id = m.workspace_id and e.conversation_id = m.conversation_id and (e.at, e.id) < (m.at, m.id)
              and (w.stopped_at is null or e.wire ->> 'category' is distinct from 'marketing')
          )
        )
      ) or exists (
        select 1 from broadcast b
        where ${mayMove} and ${waitIsOver(now)} and (
          not exists (select 1 from chunk c where c.workspace_id = b.workspace_id and c.broadcast_id = b.id and c.state <> 'done')
          or exists (
            select 1 from chunk c
            where c.workspace_id = b.workspace_id and c.broadcast_id = b.id and c.state <> 'done' and c.stage <= b.stage and (c.not_before is null or c.not_before <= ${now}) and (
              c.cursor < c.last_seq or c.retries = '[]'
              or exists (select 1 from jsonb_array_elements(c.retries || c.returned) x where (x ->> 'after')::float8 <= ${now.getTime()})
            )
          )
        )
      ) as has_work,
      least(
        (select min(m.next_try_at) from message m where m.number_id = n.id and m.status = 'queued' and m.next_try_at > ${now}),
        (
          select to_timestamp(min((x ->> 'after')::float8) / 1000)
          from broadcast b join chunk c on c.workspace_id = b.workspace_id and c.broadcast_id = b.id
          cross join lateral jsonb_array_elements(c.retries || c.returned) x
          where ${mayMove} and ${waitIsOver(now)} and c.state <> 'done' and c.stage <= b.stage and (c.not_before is null or c.not_before <= ${now})
            and (x ->> 'after')::float8 > ${now.getTime()}
        ),
        (
          select min(c.not_before) from broadcast b join chunk c on c.workspace_id = b.workspace_id and c.broadcast_id = b.id
          where ${mayMove} and ${waitIsOver(now)} and c.state <> 'done' and c.stage <= b.stage and c.not_before > ${now}
        ),
        (select min(b.waits_until) from broadcast b where ${mayMove} and b.waits_until > ${now})
      ) as due_at
    from number n join workspace w on w.id = n.workspace_id where n.state = 'ready'`.execute(db);
  return result.rows;
}

/** Of a broadcast b of a number n in a workspace w: neither a person nor the agents' work stops it. What waits for answers has no time at which it goes on. */
const mayMove = sql`(
  b.state = 'sending' and b.workspace_id = n.workspace_id and b.number_id = n.id and not (w.stopped_at is not null and b.lane = 'marketing') and b.held_by is distinct from 'agents'
)`;

/** Takes the lease of a number if it is free. True when it is ours now. */
export async function leaseNumber(db: Db, number: NumberId, holder: string, milliseconds: number): Promise<boolean> {
  const result = await sql`
    update number set lease_holder = ${holder}, lease_until = clock_timestamp() + ${milliseconds} * interval '1 millisecond'
    where id = ${number} and (lease_until is null or lease_until < clock_timestamp() or lease_holder = ${holder})`.execute(db);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Renews leases; returns the holders that still have theirs. One whose time had passed is renewed if nobody took it. */
export async function renewLeases(db: Db, holders: readonly string[], milliseconds: number): Promise<string[]> {
  const result = await sql<{ lease_holder: string }>`
    update number set lease_until = clock_timestamp() + ${milliseconds} * interval '1 millisecond'
    where lease_holder = any(${holders}) returning lease_holder`.execute(db);
  return result.rows.map((row) => row.lease_holder);
}

/** Gives a lease back. */
export async function releaseNumber(db: Db, holder: string): Promise<void> {
  await sql`update number set lease_holder = null, lease_until = null where lease_holder = ${holder}`.execute(db);
}

/**
 * Puts in order what the last holder of a number left, after its lease was taken: of its chunks, the recipients at or
 * below the cursor without an outcome, and not noted as "to be tried again", were on the wire or about to be. They are in
 * doubt. The chunks are open again; so is nothing else. Returns how many came into doubt.
 */
export async function settleOrphans(tx: Tx, scope: Scope, number: NumberId, holder: string, now: Instant): Promise<number> {
  const result = await sql<{ doubted: number }>`with
    orphan as materialized (
      select c.workspace_id, c.broadcast_id, c.first_seq, c.cursor, c.retries || c.returned as retries
      from chunk c join broadcast b on b.workspace_id = c.workspace_id and b.id = c.broadcast_id
      where c.workspace_id = ${scope.workspace} and c.state = 'leased' and c.holder is distinct from ${holder} and b.number_id = ${number}
      order by c.broadcast_id, c.first_seq for update of c
    ),
    doubted as (
      update recipient r set
        moved_from = r.state, state = 'in_doubt', error_code = null, error_detail = 'the sender was stopped before the answer came',
        moved_marks = (r.doubted_at is not null)::int, doubted_at = coalesce(r.doubted_at, ${now}),
        ranks = case when r.attempt > 0 then r.ranks[:r.attempt] || ${rankOf('in_doubt')}::smallint end
      from orphan o
      where r.workspace_id = o.workspace_id and r.broadcast_id = o.broadcast_id and r.seq between o.first_seq and o.cursor and r.state = 'waiting'
        and not exists (select 1 from jsonb_array_elements(o.retries) x where (x ->> 'seq')::int = r.seq)
      returning r.workspace_id, r.broadcast_id, r.moved_marks = 0 as is_first
    ),
    opened as (
      update chunk c set state = 'open', holder = null from orphan o
      where c.workspace_id = o.workspace_id and c.broadcast_id = o.broadcast_id and c.first_seq = o.first_seq
    ),
    counted as (
      update broadcast b set
        waiting = b.waiting - d.people, in_doubt = b.in_doubt + d.people, doubted = b.doubted + d.first, resend_from = coalesce(b.resend_from, ${now})
      from (select workspace_id, broadcast_id, count(*)::int as people, (count(*) filter (where is_first))::int as first from doubted group by 1, 2) d
      where b.workspace_id = d.workspace_id and b.id = d.broadcast_id
      returning d.people
    )
    select coalesce(sum(people), 0)::int as doubted from counted`.execute(tx);
  await sql`
    update message set
      moved_from = status, status = 'in_doubt', lease_until = null, error_code = null, error_detail = 'the sender was stopped before the answer came',
      doubted_at = coalesce(doubted_at, ${now}),
      ranks = case when attempt > 0 then ranks[:attempt] || ${messageStates.indexOf('in_doubt')}::smallint end
    where workspace_id = ${scope.workspace} and number_id = ${number} and status = 'sending' and lease_until < clock_timestamp()`.execute(tx);
  return result.rows[0]?.doubted ?? 0;
}

/**
 * A recipient noted as "known not to have left; try again". `after` is a time in Unix milliseconds; `template` says that they get the template,
 * since the window for the free message was closed.
 */
export type Retry = { readonly seq: number; readonly after: number; readonly attempts: number; readonly template?: boolean };
export type ClaimedChunk = { readonly first_seq: number; readonly last_seq: number; readonly cursor: number; readonly retries: readonly Retry[] };

/** Takes the first open chunk of a broadcast that is being sent; chunks others are taking at the moment, those whose hour is yet to come, and those with nothing but people to be tried again later, are passed over. */
export async function claimChunk(db: Db, scope: Scope, broadcast: BroadcastId, holder: string, now: Instant): Promise<ClaimedChunk | undefined> {
  // Materialized: inlined, the planner may run it again for each chunk it looks at, and claim them all.
  const result = await sql<ClaimedChunk>`${sql.raw(preparedMark)} with
    free as materialized (
      select c.first_seq from chunk c join broadcast b on b.workspace_id = c.workspace_id and b.id = c.broadcast_id
      where c.workspace_id = ${unseen(scope.workspace, 'uuid')} and c.broadcast_id = ${unseen(broadcast, 'uuid')} and c.state = 'open' and b.state = 'sending' and c.stage <= b.stage
        and (c.not_before is null or c.not_before <= ${unseen(now, 'timestamptz')})
        and (c.cursor < c.last_seq or c.retries = '[]' or exists (select 1 from jsonb_array_elements(c.retries || c.returned) x where (x ->> 'after')::float8 <= ${unseen(now.getTime(), 'float8')}))
      order by c.first_seq limit 1 for update of c skip locked
    )
    update chunk c set state = 'leased', holder = ${holder}, retries = c.retries || c.returned, returned = '[]'
    from free
    where c.workspace_id = ${unseen(scope.workspace, 'uuid')} and c.broadcast_id = ${unseen(broadcast, 'uuid')} and c.first_seq = free.first_seq
    returning c.first_seq, c.last_seq, c.cursor, c.retries`.execute(db);
  return result.rows[0];
}

/** Ends a broadcast that has nobody left to serve. True when this call did it. */
export async function finishBroadcast(tx: Tx, scope: Scope, broadcast: BroadcastId, now: Instant): Promise<boolean> {
  // Somebody may be given back to a chunk at this moment: locked first, so that the statement sees the chunk as it is then.
  await sql`select 1 from broadcast where workspace_id = ${scope.workspace} and id = ${broadcast} for update`.execute(tx);
  const result = await sql`
    update broadcast b set state = 'done', finished_at = ${now}, held_by = null, held_detail = null
    where b.workspace_id = ${scope.workspace} and b.id = ${broadcast} and b.state = 'sending'
      and not exists (select 1 from chunk c where c.workspace_id = b.workspace_id and c.broadcast_id = b.id and c.state <> 'done')`.execute(tx);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** What is said of everything that advertises while a person has stopped it. */
export const stoppedHold = 'all_stopped';

/** Says why broadcasts stand still although they are being sent; what the canary says of one is the canary's to change. True when something changed. */
export async function holdSending(db: Db | Tx, scope: Scope, broadcasts: readonly string[], held: { by: string; detail: string } | null): Promise<boolean> {
  const result = await sql`
    update broadcast set held_by = ${held?.by ?? null}, held_detail = ${held?.detail ?? null}
    where workspace_id = ${scope.workspace} and id = any(${broadcasts}::uuid[]) and state = 'sending'
      and (held_by is null or not starts_with(held_by, 'canary'))
      and (held_by is distinct from ${held?.by ?? null} or held_detail is distinct from ${held?.detail ?? null})`.execute(db);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Notes that nothing of a broadcast leaves until a time, or until its number's limit is another than `limit`. */
export async function waitUntil(db: Db | Tx, scope: Scope, broadcast: BroadcastId, wait: { until: Instant; limit: string | null } | null): Promise<void> {
  await sql`
    update broadcast set waits_until = ${wait?.until ?? null}, waits_limit = ${wait?.limit ?? null}
    where workspace_id = ${scope.workspace} and id = ${broadcast}`.execute(db);
}

/** When the next chunk that may leave has its hour, if all have one to come; null when there is none, or one that could go now. */
export async function selectNextHour(db: Db, scope: Scope, broadcast: BroadcastId, now: Instant): Promise<Instant | null> {
  const result = await sql<{ at: Instant | null; could_go: boolean }>`
    select min(c.not_before) as at, coalesce(bool_or(c.not_before is null or c.not_before <= ${now}), true) as could_go
    from chunk c join broadcast b on b.workspace_id = c.workspace_id and b.id = c.broadcast_id
    where c.workspace_id = ${scope.workspace} and c.broadcast_id = ${broadcast} and c.state <> 'done' and c.stage <= b.stage`.execute(db);
  const row = result.rows[0];
  return row === undefined || row.could_go ? null : row.at;
}

/** What a broadcast has cost or may yet: messages of each country that were accepted or are in doubt; one sent again after a doubt counts twice. */
export async function selectCommitted(db: Db, scope: Scope, broadcast: BroadcastId): Promise<{ country: string | null; messages: number }[]> {
  const result = await sql<{ country: string | null; messages: number }>`
    select country, sum(1 + (attempt > 0 and doubted_at is not null)::int)::int as messages from recipient
    where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast} and state in ('in_doubt', 'accepted', 'sent', 'delivered', 'read') and not free
    group by country`.execute(db);
  return result.rows;
}

/** Messages of a number to each person since a moment: what has used up the pair's rate. Single messages alone: a broadcast is one message to each. */
export async function selectRecentPairs(
  db: Db,
  scope: Scope,
  number: NumberId,
  since: Instant,
): Promise<{ person: string; messages: number; last_at: Instant }[]> {
  const result = await sql<{ person: string; messages: number; last_at: Instant }>`
    select coalesce(reach.phone, (
        select i.value from contact_address i where i.workspace_id = m.workspace_id and i.contact_id = m.contact_id and i.kind = 'bsuid' limit 1
      ), '') as person, m.messages, m.last_at
    from (
      select workspace_id, contact_id, count(*)::int as messages, max(accepted_at) as last_at from message
      where workspace_id = ${scope.workspace} and at >= ${since} and number_id = ${number} and direction = 'out' and accepted_at is not null
      group by workspace_id, contact_id
    ) m
    left join lateral (select p.phone from contact_reach p where p.workspace_id = m.workspace_id and p.contact_id = m.contact_id offset 0) reach on true`.execute(
    db,
  );
  return result.rows;
}
