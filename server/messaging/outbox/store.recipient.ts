import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, ContactId, MessageId, NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { rankOf, recipientStates } from './outcome.ts';

/**
 * A select that gives (contact_id uuid, phone text, country text, language smallint, variables text[], state text, reason text,
 * free boolean, score smallint, due_at timestamptz).
 */
export type RecipientSource = RawBuilder<unknown>;

/**
 * Freezes recipients: numbers them, and cuts them into chunks. Where each has an hour of their own they are numbered by it, and a
 * chunk holds those of one hour, so that it waits as a whole. Of a number that is warmed up the best scores come first (of an hour). One INSERT…SELECT;
 * the counters are set apart by `setCounters`.
 */
export async function insertRecipients(
  tx: Tx,
  scope: Scope,
  broadcast: BroadcastId,
  input: { source: RecipientSource; chunkSize: number; isStaggered: boolean; isBestFirst: boolean },
): Promise<void> {
  const keys = [...(input.isStaggered ? [sql`s.due_at nulls first`] : []), ...(input.isBestFirst ? [sql`s.score desc nulls last, s.contact_id`] : [])];
  const order = keys.length === 0 ? sql`` : sql`order by ${sql.join(keys)}`;
  const added = await sql`
    insert into recipient (workspace_id, broadcast_id, seq, contact_id, phone, country, language, variables, state, reason, free, score, due_at)
    select ${scope.workspace}, ${broadcast}, (row_number() over (${order}))::int, s.contact_id, s.phone, s.country, s.language, s.variables, s.state, s.reason,
      s.free, s.score, s.due_at
    from (${input.source}) s`.execute(tx);
  const people = Number(added.numAffectedRows ?? 0n);
  const lots = input.isStaggered
    ? sql`select due_at, min(seq) as first, max(seq) as last from recipient where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast} group by due_at`
    : sql`select null::timestamptz as due_at, 1 as first, ${people}::int as last`;
  await sql`
    insert into chunk (workspace_id, broadcast_id, first_seq, last_seq, cursor, state, not_before)
    select ${scope.workspace}, ${broadcast}, cut.first, least(cut.first + ${input.chunkSize}::int - 1, lot.last), cut.first - 1, 'open', lot.due_at
    from (${lots}) lot cross join lateral generate_series(lot.first, lot.last, ${input.chunkSize}::int) cut (first)`.execute(tx);
  await learnRecipients(tx, people);
}

/** Fewer new recipients than this need no look. */
const learnFrom = 1000;

/**
 * Has PostgreSQL look at the recipients after a bulk load that at least doubled what it knew of: the statements that follow are planned by it, and autovacuum would look
 * a minute later. One opening at a time: a look keeps out every other until the end of its transaction.
 */
export async function learnRecipients(tx: Tx, people: number): Promise<void> {
  if (people < learnFrom) return;
  const found = await sql<{ is_worth: boolean }>`
    select ${people}::int >= c.reltuples and pg_try_advisory_xact_lock(hashtext('analyze recipient')) as is_worth from pg_class c where c.oid = 'recipient'::regclass`.execute(
    tx,
  );
  if (found.rows[0]?.is_worth === true) await sql`analyze recipient`.execute(tx);
}

/** The truth: a recount of the recipients. */
export async function countRecipients(db: Db | Tx, scope: Scope, broadcast: BroadcastId): Promise<Record<string, number>> {
  const result = await sql<Record<string, number>>`
    select count(*)::int as total, count(replied_at)::int as replied, count(doubted_at)::int as doubted,
      (count(*) filter (where doubted_at is not null and state in ('accepted', 'sent', 'failed', 'delivered', 'read')))::int as settled,
      count(closed_at)::int as closed, count(harmed_at)::int as harmed, (count(*) filter (where twice))::int as twice,
      ${sql.join(recipientStates.map((state) => sql`count(*) filter (where state = ${sql.lit(state)})::int as ${sql.ref(state)}`))}
    from recipient where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast}`.execute(db);
  return result.rows[0] ?? {};
}

/**
 * Cancels the waiting ones of one chunk that nobody holds, in a stopped broadcast: those above the cursor and those noted
 * to be tried again. Returns what is left to do.
 */
