import type { ContactCard, FreeCard, FreeHeader, FreeMessage } from './free.ts';
import { cardReplyId, replyId, rowId } from './free.ids.ts';
import type { WireContactCard, WireInteractive, WireInteractiveCard, WireInteractiveHeader, WireMediaSource } from './wire.message.ts';
import type { WireContent } from './wire.ts';

/** What Meta fetches or holds for a file: its id there, or the address it lies under. */
export type FileSource = (media: string) => WireMediaSource;

const hasLink = /https?:\/\/\S/i;
/** Meta wants a token and gives it back with the answers; ours are told by the message they answer. */
const formToken = 'unused';

type Interactive = Exclude<FreeMessage, { kind: 'text' | 'image' | 'video' | 'document' | 'audio' | 'sticker' | 'location' | 'contacts' | 'reaction' }>;

/**
 * Meta's form of a free-form message. Pure. The message has passed `checkFree` and is filled in; `source` says what each file is at Meta.
 * Empty parts are left out, since Meta refuses them. The message that is answered (`quoted`) belongs to the envelope; a reaction's
 * `to` is the wamid by now.
 */
export function toWireFree(message: FreeMessage, source: FileSource): WireContent {
  switch (message.kind) {
    case 'text':
      return { type: 'text', text: { body: message.text, ...(message.preview && hasLink.test(message.text) ? { preview_url: true } : {}) } };
    case 'image':
      return { type: 'image', image: { ...source(message.media), ...given('caption', message.caption) } };
    case 'video':
      return { type: 'video', video: { ...source(message.media), ...given('caption', message.caption) } };
    case 'document':
      return { type: 'document', document: { ...source(message.media), ...given('caption', message.caption), ...given('filename', message.filename) } };
    case 'audio':
      return { type: 'audio', audio: { ...source(message.media), ...(message.voice ? { voice: true } : {}) } };
    case 'sticker':
      return { type: 'sticker', sticker: source(message.media) };
    case 'location': {
      const { latitude, longitude, name, address } = message;
      return { type: 'location', location: { latitude: String(latitude), longitude: String(longitude), ...given('name', name), ...given('address', address) } };
    }
    case 'contacts':
      return { type: 'contacts', contacts: message.contacts.map(wireContact) };
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: message.to, emoji: message.emoji } };
    case 'buttons':
    case 'link':
    case 'list':
    case 'carousel':
    case 'product':
    case 'products':
    case 'product_carousel':
    case 'catalog':
    case 'location_request':
    case 'contact_request':
    case 'address_request':
    case 'form':
      return { type: 'interactive', interactive: interactiveOf(message, source) };
  }
}

function interactiveOf(message: Interactive, source: FileSource): WireInteractive {
  switch (message.kind) {
    case 'buttons': {
      const buttons = message.buttons.map((button, place) => ({ type: 'reply' as const, reply: { id: replyId(button, place), title: button.text } }));
      return { type: 'button', ...frameOf(message, source), action: { buttons } };
    }
    case 'link':
      return { type: 'cta_url', ...frameOf(message, source), action: linkOf(message.button) };
    case 'form':
      return { type: 'flow', ...frameOf(message, source), action: { name: 'flow', parameters: formOf(message) } };
    case 'list':
      return {
        type: 'list',
        ...(isGiven(message.header) ? { header: { type: 'text', text: message.header } } : {}),
        body: { text: message.text },
        ...footerOf(message.footer),
        action: { button: message.button, sections: message.sections.map(wireSection) },
      };
    case 'carousel':
      return { type: 'carousel', body: { text: message.text }, action: { cards: message.cards.map((card, index) => cardOf(card, index, source)) } };
    case 'product_carousel': {
      const cards = message.products.map((product, index) => ({ card_index: index, type: 'product' as const, action: productOf(message.catalog, product) }));
      return { type: 'carousel', body: { text: message.text }, action: { cards } };
    }
    case 'product': {
      const body = isGiven(message.text) ? { body: { text: message.text } } : {};
      return { type: 'product', ...body, ...footerOf(message.footer), action: productOf(message.catalog, message.product) };
    }
    case 'products': {
      const sections = message.sections.map(({ title, products }) => ({
        ...given('title', title),
        product_items: products.map((product) => ({ product_retailer_id: product })),
      }));
      const action = { catalog_id: message.catalog, sections };
      return { type: 'product_list', header: { type: 'text', text: message.header }, body: { text: message.text }, ...footerOf(message.footer), action };
    }
    case 'catalog': {
      const parameters = isGiven(message.thumbnail) ? { parameters: { thumbnail_product_retailer_id: message.thumbnail } } : {};
      return { type: 'catalog_message', body: { text: message.text }, ...footerOf(message.footer), action: { name: 'catalog_message', ...parameters } };
    }
    case 'location_request':
      return { type: 'location_request_message', body: { text: message.text }, action: { name: 'send_location' } };
    case 'contact_request':
      return { type: 'request_contact_info', body: { text: message.text }, action: { name: 'request_contact_info' } };
    case 'address_request': {
      const values = Object.keys(message.values).length > 0 ? { values: message.values } : {};
      const action = { name: 'address_message' as const, parameters: { country: message.country.toUpperCase(), ...values } };
      return { type: 'address_message', body: { text: message.text }, ...footerOf(message.footer), action };
    }
  }
}

