import { parseMicros } from '#core/value/money.ts';
import { dateStyles, formatDate, formatMoney, formatNumber, formatPattern, isMoney, pluralOf, readMoment } from './format.ts';
import type { Reader } from './locale.ts';

/** Who reads, and when. */
export type Reading = { readonly reader: Reader; readonly now: Date };

/** Decimals beyond this are nobody's price. */
const decimalsMost = 6;

/**
 * `{{ order.total | money }}`: an amount as the reader writes it; `{{ 12.5 | money: "EUR" }}` for a bare number. What is
 * no amount stays as it is, so that `default` can follow.
 */
export function moneyFilter(value: unknown, [currency]: readonly unknown[], { reader }: Reading): unknown {
  if (isMoney(value)) return formatMoney(value, reader);
  const amount = numberOf(value);
  if (amount === undefined || typeof currency !== 'string' || !/^[A-Z]{3}$/u.test(currency)) return value;
  return formatMoney({ currency, micros: parseMicros(amount.toFixed(decimalsMost)) }, reader);
}

/** `{{ contact.fields.points | number }}`: a number as the reader writes it; `number: 2` for so many decimals. */
export function numberFilter(value: unknown, [decimals]: readonly unknown[], { reader }: Reading): unknown {
  const number = numberOf(value);
  if (number === undefined) return value;
  const digits = numberOf(decimals);
  return formatNumber(number, reader, digits === undefined ? undefined : Math.min(Math.max(Math.trunc(digits), 0), decimalsMost));
}

/**
 * `{{ order.items.size | plural: "one item", "# items" }}`: the form that the reader's language takes for that number,
 * `#` being the number. Two forms are one and other; as many forms as the language has are those, in the order zero,
 * one, two, few, many, other; forms may be named: `plural: one: "# товар", few: "# товара", other: "# товаров"`.
 */
export function pluralFilter(value: unknown, given: readonly unknown[], { reader }: Reading): unknown {
  const number = numberOf(value);
  if (number === undefined) return value;
  const { category, of } = pluralOf(number, reader);
  const named = new Map(given.flatMap((one): [string, string][] => (Array.isArray(one) && one.length === 2 ? [[String(one[0]), String(one[1])]] : [])));
  const forms = given.flatMap((one) => (Array.isArray(one) || one === null || one === undefined ? [] : [String(one)]));
  const last = named.get('other') ?? forms.at(-1);
  if (last === undefined) return formatNumber(number, reader);
  const inOrder = forms.length === of.length && forms.length !== 2 ? forms[pluralOrder.filter((name) => of.includes(name)).indexOf(category)] : undefined;
  const form = named.get(category) ?? inOrder ?? (category === 'one' ? forms[0] : undefined) ?? last;
  return form.replaceAll('#', formatNumber(number, reader));
}

const pluralOrder = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

/**
 * `{{ order.at | date }}`, `date: "long"`, `date: "%d/%m"`: a moment in the reader's language and zone. A date without a
 * time, or a time without a zone, is the same clock everywhere. What is no date stays as it is.
 */
export function dateFilter(value: unknown, [how]: readonly unknown[], { reader, now }: Reading): unknown {
  const moment = readMoment(value, now);
  if (moment === undefined) return value;
  const zone = moment.isCivil ? 'UTC' : reader.timezone;
  const pattern = typeof how === 'string' && how !== '' ? how : 'medium';
  const style = dateStyles.find((known) => known === pattern);
  return style === undefined ? formatPattern(moment.at, pattern, reader.locale, zone) : formatDate(moment.at, style, reader.locale, zone);
}

/** What `{{ … }}` prints: money as people write it, things by their names, nothing for what is neither text nor number. */
export function printed(value: unknown, { reader }: Reading): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isMoney(value)) return formatMoney(value, reader);
  if (Array.isArray(value))
    return value
      .map((one: unknown) => nameOf(one))
      .filter((name) => name !== '')
      .join(', ');
  return nameOf(value);
}

function nameOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'object':
      return value !== null && 'name' in value && typeof value.name === 'string' ? value.name : '';
    case 'symbol':
    case 'function':
    case 'undefined':
      return '';
  }
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
