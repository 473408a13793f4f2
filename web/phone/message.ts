import type { BubbleButton, BubbleContact, BubbleContent, BubbleHeader, BubbleMedia, BubbleProduct, BubbleProductSection } from '#core/rehearsal/bubble.ts';
import type { ContactCard } from '#core/whatsapp/free.ts';
import type { CardButton, CardHeader, MediaRef, MessageContent, ProductGroup, ProductRef } from '#core/whatsapp/message.ts';
import { type PhoneLanguage, phoneWords } from './words.ts';

type ContentOf<Kind extends MessageContent['kind']> = Extract<MessageContent, { kind: Kind }>;

/**
 * A message in Parley's own form as a phone draws it. Whose phone it is does not matter: the drawing is one. `language` is the reader's,
 * for what nobody wrote: a chat that was opened, a message that was taken back.
 */
export function bubbleOf(content: MessageContent, language: PhoneLanguage = 'en'): BubbleContent {
  switch (content.kind) {
    case 'text':
      return { kind: 'text', text: content.text, preview: null };
    case 'card':
      return cardOf(content);
    case 'carousel':
      return carouselOf(content);
    case 'products':
      return { ...content, sections: content.sections.map(sectionOf) };
    case 'image':
      return { kind: 'image', ...mediaOf(content.image), caption: content.caption };
    case 'video':
      return { kind: 'video', ...mediaOf(content.video), caption: content.caption };
    case 'document':
      return { kind: 'document', ...mediaOf(content.document), caption: content.caption };
    case 'audio': {
      const { media, link } = mediaOf(content.audio);
      return { kind: 'audio', media, link, voice: content.voice };
    }
    case 'sticker': {
      const { media, link } = mediaOf(content.sticker);
      return { kind: 'sticker', media, link, animated: content.animated === true };
    }
    case 'contacts':
      return { kind: 'contacts', contacts: content.contacts.map(contactOf) };
    case 'list':
    case 'location':
    case 'reaction':
      return content;
    case 'choice':
      return choiceOf(content.text, content.description);
    case 'order':
      return { ...content, items: content.items.map(({ product, quantity }) => ({ product: productOf(product), quantity })) };
    case 'answers':
      return { kind: 'form', name: content.text, answers: content.answers };
    case 'product_question':
      return questionOf(content);
    case 'system':
      return { kind: 'system', text: systemText(content, language) };
    case 'unknown':
      return { kind: 'other', type: content.type };
  }
}

function cardOf({ header, text, footer, offer, buttons, template }: ContentOf<'card'>): BubbleContent {
  return {
    kind: 'card',
    header: headerOf(header),
    text,
    footer,
    offer: offer ?? null,
    buttons: buttons.map((button, index) => buttonOf(button, index)),
    template: template?.name ?? null,
  };
}

/** The buttons of a carousel count on from card to card, so that each is told apart. */
function carouselOf({ text, cards, template }: ContentOf<'carousel'>): BubbleContent {
  let index = 0;
  const drawn = cards.map((card) => {
    const buttons = card.buttons.map((button, place) => buttonOf(button, index + place));
    index += buttons.length;
    return { header: headerOf(card.header), text: card.text, buttons };
  });
  return { kind: 'carousel', text, cards: drawn, template: template?.name ?? null };
}

/** A chosen row shows its description beneath, as the footer of a card without buttons. */
function choiceOf(text: string, description: string | null): BubbleContent {
  if (description === null || description === '') return { kind: 'text', text, preview: null };
  return { kind: 'card', header: null, text, footer: description, offer: null, buttons: [], template: null };
}

/** What they asked, below the product they asked about. */
function questionOf({ text, product }: ContentOf<'product_question'>): BubbleContent {
  return { kind: 'card', header: { kind: 'product', product: productOf(product) }, text, footer: null, offer: null, buttons: [], template: null };
}

/** Meta's own sentence, else ours for what Meta only names. */
function systemText({ event, text }: ContentOf<'system'>, language: PhoneLanguage): string {
  const { events } = phoneWords[language];
  if (event === 'edit' || event === 'user_changed_number') return events[event](text);
  if (text !== '') return text;
  return event === 'revoke' || event === 'request_welcome' || event === 'user_changed_user_id' ? events[event] : events.other(event);
}

/** A file of ours, or one under an outside address, which a page never fetches. */
function mediaOf(ref: MediaRef): BubbleMedia {
  const isAddress = ref.media !== null && isWebAddress(ref.media);
  return { media: isAddress ? null : ref.media, link: isAddress ? ref.media : null, filename: ref.name };
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

const microsPerUnit = 1_000_000;

function productOf({ id, name, price, image }: ProductRef): BubbleProduct {
  return {
    retailer_id: id,
    name,
    price: price === null ? null : price.micros / microsPerUnit,
    currency: price?.currency ?? null,
    media: image === null || isWebAddress(image) ? null : image,
  };
}

function sectionOf({ title, products }: ProductGroup): BubbleProductSection {
  return { title, products: products.map(productOf) };
}

function contactOf({ name, org, phones, emails }: ContactCard): BubbleContact {
  const company = [org?.company, org?.department, org?.title].filter((word) => word !== undefined && word !== '').join(', ');
  return {
    name: name.formatted_name,
    org: company === '' ? null : company,
    phones: phones.map(({ phone, wa_id }) => ({ phone, wa_id: wa_id ?? null })),
    emails: emails.map(({ email }) => email),
  };
}

function headerOf(header: CardHeader | null): BubbleHeader | null {
  switch (header?.kind) {
    case undefined:
      return null;
    case 'text':
    case 'location':
      return header;
    case 'image':
      return { kind: 'image', ...mediaOf(header.image) };
    case 'video':
      return { kind: 'video', ...mediaOf(header.video) };
    case 'document':
      return { kind: 'document', ...mediaOf(header.document) };
    case 'product':
      return { kind: 'product', product: productOf(header.product) };
  }
}

function buttonOf(button: CardButton, index: number): BubbleButton {
  switch (button.kind) {
    case 'reply':
      return { kind: 'reply', text: button.text, index, tapped: false };
    case 'url':
    case 'phone':
    case 'copy_code':
    case 'send_location':
      return { ...button, index };
    case 'share_contact':
      return { ...button, index, tapped: false };
    case 'form':
      return { kind: 'flow', text: button.text, flow: button.form, token: '', action: 'navigate', screen: button.screen, data: {}, index, tapped: false };
    case 'catalog': {
      const thumbnail = button.thumbnail === null ? null : productOf(button.thumbnail);
      return { kind: 'catalog', text: button.text, catalog: null, thumbnail, sections: button.sections.map(sectionOf), index };
    }
    case 'product':
      return { kind: 'product', text: button.text, catalog: null, product: productOf(button.product), index };
    case 'address':
      return { kind: 'address', text: button.text, country: button.country, values: {}, errors: {}, index, tapped: false };
  }
}
