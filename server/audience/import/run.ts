import { ImportChoices } from '#core/contract/imports.ts';
import type { Scope } from '#core/value/actor.ts';
import { type ImportId, presentId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { registerFields } from '#server/audience/contact/edit.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { readRows } from './check.ts';
import { openProgress } from './progress.ts';
import { lockImport, lockStep, selectImport, updateImport } from './store.ts';
import { analyzePeople, countOutcomes, countRows, markExisting, selectFieldKeys } from './store.rows.ts';
import {
  addIdentities,
  countComing,
  dropIdentitiesOfLosers,
  type FileConsent,
  giveConsent,
  insertPeople,
  keepCreated,
  markOptedOut,
  type Range,
  restoreOutcomes,
  reviveGone,
  takeIdentities,
  tellImported,
  updatePeople,
} from './store.run.ts';

/** Rows in one transaction: what a killed worker repeats, and how long others may wait for a person's row. */
const rowsAtOnce = 5000;
/** Fewer new people than this change no plan of the database. */
const analyzeFrom = 5000;

/**
 * Does what the check found, range by range, in two files of step: people, and one range behind them, at the same time on
 * another connection, what is said about them (consent with its proof, the timeline). Whoever is between the two has no
 * consent yet, so nothing can go to them. Each range commits together with its file's count, so a worker that was killed
 * is followed by one that goes on with the next range. People who came meanwhile by another way are updated.
 *
 * Measured on 100,000 new people: the two cost PostgreSQL about the same, so together they take half as long on two cores.
 */
export async function runImport(platform: Platform, scope: Scope, id: ImportId): Promise<void> {
  const row = await selectImport(platform.db, scope, id);
  if (row === undefined || row.state !== 'importing') return;
  if ((await countRows(platform.db, scope, id)) < row.rows_total) {
    // A crash of the database empties the unlogged rows; the file is still there, and so is what was done.
    await readRows(platform, scope, id, row, async () => {});
    await restoreOutcomes(platform.db, scope, id);
  }
  const choices = ImportChoices.parse(row.choices);
  await registerUsedFields(platform, scope, id, choices);
  const actor = { kind: 'import', id: row.created_by };
  const consent = choices.consent === null ? null : { ...choices.consent, actor, sha256: row.file_sha256?.toString('hex') ?? '' };
  const tell = openProgress(platform, scope, id, null);
  if (row.rows_total >= analyzeFrom) await analyzePeople(platform.db);
  for (;;) {
    const [people, word] = await Promise.all([
      platform.db.transaction().execute((tx) => bringPeople(platform, tx, scope, id)),
      platform.db.transaction().execute((tx) => tellOfPeople(platform, tx, scope, id, { consent, fileName: row.file_name })),
    ]);
    if (people === undefined && word === undefined) break;
    await tell(people ?? row.rows_total);
  }
  await platform.db.transaction().execute((tx) => finish(platform, tx, scope, id));
  if (row.rows_total >= analyzeFrom) await analyzePeople(platform.db);
  await platform.live.tell(platform.db, scope, { kind: 'import', id: presentId('import', id) });
  await platform.live.tell(platform.db, scope, { kind: 'contact', id: '*' });
}

/** The next range of people; answers how many rows are done, or undefined when there are no more. */
async function bringPeople(platform: Platform, tx: Tx, scope: Scope, id: ImportId): Promise<number | undefined> {
  await lockStep(tx, id, 'people');
  const row = await selectImport(tx, scope, id);
  if (row === undefined || row.state !== 'importing' || row.rows_done >= row.rows_total) return undefined;
  const range = { after: row.rows_done, upTo: Math.min(row.rows_done + rowsAtOnce, row.rows_total) };
  const now = platform.clock.now();
  await insertNew(tx, scope, id, range, now);
  await changeOthers(tx, scope, id, range, now);
  await updateImport(tx, scope, id, ['importing'], { rowsDone: range.upTo });
  return range.upTo;
}

/** What is said about the people of the ranges that are done; answers up to which row, or undefined when nothing is left. */
async function tellOfPeople(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  id: ImportId,
  said: { consent: FileConsent | null; fileName: string },
): Promise<number | undefined> {
  await lockStep(tx, id, 'word');
  const row = await selectImport(tx, scope, id);
  if (row === undefined || row.state !== 'importing' || row.rows_told >= row.rows_done) return undefined;
  const range = { after: row.rows_told, upTo: Math.min(row.rows_told + rowsAtOnce, row.rows_done) };
  const now = platform.clock.now();
  if (said.consent !== null) await giveConsent(tx, scope, id, range, said.consent, now);
  await tellImported(tx, scope, id, range, said.fileName, now);
  await updateImport(tx, scope, id, ['importing'], { rowsTold: range.upTo });
  return range.upTo;
}

/** Counts what has become of the rows, once all are done and told. */
async function finish(platform: Platform, tx: Tx, scope: Scope, id: ImportId): Promise<void> {
  const row = await lockImport(tx, scope, id);
  if (row === undefined || row.state !== 'importing' || row.rows_told < row.rows_total) return;
  const counts = await countOutcomes(tx, scope, id);
  await updateImport(tx, scope, id, ['importing'], { state: 'imported', counts, finishedAt: platform.clock.now() });
}

async function insertNew(tx: Tx, scope: Scope, id: ImportId, range: Range, now: Instant): Promise<void> {
  await reviveGone(tx, scope, id, range);
  const coming = await countComing(tx, scope, id, range);
  if (coming.people === 0) return;
  const taken = await takeIdentities(tx, scope, id, range);
  if (taken < coming.identities) {
    // Somebody came meanwhile by another way.
    await dropIdentitiesOfLosers(tx, scope, id, range);
    await markExisting(tx, scope, id, 'phone', range);
    await markExisting(tx, scope, id, 'external', range);
  }
  await insertPeople(tx, scope, id, range, now);
  await keepCreated(tx, scope, id, range);
}

async function changeOthers(tx: Tx, scope: Scope, id: ImportId, range: Range, now: Instant): Promise<void> {
  const { updates } = await countComing(tx, scope, id, range);
  if (updates === 0) return;
  await markOptedOut(tx, scope, id, range);
  await addIdentities(tx, scope, id, range);
  await updatePeople(tx, scope, id, range, now);
}

/** Fields of the mapping, and the two that rows may bring by themselves, become known to the workspace. */
async function registerUsedFields(platform: Platform, scope: Scope, id: ImportId, choices: ImportChoices): Promise<void> {
  const used = new Set(await selectFieldKeys(platform.db, scope, id));
  const chosen = choices.columns.filter((target) => target.to === 'field');
  const own = [
    { key: 'company', label: 'Company', type: 'text' as const },
    { key: 'other_phones', label: 'Other phones', type: 'text' as const },
  ];
  const fields = [...chosen, ...own].filter((field) => used.has(field.key)).map(({ key, label, type }) => ({ key, label, type }));
  await registerFields(platform, scope, fields);
}
