import type { TemplateButton, TemplateCard } from '#core/whatsapp/template.ts';
import { addedButton, emptyButton } from './buttons.ts';
import { emptyHeader } from './header.ts';

/** A carousel has this many cards, and a card this many buttons (Meta, carousel templates; facts §2.1, read 2026-11-22). */
export const cardLimits = { least: 2, most: 10, buttons: 2 } as const;

/** What may stand on top of a card. */
export const cardHeaders = ['image', 'video', 'product'] as const;
export type CardHeaderKind = (typeof cardHeaders)[number];

/** What a card's buttons may be. */
export const cardButtons = ['reply', 'url', 'phone'] as const;

/** A card with nothing chosen yet: a picture, a line and one answer; a product brings its own button. */
export function emptyCard(kind: CardHeaderKind): TemplateCard {
  if (kind === 'product') return { header: emptyHeader(kind), body: null, buttons: [emptyButton('product')] };
  return { header: emptyHeader(kind), body: '', buttons: [emptyButton('reply')] };
}

/** A card built as another with nothing in it: Meta wants all cards of one build. */
function blankLike(card: TemplateCard): TemplateCard {
  const header = card.header.kind === 'product' ? { ...card.header, product: '' } : emptyHeader(card.header.kind);
  // What the buttons say is mostly the same on every card, so it is carried over; where they lead is not.
  const buttons = card.buttons.map((button) => (button.kind === 'url' ? { ...button, url: 'https://' } : button));
  return { header, body: card.body === null ? null : '', buttons };
}

type Cards = readonly TemplateCard[];

/** Adds a card of the same build at the end, while there is room. */
export function addedCard(cards: Cards): TemplateCard[] {
  const model = cards[0];
  if (model === undefined) return [emptyCard('image')];
  return cards.length < cardLimits.most ? [...cards, blankLike(model)] : [...cards];
}

/** Puts a copy of a card behind it, while there is room. */
export function copiedCard(cards: Cards, at: number): TemplateCard[] {
  const card = cards[at];
  return card === undefined || cards.length >= cardLimits.most ? [...cards] : cards.toSpliced(at + 1, 0, card);
}

/** Takes a card out; two stay. */
export function removedCard(cards: Cards, at: number): TemplateCard[] {
  return cards.length > cardLimits.least ? cards.toSpliced(at, 1) : [...cards];
}

/** Changes what stands on top of every card; what the cards say stays. */
export function withCardHeader(cards: Cards, kind: CardHeaderKind): TemplateCard[] {
  return cards.map((card) => {
    if (card.header.kind === kind) return card;
    const fresh = emptyCard(kind);
    if (kind === 'product') return fresh;
    const buttons = card.buttons.filter((button) => button.kind !== 'product');
    return { header: fresh.header, body: card.body ?? '', buttons: buttons.length > 0 ? buttons : fresh.buttons };
  });
}

/** Lets every card have a text, or none. */
export function withCardText(cards: Cards, has: boolean): TemplateCard[] {
  return cards.map((card) => ({ ...card, body: has ? (card.body ?? '') : null }));
}

/** Adds a button of a kind to every card. */
export function withCardButton(cards: Cards, kind: TemplateButton['kind']): TemplateCard[] {
  return cards.map((card) => ({ ...card, buttons: [...addedButton(card.buttons, kind, cardLimits.buttons)] }));
}

/** Takes the button at a place from every card. */
export function withoutCardButton(cards: Cards, at: number): TemplateCard[] {
  return cards.map((card) => ({ ...card, buttons: card.buttons.toSpliced(at, 1) }));
}
