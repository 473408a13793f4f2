import type { Act } from '#core/rehearsal/act.ts';
import type { BubbleProduct } from '#core/rehearsal/bubble.ts';

import type { World } from '../world/world.ts';
import type { ActPlace } from './acts.ts';
import { sendInbound } from './inbound.ts';
import { ControlRefusal } from './refusal.ts';
import { getBubble, quotedOf } from './write-acts.ts';

type OrderAct = Extract<Act, { act: 'order' }>;
type AskAct = Extract<Act, { act: 'ask_about_product' }>;

/** Sends a cart. Prices are the catalogue's; a product no catalogue knows needs its price and currency said. */
export function order(world: World, place: ActPlace, act: OrderAct): string {
  const items = act.items.map((item, i) => ({ product: priced(world, act, item, i), quantity: item.quantity }));
  return sendInbound(world, place.person, place.chat, {
    content: { kind: 'order', catalog: act.catalog, text: act.text, items },
    type: 'order',
    body: {
      order: {
        catalog_id: act.catalog,
        text: act.text,
        product_items: items.map(({ product, quantity }) => ({
          product_retailer_id: product.retailer_id,
          quantity,
          item_price: product.price,
          currency: product.currency,
        })),
      },
    },
    quoted: quotedOf(world, place, act.quoted),
  });
}

function priced(world: World, act: OrderAct, item: OrderAct['items'][number], place: number): BubbleProduct {
  const known = world.catalogs.get(act.catalog)?.products.find((one) => one.retailer_id === item.retailer_id);
  const price = item.price ?? known?.price;
  const currency = item.currency ?? known?.currency;
  if (price === undefined || currency === undefined) {
    throw new ControlRefusal(
      400,
      `no catalogue here knows the product ${item.retailer_id} of ${act.catalog}: say its price and currency, or add it with POST catalogs`,
      `/items/${place}/retailer_id`,
    );
  }
  return { retailer_id: item.retailer_id, name: known?.name ?? null, price, currency, media: known?.media ?? null };
}

/** Asks about one product of a message: a text whose context names it. */
export function askAboutProduct(world: World, place: ActPlace, act: AskAct): string {
  const message = getBubble(world, place, act.message_id, '/message_id');
  return sendInbound(world, place.person, place.chat, {
    content: { kind: 'text', text: act.text, preview: null },
    type: 'text',
    body: { text: { body: act.text } },
    quoted: message.wamid,
    context: { referred_product: { catalog_id: act.catalog, product_retailer_id: act.retailer_id } },
  });
}
