import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, MessageId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { type DoorFault, doorFaultSayings } from '#core/whatsapp/again.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { messageStates, recipientStates } from './outcome.ts';

/** Failures of one code of Meta's, or of those without one by what they need. */
export type FailureKind = { readonly code: number } | { readonly fault: DoorFault };

/** Of a recipient without a code: what it needs, by the sentence that was kept (`doorFaultOf`). */
const saying = sql`substring(error_detail from '^\\{"say":"([a-z_]+)"')`;
const doorFault = sql`case ${saying} ${sql.join(
  Object.entries(doorFaultSayings).map(([key, fault]) => sql`when ${sql.lit(key)} then ${sql.lit(fault)}`),
  sql` `,
)} else case when ${saying} is null then 'unsaid' else 'file' end end`;

const isOf = (kind: FailureKind) => ('code' in kind ? sql`error_code = ${kind.code}` : sql`error_code is null and ${doorFault} = ${kind.fault}`);

/** Who is meant: in doubt, or failed in a way before a moment. */
export type AgainWish =
  | { readonly state: 'in_doubt'; readonly seqs: readonly number[] | null; readonly doubtedBefore: Instant | null; readonly isFirstOnly: boolean }
  | { readonly state: 'failed'; readonly kind: FailureKind; readonly failedBefore: Instant | null };

/** Nobody is sent to more often than this: the wire name and `ranks` stay short, and who was tried so often is not reached. */
const attemptsMost = 20;

const rankIn = (states: readonly string[], row: string) =>
  sql.raw(`(array_position(array[${states.map((state) => `'${state}'`).join()}]::text[], ${row}) - 1)::smallint`);

function meant(wish: AgainWish) {
  if (wish.state === 'failed')
    return sql`r.state = 'failed' and ${isOf(wish.kind)} and (${wish.failedBefore}::timestamptz is null or r.failed_at <= ${wish.failedBefore})`;
  // Who was closed is asked about no more, unless by name.
  const who = wish.seqs === null ? sql`r.closed_at is null` : sql`r.seq = any(${[...wish.seqs]}::int[])`;
  return sql`r.state = 'in_doubt' and ${who} and (${wish.doubtedBefore}::timestamptz is null or r.doubted_at <= ${wish.doubtedBefore})
    and (not ${wish.isFirstOnly}::boolean or r.attempt = 0)`;
}

/**
 * Locks who is to be sent to again, in the order of their number, and their chunks; recipients, chunks, and afterwards the broadcast, as the
 * writer does. Only those whom the cursor has passed: others are reached by it anyway.
 */
export async function lockForAgain(tx: Tx, scope: Scope, broadcast: BroadcastId, wish: AgainWish, limit: number): Promise<number[]> {
  const found = await sql<{ seq: number }>`
    select r.seq from recipient r
    where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} and ${meant(wish)} and r.attempt < ${attemptsMost}
      and r.seq <= (
        select c.cursor from chunk c
        where c.workspace_id = r.workspace_id and c.broadcast_id = r.broadcast_id and c.first_seq <= r.seq order by c.first_seq desc limit 1
      )
    order by r.seq limit ${limit} for update`.execute(tx);
  const seqs = found.rows.map(({ seq }) => seq);
  if (seqs.length > 0)
    await sql`
      select c.first_seq from chunk c
      where c.workspace_id = ${scope.workspace} and c.broadcast_id = ${broadcast}
        and exists (select 1 from unnest(${seqs}::int[]) s where s between c.first_seq and c.last_seq)
      order by c.first_seq for update`.execute(tx);
  return seqs;
}

/**
 * Sends locked ones again, in one statement: their attempt is kept apart and the next begins, they wait and are noted in their chunks, the
 * counters follow, and a broadcast that was done is being sent again. The caller has locked them and the broadcast. Returns how many.
 */
