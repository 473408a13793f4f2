import { z } from 'zod';
import { ContactCard } from './free.ts';

/**
 * What is said, in our own form: one value per kind. The wire form is made from it at the door, the phone draws it, the
 * inbox and the API show it. Media names a file of ours (`media`, a border id) or what Meta holds (`meta_id`).
 */

/** A file in a message: ours, or one that a person sent us and we keep under `media` once fetched. */
export const MediaRef = z.object({
  media: z.string().nullable(),
  mime: z.string(),
  name: z.string().nullable().default(null),
  meta_id: z.string().nullable().default(null),
});
export type MediaRef = z.infer<typeof MediaRef>;

/** A thing of a catalogue as far as it is known; `price` is in integer micros of `currency`. */
export const ProductRef = z.object({
  id: z.string(),
  name: z.string().nullable().default(null),
  price: z.object({ currency: z.string(), micros: z.number().int() }).nullable().default(null),
  /** A border id of our media library, or an outside address. */
  image: z.string().nullable().default(null),
});
export type ProductRef = z.infer<typeof ProductRef>;

export const ProductGroup = z.object({ title: z.string().nullable(), products: z.array(ProductRef) });
export type ProductGroup = z.infer<typeof ProductGroup>;

export const CardButton = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), text: z.string(), id: z.string().optional() }),
  z.object({ kind: z.literal('url'), text: z.string(), url: z.string() }),
  z.object({ kind: z.literal('phone'), text: z.string(), phone: z.string() }),
  /** A coupon or a one-time passcode, to be copied. */
  z.object({ kind: z.literal('copy_code'), text: z.string(), code: z.string() }),
  z.object({ kind: z.literal('form'), text: z.string(), form: z.string(), screen: z.string().nullable() }),
  /** The whole catalogue, or with `sections` some of its products. */
  z.object({ kind: z.literal('catalog'), text: z.string(), thumbnail: ProductRef.nullable(), sections: z.array(ProductGroup) }),
  z.object({ kind: z.literal('product'), text: z.string(), product: ProductRef }),
  z.object({ kind: z.literal('send_location'), text: z.string() }),
  z.object({ kind: z.literal('share_contact'), text: z.string() }),
  z.object({ kind: z.literal('address'), text: z.string(), country: z.string() }),
]);
export type CardButton = z.infer<typeof CardButton>;

export const CardHeader = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('image'), image: MediaRef }),
  z.object({ kind: z.literal('video'), video: MediaRef }),
  z.object({ kind: z.literal('document'), document: MediaRef }),
  z.object({ kind: z.literal('location'), latitude: z.number(), longitude: z.number(), name: z.string().nullable(), address: z.string().nullable() }),
  z.object({ kind: z.literal('product'), product: ProductRef }),
]);
export type CardHeader = z.infer<typeof CardHeader>;

/** The template a message was made from; null for a free-form one. */
const TemplateName = z.object({ name: z.string(), language: z.string() }).nullable();

/** A drawn card: a template filled in for one person, or an interactive message with buttons. */
export const CardContent = z.object({
  kind: z.literal('card'),
  header: CardHeader.nullable(),
  text: z.string(),
  footer: z.string().nullable(),
  /** A limited-time offer; `expires_at` null when it does not end. */
  offer: z.object({ text: z.string(), expires_at: z.string().nullable(), code: z.string().nullable() }).optional(),
  buttons: z.array(CardButton),
  template: TemplateName,
});
export type CardContent = z.infer<typeof CardContent>;

export const CarouselContent = z.object({
  kind: z.literal('carousel'),
  text: z.string(),
  cards: z.array(z.object({ header: CardHeader.nullable(), text: z.string().nullable(), buttons: z.array(CardButton) })),
  template: TemplateName,
});
export type CarouselContent = z.infer<typeof CarouselContent>;

