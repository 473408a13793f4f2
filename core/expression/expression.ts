import type { Money } from '#core/value/money.ts';
import { type Refused, refused } from '#core/value/result.ts';
import type { CartFacts, Facts, LineFacts, Needs, OrderFacts, Person, RecommendationKind, RecommendedProduct } from './facts.ts';
import { formatDate, formatMoney } from './format.ts';
import { liquidCharactersMost, type LiquidTemplate, parseLiquid } from './liquid.ts';
import { readerOf } from './locale.ts';
import { sayExpression } from './says.ts';

/** What fills a variable of a template. The contract's `VariableSource` has this shape. */
export type VariableSource =
  | { readonly from: 'contact'; readonly attribute: string; readonly fallback: string }
  | { readonly from: 'text'; readonly text: string }
  | { readonly from: 'liquid'; readonly template: string; readonly fallback: string }
  | { readonly from: 'order'; readonly attribute: string; readonly fallback: string }
  | { readonly from: 'cart'; readonly attribute: string; readonly fallback: string }
  | {
      readonly from: 'recommendation';
      readonly by: RecommendationKind;
      readonly place: number;
      readonly attribute: ProductAttribute;
      readonly fallback: string;
    };

/** Attributes a source of kind `contact` may name, beside `fields.<key>`. */
export const contactAttributes = ['first_name', 'last_name', 'name', 'country', 'language', 'email', 'phone'] as const;
export type ContactAttribute = (typeof contactAttributes)[number];

/** Attributes of an order and of a cart that a source may name, beside `data.<key>`. */
export const orderAttributes = ['number', 'total', 'items', 'state', 'at', 'url', 'tracking_url'] as const;
export type OrderAttribute = (typeof orderAttributes)[number];
export const cartAttributes = ['total', 'items', 'at', 'url'] as const;
export type CartAttribute = (typeof cartAttributes)[number];
export type ProductAttribute = 'name' | 'price' | 'url' | 'image' | 'retailer_id';

/** Where an attribute is read: a column of the person, or one of the workspace's own fields. */
export type AttributePlace = { readonly column: ContactAttribute } | { readonly field: string };
/** Where an attribute of an order or a cart is read: a part of it, or the shop's own data. */
export type ShopPlace<Attribute extends string> = { readonly part: Attribute } | { readonly data: string };

/** What a source gave: `value` null when there was neither a value nor a fallback. */
export type Filled = { readonly value: string | null; readonly usedFallback: boolean };

/**
 * One value in characters (code points). A body with all its values may have 1,024 (Meta, template limits, read
 * 2026-11-22); what is longer is cut here and not refused for one person in the middle of a sending.
 */
export const valueCharactersMost = 1000;

/** Places of a recommendation: a carousel holds ten. The contract says the same. */
export const recommendedMost = 10;

/** What a Liquid template may read, root by root. */
const liquidRoots: Readonly<Record<string, readonly string[]>> = {
  contact: [...contactAttributes, 'timezone', 'tags', 'fields'],
  order: [...orderAttributes, 'data'],
  cart: [...cartAttributes, 'data'],
  event: ['kind', 'at', 'data'],
  campaign: ['name'],
};

/**
 * Makes a value fit to stand in a template: Meta refuses new lines, tabs and more than four spaces in a row
 * (error 132018, 132012). Line ends and tabs become one space, long runs four, the ends are trimmed, the rest is cut
 * at `valueCharactersMost`. The SQL of engagement/campaign does the same; a test holds them together.
 */
export function cleanValue(text: string): string {
  const oneLine = text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, ' ').replace(/ {5,}/gu, '    ');
  const trimmed = trimSpaces(oneLine);
  // No more code units, so no more code points: hardly any value needs the count.
  return trimmed.length <= valueCharactersMost ? trimmed : [...trimmed].slice(0, valueCharactersMost).join('');
}

function trimSpaces(text: string): string {
  return text.replace(/^ +| +$/gu, '');
}

/** Reads `first_name` or `fields.vip`; undefined when it is neither a known attribute nor a field's name. */
export function parseAttribute(attribute: string): AttributePlace | undefined {
  const column = contactAttributes.find((known) => known === attribute);
  if (column !== undefined) return { column };
  const field = /^fields\.(.{1,60})$/u.exec(attribute)?.[1];
  return field === undefined ? undefined : { field };
}

