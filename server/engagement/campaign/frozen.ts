import { z } from 'zod';
import { type CampaignChoices, Plan, Schedule } from '#core/contract/campaigns.ts';
import { VariableSource } from '#core/contract/variables.ts';
import { readId } from '#core/contract/read-id.ts';
import { Canary, Pace } from '#core/contract/sending.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { VariableSource as Source } from '#core/expression/expression.ts';
import { SegmentDefinition } from '#core/segment/segment.ts';
import type { Scope } from '#core/value/actor.ts';
import type { Instant } from '#core/value/time.ts';
import { bodiesVariables, bodyIn, FreeBodies } from '#core/whatsapp/free.bodies.ts';
import { freeVariables } from '#core/whatsapp/free.fill.ts';
import { TemplateContent } from '#core/whatsapp/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { audiencePredicate, getSegment, type SavedSegment } from '#server/audience/segment/segment.ts';
import { defaultNumber, getNumber, type NumberRecord } from '#server/messaging/number/number.ts';

import { chooseTranslation, getTemplate, templateFor, type TemplateRecord } from '#server/messaging/template/template.ts';
import type { Tx } from '#server/platform/platform.ts';
import { getWorkspace, type House } from '#server/workspace/workspace.ts';
import { hashOf } from './hash.ts';
import type { Audience } from './store.audience.ts';
import type { Demand } from './verdicts.ts';

/** A draft whose choices were looked up: all that decides who gets what. */
export type Draft = {
  readonly house: House;
  readonly name: string;
  readonly choices: CampaignChoices;
  readonly segments: readonly SavedSegment[];
  readonly except: readonly SavedSegment[];
  /** As the number's business account has it: what was chosen, or its approved copy of the same name there. */
  readonly template: TemplateRecord;
  readonly isCopy: boolean;
  readonly number: NumberRecord;
  /** The approved languages; their order is the one of the broadcast. */
  readonly languages: readonly TemplateRecord['translations'][number][];
  /** The free message in those of the approved languages that have one; null when none has. */
  readonly free: FreeBodies | null;
  /** The variables of the approved languages and of their free messages in order of first use. A missing source has no value for anybody. */
  readonly variables: readonly { readonly name: string; readonly source: Source | null }[];
};

/** Looks up what a draft has chosen. Refuses while segment or template are not chosen; no number means the first that is ready. */
export async function gatherDraft(tx: Tx, scope: Scope, { name, choices }: { name: string; choices: CampaignChoices }): Promise<Draft> {
  const missing = [choices.segments.length === 0 ? 'segments' : '', choices.template === null ? 'template' : ''].filter((name) => name !== '');
  if (choices.segments.length === 0 || choices.template === null) {
    throw refusal(
      'invalid',
      missing.length > 1 ? say('campaign_no_choice') : say(choices.segments.length === 0 ? 'campaign_no_segment' : 'campaign_no_template'),
      missing.map((name) => ({ at: `/choices/${name}`, message: say('not_chosen') })),
    );
  }
  const house = await getWorkspace(tx, scope);
  const segments = await segmentsOf(tx, scope, 'segments', choices.segments);
  const except = await segmentsOf(tx, scope, 'except', choices.except);
  const chosen = await getTemplate(tx, scope, readId('template', choices.template, '/choices/template'));
  const number = choices.number === null ? await defaultNumber(tx, scope) : await getNumber(tx, scope, readId('number', choices.number, '/choices/number'));
  const template = await templateFor(tx, scope, chosen, number.account_id);
  const languages = template.translations.filter((translation) => translation.state === 'approved');
  const names = new Set(languages.flatMap((translation) => templateVariables(translation.content)));
  const free = bodiesIn(choices.free, languages);
  for (const variable of bodiesVariables(free)) names.add(variable);
  // What fills a variable of the template unless the campaign says otherwise was chosen with the template.
  const variables = [...names].map((variable) => ({
    name: variable,
    source: choices.variables[variable] ?? template.fills[variable] ?? chosen.fills[variable] ?? null,
  }));
  return { house, name, choices, segments, except, template, isCopy: template.id !== chosen.id, number, languages, free, variables };
}

/** The bodies that somebody can get: in a language of these. */
function bodiesIn(bodies: FreeBodies | null, languages: readonly { readonly language: string }[]): FreeBodies | null {
  const said = languages.flatMap(({ language }) => {
    const body = bodyIn(bodies, language);
    return body === undefined ? [] : [[language, body] as const];
  });
  return said.length === 0 ? null : Object.fromEntries(said);
}

/** Each once, in the order chosen. */
async function segmentsOf(tx: Tx, scope: Scope, name: 'segments' | 'except', ids: readonly string[]): Promise<SavedSegment[]> {
  const found: SavedSegment[] = [];
  for (const id of new Set(ids)) found.push(await getSegment(tx, scope, readId('segment', id, `/choices/${name}`)));
  return found;
}

