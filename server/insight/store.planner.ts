import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db } from '#server/platform/platform.ts';

/** A calendar of more entries than this nobody reads. */
const entriesMost = 500;

/** What a plan says of a sending, as JSON; null without a plan. */
const planParts = sql`
  jsonb_build_object('recipients', p.body #> '{plan,recipients}', 'waves', p.body #> '{plan,waves}', 'by_country', p.body #> '{plan,by_country}',
    'free', p.body #> '{plan,free}', 'stages', p.body #> '{plan,canary,stages}', 'matures', p.body #> '{plan,canary,matures_minutes}',
    'pace', p.body -> 'pace', 'lane', p.body #> '{plan,lane}', 'number', p.body #> '{plan,number,id}')`;

/** A broadcast in the calendar. */
export type BroadcastRow = {
  id: string;
  campaign_id: string;
  name: string;
  state: 'waiting' | 'opening' | 'sending' | 'paused' | 'done' | 'stopped';
  schedule: string | null;
  number_id: string;
  lane: 'transactional' | 'marketing';
  opens_at: Instant;
  first_sent_at: Instant | null;
  finished_at: Instant | null;
  total: number;
  waiting: number;
  pace: unknown;
  /** Of a canary under way: where it stands. */
  canary: { stages: number[]; stage: number; matures_minutes: number; matures_at: string | null; state: string } | null;
  plan: unknown;
};

/** Broadcasts that are open, and those that were sending within a span; oldest first. */
export async function selectBroadcasts(db: Db, scope: Scope, span: { from: Instant; to: Instant }): Promise<BroadcastRow[]> {
  const found = await sql<BroadcastRow>`
    select b.id, b.campaign_id, c.name, b.state, c.choices #>> '{schedule,kind}' as schedule, b.number_id, b.lane, b.opens_at, b.first_sent_at, b.finished_at,
      b.total, b.waiting, b.pace, ${planParts} as plan,
      case when w.broadcast_id is not null then jsonb_build_object(
        'stages', w.stages, 'stage', w.stage, 'matures_minutes', w.matures_minutes, 'matures_at', w.matures_at, 'state', w.state) end as canary
    from broadcast b
    join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id
    join plan p on p.workspace_id = b.workspace_id and p.id = b.plan_id
    left join canary_watch w on w.workspace_id = b.workspace_id and w.broadcast_id = b.id and w.ended_at is null
    where b.workspace_id = ${scope.workspace} and b.state <> 'undone' and (
      b.state in ('waiting', 'opening', 'sending', 'paused')
      or (b.first_sent_at < ${span.to} and b.finished_at >= ${span.from}))
    order by b.opens_at, b.id limit ${entriesMost}`.execute(db);
  return found.rows;
}

/** How many people of broadcasts left on each day of a zone, within a span. */
export async function countLeft(
  db: Db,
  scope: Scope,
  broadcasts: readonly string[],
  span: { from: Instant; to: Instant; timezone: string },
): Promise<{ broadcast_id: string; date: string; people: number }[]> {
  if (broadcasts.length === 0) return [];
  const found = await sql<{ broadcast_id: string; date: string; people: number }>`
    select broadcast_id, to_char(accepted_at at time zone ${span.timezone}, 'YYYY-MM-DD') as date, count(*)::int as people
    from recipient
    where workspace_id = ${scope.workspace} and broadcast_id = any(${broadcasts}) and accepted_at >= ${span.from} and accepted_at < ${span.to}
    group by 1, 2 order by 1, 2`.execute(db);
  return found.rows;
}

/** A campaign that repeats, or a draft with a time. */
export type CampaignRow = {
  id: string;
  name: string;
  state: 'draft' | 'repeating';
  choices: unknown;
  next_at: Instant | null;
  /** Of its latest plan; null when none was made. */
  plan: unknown;
  /** How many got it when it went out last; null when it never did. */
  last_people: number | null;
};

/** Repeating campaigns that do not stand still, and drafts with a time of their own; the newest first. */
export async function selectPlanned(db: Db, scope: Scope): Promise<CampaignRow[]> {
  const found = await sql<CampaignRow>`
    select c.id, c.name, c.state, c.choices, c.next_at, latest.plan,
      (select b.total - b.skipped from broadcast b where b.workspace_id = c.workspace_id and b.campaign_id = c.id and b.state = 'done'
        order by b.launched_at desc, b.id desc limit 1) as last_people
    from campaign c
    left join lateral (
      select ${planParts} as plan from plan p where p.workspace_id = c.workspace_id and p.campaign_id = c.id order by p.created_at desc, p.id desc limit 1
    ) latest on true
    where c.workspace_id = ${scope.workspace} and (
      (c.state = 'repeating' and c.next_at is not null and c.held_by is null)
      or (c.state = 'draft' and c.choices #>> '{schedule,kind}' in ('at', 'local_hour')))
    order by c.created_at desc, c.id desc limit ${entriesMost}`.execute(db);
  return found.rows;
}

/** Our numbers with what they share a limit by: their portfolio, or their account while Meta has not said. Oldest first. */
export async function selectLimits(
  db: Db,
  scope: Scope,
): Promise<
  {
    id: string;
    display_phone: string;
    portfolio: string;
    messaging_limit: string | null;
    quality: string;
    throughput_per_second: number;
    warm_since: Instant | null;
  }[]
> {
  const found = await sql<{
    id: string;
    display_phone: string;
    portfolio: string;
    messaging_limit: string | null;
    quality: string;
    throughput_per_second: number;
    warm_since: Instant | null;
  }>`
    select n.id, n.display_phone, coalesce(a.portfolio_id, 'account ' || a.meta_id) as portfolio, n.messaging_limit, n.quality, n.throughput_per_second, n.warm_since
    from number n join business_account a on a.workspace_id = n.workspace_id and a.id = n.business_account_id
    where n.workspace_id = ${scope.workspace} order by n.created_at, n.id`.execute(db);
  return found.rows;
}

/** The calendar link of a workspace. */
export function selectFeed(db: Db, scope: Scope) {
  return db.selectFrom('planner_feed').select(['created_by', 'created_at', 'seen_at']).where('workspace_id', '=', scope.workspace).executeTakeFirst();
}

/** Makes the link, or makes it anew: the one before ends. */
export async function upsertFeed(db: Db, scope: Scope, feed: { hash: Buffer; by: string; at: Instant }): Promise<void> {
  const fresh = { token_hash: feed.hash, created_by: feed.by, created_at: feed.at, seen_at: null };
  await db
    .insertInto('planner_feed')
    .values({ workspace_id: scope.workspace, ...fresh })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(fresh))
    .execute();
}

/** Ends the link. */
export async function deleteFeed(db: Db, scope: Scope): Promise<void> {
  await db.deleteFrom('planner_feed').where('workspace_id', '=', scope.workspace).execute();
}

/** Whose link this is, noting that it was read; undefined for one that has ended. Across workspaces: the token is the scope. */
export function seeFeed(db: Db, hash: Buffer, at: Instant): Promise<{ workspace_id: string } | undefined> {
  return db.updateTable('planner_feed').set({ seen_at: at }).where('token_hash', '=', hash).returning('workspace_id').executeTakeFirst();
}
