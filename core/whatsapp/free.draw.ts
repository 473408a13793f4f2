import type { FreeCard, FreeHeader, FreeMessage } from './free.ts';
import { cardReplyId, replyId, rowId } from './free.ids.ts';
import type { CardButton, CardContent, CardHeader, MediaRef, MessageContent, ProductRef } from './message.ts';

/** What is known of the files and products that a message names. Both always answer: what is not known is drawn as a gap. */
export type FreeLook = {
  readonly file: (media: string) => { readonly mime: string; readonly name: string | null; readonly animated?: boolean };
  readonly product: (catalog: string, id: string) => ProductRef;
};

/** The labels that WhatsApp itself puts on buttons; their phone says them in its own language. */
const phoneLabels = { product: 'View', catalog: 'View catalog', location: 'Send location', contact: 'Share contact info', address: 'Provide address' } as const;

/** A free-form message as inbox, preview and phone draw it. Pure; browser and server ask the same. */
export function drawFree(message: FreeMessage, look: FreeLook): MessageContent {
  switch (message.kind) {
    case 'text':
      return { kind: 'text', text: message.text };
    case 'image':
      return { kind: 'image', image: refOf(message.media, look), caption: message.caption };
    case 'video':
      return { kind: 'video', video: refOf(message.media, look), caption: message.caption };
    case 'document':
      return { kind: 'document', document: refOf(message.media, look, message.filename), caption: message.caption };
    case 'audio':
      return { kind: 'audio', audio: refOf(message.media, look), voice: message.voice };
    case 'sticker':
      return { kind: 'sticker', sticker: refOf(message.media, look), animated: look.file(message.media).animated === true };
    case 'location': {
      const { latitude, longitude, name, address } = message;
      return { kind: 'location', latitude, longitude, name, address };
    }
    case 'contacts':
      return { kind: 'contacts', contacts: message.contacts };
    case 'reaction':
      return { kind: 'reaction', emoji: message.emoji, to: message.to };
    case 'list':
      return drawList(message);
    case 'carousel':
      return { kind: 'carousel', text: message.text, cards: message.cards.map((card, index) => drawCard(card, index, look)), template: null };
    case 'products': {
      const sections = message.sections.map(({ title, products }) => ({ title, products: products.map((id) => look.product(message.catalog, id)) }));
      return { kind: 'products', header: message.header, text: message.text, footer: message.footer, catalog: message.catalog, sections };
    }
    case 'product_carousel': {
      const cards = message.products.map((id) => productCard(look.product(message.catalog, id)));
      return { kind: 'carousel', text: message.text, cards, template: null };
    }
    case 'buttons':
    case 'link':
    case 'form':
    case 'product':
    case 'catalog':
    case 'location_request':
    case 'contact_request':
    case 'address_request':
      return drawFramed(message, look);
  }
}

type Framed = Extract<FreeMessage, { kind: 'buttons' | 'link' | 'form' | 'product' | 'catalog' | 'location_request' | 'contact_request' | 'address_request' }>;

function drawFramed(message: Framed, look: FreeLook): CardContent {
  const footer = message.kind === 'location_request' || message.kind === 'contact_request' ? null : message.footer;
  const header = message.kind === 'buttons' || message.kind === 'link' || message.kind === 'form' ? drawHeader(message.header, look) : null;
  const card = { kind: 'card', header, text: message.text ?? '', footer, template: null } as const;
  switch (message.kind) {
    case 'buttons':
      return { ...card, buttons: message.buttons.map((button, place) => ({ kind: 'reply', text: button.text, id: replyId(button, place) })) };
    case 'link':
      return { ...card, buttons: [{ kind: 'url', ...message.button }] };
    case 'form':
      return { ...card, buttons: [{ kind: 'form', text: message.button, form: message.form, screen: message.screen }] };
    case 'product': {
      const { header: above, buttons } = productCard(look.product(message.catalog, message.product));
      return { ...card, header: above, buttons };
    }
    case 'catalog': {
      const thumbnail = message.thumbnail === null || message.thumbnail === '' ? null : look.product('', message.thumbnail);
      return { ...card, buttons: [{ kind: 'catalog', text: phoneLabels.catalog, thumbnail, sections: [] }] };
    }
    case 'location_request':
      return { ...card, buttons: [{ kind: 'send_location', text: phoneLabels.location }] };
    case 'contact_request':
      return { ...card, buttons: [{ kind: 'share_contact', text: phoneLabels.contact }] };
    case 'address_request':
      return { ...card, buttons: [{ kind: 'address', text: phoneLabels.address, country: message.country.toUpperCase() }] };
  }
}

function drawList({ header, text, footer, button, sections }: Extract<FreeMessage, { kind: 'list' }>): MessageContent {
  const drawn = sections.map((section, s) => ({
    title: section.title,
    rows: section.rows.map((row, r) => ({ id: rowId(row, s, r), title: row.title, description: row.description })),
  }));
  return { kind: 'list', header, text, footer, button, sections: drawn };
}

function drawCard(card: FreeCard, index: number, look: FreeLook): { header: CardHeader | null; text: string | null; buttons: CardButton[] } {
  const buttons = card.buttons.map((button, place): CardButton =>
    button.kind === 'url' ? { kind: 'url', text: button.text, url: button.url } : { kind: 'reply', text: button.text, id: cardReplyId(button, index, place) },
  );
  return { header: drawHeader(card.header, look), text: card.text, buttons };
}

function productCard(product: ProductRef): { header: CardHeader; text: null; buttons: CardButton[] } {
  return { header: { kind: 'product', product }, text: null, buttons: [{ kind: 'product', text: phoneLabels.product, product }] };
}

function drawHeader(header: FreeHeader | null, look: FreeLook): CardHeader | null {
  switch (header?.kind) {
    case undefined:
      return null;
    case 'text':
      return { kind: 'text', text: header.text };
    case 'image':
      return { kind: 'image', image: refOf(header.media, look) };
    case 'video':
      return { kind: 'video', video: refOf(header.media, look) };
    case 'document':
      return { kind: 'document', document: refOf(header.media, look, header.filename) };
  }
}

/** A file in a message; an outside address stands where the id of ours would. */
function refOf(media: string, look: FreeLook, filename: string | null = null): MediaRef {
  const { mime, name } = look.file(media);
  return { media, mime, name: filename ?? name, meta_id: null };
}
