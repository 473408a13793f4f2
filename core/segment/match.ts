import { fold } from './fold.ts';
import type { Condition, SegmentDefinition } from './segment.ts';

/** What a segment may ask of a person. Rows of the view contact_reach have this shape. */
export type SegmentPerson = {
  readonly marketing_consent: 'given' | 'withdrawn' | 'none';
  readonly country: string | null;
  readonly language: string | null;
  readonly tags: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
};

/** Text that counts as a number: plain decimals. The SQL in server/audience/segment/store.ts uses the same pattern. */
export const decimalPattern = '^-?[0-9]{1,15}([.][0-9]{1,6})?$';
/** Text that counts as a date: it begins with one, and only the day is compared. */
export const datePattern = '^[0-9]{4}-[0-9]{2}-[0-9]{2}';
const decimal = new RegExp(decimalPattern);
const date = new RegExp(datePattern);

/**
 * Whether one person is in a segment. For a whole set, `segmentPredicate` says the same in SQL; a property test holds the
 * two together.
 *
 * An empty `all` is everybody, an empty `any` nobody. Somebody whose country, language or field is unknown is in
 * `none_of` and `not_equals`.
 */
export function matches(definition: SegmentDefinition, person: SegmentPerson): boolean {
  const holds = (part: Condition | SegmentDefinition): boolean => ('match' in part ? matches(part, person) : holdsFor(part, person));
  return definition.match === 'all' ? definition.of.every(holds) : definition.of.some(holds);
}

function holdsFor(condition: Condition, person: SegmentPerson): boolean {
  switch (condition.about) {
    case 'consent':
      return person.marketing_consent === condition.is;
    case 'country':
      return (person.country !== null && condition.values.includes(person.country)) === (condition.is === 'any_of');
    case 'language':
      return speaksOneOf(person.language, condition.values) === (condition.is === 'any_of');
    case 'tag':
      return tagsHold(condition, person.tags);
    case 'field':
      return fieldHolds(condition, Object.hasOwn(person.fields, condition.key) ? (person.fields[condition.key] ?? null) : null);
  }
}

/** `fr` stands for every French; `fr-CA` for that one. Letter case does not matter. */
function speaksOneOf(language: string | null, values: readonly string[]): boolean {
  if (language === null) return false;
  const spoken = language.toLowerCase();
  return values.some((value) => spoken === value.toLowerCase() || spoken.startsWith(`${value.toLowerCase()}-`));
}

function tagsHold(condition: Extract<Condition, { about: 'tag' }>, tags: readonly string[]): boolean {
  switch (condition.is) {
    case 'any_of':
      return condition.values.some((value) => tags.includes(value));
    case 'all_of':
      return condition.values.every((value) => tags.includes(value));
    case 'none_of':
      return !condition.values.some((value) => tags.includes(value));
  }
}

function fieldHolds(condition: Extract<Condition, { about: 'field' }>, held: unknown): boolean {
  const value = condition.value ?? '';
  switch (condition.is) {
    case 'known':
      return held !== null && held !== '';
    case 'unknown':
      return held === null || held === '';
    case 'equals':
      return isEqual(held, value);
    case 'not_equals':
      return !isEqual(held, value);
    case 'contains':
      return typeof held === 'string' && fold(held).includes(fold(String(value)));
    case 'greater':
      return compare(held, value) === 1;
    case 'less':
      return compare(held, value) === -1;
  }
}

function isEqual(held: unknown, value: string | number | boolean): boolean {
  if (typeof held === 'number' || typeof value === 'number') {
    const wanted = numberOf(value);
    return wanted !== null && numberOf(held) === wanted;
  }
  if (typeof held !== 'string' && typeof held !== 'boolean') return false;
  return fold(String(held)) === fold(String(value));
}

/** 1 when held is more, -1 when less, 0 when equal or not to be compared. Dates are compared with dates, else numbers. */
function compare(held: unknown, value: string | number | boolean): -1 | 0 | 1 {
  if (typeof value === 'string' && date.test(value)) {
    if (typeof held !== 'string' || !date.test(held)) return 0;
    return order(held.slice(0, 10), value.slice(0, 10));
  }
  const [left, right] = [numberOf(held), numberOf(value)];
  return left === null || right === null ? 0 : order(left, right);
}

function order<Value extends string | number>(left: Value, right: Value): -1 | 0 | 1 {
  if (left === right) return 0;
  return left > right ? 1 : -1;
}

/** The number a value stands for, or null. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && decimal.test(value) ? Number(value) : null;
}
