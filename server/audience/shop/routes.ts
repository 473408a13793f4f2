import { catalogs, facts, type Order, orders, type Product, products } from '#core/contract/shop.ts';
import { refusal, type RefusalFault } from '#core/contract/refusals.ts';
import { say, tell } from '#core/contract/say.ts';
import type { LineFacts } from '#core/expression/facts.ts';
import { cutPage } from '#core/value/cursor.ts';
import { parseMicros } from '#core/value/money.ts';
import type { Said } from '#core/value/say.ts';
import { accessContact } from '#server/audience/contact/contact.ts';
import { placeOf } from '#server/audience/contact/routes.ts';
import { answers, type Answers, type Handler } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { nextWithinDays } from './kinds.ts';
import { priceOf, type Recommendation, recommendationsFor } from './shop.ts';
import { selectCatalogs, selectOrders, selectProducts, upsertListed } from './store.ts';
import { takeFacts } from './tell.ts';

/** Answers the contract's facts. */
export function factRoutes(platform: Platform): Answers {
  return answers(facts, { track: (call, { body }) => takeFacts(platform, call, body.facts) });
}

/** Answers the contract's products. */
export function productRoutes(platform: Platform): Answers {
  return answers(products, {
    list: async ({ actor }, { query }) => {
      const found = await selectProducts(platform.db, scopeOf(actor), query, { after: query.cursor, limit: query.limit + 1 });
      const items = found.slice(0, query.limit).map(presentProduct);
      return { items, next: found.length > query.limit ? (items.at(-1)?.retailer_id ?? null) : null };
    },
    put: putProducts(platform),
    recommended: async ({ actor, now, language }, { params }) => {
      const { contact_id } = await accessContact(platform, actor, params.id);
      const found = await recommendationsFor(platform.db, scopeOf(actor), contact_id, now);
      return {
        items: found.map((row) => ({
          by: row.by,
          place: row.place,
          product: presentProduct({ ...row, available: true }),
          because: tell(becauseOf(row), language),
        })),
      };
    },
  });
}

function putProducts(platform: Platform): Handler<typeof products.put> {
  return async ({ actor, now }, { body }) => {
    const ids = body.products.map(({ retailer_id }) => retailer_id);
    const faults = ids.flatMap((id, place): RefusalFault[] =>
      ids.indexOf(id) < place ? [{ at: `/body/products/${place}/retailer_id`, message: say('product_twice', { id }) }] : [],
    );
    const [first] = faults;
    if (first !== undefined) throw refusal('invalid', first.message, faults);
    const scope = scopeOf(actor);
    const rows = body.products.map(({ price, ...product }) => ({
      ...product,
      currency: price?.currency ?? null,
      price_micros: price === null ? null : parseMicros(price.amount),
    }));
    await platform.db.transaction().execute(async (tx) => {
      await upsertListed(tx, scope, rows, now);
      await audit(tx, platform, actor, { act: 'products.put', subject: '*', detail: { products: rows.length } });
    });
    return { products: rows.length };
  };
}

type ProductRow = Awaited<ReturnType<typeof selectProducts>>[number];

function presentProduct(row: ProductRow): Product {
  const { retailer_id, name, url, image, catalog, available } = row;
  return { retailer_id, name, price: priceOf(row), url, image, catalog, available, updated_at: row.updated_at.toISOString() };
}

/** Why something is recommended, in a sentence with the numbers it rests on. */
function becauseOf(row: Recommendation): Said {
  const product = row.because_name ?? row.because ?? '';
  switch (row.by) {
    case 'bought_together':
      return say('because_together', { product, support: row.support, lift: Math.round(row.score * 10) / 10 });
    case 'next_likely':
      return say('because_next', { share: Math.round(row.score * 100), product, days: nextWithinDays, support: row.support });
    case 'liked_again':
      return say('because_again', { times: row.support, days: Math.round(row.days ?? 0), since: Math.round(row.since ?? 0) });
  }
}

/** Answers the contract's orders. */
export function orderRoutes(platform: Platform): Answers {
  return answers(orders, {
    of: async ({ actor }, { params, query }) => {
      const { contact_id } = await accessContact(platform, actor, params.id);
      const found = await selectOrders(platform.db, scopeOf(actor), contact_id, { before: placeOf(query.cursor), limit: query.limit + 1 });
      const { rows, next } = cutPage(
        found.map((row) => ({ ...row, at: row.placed_at })),
        query.limit,
      );
      return { items: rows.map(presentOrder), next };
    },
  });
}

function presentOrder(row: Awaited<ReturnType<typeof selectOrders>>[number]): Order {
  return {
    number: row.number,
    state: row.state,
    total: { currency: row.currency, micros: Number(row.total_micros) },
    items: parseItems(row.items).map(({ id, name, quantity, price }) => ({ id, name, quantity, price })),
    placed_at: row.placed_at.toISOString(),
    updated_at: row.told_at.toISOString(),
    url: row.url,
  };
}

/** `tell.ts` wrote them so. */
function parseItems(items: unknown): readonly LineFacts[] {
  return items as readonly LineFacts[];
}

/** Answers the contract's catalogues. */
export function catalogRoutes(platform: Platform): Answers {
  return answers(catalogs, { list: async ({ actor }) => ({ items: await selectCatalogs(platform.db, scopeOf(actor)) }) });
}
