import type { FreeCard, FreeMessage } from '#core/whatsapp/free.ts';
import { checkAddress } from './address.ts';
import { checkCatalog, checkProduct } from './free.lists.ts';
import { checkButtonText, checkOptional } from './free.words.ts';
import { lawFault, type LawFault } from './words.ts';

/**
 * Counts and characters of carousels. Source: Meta's message pages (facts §1.1.2, §2.1), read 2026-11-22. That a card has at most two
 * replies is what template carousels are allowed; of free-form ones Meta publishes no number.
 */
const limits = { cardsLeast: 2, cardsMost: 10, text: 160, lineBreaks: 2, replies: 2, buttonText: 20 } as const;

/** Two to ten cards of one build. */
export function checkCards(cards: readonly FreeCard[]): LawFault[] {
  const first = cards[0];
  if (first === undefined || cards.length < limits.cardsLeast || cards.length > limits.cardsMost)
    return [lawFault('/cards', 'cards_count', { count: cards.length, least: limits.cardsLeast, most: limits.cardsMost })];
  return cards.flatMap((card, c) => [...checkCard(card, `/cards/${c}`), ...(buildOf(card) === buildOf(first) ? [] : [lawFault(`/cards/${c}`, 'card_unlike')])]);
}

function buildOf({ header, buttons }: FreeCard): string {
  return [header.kind, ...buttons.map((button) => button.kind)].join(' ');
}

function checkCard({ text, buttons }: FreeCard, at: string): LawFault[] {
  const breaks = (text ?? '').split('\n').length - 1;
  const links = buttons.filter((button) => button.kind === 'url').length;
  const replies = buttons.length - links;
  const fits = links === 0 ? replies >= 1 && replies <= limits.replies : links === 1 && replies === 0;
  return [
    ...checkOptional(`${at}/text`, text, limits.text, 'card_text_long'),
    ...(breaks > limits.lineBreaks ? [lawFault(`${at}/text`, 'card_text_lines', { count: breaks, most: limits.lineBreaks })] : []),
    ...(fits ? [] : [lawFault(`${at}/buttons`, 'card_buttons', { links, replies, most: limits.replies })]),
    ...buttons.flatMap((button, b) => {
      const place = `${at}/buttons/${b}`;
      const isSecond = button.text !== '' && buttons.slice(0, b).some((other) => other.text === button.text);
      return [
        ...(isSecond ? [lawFault(`${place}/text`, 'button_same', { text: button.text })] : checkButtonText(`${place}/text`, button.text, limits.buttonText)),
        ...(button.kind === 'url' ? checkAddress(`${place}/url`, button.url) : []),
      ];
    }),
  ];
}

/** Two to ten products of one catalogue, side by side. */
export function checkProductCards({ catalog, products }: Extract<FreeMessage, { kind: 'product_carousel' }>): LawFault[] {
  const isCount = products.length >= limits.cardsLeast && products.length <= limits.cardsMost;
  return [
    ...checkCatalog(catalog),
    ...(isCount ? [] : [lawFault('/products', 'products_count', { count: products.length, least: limits.cardsLeast, most: limits.cardsMost })]),
    ...products.flatMap((product, p) => checkProduct(`/products/${p}`, product)),
  ];
}
