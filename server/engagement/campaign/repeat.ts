import { Refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import { type CampaignId, parseId, presentId } from '#core/value/id.ts';
import { occurrences } from '#core/value/recurrence.ts';
import { keepTold, parseTold, type Told } from '#core/value/say.ts';
import { hour, type Instant } from '#core/value/time.ts';
import { createBroadcast, isOccurrenceSent } from '#server/messaging/outbox/outbox.ts';
import { declareDue } from '#server/platform/due.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { notify } from '#server/workspace/notices.ts';
import { type CampaignRecord, parseCampaign } from './campaign.ts';
import { parseChoices } from './choices.ts';
import { gatherDraft } from './frozen.ts';
import { newBroadcastOf } from './outgoing.ts';
import { workOutPlan } from './plan.ts';
import { insertPlan, lockCampaign, lockDueRepetitions, selectNextRepetition, updateRepetition } from './store.ts';
import { campaignRepeat } from './tasks.ts';

/** An occurrence that nobody could send in time, since no worker ran, is passed over after this: a greeting at nine is none at night. */
const lateMostMilliseconds = 6 * hour;

/** Why a repetition says that its last time did not go out; the next one still comes. */
export const missedHold = 'occurrence';

/** The next moment of a repetition strictly after one; null when there is none, or the campaign does not repeat. */
export function nextOccurrence({ choices }: Pick<CampaignRecord, 'choices'>, after: Instant): Instant | null {
  return choices.schedule?.kind === 'repeat' ? (occurrences(choices.schedule, after, 1)[0] ?? null) : null;
}

/** Repeating campaigns whose time has come: each is asked for once, and waits for its next time from then on. */
export const repetitions = declareDue('the next time of a repeating campaign', {
  next: selectNextRepetition,
  take: (platform, now) =>
    platform.db.transaction().execute(async (tx) => {
      for (const row of await lockDueRepetitions(tx, now)) {
        if (row.next_at === null) continue;
        const scope: Scope = { workspace: parseId(row.workspace_id) };
        const id = parseId<'campaign'>(row.id);
        const nextAt = nextOccurrence({ choices: parseChoices(row.choices) }, now);
        const held = row.held_by === null ? null : { by: row.held_by, detail: row.held ?? '' };
        await updateRepetition(tx, scope, id, { state: 'repeating', nextAt, held }, row.updated_at);
        const at = row.next_at.toISOString();
        await platform.tasks.add(tx, campaignRepeat, { workspace: scope.workspace, campaign: id, at }, { key: `campaign.repeat ${id} ${at}` });
        await platform.live.tell(tx, scope, { kind: 'campaign', id: presentId('campaign', id) });
      }
    }),
});

/**
 * Sends one occurrence of a repetition: a plan of its own with the people and values of now, and a broadcast that opens at once. What stands in
 * the way is said to the owner, and the next occurrence comes all the same. Run twice it sends once.
 */
export async function sendOccurrence(platform: Platform, scope: Scope, id: CampaignId, at: Instant, now: Instant): Promise<void> {
  await platform.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const row = await lockCampaign(tx, scope, id);
      if (row === undefined || row.state !== 'repeating' || (await isOccurrenceSent(tx, scope, id, at))) return;
      const campaign = parseCampaign(row);
      const why = now.getTime() - at.getTime() > lateMostMilliseconds ? say('occurrence_late') : await trySending(platform, tx, scope, campaign, { at, now });
      if (why !== undefined) await tellMissed(platform, tx, scope, campaign, { at, now, why });
      else await settle(tx, scope, campaign, campaign.held_by === missedHold ? null : heldOf(campaign), now);
      await platform.live.tell(tx, scope, { kind: 'campaign', id: presentId('campaign', id) });
    });
}

/** Plans and launches; or says why not, with nothing launched. */
async function trySending(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  campaign: CampaignRecord,
  { at, now }: { at: Instant; now: Instant },
): Promise<Told | undefined> {
  try {
    const draft = await gatherDraft(tx, scope, campaign);
    const { id, hash, body } = await workOutPlan(platform, tx, scope, draft, { now, opens: now });
    await insertPlan(tx, scope, { id, campaign: campaign.id, hash, body, by: campaign.created_by }, now);
    const first = body.plan.problems[0];
    if (first !== undefined) return parseTold(first.message);
    await createBroadcast(
      platform,
      tx,
      scope,
      { ...newBroadcastOf(draft, { campaign: campaign.id, plan: id, opens: now }), undoSeconds: 0, occursAt: at, by: campaign.launched_by ?? '' },
      now,
    );
    return undefined;
  } catch (error) {
    // A segment or template that was deleted since: said as what it is.
    if (error instanceof Refusal) return error.detail;
    throw error;
  }
}

async function tellMissed(platform: Platform, tx: Tx, scope: Scope, campaign: CampaignRecord, missed: { at: Instant; now: Instant; why: Told }): Promise<void> {
  const text = say('occurrence_missed', { name: campaign.name, at: { moment: missed.at.toISOString() }, why: missed.why });
  await settle(tx, scope, campaign, { by: missedHold, detail: keepTold(text) }, missed.now);
  const subject = presentId('campaign', campaign.id);
  await notify(platform, tx, scope, { kind: 'campaign.missed', level: 'warning', text, subject, to: campaign.created_by }, missed.now);
}

/** A repetition that has no next time and stands still for nobody is over. */
async function settle(tx: Tx, scope: Scope, campaign: CampaignRecord, held: { by: string; detail: string } | null, now: Instant): Promise<void> {
  const isOver = campaign.next_at === null && (held === null || held.by === missedHold);
  await updateRepetition(tx, scope, campaign.id, { state: isOver ? 'launched' : 'repeating', nextAt: campaign.next_at, held }, now);
}

function heldOf(campaign: CampaignRecord): { by: string; detail: string } | null {
  return campaign.held_by === null ? null : { by: campaign.held_by, detail: campaign.held ?? '' };
}
