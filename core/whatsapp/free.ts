import { z } from 'zod';

/**
 * What an author says free-form, inside the customer service window: one value per kind, as it is written in the inbox, in
 * a campaign's second body, by the API and in the terminal. Files are border ids of the media library (`med_…`), products and
 * forms are named by Meta's ids. Texts may hold variables (`{{first_name}}`) where the one who sends them fills them in.
 *
 * The shapes bound memory only. What WhatsApp would refuse is said by `checkFree` (law/free.ts), the one function that composer,
 * API and door ask.
 *
 * Source: the project's digest of Meta's message pages (cloud-api §1.1), read 2026-11-22.
 */

/** The longest text that any kind may have (4,096) with room for variables and for a sentence about what is too long. */
const Text = z.string().max(10_000);
const Label = z.string().max(400);
/** A border id of the media library, or a variable that names one. */
const MediaId = z.string().max(200);
const Address = z.string().max(4000);
/** What Meta calls a catalogue, and what the catalogue calls a product. */
const MetaId = z.string().max(200);

/** What every kind may carry: the message that is answered, by its public id. */
const reply = { quoted: z.string().max(100).optional() };

export const FreeHeader = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: Label }),
  z.object({ kind: z.literal('image'), media: MediaId }),
  z.object({ kind: z.literal('video'), media: MediaId }),
  z.object({ kind: z.literal('document'), media: MediaId, filename: Label.nullable().default(null) }),
]);
export type FreeHeader = z.infer<typeof FreeHeader>;

/** A reply button or a row: `id` comes back with the tap; left out, one is made from its place. */
export const FreeReply = z.object({ id: Label.optional(), text: Label });
export type FreeReply = z.infer<typeof FreeReply>;

export const FreeRow = z.object({ id: Label.optional(), title: Label, description: Label.nullable().default(null) });
export const FreeSection = z.object({ title: Label.nullable().default(null), rows: z.array(FreeRow).max(100) });

/** A card of a carousel: a link or up to three replies. All cards of a message are of one kind. */
export const FreeCard = z.object({
  header: z.discriminatedUnion('kind', [z.object({ kind: z.literal('image'), media: MediaId }), z.object({ kind: z.literal('video'), media: MediaId })]),
  text: Text.nullable().default(null),
  buttons: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('reply'), id: Label.optional(), text: Label }),
        z.object({ kind: z.literal('url'), text: Label, url: Address }),
      ]),
    )
    .max(20),
});
export type FreeCard = z.infer<typeof FreeCard>;

/** A person's card. `wa_id` lets the phone offer a chat rather than an invitation. */
export const ContactCard = z.object({
  name: z.object({
    formatted_name: Label,
    first_name: Label.optional(),
    last_name: Label.optional(),
    middle_name: Label.optional(),
    prefix: Label.optional(),
    suffix: Label.optional(),
  }),
  phones: z
    .array(z.object({ phone: Label, type: Label.optional(), wa_id: Label.optional() }))
    .max(20)
    .default([]),
  emails: z
    .array(z.object({ email: Label, type: Label.optional() }))
    .max(20)
    .default([]),
  urls: z
    .array(z.object({ url: Address, type: Label.optional() }))
    .max(20)
    .default([]),
  addresses: z
    .array(
      z.object({
        street: Label.optional(),
        city: Label.optional(),
        state: Label.optional(),
        zip: Label.optional(),
        country: Label.optional(),
        country_code: Label.optional(),
        type: Label.optional(),
      }),
    )
    .max(20)
    .default([]),
  org: z.object({ company: Label.optional(), department: Label.optional(), title: Label.optional() }).nullable().default(null),
  /** YYYY-MM-DD */
  birthday: Label.nullable().default(null),
});
export type ContactCard = z.infer<typeof ContactCard>;

const framed = { header: FreeHeader.nullable().default(null), text: Text, footer: Label.nullable().default(null) };

