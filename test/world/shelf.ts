import sharp from 'sharp';
import { contract } from '#core/contract/contract.ts';
import type { NewFact } from '#core/contract/shop.ts';
import { call } from '#server/app/client/client.ts';
import type { Product as Parley } from './product.ts';

/** A thing of the shop whose picture is one colour, so that a phone that shows it can be asked which picture it is. */
export type Thing = { readonly id: string; readonly name: string; readonly file: string; readonly colour: readonly [red: number, green: number, blue: number] };

/** What is put into the library and the shop by a test. */
export const things = {
  scale: { id: 'scale', name: 'Balance de précision', file: 'balance.jpg', colour: [13, 101, 105] },
  jug: { id: 'jug', name: 'Pichet à lait', file: 'pichet.webp', colour: [143, 82, 41] },
  mug: { id: 'mug', name: 'Mug en grès', file: 'mug.png', colour: [60, 70, 150] },
  tin: { id: 'tin', name: 'Boîte à café', file: 'boite.jpg', colour: [150, 40, 90] },
} as const satisfies Record<string, Thing>;

/** The picture of a thing, as its file name says. */
export async function pictureOf({ file, colour: [r, g, b] }: Thing): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const plain = sharp({ create: { width: 1200, height: 630, channels: 3, background: { r, g, b } } });
  const suffix = file.split('.').at(-1) ?? '';
  const buffer = await (suffix === 'webp' ? plain.webp() : suffix === 'png' ? plain.png() : plain.jpeg()).toBuffer();
  return { name: file, mimeType: suffix === 'jpg' ? 'image/jpeg' : `image/${suffix}`, buffer };
}

/** Which thing a picture shows, however it was packed on its way; undefined when it shows none of them. */
export async function thingIn(picture: Buffer): Promise<string | undefined> {
  const { channels } = await sharp(picture).stats();
  const near = ({ colour }: Thing) => colour.every((part, at) => Math.abs(part - (channels[at]?.mean ?? Infinity)) < colourSlack);
  return Object.values(things).find(near)?.id;
}
/** Packing a picture anew shifts a colour by a few steps; ours are further apart. */
const colourSlack = 12;

/** Somebody of the shop whose answers a story looks at. */
export type Buyer = { readonly contact: string; readonly bought: 'kettle' | 'press' };

/** How many other people teach the shop what is bought after what; beyond what the demo's own orders hold. */
const teachers = 9;
const days = 86_400_000;
const house = 'https://brulerie-lumiere.example';

/**
 * Tells the API what the shop sells and what happened in it: after a kettle people buy a scale and a jug, after a press a mug
 * and a tin. The buyers have the first of it, and a cart they filled ten minutes ago. Answers what was not taken.
 */
export async function tellShop(parley: Parley, buyers: readonly Buyer[], pictures: ReadonlyMap<string, string>, now: Date): Promise<string[]> {
  const { door } = parley;
  const known = (await call(door, contract.products.list, { query: { limit: 200 } })).items;
  const listed = known.map(({ retailer_id, name, catalog }) => ({ retailer_id, name, catalog, image: pictures.get('scale') ?? null }));
  const ours = Object.values(things).map(({ id, name }) => ({ retailer_id: id, name, catalog: null, image: pictures.get(id) ?? null }));
  const first = [
    { retailer_id: 'kettle', name: 'Bouilloire', catalog: null, image: null },
    { retailer_id: 'press', name: 'Cafetière à piston', catalog: null, image: null },
  ];
  const priced = [...listed, ...ours, ...first].map((each) => ({
    ...each,
    price: { amount: '24.00', currency: 'EUR' },
    url: `${house}/p/${each.retailer_id}`,
  }));
  await call(door, contract.products.put, { body: { products: priced } });

  const crowd = (await call(door, contract.contacts.list, { query: { limit: 200 } })).items
    .map((each) => each.id)
    .filter((id) => !buyers.some((buyer) => buyer.contact === id));
  const ago = (count: number) => new Date(now.getTime() - count * days).toISOString();
  const order = (contact: string, item: string, daysAgo: number): NewFact => ({
    kind: 'order.paid',
    contact,
    at: ago(daysAgo),
    order: { number: `T-${item}-${contact}`, total: { amount: '24.00', currency: 'EUR' }, items: [{ id: item, quantity: 1 }], data: {} },
  });
  const taught = (contacts: readonly string[], items: readonly [string, string, string]) =>
    // One fewer bought the last thing, so that what comes first is no chance.
    contacts.flatMap((contact, at) => items.slice(0, at === 0 ? 2 : 3).map((item, place) => order(contact, item, 60 - place * 15)));
  const facts = [
    ...taught(crowd.slice(0, teachers), ['kettle', 'scale', 'jug']),
    ...taught(crowd.slice(teachers, 2 * teachers), ['press', 'mug', 'tin']),
    ...buyers.flatMap(({ contact, bought }): NewFact[] => [
      order(contact, bought, 10),
      { kind: 'cart.updated', contact, at: ago(1 / 144), cart: { items: [{ id: 'filters', quantity: 1 }], data: {} } },
    ]),
  ];
  const { results } = await call(door, contract.facts.track, { body: { facts } });
  return results.flatMap((each) => (each.result === 'taken' ? [] : [each.error ?? each.result]));
}
