import { refusal } from '#core/contract/refusals.ts';
import { retell, say } from '#core/contract/say.ts';
import { type Import, ImportChoices, ImportCounts, ImportReading } from '#core/contract/imports.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { type ImportId, parseId, parsePublicId, presentId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import { parseTold, type Spoken, type Told } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { type Db, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { checkFile } from './check.ts';
import { readFile } from './reading.ts';
import { runImport } from './run.ts';
import { insertImport, lockImport, selectImport, selectImports, updateImport } from './store.ts';
import { importCheck, importRead, importRun, importUndo } from './tasks.ts';

type Row = NonNullable<Awaited<ReturnType<typeof selectImport>>>;

/** Keeps an uploaded file and asks for it to be read. The reading, or why it failed, is there a moment later. */
export async function receiveImport(
  platform: Platform,
  actor: Actor,
  file: { name: string; content: AsyncIterable<Uint8Array> | Uint8Array },
  now: Instant,
  language: Spoken = 'en',
): Promise<Import> {
  const id = await keepFile(platform, actor, file, now);
  await platform.tasks.add(platform.db, importRead, { workspace: actor.workspace, import: id }, { key: `import.read ${id}`, queue: queueOf(actor.workspace) });
  return getImport(platform.db, scopeOf(actor), id, language);
}

/** Asks for a dry run with these choices; refuses choices that do not fit the file. Can be asked again until the import runs. */
export async function requestCheck(platform: Platform, actor: Actor, publicId: string, choices: ImportChoices, language: Spoken = 'en'): Promise<Import> {
  const scope = scopeOf(actor);
  const id = importIdOf(publicId);
  return platform.db.transaction().execute(async (tx) => {
    const row = await requireStep(tx, scope, id, ['mapping', 'checked', 'failed'], 'checked');
    refuseMisfit(choices, parseReading(row));
    await updateImport(tx, scope, id, [row.state], { state: 'checking', choices, counts: null, failure: null, rowsDone: 0 });
    await platform.tasks.add(tx, importCheck, { workspace: scope.workspace, import: id }, { key: `import.check ${id}`, queue: queueOf(scope.workspace) });
    await platform.live.tell(tx, scope, { kind: 'import', id: publicId });
    return getImport(tx, scope, id, language);
  });
}

/** Asks for what was checked to be done. Asked twice, it is done once; an import that was interrupted goes on. */
export async function requestRun(platform: Platform, actor: Actor, publicId: string, language: Spoken = 'en'): Promise<Import> {
  const scope = scopeOf(actor);
  const id = importIdOf(publicId);
  return platform.db.transaction().execute(async (tx) => {
    const row = await requireStep(tx, scope, id, ['checked', 'importing', 'imported'], 'imported');
    if (row.state === 'imported') return getImport(tx, scope, id, language);
    await updateImport(tx, scope, id, ['checked'], { state: 'importing', rowsDone: 0, rowsTold: 0 });
    await platform.tasks.add(tx, importRun, { workspace: scope.workspace, import: id }, { key: `import.run ${id}`, queue: queueOf(scope.workspace) });
    await platform.live.tell(tx, scope, { kind: 'import', id: publicId });
    return getImport(tx, scope, id, language);
  });
}

/** Asks for an import to be taken back. */
export async function requestUndo(platform: Platform, actor: Actor, publicId: string, language: Spoken = 'en'): Promise<Import> {
  const scope = scopeOf(actor);
  const id = importIdOf(publicId);
  return platform.db.transaction().execute(async (tx) => {
    const row = await requireStep(tx, scope, id, ['imported', 'undoing', 'undone'], 'undone');
    if (row.state === 'undone') return getImport(tx, scope, id, language);
    await updateImport(tx, scope, id, ['imported'], { state: 'undoing', rowsDone: 0 });
    await platform.tasks.add(tx, importUndo, { workspace: scope.workspace, import: id }, { key: `import.undo ${id}`, queue: queueOf(scope.workspace) });
    await platform.live.tell(tx, scope, { kind: 'import', id: publicId });
    return getImport(tx, scope, id, language);
  });
}

/** A file to be imported in one go. What is not chosen is taken from the file and the workspace; consent never is. */
export type ImportOrder = { readonly fileName: string; readonly content: AsyncIterable<Uint8Array> | Uint8Array; readonly choices?: Partial<ImportChoices> };

/**
 * Receives, reads, checks and runs an import before it returns: for the terminal, the demo and the benchmark. A file that
 * cannot be read is refused. Interrupted, it stays where it was, and `requestRun` makes it go on.
 */