export async function moveToAgain(
  tx: Tx,
  scope: Scope,
  broadcast: BroadcastId,
  again: { readonly seqs: readonly number[]; readonly from: AgainWish['state']; readonly by: string; readonly at: Instant },
): Promise<number> {
  const column = sql.ref(again.from);
  const result = await sql<{ people: number }>`with
    kept as (
      insert into recipient_attempt (workspace_id, broadcast_id, seq, attempt, state, wamid, accepted_at, sent_at, failed_at, error_code, error_detail, ended_at, ended_by)
      select workspace_id, broadcast_id, seq, attempt, state, wamid, accepted_at, sent_at, failed_at, error_code, error_detail, ${again.at}, ${again.by}
      from recipient
      where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast} and seq = any(${[...again.seqs]}::int[]) and state = ${again.from}
    ),
    moved as (
      update recipient r set
        moved_from = r.state, moved_marks = nullif((r.doubted_at is not null)::int + (r.closed_at is not null)::int * 2, 0),
        state = 'waiting', attempt = r.attempt + 1,
        ranks = coalesce(r.ranks, array[${rankIn(recipientStates, 'r.state')}]) || 0::smallint,
        reason = null, wamid = null, accepted_at = null, sent_at = null, failed_at = null, error_code = null, error_detail = null, closed_at = null
      where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} and r.seq = any(${[...again.seqs]}::int[]) and r.state = ${again.from}
      returning r.seq, coalesce(r.moved_marks, 0) as marks
    ),
    noted as (
      update chunk c set returned = c.returned || n.people, state = case when c.state = 'done' then 'open' else c.state end
      from (
        select c.first_seq, jsonb_agg(jsonb_build_object('seq', m.seq, 'after', 0, 'attempts', 0) order by m.seq) as people
        from moved m join chunk c on c.workspace_id = ${scope.workspace} and c.broadcast_id = ${broadcast} and m.seq between c.first_seq and c.last_seq
        group by c.first_seq
      ) n
      where c.workspace_id = ${scope.workspace} and c.broadcast_id = ${broadcast} and c.first_seq = n.first_seq
    ),
    counted as (
      update broadcast b set
        ${column} = b.${column} - d.people, waiting = b.waiting + d.people, closed = b.closed - d.closed,
        settled = b.settled - case when ${again.from}::text = 'failed' then d.doubted else 0 end,
        finished_at = case when b.state = 'done' then null else b.finished_at end,
        state = case when b.state = 'done' then 'sending' else b.state end
      from (
        select count(*)::int as people, (count(*) filter (where marks & 1 = 1))::int as doubted, (count(*) filter (where marks & 2 = 2))::int as closed from moved
      ) d
      where b.workspace_id = ${scope.workspace} and b.id = ${broadcast} and d.people > 0
      returning d.people
    )
    select coalesce(sum(people), 0)::int as people from counted`.execute(tx);
  return result.rows[0]?.people ?? 0;
}

/** Closes those in doubt who are not closed, all or these, and counts them; returns how many. Again it changes nothing. */
export async function closeDoubted(tx: Tx, scope: Scope, broadcast: BroadcastId, seqs: readonly number[] | null, at: Instant): Promise<number> {
  const who = seqs === null ? sql`true` : sql`r.seq = any(${[...seqs]}::int[])`;
  const result = await sql<{ people: number }>`with
    moved as (
      update recipient r set closed_at = ${at}
      where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} and r.state = 'in_doubt' and r.closed_at is null and ${who}
      returning r.seq
    ),
    counted as (
      update broadcast b set closed = b.closed + d.people from (select count(*)::int as people from moved) d
      where b.workspace_id = ${scope.workspace} and b.id = ${broadcast} and d.people > 0
      returning d.people
    )
    select coalesce(sum(people), 0)::int as people from counted`.execute(tx);
  return result.rows[0]?.people ?? 0;
}

