import type { CampaignId, PlanId } from '#core/value/id.ts';
import type { BroadcastLanguage } from '#server/messaging/outbox/broadcast.ts';
import type { NewBroadcast } from '#server/messaging/outbox/outbox.ts';
import type { Draft } from './frozen.ts';

/** What a broadcast of a draft says, and by which number; when it opens and whose it is are the caller's. */
export function newBroadcastOf(draft: Draft, campaign: CampaignId, plan: PlanId): Omit<NewBroadcast, 'undoSeconds' | 'by'> {
  return {
    campaign,
    plan,
    number: draft.number.id,
    template: draft.template.id,
    languages: frozenLanguages(draft),
    free: draft.free,
    isStaggered: draft.choices.schedule?.kind === 'local_hour',
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