type Framed = { readonly header: FreeHeader | null; readonly text: string; readonly footer: string | null };

function frameOf({ header, text, footer }: Framed, source: FileSource) {
  return { ...(header === null ? {} : { header: headerOf(header, source) }), body: { text }, ...footerOf(footer) };
}

function headerOf(header: FreeHeader, source: FileSource): WireInteractiveHeader {
  switch (header.kind) {
    case 'text':
      return { type: 'text', text: header.text };
    case 'image':
      return { type: 'image', image: source(header.media) };
    case 'video':
      return { type: 'video', video: source(header.media) };
    case 'document':
      return { type: 'document', document: { ...source(header.media), ...given('filename', header.filename) } };
  }
}

function footerOf(footer: string | null): { footer?: { text: string } } {
  return isGiven(footer) ? { footer: { text: footer } } : {};
}

function linkOf({ text, url }: { readonly text: string; readonly url: string }) {
  return { name: 'cta_url' as const, parameters: { display_text: text, url } };
}

function productOf(catalog: string, product: string) {
  return { catalog_id: catalog, product_retailer_id: product };
}

function wireSection(section: Extract<FreeMessage, { kind: 'list' }>['sections'][number], s: number) {
  const rows = section.rows.map((row, r) => ({ id: rowId(row, s, r), title: row.title, ...given('description', row.description) }));
  return { ...given('title', section.title), rows };
}

function cardOf(card: FreeCard, index: number, source: FileSource): WireInteractiveCard {
  const link = card.buttons.find((button) => button.kind === 'url');
  const buttons = card.buttons.flatMap((button, place) =>
    button.kind === 'reply' ? [{ type: 'quick_reply' as const, quick_reply: { id: cardReplyId(button, index, place), title: button.text } }] : [],
  );
  return {
    card_index: index,
    type: 'cta_url',
    header: headerOf(card.header, source),
    ...(isGiven(card.text) ? { body: { text: card.text } } : {}),
    action: link === undefined ? { buttons } : linkOf(link),
  };
}

function formOf({ button, form, screen, data, draft }: Extract<FreeMessage, { kind: 'form' }>) {
  const payload = isGiven(screen) ? { screen, ...(Object.keys(data).length > 0 ? { data } : {}) } : undefined;
  return {
    flow_message_version: '3' as const,
    flow_id: form,
    flow_cta: button,
    flow_token: formToken,
    ...(draft ? { mode: 'draft' as const } : {}),
    flow_action: 'navigate' as const,
    ...(payload === undefined ? {} : { flow_action_payload: payload }),
  };
}

const nameFields = ['first_name', 'last_name', 'middle_name', 'prefix', 'suffix'] as const;
const addressFields = ['street', 'city', 'state', 'zip', 'country', 'country_code', 'type'] as const;

function wireContact(card: ContactCard): WireContactCard {
  const { phones, emails, urls, addresses } = card;
  return {
    name: { formatted_name: card.name.formatted_name, ...filled(card.name, nameFields) },
    ...(phones.length > 0 ? { phones: phones.map((phone) => filled(phone, ['phone', 'type', 'wa_id'])) } : {}),
    ...(emails.length > 0 ? { emails: emails.map((email) => filled(email, ['email', 'type'])) } : {}),
    ...(urls.length > 0 ? { urls: urls.map((url) => filled(url, ['url', 'type'])) } : {}),
    ...(addresses.length > 0 ? { addresses: addresses.map((address) => filled(address, addressFields)) } : {}),
    ...(card.org === null ? {} : { org: filled(card.org, ['company', 'department', 'title']) }),
    ...given('birthday', card.birthday),
  };
}

/** The texts of a part that are there. */
function filled<Key extends string>(part: { readonly [K in Key]?: string | undefined }, keys: readonly Key[]): { [K in Key]?: string } {
  const texts: { [K in Key]?: string } = {};
  for (const key of keys) if (isGiven(part[key] ?? null)) Object.assign(texts, { [key]: part[key] });
  return texts;
}

function isGiven(text: string | null): text is string {
  return text !== null && text.trim() !== '';
}

/** `{ key: text }`, or nothing when there is no text: Meta refuses empty ones. */
function given<Key extends string>(key: Key, text: string | null): { [K in Key]?: string } {
  const part: { [K in Key]?: string } = {};
  if (isGiven(text)) part[key] = text;
  return part;
}
