import { isPasscode } from '#core/whatsapp/draw.ts';
import type { TemplateCategory, TemplateContent } from '#core/whatsapp/template.ts';
import { textsOf } from './marks.ts';
import { vocabularies, type Vocabulary } from './vocabulary.ts';

/*
 * Which category Meta will likely file a template under, whatever was asked for: since 2025-04-09 a utility template that sells
 * comes back as marketing, and costs so. Source: the project's facts (cloud-api §1.3), read 2026-11-22.
 */

/** Why a text is guessed to be of its category, in words. */
export const categoryReasons = {
  offer: { en: 'It speaks of an offer or a price.', fr: 'Il parle d’une offre ou d’un prix.' },
  invitation: { en: 'It invites to look, to come or to buy.', fr: 'Il invite à regarder, à venir ou à acheter.' },
  news: {
    en: 'It brings news of the shop, or a greeting, that nobody asked for.',
    fr: 'Il apporte des nouvelles de la boutique, ou des vœux, que personne n’a demandés.',
  },
  coupon: { en: 'It carries a coupon.', fr: 'Il porte un code promo.' },
  limited_offer: { en: 'It is a limited-time offer.', fr: 'C’est une offre limitée dans le temps.' },
  shelf: { en: 'It shows products.', fr: 'Il montre des produits.' },
  nothing_asked: {
    en: 'Nothing in it says what the person asked for or bought; Meta files such texts under marketing.',
    fr: 'Rien n’y dit ce que la personne a demandé ou acheté ; Meta classe ces textes en marketing.',
  },
  matter: { en: 'It is about something they asked for or bought.', fr: 'Il concerne ce que la personne a demandé ou acheté.' },
  passcode: { en: 'It hands over a one-time passcode.', fr: 'Il remet un code à usage unique.' },
} as const satisfies Record<string, { en: string; fr: string }>;

export type CategoryReason = keyof typeof categoryReasons;

/** A guess and what says so: where, with which words, and why that counts. */
export type CategoryGuess = {
  readonly guess: TemplateCategory;
  readonly reasons: readonly { readonly at: string; readonly words: string; readonly because: CategoryReason }[];
};

type Reason = CategoryGuess['reasons'][number];

/** So many reasons convince; more would be a list nobody reads. */
const reasonsMost = 6;

/**
 * Guesses the category by what the text says: a passcode is authentication; anything that sells, invites or greets is marketing,
 * however useful the rest; what is about an order, a booking or an account is utility; what is about nothing of theirs is
 * marketing. Pure; words of another language than the five known ones are looked for in all of them.
 */
export function guessCategory(content: TemplateContent, language: string): CategoryGuess {
  if (isPasscode(content)) return { guess: 'authentication', reasons: [{ at: '/buttons', words: '', because: 'passcode' }] };
  const texts = textsOf(content);
  const find = (topic: keyof Vocabulary, because: CategoryReason): Reason[] =>
    texts.flatMap(({ at, text }) => wordsOf(topic, language, text).map((words) => ({ at, words, because })));
  const codes = find('code', 'passcode');
  if (codes.length > 0) return { guess: 'authentication', reasons: codes.slice(0, reasonsMost) };
  const selling = [...sellingParts(content), ...find('offer', 'offer'), ...find('invitation', 'invitation'), ...find('news', 'news')];
  if (selling.length > 0) return { guess: 'marketing', reasons: selling.slice(0, reasonsMost) };
  const matters = find('matter', 'matter');
  if (matters.length > 0) return { guess: 'utility', reasons: matters.slice(0, reasonsMost) };
  return { guess: 'marketing', reasons: [{ at: '/body', words: '', because: 'nothing_asked' }] };
}

function sellingParts(content: TemplateContent): Reason[] {
  const reasons: Reason[] = content.offer === undefined ? [] : [{ at: '/offer', words: content.offer.text, because: 'limited_offer' }];
  const shows = content.header?.kind === 'product' || content.cards?.some((card) => card.header.kind === 'product') === true;
  if (shows) reasons.push({ at: content.cards === undefined ? '/header' : '/cards', words: '', because: 'shelf' });
  content.buttons.forEach((button, index) => {
    if (button.kind === 'copy_code') reasons.push({ at: `/buttons/${index}`, words: button.code, because: 'coupon' });
    if (button.kind === 'catalog' || button.kind === 'products') reasons.push({ at: `/buttons/${index}`, words: button.text, because: 'shelf' });
  });
  return reasons;
}

/** The words of a topic in a text, as they stand there, each once. */
function wordsOf(topic: keyof Vocabulary, language: string, text: string): string[] {
  return [...new Set([...text.matchAll(patternOf(topic, language))].map((match) => match[0].trim()))];
}

const patterns = new Map<string, RegExp>();

/** One pattern for all words of a topic in a language; Arabic words may have a letter or an article before them and an ending. */
function patternOf(topic: keyof Vocabulary, language: string): RegExp {
  const base = language.split(/[-_]/)[0] ?? '';
  const spoken = Object.entries(vocabularies).filter(([name]) => name === base);
  const key = `${topic} ${spoken.length > 0 ? base : 'any'}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const words = (spoken.length > 0 ? spoken : Object.entries(vocabularies)).flatMap(([name, vocabulary]) =>
    vocabulary[topic].map((word) => (name === 'ar' ? `(?<!\\p{L})[وفبلك]?(?:ال|لل)?(?:${word})\\p{L}*` : `(?<![\\p{L}\\p{N}])(?:${word})(?![\\p{L}\\p{N}])`)),
  );
  const pattern = new RegExp(words.join('|'), 'giu');
  patterns.set(key, pattern);
  return pattern;
}

/** A reason in words. */
export function reasonWords(because: CategoryReason, locale: 'en' | 'fr'): string {
  return categoryReasons[because][locale];
}
