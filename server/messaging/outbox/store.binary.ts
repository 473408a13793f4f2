/**
 * PostgreSQL arrays in its binary form: neither side prints or reads numbers as text, which at thousands of rows a second is a good part of the cost. The
 * driver sends a Buffer as it is; the place in the statement says what it is an array of.
 */

/** The types by their number in `pg_type`, which are the same everywhere. */
const [int4, float8, text] = [23, 701, 25];

const headBytes = 20;

/** Starts an array: one dimension of so many, counted from one. */
function begin(type: number, length: number, bytesMost: number): Buffer {
  const array = Buffer.allocUnsafe(headBytes + bytesMost);
  array.writeInt32BE(length === 0 ? 0 : 1, 0);
  array.writeInt32BE(1, 4);
  array.writeInt32BE(type, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return array;
}

/** What an empty array has is its first three words. */
const emptyBytes = 12;

/** Whole numbers for `int[]`. */
export function intsOf<Row>(rows: readonly Row[], of: (row: Row) => number): Buffer {
  const array = begin(int4, rows.length, rows.length * 8);
  let at = headBytes;
  for (const row of rows) {
    array.writeInt32BE(4, at);
    array.writeInt32BE(of(row), at + 4);
    at += 8;
  }
  return rows.length === 0 ? array.subarray(0, emptyBytes) : array;
}

/** Numbers for `float8[]`. */
export function floatsOf<Row>(rows: readonly Row[], of: (row: Row) => number | null): Buffer {
  const array = begin(float8, rows.length, rows.length * 12);
  let at = headBytes;
  for (const row of rows) {
    const value = of(row);
    array.writeInt32BE(value === null ? -1 : 8, at);
    at += 4;
    if (value !== null) at = array.writeDoubleBE(value, at);
  }
  return array.subarray(0, rows.length === 0 ? emptyBytes : at);
}

/** No character of UTF-16 takes more bytes in UTF-8. */
const unitBytesMost = 3;

/** Texts for `text[]`. PostgreSQL knows no NUL in text, and no half of a surrogate pair: the one is left out, the other replaced. */
export function textsOf<Row>(rows: readonly Row[], of: (row: Row) => string | null): Buffer {
  const values = rows.map((row) => of(row)?.replaceAll('\0', '') ?? null);
  const units = values.reduce((sum, value) => sum + (value?.length ?? 0), 0);
  const array = begin(text, rows.length, rows.length * 4 + units * unitBytesMost);
  let at = headBytes;
  for (const value of values) {
    const bytes = value === null ? -1 : array.write(value, at + 4);
    array.writeInt32BE(bytes, at);
    at += 4 + Math.max(0, bytes);
  }
  return array.subarray(0, rows.length === 0 ? emptyBytes : at);
}
