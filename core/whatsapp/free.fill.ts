import type { ContactCard, FreeHeader, FreeMessage } from './free.ts';
import { fill, variablesIn } from './variables.ts';

type Change = (text: string) => string;

/** A free-form message for one person: values in the place of variables. One without a value stays as it stands, so that a gap is seen. */
export function fillFree(message: FreeMessage, values: Readonly<Record<string, string>>): FreeMessage {
  return changeTexts(message, (text) => fill(text, values));
}

/** The distinct variables of a message in the order of their first use: texts, files, addresses, products and forms. */
export function freeVariables(message: FreeMessage): string[] {
  const names = new Set<string>();
  changeTexts(message, (text) => {
    for (const name of variablesIn(text)) names.add(name);
    return text;
  });
  return [...names];
}

/** The same message with every text of it changed. Which message it answers is no text. */
function changeTexts(message: FreeMessage, change: Change): FreeMessage {
  const maybe = (text: string | null) => (text === null ? null : change(text));
  switch (message.kind) {
    case 'text':
    case 'location_request':
    case 'contact_request':
      return { ...message, text: change(message.text) };
    case 'image':
    case 'video':
      return { ...message, media: change(message.media), caption: maybe(message.caption) };
    case 'document':
      return { ...message, media: change(message.media), caption: maybe(message.caption), filename: maybe(message.filename) };
    case 'audio':
    case 'sticker':
      return { ...message, media: change(message.media) };
    case 'location':
      return { ...message, name: maybe(message.name), address: maybe(message.address) };
    case 'contacts':
      return { ...message, contacts: message.contacts.map((card) => changeCard(card, change)) };
    case 'reaction':
      return message;
    case 'catalog':
      return { ...message, text: change(message.text), footer: maybe(message.footer), thumbnail: maybe(message.thumbnail) };
    case 'address_request':
      return { ...message, text: change(message.text), footer: maybe(message.footer), values: changeRecord(message.values, change) };
    case 'product':
      return { ...message, ...goods(message, change), product: change(message.product), text: maybe(message.text), footer: maybe(message.footer) };
    case 'product_carousel':
      return { ...message, ...goods(message, change), text: change(message.text), products: message.products.map(change) };
    case 'buttons':
    case 'link':
    case 'form':
    case 'list':
    case 'carousel':
    case 'products':
      return changeFramed(message, change);
  }
}

type Framed = Extract<FreeMessage, { kind: 'buttons' | 'link' | 'form' | 'list' | 'carousel' | 'products' }>;

function changeFramed(message: Framed, change: Change): FreeMessage {
  const maybe = (text: string | null) => (text === null ? null : change(text));
  const text = change(message.text);
  if (message.kind === 'carousel') {
    const cards = message.cards.map((card) => ({
      header: { ...card.header, media: change(card.header.media) },
      text: maybe(card.text),
      buttons: card.buttons.map((button) =>
        button.kind === 'url'
          ? { ...button, text: change(button.text), url: change(button.url) }
          : { ...button, ...(button.id === undefined ? {} : { id: change(button.id) }), text: change(button.text) },
      ),
    }));
    return { ...message, text, cards };
  }
  const footer = maybe(message.footer);
  switch (message.kind) {
    case 'buttons':
      return {
        ...message,
        text,
        footer,
        header: changeHeader(message.header, change),
        buttons: message.buttons.map((button) => ({ ...button, text: change(button.text) })),
      };
    case 'link':
      return {
        ...message,
        text,
        footer,
        header: changeHeader(message.header, change),
        button: { text: change(message.button.text), url: change(message.button.url) },
      };
    case 'form':
      return {
        ...message,
        text,
        footer,
        header: changeHeader(message.header, change),
        button: change(message.button),
        data: changeRecord(message.data, change),
      };
    case 'list': {
      const sections = message.sections.map((section) => ({
        title: maybe(section.title),
        rows: section.rows.map((row) => ({ ...row, title: change(row.title), description: maybe(row.description) })),
      }));
      return { ...message, text, footer, header: maybe(message.header), button: change(message.button), sections };
    }
    case 'products': {
      const sections = message.sections.map((section) => ({ title: maybe(section.title), products: section.products.map(change) }));
      return { ...message, ...goods(message, change), text, footer, header: change(message.header), sections };
    }
  }
}

function goods(message: { readonly catalog: string }, change: Change): { catalog: string } {
  return { catalog: change(message.catalog) };
}

function changeHeader(header: FreeHeader | null, change: Change): FreeHeader | null {
  if (header === null) return null;
  if (header.kind === 'text') return { ...header, text: change(header.text) };
  return { ...header, media: change(header.media) };
}

function changeCard(card: ContactCard, change: Change): ContactCard {
  return {
    ...card,
    name: { ...card.name, formatted_name: change(card.name.formatted_name) },
    phones: card.phones.map((phone) => ({ ...phone, phone: change(phone.phone) })),
    emails: card.emails.map((email) => ({ ...email, email: change(email.email) })),
    urls: card.urls.map((url) => ({ ...url, url: change(url.url) })),
  };
}

/** Changes the texts of a record that stand at its top; what is nested goes as it is. */
function changeRecord<Value>(record: Readonly<Record<string, Value>>, change: Change): Record<string, Value | string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, typeof value === 'string' ? change(value) : value]));
}
