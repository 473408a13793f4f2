import type { ColumnTarget, ImportReading } from '#core/contract/imports.ts';
import { parsePhone } from '#core/value/phone.ts';
import { isRefused } from '#core/value/result.ts';
import { isDay } from '#server/audience/contact/field.ts';
import { openCsvReader } from './csv.ts';
import { fieldNamed, suggestTargets, targetOfHeading, tellFormat } from './header.ts';

type Delimiter = ImportReading['delimiter'];
export const delimiters = [',', ';', '\t', '|'] as const satisfies readonly Delimiter[];

/** Records at the beginning that are looked at. */
const recordsSeen = 100;
/** Samples of a column, and their length, as the screen shows them. */
const samplesMost = 5;
const sampleCharactersMost = 80;

/** How a file is laid out, from its first records. */
export type Layout = Pick<ImportReading, 'delimiter' | 'has_header' | 'format' | 'columns'>;

/** Tells delimiter, header, format and columns from the beginning of a decoded file. */
export function tellLayout(head: string, defaultCountry: string): Layout {
  const stated = /^sep=(.)[\r\n]/i.exec(head)?.[1];
  const delimiter = delimiters.find((known) => known === stated) ?? tellDelimiter(head);
  const records = recordsOf(head, delimiter).filter((cells, index) => index > 0 || !isSeparatorLine(cells, delimiter));
  const first = records[0] ?? [];
  const hasHeader = tellHeader(first, defaultCountry);
  return { delimiter, has_header: hasHeader, ...describeColumns(first, hasHeader ? records.slice(1) : records, hasHeader, defaultCountry) };
}

/** Excel's own first line, `sep=;`, which is no record. */
export function isSeparatorLine(cells: readonly string[], delimiter: string): boolean {
  return /^sep=.$/i.test(cells.join(delimiter));
}

/** Names, samples and suggestions for the columns, with the first record taken for a header or not. */
export function describeColumns(
  first: readonly string[],
  records: readonly string[][],
  hasHeader: boolean,
  defaultCountry: string,
): Pick<ImportReading, 'format' | 'columns'> {
  const width = Math.max(first.length, ...records.map((cells) => cells.length), 0);
  const columns = Array.from({ length: Math.min(width, columnsMost) }, (_, index) => {
    const name = (hasHeader ? first[index]?.trim() : undefined) || `Column ${index + 1}`;
    const filled = records.map((cells) => cells[index]?.trim() ?? '').filter((cell) => cell !== '');
    return { name, samples: [...new Set(filled)].slice(0, samplesMost).map((cell) => cell.slice(0, sampleCharactersMost).toWellFormed()) };
  });
  const format = hasHeader ? tellFormat(first) : null;
  const suggested = suggestTargets(format, columns, (samples) => lookOf(samples, defaultCountry));
  const named = hasHeader || suggested.some((target) => target.to === 'full_name') ? suggested : withName(suggested, columns);
  return { format, columns: columns.map((column, index) => ({ ...column, suggested: named[index] ?? { to: 'skip' } })) };
}

/** A mapping can speak of this many columns. */
const columnsMost = 500;

/** Without a header the first column of words is taken for the name. */
function withName(suggested: ColumnTarget[], columns: readonly { samples: readonly string[] }[]): ColumnTarget[] {
  const at = suggested.findIndex((target, index) => target.to === 'field' && target.type === 'text' && /\p{L}/u.test(columns[index]?.samples[0] ?? ''));
  return suggested.map((target, index) => (index === at ? { to: 'full_name' } : target));
}

function recordsOf(head: string, delimiter: string): string[][] {
  const reader = openCsvReader(delimiter);
  // The head may end in the middle of a record: what is complete is enough, unless nothing is.
  const complete = reader.push(head);
  const records = complete.length > 0 ? complete : reader.close();
  return records
    .filter((record) => record.fault === null)
    .slice(0, recordsSeen)
    .map((record) => record.cells);
}

/** The delimiter that cuts most records into the same number of cells, and more than one. A comma when none does. */
function tellDelimiter(head: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const widths = recordsOf(head, delimiter).map((cells) => cells.length);
    const counts = new Map<number, number>();
    for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
    const [width = 1, times = 0] = [...counts].toSorted((one, other) => other[1] - one[1])[0] ?? [];
    const score = width < 2 ? 0 : (times / widths.length) * (1 + Math.log(width));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** A header has a known heading, or nothing but different words; a row of data has a phone, an e-mail or numbers. */
function tellHeader(first: readonly string[], defaultCountry: string): boolean {
  const cells = first.map((cell) => cell.trim());
  if (cells.some((cell) => isPhone(cell, defaultCountry) || isEmail(cell))) return false;
  if (cells.some((cell) => targetOfHeading(cell) !== undefined)) return true;
  const filled = cells.filter((cell) => cell !== '');
  return (
    filled.length > 0 &&
    filled.length === cells.length &&
    new Set(filled).size === filled.length &&
    filled.every((cell) => /\p{L}/u.test(cell) && cell.length <= 60)
  );
}

/** What the cells of a column look like, when its heading says nothing: most of them decide. */
function lookOf(samples: readonly string[], defaultCountry: string): ColumnTarget {
  const most = (test: (cell: string) => boolean): boolean => samples.filter(test).length > samples.length * 0.6;
  if (most(isEmail)) return { to: 'email' };
  if (most((cell) => isPhone(cell, defaultCountry))) return { to: 'phone' };
  if (samples.every(isDay)) return fieldNamed('column', 'date');
  if (samples.every((cell) => /^-?\d{1,15}([.,]\d{1,6})?$/.test(cell))) return fieldNamed('column', 'number');
  return fieldNamed('column', 'text');
}

function isPhone(cell: string, defaultCountry: string): boolean {
  const digits = cell.replace(/\D/g, '').length;
  return digits >= 8 && digits >= cell.length / 2 && !isRefused(parsePhone(cell, defaultCountry));
}

/** Whether a text has the form of an e-mail address; nobody can tell more without writing to it. */
export function isEmail(text: string): boolean {
  return text.length <= 320 && /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]{2,}$/.test(text);
}
