import { metaWords } from './labels.ts';
import type { CardButton, CardContent, CardHeader, CarouselContent, MediaRef, ProductRef } from './message.ts';
import type { TemplateButton, TemplateContent, TemplateHeader } from './template.ts';
import { cleanValues, fill, passcodeVariable } from './variables.ts';

/*
 * How a template looks for one person: the one drawing of inbox, preview, plan and editor. Pure.
 */

/** What is known of things a template only names. Without it a product is drawn by its id. */
export type Look = { readonly product: (id: string) => ProductRef };

type Values = Readonly<Record<string, string>>;
type Drawing = { readonly values: Values; readonly language: string; readonly look: Look };

const byIdAlone: Look = { product: (id) => ({ id, name: null, price: null, image: null }) };

/**
 * Draws a template filled in for one person. A variable without a value stays as it is written, so that the gap is seen. Labels
 * and texts that are Meta's own are in the template's language. A file that is a web address stands in `media` as that address.
 */
export function drawTemplate(
  template: { readonly name: string },
  translation: { readonly language: string; readonly content: TemplateContent },
  values: Values,
  look: Look = byIdAlone,
): CardContent | CarouselContent {
  const { content, language } = translation;
  const drawing: Drawing = { values: cleanValues(values), language, look };
  const name = { name: template.name, language };
  if (content.cards !== undefined) {
    const cards = content.cards.map((card) => ({
      header: drawHeader(card.header, drawing),
      text: card.body === null ? null : fill(card.body, drawing.values),
      buttons: card.buttons.map((button) => drawButton(button, card.header, drawing)),
    }));
    return { kind: 'carousel', text: fill(content.body, drawing.values), cards, template: name };
  }
  return {
    kind: 'card',
    header: content.header === null ? null : drawHeader(content.header, drawing),
    text: isPasscode(content) ? passcodeText(content, drawing) : fill(content.body, drawing.values),
    footer: isPasscode(content) ? passcodeFooter(content, drawing) : content.footer,
    ...(content.offer === undefined ? {} : { offer: drawOffer(content, content.offer, drawing) }),
    buttons: content.buttons.map((button) => drawButton(button, content.header, drawing)),
    template: name,
  };
}

/** Is it a template that hands over a one-time passcode, whose text is Meta's? */
export function isPasscode(content: TemplateContent): boolean {
  return content.passcode !== undefined || content.buttons.some((button) => button.kind === 'passcode');
}

function passcodeText(content: TemplateContent, { values, language }: Drawing): string {
  const words = metaWords(language);
  const text = words.passcode.replace('{code}', () => values[passcodeVariable] ?? `{{${passcodeVariable}}}`);
  return content.passcode?.security_advice === true ? `${text} ${words.security}` : text;
}

function passcodeFooter(content: TemplateContent, { language }: Drawing): string | null {
  const minutes = content.passcode?.expires_minutes ?? null;
  return minutes === null ? null : metaWords(language).expiry.replace('{minutes}', String(minutes));
}

function drawOffer(content: TemplateContent, offer: NonNullable<TemplateContent['offer']>, { values }: Drawing): NonNullable<CardContent['offer']> {
  const ends = Date.parse(fill(offer.expires ?? '', values));
  const coupon = content.buttons.find((button) => button.kind === 'copy_code');
  return {
    text: offer.text,
    expires_at: Number.isNaN(ends) ? null : new Date(ends).toISOString(),
    code: coupon === undefined ? null : fill(coupon.code, values),
  };
}

function drawHeader(header: TemplateHeader, { values, look }: Drawing): CardHeader {
  switch (header.kind) {
    case 'text':
      return { kind: 'text', text: fill(header.text, values) };
    case 'image':
      return { kind: 'image', image: drawFile(header, 'image/*', null, values) };
    case 'video':
      return { kind: 'video', video: drawFile(header, 'video/*', null, values) };
    case 'document':
      return { kind: 'document', document: drawFile(header, 'application/*', header.filename ?? null, values) };
    case 'location':
      return drawPlace(header, values);
    case 'product':
      return { kind: 'product', product: look.product(fill(header.product, values)) };
  }
}

function drawFile(header: { readonly media: string; readonly from?: string | undefined }, mime: string, name: string | null, values: Values): MediaRef {
  const media = fileOf(header, values);
  return { media: media === '' ? null : media, mime, name, meta_id: null };
}

/** The file a header shows: the person's own where it has a value, else the sample. A border id, an address, or nothing (`''`). */
function fileOf(header: { readonly media: string; readonly from?: string | undefined }, values: Values): string {
  return (header.from === undefined ? undefined : values[header.from]) ?? header.media;
}

function drawPlace(header: Extract<TemplateHeader, { kind: 'location' }>, values: Values): CardHeader {
  const [latitude = '', longitude = '', name = '', address = ''] = [header.latitude, header.longitude, header.name, header.address].map((part) =>
    fill(part, values),
  );
  const at = [latitude, longitude].map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [north = Number.NaN, east = Number.NaN] = at;
  // A map of nowhere would look like a map; the gap must be seen.
  if (Number.isNaN(north) || Number.isNaN(east)) return { kind: 'text', text: [name, `${latitude}, ${longitude}`].filter((part) => part !== '').join(' · ') };
  return { kind: 'location', latitude: north, longitude: east, name: name || null, address: address || null };
}

function drawButton(button: TemplateButton, header: TemplateHeader | null, { values, language, look }: Drawing): CardButton {
  switch (button.kind) {
    case 'reply':
    case 'phone':
    case 'form':
      return button;
    case 'url':
      return { ...button, url: fill(button.url, values) };
    case 'copy_code':
      return { kind: 'copy_code', text: metaWords(language).copyCoupon, code: fill(button.code, values) };
    case 'catalog':
      return { kind: 'catalog', text: button.text, thumbnail: button.thumbnail === null ? null : look.product(fill(button.thumbnail, values)), sections: [] };
    case 'products':
      return {
        kind: 'catalog',
        text: button.text,
        thumbnail: look.product(fill(button.thumbnail, values)),
        sections: button.sections.map(({ title, products }) => ({ title, products: products.map((id) => look.product(fill(id, values))) })),
      };
    case 'product':
      return { kind: 'product', text: button.text, product: look.product(header?.kind === 'product' ? fill(header.product, values) : '') };
    case 'contact_request':
      return { kind: 'share_contact', text: metaWords(language).shareContact };
    case 'passcode':
      return {
        kind: 'copy_code',
        text: button.text ?? metaWords(language).copyPasscode,
        code: values[passcodeVariable] ?? `{{${passcodeVariable}}}`,
      };
  }
}

/** The headers of a template and of its cards. */
export function headersOf(content: TemplateContent): readonly TemplateHeader[] {
  return [...(content.header === null ? [] : [content.header]), ...(content.cards ?? []).map((card) => card.header)];
}

/** The files a send needs, each once: border ids of our library, or web addresses. */
export function templateFiles(content: TemplateContent, values: Values): string[] {
  const clean = cleanValues(values);
  return distinct(headersOf(content).flatMap((header) => ('media' in header ? [fileOf(header, clean)] : [])));
}

/** The files Meta's reviewers see: the samples of headers and cards, each once. */
export function sampleFiles(content: TemplateContent): string[] {
  return distinct(headersOf(content).flatMap((header) => ('media' in header ? [header.media] : [])));
}

function distinct(files: readonly string[]): string[] {
  return [...new Set(files)].filter((file) => file !== '');
}
