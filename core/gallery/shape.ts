import type { TemplateButton, TemplateCategory, TemplateContent, TemplateHeader } from '#core/whatsapp/template.ts';

/** The languages every template of the gallery is written in, by Meta's codes. */
export const galleryLanguages = ['en', 'fr', 'es', 'pt_BR', 'ar'] as const;
export type GalleryLanguage = (typeof galleryLanguages)[number];

/** Where in the journey a template is said, in the order of the journey. */
export const galleryMoments = ['arrival', 'choosing', 'order', 'delivery', 'after', 'return', 'meeting', 'account'] as const;
export type GalleryMoment = (typeof galleryMoments)[number];

/** What a variable is proposed to be filled with: the shapes of the contract's `VariableSource` that need no words of one language. */
export type GalleryFill =
  | { readonly from: 'contact'; readonly attribute: string; readonly fallback: string }
  | { readonly from: 'order'; readonly attribute: string; readonly fallback: string }
  | { readonly from: 'cart'; readonly attribute: string; readonly fallback: string }
  | { readonly from: 'text'; readonly text: string }
  | {
      readonly from: 'recommendation';
      readonly by: 'bought_together' | 'next_likely' | 'liked_again';
      readonly place: number;
      readonly attribute: 'name' | 'price' | 'url' | 'image' | 'retailer_id';
      readonly fallback: string;
    };

type Spoken = { readonly en: string; readonly fr: string };

/**
 * A template to begin from. Its `name` is a proposal; `fills` proposes what fills each variable. Links lead to shop.example and are
 * to be replaced by the shop's own; a header whose `media` is empty asks the writer for a picture.
 */
export type GalleryEntry = {
  readonly key: string;
  readonly moment: GalleryMoment;
  readonly category: TemplateCategory;
  readonly title: Spoken;
  readonly about: Spoken;
  readonly name: string;
  readonly translations: readonly { readonly language: GalleryLanguage; readonly content: TemplateContent }[];
  readonly fills: Readonly<Record<string, GalleryFill>>;
};

/** What is written in one language; the rest is as a template without it. */
type Written = Partial<TemplateContent> & Pick<TemplateContent, 'body' | 'samples'>;

/** Makes an entry of what is written in each language. */
export function entry(said: Omit<GalleryEntry, 'translations'>, written: Readonly<Record<GalleryLanguage, Written>>): GalleryEntry {
  const translations = galleryLanguages.map((language) => ({ language, content: { header: null, footer: null, buttons: [], ...written[language] } }));
  return { ...said, translations };
}

/** Words that end the offers with one tap. The policy knows each of them (core/policy/words.ts), which a test of the house holds. */
const stopWords: Readonly<Record<GalleryLanguage, string>> = {
  en: 'Stop promotions',
  fr: 'Arrêter les promotions',
  es: 'Detener promociones',
  pt_BR: 'Parar promoções',
  ar: 'إيقاف الرسائل',
};

/** The reply that ends the offers, in a language. */
export function stopReply(language: GalleryLanguage): TemplateButton {
  return { kind: 'reply', text: stopWords[language] };
}

/** A reply of our own words. */
export function reply(text: string): TemplateButton {
  return { kind: 'reply', text };
}

/** A link into the shop; `path` may end with a variable. */
export function link(text: string, path: string): TemplateButton {
  return { kind: 'url', text, url: `https://shop.example/${path}` };
}

/** A text header. */
export function title(text: string): TemplateHeader {
  return { kind: 'text', text };
}

/** A picture the writer has yet to choose; `from` is a variable by which each person gets another. */
export function picture(from?: string): TemplateHeader {
  return { kind: 'image', media: '', ...(from === undefined ? {} : { from }) };
}

/** Their first name; a waving hand greets those whose name nobody knows, in every language. */
export const firstName: GalleryFill = { from: 'contact', attribute: 'first_name', fallback: '👋' };
/** The number of their latest order; whoever has none is left out. */
export const orderNumber: GalleryFill = { from: 'order', attribute: 'number', fallback: '' };
