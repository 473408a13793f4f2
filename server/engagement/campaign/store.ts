import { sql } from 'kysely';
import type { Place } from '#core/value/cursor.ts';
import type { Scope } from '#core/value/actor.ts';
import type { CampaignId, ContactId, PlanId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const campaignColumns = ['id', 'name', 'choices', 'state', 'next_at', 'held_by', 'held', 'launched_by', 'created_by', 'created_at', 'updated_at'] as const;

/** A campaign as it is kept; `choices` as JSON. `held` is a kept sentence, `created_by` the id of who made it. */
export type CampaignRow = {
  id: string;
  name: string;
  choices: unknown;
  state: 'draft' | 'launched' | 'repeating';
  next_at: Instant | null;
  held_by: string | null;
  held: string | null;
  launched_by: string | null;
  created_by: string;
  created_at: Instant;
  updated_at: Instant;
};

/** Writes a new draft. */
export async function insertCampaign(
  tx: Tx,
  scope: Scope,
  campaign: { id: CampaignId; name: string; choices: object; by: string },
  now: Instant,
): Promise<void> {
  await tx
    .insertInto('campaign')
    .values({
      workspace_id: scope.workspace,
      id: campaign.id,
      name: campaign.name,
      choices: JSON.stringify(campaign.choices),
      state: 'draft',
      created_by: campaign.by,
      created_at: now,
      updated_at: now,
    })
    .execute();
}

/** One campaign, or undefined. */
export function selectCampaign(db: Db | Tx, scope: Scope, id: CampaignId): Promise<CampaignRow | undefined> {
  return db.selectFrom('campaign').select(campaignColumns).where('workspace_id', '=', scope.workspace).where('id', '=', id).executeTakeFirst();
}

/** One campaign, held until the transaction ends, so that two people do not change or launch it at once. */
export function lockCampaign(tx: Tx, scope: Scope, id: CampaignId): Promise<CampaignRow | undefined> {
  return tx.selectFrom('campaign').select(campaignColumns).where('workspace_id', '=', scope.workspace).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Campaigns, newest first, strictly before a place. */
export function selectCampaignPage(db: Db, scope: Scope, page: { before: Place | undefined; limit: number }): Promise<CampaignRow[]> {
  let query = db.selectFrom('campaign').select(campaignColumns).where('workspace_id', '=', scope.workspace);
  if (page.before !== undefined) query = query.where(sql<boolean>`(created_at, id) < (${page.before.at}, ${page.before.id}::uuid)`);
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** Changes a draft. */
export async function updateCampaign(tx: Tx, scope: Scope, campaign: { id: CampaignId; name: string; choices: object }, now: Instant): Promise<void> {
  await tx
    .updateTable('campaign')
    .set({ name: campaign.name, choices: JSON.stringify(campaign.choices), updated_at: now })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', campaign.id)
    .execute();
}

/** A draft becomes launched, or the other way round when the launch is undone. */
export async function updateCampaignState(tx: Tx, scope: Scope, id: CampaignId, state: 'draft' | 'launched', now: Instant): Promise<void> {
  await tx.updateTable('campaign').set({ state, updated_at: now }).where('workspace_id', '=', scope.workspace).where('id', '=', id).execute();
}

/** How a repeating campaign stands: its next time, and why it stands still. `held` is a kept sentence. */
export type Repetition = {
  readonly state: CampaignRow['state'];
  readonly nextAt: Instant | null;
  readonly held: { readonly by: string; readonly detail: string } | null;
  /** Whose repetition it is; left out when that stays. */
  readonly by?: string;
};

/** Changes how a campaign repeats. */
export async function updateRepetition(tx: Tx, scope: Scope, id: CampaignId, change: Repetition, now: Instant): Promise<void> {
  await tx
    .updateTable('campaign')
    .set({
      state: change.state,
      next_at: change.nextAt,
      held_by: change.held?.by ?? null,
      held: change.held?.detail ?? null,
      updated_at: now,
      ...(change.by === undefined ? {} : { launched_by: change.by }),
    })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .execute();
}

/** When a repeating campaign goes out next, also one whose time has come; null when none waits. Reads the index `campaign_due`. */
export async function selectNextRepetition(db: Db): Promise<Instant | null> {
  const row = await db.selectFrom('campaign').select('next_at').where('next_at', 'is not', null).orderBy('next_at').limit(1).executeTakeFirst();
  return row?.next_at ?? null;
}

/** At once, and those that are left the next time. */
const repetitionsMost = 100;

/** Repeating campaigns whose time has come, locked; those being changed at the moment are passed over. */
export async function lockDueRepetitions(tx: Tx, now: Instant) {
  return tx
    .selectFrom('campaign')
    .select(['workspace_id', ...campaignColumns])
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('id')
    .limit(repetitionsMost)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Campaigns that repeat with a template (its border id), locked. */
export function lockRepeatingOf(tx: Tx, scope: Scope, template: string): Promise<CampaignRow[]> {
  return tx
    .selectFrom('campaign')
    .select(campaignColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('state', '=', 'repeating')
    .where(sql<boolean>`choices ->> 'template' = ${template}`)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Throws a draft away with its plans. */
export async function deleteCampaign(tx: Tx, scope: Scope, id: CampaignId): Promise<void> {
  await tx.deleteFrom('plan').where('workspace_id', '=', scope.workspace).where('campaign_id', '=', id).execute();
  await tx.deleteFrom('campaign').where('workspace_id', '=', scope.workspace).where('id', '=', id).execute();
}

/** A plan as it is kept: never changed, never deleted. */
export type PlanRow = { id: string; campaign_id: string; hash: string; body: unknown; created_at: Instant };

/** Keeps a plan. */
export async function insertPlan(
  tx: Tx,
  scope: Scope,
  plan: { id: PlanId; campaign: CampaignId; hash: string; body: object; by: string },
  now: Instant,
): Promise<void> {
  await tx
    .insertInto('plan')
    .values({
      workspace_id: scope.workspace,
      id: plan.id,
      campaign_id: plan.campaign,
      hash: plan.hash,
      body: JSON.stringify(plan.body),
      created_by: plan.by,
      created_at: now,
    })
    .execute();
}

/** One plan, or undefined. */
export function selectPlan(db: Db | Tx, scope: Scope, id: PlanId): Promise<PlanRow | undefined> {
  return db
    .selectFrom('plan')
    .select(['id', 'campaign_id', 'hash', 'body', 'created_at'])
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The language of one person, as far as it is known. */
export async function selectLanguage(tx: Tx, scope: Scope, contact: ContactId): Promise<string | null> {
  const found = await tx
    .selectFrom('contact_reach')
    .select('language')
    .where('workspace_id', '=', scope.workspace)
    .where('contact_id', '=', contact)
    .executeTakeFirst();
  return found?.language ?? null;
}

/** The phone of one person; null for none. */
export async function selectPhone(tx: Tx, scope: Scope, contact: ContactId): Promise<string | null> {
  const found = await tx
    .selectFrom('contact_reach')
    .select('phone')
    .where('workspace_id', '=', scope.workspace)
    .where('contact_id', '=', contact)
    .executeTakeFirst();
  return found?.phone ?? null;
}
