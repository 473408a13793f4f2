import type { TemplateButton, TemplateContent, TemplateHeader } from '#core/whatsapp/template.ts';
import { variablesIn } from '#core/whatsapp/variables.ts';
import { lawFault, type LawFault } from './words.ts';

/*
 * Variables against words: what they may be called, how they are counted, and the sample each needs. Source: the project's facts
 * (cloud-api §2.2), read 2026-11-22.
 */

const namedVariable = /^[a-z][a-z0-9_]*$/;
const numberedVariable = /^[1-9]\d*$/;

type Place = { readonly at: string; readonly names: readonly string[]; readonly isText: boolean };

/** Every place of a template that may hold variables. `isText`: Meta knows their names there. */
function placesOf(content: TemplateContent): Place[] {
  const cards = (content.cards ?? []).flatMap((card, index) => [
    ...headerPlaces(card.header, `/cards/${index}/header`),
    text(`/cards/${index}/body`, card.body ?? ''),
    ...card.buttons.flatMap((button, at) => buttonPlaces(button, `/cards/${index}/buttons/${at}`)),
  ]);
  return [
    ...(content.header === null ? [] : headerPlaces(content.header, '/header')),
    text('/body', content.body),
    other('/offer/expires', content.offer?.expires ?? ''),
    ...content.buttons.flatMap((button, index) => buttonPlaces(button, `/buttons/${index}`)),
    ...cards,
  ];
}

const text = (at: string, words: string): Place => ({ at, names: variablesIn(words), isText: true });
const other = (at: string, words: string): Place => ({ at, names: variablesIn(words), isText: false });

function headerPlaces(header: TemplateHeader, at: string): Place[] {
  switch (header.kind) {
    case 'text':
      return [text(`${at}/text`, header.text)];
    case 'image':
    case 'video':
    case 'document':
      return header.from === undefined ? [] : [{ at: `${at}/from`, names: [header.from], isText: false }];
    case 'location':
      return (['latitude', 'longitude', 'name', 'address'] as const).map((part) => other(`${at}/${part}`, header[part]));
    case 'product':
      return [other(`${at}/catalog`, header.catalog), other(`${at}/product`, header.product)];
  }
}

function buttonPlaces(button: TemplateButton, at: string): Place[] {
  switch (button.kind) {
    case 'url':
      return [other(`${at}/url`, button.url)];
    case 'copy_code':
      return [other(`${at}/code`, button.code)];
    case 'catalog':
      return [other(`${at}/thumbnail`, button.thumbnail ?? '')];
    case 'products':
      return [
        other(`${at}/thumbnail`, button.thumbnail),
        ...button.sections.flatMap((section, index) => section.products.map((id, place) => other(`${at}/sections/${index}/products/${place}`, id))),
      ];
    case 'reply':
    case 'phone':
    case 'form':
    case 'product':
    case 'contact_request':
    case 'passcode':
      return [];
  }
}

/** What variables are called, and how numbered ones are counted. */
export function lintVariables(content: TemplateContent): LawFault[] {
  const places = placesOf(content);
  const faults = places.flatMap(({ at, names }) =>
    [...new Set(names)].filter((name) => !namedVariable.test(name) && !numberedVariable.test(name)).map((name) => lawFault(at, 'variable_name', { name })),
  );
  // Elsewhere variables have no name at Meta, so a number and a name may stand beside each other there.
  const texts = places.filter(({ isText, names }) => isText && names.length > 0);
  const inTexts = [...new Set(texts.flatMap(({ names }) => names))];
  if (content.numbered === true) {
    const bad = texts.filter(({ names }) => !isCounted(names.map((name) => /\d+$/.exec(name)?.[0] ?? '')));
    return [...faults, ...bad.map(({ at }) => lawFault(at, 'variable_numbers'))];
  }
  const numbers = inTexts.filter((name) => numberedVariable.test(name));
  if (numbers.length === 0) return faults;
  if (numbers.length < inTexts.length) return [...faults, lawFault('/body', 'variable_mixed')];
  const second = texts[1];
  if (second !== undefined) return [...faults, lawFault(second.at, 'variable_numbers_texts')];
  return [...faults, ...texts.filter(({ names }) => !isCounted(names)).map(({ at }) => lawFault(at, 'variable_numbers'))];
}

/** Are these 1, 2, 3… without a gap, in any order? */
function isCounted(names: readonly string[]): boolean {
  return [...new Set(names)]
    .map(Number)
    .toSorted((a, b) => a - b)
    .every((number, index) => number === index + 1);
}

/** Samples nobody would take for a value: reviewers refuse a template whose meaning they cannot see. */
const unreal =
  /^(?:test\p{L}*|sample|example|exemple|ejemplo|exemplo|lorem.*|string|text|value|valeur|foo|bar|abc|asdf.*|qwert.*|x+|\.+|-+|todo|n\/a|\?+|\{+.*\}*|مثال)$/iu;

/** Every variable that reviewers see needs a sample, on one line, that says what it means. */
export function lintSamples(content: TemplateContent): LawFault[] {
  const seen = placesOf(content).filter(({ at, isText }) => isText || at.endsWith('/url') || at.endsWith('/code'));
  return [...new Set(seen.flatMap(({ names }) => names))].flatMap((name) => {
    const at = `/samples/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const sample = (content.samples[name] ?? '').trim();
    if (sample === '') return [lawFault(at, 'sample_missing', { name })];
    if (/[\n\r\t]/.test(sample)) return [lawFault(at, 'sample_line', { name })];
    return unreal.test(sample) || sample.toLowerCase() === name ? [lawFault(at, 'sample_unreal', { name, sample }, 'warning')] : [];
  });
}
