import type { Campaign, CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { cutPage, parseCursor } from '#core/value/cursor.ts';
import { type CampaignId, parseId, type PlanId, presentId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import type { Instant } from '#core/value/time.ts';
import { type BroadcastRecord, presentBroadcast } from '#server/messaging/outbox/broadcast.ts';
import { findBroadcastOfCampaign, findBroadcastsOfCampaigns } from '#server/messaging/outbox/outbox.ts';
import { type Db, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { applyChange, checkChoices, type ChoicesChange, noChoices, parseChoices } from './choices.ts';
import { gatherDraft, parsePlanBody, type PlanBody } from './frozen.ts';
import { workOutPlan } from './plan.ts';
import { type CampaignRow, insertCampaign, insertPlan, lockCampaign, selectCampaign, selectCampaignPage, selectPlan, updateCampaign } from './store.ts';

/** A campaign with its choices read. */
export type CampaignRecord = Omit<CampaignRow, 'id' | 'choices'> & { readonly id: CampaignId; readonly choices: CampaignChoices };

function parseRow(row: CampaignRow): CampaignRecord {
  return { ...row, id: parseId(row.id), choices: parseChoices(row.choices) };
}

function missing(publicId: string) {
  return refusal('not_found', say('campaign_gone', { id: publicId }));
}

/** Fetches a campaign by border id for somebody who may; throws `not_found`. */
export async function accessCampaign(db: Db | Tx, actor: Actor, publicId: string): Promise<CampaignRecord> {
  const row = await selectCampaign(db, scopeOf(actor), readId('campaign', publicId, '/params/id'));
  if (row === undefined) throw missing(publicId);
  return parseRow(row);
}

/** The same, held until the transaction ends. */
export async function holdCampaign(tx: Tx, actor: Actor, publicId: string): Promise<CampaignRecord> {
  const row = await lockCampaign(tx, scopeOf(actor), readId('campaign', publicId, '/params/id'));
  if (row === undefined) throw missing(publicId);
  return parseRow(row);
}

/** Campaigns, newest first, each with its broadcast. */
export async function listCampaigns(
  db: Db,
  scope: Scope,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: Campaign[]; next: string | null }> {
  const before = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  if (isRefused(before)) throw refusal('bad_request', before.detail);
  const rows = await selectCampaignPage(db, scope, { before, limit: query.limit + 1 });
  const { rows: kept, next } = cutPage(
    rows.map((row) => ({ ...parseRow(row), at: row.created_at })),
    query.limit,
  );
  const broadcasts = await findBroadcastsOfCampaigns(
    db,
    scope,
    kept.map(({ id }) => id),
  );
  return { items: kept.map((campaign) => presentCampaign(campaign, broadcasts.get(campaign.id))), next };
}

/** Starts a draft. What is chosen must be there; what is not chosen yet is asked for by the plan. */
export async function createCampaign(platform: Platform, actor: Actor, input: { name: string; choices: ChoicesChange }, now: Instant): Promise<Campaign> {
  const scope = scopeOf(actor);
  await checkChoices(platform.db, scope, input.choices);
  const id = platform.random.uuid7('campaign', now);
  return platform.db.transaction().execute(async (tx) => {
    await insertCampaign(tx, scope, { id, name: input.name, choices: applyChange(noChoices, input.choices), by: actor.id }, now);
    return tellAndShow(platform, tx, scope, id);
  });
}

/** Changes a draft; a launched campaign is what it was when it was launched. */
export async function changeCampaign(
  platform: Platform,
  actor: Actor,
  publicId: string,
  change: { name?: string | undefined; choices?: ChoicesChange | undefined },
  now: Instant,
): Promise<Campaign> {
  const scope = scopeOf(actor);
  return platform.db.transaction().execute(async (tx) => {
    const campaign = await holdCampaign(tx, actor, publicId);
    requireDraft(campaign);
    await checkChoices(tx, scope, change.choices ?? {});
    await updateCampaign(tx, scope, { id: campaign.id, name: change.name ?? campaign.name, choices: applyChange(campaign.choices, change.choices ?? {}) }, now);
    return tellAndShow(platform, tx, scope, campaign.id);
  });
}

/** Refuses what only a draft can have done to it. */
export function requireDraft(campaign: CampaignRecord): void {
  if (campaign.state === 'draft') return;
  throw refusal('conflict', say('campaign_fixed', { name: campaign.name }));
}

/**
 * Works out a plan of a draft and keeps it for good. All its numbers speak of one moment (one REPEATABLE READ
 * transaction). Refuses while segment or template are not chosen.
 */
export async function makePlan(platform: Platform, actor: Actor, publicId: string, now: Instant): Promise<Plan> {
  const scope = scopeOf(actor);
  return platform.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const campaign = await accessCampaign(tx, actor, publicId);
      requireDraft(campaign);
      const draft = await gatherDraft(tx, scope, campaign.choices);
      const { id, hash, body } = await workOutPlan(platform, tx, scope, draft, now);
      await insertPlan(tx, scope, { id, campaign: campaign.id, hash, body, by: actor.id }, now);
      return body.plan;
    });
}

/** A plan of a campaign; `not_found` when there is none of this id, or it is another campaign's. */
export async function getPlan(db: Db | Tx, scope: Scope, id: PlanId, campaign: CampaignId): Promise<PlanBody> {
  const row = await selectPlan(db, scope, id);
  if (row === undefined || row.campaign_id !== campaign) throw refusal('not_found', say('plan_gone', { id: presentId('plan', id) }));
  return parsePlanBody(row.body);
}

/** Tells open screens that a campaign changed, and shows it as it is now. */
export async function tellAndShow(platform: Platform, tx: Tx, scope: Scope, id: CampaignId): Promise<Campaign> {
  const row = await selectCampaign(tx, scope, id);
  if (row === undefined) throw missing(presentId('campaign', id));
  await platform.live.tell(tx, scope, { kind: 'campaign', id: presentId('campaign', id) });
  return presentCampaign(parseRow(row), await findBroadcastOfCampaign(tx, scope, id));
}

/** A campaign as the contract shows it. */
export function presentCampaign(campaign: CampaignRecord, broadcast: BroadcastRecord | undefined): Campaign {
  return {
    id: presentId('campaign', campaign.id),
    name: campaign.name,
    choices: campaign.choices,
    state: campaign.state,
    broadcast: broadcast === undefined ? null : presentBroadcast(broadcast),
    created_at: campaign.created_at.toISOString(),
    updated_at: campaign.updated_at.toISOString(),
  };
}
