import type { Condition, SegmentDefinition } from './segment.ts';

/** The languages a segment can be explained in. */
export type ExplainLocale = 'en' | 'fr';

type Words = {
  readonly everybody: string;
  readonly nobody: string;
  readonly opening: string;
  readonly and: string;
  readonly or: string;
  readonly consent: Record<'given' | 'withdrawn' | 'none', string>;
  readonly country: Record<'any_of' | 'none_of', (list: string) => string>;
  readonly language: Record<'any_of' | 'none_of', (list: string) => string>;
  readonly tag: Record<'any_of' | 'all_of' | 'none_of', (any: string, all: string) => string>;
  readonly field: Record<Extract<Condition, { about: 'field' }>['is'], (label: string, value: string) => string>;
  readonly truth: readonly [yes: string, no: string];
  readonly quote: (text: string) => string;
};

const words: Record<ExplainLocale, Words> = {
  en: {
    everybody: 'Everybody',
    nobody: 'Nobody',
    opening: 'People who',
    and: 'and',
    or: 'or',
    consent: { given: 'agreed to offers', withdrawn: 'opted out of offers', none: 'were never asked about offers' },
    country: { any_of: (list) => `are in ${list}`, none_of: (list) => `are not in ${list}` },
    language: { any_of: (list) => `speak ${list}`, none_of: (list) => `do not speak ${list}` },
    tag: { any_of: (any) => `are tagged ${any}`, all_of: (_, all) => `are tagged ${all}`, none_of: (any) => `are not tagged ${any}` },
    field: {
      equals: (label, value) => `have ${label} equal to ${value}`,
      not_equals: (label, value) => `do not have ${label} equal to ${value}`,
      contains: (label, value) => `have ${value} in ${label}`,
      greater: (label, value) => `have ${label} above ${value}`,
      less: (label, value) => `have ${label} below ${value}`,
      known: (label) => `have a known ${label}`,
      unknown: (label) => `have no known ${label}`,
    },
    truth: ['yes', 'no'],
    quote: (text) => `“${text}”`,
  },
  fr: {
    everybody: 'Tout le monde',
    nobody: 'Personne',
    opening: 'Les personnes qui',
    and: 'et',
    or: 'ou',
    consent: { given: 'ont accepté les offres', withdrawn: 'ont refusé les offres', none: 'n’ont jamais donné leur avis sur les offres' },
    country: { any_of: (list) => `sont dans ce pays : ${list}`, none_of: (list) => `ne sont pas dans ce pays : ${list}` },
    language: { any_of: (list) => `parlent ${list}`, none_of: (list) => `ne parlent pas ${list}` },
    tag: {
      any_of: (any) => `portent l’étiquette ${any}`,
      all_of: (_, all) => `portent l’étiquette ${all}`,
      none_of: (any) => `ne portent pas l’étiquette ${any}`,
    },
    field: {
      equals: (label, value) => `ont ${label} égal à ${value}`,
      not_equals: (label, value) => `n’ont pas ${label} égal à ${value}`,
      contains: (label, value) => `ont ${value} dans ${label}`,
      greater: (label, value) => `ont ${label} au-dessus de ${value}`,
      less: (label, value) => `ont ${label} au-dessous de ${value}`,
      known: (label) => `ont ${label} renseigné`,
      unknown: (label) => `n’ont pas ${label} renseigné`,
    },
    truth: ['oui', 'non'],
    quote: (text) => `« ${text} »`,
  },
};

/**
 * Says a segment in one sentence, for the screen and the plan. `labelOf` gives the person's word for a field.
 *
 * @example explainSegment(definition, 'en') // 'People who agreed to offers and are in France or Belgium.'
 */
export function explainSegment(definition: SegmentDefinition, locale: ExplainLocale, labelOf: (key: string) => string = (key) => key): string {
  const say = words[locale];
  if (definition.of.length === 0) return `${definition.match === 'all' ? say.everybody : say.nobody}.`;
  return `${say.opening} ${explainGroup(definition, locale, labelOf, false)}.`;
}

function explainGroup(group: SegmentDefinition, locale: ExplainLocale, labelOf: (key: string) => string, isInside: boolean): string {
  const say = words[locale];
  if (group.of.length === 0) return (group.match === 'all' ? say.everybody : say.nobody).toLowerCase();
  const parts = group.of.map((part) => ('match' in part ? explainGroup(part, locale, labelOf, true) : explainCondition(part, locale, labelOf)));
  const joined = parts.join(` ${group.match === 'all' ? say.and : say.or} `);
  return isInside && parts.length > 1 ? `(${joined})` : joined;
}

function explainCondition(condition: Condition, locale: ExplainLocale, labelOf: (key: string) => string): string {
  const say = words[locale];
  switch (condition.about) {
    case 'consent':
      return say.consent[condition.is];
    case 'country':
      return say.country[condition.is](
        list(
          condition.values.map((code) => nameOf(code, 'region', locale)),
          say.or,
        ),
      );
    case 'language':
      return say.language[condition.is](
        list(
          condition.values.map((code) => nameOf(code, 'language', locale)),
          say.or,
        ),
      );
    case 'tag': {
      const quoted = condition.values.map(say.quote);
      return say.tag[condition.is](list(quoted, say.or), list(quoted, say.and));
    }
    case 'field':
      return say.field[condition.is](labelOf(condition.key), valueOf(condition.value, say));
  }
}

function valueOf(value: string | number | boolean | undefined, say: Words): string {
  if (typeof value === 'boolean') return value ? say.truth[0] : say.truth[1];
  return typeof value === 'number' ? String(value) : say.quote(value ?? '');
}

function list(items: readonly string[], last: string): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

const names = new Map<string, Intl.DisplayNames>();

function nameOf(code: string, type: 'region' | 'language', locale: ExplainLocale): string {
  const key = `${type} ${locale}`;
  const known = names.get(key) ?? new Intl.DisplayNames([locale], { type });
  names.set(key, known);
  try {
    return known.of(code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) return code; // Not a code of that kind: shown as it stands.
    throw error;
  }
}
