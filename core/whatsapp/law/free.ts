import type { FreeHeader, FreeMessage } from '#core/whatsapp/free.ts';
import { checkAddress } from './address.ts';
import { checkCards, checkProductCards } from './free.cards.ts';
import { checkFile, filesIn, type KnownFile } from './free.files.ts';
import { checkList, checkProducts } from './free.lists.ts';
import { askedIds } from '#core/whatsapp/free.ids.ts';
import { checkAddressRequest, checkContacts, checkForm, checkLocation, checkReaction } from './free.simple.ts';
import { checkButtonText, checkNeeded, checkOptional } from './free.words.ts';
import { shortenedLinks } from './links.ts';
import { lawFault, type LawFault } from './words.ts';

/** Characters and counts of free-form messages. Source: Meta's message pages (facts §2.1), read 2026-11-22. */
const limits = { text: 4096, caption: 1024, body: 1024, header: 60, footer: 60, buttons: 3, buttonText: 20, replyId: 256, rowId: 200 } as const;

/**
 * What WhatsApp would refuse of a free-form message, each with its place; empty for a good one. Pure. The composer, the API and the door
 * ask the same function. Variables are counted as they are written, so a filled message is asked again at the door.
 *
 * `files` says what is known of a file of the library; without it only the form of their names is looked at. Warnings keep nobody from sending.
 *
 * Source: the project's facts (cloud-api §1.1, §2.1, §2.3), read 2026-11-22.
 */
export function checkFree(message: FreeMessage, files?: (media: string) => KnownFile | undefined): LawFault[] {
  return [
    ...brokenTexts(message, ''),
    ...checkKind(message),
    ...filesIn(message).flatMap(({ at, media, use }) => checkFile(at, media, use, files)),
    ...checkIds(message),
    ...hiddenLinks(message),
  ];
}

function checkKind(message: FreeMessage): LawFault[] {
  switch (message.kind) {
    case 'text':
      return checkNeeded('/text', message.text, limits.text, 'text_empty', 'text_long');
    case 'image':
    case 'video':
    case 'document':
      return checkOptional('/caption', message.caption, limits.caption, 'caption_long');
    case 'audio':
    case 'sticker':
      return [];
    case 'location':
      return checkLocation(message);
    case 'contacts':
      return checkContacts(message.contacts);
    case 'reaction':
      return checkReaction(message);
    case 'buttons':
      return [...checkHeader(message.header), ...checkBody(message.text), ...checkFooter(message.footer), ...checkReplies(message.buttons)];
    case 'link':
      return [...checkHeader(message.header), ...checkBody(message.text), ...checkFooter(message.footer), ...checkLink('/button', message.button)];
    case 'list':
      return [...checkHeaderText('/header', message.header), ...checkNeeded('/text', message.text, limits.text, 'text_empty', 'text_long'), ...checkFooter(message.footer), ...checkList(message)]; // prettier-ignore
    case 'carousel':
      return [...checkBody(message.text), ...checkCards(message.cards)];
    case 'product':
      return [...checkOptional('/text', message.text, limits.body, 'text_long'), ...checkFooter(message.footer), ...checkProducts(message)];
    case 'products':
      return [...checkHeaderText('/header', message.header), ...checkBody(message.text), ...checkFooter(message.footer), ...checkProducts(message)];
    case 'product_carousel':
      return [...checkBody(message.text), ...checkProductCards(message)];
    case 'catalog':
      return [...checkBody(message.text), ...checkFooter(message.footer)];
    case 'location_request':
    case 'contact_request':
      return checkBody(message.text);
    case 'address_request':
      return [...checkBody(message.text), ...checkFooter(message.footer), ...checkAddressRequest(message)];
    case 'form':
      return [...checkHeader(message.header), ...checkBody(message.text), ...checkFooter(message.footer), ...checkForm(message)];
  }
}

function checkBody(text: string): LawFault[] {
  return checkNeeded('/text', text, limits.body, 'text_empty', 'text_long');
}

function checkHeader(header: FreeHeader | null): LawFault[] {
  return header?.kind === 'text' ? checkHeaderText('/header/text', header.text) : [];
}

function checkHeaderText(at: string, text: string | null): LawFault[] {
  return text === null ? [] : checkNeeded(at, text, limits.header, 'header_empty', 'header_long');
}

function checkFooter(footer: string | null): LawFault[] {
  return footer === null ? [] : checkNeeded('/footer', footer, limits.footer, 'footer_empty', 'footer_long');
}

function checkReplies(buttons: readonly { readonly text: string }[]): LawFault[] {
  if (buttons.length < 1 || buttons.length > limits.buttons)
    return [lawFault('/buttons', 'reply_buttons_count', { count: buttons.length, most: limits.buttons })];
  return buttons.flatMap(({ text }, place) => {
    const at = `/buttons/${place}/text`;
    const isSecond = text !== '' && buttons.slice(0, place).some((other) => other.text === text);
    return isSecond ? [lawFault(at, 'button_same', { text })] : checkButtonText(at, text, limits.buttonText);
  });
}

/** A label and an address. What a variable will bring is looked at when it is filled in. */
function checkLink(at: string, { text, url }: { readonly text: string; readonly url: string }): LawFault[] {
  return [...checkButtonText(`${at}/text`, text, limits.buttonText), ...checkAddress(`${at}/url`, url)];
}

/** Shortened links in what people read and tap: WhatsApp takes them from an answer, and people do not. A chat's own `wa.me` hides nothing. */
function hiddenLinks(message: FreeMessage): LawFault[] {
  const texts = [
    { at: '/text', text: 'text' in message ? message.text : null },
    { at: '/caption', text: 'caption' in message ? message.caption : null },
    { at: '/button/url', text: message.kind === 'link' ? message.button.url : null },
    ...(message.kind === 'carousel' ? message.cards : []).flatMap((card, place) => [
      { at: `/cards/${place}/text`, text: card.text },
      ...card.buttons.flatMap((button, nth) => (button.kind === 'url' ? [{ at: `/cards/${place}/buttons/${nth}/url`, text: button.url }] : [])),
    ]),
  ];
  return texts.flatMap(({ at, text }) =>
    shortenedLinks(text ?? '')
      .filter((host) => host !== 'wa.me')
      .map((host) => lawFault(at, 'link_hidden', { host }, 'warning')),
  );
}

/** Ids come back with a tap, so they are distinct in the whole message; those made from places count. */
function checkIds(message: FreeMessage): LawFault[] {
  const most = message.kind === 'list' ? limits.rowId : limits.replyId;
  const asked = askedIds(message);
  return asked.flatMap(({ at, id }, place) => {
    if (id.length > most) return [lawFault(at, 'reply_id_long', { length: id.length, most })];
    return asked.slice(0, place).some((other) => other.id === id) ? [lawFault(at, 'reply_id_same', { id })] : [];
  });
}

/** Half a surrogate pair cannot be written as UTF-8, and a zero character cannot be kept: no such text leaves, nor is stored. */
function brokenTexts(value: unknown, at: string): LawFault[] {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0') ? [] : [lawFault(at, 'text_broken')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => brokenTexts(part, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`));
}