export async function cancelOneChunk(tx: Tx, scope: Scope, broadcast: BroadcastId): Promise<'more' | 'held_by_a_sender' | 'nothing_left'> {
  const result = await sql<{ cancelled: number }>`with
    taken as materialized (
      select c.first_seq, c.last_seq, c.cursor, c.retries || c.returned as retries from chunk c
      where c.workspace_id = ${scope.workspace} and c.broadcast_id = ${broadcast} and c.state = 'open'
      order by c.first_seq limit 1 for update
    ),
    cancelled as (
      update recipient r set
        moved_from = r.state, state = 'cancelled', ranks = case when r.attempt > 0 then r.ranks[:r.attempt] || ${rankOf('cancelled')}::smallint end
      from taken t
      where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} and r.seq between t.first_seq and t.last_seq and r.state = 'waiting'
        and (r.seq > t.cursor or exists (select 1 from jsonb_array_elements(t.retries) x where (x ->> 'seq')::int = r.seq))
      returning r.seq
    ),
    closed as (
      update chunk c set state = 'done', retries = '[]', returned = '[]' from taken t
      where c.workspace_id = ${scope.workspace} and c.broadcast_id = ${broadcast} and c.first_seq = t.first_seq
      returning c.first_seq
    ),
    counted as (
      update broadcast b set waiting = b.waiting - d.people, cancelled = b.cancelled + d.people
      from (select count(*)::int as people from cancelled) d
      where b.workspace_id = ${scope.workspace} and b.id = ${broadcast} and d.people > 0
    )
    select count(*)::int as cancelled from closed`.execute(tx);
  if ((result.rows[0]?.cancelled ?? 0) > 0) return 'more';
  const held = await tx
    .selectFrom('chunk')
    .select('first_seq')
    .where('workspace_id', '=', scope.workspace)
    .where('broadcast_id', '=', broadcast)
    .where('state', '=', 'leased')
    .limit(1)
    .executeTakeFirst();
  return held === undefined ? 'nothing_left' : 'held_by_a_sender';
}

/**
 * Marks who replied, once: the recipient of the quoted message, else the latest of this number's broadcasts since `since`. Each answer
 * that is kept as a message is listed, once; as a tap only where it quotes the very message whose button it is.
 */
export async function markReplied(
  tx: Tx,
  scope: Scope,
  reply: {
    contact: ContactId;
    number: NumberId;
    quotedWamid: string | null;
    at: Instant;
    since: Instant;
    message?: MessageId | null;
    tapped?: { text: string; payload: string } | null;
  },
): Promise<{ broadcast: BroadcastId; isFirst: boolean } | undefined> {
  const { message = null, tapped = null } = reply;
  const result = await sql<{ broadcast: BroadcastId; is_first: boolean }>`with
    answered as materialized (
      select r.broadcast_id, r.seq, r.language, r.free, (r.wamid = ${reply.quotedWamid}) is true as is_quoted
      from recipient r join broadcast b on b.workspace_id = r.workspace_id and b.id = r.broadcast_id
      where r.workspace_id = ${scope.workspace} and r.contact_id = ${reply.contact} and b.number_id = ${reply.number}
        and r.state in ('in_doubt', 'accepted', 'sent', 'delivered', 'read')
        and (r.wamid = ${reply.quotedWamid} or coalesce(r.accepted_at, r.sent_at, r.delivered_at, r.read_at) >= ${reply.since})
      order by is_quoted desc, coalesce(r.accepted_at, r.sent_at, r.delivered_at, r.read_at) desc nulls last limit 1
    ),
    listed as (
      insert into broadcast_reply (workspace_id, broadcast_id, message_id, seq, at, language, free, tapped, payload)
      select ${scope.workspace}, a.broadcast_id, ${message}::uuid, a.seq, ${reply.at}, a.language, a.free,
        case when a.is_quoted then ${tapped?.text ?? null}::text end, case when a.is_quoted then ${tapped?.payload ?? null}::text end
      from answered a where ${message}::uuid is not null
      on conflict do nothing
    ),
    marked as (
      update recipient r set replied_at = ${reply.at} from answered a
      where r.workspace_id = ${scope.workspace} and r.broadcast_id = a.broadcast_id and r.seq = a.seq and r.replied_at is null
      returning r.broadcast_id
    ),
    counted as (
      update broadcast b set replied = b.replied + 1 from marked m where b.workspace_id = ${scope.workspace} and b.id = m.broadcast_id
    )
    select a.broadcast_id as broadcast, exists (select 1 from marked) as is_first from answered a`.execute(tx);
  const row = result.rows[0];
  return row === undefined ? undefined : { broadcast: row.broadcast, isFirst: row.is_first };
}

/** Gives recipients who still wait the template instead of the free message. */
export async function dropFree(db: Db | Tx, scope: Scope, broadcast: BroadcastId, seqs: readonly number[]): Promise<void> {
  await sql`
    update recipient set free = false
    where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast} and seq = any(${[...seqs]}::int[]) and state = 'waiting' and free`.execute(db);
}
