import { say } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import { type CampaignId, presentId, type TemplateId } from '#core/value/id.ts';
import { keepTold, parseTold, type Said } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import { canaryStopped } from '#server/messaging/outbox/canary.ts';
import { holdBroadcast, listOpenBroadcasts, resumeBroadcast } from '#server/messaging/outbox/outbox.ts';
import type { TemplateChanged } from '#server/messaging/template/tasks.ts';
import { getTemplate, type TemplateRecord } from '#server/messaging/template/template.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { notify } from '#server/workspace/notices.ts';
import { type CampaignRecord, parseCampaign } from './campaign.ts';
import { nextOccurrence } from './repeat.ts';
import { lockRepeatingOf, selectCampaign, updateRepetition } from './store.ts';

/** What became of a template. `language` is null when it concerns all of them; `detail` is a kept sentence. */
export type TemplateChange = {
  readonly template: TemplateId;
  readonly language: string | null;
  readonly change: Exclude<TemplateChanged, 'approved' | 'flagged'>;
  readonly detail: string;
};

/** Why something stands still for its template. */
const holdPrefix = 'template_';
/** Holds that end by themselves when Meta lets the template through again. A changed text or category needs a person's eye. */
const passing: readonly string[] = ['paused', 'disabled', 'rejected', 'archived', 'deleted'].map((change) => `${holdPrefix}${change}`);

/**
 * Holds what hangs on a template that is no longer what was chosen: broadcasts being sent are paused, those that wait do not open, repetitions
 * stand still, and the owner of each is told. Drafts need nothing: their next plan says it. Run twice it holds, and tells, once.
 */
export async function holdForTemplate(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  { template, language, change, detail }: TemplateChange,
  now: Instant,
): Promise<void> {
  const by = `${holdPrefix}${change}`;
  const held = { by, detail: keepTold(say('held_template', { why: parseTold(detail) })) };
  const told = new Set<CampaignId>();
  for (const broadcast of await listOpenBroadcasts(tx, scope, template)) {
    if (language !== null && !broadcast.languages.some((one) => one.language === language)) continue;
    // What a person paused stays paused by that person; one hold for the template is enough.
    // What its canary stopped stays stopped until a person decides.
    if (broadcast.heldBy === 'by_person' || broadcast.heldBy === by || broadcast.heldBy === canaryStopped) continue;
    if (await holdBroadcast(platform, tx, scope, broadcast.id, held)) told.add(broadcast.campaign);
  }
  for (const row of await lockRepeatingOf(tx, scope, presentId('template', template))) {
    const campaign = parseCampaign(row);
    if (campaign.held_by === 'by_person' || campaign.held_by === by) continue;
    await updateRepetition(tx, scope, campaign.id, { state: 'repeating', nextAt: null, held }, now);
    told.add(campaign.id);
  }
  for (const id of told)
    await tell(
      platform,
      tx,
      scope,
      { id, kind: 'campaign.held', level: 'warning', text: (name) => say('campaign_held', { name, why: parseTold(detail) }) },
      now,
    );
}

/**
 * Lets go what stood still for a template that Meta lets through again: broadcasts whose frozen text is still the template's, and repetitions. A
 * broadcast whose text has changed meanwhile goes on waiting for a person.
 */
export async function releaseForTemplate(platform: Platform, tx: Tx, scope: Scope, id: TemplateId, now: Instant): Promise<void> {
  const template = await getTemplate(tx, scope, id);
  const told = new Set<CampaignId>();
  for (const broadcast of await listOpenBroadcasts(tx, scope, id)) {
    if (broadcast.heldBy === null || !passing.includes(broadcast.heldBy) || !saysTheSame(template, broadcast)) continue;
    if (await resumeBroadcast(platform, tx, scope, broadcast.id)) told.add(broadcast.campaign);
  }
  for (const row of await lockRepeatingOf(tx, scope, presentId('template', id))) {
    const campaign = parseCampaign(row);
    if (campaign.held_by === null || !passing.includes(campaign.held_by)) continue;
    const nextAt = nextOccurrence(campaign, now);
    await updateRepetition(tx, scope, campaign.id, { state: nextAt === null ? 'launched' : 'repeating', nextAt, held: null }, now);
    told.add(campaign.id);
  }
  for (const campaign of told)
    await tell(
      platform,
      tx,
      scope,
      { id: campaign, kind: 'campaign.released', level: 'info', text: (name) => say('campaign_released', { name, template: template.name }) },
      now,
    );
}

/** Whether every language of a broadcast is approved with the text it was launched with, under the category it was planned for. */
function saysTheSame(template: TemplateRecord, broadcast: BroadcastRecord): boolean {
  return broadcast.languages.every((frozen) => {
    const now = template.translations.find(({ id }) => id === frozen.translation);
    return now?.state === 'approved' && template.category === frozen.category && JSON.stringify(now.content) === JSON.stringify(frozen.content);
  });
}

type Tiding = { readonly id: CampaignId; readonly kind: string; readonly level: 'info' | 'warning'; readonly text: (name: string) => Said };

/** Tells who made a campaign, and open screens. */
async function tell(platform: Platform, tx: Tx, scope: Scope, { id, kind, level, text }: Tiding, now: Instant): Promise<void> {
  const row = await selectCampaign(tx, scope, id);
  if (row === undefined) return;
  const campaign: CampaignRecord = parseCampaign(row);
  const subject = presentId('campaign', campaign.id);
  await notify(platform, tx, scope, { kind, level, text: text(campaign.name), subject, to: campaign.created_by }, now);
  await platform.live.tell(tx, scope, { kind: 'campaign', id: subject });
}