/** The kinds, one by one, so that the API can lay its template beside them. */
export const freeKinds = [
  z.object({ kind: z.literal('text'), text: Text, preview: z.boolean().default(true), ...reply }),
  z.object({ kind: z.literal('image'), media: MediaId, caption: Text.nullable().default(null), ...reply }),
  z.object({ kind: z.literal('video'), media: MediaId, caption: Text.nullable().default(null), ...reply }),
  z.object({ kind: z.literal('document'), media: MediaId, caption: Text.nullable().default(null), filename: Label.nullable().default(null), ...reply }),
  /** `voice`: a voice note with a wave and a microphone (OGG Opus, mono); else a file to play. */
  z.object({ kind: z.literal('audio'), media: MediaId, voice: z.boolean().default(false), ...reply }),
  z.object({ kind: z.literal('sticker'), media: MediaId, ...reply }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: Label.nullable().default(null),
    address: Label.nullable().default(null),
    ...reply,
  }),
  z.object({ kind: z.literal('contacts'), contacts: z.array(ContactCard).max(300), ...reply }),
  /** `to` is the public id of the message; an empty `emoji` takes the reaction back. */
  z.object({ kind: z.literal('reaction'), to: z.string().max(100), emoji: Label }),
  /** One to three reply buttons. */
  z.object({ kind: z.literal('buttons'), ...framed, buttons: z.array(FreeReply).max(20), ...reply }),
  /** A button that opens an address. */
  z.object({ kind: z.literal('link'), ...framed, button: z.object({ text: Label, url: Address }), ...reply }),
  /** Up to ten rows behind a button. */
  z.object({
    kind: z.literal('list'),
    header: Label.nullable().default(null),
    text: Text,
    footer: Label.nullable().default(null),
    button: Label,
    sections: z.array(FreeSection).max(100),
    ...reply,
  }),
  z.object({ kind: z.literal('carousel'), text: Text, cards: z.array(FreeCard).max(50), ...reply }),
  /** One product of a catalogue. */
  z.object({
    kind: z.literal('product'),
    catalog: MetaId,
    product: MetaId,
    text: Text.nullable().default(null),
    footer: Label.nullable().default(null),
    ...reply,
  }),
  /** Up to thirty products in sections. */
  z.object({
    kind: z.literal('products'),
    catalog: MetaId,
    header: Label,
    text: Text,
    footer: Label.nullable().default(null),
    sections: z.array(z.object({ title: Label.nullable().default(null), products: z.array(MetaId).max(100) })).max(100),
    ...reply,
  }),
  /** Products side by side, to be swiped. */
  z.object({ kind: z.literal('product_carousel'), catalog: MetaId, text: Text, products: z.array(MetaId).max(50), ...reply }),
  /** The whole catalogue behind a button. */
  z.object({ kind: z.literal('catalog'), text: Text, footer: Label.nullable().default(null), thumbnail: MetaId.nullable().default(null), ...reply }),
  /** Asks them where they are. */
  z.object({ kind: z.literal('location_request'), text: Text, ...reply }),
  /** Asks them for their phone number (business-scoped ids). */
  z.object({ kind: z.literal('contact_request'), text: Text, ...reply }),
  /** Asks for a postal address; India and Singapore only. */
  z.object({
    kind: z.literal('address_request'),
    text: Text,
    footer: Label.nullable().default(null),
    country: z.string().max(2),
    values: z.record(z.string().max(60), Label).default({}),
    ...reply,
  }),
  /** Opens a form (what Meta calls a WhatsApp Flow). `screen` null: its first. */
  z.object({
    kind: z.literal('form'),
    ...framed,
    button: Label,
    form: MetaId,
    screen: Label.nullable().default(null),
    data: z.record(z.string().max(200), z.unknown()).default({}),
    draft: z.boolean().default(false),
    ...reply,
  }),
] as const;

export const FreeMessage = z.discriminatedUnion('kind', freeKinds);
export type FreeMessage = z.infer<typeof FreeMessage>;
export type FreeKind = FreeMessage['kind'];
