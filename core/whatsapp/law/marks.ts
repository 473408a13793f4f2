import type { TemplateCategory, TemplateContent } from '#core/whatsapp/template.ts';
import { labelOf } from './buttons.ts';
import { luresIn } from './lures.ts';
import { withoutVariables } from './texts.ts';
import { lawFault, type LawFault } from './words.ts';

/*
 * Marks by which people and reviewers know an advertisement they do not want. All are warnings: Meta publishes no rule but "no
 * spam"; the numbers are ours, set so that a text of a good shop passes (the gallery does).
 */

/** "More than ten emoji" is what reviewers of marketing refuse, as people report; Meta publishes no number. */
const emojiMost = 10;
/** Emoji side by side; three in a row are a row of lights. */
const emojiRowMost = 2;
/** Words in capitals, each of four letters or more, since three are an abbreviation. One is a name or a code. */
const capitalsMost = 1;
const capitalLetters = 4;
/** Exclamation marks in a whole message. */
const exclamationsMost = 3;
/** Prices and percentages in one text: an old price, a new one and a discount are three. */
const pricesMost = 3;

const emoji = /\p{Extended_Pictographic}/gu;
const emojiRow = new RegExp(`(?:\\p{Extended_Pictographic}[\\uFE0F\\u200D\\p{Emoji_Modifier}]*\\s?){${emojiRowMost + 1},}`, 'u');
const price =
  /(?:[$€£¥₹]|R\$|\b(?:USD|EUR|GBP|INR|BRL|MXN|AED|SAR|MAD)\b)\s?\d[\d.,]*|(?<![\d.,])\d[\d.,]*\s?(?:[$€£¥₹%٪]|\b(?:USD|EUR|GBP|INR|BRL|MXN|AED|SAR|MAD)\b)/giu;

type Text = { readonly at: string; readonly text: string };

/** The words of a template that are ours, each with its place. */
export function textsOf(content: TemplateContent): Text[] {
  const buttons = (list: TemplateContent['buttons'], at: string): Text[] =>
    list.map((button, index) => ({ at: `${at}/${index}/text`, text: labelOf(button) ?? '' }));
  return [
    { at: '/header/text', text: content.header?.kind === 'text' ? content.header.text : '' },
    { at: '/body', text: content.body },
    { at: '/footer', text: content.footer ?? '' },
    { at: '/offer/text', text: content.offer?.text ?? '' },
    ...buttons(content.buttons, '/buttons'),
    ...(content.cards ?? []).flatMap((card, index) => [
      { at: `/cards/${index}/body`, text: card.body ?? '' },
      ...buttons(card.buttons, `/cards/${index}/buttons`),
    ]),
  ].filter(({ text }) => text.trim() !== '');
}

/** Looks for the marks of spam. */
export function lintMarks(content: TemplateContent, category: TemplateCategory): LawFault[] {
  const texts = textsOf(content);
  const all = texts.map(({ text }) => text).join('\n');
  const faults = texts.flatMap(({ at, text }) => lintMark(at, withoutVariables(text)));
  const exclamations = all.match(/[!！]/gu)?.length ?? 0;
  if (exclamations > exclamationsMost && !faults.some(({ code }) => code === 'mark_exclamations_row'))
    faults.push(lawFault('/body', 'mark_exclamations', { count: exclamations, most: exclamationsMost }, 'warning'));
  const emojis = content.body.match(emoji)?.length ?? 0;
  if (category === 'marketing' && emojis > emojiMost) faults.push(lawFault('/body', 'body_emoji', { count: emojis, most: emojiMost }, 'warning'));
  return faults;
}

function lintMark(at: string, text: string): LawFault[] {
  const faults: LawFault[] = [];
  const capitals = (text.match(/\p{Lu}[\p{Lu}\p{M}]+/gu) ?? []).filter((word) => word.length >= capitalLetters && !isCode(text, word));
  if (capitals.length > capitalsMost) faults.push(lawFault(at, 'mark_capitals', { words: capitals.slice(0, 3).join(' ') }, 'warning'));
  if (/[!！]\s?[!！]/u.test(text)) faults.push(lawFault(at, 'mark_exclamations_row', {}, 'warning'));
  if (emojiRow.test(text)) faults.push(lawFault(at, 'mark_emoji_row', {}, 'warning'));
  const prices = text.match(price)?.length ?? 0;
  if (prices > pricesMost) faults.push(lawFault(at, 'mark_prices', { count: prices, most: pricesMost }, 'warning'));
  const lured = luresIn(text);
  if (lured.length > 0) faults.push(lawFault(at, 'mark_lure', { words: lured.slice(0, 3).join(', ') }, 'warning'));
  return faults;
}

/** `SAVE20` is a code, not a shout. */
function isCode(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return /[\d_-]/.test(text[at - 1] ?? '') || /[\d_-]/.test(text[at + word.length] ?? '');
}
