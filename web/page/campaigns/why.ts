import type { cartFacts, orderFacts } from '#core/contract/shop.ts';
import type { WordKey } from '#web/ui/words/speak.ts';

type ShopFact = (typeof orderFacts)[number] | (typeof cartFacts)[number] | 'product.viewed';

/** What happens in a shop and may be the reason to write, with its words. */
export const shopFactWords: Readonly<Record<ShopFact, WordKey>> = {
  'cart.updated': 'compose.reason_cart_updated',
  'product.viewed': 'compose.reason_product_viewed',
  'order.placed': 'compose.reason_order_placed',
  'order.paid': 'compose.reason_order_paid',
  'order.shipped': 'compose.reason_order_shipped',
  'order.delivered': 'compose.reason_order_delivered',
  'order.returned': 'compose.reason_order_returned',
  'order.refunded': 'compose.reason_order_refunded',
  'order.cancelled': 'compose.reason_order_cancelled',
  'cart.emptied': 'compose.reason_cart_emptied',
};

/** Whether a kind of fact is one of the shop's; others are the workspace's own and shown by their name. */
export function isShopFact(kind: string): kind is ShopFact {
  return Object.hasOwn(shopFactWords, kind);
}

const topicTag = 'topic:';

/** The workspace's topics: its tags of the form `topic:coffee`, without the word before them. The chosen one is always among them. */
export function topicsOf(tags: readonly string[], chosen: string | null): string[] {
  const known = tags.filter((tag) => tag.toLowerCase().startsWith(topicTag)).map((tag) => tag.slice(topicTag.length));
  return [...new Set([...known, ...(chosen === null ? [] : [chosen])])].filter((topic) => topic !== '').toSorted((a, b) => a.localeCompare(b));
}
