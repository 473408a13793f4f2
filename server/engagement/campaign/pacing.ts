import type { Campaign } from '#core/contract/campaigns.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Pace } from '#core/contract/sending.ts';
import type { Actor } from '#core/value/actor.ts';
import { repaceBroadcast } from '#server/messaging/outbox/repace.ts';
import type { Platform } from '#server/platform/platform.ts';
import { scopeOf } from '#server/platform/platform.ts';
import { notLaunched, steer } from './steer.ts';

/**
 * Changes how a sending takes its time, or what it may cost, while it is under way: what is left out stays. One that stands still for
 * want of money goes on when it has more. Refuses with `conflict` when nothing is under way any more.
 */
export function steerPace(
  platform: Platform,
  actor: Actor,
  publicId: string,
  change: { readonly pace?: Pace | null | undefined; readonly budget_micros?: number | null | undefined },
): Promise<Campaign> {
  return steer(platform, actor, publicId, 'campaign.pace', async (tx, campaign, broadcast) => {
    if (broadcast === undefined) throw notLaunched(campaign);
    const isChanged = await repaceBroadcast(platform, tx, scopeOf(actor), broadcast.id, { pace: change.pace, budgetMicros: change.budget_micros });
    if (!isChanged) throw refusal('conflict', say('pace_too_late', { name: campaign.name, state: say(`campaign_is_${broadcast.state}`) }));
    return {
      before: { pace: broadcast.pace, budget_micros: broadcast.budgetMicros },
      after: {
        pace: change.pace === undefined ? broadcast.pace : change.pace,
        budget_micros: change.budget_micros === undefined ? broadcast.budgetMicros : change.budget_micros,
      },
    };
  });
}
