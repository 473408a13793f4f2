import type { FreeCard, FreeKind, FreeMessage } from '#core/whatsapp/free.ts';

/** The kinds a person composes, as a list offers them. A reaction is given to a message, not written. */
export const composedKinds = [
  'text',
  'image',
  'video',
  'document',
  'audio',
  'sticker',
  'buttons',
  'link',
  'list',
  'carousel',
  'product',
  'products',
  'product_carousel',
  'catalog',
  'form',
  'location',
  'contacts',
  'location_request',
  'contact_request',
  'address_request',
] as const satisfies readonly FreeKind[];
export type ComposedKind = (typeof composedKinds)[number];

/** The words of a message, whatever its kind calls them. */
export function wordsOf(message: FreeMessage): string {
  switch (message.kind) {
    case 'text':
    case 'buttons':
    case 'link':
    case 'list':
    case 'carousel':
    case 'products':
    case 'product_carousel':
    case 'catalog':
    case 'location_request':
    case 'contact_request':
    case 'address_request':
    case 'form':
      return message.text;
    case 'product':
      return message.text ?? '';
    case 'image':
    case 'video':
    case 'document':
      return message.caption ?? '';
    case 'audio':
    case 'sticker':
    case 'location':
    case 'contacts':
    case 'reaction':
      return '';
  }
}

function footerOf(message: FreeMessage): string | null {
  return 'footer' in message ? message.footer : null;
}

function mediaOf(message: FreeMessage): string {
  if ('media' in message) return message.media;
  return 'header' in message && typeof message.header === 'object' && message.header !== null && 'media' in message.header ? message.header.media : '';
}

function catalogOf(message: FreeMessage): string {
  return 'catalog' in message ? message.catalog : '';
}

function productsOf(message: FreeMessage): string[] {
  if (message.kind === 'product') return message.product === '' ? [] : [message.product];
  if (message.kind === 'products') return message.sections.flatMap((section) => section.products);
  return message.kind === 'product_carousel' ? message.products : [];
}

/** An empty card of a carousel. */
export function emptyCard(): FreeCard {
  return { header: { kind: 'image', media: '' }, text: null, buttons: [{ kind: 'reply', text: '' }] };
}

/** The same message as another kind: words, file, footer and products go along where the other kind has a place for them. */
export function asKind(message: FreeMessage, kind: ComposedKind): FreeMessage {
  const text = wordsOf(message);
  const caption = text === '' ? null : text;
  const media = mediaOf(message);
  const quoted = 'quoted' in message && message.quoted !== undefined ? { quoted: message.quoted } : {};
  const framed = { header: framedHeader(message), text, footer: footerOf(message), ...quoted };
  switch (kind) {
    case 'text':
      return { kind, text, preview: true, ...quoted };
    case 'image':
    case 'video':
      return { kind, media, caption, ...quoted };
    case 'document':
      return { kind, media, caption, filename: null, ...quoted };
    case 'audio':
      return { kind, media, voice: false, ...quoted };
    case 'sticker':
      return { kind, media, ...quoted };
    case 'buttons':
      return { kind, ...framed, buttons: [{ text: '' }] };
    case 'link':
      return { kind, ...framed, button: { text: '', url: '' } };
    case 'list':
      return { kind, header: null, text, footer: footerOf(message), button: '', sections: [{ title: null, rows: [emptyRow()] }], ...quoted };
    case 'carousel':
      return { kind, text, cards: [emptyCard(), emptyCard()], ...quoted };
    case 'form':
      return { kind, ...framed, button: '', form: '', screen: null, data: {}, draft: false };
    case 'location':
      return { kind, latitude: 0, longitude: 0, name: null, address: null, ...quoted };
    case 'contacts':
      return { kind, contacts: [emptyContact()], ...quoted };
    case 'location_request':
    case 'contact_request':
      return { kind, text, ...quoted };
    case 'address_request':
      return { kind, text, footer: footerOf(message), country: 'IN', values: {}, ...quoted };
    case 'product':
    case 'products':
    case 'product_carousel':
    case 'catalog':
      return { ...asShop(message, kind), ...quoted };
  }
}

function asShop(message: FreeMessage, kind: 'product' | 'products' | 'product_carousel' | 'catalog'): FreeMessage {
  const [text, footer, catalog, products] = [wordsOf(message), footerOf(message), catalogOf(message), productsOf(message)];
  switch (kind) {
    case 'product':
      return { kind, catalog, product: products[0] ?? '', text: text === '' ? null : text, footer };
    case 'products':
      return { kind, catalog, header: '', text, footer, sections: [{ title: null, products }] };
    case 'product_carousel':
      return { kind, catalog, text, products };
    case 'catalog':
      return { kind, text, footer, thumbnail: products[0] ?? null };
  }
}

function framedHeader(message: FreeMessage) {
  if (message.kind === 'buttons' || message.kind === 'link' || message.kind === 'form') return message.header;
  if (!('media' in message) || message.media === '') return null;
  if (message.kind === 'document') return { kind: message.kind, media: message.media, filename: message.filename };
  return message.kind === 'image' || message.kind === 'video' ? { kind: message.kind, media: message.media } : null;
}

/** An empty row of a list. */
export function emptyRow() {
  return { title: '', description: null };
}

/** An empty card of a person. */
export function emptyContact() {
  return { name: { formatted_name: '' }, phones: [{ phone: '' }], emails: [], urls: [], addresses: [], org: null, birthday: null };
}

/** What a free message begins with. */
export const firstFree: FreeMessage = { kind: 'text', text: '', preview: true };

/** A fault as the editor shows it: a JSON pointer into the message, and words in the reader's language. */
export type FreeFault = { readonly at: string; readonly severity: 'error' | 'warning'; readonly message: string };

/** The first error at one place or beneath it; undefined when there is none. */
export function freeFaultAt(faults: readonly FreeFault[], at: string, beneath = false): string | undefined {
  return faults.find((fault) => fault.severity === 'error' && (fault.at === at || (beneath && fault.at.startsWith(`${at}/`))))?.message;
}
