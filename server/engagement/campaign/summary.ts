import type { Plan } from '#core/contract/campaigns.ts';
import { skipReasons } from '#core/policy/reasons.ts';
import type { Money } from '#core/value/money.ts';
import { after, type Instant, second } from '#core/value/time.ts';
import type { TupleVerdict } from './verdicts.ts';

/** A tuple, decided, with how many people share it. */
export type CountedVerdict = TupleVerdict & { readonly people: number };

/** What a message costs in one country; undefined where the card has no rate. */
export type Price = { readonly market: string; readonly each: Money | undefined };

/** The numbers of a plan, added up from decided tuples. Pure; every list is in a total order. */
export function summarise(
  tuples: readonly CountedVerdict[],
  message: { languages: readonly string[]; variables: readonly string[]; currency: string; priceOf: (country: string) => Price },
) {
  const reached = tuples.filter((tuple) => tuple.reason === null);
  const countries = [...total(reached, (tuple) => tuple.country)].map(([country, people]) => priceCountry(country, people, message.priceOf(country)));
  return {
    people: add(tuples),
    recipients: add(reached),
    exclusions: bySeriousness(
      total(
        tuples.filter((tuple) => tuple.reason !== null),
        (tuple) => tuple.reason ?? '',
      ),
    ),
    by_language: largestFirst(total(reached, (tuple) => message.languages[tuple.position] ?? '')).map(([language, people]) => ({ language, people })),
    by_country: countries.toSorted((a, b) => b.people - a.people || (a.country < b.country ? -1 : 1)),
    fallbacks: message.variables
      .map((variable, place) => ({ variable, people: add(reached.filter((tuple) => tuple.states[place] === 'f')) }))
      .filter(({ people }) => people > 0),
    most: { currency: message.currency, micros: countries.reduce((sum, { cost }) => sum + (cost?.micros ?? 0), 0) },
    unpriced: countries.reduce((sum, { cost, people }) => sum + (cost === null ? people : 0), 0),
  } satisfies Partial<Plan> & { people: number; most: Money; unpriced: number };
}

/** People for whom a variable has neither value nor fallback although nothing else keeps the message from them. */
export function peopleMissing(tuples: readonly CountedVerdict[], place: number): number {
  return add(tuples.filter((tuple) => tuple.reason === 'variable_missing' && tuple.states[place] === 'm'));
}

/** When a sending of so many people ends at a number's speed, begun after the undo time. */
export function finish(recipients: number, throughputPerSecond: number, from: Instant): { seconds: number; at: Instant } {
  const seconds = Math.ceil((recipients / throughputPerSecond) * 10) / 10;
  return { seconds, at: after(from, seconds * second) };
}

function priceCountry(country: string, people: number, price: Price) {
  const each = price.each ?? null;
  return { country, market: price.market, people, each, cost: each === null ? null : { currency: each.currency, micros: each.micros * people } };
}

function add(tuples: readonly CountedVerdict[]): number {
  return tuples.reduce((sum, tuple) => sum + tuple.people, 0);
}

function total(tuples: readonly CountedVerdict[], key: (tuple: CountedVerdict) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const tuple of tuples) sums.set(key(tuple), (sums.get(key(tuple)) ?? 0) + tuple.people);
  return sums;
}

function largestFirst(sums: ReadonlyMap<string, number>): [string, number][] {
  return [...sums].toSorted(([a, some], [b, others]) => others - some || (a < b ? -1 : 1));
}

function bySeriousness(sums: ReadonlyMap<string, number>): { reason: string; people: number }[] {
  return Object.keys(skipReasons).flatMap((reason) => (sums.has(reason) ? [{ reason, people: sums.get(reason) ?? 0 }] : []));
}
