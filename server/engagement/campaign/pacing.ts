import type { Campaign } from '#core/contract/campaigns.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Pace } from '#core/contract/sending.ts';
import type { Actor } from '#core/value/actor.ts';
import type { Said } from '#core/value/say.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import { countNever, listHomes, repaceBroadcast } from '#server/messaging/outbox/repace.ts';
import { type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { type CampaignRecord, getPlan } from './campaign.ts';
import { notLaunched, steer } from './steer.ts';

/**
 * Changes how a sending takes its time, or what it may cost, while it is under way: what is left out stays. One that stands still for
 * want of money goes on when it has more. Refuses with `conflict` when nothing is under way any more, and hours that never come for somebody who
 * waits, as the plan does: they would fail at once.
 */
export function steerPace(
  platform: Platform,
  actor: Actor,
  publicId: string,
  change: { readonly pace?: Pace | null | undefined; readonly budget_micros?: number | null | undefined },
): Promise<Campaign> {
  return steer(platform, actor, publicId, 'campaign.pace', async (tx, campaign, broadcast) => {
    if (broadcast === undefined) throw notLaunched(campaign);
    await checkHours(platform, tx, actor, { campaign, broadcast, wanted: change.pace });
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

type Repaced = { readonly campaign: CampaignRecord; readonly broadcast: BroadcastRecord; readonly wanted: Pace | null | undefined };

async function checkHours(platform: Platform, tx: Tx, actor: Actor, { campaign, broadcast, wanted }: Repaced): Promise<void> {
  const hours = wanted?.hours ?? null;
  const kept = broadcast.pace?.hours;
  if (hours === null || (hours.from === kept?.from && hours.to === kept.to)) return;
  const refused = (message: Said) => refusal('invalid', message, [{ at: '/body/pace/hours', message }]);
  if (hours.from >= hours.to) throw refused(say('pace_hours_order', hours));
  const scope = scopeOf(actor);
  const { timezone: houseZone } = await getWorkspace(tx, scope);
  // Before it opens nobody is written down yet: then it is told by the countries of the plan.
  const homes =
    broadcast.state === 'waiting'
      ? (await getPlan(tx, scope, broadcast.plan, campaign.id)).plan.by_country.map(({ country, people }) => ({ country, people, timezone: '' }))
      : await listHomes(tx, scope, broadcast.id);
  const people = countNever(homes, { hours, houseZone, now: platform.clock.now() });
  if (people > 0) throw refused(say('plan_hours_never', { people }));
}
