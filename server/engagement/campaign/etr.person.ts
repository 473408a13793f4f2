import type { EtrOfPerson } from '#core/contract/etr.ts';
import type { Actor } from '#core/value/actor.ts';
import type { Spoken } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { accessContact } from '#server/audience/contact/contact.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { presentId } from '#core/value/id.ts';
import { accessCampaign } from './campaign.ts';
import { presentEtrOf } from './etr.ts';
import { audienceOf, frozenOf, gatherDraft } from './frozen.ts';
import { undoSecondsByDefault } from './plan.ts';
import { opensAt } from './schedule.ts';
import { scoreKinds } from './score.ts';
import { countAudience, keepPeople, onlyPerson } from './store.audience.ts';
import { renderLiquid } from './store.values.ts';

/** How expected, timely and relevant a campaign is for one person, as if it were launched now; also for somebody outside its segments. */
export async function scorePerson(platform: Platform, actor: Actor, of: { id: string; contact: string }, now: Instant, language: Spoken): Promise<EtrOfPerson> {
  const scope = scopeOf(actor);
  const { contact_id: contact, display_name: name } = await accessContact(platform, actor, of.contact);
  return platform.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const draft = await gatherDraft(tx, scope, await accessCampaign(tx, actor, of.id));
      const frozen = frozenOf(draft);
      const at = opensAt(frozen.schedule, now, undoSecondsByDefault);
      const everybody = audienceOf(scope, frozen, draft.house, { at: now, window: null });
      const audience = onlyPerson(everybody, contact);
      await renderLiquid(tx, audience);
      const kinds = await keepPeople(tx, audience, { at, topic: frozen.topic, reason: frozen.reason });
      const [scored] = await scoreKinds(tx, audience, kinds, {
        frozen,
        category: draft.template.category,
        at,
        audiencePeople: await countAudience(tx, everybody),
      });
      if (scored === undefined) throw new Error(`contact ${contact} was there a moment ago`);
      return presentEtrOf({ contact: presentId('contact', contact), name }, scored.whole, draft.house.etrThreshold, language);
    });
}