/** The fingerprint of all that a plan rests on; when it changes, the plan is stale. */
export function draftHash(draft: Draft): Promise<string> {
  return hashOf({
    segments: draft.segments.map(({ id, definition }) => ({ id, definition })),
    except: draft.except.map(({ id, definition }) => ({ id, definition })),
    template: {
      id: draft.template.id,
      category: draft.template.category,
      languages: draft.languages.map(({ id, language, content }) => ({ id, language, content })),
    },
    number: draft.number.id,
    variables: draft.variables,
    free: draft.choices.free,
    schedule: draft.choices.schedule,
    topic: draft.choices.topic,
    reason: draft.choices.reason,
    leave_out_below: draft.choices.leave_out_below,
    pace: draft.choices.pace,
    canary: draft.choices.canary,
    budget_micros: draft.choices.budget_micros,
  });
}

/** What a plan keeps beside what it shows, so that the launch does exactly that. */
export const PlanBody = z.object({
  plan: Plan,
  draft_hash: z.string(),
  /** The campaign's, as it was: Liquid may say it. */
  name: z.string(),
  include: z.array(SegmentDefinition),
  except: z.array(SegmentDefinition),
  variables: z.array(z.object({ name: z.string(), source: VariableSource.nullable() })),
  free: FreeBodies.nullable(),
  schedule: Schedule.nullable(),
  topic: z.string().nullable(),
  reason: z.string().nullable(),
  leave_out_below: z.number().nullable(),
  pace: Pace.nullable().default(null),
  canary: Canary.nullable().default(null),
  budget_micros: z.number().nullable().default(null),
  /** What a free message costs, by country: what was delivered of them is counted by it. */
  free_rates: z.array(z.object({ country: z.string(), micros: z.number() })),
  /** The approved texts, for what has changed since; empty in plans of before. */
  texts: z.array(z.object({ language: z.string(), content: TemplateContent })).default([]),
});
export type PlanBody = z.infer<typeof PlanBody>;

/** Reads the body of a plan's row. */
export function parsePlanBody(body: unknown): PlanBody {
  return PlanBody.parse(body);
}

/** Stands for a variable without a source: it has no value for anybody. */
const noSource: Source = { from: 'text', text: '' };

/** What a plan keeps of a draft beside its numbers. */
export type Frozen = Omit<PlanBody, 'plan' | 'draft_hash' | 'free_rates' | 'texts'>;

/** What a plan keeps of a draft, so that its opening does exactly that. */
export function frozenOf(draft: Draft): Frozen {
  const { schedule, topic, reason, leave_out_below, pace, canary, budget_micros } = draft.choices;
  return {
    name: draft.name,
    include: draft.segments.map(({ definition }) => definition),
    except: draft.except.map(({ definition }) => definition),
    variables: draft.variables.map(({ name, source }) => ({ name, source })),
    free: draft.free,
    schedule,
    topic,
    reason,
    leave_out_below,
    pace,
    canary,
    budget_micros,
  };
}

/**
 * The audience of a plan or an opening, ready for SQL; its hours are laid over it by `gatherPeople`. `window` says
 * whose service window matters, and when, if there is a free message.
 */
export function audienceOf(scope: Scope, frozen: Frozen, house: House, when: { at: Instant; window: Audience['window'] }): Audience {
  return {
    scope,
    inSegment: audiencePredicate(frozen),
    variables: frozen.variables.map(({ name, source }) => ({ name, source: source ?? noSource })),
    setting: { at: when.at, locale: house.locale, timezone: house.timezone, campaign: { name: frozen.name }, reason: frozen.reason },
    window: frozen.free === null ? null : when.window,
    hours: null,
  };
}

/**
 * What a message demands. `languages` are the frozen ones by position; `approved` says which of them Meta still lets
 * through, so that a language that was paused since the plan is not chosen.
 */
export function demandOf(message: {
  category: Demand['category'];
  languages: readonly { readonly language: string; readonly content: TemplateContent; readonly isApproved: boolean }[];
  variables: readonly { readonly name: string }[];
  free: FreeBodies | null;
  defaultLanguage: string;
}): Demand {
  const choices = message.languages.map(({ language, isApproved }) => ({ language, state: isApproved ? ('approved' as const) : ('paused' as const) }));
  const names = message.variables.map(({ name }) => name);
  const places = (used: readonly string[]) => used.map((name) => names.indexOf(name)).filter((place) => place !== -1);
  return {
    category: message.category,
    choose: (contactLanguage) => chooseTranslation(choices, contactLanguage, message.defaultLanguage),
    uses: message.languages.map(({ content }) => places(templateVariables(content))),
    free: message.languages.map(({ language }) => {
      const body = bodyIn(message.free, language);
      return body === undefined ? null : places(freeVariables(body));
    }),
  };
}
