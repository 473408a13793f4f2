import { fill, variablesIn } from '#core/whatsapp/variables.ts';
import { shortenedLinks } from './links.ts';
import { lawFault, type LawFault, textLength } from './words.ts';

/*
 * The texts of a template that may hold variables: the body of a message and of a card. Source: the project's facts (cloud-api
 * §2.1, §2.2) after Meta's "Template components" page, read 2026-11-22.
 */

/**
 * Own words that must stand for each variable. Meta refuses "too many variables for its length" (2388293) and publishes
 * no ratio; twice as many words as variables and one more is what people found to pass.
 */
const wordsPerVariable = 2;

const anyVariable = /\{\{[^{}]*\}\}/g;

/** A text, where it stands, and how many characters it may have. */
type Text = { readonly at: string; readonly text: string; readonly most: number; readonly samples: Readonly<Record<string, string>> };

/** Looks at the body of a message or of a card that is not empty. */
export function lintText({ at, text, most, samples }: Text): LawFault[] {
  const faults: LawFault[] = [];
  const filled = textLength(fill(text, samples));
  if (textLength(text) > most) faults.push(lawFault(at, 'body_long', { length: textLength(text), most }));
  else if (filled > most) faults.push(lawFault(at, 'body_long_filled', { length: filled, most }, 'warning'));
  if (/\n[^\S\n]*\n[^\S\n]*\n/.test(text.replaceAll('\r\n', '\n'))) faults.push(lawFault(at, 'body_blank_lines'));
  if (/^\s*\{\{[^{}]*\}\}/.test(text)) faults.push(lawFault(at, 'variable_first'));
  if (/\{\{[^{}]*\}\}[\s\p{P}]*$/u.test(text)) faults.push(lawFault(at, 'variable_last'));
  if (/\}\}\s*\{\{/.test(text)) faults.push(lawFault(at, 'variables_adjacent'));
  for (const host of shortenedLinks(text)) faults.push(lawFault(at, 'url_shortened', { host }, 'warning'));
  return [...faults, ...lintRatio(at, text), ...lintBraces(at, text)];
}

function lintRatio(at: string, text: string): LawFault[] {
  const variables = variablesIn(text).length;
  const words = wordsOf(text.replaceAll(anyVariable, ' '));
  const needed = wordsPerVariable * variables + 1;
  return variables > 0 && words < needed ? [lawFault(at, 'variables_many', { variables, words, needed })] : [];
}

/** Words between blanks; scripts that do not part words count two letters as one. */
function wordsOf(text: string): number {
  const unparted = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  const parted = text.replaceAll(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return parted + Math.floor(unparted / 2);
}

/** What is left of curly brackets when the well-formed variables are gone. */
export function lintBraces(at: string, text: string): LawFault[] {
  return /\{\{|\}\}/.test(text.replaceAll(anyVariable, '')) ? [lawFault(at, 'braces')] : [];
}

/** The text with nothing in the place of its variables. */
export function withoutVariables(text: string): string {
  return text.replaceAll(anyVariable, '');
}

/** Is the text one variable and nothing else? */
export function isOneVariable(text: string): boolean {
  return /^\s*\{\{[^{}]+\}\}\s*$/.test(text);
}
