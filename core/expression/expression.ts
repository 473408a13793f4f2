import { type Refused, refused } from '#core/value/result.ts';
import { liquidCharactersMost, type LiquidTemplate, parseLiquid } from './liquid.ts';
import { sayExpression } from './says.ts';

/** What fills a variable of a template. The contract's `VariableSource` has this shape. */
export type VariableSource =
  | { readonly from: 'contact'; readonly attribute: string; readonly fallback: string }
  | { readonly from: 'text'; readonly text: string }
  | { readonly from: 'liquid'; readonly template: string; readonly fallback: string };

/** What a source may know about a person. `phone` is E.164, `fields` are the typed attributes of the workspace. */
export type Person = {
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly name: string;
  readonly country: string | null;
  readonly language: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly timezone: string | null;
  readonly tags: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
};

/** Attributes a source of kind `contact` may name, beside `fields.<key>`. */
export const contactAttributes = ['first_name', 'last_name', 'name', 'country', 'language', 'email', 'phone'] as const;
export type ContactAttribute = (typeof contactAttributes)[number];

/** Where an attribute is read: a column of the person, or one of the workspace's own fields. */
export type AttributePlace = { readonly column: ContactAttribute } | { readonly field: string };

/** What a source gave: `value` null when there was neither a value nor a fallback. */
export type Filled = { readonly value: string | null; readonly usedFallback: boolean };

/**
 * One value in characters (code points). A body with all its values may have 1,024 (Meta, template limits, read
 * 2026-11-22); what is longer is cut here and not refused for one person in the middle of a sending.
 */
export const valueCharactersMost = 1000;

/** Roots a Liquid template may read of `contact`. */
const liquidRoots: ReadonlySet<string> = new Set([...contactAttributes, 'timezone', 'tags', 'fields']);

/**
 * Makes a value fit to stand in a template: Meta refuses new lines, tabs and more than four spaces in a row
 * (error 132018, 132012). Line ends and tabs become one space, long runs four, the ends are trimmed, the rest is cut
 * at `valueCharactersMost`. The SQL of engagement/campaign does the same; a test holds them together.
 */
export function cleanValue(text: string): string {
  const oneLine = text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, ' ').replace(/ {5,}/gu, '    ');
  return [...trimSpaces(oneLine)].slice(0, valueCharactersMost).join('');
}

function trimSpaces(text: string): string {
  return text.replace(/^ +| +$/gu, '');
}

/** Reads `first_name` or `fields.vip`; undefined when it is neither a known attribute nor a field's name. */
export function parseAttribute(attribute: string): AttributePlace | undefined {
  const column = contactAttributes.find((known) => known === attribute);
  if (column !== undefined) return { column };
  const field = /^fields\.(.{1,60})$/u.exec(attribute)?.[1];
  return field === undefined ? undefined : { field };
}

/** Prepares a source once for many people. A source that `checkSource` refuses gives its fallback to everybody. */
export function compileSource(source: VariableSource): (person: Person) => Filled {
  switch (source.from) {
    case 'text': {
      const text = cleanValue(source.text);
      const filled: Filled = { value: text === '' ? null : text, usedFallback: false };
      return () => filled;
    }
    case 'contact': {
      const place = parseAttribute(source.attribute);
      return (person) => withFallback(place === undefined ? '' : readAttribute(place, person), source.fallback);
    }
    case 'liquid': {
      const template = readTemplate(source.template);
      return (person) => withFallback(template === undefined ? '' : render(template, person), source.fallback);
    }
  }
}

/**
 * The value of a source for one person, cleaned for WhatsApp; null when there is neither a value nor a fallback.
 *
 * @example evaluate({ from: 'contact', attribute: 'first_name', fallback: 'there' }, ana) // "Ana"
 */
export function evaluate(source: VariableSource, person: Person): string | null {
  return compileSource(source)(person).value;
}

/** The fallback of a source as it would be sent; empty when there is none. */
export function fallbackOf(source: VariableSource): string {
  return source.from === 'text' ? '' : cleanValue(source.fallback);
}

/** What is wrong with a source, as sentences for its author; empty when nothing is. `at` points to the source. */
export function checkSource(source: VariableSource, at: string): Refused[] {
  switch (source.from) {
    case 'text':
      return [];
    case 'contact':
      if (parseAttribute(source.attribute) !== undefined) return [];
      return [refused('invalid', sayExpression('source_attribute', { attribute: source.attribute, known: contactAttributes.join(', ') }), `${at}/attribute`)];
    case 'liquid':
      return checkLiquid(source.template, `${at}/template`);
  }
}

function checkLiquid(source: string, at: string): Refused[] {
  if (source.length > liquidCharactersMost)
    return [refused('invalid', sayExpression('liquid_long', { most: liquidCharactersMost, length: source.length }), at)];
  let template: LiquidTemplate;
  try {
    template = parseLiquid(source);
  } catch (error) {
    return [refused('invalid', sayExpression('liquid_unreadable', { why: error instanceof Error ? error.message : String(error) }), at)];
  }
  return template.paths.flatMap(([root, attribute]) => {
    if (root !== 'contact') return [refused('invalid', sayExpression('liquid_root', { root: root ?? '' }), at)];
    if (attribute !== undefined && !liquidRoots.has(attribute)) {
      return [refused('invalid', sayExpression('liquid_attribute', { attribute, known: [...liquidRoots].join(', ') }), at)];
    }
    return [];
  });
}

function readTemplate(source: string): LiquidTemplate | undefined {
  try {
    return parseLiquid(source);
  } catch {
    return undefined; // Refused when it was saved; here it means "no value", which the plan counts.
  }
}

function render(template: LiquidTemplate, person: Person): string {
  try {
    return template.render(person);
  } catch {
    return ''; // Too long or a wrong kind of value for a filter: no value for this person, which the plan counts.
  }
}

function withFallback(raw: string, fallback: string): Filled {
  const value = cleanValue(raw);
  if (value !== '') return { value, usedFallback: false };
  const instead = cleanValue(fallback);
  return instead === '' ? { value: null, usedFallback: false } : { value: instead, usedFallback: true };
}

function readAttribute(place: AttributePlace, person: Person): string {
  const value = 'column' in place ? person[place.column] : Object.hasOwn(person.fields, place.field) ? person.fields[place.field] : null;
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    case 'bigint':
    case 'symbol':
    case 'function':
    case 'object':
    case 'undefined':
      return '';
  }
}
