import type { CampaignId, PlanId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { knownCountries } from '#core/value/zones.ts';
import { priceOf } from '#core/whatsapp/price.ts';
import type { BroadcastLanguage } from '#server/messaging/outbox/broadcast.ts';
import type { NewBroadcast } from '#server/messaging/outbox/outbox.ts';
import type { Draft } from './frozen.ts';
import { laneOf } from './plan.ts';

/** What a broadcast of a draft says, by which number, how and at what price; when it opens and whose it is are the caller's. */
export function newBroadcastOf(draft: Draft, of: { campaign: CampaignId; plan: PlanId; opens: Instant }): Omit<NewBroadcast, 'undoSeconds' | 'by'> {
  return {
    campaign: of.campaign,
    plan: of.plan,
    number: draft.number.id,
    template: draft.template.id,
    languages: frozenLanguages(draft),
    free: draft.free,
    isStaggered: draft.choices.schedule?.kind === 'local_hour',
    lane: laneOf(draft.template.category),
    pace: draft.choices.pace,
    canary: draft.choices.canary,
    budgetMicros: draft.choices.budget_micros,
    rates: ratesOf(draft, of.opens),
  };
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

/**
 * What a message costs in each country when it goes out, in micros: of all countries, since who joins a segment after the plan was made may live anywhere.
 * Where the card has no rate there is none. A free message is counted as the template, which never costs less.
 */
function ratesOf({ house: { currency }, template: { category } }: Draft, at: Instant): Record<string, number> {
  return Object.fromEntries(
    ['', ...knownCountries].flatMap((country) => {
      const price = priceOf({ country, category, currency, at });
      return price === undefined ? [] : [[country, price.each.micros]];
    }),
  );
}