export const MessageContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  CardContent,
  CarouselContent,
  z.object({
    kind: z.literal('list'),
    header: z.string().nullable(),
    text: z.string(),
    footer: z.string().nullable(),
    button: z.string(),
    sections: z.array(
      z.object({ title: z.string().nullable(), rows: z.array(z.object({ id: z.string(), title: z.string(), description: z.string().nullable() })) }),
    ),
  }),
  z.object({
    kind: z.literal('products'),
    header: z.string().nullable(),
    text: z.string(),
    footer: z.string().nullable(),
    catalog: z.string(),
    sections: z.array(ProductGroup),
  }),
  z.object({ kind: z.literal('image'), image: MediaRef, caption: z.string().nullable() }),
  z.object({ kind: z.literal('video'), video: MediaRef, caption: z.string().nullable() }),
  z.object({ kind: z.literal('audio'), audio: MediaRef, voice: z.boolean() }),
  z.object({ kind: z.literal('document'), document: MediaRef, caption: z.string().nullable() }),
  z.object({ kind: z.literal('sticker'), sticker: MediaRef, animated: z.boolean().optional() }),
  z.object({ kind: z.literal('location'), latitude: z.number(), longitude: z.number(), name: z.string().nullable(), address: z.string().nullable() }),
  z.object({ kind: z.literal('contacts'), contacts: z.array(ContactCard) }),
  /** An empty `emoji` takes the reaction back. `to` is the public id or the wamid of the message. */
  z.object({ kind: z.literal('reaction'), emoji: z.string(), to: z.string() }),
  /** They tapped a button or chose a row of ours. */
  z.object({ kind: z.literal('choice'), text: z.string(), payload: z.string(), description: z.string().nullable() }),
  /** They ordered from a catalogue. */
  z.object({
    kind: z.literal('order'),
    catalog: z.string(),
    text: z.string(),
    items: z.array(z.object({ product: ProductRef, quantity: z.number() })),
  }),
  /** They filled in a form or an address: what was answered, by field. `name` is Meta's: `flow`, `address_message`. */
  z.object({ kind: z.literal('answers'), name: z.string(), text: z.string(), answers: z.record(z.string(), z.unknown()) }),
  /** They asked about a product of ours: what they wrote, and which. */
  z.object({ kind: z.literal('product_question'), text: z.string(), catalog: z.string(), product: ProductRef }),
  /** Not written by them: they have another number or user id now. `event` is Meta's: `user_changed_number`. */
  z.object({ kind: z.literal('system'), event: z.string(), text: z.string() }),
  /** Something we do not know yet: kept as it came and shown as such. */
  z.object({ kind: z.literal('unknown'), type: z.string(), raw: z.unknown() }),
]);
export type MessageContent = z.infer<typeof MessageContent>;

/** How far a message of ours has come. `in_doubt`: sent on the wire, the answer was lost; settled by the echo of our id. */
export const outboundStates = ['queued', 'sending', 'accepted', 'sent', 'delivered', 'read', 'failed', 'in_doubt'] as const;
export type OutboundState = (typeof outboundStates)[number];

/** Signs that a phone puts before what is no text, in every language the same. */
const previewSigns = {
  image: '📷',
  video: '🎥',
  voice: '🎤',
  audio: '🎵',
  document: '📄',
  sticker: '💟',
  location: '📍',
  contacts: '👤',
  order: '🛒',
  answers: '📝',
  unknown: '❔',
} as const;

/** One line of a message for a list: its words, behind a sign when it is more than words. Never empty but for what nobody wrote. */
export function previewText(content: MessageContent): string {
  switch (content.kind) {
    case 'text':
    case 'card':
    case 'carousel':
    case 'list':
    case 'products':
    case 'choice':
    case 'product_question':
    case 'system':
      return content.text;
    case 'reaction':
      return content.emoji;
    case 'image':
    case 'video':
      return signed(content.kind, content.caption);
    case 'document':
      return signed('document', content.caption ?? content.document.name);
    case 'audio':
      return previewSigns[content.voice ? 'voice' : 'audio'];
    case 'sticker':
      return previewSigns.sticker;
    case 'location':
      return signed('location', content.name ?? content.address);
    case 'contacts':
      return signed('contacts', content.contacts.map((card) => card.name.formatted_name).join(', '));
    case 'order':
      return signed('order', content.text);
    case 'answers':
      return signed('answers', Object.values(content.answers).filter(isWord).join(', '));
    case 'unknown':
      return signed('unknown', content.type);
  }
}

function signed(kind: keyof typeof previewSigns, words: string | null): string {
  return words === null || words === '' ? previewSigns[kind] : `${previewSigns[kind]} ${words}`;
}

function isWord(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
