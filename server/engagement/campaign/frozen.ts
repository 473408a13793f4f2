import { z } from 'zod';
import { type CampaignChoices, Plan, VariableSource } from '#core/contract/campaigns.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { compileSource, type Person, type VariableSource as Source } from '#core/expression/expression.ts';
import { SegmentDefinition } from '#core/segment/segment.ts';
import type { Scope } from '#core/value/actor.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { getSegment, type SavedSegment, segmentPredicate } from '#server/audience/segment/segment.ts';
import { defaultNumber, getNumber, type NumberRecord } from '#server/messaging/number/number.ts';

import { chooseTranslation, getTemplate, type TemplateRecord } from '#server/messaging/template/template.ts';
import type { Tx } from '#server/platform/platform.ts';
import { getWorkspace, type House } from '#server/workspace/workspace.ts';
import { hashOf } from './hash.ts';
import type { Audience } from './store.audience.ts';
import type { Demand } from './verdicts.ts';

/** A draft whose choices were looked up: all that decides who gets what. */
export type Draft = {
  readonly house: House;
  readonly segment: SavedSegment;
  readonly template: TemplateRecord;
  readonly number: NumberRecord;
  /** The approved languages; their order is the one of the broadcast. */
  readonly languages: readonly TemplateRecord['translations'][number][];
  /** The variables of the approved languages in order of first use. A missing source has no value for anybody. */
  readonly variables: readonly { readonly name: string; readonly source: Source | null }[];
};

/** Looks up what a draft has chosen. Refuses while segment or template are not chosen; no number means the first that is ready. */
export async function gatherDraft(tx: Tx, scope: Scope, choices: CampaignChoices): Promise<Draft> {
  const missing = [choices.segment === null ? 'segment' : '', choices.template === null ? 'template' : ''].filter((name) => name !== '');
  if (choices.segment === null || choices.template === null) {
    throw refusal(
      'invalid',
      missing.length > 1 ? say('campaign_no_choice') : say(choices.segment === null ? 'campaign_no_segment' : 'campaign_no_template'),
      missing.map((name) => ({ at: `/choices/${name}`, message: say('not_chosen') })),
    );
  }
  const house = await getWorkspace(tx, scope);
  const segment = await getSegment(tx, scope, readId('segment', choices.segment, '/choices/segment'));
  const template = await getTemplate(tx, scope, readId('template', choices.template, '/choices/template'));
  const number = choices.number === null ? await defaultNumber(tx, scope) : await getNumber(tx, scope, readId('number', choices.number, '/choices/number'));
  const languages = template.translations.filter((translation) => translation.state === 'approved');
  const names = [...new Set(languages.flatMap((translation) => templateVariables(translation.content)))];
  return { house, segment, template, number, languages, variables: names.map((name) => ({ name, source: choices.variables[name] ?? null })) };
}

/** The fingerprint of all that a plan rests on; when it changes, the plan is stale. */
export function draftHash(draft: Draft): Promise<string> {
  return hashOf({
    segment: { id: draft.segment.id, definition: draft.segment.definition },
    template: {
      id: draft.template.id,
      category: draft.template.category,
      languages: draft.languages.map(({ id, language, content }) => ({ id, language, content })),
    },
    number: draft.number.id,
    variables: draft.variables,
  });
}

/** What a plan keeps beside what it shows, so that the launch does exactly that. */
export const PlanBody = z.object({
  plan: Plan,
  draft_hash: z.string(),
  definition: SegmentDefinition,
  variables: z.array(z.object({ name: z.string(), source: VariableSource.nullable() })),
});
export type PlanBody = z.infer<typeof PlanBody>;

/** Reads the body of a plan's row. */
export function parsePlanBody(body: unknown): PlanBody {
  return PlanBody.parse(body);
}

/** Stands for a variable without a source: it has no value for anybody. */
const noSource: Source = { from: 'text', text: '' };

/** The audience of a plan or an opening, ready for SQL. */
export function audienceOf(scope: Scope, frozen: Pick<PlanBody, 'definition' | 'variables'>): Audience {
  return {
    scope,
    inSegment: segmentPredicate(frozen.definition),
    variables: frozen.variables.map(({ name, source }) => ({ name, source: source ?? noSource })),
  };
}

/** Works out the Liquid values of one person, in the order of the Liquid sources, before fallbacks. */
export function liquidFiller(audience: Audience): (person: Person) => (string | null)[] {
  const fills = audience.variables.flatMap(({ source }) => (source.from === 'liquid' ? [compileSource({ ...source, fallback: '' })] : []));
  return (person) => fills.map((fill) => fill(person).value);
}

/**
 * What a message demands. `languages` are the frozen ones by position; `approved` says which of them Meta still lets
 * through, so that a language that was paused since the plan is not chosen.
 */
export function demandOf(message: {
  category: Demand['category'];
  languages: readonly { readonly language: string; readonly content: TemplateContent; readonly isApproved: boolean }[];
  variables: readonly { readonly name: string }[];
  defaultLanguage: string;
}): Demand {
  const choices = message.languages.map(({ language, isApproved }) => ({ language, state: isApproved ? ('approved' as const) : ('paused' as const) }));
  const names = message.variables.map(({ name }) => name);
  return {
    category: message.category,
    choose: (contactLanguage) => chooseTranslation(choices, contactLanguage, message.defaultLanguage),
    uses: message.languages.map(({ content }) =>
      templateVariables(content)
        .map((name) => names.indexOf(name))
        .filter((place) => place !== -1),
    ),
  };
}
