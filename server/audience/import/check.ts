import { ImportChoices, ImportReading } from '#core/contract/imports.ts';
import type { Scope } from '#core/value/actor.ts';
import { type ImportId, presentId } from '#core/value/id.ts';
import type { Platform } from '#server/platform/platform.ts';
import { openCsvReader } from './csv.ts';
import { decoded } from './encoding.ts';
import { openProgress } from './progress.ts';
import { byteStream } from './reading.ts';
import { openRowReader, type ReadRow } from './row.ts';
import { isSeparatorLine } from './sniff.ts';
import { selectImport, updateImport } from './store.ts';
import { analyzeRows, copyRows, countOutcomes, deleteRows, markDuplicates, markExisting, markStanding } from './store.rows.ts';

/** Rows read in one go: large enough to be fast, small enough to let other work in between (measured: 5 to 10 ms). */
const rowsAtOnce = 500;
/** A file with more rows is a database; it is cut into files. */
export const rowsMost = 5_000_000;

type ImportRecord = { readonly file_key: string; readonly reading: unknown; readonly choices: unknown };

/**
 * The dry run: reads every row and says what it would do. Begins from the start when it was interrupted. Does nothing
 * unless the import is waiting for it.
 */
export async function checkFile(platform: Platform, scope: Scope, id: ImportId): Promise<void> {
  const row = await selectImport(platform.db, scope, id);
  if (row === undefined || row.state !== 'checking') return;
  const rows = await readRows(platform, scope, id, row, openProgress(platform, scope, id, 'checking'));
  await platform.db.transaction().execute(async (tx) => {
    const counts = await countOutcomes(tx, scope, id);
    await updateImport(tx, scope, id, ['checking'], { state: 'checked', counts, rowsTotal: rows, rowsDone: rows });
    await platform.live.tell(tx, scope, { kind: 'import', id: presentId('import', id) });
  });
}

/** Reads the file into import_row and marks what each row would do. Answers how many rows there are. */
export async function readRows(platform: Platform, scope: Scope, id: ImportId, row: ImportRecord, tell: (rowsDone: number) => Promise<void>): Promise<number> {
  const reading = ImportReading.parse(row.reading);
  const choices = ImportChoices.parse(row.choices);
  await deleteRows(platform.db, scope, id);
  const now = platform.clock.now();
  let count = 0;
  async function* batches(): AsyncGenerator<readonly ReadRow[]> {
    for await (const rows of rowsOf(decoded(byteStream(platform, row.file_key), reading.encoding), reading, choices)) {
      const taken = rows.slice(0, rowsMost - count);
      count += taken.length;
      yield taken;
      await tell(count);
      if (count >= rowsMost) return;
    }
  }
  await copyRows(platform, scope, id, batches(), () => platform.random.uuid7('contact', now));
  await markRows(platform, scope, id, choices, count);
  return count;
}

/** What each row is, given the people who are here: all in sets. */
async function markRows(platform: Platform, scope: Scope, id: ImportId, choices: ImportChoices, count: number): Promise<void> {
  await analyzeRows(platform.db);
  const all = { after: 0, upTo: count };
  const bears = (target: 'phone' | 'external_id'): boolean => choices.columns.some((column) => column.to === target);
  await platform.db.transaction().execute(async (tx) => {
    if (bears('phone')) await markDuplicates(tx, scope, id, 'phone');
    if (bears('external_id')) await markDuplicates(tx, scope, id, 'external_id');
    if (bears('phone')) await markExisting(tx, scope, id, 'phone', all);
    if (bears('external_id')) await markExisting(tx, scope, id, 'external', all);
    await markDuplicates(tx, scope, id, 'contact_id');
    await markStanding(tx, scope, id, choices.existing, all);
  });
}

/** The rows of a decoded file, read, some at a time; the header and Excel's `sep=` line are no rows. */
export async function* rowsOf(texts: AsyncIterable<string>, reading: ImportReading, choices: ImportChoices): AsyncGenerator<ReadRow[]> {
  const reader = openCsvReader(reading.delimiter);
  const columns = choices.columns.map((target, index) => ({ name: reading.columns[index]?.name ?? `Column ${index + 1}`, target }));
  const readRow = openRowReader(columns, choices);
  let isHeaderDue = choices.has_header ?? reading.has_header;
  let isFirst = true;
  let number = 0;
  const take = function* (records: ReturnType<typeof reader.push>) {
    let rows: ReadRow[] = [];
    for (const record of records) {
      const isSeparator = isFirst && isSeparatorLine(record.cells, reading.delimiter);
      isFirst = false;
      if (isSeparator) continue;
      if (isHeaderDue) isHeaderDue = false;
      else rows.push(readRow(record, (number += 1)));
      if (rows.length < rowsAtOnce) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  };
  for await (const text of texts) yield* take(reader.push(text));
  yield* take(reader.close());
}
