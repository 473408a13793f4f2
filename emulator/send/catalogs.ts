import type { BubbleProduct } from '#core/rehearsal/bubble.ts';
import type { CatalogSetup } from '#core/rehearsal/rehearsal.ts';

import { sendRefusal } from '../graph/errors.ts';
import type { World } from '../world/world.ts';

type Product = CatalogSetup['products'][number];

/** Products of a catalogue by their retailer id, made at the first question and forgotten with the catalogue. */
const indexes = new WeakMap<CatalogSetup, Map<string, Product>>();

/**
 * A product as a phone draws it. Templates and catalogue messages name no catalogue (null): every catalogue is asked.
 * What nobody set up is drawn by its id, or refused with Meta's 131009, as `unknown_products` says.
 */
export function drawProduct(world: World, catalog: string | null, retailerId: string): BubbleProduct {
  const product = findProduct(world, catalog, retailerId);
  if (product !== undefined) return { ...product };
  if (world.settings.unknown_products === 'refuse') throw sendRefusal(131009, 'Products not found in FB Catalog');
  return { retailer_id: retailerId, name: null, price: null, currency: null, media: null };
}

/**
 * The catalogue a button opens that names none: the one that has this product, or the only one there is. Null when that
 * can't be said.
 */
export function catalogWith(world: World, retailerId: string | null): string | null {
  if (retailerId !== null) for (const catalog of world.catalogs.values()) if (productIn(catalog, retailerId) !== undefined) return catalog.id;
  const [only, second] = world.catalogs.keys();
  return second === undefined ? (only ?? null) : null;
}

function findProduct(world: World, catalog: string | null, retailerId: string): Product | undefined {
  if (catalog !== null) return productIn(world.catalogs.get(catalog), retailerId);
  for (const one of world.catalogs.values()) {
    const product = productIn(one, retailerId);
    if (product !== undefined) return product;
  }
  return undefined;
}

function productIn(catalog: CatalogSetup | undefined, retailerId: string): Product | undefined {
  if (catalog === undefined) return undefined;
  let index = indexes.get(catalog);
  if (index === undefined) {
    index = new Map(catalog.products.map((product) => [product.retailer_id, product]));
    indexes.set(catalog, index);
  }
  return index.get(retailerId);
}
