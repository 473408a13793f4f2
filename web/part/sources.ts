import type { VariableSource } from '#core/contract/variables.ts';

type Recommendation = Extract<VariableSource, { from: 'recommendation' }>;

/** The attributes every contact has, by the names the API knows; a workspace's own are `fields.<key>`. */
export const ownAttributes = ['first_name', 'last_name', 'name', 'country', 'language', 'email', 'phone'] as const;
export type OwnAttribute = (typeof ownAttributes)[number];

/** What is known of everybody's latest order; a shop's own are `data.<key>`. */
export const orderAttributes = ['number', 'total', 'items', 'state', 'at', 'url', 'tracking_url'] as const;
export type OrderAttribute = (typeof orderAttributes)[number];

/** What is known of an open cart; a shop's own are `data.<key>`. */
export const cartAttributes = ['total', 'items', 'at', 'url'] as const;
export type CartAttribute = (typeof cartAttributes)[number];

/** How products are recommended. The contract's lists are schemas, which no browser needs; the compiler holds these to them. */
export const recommendedBy = ['bought_together', 'next_likely', 'liked_again'] as const satisfies readonly Recommendation['by'][];

/** What a recommended product puts in a variable. */
export const productAttributes = ['name', 'price', 'url', 'image', 'retailer_id'] as const satisfies readonly Recommendation['attribute'][];

/** The places of a recommendation: a carousel holds ten. */
export const recommendedPlaces: readonly number[] = Array.from({ length: 10 }, (_, at) => at + 1);

type Field = { readonly key: string; readonly label: string };
type Sources = Readonly<Record<string, VariableSource>>;

/**
 * What fills each variable when a template is picked: what was chosen for a variable of that name before, an attribute
 * that is called the same, else fixed words still to be written.
 */
export function defaultSources(variables: readonly string[], fields: readonly Field[], before: Sources): Record<string, VariableSource> {
  return Object.fromEntries(variables.map((name) => [name, before[name] ?? guessSource(name, fields)]));
}

function guessSource(name: string, fields: readonly Field[]): VariableSource {
  const own = ownAttributes.find((attribute) => attribute === name);
  if (own !== undefined) return { from: 'contact', attribute: own, fallback: '' };
  const field = fields.find((each) => each.key === name);
  if (field !== undefined) return { from: 'contact', attribute: `fields.${field.key}`, fallback: '' };
  const order = orderAttributes.find((attribute) => `order_${attribute}` === name);
  if (order !== undefined) return { from: 'order', attribute: order, fallback: '' };
  const cart = cartAttributes.find((attribute) => `cart_${attribute}` === name);
  if (cart !== undefined) return { from: 'cart', attribute: cart, fallback: '' };
  return recommended(name) ?? { from: 'text', text: '' };
}

/** `product_1_name` and `product_name` ask for what is recommended. */
function recommended(name: string): VariableSource | undefined {
  const [, place = '1', asked = ''] = /^product(?:_(\d{1,2}))?_([a-z_]+)$/u.exec(name) ?? [];
  const attribute = productAttributes.find((each) => each === asked);
  const at = recommendedPlaces.find((each) => String(each) === place);
  return attribute === undefined || at === undefined ? undefined : { from: 'recommendation', by: 'next_likely', place: at, attribute, fallback: '' };
}

/** A name that no shop sends by itself; the writer puts the real one in its place. */
const ownKey = 'data.';

/**
 * Changes where a variable comes from: `text`, `liquid`, `recommendation`, `order.<attribute>`, `cart.<attribute>`, or an
 * attribute of the person; a fallback already written is kept.
 */
export function withOrigin(source: VariableSource, picked: string): VariableSource {
  const fallback = source.from === 'text' ? '' : source.fallback;
  if (picked === 'text') return source.from === 'text' ? source : { from: 'text', text: fallback };
  if (picked === 'liquid') return source.from === 'liquid' ? source : { from: 'liquid', template: asLiquid(source), fallback };
  if (picked === 'recommendation')
    return source.from === 'recommendation' ? source : { from: 'recommendation', by: 'next_likely', place: 1, attribute: 'name', fallback };
  if (picked.startsWith('order.')) return { from: 'order', attribute: picked.slice('order.'.length), fallback };
  if (picked.startsWith('cart.')) return { from: 'cart', attribute: picked.slice('cart.'.length), fallback };
  return { from: 'contact', attribute: picked, fallback };
}

/** The same as an expression, so that who wants more begins with what stands there. */
function asLiquid(source: VariableSource): string {
  switch (source.from) {
    case 'contact':
    case 'order':
    case 'cart':
      return `{{ ${source.from}.${source.attribute} }}`;
    case 'recommendation':
    case 'text':
    case 'liquid':
      return '';
  }
}

/** The option a source stands for in the list of origins. A shop's own key has one option for all keys. */
export function originOf(source: VariableSource): string {
  switch (source.from) {
    case 'contact':
      return source.attribute;
    case 'order':
    case 'cart':
      return source.attribute.startsWith(ownKey) ? `${source.from}.${ownKey}` : `${source.from}.${source.attribute}`;
    case 'recommendation':
    case 'text':
    case 'liquid':
      return source.from;
  }
}

/** The shop's own key of an order or a cart; undefined when the attribute is one of ours. */
export function ownKeyOf(source: VariableSource): string | undefined {
  if (source.from !== 'order' && source.from !== 'cart') return undefined;
  return source.attribute.startsWith(ownKey) ? source.attribute.slice(ownKey.length) : undefined;
}

/** Names the shop's own key of an order or a cart; other sources stay as they are. */
export function withOwnKey(source: VariableSource, key: string): VariableSource {
  return source.from === 'order' || source.from === 'cart' ? { ...source, attribute: `${ownKey}${key}` } : source;
}
