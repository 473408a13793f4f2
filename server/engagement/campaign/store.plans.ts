import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { Place } from '#core/value/cursor.ts';
import type { CampaignId, PlanId } from '#core/value/id.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const summaryColumns = sql<{ recipients: number; currency: string; micros: number; finishes_at: string; problems: number }>`jsonb_build_object(
  'recipients', body #> '{plan,recipients}', 'currency', body #> '{plan,cost,most,currency}', 'micros', body #> '{plan,cost,most,micros}',
  'finishes_at', body #> '{plan,finishes_at}', 'problems', jsonb_array_length(body #> '{plan,problems}')
)`.as('sums');

/** Plans of a campaign in short, newest first, strictly before a place. */
export function selectPlanPage(db: Db | Tx, scope: Scope, campaign: CampaignId, page: { before: Place | undefined; limit: number }) {
  let query = db
    .selectFrom('plan')
    .select(['id', 'hash', 'created_at', summaryColumns])
    .where('workspace_id', '=', scope.workspace)
    .where('campaign_id', '=', campaign);
  if (page.before !== undefined) query = query.where(sql<boolean>`(created_at, id) < (${page.before.at}, ${page.before.id}::uuid)`);
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** One plan of a campaign in short. */
export function selectPlanSummary(db: Db | Tx, scope: Scope, campaign: CampaignId, id: PlanId) {
  return db
    .selectFrom('plan')
    .select(['id', 'hash', 'created_at', summaryColumns])
    .where('workspace_id', '=', scope.workspace)
    .where('campaign_id', '=', campaign)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The latest plan of a campaign before one that does something else. */
export async function selectPlanBefore(
  db: Db | Tx,
  scope: Scope,
  campaign: CampaignId,
  plan: { id: PlanId; hash: string; at: Date },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('plan')
    .select('id')
    .where('workspace_id', '=', scope.workspace)
    .where('campaign_id', '=', campaign)
    .where('hash', '!=', plan.hash)
    .where(sql<boolean>`(created_at, id) < (${plan.at}, ${plan.id}::uuid)`)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** The hash of a plan. */
export async function selectPlanHash(db: Db | Tx, scope: Scope, id: PlanId): Promise<string | undefined> {
  const row = await db.selectFrom('plan').select('hash').where('workspace_id', '=', scope.workspace).where('id', '=', id).executeTakeFirst();
  return row?.hash;
}

/** How many people a plan reckoned with. */
export async function selectPlanRecipients(db: Db | Tx, scope: Scope, id: PlanId): Promise<number> {
  const row = await db
    .selectFrom('plan')
    .select(sql<number>`(body #> '{plan,recipients}')::int`.as('recipients'))
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.recipients ?? 0;
}
