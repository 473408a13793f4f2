import type { Campaign } from '#core/contract/campaigns.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Actor } from '#core/value/actor.ts';
import { keepTold } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import { canaryStopped } from '#server/messaging/outbox/canary.ts';
import { findBroadcastOfCampaign, pauseBroadcast, resumeBroadcast, stopBroadcast, undoBroadcast } from '#server/messaging/outbox/outbox.ts';
import { type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { type CampaignRecord, holdCampaign, tellAndShow } from './campaign.ts';
import { missedHold, nextOccurrence } from './repeat.ts';
import { updateCampaignState, updateRepetition } from './store.ts';
import { executedPlan } from './plans.ts';
import { dropPlanned } from './store.planned.ts';

/** Takes a launch back while nothing was sent; the campaign is a draft again. A repetition can be taken back before it first went out. */
export function undo(platform: Platform, actor: Actor, publicId: string, now: Instant): Promise<Campaign> {
  return steer(platform, actor, publicId, 'campaign.undo', async (tx, campaign, broadcast) => {
    const late = (state: BroadcastRecord['state']) => refusal('conflict', say('undo_late', { name: campaign.name, state: say(`campaign_is_${state}`) }));
    if (campaign.state === 'repeating') {
      if (broadcast !== undefined) throw late(broadcast.state);
      return updateRepetition(tx, scopeOf(actor), campaign.id, { state: 'draft', nextAt: null, held: null }, now);
    }
    if (broadcast === undefined) throw notLaunched(campaign);
    if (!(await undoBroadcast(platform, tx, scopeOf(actor), broadcast.id, now))) throw late(broadcast.state);
    await updateCampaignState(tx, scopeOf(actor), campaign.id, 'draft', now);
  });
}

/** Holds the sending, and a repetition with it; a second time changes nothing. */
export function pause(platform: Platform, actor: Actor, publicId: string, now: Instant): Promise<Campaign> {
  return steer(platform, actor, publicId, 'campaign.pause', async (tx, campaign, broadcast) => {
    if (campaign.state === 'repeating') {
      const held = { by: 'by_person', detail: keepTold(say('held_paused_by', { name: actor.name })) };
      await updateRepetition(tx, scopeOf(actor), campaign.id, { state: 'repeating', nextAt: null, held }, now);
      if (broadcast !== undefined) await pauseBroadcast(platform, tx, scopeOf(actor), broadcast.id, actor);
      return;
    }
    if (broadcast === undefined) throw notLaunched(campaign);
    if (broadcast.state === 'paused') return;
    if (!(await pauseBroadcast(platform, tx, scopeOf(actor), broadcast.id, actor)))
      throw refusal('conflict', say('pause_idle', { name: campaign.name, state: say(`campaign_is_${broadcast.state}`) }));
  });
}

/** Goes on, a repetition with its next time; one that is being sent goes on anyway. */
export function resume(platform: Platform, actor: Actor, publicId: string, now: Instant): Promise<Campaign> {
  return steer(platform, actor, publicId, 'campaign.resume', async (tx, campaign, broadcast) => {
    if (campaign.state === 'repeating') {
      const isStanding = campaign.held_by !== null && campaign.held_by !== missedHold;
      const nextAt = isStanding ? nextOccurrence(campaign, now) : campaign.next_at;
      await updateRepetition(tx, scopeOf(actor), campaign.id, { state: nextAt === null ? 'launched' : 'repeating', nextAt, held: null }, now);
      if (broadcast !== undefined) await resumeBroadcast(platform, tx, scopeOf(actor), broadcast.id);
      return;
    }
    if (broadcast === undefined) throw notLaunched(campaign);
    if (broadcast.state === 'sending') return;
    if (broadcast.heldBy === canaryStopped) throw refusal('conflict', say('canary_resume', { name: campaign.name }));
    if (!(await resumeBroadcast(platform, tx, scopeOf(actor), broadcast.id)))
      throw refusal('conflict', say('resume_idle', { name: campaign.name, state: say(`campaign_is_${broadcast.state}`) }));
  });
}

/** Ends the sending for good, and a repetition with it; a second time changes nothing. A repetition that never went out is a draft again. */
export function stop(platform: Platform, actor: Actor, publicId: string, now: Instant): Promise<Campaign> {
  return steer(platform, actor, publicId, 'campaign.stop', async (tx, campaign, broadcast) => {
    if (campaign.state === 'repeating') {
      const state = broadcast === undefined ? 'draft' : 'launched';
      await updateRepetition(tx, scopeOf(actor), campaign.id, { state, nextAt: null, held: null }, now);
      if (broadcast !== undefined) await stopBroadcast(platform, tx, scopeOf(actor), broadcast.id, actor, now);
      return;
    }
    if (broadcast === undefined) throw notLaunched(campaign);
    if (broadcast.state === 'stopped') return;
    await dropPlanned(tx, scopeOf(actor), broadcast.plan);
    if (!(await stopBroadcast(platform, tx, scopeOf(actor), broadcast.id, actor, now)))
      throw refusal('conflict', say('stop_idle', { name: campaign.name, state: say(`campaign_is_${broadcast.state}`) }));
  });
}

/** Nothing of it is under way. */
export function notLaunched(campaign: CampaignRecord) {
  return refusal('conflict', say('campaign_not_launched', { name: campaign.name }));
}

/** Moves a campaign and its latest broadcast in one transaction, audited with what was asked, and shows what became of it. */
export async function steer(
  platform: Platform,
  actor: Actor,
  publicId: string,
  act: string,
  move: (tx: Tx, campaign: CampaignRecord, broadcast: BroadcastRecord | undefined) => Promise<object | void>,
): Promise<Campaign> {
  const scope = scopeOf(actor);
  return platform.db.transaction().execute(async (tx) => {
    const campaign = await holdCampaign(tx, actor, publicId);
    const broadcast = await findBroadcastOfCampaign(tx, scope, campaign.id);
    await move(tx, campaign, broadcast);
    await audit(tx, platform, actor, { act, subject: publicId, detail: broadcast === undefined ? {} : await executedPlan(tx, scope, broadcast.plan) });
    return tellAndShow(platform, tx, scope, campaign.id);
  });
}
