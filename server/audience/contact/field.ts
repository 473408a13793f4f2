import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Told } from '#core/value/say.ts';

/** The types of attributes. Dates are held as text such as 2026-11-22. */
export type FieldType = 'text' | 'number' | 'date' | 'boolean';

type FieldValue = string | number | boolean | null;

const keyPattern = /^[a-z][a-z0-9_]*$/;

/**
 * Checks given attributes against the registry. A new key is registered with the type of its value; a value of another
 * type than the registered one is refused. Null takes the attribute away.
 */
export function readFields(
  given: Readonly<Record<string, FieldValue>>,
  known: ReadonlyMap<string, FieldType>,
): { values: Record<string, FieldValue>; unknown: { key: string; label: string; type: FieldType }[] } {
  const unknown: { key: string; label: string; type: FieldType }[] = [];
  for (const [key, value] of Object.entries(given)) {
    if (!keyPattern.test(key)) refuse(key, say('field_name', { key }));
    if (value === null) continue;
    const type = known.get(key);
    if (type === undefined) unknown.push({ key, label: labelOf(key), type: typeOf(value) });
    else if (!fits(type, value)) refuse(key, say('field_type', { key, kind: say(`field_kind_${type}`), value: JSON.stringify(value) }));
  }
  return { values: { ...given }, unknown };
}

function refuse(key: string, message: Told): never {
  throw refusal('invalid', message, [{ at: `/body/fields/${key}`, message }]);
}

function typeOf(value: string | number | boolean): FieldType {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return isDay(value) ? 'date' : 'text';
}

function fits(type: FieldType, value: string | number | boolean): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && isDay(value);
  }
}

/** Whether a text is a day of the calendar, with or without a time behind it. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}([T ].*)?$/.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10)));
}

function labelOf(key: string): string {
  const words = key.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