/** Reads `total` or `data.gift`; undefined when it is neither a part of an order nor a name of the shop's own data. */
export function parseOrderAttribute(attribute: string): ShopPlace<OrderAttribute> | undefined {
  return parseShopAttribute(orderAttributes, attribute);
}

/** The same for a cart. */
export function parseCartAttribute(attribute: string): ShopPlace<CartAttribute> | undefined {
  return parseShopAttribute(cartAttributes, attribute);
}

function parseShopAttribute<Attribute extends string>(known: readonly Attribute[], attribute: string): ShopPlace<Attribute> | undefined {
  const part = known.find((one) => one === attribute);
  if (part !== undefined) return { part };
  const data = /^data\.(.{1,60})$/u.exec(attribute)?.[1];
  return data === undefined ? undefined : { data };
}

/** Prepares a source once for many people. A source that `checkSource` refuses gives its fallback to everybody. */
export function compileSource(source: VariableSource): (facts: Facts) => Filled {
  if (source.from === 'text') {
    const text = cleanValue(source.text);
    const filled: Filled = { value: text === '' ? null : text, usedFallback: false };
    return () => filled;
  }
  const read = readerOfSource(source);
  return (facts) => withFallback(read(facts), source.fallback);
}

function readerOfSource(source: Exclude<VariableSource, { from: 'text' }>): (facts: Facts) => string {
  switch (source.from) {
    case 'contact': {
      const place = parseAttribute(source.attribute);
      return place === undefined ? () => '' : ({ contact }) => readAttribute(place, contact);
    }
    case 'order': {
      const place = parseOrderAttribute(source.attribute);
      return (facts) => (place === undefined || facts.order === null ? '' : readShop(place, facts.order, facts));
    }
    case 'cart': {
      const place = parseCartAttribute(source.attribute);
      return (facts) => (place === undefined || facts.cart === null ? '' : readShop(place, facts.cart, facts));
    }
    case 'recommendation': {
      const { by, place, attribute } = source;
      return (facts) => readProduct(facts.recommendations[by]?.[place - 1], attribute, facts);
    }
    case 'liquid': {
      const template = readTemplate(source.template);
      return template === undefined ? () => '' : (facts) => render(template, facts);
    }
  }
}

/**
 * The value of a source for one person, cleaned for WhatsApp; null when there is neither a value nor a fallback.
 *
 * @example evaluate({ from: 'contact', attribute: 'first_name', fallback: 'there' }, factsOfAna) // "Ana"
 */
export function evaluate(source: VariableSource, facts: Facts): string | null {
  return compileSource(source)(facts).value;
}

/** The fallback of a source as it would be sent; empty when there is none. */
export function fallbackOf(source: VariableSource): string {
  return source.from === 'text' ? '' : cleanValue(source.fallback);
}

/**
 * Must the value be worked out here, person by person? Liquid must, and so must money and dates, which are written in
 * the reader's language; all else SQL reads for everybody at once.
 */
export function isWorkedOut(source: VariableSource): boolean {
  switch (source.from) {
    case 'liquid':
      return true;
    case 'order':
    case 'cart':
      return source.attribute === 'total' || source.attribute === 'at';
    case 'recommendation':
      return source.attribute === 'price';
    case 'contact':
    case 'text':
      return false;
  }
}

/** What must be known of a person to fill these sources. */
export function needsOf(sources: readonly VariableSource[]): Needs {
  const roots = new Set(
    sources.flatMap((source) => (source.from === 'liquid' ? (readTemplate(source.template)?.paths.map(([root]) => root) ?? []) : [source.from])),
  );
  const placesOf = (by: RecommendationKind): number =>
    Math.max(0, ...sources.map((source) => (source.from === 'recommendation' && source.by === by ? Math.min(source.place, recommendedMost) : 0)));
  return {
    order: roots.has('order'),
    cart: roots.has('cart'),
    event: roots.has('event'),
    places: { bought_together: placesOf('bought_together'), next_likely: placesOf('next_likely'), liked_again: placesOf('liked_again') },
  };
}

