import { z } from 'zod';
import { page, pageQuery, route } from './route.ts';
import { MoneyShape, PublicId, Time } from './shapes.ts';

/** Who a fact is about: one of these. A phone that is nobody yet becomes a contact. */
const Who = z.object({ contact: PublicId.optional(), phone: z.string().max(40).optional(), external_id: z.string().max(200).optional() });

/** Money as shops send it: a decimal text and a currency, `{ "amount": "59.90", "currency": "EUR" }`. */
const ShopMoney = z.object({ amount: z.string().regex(/^\d{1,12}(\.\d{1,6})?$/), currency: z.string().regex(/^[A-Z]{3}$/) });

/** An address on the web and nothing else: it becomes a link in messages and on screens. */
const WebAddress = z.url({ protocol: /^https?$/ }).max(2000);

/** A thing in an order or a cart. `id` is what the shop (and its catalogue at Meta) calls the product. */
const Line = z.object({
  id: z.string().min(1).max(200),
  name: z.string().max(400).optional(),
  quantity: z.number().positive().max(1_000_000).default(1),
  price: ShopMoney.optional(),
  url: WebAddress.optional(),
  image: z.string().max(2000).optional(),
});

/** What happens to an order and to a cart; each tells the whole of it as it is then. */
export const orderFacts = ['order.placed', 'order.paid', 'order.shipped', 'order.delivered', 'order.returned', 'order.refunded', 'order.cancelled'] as const;
export const cartFacts = ['cart.updated', 'cart.emptied'] as const;

const common = {
  ...Who.shape,
  /** When it happened; now when left out. */
  at: Time.optional(),
  /** Yours; a fact of the same `id` is taken once. */
  id: z.string().min(1).max(200).optional(),
};

/** Kinds whose shape is known: whoever tells them tells that shape. */
const shapedKinds: ReadonlySet<string> = new Set([...orderFacts, ...cartFacts, 'product.viewed']);

export const OrderFact = z.object({
  ...common,
  kind: z.enum(orderFacts),
  order: z.object({
    number: z.string().min(1).max(100),
    total: ShopMoney,
    items: z.array(Line).max(500),
    url: WebAddress.optional(),
    tracking_url: WebAddress.optional(),
    data: z.record(z.string().max(60), z.unknown()).default({}),
  }),
});
export type OrderFact = z.infer<typeof OrderFact>;

export const CartFact = z.object({
  ...common,
  kind: z.enum(cartFacts),
  cart: z.object({
    total: ShopMoney.optional(),
    items: z.array(Line).max(500),
    url: WebAddress.optional(),
    data: z.record(z.string().max(60), z.unknown()).default({}),
  }),
});
export type CartFact = z.infer<typeof CartFact>;

export const ViewFact = z.object({ ...common, kind: z.literal('product.viewed'), product: Line });
export type ViewFact = z.infer<typeof ViewFact>;

/** Anything else, in the teller's words: `appointment.booked`. */
export const OtherFact = z.object({
  ...common,
  kind: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,30}\.[a-z][a-z0-9_]{0,40}$/)
    .refine((kind) => !shapedKinds.has(kind)),
  data: z.record(z.string().max(60), z.unknown()).default({}),
});
export type OtherFact = z.infer<typeof OtherFact>;

export const NewFact = z.union([OrderFact, CartFact, ViewFact, OtherFact]);
export type NewFact = z.infer<typeof NewFact>;

/** The shape that a fact of this kind must have. */
export function shapeOfFact(kind: unknown): typeof OrderFact | typeof CartFact | typeof ViewFact | typeof OtherFact {
  if (kind === 'product.viewed') return ViewFact;
  if (orderFacts.some((known) => known === kind)) return OrderFact;
  return cartFacts.some((known) => known === kind) ? CartFact : OtherFact;
}

/** What fits no kind is answered in its place, so that one bad fact does not hold the others. */
const AnyFact = z.union([NewFact, z.record(z.string(), z.unknown())]);

