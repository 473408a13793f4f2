import { z } from 'zod';

const number = z.string();
const message = z.string().max(300);

/** An advertisement or a post that led somebody here (click to WhatsApp). Names as in the webhook's `referral`. */
export const Referral = z.object({
  source_url: z.string().max(2000).default('https://fb.me/2ex4mpl3'),
  source_id: z.string().max(100).default('120208000000000001'),
  source_type: z.enum(['ad', 'post']).default('ad'),
  headline: z.string().max(200).default(''),
  body: z.string().max(1000).default(''),
  media_type: z.enum(['image', 'video']).default('image'),
  image_url: z.string().max(2000).optional(),
  video_url: z.string().max(2000).optional(),
  thumbnail_url: z.string().max(2000).optional(),
  ctwa_clid: z.string().max(500).optional(),
  welcome_message: z.object({ text: z.string().max(1000) }).optional(),
});
export type Referral = z.infer<typeof Referral>;

/** Why somebody blocks or reports a business; Meta counts them alike. */
export const complaintReasons = ['no_longer_needed', 'did_not_sign_up', 'spam', 'offensive', 'other'] as const;
const reason = z.enum(complaintReasons).default('other');

/** It came from another chat: once, or through more than five. */
const forwarded = z.enum(['once', 'often']).optional();

const place = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().max(1000).optional(),
  address: z.string().max(1000).optional(),
  /** The place's own page; a bare pin has none. */
  url: z.string().max(2000).optional(),
});

/** What a person does with their phone. `number` is the business number's id. */
export const Act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('read'), number }),
  z.object({ act: z.literal('write'), number, text: z.string().min(1).max(4096), quoted: message.optional(), forwarded }),
  /**
   * A reply button sends; a link, a call and a coupon count as a click. `index` counts through all cards of a carousel.
   * A voice note has one thing to tap, 0: it plays.
   */
  z.object({ act: z.literal('tap'), number, message_id: message, index: z.number().int().min(0) }),
  z.object({ act: z.literal('choose'), number, message_id: message, row: z.string().max(200) }),
  z.object({ act: z.literal('react'), number, message_id: message, emoji: z.string().max(32) }),
  z.object({
    act: z.literal('send_media'),
    number,
    kind: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker']),
    mime: z.string().max(100),
    base64: z.string(),
    caption: z.string().max(1024).optional(),
    filename: z.string().max(240).optional(),
    quoted: message.optional(),
    forwarded,
  }),
  z.object({ act: z.literal('share_location'), number, quoted: message.optional(), ...place.shape }),
  z.object({
    act: z.literal('share_contacts'),
    number,
    contacts: z
      .array(z.object({ name: z.string().min(1).max(200), phones: z.array(z.string().max(30)).default([]), emails: z.array(z.string().max(200)).default([]) }))
      .min(1)
      .max(257),
  }),
  /** The answer to a request for the person's own number. */
  z.object({ act: z.literal('share_own_number'), number, message_id: message.optional() }),
  z.object({
    act: z.literal('order'),
    number,
    catalog: z.string().max(100),
    items: z
      .array(
        z.object({
          retailer_id: z.string().min(1).max(100),
          quantity: z.number().int().min(1).max(999),
          price: z.number().min(0).optional(),
          currency: z.string().length(3).optional(),
        }),
      )
      .min(1)
      .max(50),
    text: z.string().max(4096).default(''),
    quoted: message.optional(),
  }),
  /** Asks about one product of a message: a text whose context carries `referred_product`. */
  z.object({
    act: z.literal('ask_about_product'),
    number,
    message_id: message,
    catalog: z.string().max(100),
    retailer_id: z.string().max(100),
    text: z.string().min(1).max(4096),
  }),
  /** Sends a finished form; `index` is the button it was opened with. */
  z.object({ act: z.literal('submit_flow'), number, message_id: message, index: z.number().int().min(0), answers: z.record(z.string(), z.unknown()) }),
  z.object({ act: z.literal('submit_address'), number, message_id: message, values: z.record(z.string(), z.string()) }),
  /** Writes an inbound webhook of any type, as it stands: for trying what Meta may invent next. */
  z.object({ act: z.literal('send_raw'), number, message: z.record(z.string(), z.unknown()) }),
  /** Comes by an advertisement: the first message carries the referral, and the business's answer opens 72 free hours. */
  z.object({ act: z.literal('click_ad'), number, text: z.string().min(1).max(4096), referral: Referral.default(() => Referral.parse({})) }),
  /** Follows a QR code or wa.me link of the number and sends its text. */
  z.object({ act: z.literal('scan_code'), number, code: z.string().max(100) }),
  /** Opens the chat for the first time without writing (`request_welcome`). */
  z.object({ act: z.literal('open_chat'), number }),
  z.object({ act: z.literal('block'), number, reason }),
  z.object({ act: z.literal('unblock'), number }),
  z.object({ act: z.literal('report'), number, reason }),
  z.object({ act: z.literal('mute'), number, on: z.boolean() }),
  z.object({ act: z.literal('archive'), number, on: z.boolean() }),
  z.object({ act: z.literal('stop_marketing'), number }),
  z.object({ act: z.literal('resume_marketing'), number }),
  /** What is done to the phone itself is done with no business; whoever names one all the same does no harm. */
  z.object({ act: z.literal('signal'), number: number.optional(), on: z.boolean() }),
  z.object({ act: z.literal('read_receipts'), number: number.optional(), on: z.boolean() }),
  /** Without the app nothing arrives and sends fail with 131026. */
  z.object({ act: z.literal('app'), number: number.optional(), installed: z.boolean() }),
  /** Moves to another number; every business they have a chat with is told. */
  z.object({ act: z.literal('change_number'), number: number.optional(), to: z.string().regex(/^[1-9]\d{6,14}$/) }),
  /** Null gives the username up. */
  z.object({
    act: z.literal('take_username'),
    number: number.optional(),
    username: z
      .string()
      .regex(/^[a-z0-9._]{3,35}$/)
      .nullable(),
  }),
]);
export type Act = z.infer<typeof Act>;
export type ActKind = Act['act'];
