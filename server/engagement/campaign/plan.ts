import type { Plan } from '#core/contract/campaigns.ts';
import { Refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { readId } from '#core/contract/read-id.ts';
import type { Scope } from '#core/value/actor.ts';
import { parseId, type PlanId, presentId } from '#core/value/id.ts';
import { keepTold } from '#core/value/say.ts';
import { after, type Instant, second } from '#core/value/time.ts';
import { marketOf, priceOf } from '#core/whatsapp/price.ts';
import { drawTemplate } from '#server/messaging/template/template.ts';
import { sayPaused } from '#server/messaging/number/number.ts';
import { getMedia } from '#server/messaging/media/media.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { pointerPart } from './choices.ts';
import { audienceOf, demandOf, type Draft, draftHash, liquidFiller, type PlanBody } from './frozen.ts';
import { hashOf } from './hash.ts';
import { groupPeople, renderLiquid, samplePeople } from './store.audience.ts';
import { type CountedVerdict, finish, peopleMissing, summarise } from './summary.ts';
import { decideTuples } from './verdicts.ts';

/** The minute in which a launch can be taken back; the contract's default for `undo_seconds`. */
export const undoSecondsByDefault = 60;
/** People shown with their message beside the numbers. */
const samplesMost = 5;

/**
 * Works out what a launch would do: who gets it, who not and why, in which language, at what cost, until when, and what
 * stands in the way. Must run in one REPEATABLE READ transaction, so that all its numbers speak of one moment.
 */
export async function workOutPlan(platform: Platform, tx: Tx, scope: Scope, draft: Draft, now: Instant): Promise<{ id: PlanId; hash: string; body: PlanBody }> {
  const frozen = { definition: draft.segment.definition, variables: draft.variables.map(({ name, source }) => ({ name, source })) };
  const audience = audienceOf(scope, frozen);
  const languages = draft.languages.map(({ language, content }) => ({ language, content, isApproved: true }));
  const demand = demandOf({ category: draft.template.category, languages, variables: draft.variables, defaultLanguage: draft.house.locale });
  await renderLiquid(tx, audience, liquidFiller(audience));
  const tuples = decideTuples(await groupPeople(tx, audience), demand, now);
  const { currency } = draft.house;
  const { category } = draft.template;
  const priced = (country: string) => ({ market: marketOf(country, now) ?? '', each: priceOf({ country, category, currency, at: now })?.each });
  const sums = summarise(tuples, {
    languages: languages.map(({ language }) => language),
    variables: draft.variables.map(({ name }) => name),
    currency,
    priceOf: priced,
  });
  const ends = finish(sums.recipients, draft.number.throughput_per_second, after(now, undoSecondsByDefault * second));
  const card = sums.by_country.map(({ country }) => priceOf({ country, category, currency, at: now })?.card).find((found) => found !== undefined);
  const shown = {
    segment: { id: presentId('segment', draft.segment.id), name: draft.segment.name, people: sums.people },
    template: { id: presentId('template', draft.template.id), name: draft.template.name, category },
    number: { id: presentId('number', draft.number.id), display_phone: draft.number.display_phone, throughput_per_second: draft.number.throughput_per_second },
    recipients: sums.recipients,
    exclusions: sums.exclusions,
    by_language: sums.by_language,
    by_country: sums.by_country,
    fallbacks: sums.fallbacks,
    cost: { most: sums.most, currency, card_date: card?.date ?? '', card_source: card?.source ?? '', unpriced: sums.unpriced },
    seconds: ends.seconds,
    problems: await problemsOf(tx, scope, draft, tuples, sums.recipients),
  };
  const id = platform.random.uuid7('plan', now);
  const draft_hash = await draftHash(draft);
  const hash = await hashOf({ draft_hash, ...shown });
  const samples = (await samplePeople(tx, audience, tuples, samplesMost)).flatMap((sample) => drawSample(draft, sample));
  const plan: Plan = { id: presentId('plan', id), hash, made_at: now.toISOString(), ...shown, finishes_at: ends.at.toISOString(), samples };
  return { id, hash, body: { plan, draft_hash, ...frozen } };
}

function drawSample(draft: Draft, sample: { contact_id: string; name: string; position: number; variables: readonly string[] }): Plan['samples'] {
  const translation = draft.languages[sample.position];
  if (translation === undefined) return [];
  const values = Object.fromEntries(draft.variables.map(({ name }, place) => [name, sample.variables[place] ?? '']));
  return [
    {
      contact: presentId('contact', parseId<'contact'>(sample.contact_id)),
      name: sample.name,
      language: translation.language,
      content: drawTemplate(draft.template, translation, values),
    },
  ];
}

/** What keeps the plan from being launched, the most serious first, as kept sentences. `at` is a place in the campaign. */
async function problemsOf(tx: Tx, scope: Scope, draft: Draft, tuples: readonly CountedVerdict[], recipients: number): Promise<Plan['problems']> {
  const problems: Plan['problems'] = [];
  const { template, number } = draft;
  if (draft.languages.length === 0) {
    problems.push({
      code: 'template_not_approved',
      at: '/choices/template',
      message: keepTold(say('plan_unapproved', { name: template.name })),
    });
  }
  if (number.state === 'paused') {
    problems.push({
      code: 'number_paused',
      at: '/choices/number',
      message: keepTold(sayPaused(number)),
    });
  }
  if (template.account !== number.account_id) {
    problems.push({
      code: 'template_elsewhere',
      at: '/choices/template',
      message: keepTold(say('plan_template_elsewhere', { name: template.name, number: number.display_phone, account: number.account_name })),
    });
  }
  problems.push(...variableProblems(draft, tuples), ...(await mediaProblems(tx, scope, draft)));
  if (recipients === 0 && problems.length === 0) {
    problems.push({
      code: 'nobody_to_send_to',
      at: '/choices/segment',
      message: keepTold(say('plan_nobody', { segment: draft.segment.name })),
    });
  }
  return problems;
}

function variableProblems(draft: Draft, tuples: readonly CountedVerdict[]): Plan['problems'] {
  return draft.variables.flatMap(({ name, source }, place) => {
    const isEmpty = source === null || (source.from === 'text' && source.text.trim() === '');
    if (!isEmpty) return [];
    const people = peopleMissing(tuples, place);
    return [
      {
        code: 'variable_missing',
        at: `/choices/variables/${pointerPart(name)}`,
        message: keepTold(people > 0 ? say('plan_variable_people', { name, people }) : say('plan_variable', { name })),
      },
    ];
  });
}

/** Header pictures that our library does not have (any more). */
async function mediaProblems(tx: Tx, scope: Scope, draft: Draft): Promise<Plan['problems']> {
  const problems: Plan['problems'] = [];
  for (const { language, content } of draft.languages) {
    if (content.header?.kind !== 'image') continue;
    try {
      await getMedia(tx, scope, readId('media', content.header.media, '/choices/template'));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push({
        code: 'media_missing',
        at: '/choices/template',
        message: keepTold(say('plan_media', { name: draft.template.name, language })),
      });
    }
  }
  return problems;
}
