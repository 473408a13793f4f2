import type { Plan } from '#core/contract/campaigns.ts';
import type { Scope } from '#core/value/actor.ts';
import { type PlanId, presentId } from '#core/value/id.ts';
import { occurrences } from '#core/value/recurrence.ts';
import type { Instant } from '#core/value/time.ts';
import { zoneOfPerson } from '#core/value/zones.ts';
import type { FreeBodies } from '#core/whatsapp/free.bodies.ts';
import { marketOf, priceOf } from '#core/whatsapp/price.ts';
import { countDefinitions } from '#server/audience/segment/segment.ts';
import { deliveriesOf } from '#server/messaging/outbox/tally.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { type Draft, type Frozen, draftHash, frozenOf, type PlanBody } from './frozen.ts';
import { reckonCost } from './cost.ts';
import { gatherPeople } from './gather.ts';
import { hashOf } from './hash.ts';
import { problemsOf } from './problems.ts';
import { drawSamples } from './samples.ts';
import { opensAt } from './schedule.ts';
import { measure } from './score.ts';
import { type OwnHour, reachedSelect, samplePeople } from './store.audience.ts';
import { keepPlanned } from './store.planned.ts';
import { finish, type Price, summarise } from './summary.ts';
import { slotsBefore, timingOf } from './timing.ts';
import { warningsOf } from './warnings.ts';

/** A country of a plan as the sums give it. */
type Country = Omit<Plan['by_country'][number], 'likely'>;

/** The minute in which a launch can be taken back; the contract's default for `undo_seconds`. */
export const undoSecondsByDefault = 60;
/** People shown with their message beside the numbers. */
const samplesMost = 5;
/** Of a repetition, so many next times are told. */
const occurrencesTold = 5;
/** Of the zones that share an hour, so many are named. */
const zonesNamed = 3;

/** What a plan is made for; a launch begins with the undo minute, an occurrence of a repetition at its moment. */
export type PlanFor = { readonly now: Instant; readonly opens?: Instant };

/**
 * Works out what a launch would do: who gets it, who not and why, in which language and body, at what cost, when and until
 * when, and what stands in the way. Keeps whom it reaches beside the plan, which the caller keeps. Must run in one REPEATABLE READ transaction, so that all its numbers speak of one moment.
 */
export async function workOutPlan(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  draft: Draft,
  { now, opens: given }: PlanFor,
): Promise<{ id: PlanId; hash: string; body: PlanBody }> {
  const frozen = frozenOf(draft);
  const opens = given ?? opensAt(frozen.schedule, now, undoSecondsByDefault);
  const { house, template, number } = draft;
  const languages = draft.languages.map(({ language, content }) => ({ language, content, isApproved: true }));
  const gathered = await gatherPeople(tx, scope, { frozen, house, number: number.id, category: template.category, languages }, { now, opens });
  const sums = summarise(gathered.tuples, {
    languages: languages.map(({ language }) => language),
    variables: frozen.variables.map(({ name }) => name),
    currency: house.currency,
    priceOf: pricesOf(draft, opens),
  });
  const lots = sums.hours.length === 0 ? [{ at: opens, people: 0 }] : sums.hours.map(({ due, people }) => ({ at: due === '' ? opens : new Date(due), people }));
  const { seconds } = finish(lots, number.throughput_per_second);
  const others = await slotsBefore(tx, scope, { number, zone: house.timezone, opens, now, broadcast: undefined });
  const timing = await timingOf(tx, scope, draft, { audience: gathered.audience, tuples: gathered.tuples, recipients: sums.recipients, opens, others, now });
  const etr = measure(gathered, { threshold: house.etrThreshold, leaveOutBelow: frozen.leave_out_below });
  const cost = await costOf(tx, scope, draft, sums, { now, opens });
  const shown = {
    audience: { ...(await countSegments(tx, scope, draft)), people: sums.people },
    template: { id: presentId('template', template.id), name: template.name, category: template.category },
    number: { id: presentId('number', number.id), display_phone: number.display_phone, throughput_per_second: number.throughput_per_second },
    recipients: sums.recipients,
    exclusions: sums.exclusions,
    by_language: sums.by_language,
    fallbacks: sums.fallbacks,
    lane: laneOf(template.category),
    pace: frozen.pace,
    budget_micros: frozen.budget_micros,
    free: frozen.free === null ? null : freeOf(frozen.free, sums.free),
    waves: wavesOf(frozen, { lots, hours: gathered.audience.hours, houseZone: house.timezone, recipients: sums.recipients, now }),
    etr,
    seconds,
    problems: await problemsOf(
      tx,
      scope,
      draft,
      { tuples: gathered.tuples, recipients: sums.recipients, never: timing.never },
      given === undefined ? now : null,
    ),
  };
  const { by_country, ...costs } = cost;
  const { days, days_with_raises, limit, canary } = timing;
  const told = { ...shown, by_country, cost: costs, days, days_with_raises, limit, canary };
  const warnings = warningsOf(draft, told, { opens, ends: timing.ends, endsWithRaises: timing.endsWithRaises });
  const id = platform.random.uuid7('plan', now);
  const draft_hash = await draftHash(draft);
  // What a launch does, and nothing that is only expected of it: the forecast and the likely cost move with the hour and with what others send.
  const hash = await hashOf({ draft_hash, ...shown, by_country: sums.by_country, most: sums.most, card: costs.card_date, stages: canary?.stages ?? null });
  const samples = await drawSamples(tx, scope, draft, await samplePeople(tx, gathered.audience, gathered.tuples, samplesMost));
  await keepPlanned(tx, scope, id, reachedSelect(gathered.audience, gathered.tuples));
  const plan: Plan = { id: presentId('plan', id), hash, made_at: now.toISOString(), ...told, warnings, finishes_at: timing.ends.toISOString(), samples };
  const texts = draft.languages.map(({ language, content }) => ({ language, content }));
  return { id, hash, body: { plan, draft_hash, ...frozen, free_rates: freeRates(draft, sums.by_country, opens), texts } };
}

