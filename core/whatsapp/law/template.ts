import { parsePublicId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import type { TemplateCategory, TemplateContent } from '#core/whatsapp/template.ts';
import { fill, variablesIn } from '#core/whatsapp/variables.ts';
import { lintButtons, shortenedLinks } from './buttons.ts';
import { templateLanguages } from './languages.ts';
import { lawFault, type LawFault, textLength } from './words.ts';

/** Characters, by Meta's "Template components" page, read 2026-11-22. */
export const templateLengths = { name: 512, header: 60, body: 1024, footer: 60 } as const;
/** "More than ten emoji" is what reviewers of marketing refuse, as people report; Meta publishes no number. */
const emojiMost = 10;
/**
 * Own words that must stand for each variable. Meta refuses "too many variables for its length" (2388293) and publishes
 * no ratio; twice as many words as variables and one more is what people found to pass.
 */
const wordsPerVariable = 2;

const emoji = /\p{Extended_Pictographic}/gu;
const anyVariable = /\{\{[^{}]*\}\}/g;
const namedVariable = /^[a-z][a-z0-9_]*$/;
const numberedVariable = /^[1-9]\d*$/;

/** What is looked at: a template in one language, as a person writes it. */
export type TemplateDraft = { readonly name: string; readonly category: TemplateCategory; readonly language: string; readonly content: TemplateContent };

/**
 * What Meta would refuse when a template is created, and what its reviewers often refuse (warnings), in the order of the
 * screen: name, language, header, body, footer, buttons, samples. Empty for a good one. Pure.
 *
 * Source: the laws of creation in the project's facts (cloud-api §2.1, §2.2), read 2026-11-22.
 */
export function lintTemplate(draft: TemplateDraft): LawFault[] {
  const { content } = draft;
  return [
    ...lintName(draft.name),
    ...(templateLanguages.has(draft.language) ? [] : [lawFault('/language', 'language_unknown', { language: draft.language })]),
    ...(draft.category === 'authentication' ? [lawFault('/category', 'category_authentication')] : []),
    ...lintHeader(content.header),
    ...lintBody(content, draft.category),
    ...lintFooter(content.footer),
    ...lintButtons(content.buttons),
    ...lintVariables(content),
    ...lintSamples(content),
  ];
}

/** The faults for which Meta would say no; warnings do not keep anybody from submitting. */
export function hardFaults(faults: readonly LawFault[]): LawFault[] {
  return faults.filter((fault) => fault.severity === 'error');
}

function lintName(name: string): LawFault[] {
  if (name === '') return [lawFault('/name', 'name_empty')];
  const faults: LawFault[] = [];
  if (!/^[a-z0-9_]+$/.test(name)) faults.push(lawFault('/name', 'name_form', { name: name.slice(0, 60) }));
  if (name.length > templateLengths.name) faults.push(lawFault('/name', 'name_long', { length: name.length, most: templateLengths.name }));
  return faults;
}

function lintHeader(header: TemplateContent['header']): LawFault[] {
  if (header === null) return [];
  if (header.kind === 'image') return isRefused(parsePublicId('media', header.media)) ? [lawFault('/header/media', 'header_image')] : [];
  const at = '/header/text';
  const { text } = header;
  if (text.trim() === '') return [lawFault(at, 'header_empty')];
  const faults: LawFault[] = [];
  const own = text.replaceAll(anyVariable, '');
  const names = variablesIn(text);
  if (textLength(text) > templateLengths.header) faults.push(lawFault(at, 'header_long', { length: textLength(text), most: templateLengths.header }));
  if (/[\n\r]/.test(text)) faults.push(lawFault(at, 'header_line'));
  if (own.match(emoji) !== null) faults.push(lawFault(at, 'header_emoji'));
  if (/[*_~`]/.test(own)) faults.push(lawFault(at, 'header_formatting'));
  if (names.length > 1) faults.push(lawFault(at, 'header_variables', { count: names.length }));
  return [...faults, ...lintBraces(at, text)];
}

function lintBody(content: TemplateContent, category: TemplateCategory): LawFault[] {
  const at = '/body';
  const text = content.body;
  if (text.trim() === '') return [lawFault(at, 'body_empty')];
  const faults: LawFault[] = [];
  const filled = fill(text, content.samples);
  const emojiCount = text.match(emoji)?.length ?? 0;
  if (textLength(text) > templateLengths.body) faults.push(lawFault(at, 'body_long', { length: textLength(text), most: templateLengths.body }));
  else if (textLength(filled) > templateLengths.body)
    faults.push(lawFault(at, 'body_long_filled', { length: textLength(filled), most: templateLengths.body }, 'warning'));
  if (/\n[^\S\n]*\n[^\S\n]*\n/.test(text.replaceAll('\r\n', '\n'))) faults.push(lawFault(at, 'body_blank_lines'));
  if (/^\s*\{\{[^{}]*\}\}/.test(text)) faults.push(lawFault(at, 'variable_first'));
  if (/\{\{[^{}]*\}\}[\s\p{P}]*$/u.test(text)) faults.push(lawFault(at, 'variable_last'));
  if (/\}\}\s*\{\{/.test(text)) faults.push(lawFault(at, 'variables_adjacent'));
  faults.push(...lintRatio(text));
  if (category === 'marketing' && emojiCount > emojiMost) faults.push(lawFault(at, 'body_emoji', { count: emojiCount, most: emojiMost }, 'warning'));
  for (const host of shortenedLinks(text)) faults.push(lawFault(at, 'url_shortened', { host }, 'warning'));
  return [...faults, ...lintBraces(at, text)];
}

function lintRatio(text: string): LawFault[] {
  const variables = variablesIn(text).length;
  const words = wordsOf(text.replaceAll(anyVariable, ' '));
  const needed = wordsPerVariable * variables + 1;
  return variables > 0 && words < needed ? [lawFault('/body', 'variables_many', { variables, words, needed })] : [];
}

/** Words between blanks; scripts that do not part words count two letters as one. */
function wordsOf(text: string): number {
  const unparted = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  const parted = text.replaceAll(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return parted + Math.floor(unparted / 2);
}

function lintFooter(footer: string | null): LawFault[] {
  const at = '/footer';
  if (footer === null) return [];
  if (footer.trim() === '') return [lawFault(at, 'footer_empty')];
  const faults: LawFault[] = [];
  if (textLength(footer) > templateLengths.footer) faults.push(lawFault(at, 'footer_long', { length: textLength(footer), most: templateLengths.footer }));
  if (/[\n\r]/.test(footer)) faults.push(lawFault(at, 'footer_line'));
  if (variablesIn(footer).length > 0) faults.push(lawFault(at, 'footer_variables'));
  return faults;
}

/** What is left of curly brackets when the well-formed variables are gone. */
function lintBraces(at: string, text: string): LawFault[] {
  return /\{\{|\}\}/.test(text.replaceAll(anyVariable, '')) ? [lawFault(at, 'braces')] : [];
}

function lintVariables(content: TemplateContent): LawFault[] {
  const places = [
    { at: '/header/text', names: content.header?.kind === 'text' ? variablesIn(content.header.text) : [] },
    { at: '/body', names: variablesIn(content.body) },
    ...content.buttons.map((button, index) => ({ at: `/buttons/${index}/url`, names: button.kind === 'url' ? variablesIn(button.url) : [] })),
  ];
  const faults = places.flatMap(({ at, names }) =>
    [...new Set(names)].filter((name) => !namedVariable.test(name) && !numberedVariable.test(name)).map((name) => lawFault(at, 'variable_name', { name })),
  );
  // The variable of an address has no name at Meta, so it may be called as one likes.
  const inText = [...new Set(places.slice(0, 2).flatMap(({ names }) => names))];
  const numbers = inText.filter((name) => numberedVariable.test(name)).map(Number);
  if (numbers.length === 0) return faults;
  if (numbers.length < inText.length) return [...faults, lawFault('/body', 'variable_mixed')];
  return [
    ...faults,
    ...places
      .slice(0, 2)
      .filter(({ names }) => !isCounted(names))
      .map(({ at }) => lawFault(at, 'variable_numbers')),
  ];
}

/** Are these 1, 2, 3… without a gap, in any order? */
function isCounted(names: readonly string[]): boolean {
  return [...new Set(names)]
    .map(Number)
    .toSorted((a, b) => a - b)
    .every((number, index) => number === index + 1);
}

function lintSamples(content: TemplateContent): LawFault[] {
  const names = [
    ...(content.header?.kind === 'text' ? variablesIn(content.header.text) : []),
    ...variablesIn(content.body),
    ...content.buttons.flatMap((button) => (button.kind === 'url' ? variablesIn(button.url) : [])),
  ];
  return [...new Set(names)].flatMap((name) => {
    const at = `/samples/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const sample = content.samples[name] ?? '';
    if (sample.trim() === '') return [lawFault(at, 'sample_missing', { name })];
    return /[\n\r\t]/.test(sample) ? [lawFault(at, 'sample_line', { name })] : [];
  });
}
