import { z } from 'zod';

/**
 * One language of a template in our own form. Variables are named, stand as `{{first_name}}` in header text, body, the end of a
 * URL button's address, coupon codes, offers' ends, locations and products, and each carries a sample for Meta's reviewers. What
 * Meta fills at sending (a coupon, a product, the end of an offer) is written here as a fixed value or as a variable, so that one
 * map of values makes the whole message.
 *
 * Parts that hardly any template has are left out rather than null: `offer`, `cards`, `passcode`.
 *
 * Source: the project's digest of Meta's template pages (cloud-api §1.1.3, §1.3), read 2026-11-22.
 */

/**
 * The shapes bound memory only: any text of a template, with room for a sentence about what is too long. What Meta would refuse is said
 * by `lintTemplate` (law/template.ts).
 */
const Words = z.string().max(10_000);
/** Of anything there may be several of; the most that WhatsApp takes is thirty products. */
const listMost = 100;

/** A file in a header: `media` is a border id of our library and the reviewers' sample. `from` names a variable whose value (a border id, or an https address) each person gets instead. */
const headerFile = { media: Words, from: Words.optional() };

export const TemplateHeader = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: Words }),
  z.object({ kind: z.literal('image'), ...headerFile }),
  z.object({ kind: z.literal('video'), ...headerFile }),
  z.object({ kind: z.literal('document'), ...headerFile, filename: Words.optional() }),
  /** Each of the four may hold variables; coordinates are decimal degrees as text. */
  z.object({ kind: z.literal('location'), latitude: Words, longitude: Words, name: Words, address: Words }),
  /** One product of a catalogue; both may be variables. */
  z.object({ kind: z.literal('product'), catalog: Words, product: Words }),
]);
export type TemplateHeader = z.infer<typeof TemplateHeader>;

/** The app that may fill in a one-time passcode by itself (Android). */
const PasscodeApp = z.object({ package_name: Words, signature_hash: Words });

export const TemplateButton = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), text: Words }),
  z.object({ kind: z.literal('url'), text: Words, url: Words }),
  z.object({ kind: z.literal('phone'), text: Words, phone: Words }),
  /** A coupon to copy; Meta writes the label. `code` may be a variable. */
  z.object({ kind: z.literal('copy_code'), code: Words }),
  /** Opens a form (Meta: Flow). `form` is Meta's id; `screen` null: its first. */
  z.object({ kind: z.literal('form'), text: Words, form: Words, screen: Words.nullable() }),
  /** The whole catalogue; `thumbnail` (a product, or a variable) is the picture. */
  z.object({ kind: z.literal('catalog'), text: Words, thumbnail: Words.nullable() }),
  /** Some products in sections; each may be a variable. */
  z.object({
    kind: z.literal('products'),
    text: Words,
    thumbnail: Words,
    sections: z.array(z.object({ title: Words, products: z.array(Words).max(listMost) })).max(listMost),
  }),
  /** The one product of a product header. */
  z.object({ kind: z.literal('product'), text: Words }),
  /** Asks for their phone number; Meta writes the label. */
  z.object({ kind: z.literal('contact_request') }),
  /** Hands over a one-time passcode (authentication only). */
  z.object({
    kind: z.literal('passcode'),
    how: z.enum(['copy_code', 'one_tap', 'zero_tap']),
    text: Words.nullable(),
    autofill_text: Words.nullable(),
    apps: z.array(PasscodeApp).max(listMost),
    /** Zero tap only: the terms were accepted. */
    accepts_terms: z.boolean(),
  }),
]);
export type TemplateButton = z.infer<typeof TemplateButton>;

/** A card of a carousel: two to ten of one build, an image, a film or a product above. */
export const TemplateCard = z.object({ header: TemplateHeader, body: Words.nullable(), buttons: z.array(TemplateButton).max(listMost) });
export type TemplateCard = z.infer<typeof TemplateCard>;

export const TemplateContent = z.object({
  header: TemplateHeader.nullable(),
  /** Empty for authentication: Meta writes it. */
  body: Words,
  footer: Words.nullable(),
  buttons: z.array(TemplateButton).max(listMost),
  /** A limited-time offer. `expires`: RFC 3339 or a variable; null when it does not end. */
  offer: z.object({ text: Words, expires: Words.nullable() }).optional(),
  cards: z.array(TemplateCard).max(listMost).optional(),
  /** Authentication only: Meta's text with these choices. The code is the variable `code`. */
  passcode: z.object({ security_advice: z.boolean(), expires_minutes: z.number().int().nullable() }).optional(),
  /**
   * Only of templates made elsewhere: Meta counts their variables anew in each text, so their names here end with the number Meta
   * knows them by (`header_1`, `body_2`).
   */
  numbered: z.boolean().optional(),
  /** Sample by variable name. */
  samples: z.record(Words, Words),
});
export type TemplateContent = z.infer<typeof TemplateContent>;

export const templateCategories = ['marketing', 'utility', 'authentication'] as const;
export type TemplateCategory = (typeof templateCategories)[number];

/** Our words for Meta's review states; `draft` has not been submitted, `archived` rests and can be taken out again. */
export const translationStates = ['draft', 'pending', 'in_appeal', 'approved', 'rejected', 'paused', 'disabled', 'archived', 'deleted', 'unknown'] as const;
export type TranslationState = (typeof translationStates)[number];