/** What people wait for goes before what they are offered. */
export function laneOf(category: Draft['template']['category']): Plan['lane'] {
  return category === 'marketing' ? 'marketing' : 'transactional';
}

/** What the sending costs: at most, and most probably by what was delivered before. */
async function costOf(
  tx: Tx,
  scope: Scope,
  draft: Draft,
  sums: ReturnType<typeof summarise>,
  { now, opens }: { now: Instant; opens: Instant },
): Promise<Plan['cost'] & { by_country: Plan['by_country'] }> {
  const { currency } = draft.house;
  const { category } = draft.template;
  const micros = new Map(freeRates(draft, sums.by_country, opens).map((line) => [line.country, line.micros]));
  const free = new Map([...sums.free_people].map(([country, people]) => [country, { people, micros: micros.get(country) ?? 0 }]));
  const history = await deliveriesOf(tx, scope, category, now);
  const reckoned = reckonCost({ currency, category, countries: sums.by_country, free, history, budgetMicros: draft.choices.budget_micros });
  return { most: sums.most, currency, ...cardOf(draft, sums.by_country, opens), unpriced: sums.unpriced, ...reckoned };
}

/** The free message's share: every language that has one is named, even when nobody gets it there. */
function freeOf(bodies: FreeBodies, sums: ReturnType<typeof summarise>['free']): Plan['free'] {
  const idle = Object.keys(bodies).filter((language) => !sums.by_language.some((line) => line.language === language));
  return { ...sums, by_language: [...sums.by_language, ...idle.toSorted().map((language) => ({ language, people: 0 }))] };
}

/** What a message costs in a country when it goes out: as the template, and free-form as an answer. */
function pricesOf({ house: { currency }, template: { category } }: Draft, at: Instant): (country: string) => Price {
  return (country) => ({
    market: marketOf(country, at) ?? '',
    each: priceOf({ country, category, currency, at })?.each,
    free: priceOf({ country, category: 'service', currency, at })?.each,
  });
}

function cardOf({ house: { currency }, template: { category } }: Draft, countries: readonly Country[], at: Instant) {
  const card = countries.map(({ country }) => priceOf({ country, category, currency, at })?.card).find((found) => found !== undefined);
  return { card_date: card?.date ?? '', card_source: card?.source ?? '' };
}

function freeRates(draft: Draft, countries: readonly Country[], at: Instant): PlanBody['free_rates'] {
  if (draft.free === null) return [];
  const prices = pricesOf(draft, at);
  return countries.flatMap(({ country, each }) => {
    const micros = prices(country).free?.micros ?? each?.micros;
    return micros === undefined ? [] : [{ country, micros }];
  });
}

/** When it goes out, if not at once. A repetition asks who is in the audience each time anew; today's number stands for all. */
function wavesOf(
  { schedule }: Frozen,
  given: { lots: readonly { at: Instant; people: number }[]; hours: readonly OwnHour[] | null; houseZone: string; recipients: number; now: Instant },
): Plan['waves'] {
  switch (schedule?.kind) {
    case undefined:
      return [];
    case 'at':
      return [{ at: schedule.at, people: given.recipients, label: given.houseZone }];
    case 'repeat':
      return occurrences(schedule, given.now, occurrencesTold).map((at) => ({ at: at.toISOString(), people: given.recipients, label: schedule.timezone }));
    case 'local_hour':
      return given.lots.map(({ at, people }) => ({ at: at.toISOString(), people, label: zonesAt(given.hours ?? [], at, given.houseZone) }));
  }
}

/** The zones whose hour comes at a moment, a few by name. */
function zonesAt(hours: readonly OwnHour[], at: Instant, houseZone: string): string {
  const zones = [...new Set(hours.filter(({ due }) => due.getTime() === at.getTime()).map((place) => zoneOfPerson(place, houseZone)))].toSorted();
  const more = zones.length - zonesNamed;
  return `${zones.slice(0, zonesNamed).join(', ')}${more > 0 ? ` +${more}` : ''}`;
}

/** How many people are in each segment of the audience, whether or not another holds them too. */
async function countSegments(tx: Tx, scope: Scope, draft: Draft): Promise<Pick<Plan['audience'], 'segments' | 'except'>> {
  const all = [...draft.segments, ...draft.except];
  const counts = await countDefinitions(
    tx,
    scope,
    all.map(({ definition }) => definition),
  );
  const lines = all.map(({ id, name }, place) => ({ id: presentId('segment', id), name, people: counts[place] ?? 0 }));
  return { segments: lines.slice(0, draft.segments.length), except: lines.slice(draft.segments.length) };
}
