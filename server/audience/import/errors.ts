import { ImportReading } from '#core/contract/imports.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say, tell } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import { type ImportId, presentId } from '#core/value/id.ts';
import type { Spoken } from '#core/value/say.ts';
import type { Db } from '#server/platform/platform.ts';
import { tellReason } from './reason.ts';
import { selectImport } from './store.ts';
import { selectRows } from './store.rows.ts';

const rowsAtOnce = 1000;

/**
 * The rows that could not be imported as CSV: their number, the reason, and the cells as they came. UTF-8 with a byte order
 * mark and CRLF, since it is opened in Excel; a cell that would be a formula there begins with an apostrophe.
 */
export async function errorsFile(db: Db, scope: Scope, id: ImportId, language: Spoken = 'en'): Promise<{ filename: string; stream: AsyncIterable<string> }> {
  const row = await selectImport(db, scope, id);
  if (row === undefined) throw refusal('not_found', say('import_gone', { id: presentId('import', id) }));
  const names = row.reading === null ? [] : ImportReading.parse(row.reading).columns.map((column) => column.name);
  return { filename: `${row.file_name.replace(/\.[a-z]+$/i, '')}-errors.csv`, stream: lines(db, scope, id, { names, language }) };
}

async function* lines(db: Db, scope: Scope, id: ImportId, { names, language }: { names: readonly string[]; language: Spoken }): AsyncGenerator<string> {
  yield `\ufeff${csvLine([tell(say('errors_row'), language), tell(say('errors_reason'), language), ...names])}`;
  for (let after = 0; ;) {
    const rows = await selectRows(db, scope, id, { outcome: 'invalid', after, limit: rowsAtOnce });
    if (rows.length > 0) yield rows.map((row) => csvLine([String(row.row_number), tellReason(row.reason, language) ?? '', ...row.cells])).join('');
    if (rows.length < rowsAtOnce) return;
    after = rows.at(-1)?.row_number ?? after;
  }
}

/** One line of CSV that a spreadsheet reads as text: formulas are defused, quotes doubled. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
