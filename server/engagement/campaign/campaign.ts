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
import { countBroadcasts, findBroadcastOfCampaign, findBroadcastsOfCampaigns } from '#server/messaging/outbox/outbox.ts';
import { type Db, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { applyChange, checkChoices, type ChoicesChange, noChoices, parseChoices } from './choices.ts';
import { gatherDraft, parsePlanBody, type PlanBody } from './frozen.ts';
import { workOutPlan } from './plan.ts';
import { forgetPlanned } from './store.planned.ts';
import {
  type CampaignRow,
  deleteCampaign,
  insertCampaign,
  insertPlan,
  lockCampaign,
  selectCampaign,
  selectCampaignPage,
  selectPlan,
  updateCampaign,
} from './store.ts';

/** A campaign with its choices read. */
export type CampaignRecord = Omit<CampaignRow, 'id' | 'choices'> & { readonly id: CampaignId; readonly choices: CampaignChoices };

/** Reads a row. */
export function parseCampaign(row: CampaignRow): CampaignRecord {
  return { ...row, id: parseId(row.id), choices: parseChoices(row.choices) };
}

function missing(publicId: string) {
  return refusal('not_found', say('campaign_gone', { id: publicId }));
}

/** Fetches a campaign by border id for somebody who may; throws `not_found`. */
export async function accessCampaign(db: Db | Tx, actor: Actor, publicId: string): Promise<CampaignRecord> {
  const row = await selectCampaign(db, scopeOf(actor), readId('campaign', publicId, '/params/id'));
  if (row === undefined) throw missing(publicId);
  return parseCampaign(row);
}

/** The same, held until the transaction ends. */
export async function holdCampaign(tx: Tx, actor: Actor, publicId: string): Promise<CampaignRecord> {
  const row = await lockCampaign(tx, scopeOf(actor), readId('campaign', publicId, '/params/id'));
  if (row === undefined) throw missing(publicId);
  return parseCampaign(row);
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
    rows.map((row) => ({ ...parseCampaign(row), at: row.created_at })),
    query.limit,
  );
  const ids = kept.map(({ id }) => id);
  const [latest, times] = [await findBroadcastsOfCampaigns(db, scope, ids), await countBroadcasts(db, scope, ids)];
  return { items: kept.map((campaign) => presentCampaign(campaign, latest.get(campaign.id), times.get(campaign.id) ?? 0)), next };
}

/** Starts a draft. What is chosen must be there; what is not chosen yet is asked for by the plan. */
export async function createCampaign(platform: Platform, actor: Actor, input: { name: string; choices: ChoicesChange }, now: Instant): Promise<Campaign> {
  const scope = scopeOf(actor);
  await checkChoices(platform.db, scope, input.choices, now);
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
    await checkChoices(tx, scope, change.choices ?? {}, now, campaign.choices);
    await updateCampaign(tx, scope, { id: campaign.id, name: change.name ?? campaign.name, choices: applyChange(campaign.choices, change.choices ?? {}) }, now);
    return tellAndShow(platform, tx, scope, campaign.id);
  });
}

/** Makes a new draft with the same choices; of a schedule only a repetition, since a moment has passed or belongs to the other. */
export async function cloneCampaign(platform: Platform, actor: Actor, publicId: string, now: Instant): Promise<Campaign> {
  const scope = scopeOf(actor);
  const id = platform.random.uuid7('campaign', now);
  return platform.db.transaction().execute(async (tx) => {
    const { name, choices } = await accessCampaign(tx, actor, publicId);
    const schedule = choices.schedule?.kind === 'repeat' ? choices.schedule : null;
    await insertCampaign(tx, scope, { id, name: copyName(name), choices: { ...choices, schedule }, by: actor.id }, now);
    return tellAndShow(platform, tx, scope, id);
  });
}

/** The contract's bound for a name. */
const nameCharactersMost = 200;

/** "Winter" becomes "Winter (2)", and that "Winter (3)". */
function copyName(name: string): string {
  const counted = /^(.*) \((\d{1,3})\)$/su.exec(name);
  const [bare, number] = counted === null ? [name, 2] : [counted[1] ?? name, Number(counted[2]) + 1];
  const ending = ` (${number})`;
  return `${bare.slice(0, nameCharactersMost - ending.length)}${ending}`;
}

/** Throws a draft away, with its plans; what was launched stays, since people got it. */
export async function removeCampaign(platform: Platform, actor: Actor, publicId: string): Promise<void> {
  const scope = scopeOf(actor);
  await platform.db.transaction().execute(async (tx) => {
    const campaign = await holdCampaign(tx, actor, publicId);
    const times = await countBroadcasts(tx, scope, [campaign.id]);
    if (campaign.state !== 'draft' || times.size > 0) throw refusal('conflict', say('campaign_kept', { name: campaign.name }));
    await deleteCampaign(tx, scope, campaign.id);
    await audit(tx, platform, actor, { act: 'campaign.remove', subject: publicId, detail: { name: campaign.name } });
    await platform.live.tell(tx, scope, { kind: 'campaign', id: presentId('campaign', campaign.id) });
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
  const made = await platform.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const campaign = await accessCampaign(tx, actor, publicId);
      requireDraft(campaign);
      const draft = await gatherDraft(tx, scope, campaign);
      const { id, hash, body } = await workOutPlan(platform, tx, scope, draft, { now });
      await insertPlan(tx, scope, { id, campaign: campaign.id, hash, body, by: actor.id }, now);
      return { campaign: campaign.id, plan: body.plan };
    });
  await forgetPlanned(platform.db, scope, made.campaign);
  return made.plan;
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
  return showCampaign(tx, scope, parseCampaign(row));
}

/** A campaign as the contract shows it, with its latest broadcast. */
export async function showCampaign(db: Db | Tx, scope: Scope, campaign: CampaignRecord): Promise<Campaign> {
  const times = await countBroadcasts(db, scope, [campaign.id]);
  return presentCampaign(campaign, await findBroadcastOfCampaign(db, scope, campaign.id), times.get(campaign.id) ?? 0);
}

/** A campaign as the contract shows it, beside one of its broadcasts; `times` is how often it went out. `held` is a kept sentence. */
export function presentCampaign(campaign: CampaignRecord, broadcast: BroadcastRecord | undefined, times: number): Campaign {
  return {
    id: presentId('campaign', campaign.id),
    name: campaign.name,
    choices: campaign.choices,
    state: campaign.state,
    broadcast: broadcast === undefined ? null : presentBroadcast(broadcast),
    broadcasts: times,
    next_at: campaign.next_at?.toISOString() ?? null,
    held: campaign.held,
    created_at: campaign.created_at.toISOString(),
    updated_at: campaign.updated_at.toISOString(),
  };
}