/** What is wrong with a source, as sentences for its author; empty when nothing is. `at` points to the source. */
export function checkSource(source: VariableSource, at: string): Refused[] {
  const unknown = (sentence: ReturnType<typeof sayExpression>): Refused[] => [refused('invalid', sentence, `${at}/attribute`)];
  switch (source.from) {
    case 'text':
    case 'recommendation': // Its parts are closed lists of the contract.
      return [];
    case 'contact':
      if (parseAttribute(source.attribute) !== undefined) return [];
      return unknown(sayExpression('source_attribute', { attribute: source.attribute, known: contactAttributes.join(', ') }));
    case 'order':
      if (parseOrderAttribute(source.attribute) !== undefined) return [];
      return unknown(sayExpression('source_order', { attribute: source.attribute, known: orderAttributes.join(', ') }));
    case 'cart':
      if (parseCartAttribute(source.attribute) !== undefined) return [];
      return unknown(sayExpression('source_cart', { attribute: source.attribute, known: cartAttributes.join(', ') }));
    case 'liquid':
      return checkLiquid(source.template, `${at}/template`);
  }
}

function checkLiquid(source: string, at: string): Refused[] {
  if (source.length > liquidCharactersMost)
    return [refused('invalid', sayExpression('liquid_long', { most: liquidCharactersMost, length: source.length }), at)];
  let template: LiquidTemplate;
  try {
    template = parseLiquid(source);
  } catch (error) {
    return [refused('invalid', sayExpression('liquid_unreadable', { why: error instanceof Error ? error.message : String(error) }), at)];
  }
  return template.paths.flatMap(([root = '', attribute]) => {
    const known = Object.hasOwn(liquidRoots, root) ? liquidRoots[root] : undefined;
    if (known === undefined) return [refused('invalid', sayExpression('liquid_root', { root, known: Object.keys(liquidRoots).join(', ') }), at)];
    if (attribute === undefined || known.includes(attribute)) return [];
    return [refused('invalid', sayExpression('liquid_attribute', { root, attribute, known: known.join(', ') }), at)];
  });
}

function readTemplate(source: string): LiquidTemplate | undefined {
  try {
    return parseLiquid(source);
  } catch {
    return undefined; // Refused when it was saved; here it means "no value", which the plan counts.
  }
}

function render(template: LiquidTemplate, facts: Facts): string {
  try {
    return template.render(facts);
  } catch {
    return ''; // Too long or a wrong kind of value for a filter: no value for this person, which the plan counts.
  }
}

function withFallback(raw: string, fallback: string): Filled {
  const value = cleanValue(raw);
  if (value !== '') return { value, usedFallback: false };
  const instead = cleanValue(fallback);
  return instead === '' ? { value: null, usedFallback: false } : { value: instead, usedFallback: true };
}

function readAttribute(place: AttributePlace, person: Person): string {
  return plainText('column' in place ? person[place.column] : ownValue(person.fields, place.field));
}

/** An order has all that a cart has, so one reader serves both. */
function readShop(place: ShopPlace<OrderAttribute>, shop: OrderFacts | CartFacts, facts: Facts): string {
  if ('data' in place) return plainText(ownValue(shop.data, place.data));
  switch (place.part) {
    case 'number':
    case 'state':
    case 'tracking_url':
      return 'number' in shop ? (shop[place.part] ?? '') : '';
    case 'url':
      return shop.url ?? '';
    case 'total':
      return writtenMoney(shop.total, facts);
    case 'items':
      return itemNames(shop.items);
    case 'at': {
      const { locale, timezone } = readerOf(facts);
      return formatDate(new Date(shop.at), 'medium', locale, timezone);
    }
  }
}

function readProduct(product: RecommendedProduct | undefined, attribute: ProductAttribute, facts: Facts): string {
  if (product === undefined) return '';
  return attribute === 'price' ? writtenMoney(product.price, facts) : (product[attribute] ?? '');
}

function writtenMoney(money: Money | null, facts: Facts): string {
  return money === null ? '' : formatMoney(money, readerOf(facts));
}

/** The things by name, in their order. The SQL of engagement/campaign does the same. */
function itemNames(items: readonly LineFacts[]): string {
  return items.map(({ name }) => name).join(', ');
}

function ownValue(values: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(values, key) ? values[key] : null;
}

function plainText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    case 'bigint':
    case 'symbol':
    case 'function':
    case 'object':
    case 'undefined':
      return '';
  }
}
