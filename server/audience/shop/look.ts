import type { Scope } from '#core/value/actor.ts';
import { mapProducts, namedProducts } from '#core/whatsapp/message.products.ts';
import type { MessageContent, ProductRef } from '#core/whatsapp/message.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { selectLooks } from './store.look.ts';

/** Gives the products that messages only name what the shop told of them: name, price and picture. One statement, none when there are none. */
export async function dressProducts(db: Db | Tx, scope: Scope, contents: readonly MessageContent[]): Promise<MessageContent[]> {
  const ids = namedProducts(contents);
  if (ids.length === 0) return [...contents];
  const known = new Map((await selectLooks(db, scope, ids)).map((row) => [row.retailer_id, lookOf(row)]));
  // What an order was sent with stands: it is what they agreed to pay.
  return contents.map((content) =>
    mapProducts(content, (product) => {
      const look = known.get(product.id);
      return look === undefined
        ? product
        : { ...product, name: product.name ?? look.name, price: product.price ?? look.price, image: product.image ?? look.image };
    }),
  );
}

function lookOf(row: Awaited<ReturnType<typeof selectLooks>>[number]): Omit<ProductRef, 'id'> {
  const price = row.price_micros === null || row.currency === null ? null : { currency: row.currency, micros: Number(row.price_micros) };
  return { name: row.name, price, image: row.image };
}