export async function importFile(platform: Platform, actor: Actor, order: ImportOrder): Promise<Import> {
  const scope = scopeOf(actor);
  const id = await keepFile(platform, actor, { name: order.fileName, content: order.content }, platform.clock.now());
  await readFile(platform, scope, id);
  const read = await selectImport(platform.db, scope, id);
  if (read === undefined || read.state === 'failed')
    throw refusal('file_unreadable', read === undefined ? say('import_vanished') : parseTold(read.failure ?? ''));
  const reading = parseReading(read);
  const { defaultCountry } = await getWorkspace(platform.db, scope);
  const choices: ImportChoices = {
    columns: reading.columns.map((column) => column.suggested),
    default_country: defaultCountry,
    consent: null,
    existing: 'update',
    tag: null,
    ...order.choices,
  };
  refuseMisfit(choices, reading);
  await updateImport(platform.db, scope, id, ['mapping'], { state: 'checking', choices, rowsDone: 0 });
  await checkFile(platform, scope, id);
  await updateImport(platform.db, scope, id, ['checked'], { state: 'importing', rowsDone: 0, rowsTold: 0 });
  await runImport(platform, scope, id);
  return getImport(platform.db, scope, id);
}

/** One import as the contract shows it, in the caller's language; throws not_found. */
export async function getImport(db: Db | Tx, scope: Scope, id: ImportId, language: Spoken = 'en'): Promise<Import> {
  const row = await selectImport(db, scope, id);
  if (row === undefined) throw refusal('not_found', say('import_gone', { id: presentId('import', id) }));
  return presentImport(row, language);
}

/** Imports as the contract shows them, newest first, with the moment each was made. */
export async function listImports(db: Db, scope: Scope, page: { before: { at: Instant; id: string } | null; limit: number }, language: Spoken) {
  return (await selectImports(db, scope, page)).map((row) => ({ at: row.created_at, id: row.id, shown: presentImport(row, language) }));
}

/** Reads an import's border id; refuses what is none. */
export function importIdOf(publicId: string): ImportId {
  const id = parsePublicId('import', publicId);
  if (isRefused(id)) throw refusal('bad_id', id.detail);
  return id;
}

async function keepFile(
  platform: Platform,
  actor: Actor,
  file: { name: string; content: AsyncIterable<Uint8Array> | Uint8Array },
  now: Instant,
): Promise<ImportId> {
  const id = platform.random.uuid7('import', now);
  const fileKey = `imports/${id}.csv`;
  const kept = await platform.files.put(fileKey, file.content);
  const fileName =
    file.name
      .replace(/[\u0000-\u001f\u007f]/g, '')
      .slice(0, 255)
      .toWellFormed() || 'contacts.csv';
  await platform.db
    .transaction()
    .execute((tx) => insertImport(tx, scopeOf(actor), { id, fileName, fileKey, bytes: kept.bytes, sha256: kept.sha256, createdBy: actor.name }, now));
  return id;
}

/** Steps of one workspace run one after the other: two files at once could bring the same person twice. */
function queueOf(workspace: string): string {
  return `import ${workspace}`;
}

async function requireStep(
  tx: Tx,
  scope: Scope,
  id: ImportId,
  from: readonly Import['state'][],
  what: 'checked' | 'imported' | 'undone',
): Promise<Row & { state: Import['state'] }> {
  const row = await lockImport(tx, scope, id);
  if (row === undefined) throw refusal('not_found', say('import_gone', { id: presentId('import', id) }));
  const state = parseState(row.state);
  if (!from.includes(state) || (state === 'failed' && row.reading === null)) {
    const step = { file: row.file_name, step: say(`import_is_${what}`), state: say(`import_is_${state}`) };
    throw refusal('import_state', row.failure === null ? say('import_step', step) : say('import_step_why', { ...step, why: parseTold(row.failure) }));
  }
  return { ...row, state };
}

function refuseMisfit(choices: ImportChoices, reading: ImportReading): void {
  const targets = choices.columns.map((column) => column.to);
  const misfit = (at: string, message: Told) => refusal('invalid', message, [{ at, message }]);
  if (targets.length !== reading.columns.length)
    throw misfit('/body/columns', say('import_targets', { columns: reading.columns.length, targets: targets.length }));
  if (!targets.includes('phone') && !targets.includes('external_id')) throw misfit('/body/columns', say('import_phone_column'));
  if (choices.consent?.rows === 'column' && !targets.includes('consent')) throw misfit('/body/consent/rows', say('import_consent_column'));
}

function presentImport(row: Row, language: Spoken): Import {
  return {
    id: presentId('import', parseId<'import'>(row.id)),
    file_name: row.file_name,
    bytes: Number(row.file_bytes),
    state: parseState(row.state),
    failure: retell(row.failure, language),
    reading: row.reading === null ? null : presentReading(parseReading(row), language),
    choices: row.choices === null ? null : ImportChoices.parse(row.choices),
    counts: row.counts === null ? null : ImportCounts.parse(row.counts),
    rows_total: row.rows_total,
    rows_done: row.rows_done,
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}

function presentReading(reading: ImportReading, language: Spoken): ImportReading {
  return reading.notes === undefined ? reading : { ...reading, notes: reading.notes.map((note) => retell(note, language)) };
}

function parseReading(row: Row): ImportReading {
  return ImportReading.parse(row.reading);
}

function parseState(state: string): Import['state'] {
  return state as Import['state']; // The table's check constraint holds it to these.
}
