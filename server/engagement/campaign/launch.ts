import type { Campaign } from '#core/contract/campaigns.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Actor } from '#core/value/actor.ts';
import { parseTold } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { sayPaused } from '#server/messaging/number/number.ts';
import { createBroadcast, findBroadcastOfCampaign } from '#server/messaging/outbox/outbox.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { getPlan, holdCampaign, requireDraft, tellAndShow } from './campaign.ts';
import { type Draft, draftHash, gatherDraft } from './frozen.ts';
import { newBroadcastOf } from './outgoing.ts';
import { isPast, opensAt } from './schedule.ts';
import { isPlanKept } from './store.planned.ts';
import { updateCampaignState, updateRepetition } from './store.ts';

/**
 * Launches a plan: nothing leaves before the undo time is over, or before the moment its schedule says. A repetition is launched
 * as such: each occurrence makes its own plan and broadcast. Refuses a plan that no longer fits the draft (`plan_stale`) and one
 * with problems, with the first problem's code; and one after which so many were made that its people are no longer kept. The same launch twice is one launch.
 */
export async function launch(
  platform: Platform,
  actor: Actor,
  publicId: string,
  input: { plan: string; undo_seconds: number },
  now: Instant,
): Promise<Campaign> {
  const scope = scopeOf(actor);
  const planId = readId('plan', input.plan, '/body/plan');
  return platform.db.transaction().execute(async (tx) => {
    const campaign = await holdCampaign(tx, actor, publicId);
    const { plan, draft_hash } = await getPlan(tx, scope, planId, campaign.id);
    if (campaign.state === 'repeating') return tellAndShow(platform, tx, scope, campaign.id);
    if (campaign.state === 'launched' && (await findBroadcastOfCampaign(tx, scope, campaign.id))?.plan === planId)
      return tellAndShow(platform, tx, scope, campaign.id);
    requireDraft(campaign);
    const draft = await gatherDraft(tx, scope, campaign);
    if ((await draftHash(draft)) !== draft_hash) {
      throw refusal('plan_stale', say('plan_stale', { name: campaign.name, plan: input.plan }));
    }
    refuseProblems(plan.problems, draft, now);
    if (!(await isPlanKept(tx, scope, planId))) throw refusal('plan_stale', say('plan_forgotten', { name: campaign.name, plan: input.plan }));
    const { schedule } = draft.choices;
    const opens = opensAt(schedule, now, input.undo_seconds);
    if (schedule?.kind === 'repeat') {
      await updateRepetition(tx, scope, campaign.id, { state: 'repeating', nextAt: opens, held: null, by: actor.name }, now);
    } else {
      const broadcast = {
        ...newBroadcastOf(draft, { campaign: campaign.id, plan: planId, opens }),
        undoSeconds: input.undo_seconds,
        opensAt: opens,
        by: actor.name,
      };
      await createBroadcast(platform, tx, scope, broadcast, now);
      await updateCampaignState(tx, scope, campaign.id, 'launched', now);
    }
    await audit(tx, platform, actor, { act: 'campaign.launch', subject: publicId, detail: { plan: input.plan, hash: plan.hash, recipients: plan.recipients } });
    return tellAndShow(platform, tx, scope, campaign.id);
  });
}

const problemCodes = ['template_not_approved', 'number_paused', 'variable_missing', 'nobody_to_send_to'] as const;

/** What stood in the way when the plan was made, a number that was paused since, and a moment that has passed since. */
function refuseProblems(problems: readonly { code: string; message: string; at: string | null }[], draft: Draft, now: Instant): void {
  const first = problems[0];
  if (first !== undefined) {
    throw refusal(
      problemCodes.find((code) => code === first.code) ?? 'conflict',
      parseTold(first.message),
      problems.map(({ at, message }) => ({ at: at ?? '', message: parseTold(message) })),
    );
  }
  if (draft.number.state === 'paused') throw refusal('number_paused', sayPaused(draft.number));
  if (isPast(draft.choices.schedule, now))
    throw refusal('conflict', say('plan_schedule_past'), [{ at: '/choices/schedule', message: say('plan_schedule_past') }]);
}
