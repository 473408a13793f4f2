/**
 * PostgreSQL array literals, written by hand: the driver would quote and escape every element of every column, which at
 * thousands of rows a second is a good part of the whole cost.
 */

const int4Most = 2_147_483_647;

/** UUIDs; nothing in them needs quoting. */
export function idArray(values: readonly string[]): string {
  return `{${values.join()}}`;
}

/** Integers for `int[]`; what does not fit (a code Meta may invent) becomes the largest that does. */
export function intArray(values: readonly (number | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : Math.max(-int4Most, Math.min(int4Most, Math.trunc(value))))).join()}}`;
}

/** Whole numbers for `bigint[]`. */
export function bigintArray(values: readonly number[]): string {
  return `{${values.join()}}`;
}

/** Numbers for `float8[]`. */
export function floatArray(values: readonly (number | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join()}}`;
}

const needsEscape = /["\\\0\ud800-\udfff]/;

/** Text for `text[]`. PostgreSQL knows no NUL in text, and no half of a surrogate pair: they are left out or replaced. */
export function textArray(values: readonly (string | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : needsEscape.test(value) ? `"${value.toWellFormed().replaceAll('\0', '').replace(/["\\]/g, '\\$&')}"` : `"${value}"`)).join()}}`;
}