export const facts = {
  track: route({
    method: 'POST',
    path: '/v1/facts',
    summary: 'Tells what happened outside: orders, carts, views, anything. Up to 1,000 at once; each is answered for itself.',
    scope: 'contacts:write',
    body: z.object({ facts: z.array(AnyFact).min(1).max(1000) }),
    reply: z.object({
      taken: z.number().int(),
      /** In the order given; `twice`: this id was taken before. */
      results: z.array(z.object({ result: z.enum(['taken', 'twice', 'refused']), contact: PublicId.nullable(), error: z.string().nullable() })),
    }),
    status: 202,
  }),
};

export const Product = z.object({
  /** What the shop and its catalogue call it. */
  retailer_id: z.string(),
  name: z.string(),
  price: MoneyShape.nullable(),
  url: z.string().nullable(),
  /** A border id of the media library, or an address. */
  image: z.string().nullable(),
  /** What Meta calls the catalogue it stands in; null when in none. */
  catalog: z.string().nullable(),
  available: z.boolean(),
  updated_at: Time,
});
export type Product = z.infer<typeof Product>;

export const products = {
  list: route({
    method: 'GET',
    path: '/v1/products',
    summary: 'Products known to Parley, by name.',
    scope: 'contacts:read',
    query: z.object({ ...pageQuery, search: z.string().max(200).optional(), catalog: z.string().max(100).optional() }),
    reply: page(Product),
  }),
  put: route({
    method: 'PUT',
    path: '/v1/products',
    summary: 'Adds products or replaces those with the same id, up to 1,000 at once.',
    scope: 'contacts:write',
    body: z.object({
      products: z
        .array(
          z.object({
            retailer_id: z.string().min(1).max(200),
            name: z.string().min(1).max(400),
            price: ShopMoney.nullable().default(null),
            url: WebAddress.nullable().default(null),
            image: z.string().max(2000).nullable().default(null),
            catalog: z.string().max(100).nullable().default(null),
            available: z.boolean().default(true),
          }),
        )
        .min(1)
        .max(1000),
    }),
    reply: z.object({ products: z.number().int() }),
  }),
  /** For one person: what each way recommends now, with why. */
  recommended: route({
    method: 'GET',
    path: '/v1/contacts/{id}/recommendations',
    summary: 'What is recommended to a person, by each way, and why.',
    scope: 'contacts:read',
    params: z.object({ id: PublicId }),
    reply: z.object({ items: z.array(z.object({ by: z.string(), place: z.number().int(), product: Product, because: z.string() })) }),
  }),
};

export const Order = z.object({
  number: z.string(),
  state: z.string(),
  total: MoneyShape,
  items: z.array(z.object({ id: z.string(), name: z.string(), quantity: z.number(), price: MoneyShape.nullable() })),
  placed_at: Time,
  updated_at: Time,
  url: z.string().nullable(),
});
export type Order = z.infer<typeof Order>;

export const orders = {
  of: route({
    method: 'GET',
    path: '/v1/contacts/{id}/orders',
    summary: 'The orders of a person, newest first.',
    scope: 'contacts:read',
    params: z.object({ id: PublicId }),
    query: z.object(pageQuery),
    reply: page(Order),
  }),
};

export const catalogs = {
  list: route({
    method: 'GET',
    path: '/v1/catalogs',
    summary: 'Catalogues that products of ours stand in.',
    scope: 'messages:read',
    reply: z.object({ items: z.array(z.object({ id: z.string(), products: z.number().int() })) }),
  }),
};

export const forms = {
  list: route({
    method: 'GET',
    path: '/v1/forms',
    summary: 'Forms (Meta: Flows) of a number’s business account, read at Meta.',
    scope: 'messages:read',
    query: z.object({ number: PublicId.optional() }),
    reply: z.object({ items: z.array(z.object({ id: z.string(), name: z.string(), state: z.string(), screens: z.array(z.string()) })) }),
  }),
};
