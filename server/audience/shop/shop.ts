import type { CartFacts, EventFacts, Facts, OrderFacts, Person, RecommendationKind, RecommendedProduct, Setting } from '#core/expression/facts.ts';
import { needsOf, recommendedMost, type VariableSource } from '#core/expression/expression.ts';
import type { Scope } from '#core/value/actor.ts';
import type { ContactId } from '#core/value/id.ts';
import type { Money } from '#core/value/money.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { selectFacts } from './store.ts';
import { recommendedSelect, type RecommendationRow, type RecommendationWish, selectRecommended } from './store.recommend.ts';

/** A product that is recommended to somebody, with why. */
export type Recommendation = RecommendationRow;

/** What is recommended to everybody in a segment, as SQL: (contact_id, products), `products` as in `Facts.recommendations`. */
export function recommendedProducts(wish: RecommendationWish) {
  return recommendedSelect(wish);
}

/** What each way recommends to one person now, ten places each. */
export function recommendationsFor(db: Db | Tx, scope: Scope, contact: ContactId, at: Instant): Promise<Recommendation[]> {
  return selectRecommended(
    db,
    { scope, at, places: { bought_together: recommendedMost, next_likely: recommendedMost, liked_again: recommendedMost } },
    contact,
  );
}

/**
 * All that these sources need to know of one person, for `evaluate`; what none of them asks for is not looked up. The
 * person themselves is the caller's.
 *
 * @example const facts = await loadPersonFacts(tx, scope, { id, person }, Object.values(variables), setting)
 */
export async function loadPersonFacts(
  db: Db | Tx,
  scope: Scope,
  contact: { readonly id: ContactId; readonly person: Person },
  sources: readonly VariableSource[],
  setting: Setting,
): Promise<Facts> {
  const needs = needsOf(sources);
  const nothing: Facts = { contact: contact.person, order: null, cart: null, event: null, recommendations: {}, setting };
  const told = needs.order || needs.cart || needs.event ? await selectFacts(db, scope, contact.id, setting.reason) : undefined;
  const wants = Math.max(...Object.values(needs.places)) > 0;
  const rows = wants ? await selectRecommended(db, { scope, at: setting.at, places: needs.places }, contact.id) : [];
  return {
    ...nothing,
    ...(told === undefined ? {} : { order: parseOrderFacts(told.order), cart: parseCartFacts(told.cart), event: parseEventFacts(told.event) }),
    recommendations: byWay(rows),
  };
}

function byWay(rows: readonly RecommendationRow[]): Facts['recommendations'] {
  const ways: Partial<Record<RecommendationKind, RecommendedProduct[]>> = {};
  for (const row of rows) (ways[row.by] ??= []).push({ retailer_id: row.retailer_id, name: row.name, price: priceOf(row), url: row.url, image: row.image });
  return ways;
}

/** The price of a product's row; null when it has none. */
export function priceOf(row: { readonly currency: string | null; readonly price_micros: string | null }): Money | null {
  return row.currency === null || row.price_micros === null ? null : { currency: row.currency, micros: Number(row.price_micros) };
}

/** The views build these; nothing else writes them. */
function parseOrderFacts(facts: unknown): OrderFacts | null {
  return facts as OrderFacts | null;
}

function parseCartFacts(facts: unknown): CartFacts | null {
  return facts as CartFacts | null;
}

function parseEventFacts(facts: unknown): EventFacts | null {
  return facts as EventFacts | null;
}
