import { Refusal } from '#core/contract/refusals.ts';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, TemplateId } from '#core/value/id.ts';
import { hour, type Instant } from '#core/value/time.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import { fillRecipients, getBroadcast } from '#server/messaging/outbox/outbox.ts';
import { getTemplate, type TemplateRecord } from '#server/messaging/template/template.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { getPlan } from './campaign.ts';
import { beginCanary } from './canary.ts';
import { gatherPeople } from './gather.ts';
import { recipientSelect } from './store.audience.ts';
import { dropPlanned, plannedPeople } from './store.planned.ts';

/**
 * Opens a broadcast whose undo time is over: everybody who is in the frozen segment now becomes a recipient, with the
 * verdict that holds now, so who opted out during the minute is left out with a reason, and so is whom the plan did not reach: a launch executes that plan, and
 * nobody gets it who was not in it. One REPEATABLE READ transaction; a second run finds it filled and does nothing.
 */
export async function openBroadcast(platform: Platform, scope: Scope, id: BroadcastId, now: Instant): Promise<void> {
  await platform.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const broadcast = await getBroadcast(tx, scope, id);
      if (broadcast.state !== 'waiting' && broadcast.state !== 'opening') return;
      const frozen = await getPlan(tx, scope, broadcast.plan, broadcast.campaign);
      const house = await getWorkspace(tx, scope);
      const standing = await standingOf(tx, scope, broadcast);
      const { audience, tuples } = await gatherPeople(
        tx,
        scope,
        { frozen, house, number: broadcast.number, ...standing },
        { now, opens: beginningOf(broadcast, now) },
      );
      const planned = await plannedPeople(tx, scope, broadcast.plan);
      if (await fillRecipients(platform, tx, scope, id, recipientSelect(audience, tuples, planned))) await beginCanary(tx, scope, id, now);
      await dropPlanned(tx, scope, broadcast.plan);
    });
}

/** Opened later than this, because no worker ran, it begins when it is opened: whose hour has passed gets it at that hour of another day. */
const lateMostMilliseconds = hour;

/** When the sending begins: a moment's delay of the worker must not put the first ones off to the next day. */
function beginningOf(broadcast: BroadcastRecord, now: Instant): Instant {
  return now.getTime() - broadcast.opensAt.getTime() > lateMostMilliseconds || broadcast.opensAt > now ? now : broadcast.opensAt;
}

/** The frozen languages with what Meta says of them now: category changed, language paused since the plan. */
async function standingOf(
  tx: Tx,
  scope: Scope,
  broadcast: BroadcastRecord,
): Promise<{
  category: TemplateRecord['category'];
  languages: { language: string; content: BroadcastRecord['languages'][number]['content']; isApproved: boolean }[];
}> {
  const template = await findTemplate(tx, scope, broadcast.template);
  const approved = new Set(template?.translations.filter(({ state }) => state === 'approved').map(({ id }) => id));
  const category = template?.category ?? broadcast.languages[0]?.category ?? 'marketing';
  return {
    category,
    languages: broadcast.languages.map(({ translation, language, content }) => ({ language, content, isApproved: approved.has(translation) })),
  };
}

/** The template, or undefined when it was deleted since the launch: then it is approved in no language. */
async function findTemplate(tx: Tx, scope: Scope, id: TemplateId): Promise<TemplateRecord | undefined> {
  try {
    return await getTemplate(tx, scope, id);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return undefined;
    throw error;
  }
}
