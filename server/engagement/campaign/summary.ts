import type { Plan } from '#core/contract/campaigns.ts';
import { skipReasons } from '#core/policy/reasons.ts';
import type { Money } from '#core/value/money.ts';
import { after, type Instant, second } from '#core/value/time.ts';
import type { TupleVerdict } from './verdicts.ts';

/** A tuple, decided, with how many people share it. */
export type CountedVerdict = TupleVerdict & { readonly people: number };

/** What a message costs in one country, as the template and free-form; undefined where the card has no rate. */
export type Price = { readonly market: string; readonly each: Money | undefined; readonly free: Money | undefined };

type Question = {
  readonly languages: readonly string[];
  readonly variables: readonly string[];
  readonly currency: string;
  readonly priceOf: (country: string) => Price;
};

/** What the sums have of a plan. Its countries get their likely cost from what was sent before, which no sum knows. */
type Summary = Pick<Plan, 'recipients' | 'exclusions' | 'by_language' | 'fallbacks' | 'free'> & {
  people: number;
  by_country: readonly Omit<Plan['by_country'][number], 'likely'>[];
  most: Money;
  unpriced: number;
  free_people: ReadonlyMap<string, number>;
  hours: unknown;
};

/** The numbers of a plan, added up from decided tuples. Pure; every list is in a total order. */
export function summarise(tuples: readonly CountedVerdict[], message: Question) {
  const reached = tuples.filter((tuple) => tuple.reason === null);
  const answered = reached.filter((tuple) => tuple.free);
  const free = total(answered, (tuple) => tuple.country);
  const countries = [...total(reached, (tuple) => tuple.country)].map(([country, people]) =>
    priceCountry(country, { people, free: free.get(country) ?? 0 }, message.priceOf(country)),
  );
  return {
    people: add(tuples),
    recipients: add(reached),
    exclusions: bySeriousness(
      total(
        tuples.filter((tuple) => tuple.reason !== null),
        (tuple) => tuple.reason ?? '',
      ),
    ),
    by_language: byLanguage(reached, message.languages),
    by_country: countries.map(({ line }) => line).toSorted((a, b) => b.people - a.people || (a.country < b.country ? -1 : 1)),
    fallbacks: message.variables
      .map((variable, place) => ({ variable, people: add(reached.filter((tuple) => tuple.states[place] === 'f')) }))
      .filter(({ people }) => people > 0),
    most: { currency: message.currency, micros: countries.reduce((sum, { line }) => sum + (line.cost?.micros ?? 0), 0) },
    unpriced: countries.reduce((sum, { line }) => sum + (line.cost === null ? line.people : 0), 0),
    free: {
      people: add(answered),
      by_language: byLanguage(answered, message.languages),
      saves: { currency: message.currency, micros: countries.reduce((sum, { saves }) => sum + saves, 0) },
    },
    free_people: free,
    hours: [...total(reached, (tuple) => tuple.due)].map(([due, people]) => ({ due, people })).toSorted((a, b) => (a.due < b.due ? -1 : 1)),
  } satisfies Summary;
}

/** People for whom a variable has neither value nor fallback although nothing else keeps the message from them. */
export function peopleMissing(tuples: readonly CountedVerdict[], place: number): number {
  return add(tuples.filter((tuple) => tuple.reason === 'variable_missing' && tuple.states[place] === 'm'));
}

/** When the sending ends at a number's speed: each lot begins at its moment, or when the one before it is done. In order of time. */
export function finish(lots: readonly { at: Instant; people: number }[], throughputPerSecond: number): { seconds: number; at: Instant } {
  const [first] = lots;
  if (first === undefined) throw new Error('a sending has at least one moment');
  const lasting = (people: number) => Math.ceil((people / throughputPerSecond) * 10) / 10;
  const at = lots.reduce((end, lot) => after(lot.at > end ? lot.at : end, lasting(lot.people) * second), first.at);
  return { seconds: lasting(lots.reduce((sum, { people }) => sum + people, 0)), at };
}

/** A free message that has no rate is reckoned as the template: it never costs more. */
function priceCountry(country: string, count: { people: number; free: number }, price: Price) {
  const each = price.each ?? null;
  const saves = each === null || price.free === undefined ? 0 : count.free * (each.micros - price.free.micros);
  const cost = each === null ? null : { currency: each.currency, micros: each.micros * count.people - saves };
  return { line: { country, market: price.market, people: count.people, each, cost }, saves };
}

function add(tuples: readonly CountedVerdict[]): number {
  return tuples.reduce((sum, tuple) => sum + tuple.people, 0);
}

function total(tuples: readonly CountedVerdict[], key: (tuple: CountedVerdict) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const tuple of tuples) sums.set(key(tuple), (sums.get(key(tuple)) ?? 0) + tuple.people);
  return sums;
}

function byLanguage(tuples: readonly CountedVerdict[], languages: readonly string[]): { language: string; people: number }[] {
  return largestFirst(total(tuples, (tuple) => languages[tuple.position] ?? '')).map(([language, people]) => ({ language, people }));
}

function largestFirst(sums: ReadonlyMap<string, number>): [string, number][] {
  return [...sums].toSorted(([a, some], [b, others]) => others - some || (a < b ? -1 : 1));
}

function bySeriousness(sums: ReadonlyMap<string, number>): { reason: string; people: number }[] {
  return Object.keys(skipReasons).flatMap((reason) => (sums.has(reason) ? [{ reason, people: sums.get(reason) ?? 0 }] : []));
}
