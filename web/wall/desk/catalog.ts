import type { CatalogSetup } from '#core/rehearsal/rehearsal.ts';

/** A thing of a catalogue. */
export type Product = CatalogSetup['products'][number];

/** A product as it is being typed. */
export type ProductDraft = { readonly id: string; readonly name: string; readonly price: number | string; readonly currency: string };

/** What is wrong with a draft, by the field it is about. */
export type ProductFault = 'id' | 'taken' | 'name' | 'price' | 'currency';

/** What the emulator's own schema allows (CatalogSetup). */
export const productsMost = 10_000;
const idMost = 100;
const nameMost = 200;

/** The draft of a product, or of a new one in the currency of the last. */
export function draftOf(product: Product | null, products: readonly Product[]): ProductDraft {
  if (product === null) return { id: '', name: '', price: '', currency: products.at(-1)?.currency ?? 'EUR' };
  return { id: product.retailer_id, name: product.name, price: product.price, currency: product.currency };
}

/** The product a draft says, or the first thing that is wrong with it. `before` is the product being changed. */
export function readProduct(draft: ProductDraft, before: Product | null, products: readonly Product[]): Product | ProductFault {
  const retailer_id = draft.id.trim();
  const name = draft.name.trim();
  const currency = draft.currency.trim().toUpperCase();
  if (retailer_id === '' || retailer_id.length > idMost) return 'id';
  if (products.some((one) => one !== before && one.retailer_id === retailer_id)) return 'taken';
  if (name === '' || name.length > nameMost) return 'name';
  if (typeof draft.price !== 'number' || draft.price < 0) return 'price';
  if (!/^[A-Z]{3}$/.test(currency)) return 'currency';
  return { retailer_id, name, price: draft.price, currency, media: before?.media ?? null };
}

/** The catalogue with a product changed in its place, or added at the end. */
export function withProduct(catalog: CatalogSetup, before: Product | null, product: Product): CatalogSetup {
  const products = before === null ? [...catalog.products, product] : catalog.products.map((one) => (one === before ? product : one));
  return { ...catalog, products };
}
