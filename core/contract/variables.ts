import { z } from 'zod';

/** How products are recommended; each is explained in docs/use/recommendations.md. */
export const recommendationKinds = ['bought_together', 'next_likely', 'liked_again'] as const;

/** What a recommended product may put in a variable. `image` is a border id of the media library, or an address. */
export const productAttributes = ['name', 'price', 'url', 'image', 'retailer_id'] as const;

/** Places of a recommendation: a carousel holds ten. */
export const recommendedMost = 10;

const Fallback = z.string().max(1000);

/**
 * What fills a variable: an attribute of the person, of their latest order or cart, of a recommended product, of the fact a
 * campaign speaks about, the same words for everybody, or Liquid over all of these. With an empty fallback people without a value
 * are left out, and the plan counts them.
 */
export const VariableSource = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('contact'),
    /** first_name, last_name, name, country, language, email, phone, or `fields.<key>`. */
    attribute: z.string().max(80),
    fallback: Fallback,
  }),
  z.object({ from: z.literal('text'), text: z.string().max(1000) }),
  /** Liquid over `contact`, `order`, `cart`, `event` and `campaign`: `{{ contact.first_name | default: "there" }}`. */
  z.object({ from: z.literal('liquid'), template: z.string().max(2000), fallback: Fallback }),
  /** Of their latest order: number, total, items, state, at, url, tracking_url, or `data.<key>`. */
  z.object({ from: z.literal('order'), attribute: z.string().max(80), fallback: Fallback }),
  /** Of their open cart: total, items, at, url, or `data.<key>`. */
  z.object({ from: z.literal('cart'), attribute: z.string().max(80), fallback: Fallback }),
  /** The product at a place of what is recommended to them, counted from 1. */
  z.object({
    from: z.literal('recommendation'),
    by: z.enum(recommendationKinds),
    place: z.number().int().min(1).max(recommendedMost),
    attribute: z.enum(productAttributes),
    fallback: Fallback,
  }),
]);
export type VariableSource = z.infer<typeof VariableSource>;
