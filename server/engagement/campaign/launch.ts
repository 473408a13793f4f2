import type { Campaign } from '#core/contract/campaigns.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Actor } from '#core/value/actor.ts';
import { type MessageId, presentId } from '#core/value/id.ts';
import { parseTold } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { sayPaused } from '#server/messaging/number/number.ts';
import { ensureConversation } from '#server/messaging/conversation/conversation.ts';
import type { BroadcastLanguage, BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import { createBroadcast, findBroadcastOfCampaign, pauseBroadcast, resumeBroadcast, stopBroadcast, undoBroadcast } from '#server/messaging/outbox/outbox.ts';
import { chooseTranslation } from '#server/messaging/template/template.ts';
import { resolveTo, type To } from '#server/engagement/direct/direct.ts';
import { sayTemplate } from '#server/engagement/direct/say.ts';
import { type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { accessCampaign, type CampaignRecord, getPlan, holdCampaign, requireDraft, tellAndShow } from './campaign.ts';
import { type Draft, draftHash, gatherDraft } from './frozen.ts';
import { selectLanguage, updateCampaignState } from './store.ts';

/**
 * Launches a plan: nothing leaves before the undo time is over. Refuses a plan that no longer fits the draft
 * (`plan_stale`) and one with problems, with the first problem's code. The same launch twice is one launch.
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
    if (campaign.state === 'launched' && (await findBroadcastOfCampaign(tx, scope, campaign.id))?.plan === planId)
      return tellAndShow(platform, tx, scope, campaign.id);
    requireDraft(campaign);
    const draft = await gatherDraft(tx, scope, campaign.choices);
    if ((await draftHash(draft)) !== draft_hash) {
      throw refusal('plan_stale', say('plan_stale', { name: campaign.name, plan: input.plan }));
    }
    refuseProblems(plan.problems, draft);
    await createBroadcast(
      platform,
      tx,
      scope,
      {
        campaign: campaign.id,
        plan: planId,
        number: draft.number.id,
        template: draft.template.id,
        languages: frozenLanguages(draft),
        undoSeconds: input.undo_seconds,
        by: actor.name,
      },
      now,
    );
    await updateCampaignState(tx, scope, campaign.id, 'launched', now);
    await audit(tx, platform, actor, { act: 'campaign.launch', subject: publicId, detail: { plan: input.plan, hash: plan.hash, recipients: plan.recipients } });
    return tellAndShow(platform, tx, scope, campaign.id);
  });
}

const problemCodes = ['template_not_approved', 'number_paused', 'variable_missing', 'nobody_to_send_to'] as const;

/** What stood in the way when the plan was made, and a number that was paused since. */
function refuseProblems(problems: readonly { code: string; message: string; at: string | null }[], draft: Draft): void {
  const first = problems[0];
  if (first !== undefined) {
    throw refusal(
      problemCodes.find((code) => code === first.code) ?? 'conflict',
      parseTold(first.message),
      problems.map(({ at, message }) => ({ at: at ?? '', message: parseTold(message) })),
    );
  }
  if (draft.number.state === 'paused') throw refusal('number_paused', sayPaused(draft.number));
}

function frozenLanguages(draft: Draft): BroadcastLanguage[] {
  const variables = draft.variables.map(({ name }) => name);
  return draft.languages.map(({ id, language, content }) => ({
    translation: id,
    name: draft.template.name,
    category: draft.template.category,
    language,
    content,
    variables,
  }));
}

/** Takes a launch back while nothing was sent; the campaign is a draft again. */
export function undo(platform: Platform, actor: Actor, publicId: string, now: Instant): Promise<Campaign> {
  return steer(platform, actor, publicId, 'campaign.undo', async (tx, campaign, broadcast) => {
    if (!(await undoBroadcast(platform, tx, scopeOf(actor), broadcast.id, now))) {
      throw refusal('conflict', say('undo_late', { name: campaign.name, state: say(`campaign_is_${broadcast.state}`) }));
    }
    await updateCampaignState(tx, scopeOf(actor), campaign.id, 'draft', now);
  });
}

/** Holds the sending; a second time changes nothing. */
export function pause(platform: Platform, actor: Actor, publicId: string): Promise<Campaign> {
  return steer(platform, actor, publicId, 'campaign.pause', async (tx, campaign, broadcast) => {
    if (broadcast.state === 'paused') return;
    if (!(await pauseBroadcast(platform, tx, scopeOf(actor), broadcast.id, actor)))
      throw refusal('conflict', say('pause_idle', { name: campaign.name, state: say(`campaign_is_${broadcast.state}`) }));
  });
}

/** Goes on; one that is being sent goes on anyway. */
export function resume(platform: Platform, actor: Actor, publicId: string): Promise<Campaign> {
  return steer(platform, actor, publicId, 'campaign.resume', async (tx, campaign, broadcast) => {
    if (broadcast.state === 'sending') return;
    if (!(await resumeBroadcast(platform, tx, scopeOf(actor), broadcast.id)))
      throw refusal('conflict', say('resume_idle', { name: campaign.name, state: say(`campaign_is_${broadcast.state}`) }));
  });
}

/** Ends the sending for good; a second time changes nothing. */
export function stop(platform: Platform, actor: Actor, publicId: string, now: Instant): Promise<Campaign> {
  return steer(platform, actor, publicId, 'campaign.stop', async (tx, campaign, broadcast) => {
    if (broadcast.state === 'stopped') return;
    if (!(await stopBroadcast(platform, tx, scopeOf(actor), broadcast.id, actor, now)))
      throw refusal('conflict', say('stop_idle', { name: campaign.name, state: say(`campaign_is_${broadcast.state}`) }));
  });
}

async function steer(
  platform: Platform,
  actor: Actor,
  publicId: string,
  act: string,
  move: (tx: Tx, campaign: CampaignRecord, broadcast: BroadcastRecord) => Promise<void>,
): Promise<Campaign> {
  const scope = scopeOf(actor);
  return platform.db.transaction().execute(async (tx) => {
    const campaign = await holdCampaign(tx, actor, publicId);
    const broadcast = await findBroadcastOfCampaign(tx, scope, campaign.id);
    if (broadcast === undefined) throw refusal('conflict', say('campaign_not_launched', { name: campaign.name }));
    await move(tx, campaign, broadcast);
    await audit(tx, platform, actor, { act, subject: publicId, detail: {} });
    return tellAndShow(platform, tx, scope, campaign.id);
  });
}

/**
 * Sends the campaign's message to one person as a test, with that person's own values and language. Needs no recorded
 * consent, since one of us asks for it, but is refused to those who opted out.
 */
export async function sendTest(platform: Platform, actor: Actor, publicId: string, to: To, now: Instant): Promise<{ message: string }> {
  const scope = scopeOf(actor);
  const message: MessageId = await platform.db.transaction().execute(async (tx) => {
    const campaign = await accessCampaign(tx, actor, publicId);
    const draft = await gatherDraft(tx, scope, campaign.choices);
    const contact = await resolveTo(platform, tx, actor, to, now);
    const index = chooseTranslation(draft.template.translations, await selectLanguage(tx, scope, contact), draft.house.locale);
    const translation = index === undefined ? undefined : draft.template.translations[index];
    if (translation === undefined) throw refusal('template_not_approved', say('test_unapproved', { name: draft.template.name }));
    const number = draft.number.id;
    const conversation = await ensureConversation(platform, tx, scope, { contact, number }, now);
    const speaking = { conversation, contact, number, origin: 'test' as const, author: actor.name, at: '/choices' };
    return sayTemplate(platform, tx, scope, speaking, { template: draft.template, translation, variables: campaign.choices.variables }, now);
  });
  return { message: presentId('message', message) };
}
