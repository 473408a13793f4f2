import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { preparedMark } from '#server/platform/postgres/prepared.ts';

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
  /** Those being sent, the oldest first. */
  readonly broadcasts: readonly { readonly id: string; readonly held_by: string | null }[];
};

/**
 * Looks at every number. Leases are judged by the database's clock, so that skewed machines agree and a moved business
 * clock (`now`, by which messages are due) ends none; `holder` is the prefix of our own leases, which count as free for us.
 */
export async function lookAtNumbers(db: Db, holder: string, now: Instant): Promise<NumberLook[]> {
  const result = await sql<NumberLook>`${sql.raw(preparedMark)}
    select n.workspace_id, n.id, n.state, n.pause_reason, n.throughput_per_second,
      n.lease_until is null or n.lease_until < clock_timestamp() or starts_with(n.lease_holder, ${holder}) as is_free,
      exists (select 1 from message m where m.number_id = n.id and m.status = 'queued' and (m.next_try_at is null or m.next_try_at <= ${now})) as has_messages,
      exists (select 1 from message m where m.number_id = n.id and m.status = 'sending' and m.lease_until < clock_timestamp())
        or exists (
          select 1 from chunk c join broadcast b on b.workspace_id = c.workspace_id and b.id = c.broadcast_id
          where c.workspace_id = n.workspace_id and c.state = 'leased' and b.number_id = n.id and (c.holder is distinct from n.lease_holder or n.lease_until < clock_timestamp())
        ) as has_orphans,
      coalesce((
        select json_agg(json_build_object('id', b.id, 'held_by', b.held_by) order by b.opens_at, b.id)
        from broadcast b where b.state = 'sending' and b.workspace_id = n.workspace_id and b.number_id = n.id and ${hasTurn(now)}
      ), '[]') as broadcasts
    from number n`.execute(db);
  return result.rows;
}

/** Of a broadcast b: somebody's turn has come, or nobody is left. Where each has an hour of their own it lies still between the hours. */
function hasTurn(now: Instant): RawBuilder<unknown> {
  return sql`(
    not b.is_staggered
    or exists (select 1 from chunk c where c.workspace_id = b.workspace_id and c.broadcast_id = b.id and c.state <> 'done' and (c.not_before is null or c.not_before <= ${now}))
    or not exists (select 1 from chunk c where c.workspace_id = b.workspace_id and c.broadcast_id = b.id and c.state <> 'done')
  )`;
}

/** A number that could send, whether there is something that could leave by the business clock, and what waits for a later time. */
export type NumberWork = { readonly id: string; readonly has_work: boolean; readonly due_at: Instant | null };

