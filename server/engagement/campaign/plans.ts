import type { Plan } from '#core/contract/campaigns.ts';
import { type PlanDiff, plans, type PlanSummary } from '#core/contract/plans.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say, tell } from '#core/contract/say.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { cutPage, parseCursor } from '#core/value/cursor.ts';
import { type BroadcastId, type CampaignId, parseId, type PlanId, presentId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import type { Spoken } from '#core/value/say.ts';
import { findExecutions } from '#server/messaging/outbox/executions.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Db, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { accessCampaign, getPlan } from './campaign.ts';
import { diffPlans } from './diff.ts';
import { selectPlanBefore, selectPlanHash, selectPlanPage, selectPlanSummary } from './store.plans.ts';
import { tellPlan } from './tell.ts';

type SummaryRow = Awaited<ReturnType<typeof selectPlanPage>>[number];

/** What an entry of the audit says of the plan a broadcast executes. */
export async function executedPlan(tx: Tx, scope: Scope, plan: PlanId): Promise<{ plan: string; hash: string }> {
  return { plan: presentId('plan', plan), hash: (await selectPlanHash(tx, scope, plan)) ?? '' };
}

/** Answers `contract.plans`. */
export function planRoutes({ db }: Pick<Platform, 'db'>): Answers {
  return answers(plans, {
    async list({ actor }, { params, query }) {
      const campaign = await accessCampaign(db, actor, params.id);
      const before = query.cursor === undefined ? undefined : parseCursor(query.cursor);
      if (isRefused(before)) throw refusal('bad_request', before.detail);
      const rows = await selectPlanPage(db, scopeOf(actor), campaign.id, { before, limit: query.limit + 1 });
      const { rows: kept, next } = cutPage(
        rows.map((row) => ({ ...row, at: row.created_at })),
        query.limit,
      );
      return { items: await summaries(db, scopeOf(actor), kept), next };
    },
    async get({ actor, language }, { params }) {
      const { plan } = await openPlan(db, actor, params.id, params.plan, '/params/plan');
      return tellPlan(plan, language);
    },
    diff: ({ actor, language }, { params, query }) => diff(db, actor, { campaign: params.id, plan: params.plan, than: query.with }, language),
  });
}

async function openPlan(db: Db, actor: Actor, campaign: string, plan: string, at: string): Promise<{ plan: Plan }> {
  const { id } = await accessCampaign(db, actor, campaign);
  return getPlan(db, scopeOf(actor), readId('plan', plan, at), id);
}

/** What changed from one plan to another: the one named, else the latest before it that does something else. */
async function diff(db: Db, actor: Actor, ask: { campaign: string; plan: string; than: string | undefined }, language: Spoken): Promise<PlanDiff> {
  const scope = scopeOf(actor);
  const { id: campaign } = await accessCampaign(db, actor, ask.campaign);
  const to = await getSummary(db, scope, campaign, readId('plan', ask.plan, '/params/plan'));
  const than = ask.than === undefined ? await selectPlanBefore(db, scope, campaign, to) : readId('plan', ask.than, '/query/with');
  if (than === undefined) return { from: null, to: await present(db, scope, to.row), same: true, changes: [] };
  const from = await getSummary(db, scope, campaign, parseId(than));
  const [older, newer] = [await getPlan(db, scope, from.id, campaign), await getPlan(db, scope, to.id, campaign)];
  const { timezone } = await getWorkspace(db, scope);
  const changes = diffPlans(older, newer, timezone).map(({ part, name, before, after }) => ({
    part,
    name: tell(name, language),
    before: before === null ? null : tell(before, language),
    after: after === null ? null : tell(after, language),
  }));
  return { from: await present(db, scope, from.row), to: await present(db, scope, to.row), same: from.hash === to.hash, changes };
}

async function getSummary(db: Db, scope: Scope, campaign: CampaignId, id: PlanId): Promise<{ id: PlanId; hash: string; at: Date; row: SummaryRow }> {
  const row = await selectPlanSummary(db, scope, campaign, id);
  if (row === undefined) throw refusal('not_found', say('plan_gone', { id: presentId('plan', id) }));
  return { id, hash: row.hash, at: row.created_at, row };
}

async function present(db: Db, scope: Scope, row: SummaryRow): Promise<PlanSummary> {
  const [one] = await summaries(db, scope, [row]);
  if (one === undefined) throw new Error('one plan makes one summary');
  return one;
}

async function summaries(db: Db, scope: Scope, rows: readonly SummaryRow[]): Promise<PlanSummary[]> {
  const executions = await findExecutions(
    db,
    scope,
    rows.map(({ id }) => parseId<'plan'>(id)),
  );
  return rows.map((row) => presentSummary(row, executions.get(row.id)));
}

function presentSummary({ id, hash, created_at, sums }: SummaryRow, broadcast: BroadcastId | undefined): PlanSummary {
  return {
    id: presentId('plan', parseId(id)),
    hash,
    made_at: created_at.toISOString(),
    recipients: sums.recipients,
    cost: { currency: sums.currency, micros: sums.micros },
    finishes_at: sums.finishes_at,
    problems: sums.problems,
    broadcast: broadcast === undefined ? null : presentId('broadcast', broadcast),
  };
}
