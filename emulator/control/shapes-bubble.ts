import { z } from 'zod';

import type { Bubble, BubbleButton, BubbleContent, BubbleHeader, BubbleProduct } from '#core/rehearsal/bubble.ts';

const text = z.string();
const maybe = text.nullable();
const index = z.number().int().min(0);
const media = { media: maybe, link: maybe, filename: maybe };
const place = { latitude: z.number(), longitude: z.number(), name: maybe, address: maybe };

const Product: z.ZodType<BubbleProduct> = z.object({ retailer_id: text, name: maybe, price: z.number().nullable(), currency: maybe, media: maybe });
const Section = z.object({ title: maybe, products: z.array(Product) });

const Button: z.ZodType<BubbleButton> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), text, index, tapped: z.boolean() }),
  z.object({ kind: z.literal('url'), text, url: text, index }),
  z.object({ kind: z.literal('phone'), text, phone: text, index }),
  z.object({ kind: z.literal('copy_code'), text, code: text, index }),
  z.object({
    kind: z.literal('flow'),
    text,
    flow: text,
    token: text,
    action: z.enum(['navigate', 'data_exchange']),
    screen: maybe,
    data: z.record(text, z.unknown()),
    index,
    tapped: z.boolean(),
  }),
  z.object({ kind: z.literal('catalog'), text, catalog: maybe, thumbnail: Product.nullable(), sections: z.array(Section), index }),
  z.object({ kind: z.literal('product'), text, catalog: maybe, product: Product, index }),
  z.object({ kind: z.literal('send_location'), text, index }),
  z.object({ kind: z.literal('share_contact'), text, index, tapped: z.boolean() }),
  z.object({
    kind: z.literal('address'),
    text,
    country: text,
    values: z.record(text, text),
    errors: z.record(text, text),
    index,
    tapped: z.boolean(),
  }),
]);

const Header: z.ZodType<BubbleHeader> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text }),
  z.object({ kind: z.enum(['image', 'video', 'document']), ...media }),
  z.object({ kind: z.literal('location'), ...place }),
  z.object({ kind: z.literal('product'), product: Product }),
]);

const Row = z.object({ id: text, title: text, description: maybe });
const Contact = z.object({ name: text, org: maybe, phones: z.array(z.object({ phone: text, wa_id: maybe })), emails: z.array(text) });

/** What a phone draws, as a shape of the control API. The compiler holds it to `BubbleContent`. */
export const ContentShape: z.ZodType<BubbleContent> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text, preview: maybe }),
  z.object({
    kind: z.literal('card'),
    header: Header.nullable(),
    text,
    footer: maybe,
    offer: z.object({ text, expires_at: maybe, code: maybe }).nullable(),
    buttons: z.array(Button),
    template: maybe,
  }),
  z.object({
    kind: z.literal('carousel'),
    text,
    cards: z.array(z.object({ header: Header.nullable(), text: maybe, buttons: z.array(Button) })),
    template: maybe,
  }),
  z.object({
    kind: z.literal('list'),
    header: maybe,
    text,
    footer: maybe,
    button: text,
    sections: z.array(z.object({ title: maybe, rows: z.array(Row) })),
  }),
  z.object({ kind: z.literal('products'), header: maybe, text, footer: maybe, catalog: text, sections: z.array(Section) }),
  z.object({ kind: z.enum(['image', 'video', 'document']), media: maybe, link: maybe, caption: maybe, filename: maybe }),
  z.object({ kind: z.literal('audio'), media: maybe, link: maybe, voice: z.boolean() }),
  z.object({ kind: z.literal('sticker'), media: maybe, link: maybe, animated: z.boolean() }),
  z.object({ kind: z.literal('location'), ...place }),
  z.object({ kind: z.literal('contacts'), contacts: z.array(Contact) }),
  z.object({ kind: z.literal('reaction'), emoji: text, to: text }),
  z.object({ kind: z.literal('order'), catalog: text, text, items: z.array(z.object({ product: Product, quantity: z.number().int() })) }),
  z.object({ kind: z.literal('form'), name: text, answers: z.record(text, z.unknown()) }),
  z.object({ kind: z.literal('system'), text }),
  z.object({ kind: z.literal('other'), type: text }),
]);

/** One bubble of a chat. */
export const BubbleShape: z.ZodType<Bubble> = z.object({
  id: text,
  number: text,
  mine: z.boolean(),
  at: text,
  read: z.boolean(),
  delivered: z.boolean(),
  quoted: maybe,
  content: ContentShape,
});
