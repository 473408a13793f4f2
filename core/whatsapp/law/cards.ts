import type { TemplateCard, TemplateCategory, TemplateContent } from '#core/whatsapp/template.ts';
import { lintButtons } from './buttons.ts';
import { type FileLook, lintHeader } from './header.ts';
import { lintText } from './texts.ts';
import { lawFault, type LawFault } from './words.ts';

/** Of a carousel: cards, buttons of each, characters and line breaks of a card's text. Source: the project's facts (cloud-api §2.1), read 2026-11-22. */
export const cardLimits = { least: 2, most: 10, buttons: 2, body: 160, lineBreaks: 2 } as const;

/** Looks at the cards of a carousel and at what may not stand beside them. */
export function lintCards(content: TemplateContent, category: TemplateCategory, file?: FileLook): LawFault[] {
  const { cards } = content;
  if (cards === undefined) return [];
  const faults: LawFault[] = [];
  if (content.header !== null) faults.push(lawFault('/header', 'cards_beside'));
  if (content.footer !== null) faults.push(lawFault('/footer', 'cards_beside'));
  if (content.buttons.length > 0) faults.push(lawFault('/buttons', 'cards_beside'));
  if (content.offer !== undefined) faults.push(lawFault('/offer', 'cards_beside'));
  if (cards.length < cardLimits.least || cards.length > cardLimits.most)
    faults.push(lawFault('/cards', 'cards_count', { count: cards.length, least: cardLimits.least, most: cardLimits.most }));
  const build = cards[0] === undefined ? '' : buildOf(cards[0]);
  return [
    ...faults,
    ...cards.flatMap((card, index) => [
      ...(buildOf(card) === build ? [] : [lawFault(`/cards/${index}`, 'cards_build', { card: index + 1 })]),
      ...lintCard(card, { at: `/cards/${index}`, content, category, file }),
    ]),
  ];
}

/** What cards must have in common: the kind of header, whether there is a text, the kinds of buttons. */
export function buildOf(card: TemplateCard): string {
  return [card.header.kind, card.body === null ? '' : 'body', ...card.buttons.map((button) => button.kind)].join(' ');
}

type Spot = { readonly at: string; readonly content: TemplateContent; readonly category: TemplateCategory; readonly file: FileLook | undefined };

function lintCard(card: TemplateCard, { at, content, category, file }: Spot): LawFault[] {
  const { kind } = card.header;
  const isProduct = kind === 'product';
  const faults: LawFault[] = kind === 'image' || kind === 'video' || isProduct ? lintHeader(card.header, `${at}/header`, file) : [];
  if (kind === 'text' || kind === 'document' || kind === 'location') faults.push(lawFault(`${at}/header`, 'card_header'));
  if (isProduct && category !== 'marketing') faults.push(lawFault(`${at}/header`, 'shelf_category'));
  if (isProduct && card.body !== null) faults.push(lawFault(`${at}/body`, 'card_product_body'));
  else if (card.body !== null) faults.push(...lintCardBody(card.body, `${at}/body`, content.samples));
  if (card.buttons.length < 1 || card.buttons.length > cardLimits.buttons)
    faults.push(lawFault(`${at}/buttons`, 'card_buttons', { count: card.buttons.length, most: cardLimits.buttons }));
  const allowed: readonly string[] = isProduct ? ['product', 'url'] : ['reply', 'url', 'phone'];
  card.buttons.forEach((button, index) => {
    if (!allowed.includes(button.kind)) faults.push(lawFault(`${at}/buttons/${index}`, isProduct ? 'card_product_button' : 'card_button'));
  });
  if (card.buttons.filter((button) => button.kind === 'phone').length > 1) faults.push(lawFault(`${at}/buttons`, 'buttons_phone_many', { count: 2, most: 1 }));
  return [...faults, ...lintButtons(card.buttons, { at: `${at}/buttons`, category, samples: content.samples, inCard: true })];
}

function lintCardBody(text: string, at: string, samples: Readonly<Record<string, string>>): LawFault[] {
  if (text.trim() === '') return [lawFault(at, 'body_empty')];
  const breaks = text.match(/\n/g)?.length ?? 0;
  const faults = breaks > cardLimits.lineBreaks ? [lawFault(at, 'card_lines', { count: breaks, most: cardLimits.lineBreaks })] : [];
  return [...faults, ...lintText({ at, text, most: cardLimits.body, samples })];
}
