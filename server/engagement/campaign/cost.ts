import type { Plan } from '#core/contract/campaigns.ts';
import { type Belief, type Deliveries, firstBelief, learn, likelyShare, share } from '#core/policy/likely.ts';

type Country = Omit<Plan['by_country'][number], 'likely'>;
type Likely = NonNullable<Plan['cost']['likely']>;

/** What a plan reckons its cost from: its countries, and how many of them get the free message at what price. */
export type CostInput = {
  readonly currency: string;
  readonly category: string;
  readonly countries: readonly Country[];
  /** By country: people who get the free message, and what one costs, in micros. */
  readonly free: ReadonlyMap<string, { readonly people: number; readonly micros: number }>;
  /** What was sent and arrived lately, by country. */
  readonly history: ReadonlyMap<string, Deliveries>;
  readonly budgetMicros: number | null;
};

/**
 * What a sending will cost most probably, since only what is delivered is charged: for each country by its own history, which begins with that of
 * all countries. The ends of the intervals are added up as if all countries did well or badly together, so the sum is rather too wide.
 * Pure; countries without a rate cost nothing that is known.
 */
export function reckonCost(input: CostInput): Pick<Plan['cost'], 'likely' | 'by_category' | 'budget_buys'> & { by_country: Plan['by_country'] } {
  const { currency } = input;
  const all = [...input.history.values()].reduce<Belief>(learn, firstBelief);
  const by_country = input.countries.map((line) => {
    const history = input.history.get(line.country);
    const shares = likelyShare(history === undefined ? share(all) : learn(share(all), history), line.people);
    return { ...line, likely: line.cost === null ? null : part(line.cost.micros, shares, currency) };
  });
  const likely = sum(
    by_country.map((line) => line.likely),
    currency,
  );
  const most = by_country.reduce((micros, { cost }) => micros + (cost?.micros ?? 0), 0);
  const people = by_country.reduce((count, line) => count + (line.cost === null ? 0 : line.people), 0);
  return { by_country, likely, by_category: byCategory(input, by_country, { likely, most, people }), budget_buys: buys(input, by_country, most) };
}

function part(micros: number, shares: { low: number; middle: number; high: number }, currency: string): Likely {
  const of = (each: number) => ({ currency, micros: Math.round(micros * each) });
  return { low: of(shares.low), middle: of(shares.middle), high: of(shares.high) };
}

function sum(parts: readonly (Likely | null)[], currency: string): Likely {
  const of = (end: keyof Likely) => ({ currency, micros: parts.reduce((micros, each) => micros + (each?.[end].micros ?? 0), 0) });
  return { low: of('low'), middle: of('middle'), high: of('high') };
}

/** As Meta charges them: the free messages as answers, all others under the template's category. */
function byCategory(
  { currency, category, free }: CostInput,
  countries: Plan['by_country'],
  all: { likely: Likely; most: number; people: number },
): Plan['cost']['by_category'] {
  const answers = countries.flatMap((line) => {
    const one = free.get(line.country);
    return line.cost === null || one === undefined || one.people === 0 ? [] : [one];
  });
  const people = answers.reduce((count, one) => count + one.people, 0);
  const micros = answers.reduce((total, one) => total + one.people * one.micros, 0);
  const shares = {
    low: ratio(all.likely.low.micros, all.most),
    middle: ratio(all.likely.middle.micros, all.most),
    high: ratio(all.likely.high.micros, all.most),
  };
  const line = (name: string, count: number, cost: number) => ({
    category: name,
    people: count,
    cost: { currency, micros: cost },
    likely: part(cost, shares, currency),
  });
  return [
    ...(all.people - people > 0 ? [line(category, all.people - people, all.most - micros)] : []),
    ...(people > 0 ? [line('service', people, micros)] : []),
  ];
}

function ratio(some: number, whole: number): number {
  return whole === 0 ? 0 : some / whole;
}

/** For how many people a budget is enough, at the mix of countries that the plan has; null without one, or when it is enough for all. */
function buys({ budgetMicros }: CostInput, countries: Plan['by_country'], most: number): number | null {
  if (budgetMicros === null || most <= budgetMicros) return null;
  const priced = countries.reduce((count, line) => count + (line.cost === null ? 0 : line.people), 0);
  return Math.floor((priced * budgetMicros) / most);
}
