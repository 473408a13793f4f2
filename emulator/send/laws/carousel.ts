import type { BubbleButton, BubbleCard } from '#core/rehearsal/bubble.ts';

import { badParameter, missingParameter, sendRefusal } from '../../graph/errors.ts';
import type { World } from '../../world/world.ts';
import { drawProduct } from '../catalogs.ts';
import { readLink, readReplies } from './buttons.ts';
import type { Draft, Frame } from './draft.ts';
import { readHeaderOf } from './header.ts';
import { messageLimits } from './limits.ts';
import { needId } from './products.ts';
import { checkSpan, findPart, needList, needPart, needText, oneOf, type Part, partIn, shown } from './read.ts';

const cardsPath = "interactive['action']['cards']";

type Card = { card: BubbleCard; replies: string[]; kind: 'link' | 'replies' | 'product'; media: string | null; catalog: string | null };

/** Two to ten cards side by side: all with a link, all with replies, or all with a product of one catalogue. */
export function draftCarousel(world: World, action: Part, frame: Frame): Draft {
  const list = needList(action, 'cards', cardsPath);
  checkCardCount(list);
  const cards: Card[] = [];
  let index = 0;
  for (const [i, one] of list.entries()) {
    const part = partIn(one, `${cardsPath}[${i}]`);
    checkCardIndex(part, i, `${cardsPath}[${i}]`);
    const card = readCard(world, part, `${cardsPath}[${i}]`, index);
    index += card.card.buttons.length;
    cards.push(card);
  }
  checkAlike(cards);
  const replies = cards.flatMap((card) => card.replies);
  return { content: { kind: 'carousel', text: frame.text, cards: cards.map((one) => one.card), template: null }, replies };
}

/** A carousel has two to ten cards, in messages and in templates. */
export function checkCardCount(list: readonly unknown[]): void {
  const { cardsLeast, cardsMost } = messageLimits;
  if (list.length < cardsLeast || list.length > cardsMost)
    throw sendRefusal(131009, `Invalid cards count. Min allowed cards: ${cardsLeast}, Max allowed cards: ${cardsMost}`);
}

/** Cards are numbered from 0, in order. */
export function checkCardIndex(card: Part, expected: number, path: string): void {
  const index = card['card_index'];
  if (index === undefined || index === null) throw missingParameter(`${path}['card_index']`);
  if (index !== expected && index !== String(expected)) throw sendRefusal(131009, `${path}['card_index'] must be ${expected} - got "${shown(index)}"`);
}

function readCard(world: World, part: Part, path: string, first: number): Card {
  const action = needPart(part, 'action', `${path}['action']`);
  const type = oneOf(part['type'], ['cta_url', 'quick_reply', 'product'], `${path}['type']`);
  if (type === 'product') return readProductCard(world, action, `${path}['action']`, first);
  const header = needPart(part, 'header', `${path}['header']`);
  const media = oneOf(header['type'], ['image', 'video'], `${path}['header']['type']`);
  const drawn = readHeaderOf(world, media, header, `${path}['header']`);
  const text = readCardText(part, path);
  const { kind, buttons, replies } = readCardButtons(action, `${path}['action']`, first);
  return { card: { header: drawn, text, buttons }, replies, kind, media, catalog: null };
}

function readProductCard(world: World, action: Part, path: string, first: number): Card {
  const catalog = needId(action, 'catalog_id', path);
  const product = drawProduct(world, catalog, needId(action, 'product_retailer_id', path));
  const button: BubbleButton = { kind: 'product', text: 'View', catalog, product, index: first };
  return { card: { header: { kind: 'product', product }, text: null, buttons: [button] }, replies: [''], kind: 'product', media: null, catalog };
}

function readCardText(part: Part, path: string): string | null {
  const body = findPart(part, 'body', `${path}['body']`);
  if (body === undefined) return null;
  const text = needText(body, 'text', `${path}['body']['text']`);
  checkSpan('Card body text', text, messageLimits.cardBody);
  if (text.split('\n').length - 1 > messageLimits.cardBreaks)
    throw sendRefusal(131009, `Card body text can have at most ${messageLimits.cardBreaks} line breaks`);
  return text;
}

/** A link by its `name`, or one or two replies by their list. */
function readCardButtons(action: Part, path: string, first: number): { kind: 'link' | 'replies'; buttons: BubbleButton[]; replies: string[] } {
  if (action['buttons'] === undefined) {
    oneOf(action['name'], ['cta_url'], `${path}['name']`);
    return { kind: 'link', buttons: [readLink(action, path, first)], replies: [''] };
  }
  if (action['name'] !== undefined) throw badParameter(`Param ${path} must have either 'name' or 'buttons', not both.`);
  const list = needList(action, 'buttons', `${path}['buttons']`);
  if (list.length < 1 || list.length > messageLimits.cardButtons)
    throw sendRefusal(131009, `Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: ${messageLimits.cardButtons}`);
  return { kind: 'replies', ...readReplies(list, 'quick_reply', `${path}['buttons']`, first) };
}

/** Meta: all cards have the same kind and number of buttons, the same kind of header, and products come from one catalogue. */
function checkAlike(cards: readonly Card[]): void {
  const first = cards[0];
  if (first === undefined) return;
  for (const card of cards) {
    if (card.kind !== first.kind || card.card.buttons.length !== first.card.buttons.length)
      throw sendRefusal(131009, 'All cards must have the same buttons in type and number');
    if (card.media !== first.media) throw sendRefusal(131009, 'All cards must have a header of the same type');
    if (card.catalog !== first.catalog) throw sendRefusal(131009, 'All product cards must be of the same catalog');
  }
  const ids = cards.flatMap((card) => card.replies).filter((id) => id !== '');
  if (new Set(ids).size !== ids.length) throw sendRefusal(131009, 'Duplicate button id');
}
