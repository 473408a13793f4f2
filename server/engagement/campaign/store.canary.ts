import { type RawBuilder, sql } from 'kysely';
import { cappedCodes, type CanaryRule, instantCodes, type Part } from '#core/policy/canary.ts';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const watchColumns = [
  'broadcast_id',
  'rule',
  'matures_minutes',
  'stages',
  'ends',
  'stage',
  'state',
  'matures_at',
  'usual_reads',
  'usual_delivery',
  'base_people',
  'base_events',
  'path',
  'looked_at',
  'quality_seen',
  'template_red_seen',
] as const;

export type WatchState = 'sending' | 'maturing' | 'asks' | 'stopped' | 'released';

/** How the canary of a broadcast stands; `path` is JSON. */
export type WatchRow = {
  broadcast_id: string;
  rule: CanaryRule;
  matures_minutes: number;
  stages: number[];
  ends: number[];
  stage: number;
  state: WatchState;
  matures_at: Instant | null;
  usual_reads: number | null;
  usual_delivery: number | null;
  base_people: number;
  base_events: number;
  path: unknown;
  looked_at: Instant;
  quality_seen: string | null;
  template_red_seen: boolean;
};

export type NewWatch = {
  broadcast: BroadcastId;
  rule: CanaryRule;
  maturesMinutes: number;
  stages: readonly number[];
  ends: readonly number[];
  usual: { readonly reads: number | null; readonly delivery: number | null };
  /** What Meta says of the number, and whether it rates the template red, as it begins: only what gets worse stops. */
  quality: string | null;
  isTemplateRed: boolean;
};

/** Begins to watch a broadcast. */
export async function insertWatch(tx: Tx, scope: Scope, watch: NewWatch, now: Instant): Promise<void> {
  await tx
    .insertInto('canary_watch')
    .values({
      workspace_id: scope.workspace,
      broadcast_id: watch.broadcast,
      rule: watch.rule,
      matures_minutes: watch.maturesMinutes,
      stages: [...watch.stages],
      ends: [...watch.ends],
      usual_reads: watch.usual.reads,
      usual_delivery: watch.usual.delivery,
      quality_seen: watch.quality,
      template_red_seen: watch.isTemplateRed,
      looked_at: now,
      began_at: now,
    })
    .execute();
}

/** Failures come by the thousand when they come: they are looked into this often. */
const failuresEverySeconds = 5;

/** Of a watch w and its broadcast b: something was said or done since the last look. `released` watches for harm only. */
const isChanged = sql`(
  b.state in ('done', 'stopped', 'undone')
  or w.state <> 'stopped' and (
    b.harmed <> w.harmed_seen
    or b.quality is distinct from w.quality_seen
    or b.template_red <> w.template_red_seen
    or w.state = 'sending' and not b.is_leaving
    or b.held_by in ('number_paused', 'payment_missing', 'template_paused') and b.held_detail is distinct from w.held_seen
  )
)`;

/** When a canary is to be looked at next, also one that is due; null when none is. Reads the few that are under way. */
export async function selectNextLook(db: Db, now: Instant): Promise<Instant | null> {
  const result = await sql<{ at: Instant | null }>`
    select min(case
      when ${isChanged} then ${now}::timestamptz
      else least(
        case when w.state = 'maturing' then w.matures_at end,
        case when w.state <> 'stopped' and b.failed <> w.failed_seen then w.looked_at + ${failuresEverySeconds} * interval '1 second' end
      ) end) as at
    from canary_watch w join broadcast_standing b on b.workspace_id = w.workspace_id and b.broadcast_id = w.broadcast_id
    where w.ended_at is null`.execute(db);
  return result.rows[0]?.at ?? null;
}

/** At once, and those that are left the next time. */
const looksMost = 20;

/** Canaries that are to be looked at. */
export async function selectDueLooks(db: Db, now: Instant): Promise<{ workspace_id: string; broadcast_id: string }[]> {
  const result = await sql<{ workspace_id: string; broadcast_id: string }>`
    select w.workspace_id, w.broadcast_id
    from canary_watch w join broadcast_standing b on b.workspace_id = w.workspace_id and b.broadcast_id = w.broadcast_id
    where w.ended_at is null and (
      ${isChanged} or w.state = 'maturing' and w.matures_at <= ${now}
      or w.state <> 'stopped' and b.failed <> w.failed_seen and w.looked_at + ${failuresEverySeconds} * interval '1 second' <= ${now}
    )
    order by w.began_at, w.broadcast_id limit ${looksMost}`.execute(db);
  return result.rows;
}

