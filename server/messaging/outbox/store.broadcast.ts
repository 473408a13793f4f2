import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { Place } from '#core/value/cursor.ts';
import type { BroadcastId, CampaignId, NumberId, PlanId, TemplateId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

export type BroadcastInput = {
  id: BroadcastId;
  campaign: CampaignId;
  plan: PlanId;
  number: NumberId;
  template: TemplateId;
  languages: unknown;
  free: unknown;
  isStaggered: boolean;
  occursAt: Instant | null;
  opensAt: Instant;
  state: 'waiting' | 'opening';
  by: string;
  lane?: 'transactional' | 'marketing';
  pace?: unknown;
  canary?: unknown;
  budgetMicros?: number | null;
  rates?: unknown;
};

/** Adds a broadcast, in its undo minute as a rule. */
export async function insertBroadcast(tx: Tx, scope: Scope, input: BroadcastInput, now: Instant): Promise<void> {
  await tx
    .insertInto('broadcast')
    .values({
      workspace_id: scope.workspace,
      id: input.id,
      campaign_id: input.campaign,
      plan_id: input.plan,
      number_id: input.number,
      template_id: input.template,
      languages: JSON.stringify(input.languages),
      free: input.free === null ? null : JSON.stringify(input.free),
      is_staggered: input.isStaggered,
      occurs_at: input.occursAt,
      state: input.state,
      held_by: null,
      held_detail: null,
      opens_at: input.opensAt,
      launched_by: input.by,
      launched_at: now,
      first_sent_at: null,
      finished_at: null,
      lane: input.lane ?? 'marketing',
      pace: keepJson(input.pace),
      canary: keepJson(input.canary),
      budget_micros: input.budgetMicros ?? null,
      rates: JSON.stringify(input.rates ?? {}),
    })
    .execute();
}

function keepJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

const broadcastColumns = [
  'workspace_id',
  'id',
  'campaign_id',
  'plan_id',
  'number_id',
  'template_id',
  'languages',
  'free',
  'is_staggered',
  'state',
  'held_by',
  'held_detail',
  'opens_at',
  'launched_by',
  'launched_at',
  'first_sent_at',
  'finished_at',
  'total',
  'waiting',
  'skipped',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'in_doubt',
  'cancelled',
  'replied',
  'lane',
  'pace',
  'canary',
  'stage',
  'budget_micros',
  'rates',
  'doubted',
  'settled',
  'closed',
  'harmed',
  'twice',
] as const;

/** One broadcast. */
export function selectBroadcast(db: Db | Tx, scope: Scope, id: BroadcastId) {
  return db.selectFrom('broadcast').select(broadcastColumns).where('workspace_id', '=', scope.workspace).where('id', '=', id).executeTakeFirst();
}

/** How often each of these campaigns went out, those undone left out. */
export async function countBroadcastsOf(db: Db | Tx, scope: Scope, campaigns: readonly CampaignId[]): Promise<Map<string, number>> {
  if (campaigns.length === 0) return new Map();
  const rows = await db
    .selectFrom('broadcast')
    .select(['campaign_id', sql<number>`count(*)::int`.as('times')])
    .where('workspace_id', '=', scope.workspace)
    .where('campaign_id', 'in', [...campaigns])
    .where('state', '!=', 'undone')
    .groupBy('campaign_id')
    .execute();
  return new Map(rows.map(({ campaign_id, times }) => [campaign_id, times]));
}

/** The broadcasts of a campaign, the latest first, strictly before a place; those undone left out. */
export function selectBroadcastPage(db: Db | Tx, scope: Scope, campaign: CampaignId, page: { before: Place | undefined; limit: number }) {
  let query = db
    .selectFrom('broadcast')
    .select(broadcastColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('campaign_id', '=', campaign)
    .where('state', '!=', 'undone');
  if (page.before !== undefined) query = query.where(sql<boolean>`(launched_at, id) < (${page.before.at}, ${page.before.id}::uuid)`);
  return query.orderBy('launched_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** Broadcasts of a template that are not over, and why they are held. */
export function selectOpenBroadcastsOfTemplate(db: Db | Tx, scope: Scope, template: TemplateId) {
  return db
    .selectFrom('broadcast')
    .select(broadcastColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('template_id', '=', template)
    .where('state', 'in', ['waiting', 'opening', 'sending', 'paused'])
    .orderBy('id')
    .execute();
}

/** Holds a broadcast in its undo time, or lets it go on; true when it waits still and something changed. */
export async function holdWaiting(tx: Tx, scope: Scope, id: BroadcastId, held: { by: string; detail: string } | null): Promise<boolean> {
  const done = await tx
    .updateTable('broadcast')
    .set({ held_by: held?.by ?? null, held_detail: held?.detail ?? null })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where(sql<boolean>`held_by is distinct from ${held?.by ?? null}`)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Whether an occurrence of a repetition has its broadcast. */
export async function hasOccurrence(tx: Tx, scope: Scope, campaign: CampaignId, occursAt: Instant): Promise<boolean> {
  const found = await tx
    .selectFrom('broadcast')
    .select('id')
    .where('workspace_id', '=', scope.workspace)
    .where('campaign_id', '=', campaign)
    .where('occurs_at', '=', occursAt)
    .executeTakeFirst();
  return found !== undefined;
}

/** The latest broadcast of each of these campaigns, those undone left out. */
export async function selectBroadcastsOf(db: Db | Tx, scope: Scope, campaigns: readonly CampaignId[]) {
  if (campaigns.length === 0) return [];
  return db
    .selectFrom('broadcast')
    .distinctOn('campaign_id')
    .select(broadcastColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('campaign_id', 'in', [...campaigns])
    .where('state', '!=', 'undone')
    .orderBy('campaign_id')
    .orderBy('launched_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export type BroadcastRow = NonNullable<Awaited<ReturnType<typeof selectBroadcast>>>;

/** When the next undo time is over, also one that is over already; null when nothing waits. One that is held does not open. Reads the index `broadcast_opening`. */
export async function selectNextOpening(db: Db): Promise<Instant | null> {
  const row = await db
    .selectFrom('broadcast')
    .select('opens_at')
    .where('state', '=', 'waiting')
    .where('held_by', 'is', null)
    .orderBy('opens_at')
    .limit(1)
    .executeTakeFirst();
  return row?.opens_at ?? null;
}

/** At once, and those that are left the next time. */
const openingsMost = 100;

/** Ends the undo time of broadcasts that are due; each is returned to one caller. Those being undone at the moment are passed over. */
export async function beginOpening(tx: Tx, now: Instant): Promise<{ workspace_id: string; id: string }[]> {
  const result = await sql<{ workspace_id: string; id: string }>`with
    due as materialized (
      select workspace_id, id from broadcast where state = 'waiting' and held_by is null and opens_at <= ${now}
      order by opens_at, id limit ${openingsMost} for update skip locked
    )
    update broadcast b set state = 'opening' from due
    where b.workspace_id = due.workspace_id and b.id = due.id
    returning b.workspace_id, b.id`.execute(tx);
  return result.rows;
}

/** Locks a broadcast for a change of its state, or for being filled. */
export async function lockBroadcast(
  tx: Tx,
  scope: Scope,
  id: BroadcastId,
): Promise<
  { state: BroadcastRow['state']; opens_at: Date; total: number; is_staggered: boolean; canary: unknown; pace: unknown; number_id: string } | undefined
> {
  return tx
    .selectFrom('broadcast')
    .select(['state', 'opens_at', 'total', 'is_staggered', 'canary', 'pace', 'number_id'])
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Sets the counters after filling, when nothing has moved yet. */
export async function setCounters(
  tx: Tx,
  scope: Scope,
  broadcast: BroadcastId,
  counts: Readonly<Record<string, number>>,
  state: BroadcastRow['state'],
): Promise<void> {
  await tx
    .updateTable('broadcast')
    .set({ state, total: counts['total'] ?? 0, waiting: counts['waiting'] ?? 0, skipped: counts['skipped'] ?? 0 })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', broadcast)
    .execute();
}

export type StateChange = {
  from: readonly BroadcastRow['state'][];
  to: BroadcastRow['state'];
  held: { by: string; detail: string } | null;
  finishedAt: Instant | null;
};

/** Moves a broadcast from one of some states to another. True when it did. */
export async function moveBroadcast(tx: Tx | Db, scope: Scope, id: BroadcastId, change: StateChange): Promise<boolean> {
  const done = await tx
    .updateTable('broadcast')
    .set({ state: change.to, held_by: change.held?.by ?? null, held_detail: change.held?.detail ?? null, finished_at: change.finishedAt })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .where('state', 'in', [...change.from])
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