/** What is left to send, and when the next attempts are due: for whoever waits until everything due is done. */
export async function selectWork(db: Db, now: Instant): Promise<NumberWork[]> {
  const result = await sql<NumberWork>`
    select n.id,
      exists (
        select 1 from message m where m.number_id = n.id and m.workspace_id = n.workspace_id and (
          m.status = 'sending' or m.status = 'queued' and (m.next_try_at is null or m.next_try_at <= ${now}) and not exists (
            select 1 from message e
            where e.number_id = m.number_id and e.status = 'queued' and e.workspace_id = m.workspace_id and e.conversation_id = m.conversation_id and (e.at, e.id) < (m.at, m.id)
          )
        )
      ) or exists (
        select 1 from broadcast b
        where b.state = 'sending' and b.workspace_id = n.workspace_id and b.number_id = n.id and (
          not exists (select 1 from chunk c where c.workspace_id = b.workspace_id and c.broadcast_id = b.id and c.state <> 'done')
          or exists (
            select 1 from chunk c where c.workspace_id = b.workspace_id and c.broadcast_id = b.id and c.state <> 'done' and (c.not_before is null or c.not_before <= ${now}) and (
              c.cursor < c.last_seq or c.retries = '[]'
              or exists (select 1 from jsonb_array_elements(c.retries) x where (x ->> 'after')::float8 <= ${now.getTime()})
            )
          )
        )
      ) as has_work,
      least(
        (select min(m.next_try_at) from message m where m.number_id = n.id and m.status = 'queued' and m.next_try_at > ${now}),
        (
          select to_timestamp(min((x ->> 'after')::float8) / 1000)
          from broadcast b join chunk c on c.workspace_id = b.workspace_id and c.broadcast_id = b.id
          cross join lateral jsonb_array_elements(c.retries) x
          where b.state = 'sending' and b.workspace_id = n.workspace_id and b.number_id = n.id and c.state <> 'done' and (x ->> 'after')::float8 > ${now.getTime()}
        ),
        (
          select min(c.not_before) from broadcast b join chunk c on c.workspace_id = b.workspace_id and c.broadcast_id = b.id
          where b.state = 'sending' and b.is_staggered and b.workspace_id = n.workspace_id and b.number_id = n.id and c.state <> 'done' and c.not_before > ${now}
        )
      ) as due_at
    from number n where n.state = 'ready'`.execute(db);
  return result.rows;
}

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
export async function settleOrphans(tx: Tx, scope: Scope, number: NumberId, holder: string): Promise<number> {
  const result = await sql<{ doubted: number }>`with
    orphan as materialized (
      select c.workspace_id, c.broadcast_id, c.first_seq, c.cursor, c.retries
      from chunk c join broadcast b on b.workspace_id = c.workspace_id and b.id = c.broadcast_id
      where c.workspace_id = ${scope.workspace} and c.state = 'leased' and c.holder is distinct from ${holder} and b.number_id = ${number}
      order by c.broadcast_id, c.first_seq for update of c
    ),
    doubted as (
      update recipient r set moved_from = r.state, state = 'in_doubt', error_detail = 'the sender was stopped before the answer came'
      from orphan o
      where r.workspace_id = o.workspace_id and r.broadcast_id = o.broadcast_id and r.seq between o.first_seq and o.cursor and r.state = 'waiting'
        and not exists (select 1 from jsonb_array_elements(o.retries) x where (x ->> 'seq')::int = r.seq)
      returning r.workspace_id, r.broadcast_id
    ),
    opened as (
      update chunk c set state = 'open', holder = null from orphan o
      where c.workspace_id = o.workspace_id and c.broadcast_id = o.broadcast_id and c.first_seq = o.first_seq
    ),
    counted as (
      update broadcast b set waiting = b.waiting - d.people, in_doubt = b.in_doubt + d.people
      from (select workspace_id, broadcast_id, count(*)::int as people from doubted group by 1, 2) d
      where b.workspace_id = d.workspace_id and b.id = d.broadcast_id
      returning d.people
    )
    select coalesce(sum(people), 0)::int as doubted from counted`.execute(tx);
  await sql`
    update message set moved_from = status, status = 'in_doubt', lease_until = null, error_detail = 'the sender was stopped before the answer came'
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
  const result = await sql<ClaimedChunk>`with
    free as materialized (
      select c.first_seq from chunk c join broadcast b on b.workspace_id = c.workspace_id and b.id = c.broadcast_id
      where c.workspace_id = ${scope.workspace} and c.broadcast_id = ${broadcast} and c.state = 'open' and b.state = 'sending'
        and (c.not_before is null or c.not_before <= ${now})
        and (c.cursor < c.last_seq or c.retries = '[]' or exists (select 1 from jsonb_array_elements(c.retries) x where (x ->> 'after')::float8 <= ${now.getTime()}))
      order by c.first_seq limit 1 for update of c skip locked
    )
    update chunk c set state = 'leased', holder = ${holder}
    from free
    where c.workspace_id = ${scope.workspace} and c.broadcast_id = ${broadcast} and c.first_seq = free.first_seq
    returning c.first_seq, c.last_seq, c.cursor, c.retries`.execute(db);
  return result.rows[0];
}

/** A recipient with what the policy must know about the person now. `marketing_consent` is null when the person is gone. */
export type ReadRecipient = {
  readonly seq: number;
  readonly contact_id: string;
  readonly phone: string;
  readonly country: string | null;
  readonly language: number;
  readonly variables: readonly string[];
  readonly marketing_consent: 'given' | 'withdrawn' | 'none' | null;
  readonly suppressions: readonly string[] | null;
  /** Whether they are to get the free message, and when they last wrote to this number: null when never, or when no window matters. */
  readonly free: boolean;
  readonly last_inbound_at: Instant | null;
};

/**
 * Reads who is next: the waiting ones of a range, by primary key, each with the policy's inputs by primary key (the
 * `offset 0` keeps the planner from hashing all contacts). `seqs` reads those alone. `window` is the number whose service window is asked for, where there is a free message.
 */
export async function readRecipients(
  db: Db,
  scope: Scope,
  broadcast: BroadcastId,
  range: { after: number; last: number; limit: number } | { seqs: readonly number[] },
  window: NumberId | null,
): Promise<ReadRecipient[]> {
  const which = 'seqs' in range ? sql`r.seq = any(${range.seqs}::int[])` : sql`r.seq > ${range.after} and r.seq <= ${range.last}`;
  const limit = 'seqs' in range ? sql`` : sql`limit ${range.limit}`;
  const result = await sql<ReadRecipient>`${sql.raw(preparedMark)}
    select r.seq, r.contact_id, r.phone, r.country, r.language, r.variables, reach.marketing_consent, reach.suppressions, r.free,
      ${window === null ? sql`null::timestamptz` : sql`held.last_inbound_at`} as last_inbound_at
    from (
      select r.* from recipient r
      where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} and ${which} and r.state = 'waiting'
      order by r.seq ${limit}
    ) r
    left join lateral (
      select p.marketing_consent, p.suppressions from contact_reach p
      where p.workspace_id = r.workspace_id and p.contact_id = r.contact_id offset 0
    ) reach on true
    ${windowJoin(window)}
    order by r.seq`.execute(db);
  return result.rows;
}

function windowJoin(window: NumberId | null): RawBuilder<unknown> {
  if (window === null) return sql``;
  return sql`left join lateral (
    select w.last_inbound_at from conversation_window w where r.free and w.workspace_id = r.workspace_id and w.contact_id = r.contact_id and w.number_id = ${window} offset 0
  ) held on true`;
}

/** Ends a broadcast that has nobody left to serve. True when this call did it. */
export async function finishBroadcast(tx: Tx, scope: Scope, broadcast: BroadcastId, now: Instant): Promise<boolean> {
  const result = await sql`
    update broadcast b set state = 'done', finished_at = ${now}, held_by = null, held_detail = null
    where b.workspace_id = ${scope.workspace} and b.id = ${broadcast} and b.state = 'sending'
      and not exists (select 1 from chunk c where c.workspace_id = b.workspace_id and c.broadcast_id = b.id and c.state <> 'done')`.execute(tx);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Says why broadcasts stand still although they are being sent. True when something changed. */
export async function holdSending(db: Db | Tx, scope: Scope, broadcasts: readonly string[], held: { by: string; detail: string } | null): Promise<boolean> {
  const result = await sql`
    update broadcast set held_by = ${held?.by ?? null}, held_detail = ${held?.detail ?? null}
    where workspace_id = ${scope.workspace} and id = any(${broadcasts}::uuid[]) and state = 'sending'
      and (held_by is distinct from ${held?.by ?? null} or held_detail is distinct from ${held?.detail ?? null})`.execute(db);
  return (result.numAffectedRows ?? 0n) > 0n;
}