/** Who of a broadcast is in doubt, closed ones too, in the order of their number. */
export async function selectDoubts(db: Db | Tx, scope: Scope, broadcast: BroadcastId, page: { after: number; limit: number }) {
  const result = await sql<{
    seq: number;
    contact_id: string;
    display_name: string | null;
    phone: string;
    attempt: number;
    doubted_at: Date;
    closed_at: Date | null;
    error_code: number | null;
    error_detail: string | null;
  }>`
    select r.seq, r.contact_id, reach.display_name, r.phone, r.attempt, r.doubted_at, r.closed_at, r.error_code, r.error_detail
    from (
      select * from recipient r
      where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} and r.seq > ${page.after} and r.state = 'in_doubt'
      order by r.seq limit ${page.limit}
    ) r
    left join lateral (select p.display_name from contact_reach p where p.workspace_id = r.workspace_id and p.contact_id = r.contact_id offset 0) reach on true
    order by r.seq`.execute(db);
  return result.rows;
}

/** How many failed by code of Meta's, of these or all, and without one by what they need; the most people first. */
export async function countFailed(
  db: Db | Tx,
  scope: Scope,
  broadcast: BroadcastId,
  wanted: { readonly codes: readonly number[] | 'all'; readonly faults: readonly DoorFault[] },
): Promise<{ code: number | null; fault: DoorFault | null; people: number }[]> {
  const ofCode = wanted.codes === 'all' ? sql`error_code is not null` : sql`error_code = any(${[...wanted.codes]}::int[])`;
  const result = await sql<{ code: number | null; fault: DoorFault | null; people: number }>`
    select code, fault, count(*)::int as people
    from (
      select error_code as code, case when error_code is null then ${doorFault} end as fault
      from recipient
      where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast} and state = 'failed' and (error_code is null or ${ofCode})
    ) f
    where code is not null or fault = any(${[...wanted.faults]}::text[])
    group by code, fault order by people desc, code, fault`.execute(db);
  return result.rows;
}

/** How many failed with a code at or before a moment, and when the earliest of the others failed. */
export async function countFailedBefore(db: Db | Tx, scope: Scope, broadcast: BroadcastId, code: number, before: Instant) {
  const result = await sql<{ people: number; next_at: Date | null }>`
    select (count(*) filter (where failed_at <= ${before}))::int as people, min(failed_at) filter (where failed_at > ${before}) as next_at
    from recipient where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast} and state = 'failed' and error_code = ${code}`.execute(db);
  return result.rows[0] ?? { people: 0, next_at: null };
}

/** Puts a message in doubt back into the queue for another attempt. Undefined when it is not in doubt. */
export async function queueAgain(tx: Tx, scope: Scope, id: MessageId, isFirstOnly: boolean): Promise<{ conversation_id: string } | undefined> {
  const result = await sql<{ conversation_id: string }>`
    update message m set
      moved_from = m.status, status = 'queued', attempt = m.attempt + 1, attempts = 0, next_try_at = null, lease_until = null, closed_at = null,
      ranks = coalesce(m.ranks, array[${rankIn(messageStates, 'm.status')}]) || 0::smallint,
      wamid = null, accepted_at = null, sent_at = null, failed_at = null, error_code = null, error_detail = null
    where m.workspace_id = ${scope.workspace} and m.id = ${id} and m.status = 'in_doubt' and (not ${isFirstOnly}::boolean or m.attempt = 0)
    returning m.conversation_id`.execute(tx);
  return result.rows[0];
}

/** Closes a message in doubt. Undefined when it is not in doubt; one that is closed keeps its time. */
export async function closeMessage(tx: Tx, scope: Scope, id: MessageId, at: Instant): Promise<{ conversation_id: string; closed_at: Date } | undefined> {
  const result = await sql<{ conversation_id: string; closed_at: Date }>`
    update message m set closed_at = coalesce(m.closed_at, ${at})
    where m.workspace_id = ${scope.workspace} and m.id = ${id} and m.status = 'in_doubt'
    returning m.conversation_id, m.closed_at`.execute(tx);
  return result.rows[0];
}
