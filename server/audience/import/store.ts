import { sql } from 'kysely';
import type { Import, ImportChoices, ImportCounts, ImportReading } from '#core/contract/imports.ts';
import type { Scope } from '#core/value/actor.ts';
import type { ImportId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const columns = [
  'id',
  'file_name',
  'file_key',
  'file_bytes',
  'file_sha256',
  'state',
  'failure',
  'reading',
  'choices',
  'counts',
  'rows_total',
  'rows_done',
  'rows_told',
  'created_by',
  'created_at',
  'finished_at',
] as const;

/** Writes down an upload; it is `reading` until its form is known. */
export async function insertImport(
  tx: Tx,
  scope: Scope,
  row: { id: ImportId; fileName: string; fileKey: string; bytes: number; sha256: Uint8Array; createdBy: string },
  now: Instant,
): Promise<void> {
  await tx
    .insertInto('contact_import')
    .values({
      workspace_id: scope.workspace,
      id: row.id,
      file_name: row.fileName,
      file_key: row.fileKey,
      file_bytes: row.bytes,
      file_sha256: row.sha256,
      state: 'reading',
      created_by: row.createdBy,
      created_at: now,
    })
    .execute();
}

/** One import. */
export function selectImport(db: Db | Tx, scope: Scope, id: ImportId) {
  return db.selectFrom('contact_import').select(columns).where('workspace_id', '=', scope.workspace).where('id', '=', id).executeTakeFirst();
}

/** One import, held until the transaction ends: its steps are taken one at a time. */
export function lockImport(tx: Tx, scope: Scope, id: ImportId) {
  return tx.selectFrom('contact_import').select(columns).where('workspace_id', '=', scope.workspace).where('id', '=', id).forUpdate().executeTakeFirst();
}

/**
 * Waits until nobody else takes this step of an import, and keeps it to itself until the transaction ends. Other than the
 * row's own lock it lets the two steps of a run, and who reads the import, go on.
 */
export async function lockStep(tx: Tx, id: ImportId, step: 'people' | 'word'): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${step} ${id}`}, 0))`.execute(tx);
}

/** Imports, newest first (created_at, id), strictly before a place. */
export function selectImports(db: Db, scope: Scope, page: { before: { at: Instant; id: string } | null; limit: number }) {
  let query = db.selectFrom('contact_import').select(columns).where('workspace_id', '=', scope.workspace);
  if (page.before !== null) query = query.where(sql<boolean>`(created_at, id) < (${page.before.at}::timestamptz, ${page.before.id}::uuid)`);
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** What may change of an import; what is not given stays. */
export type ImportChange = {
  state?: Import['state'];
  failure?: string | null;
  reading?: ImportReading;
  choices?: ImportChoices;
  counts?: ImportCounts | null;
  rowsTotal?: number;
  rowsDone?: number;
  rowsTold?: number;
  finishedAt?: Instant | null;
};

/** Changes an import that is in one of these states; answers false when it is in another one. */
export async function updateImport(db: Db | Tx, scope: Scope, id: ImportId, from: readonly Import['state'][], change: ImportChange): Promise<boolean> {
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  const result = await db
    .updateTable('contact_import')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.failure === undefined ? {} : { failure: change.failure }),
      ...(change.reading === undefined ? {} : { reading: json(change.reading) }),
      ...(change.choices === undefined ? {} : { choices: json(change.choices) }),
      ...(change.counts === undefined ? {} : { counts: json(change.counts) }),
      ...(change.rowsTotal === undefined ? {} : { rows_total: change.rowsTotal }),
      ...(change.rowsDone === undefined ? {} : { rows_done: change.rowsDone }),
      ...(change.rowsTold === undefined ? {} : { rows_told: change.rowsTold }),
      ...(change.finishedAt === undefined ? {} : { finished_at: change.finishedAt }),
    })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