/** The canary of a broadcast, held until the transaction ends; undefined when there is none, or another is looking at it (`skip`). */
export function lockWatch(tx: Tx, scope: Scope, broadcast: BroadcastId, isSkipping: boolean): Promise<WatchRow | undefined> {
  const query = tx
    .selectFrom('canary_watch')
    .select(watchColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('broadcast_id', '=', broadcast)
    .where('ended_at', 'is', null)
    .forUpdate();
  return (isSkipping ? query.skipLocked() : query).executeTakeFirst();
}

/** The canary of a broadcast, also one that is over. */
export function selectWatch(db: Db | Tx, scope: Scope, broadcast: BroadcastId): Promise<(WatchRow & { ended_at: Instant | null }) | undefined> {
  return db
    .selectFrom('canary_watch')
    .select([...watchColumns, 'ended_at'])
    .where('workspace_id', '=', scope.workspace)
    .where('broadcast_id', '=', broadcast)
    .executeTakeFirst();
}

export type WatchChange = {
  readonly stage?: number;
  readonly state?: WatchState;
  readonly matures_at?: Instant | null;
  readonly base_people?: number;
  readonly base_events?: number;
  readonly harmed_seen?: number;
  readonly failed_seen?: number;
  readonly held_seen?: string | null;
  readonly quality_seen?: string | null;
  readonly template_red_seen?: boolean;
  readonly path?: string;
  readonly looked_at?: Instant;
  readonly ended_at?: Instant;
};

/** Changes how a canary stands. */
export async function updateWatch(tx: Tx, scope: Scope, broadcast: BroadcastId, change: WatchChange): Promise<void> {
  await tx.updateTable('canary_watch').set(change).where('workspace_id', '=', scope.workspace).where('broadcast_id', '=', broadcast).execute();
}

export type LookRow = {
  at: Instant;
  stage: number;
  verdict: 'release' | 'stop' | 'undecided' | 'wait';
  because: string;
  by_name: string | null;
  numbers: unknown;
};

/** Keeps a decision for good. */
export async function insertLook(
  tx: Tx,
  scope: Scope,
  broadcast: BroadcastId,
  look: Omit<LookRow, 'numbers' | 'by_name'> & { by: string | null; numbers: object },
): Promise<void> {
  const { by, numbers, ...rest } = look;
  await tx
    .insertInto('canary_look')
    .values({ workspace_id: scope.workspace, broadcast_id: broadcast, ...rest, by_name: by, numbers: JSON.stringify(numbers) })
    .execute();
}

/** More decisions than this no canary comes to, unless somebody waits again and again. */
const looksShownMost = 50;

/** Decisions of a canary, the latest first. */
export function selectLooks(db: Db | Tx, scope: Scope, broadcast: BroadcastId): Promise<LookRow[]> {
  return db
    .selectFrom('canary_look')
    .select(['at', 'stage', 'verdict', 'because', 'by_name', 'numbers'])
    .where('workspace_id', '=', scope.workspace)
    .where('broadcast_id', '=', broadcast)
    .orderBy('id', 'desc')
    .limit(looksShownMost)
    .execute();
}

/** How a broadcast on its way stands. */
export function selectStanding(db: Db | Tx, scope: Scope, broadcast: BroadcastId) {
  return db
    .selectFrom('broadcast_standing')
    .select(['is_leaving', 'held_by', 'held_detail', 'held_back', 'quality', 'template_red'])
    .where('workspace_id', '=', scope.workspace)
    .where('broadcast_id', '=', broadcast)
    .executeTakeFirst();
}

/** What is seen of a stage: who left and was not capped, who of these was delivered and who read, when the last left, and the worst of Meta's codes. */
export type StageSignals = { left: number; delivered: number; read: number; only_accepted: number; last_left_at: Instant | null; codes: number[] };

const leftStates = sql`('accepted', 'sent', 'delivered', 'read', 'failed')`;
const capped = sql`(r.state = 'failed' and r.error_code = any(${[...cappedCodes]}::int[]))`;
/** Of a recipient r: delivered, and read, within so many minutes of leaving, so that an old broadcast and a young stage can be compared. */
function within(minutes: number, at: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${at} <= coalesce(r.accepted_at, r.sent_at, ${at}) + ${minutes} * interval '1 minute'`;
}
const deliveredAt = sql`coalesce(r.delivered_at, r.read_at)`;
const readAt = sql`r.read_at`;

/** The signals of the people of some numbers of a broadcast. */
export async function selectStageSignals(
  db: Db | Tx,
  scope: Scope,
  broadcast: BroadcastId,
  range: { first: number; last: number; maturesMinutes: number },
): Promise<StageSignals> {
  const result = await sql<StageSignals>`
    select count(*) filter (where r.state in ${leftStates} and not ${capped})::int as left,
      count(*) filter (where ${within(range.maturesMinutes, deliveredAt)})::int as delivered,
      count(*) filter (where ${within(range.maturesMinutes, readAt)})::int as read,
      count(*) filter (where r.state = 'accepted')::int as only_accepted,
      max(r.accepted_at) as last_left_at,
      coalesce(array_agg(distinct r.error_code) filter (where r.error_code = any(${[...instantCodes]}::int[]) and r.state = 'failed'), '{}') as codes
    from recipient_signal r
    where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} and r.seq between ${range.first} and ${range.last}`.execute(db);
  return result.rows[0] ?? { left: 0, delivered: 0, read: 0, only_accepted: 0, last_left_at: null, codes: [] };
}

/** Of our own history so many broadcasts are asked what is usual, with so many people of each; fewer people in all say nothing. */
const historyBroadcasts = 5;
const historyPeopleEach = 2_000;
const historyPeopleLeast = 500;

/** What is usual for offers by a number: shares delivered and read within so many minutes, of its latest broadcasts that are done; null without enough of them. */
export async function selectUsual(
  db: Db | Tx,
  scope: Scope,
  number: NumberId,
  maturesMinutes: number,
): Promise<{ delivery: number | null; reads: number | null }> {
  const result = await sql<{ left: number; delivered: number; read: number }>`
    select coalesce(sum(h.left), 0)::int as left, coalesce(sum(h.delivered), 0)::int as delivered, coalesce(sum(h.read), 0)::int as read
    from (
      select b.workspace_id, b.broadcast_id from broadcast_standing b
      where b.workspace_id = ${scope.workspace} and b.number_id = ${number} and b.lane = 'marketing' and b.state = 'done'
      order by b.finished_at desc limit ${historyBroadcasts}
    ) b
    cross join lateral (
      select count(*) filter (where r.state in ${leftStates} and not ${capped}) as left,
        count(*) filter (where ${within(maturesMinutes, deliveredAt)}) as delivered,
        count(*) filter (where ${within(maturesMinutes, readAt)}) as read
      from recipient_signal r
      where r.workspace_id = b.workspace_id and r.broadcast_id = b.broadcast_id and r.seq <= ${historyPeopleEach}
    ) h`.execute(db);
  const { left, delivered, read } = result.rows[0] ?? { left: 0, delivered: 0, read: 0 };
  const isEnough = delivered >= historyPeopleLeast;
  // A floor cannot be worked out from "always" or "never".
  const share = (some: number, all: number) => (isEnough && some > 0 && some < all ? some / all : null);
  return { delivery: share(delivered, left), reads: share(read, delivered) };
}

/** The largest parts of an audience are looked at: countries and imports, each so many at most. */
const partsMost = 30;

/** Everybody who has a broadcast and everybody harmed, and the same of its parts. */
export type Parts = { readonly delivered: number; readonly harmed: number; readonly parts: readonly Part[] };

/**
 * Who has a broadcast, and who was harmed, in all and by country and by the import they came with; up to a number of the broadcast. One
 * statement, so that the whole is of the same moment as its parts.
 */
export async function selectParts(db: Db | Tx, scope: Scope, broadcast: BroadcastId, last: number): Promise<Parts> {
  const result = await sql<{ kind: Part['kind'] | 'all'; name: string; people: number; events: number }>`with
    reached as materialized (
      select r.contact_id, r.country, r.state, (r.harmed_at is not null)::int as harm from recipient_signal r
      where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} and r.seq <= ${last} and (r.state in ('delivered', 'read') or r.harmed_at is not null)
    )
    select 'all' as kind, '' as name, (count(*) filter (where state in ('delivered', 'read')))::int as people, coalesce(sum(harm), 0)::int as events from reached
    union all
    (select 'country', country::text, count(*)::int, sum(harm)::int from reached where country is not null group by country order by 3 desc, 2 limit ${partsMost})
    union all
    (
      select 'import', o.file_name, count(*)::int, sum(harm)::int
      from reached join contact_origin o on o.workspace_id = ${scope.workspace} and o.contact_id = reached.contact_id
      group by o.import_id, o.file_name order by 3 desc, 2 limit ${partsMost}
    )`.execute(db);
  const all = result.rows.find(({ kind }) => kind === 'all');
  const parts = result.rows.flatMap(({ kind, ...part }) => (kind === 'all' ? [] : [{ kind, ...part }]));
  return { delivered: all?.people ?? 0, harmed: all?.events ?? 0, parts };
}

/** Broadcasts with a canary under way, of a number or of a template. */
export async function selectWatched(
  db: Db | Tx,
  scope: Scope,
  of: { number: NumberId } | { broadcasts: readonly BroadcastId[] },
): Promise<{ broadcast_id: string }[]> {
  const query = db
    .selectFrom('canary_watch as w')
    .innerJoin('broadcast_standing as b', (join) => join.onRef('b.workspace_id', '=', 'w.workspace_id').onRef('b.broadcast_id', '=', 'w.broadcast_id'))
    .select('w.broadcast_id')
    .where('w.workspace_id', '=', scope.workspace)
    .where('w.ended_at', 'is', null)
    .where('w.state', '!=', 'stopped')
    .orderBy('w.broadcast_id');
  if ('number' in of) return query.where('b.number_id', '=', of.number).execute();
  return of.broadcasts.length === 0 ? [] : query.where('w.broadcast_id', 'in', [...of.broadcasts]).execute();
}
