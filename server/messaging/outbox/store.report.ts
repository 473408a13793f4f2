import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { Place } from '#core/value/cursor.ts';
import type { BroadcastId, NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** How many recipients share a state with its cause, a country and a body: what reasons, cost and languages are summed from. */
export type TallyRow = {
  readonly state: string;
  /** Of those left out: why. */
  readonly reason: string | null;
  /** Of those who failed: Meta's code, and one of its sentences. */
  readonly code: number | null;
  readonly detail: string | null;
  /** Empty text for no country. */
  readonly country: string;
  readonly free: boolean;
  readonly people: number;
};

/** Counts the recipients of a broadcast by everything the report sums, in one pass over its rows. */
export async function selectTallies(db: Db | Tx, scope: Scope, broadcast: BroadcastId): Promise<TallyRow[]> {
  const result = await sql<TallyRow>`
    select state, case when state = 'skipped' then reason end as reason, case when state = 'failed' then error_code end as code,
      case when state = 'failed' then max(error_detail) end as detail, coalesce(country::text, '') as country, free, count(*)::int as people
    from recipient where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast}
    group by state, 2, 3, case when state = 'failed' and error_code is null then error_detail end, 5, free
    order by people desc, state, 2, 3, 5, free`.execute(db);
  return result.rows;
}

/** Who waits until a later moment, by that moment (to the minute), whether it is their own hour, and where they live. */
export type LaterRow = { readonly at: Instant; readonly is_own: boolean; readonly country: string; readonly people: number };

/** Who waits for a time to come: whole chunks with a time of their own, and people noted in a chunk to be tried later. */
export async function selectLater(db: Db | Tx, scope: Scope, broadcast: BroadcastId, now: Instant): Promise<LaterRow[]> {
  const result = await sql<LaterRow>`with
    lot as materialized (
      select c.first_seq, c.last_seq, c.not_before, c.retries || c.returned as noted from chunk c
      where c.workspace_id = ${scope.workspace} and c.broadcast_id = ${broadcast} and c.state <> 'done'
        and (c.not_before > ${now} or c.retries <> '[]' or c.returned <> '[]')
    ),
    noted as (
      select (x ->> 'seq')::int as seq, to_timestamp(max((x ->> 'after')::float8) / 1000) as at
      from lot cross join lateral jsonb_array_elements(lot.noted) x where (x ->> 'after')::float8 > ${now.getTime()} group by 1
    )
    select date_trunc('minute', greatest(n.at, l.not_before) + interval '59 seconds') as at, r.due_at > ${now} is true as is_own, coalesce(r.country::text, '') as country, count(*)::int as people
    from lot l
    join recipient r on r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} and r.seq between l.first_seq and l.last_seq and r.state = 'waiting'
    left join noted n on n.seq = r.seq
    where l.not_before > ${now} or n.seq is not null
    group by 1, 2, 3 order by 1, people desc, 3`.execute(db);
  return result.rows;
}

/** How many messages each broadcast of a number had accepted since a moment. Looks only into chunks that moved since, or are at work. */
export async function countLatelyAccepted(db: Db | Tx, scope: Scope, number: NumberId, since: Instant): Promise<{ broadcast: string; people: number }[]> {
  const result = await sql<{ broadcast: string; people: number }>`
    select b.id as broadcast, count(*)::int as people
    from broadcast b
    join chunk c on c.workspace_id = b.workspace_id and c.broadcast_id = b.id and (c.moved_at >= ${since} or c.state = 'leased')
    join recipient r on r.workspace_id = c.workspace_id and r.broadcast_id = c.broadcast_id and r.seq between c.first_seq and c.last_seq and r.accepted_at >= ${since}
    where b.workspace_id = ${scope.workspace} and b.number_id = ${number} and b.state in ('sending', 'paused')
    group by b.id`.execute(db);
  return result.rows;
}

/** How many were accepted in each stretch of `seconds` from `since` on; stretches of nobody are left out. */
export async function countBySpell(
  db: Db | Tx,
  scope: Scope,
  broadcast: BroadcastId,
  span: { since: Instant; until: Instant; seconds: number },
): Promise<{ spell: number; people: number }[]> {
  const result = await sql<{ spell: number; people: number }>`
    select floor(extract(epoch from (r.accepted_at - ${span.since}::timestamptz)) / ${span.seconds}::float8)::int as spell, count(*)::int as people
    from chunk c
    join recipient r on r.workspace_id = c.workspace_id and r.broadcast_id = c.broadcast_id and r.seq between c.first_seq and c.last_seq
      and r.accepted_at >= ${span.since} and r.accepted_at < ${span.until}
    where c.workspace_id = ${scope.workspace} and c.broadcast_id = ${broadcast} and (c.moved_at >= ${span.since} or c.state = 'leased')
    group by 1 order by 1`.execute(db);
  return result.rows;
}

/** Taps of quick replies, by the body, its language and the button's label. */
export type TapRow = {
  readonly language: number;
  readonly free: boolean;
  readonly text: string;
  readonly payload: string;
  readonly people: number;
  readonly taps: number;
};

/** Counts the taps of a broadcast's buttons from the answers listed, and how many people tapped any. */
export async function countTaps(db: Db | Tx, scope: Scope, broadcast: BroadcastId): Promise<{ people: number; buttons: TapRow[] }> {
  const of = sql`from broadcast_reply where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast} and tapped is not null`;
  const everybody = await sql<{ people: number }>`select count(distinct seq)::int as people ${of}`.execute(db);
  const buttons = await sql<TapRow>`
    select language, free, tapped as text, coalesce(payload, '') as payload, count(distinct seq)::int as people, count(*)::int as taps ${of}
    group by 1, 2, 3, 4 order by people desc, 3, 4, 1, 2 limit ${buttonsMost}`.execute(db);
  return { people: everybody.rows[0]?.people ?? 0, buttons: buttons.rows };
}

/** A carousel has ten cards of two buttons, in a few languages; more labels than this are not ours. */
const buttonsMost = 200;

/** Which recipients are wanted; undefined does not narrow. */
export type PeopleFilter = {
  readonly state?: string | undefined;
  readonly code?: number | undefined;
  readonly reason?: string | undefined;
  readonly country?: string | undefined;
  /** Positions in the broadcast's languages. */
  readonly languages?: readonly number[] | undefined;
  readonly button?: string | undefined;
  readonly search?: string | undefined;
};

export type PersonRow = {
  readonly seq: number;
  readonly contact_id: string;
  readonly display_name: string | null;
  readonly phone: string;
  readonly country: string | null;
  readonly language: number;
  readonly variables: string[];
  readonly state: string;
  readonly reason: string | null;
  readonly error_code: number | null;
  readonly error_detail: string | null;
  readonly wamid: string | null;
  readonly accepted_at: Instant | null;
  readonly sent_at: Instant | null;
  readonly delivered_at: Instant | null;
  readonly read_at: Instant | null;
  readonly failed_at: Instant | null;
  readonly replied_at: Instant | null;
  readonly score: number | null;
  readonly free: boolean;
  readonly due_at: Instant | null;
  readonly attempt: number;
  readonly doubted_at: Instant | null;
  readonly closed_at: Instant | null;
  readonly harmed_at: Instant | null;
  readonly twice: boolean;
};

const personColumns = sql`r.seq, r.contact_id, reach.display_name, r.phone, r.country, r.language, r.variables, r.state, r.reason, r.error_code, r.error_detail, r.wamid,
  r.accepted_at, r.sent_at, r.delivered_at, r.read_at, r.failed_at, r.replied_at, r.score, r.free, r.due_at, r.attempt, r.doubted_at, r.closed_at, r.harmed_at, r.twice`;
const withName = sql`left join lateral (select p.display_name from contact_reach p where p.workspace_id = r.workspace_id and p.contact_id = r.contact_id offset 0) reach on true`;

/**
 * Recipients in order of their number: those after `after` and up to `until`, which bounds how many rows are looked at when few are
 * wanted (there is no index by state: it would make every change of a state dearer).
 */
export async function selectPeople(
  db: Db | Tx,
  scope: Scope,
  broadcast: BroadcastId,
  page: { filter: PeopleFilter; after: number; until: number; limit: number },
): Promise<PersonRow[]> {
  const result = await sql<PersonRow>`
    select ${personColumns}
    from (
      select * from recipient r
      where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} and r.seq > ${page.after} and r.seq <= ${page.until} ${narrow(scope, broadcast, page.filter)}
      order by r.seq limit ${page.limit}
    ) r ${withName}
    order by r.seq`.execute(db);
  return result.rows;
}

/** Found by a name, this many people at most are looked for among the recipients: the best known way to say "narrow it down". */
const foundMost = 1_000;

function narrow(scope: Scope, broadcast: BroadcastId, filter: PeopleFilter): RawBuilder<unknown> {
  const { state, code, reason, country, languages, button, search } = filter;
  const answered = (and: RawBuilder<unknown>) =>
    sql`and r.seq in (select a.seq from broadcast_reply a where a.workspace_id = ${scope.workspace} and a.broadcast_id = ${broadcast} ${and})`;
  const parts: RawBuilder<unknown>[] = [];
  if (state === 'replied') parts.push(sql`and r.replied_at is not null`);
  else if (state === 'harmed') parts.push(sql`and r.harmed_at is not null`);
  else if (state === 'tapped') parts.push(answered(sql`and a.tapped is not null`));
  else if (state !== undefined) parts.push(sql`and r.state = ${state}`);
  if (code !== undefined) parts.push(sql`and r.state = 'failed' and r.error_code = ${code}`);
  if (reason !== undefined) parts.push(sql`and r.state = 'skipped' and r.reason = ${reason}`);
  if (country !== undefined) parts.push(sql`and r.country = ${country}`);
  if (languages !== undefined) parts.push(sql`and r.language = any(${[...languages]}::smallint[])`);
  if (button !== undefined) parts.push(answered(sql`and a.tapped = ${button}`));
  if (search !== undefined) parts.push(searched(scope, search));
  return parts.length === 0 ? sql`` : sql.join(parts, sql` `);
}

/** By digits the phone as it was frozen, however it is written; by words the name as it is now, through its index. */
function searched(scope: Scope, text: string): RawBuilder<unknown> {
  if (/^[+\d][\d\s().\-/]{2,}$/.test(text)) return sql`and r.phone like ${`%${text.replace(/\D/g, '').replace(/^0+/, '')}%`}`;
  const words = text
    .split(/\s+/)
    .map((word) => sql`and (c.display_name || ' ' || coalesce(c.phone, '') || ' ' || coalesce(c.email, '')) ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
  return sql`and r.contact_id in (select c.contact_id from contact_reach c where c.workspace_id = ${scope.workspace} ${sql.join(words, sql` `)} limit ${foundMost})`;
}

/** One recipient by number. */
export async function selectPerson(db: Db | Tx, scope: Scope, broadcast: BroadcastId, seq: number): Promise<PersonRow | undefined> {
  const result = await sql<PersonRow>`
    select ${personColumns} from recipient r ${withName}
    where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} and r.seq = ${seq}`.execute(db);
  return result.rows[0];
}

export type AttemptRow = {
  readonly attempt: number;
  readonly state: string;
  readonly accepted_at: Instant | null;
  readonly sent_at: Instant | null;
  readonly failed_at: Instant | null;
  readonly error_code: number | null;
  readonly error_detail: string | null;
  readonly ended_at: Instant;
  readonly ended_by: string;
};

/** What became of a person's earlier attempts, the first one first. */
export async function selectAttempts(db: Db | Tx, scope: Scope, broadcast: BroadcastId, seq: number): Promise<AttemptRow[]> {
  const result = await sql<AttemptRow>`
    select attempt, state, accepted_at, sent_at, failed_at, error_code, error_detail, ended_at, ended_by from recipient_attempt
    where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast} and seq = ${seq} order by attempt`.execute(db);
  return result.rows;
}

/** An answer with what was said. */
export type ReplyRow = {
  readonly message_id: string;
  readonly seq: number;
  readonly at: Instant;
  readonly tapped: string | null;
  readonly content: unknown;
  readonly contact_id: string;
  readonly conversation_id: string;
  readonly display_name: string | null;
};

/** Answers to a broadcast, the latest first, strictly before a place; with `seq` those of one person. */
export async function selectReplies(
  db: Db | Tx,
  scope: Scope,
  broadcast: BroadcastId,
  page: { before?: Place | undefined; seq?: number; limit: number },
): Promise<ReplyRow[]> {
  const before = page.before === undefined ? sql`` : sql`and (a.at, a.message_id) < (${page.before.at}, ${page.before.id}::uuid)`;
  const ofOne = page.seq === undefined ? sql`` : sql`and a.seq = ${page.seq}`;
  const result = await sql<ReplyRow>`
    select a.message_id, a.seq, a.at, a.tapped, m.content, m.contact_id, m.conversation_id, reach.display_name
    from (
      select * from broadcast_reply a where a.workspace_id = ${scope.workspace} and a.broadcast_id = ${broadcast} ${ofOne} ${before}
      order by a.at desc, a.message_id desc limit ${page.limit}
    ) a
    join message m on m.workspace_id = ${scope.workspace} and m.id = a.message_id
    left join lateral (select p.display_name from contact_reach p where p.workspace_id = m.workspace_id and p.contact_id = m.contact_id offset 0) reach on true
    order by a.at desc, a.message_id desc`.execute(db);
  return result.rows;
}

/** Everybody who failed with a code, up to a bound. */
export async function selectFailedWith(db: Db | Tx, scope: Scope, broadcast: BroadcastId, page: { code: number; limit: number }): Promise<string[]> {
  const result = await sql<{ contact_id: string }>`
    select contact_id from recipient
    where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast} and state = 'failed' and error_code = ${page.code} order by seq limit ${page.limit}`.execute(
    db,
  );
  return result.rows.map((row) => row.contact_id);
}

/** The counters of the sendings that ended before this one in the same lane, the latest first; tests on a handful of people left out. */
export async function selectPast(
  db: Db | Tx,
  scope: Scope,
  before: { broadcast: BroadcastId; lane: string; launchedAt: Instant; peopleLeast: number; limit: number },
): Promise<Record<string, number>[]> {
  const result = await sql<Record<string, number>>`
    select total, waiting, skipped, accepted, sent, delivered, read, failed, in_doubt, cancelled, replied
    from broadcast
    where workspace_id = ${scope.workspace} and id <> ${before.broadcast} and lane = ${before.lane} and state in ('done', 'stopped')
      and launched_at < ${before.launchedAt} and delivered + read >= ${before.peopleLeast}
    order by launched_at desc, id desc limit ${before.limit}`.execute(db);
  return result.rows;
}

/** When the counters of a broadcast were last compared with its rows, and whether they were equal. */
export async function selectLastCheck(db: Db | Tx, scope: Scope, broadcast: BroadcastId): Promise<{ at: Instant; is_equal: boolean } | undefined> {
  const result = await sql<{ at: Instant; is_equal: boolean }>`
    select at, difference is null as is_equal from reconciliation
    where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast} order by at desc, id desc limit 1`.execute(db);
  return result.rows[0];
}

/** Until when a broadcast as a whole waits for the limit, its hours, or its pace; null when it does not. */
export async function selectWaitsUntil(db: Db | Tx, scope: Scope, broadcast: BroadcastId): Promise<Instant | null> {
  const result = await sql<{ waits_until: Instant | null }>`
    select waits_until from broadcast where workspace_id = ${scope.workspace} and id = ${broadcast}`.execute(db);
  return result.rows[0]?.waits_until ?? null;
}
