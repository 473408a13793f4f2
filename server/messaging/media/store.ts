import type { Scope } from '#core/value/actor.ts';
import { type MediaId, type NumberId, parseId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const columns = ['id', 'name', 'mime', 'bytes', 'width', 'height', 'file_key', 'created_at'] as const;

type Row = { id: string; name: string; mime: string; bytes: string; width: number | null; height: number | null; file_key: string; created_at: Date };

/** A file of the media library; its bytes lie in the platform's files under `file_key`. */
export type MediaRow = Omit<Row, 'id' | 'bytes'> & { id: MediaId; bytes: number };

function parseRow(row: Row): MediaRow {
  return { ...row, id: parseId<'media'>(row.id), bytes: Number(row.bytes) };
}

/** One file. */
export async function selectMedia(db: Db | Tx, scope: Scope, id: MediaId): Promise<MediaRow | undefined> {
  const row = await db.selectFrom('media').select(columns).where('workspace_id', '=', scope.workspace).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : parseRow(row);
}

/** A file with the same bytes, type and name, if we have it. */
export async function selectSameMedia(db: Db | Tx, scope: Scope, file: { sha256: Buffer; mime: string; name: string }): Promise<MediaRow | undefined> {
  const row = await db
    .selectFrom('media')
    .select(columns)
    .where('workspace_id', '=', scope.workspace)
    .where('sha256', '=', file.sha256)
    .where('mime', '=', file.mime)
    .where('name', '=', file.name)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : parseRow(row);
}

/** Newest first; `before` is the last id of the page before. Ids sort by time. */
export async function selectMediaPage(db: Db, scope: Scope, page: { before: MediaId | undefined; limit: number }): Promise<MediaRow[]> {
  let query = db.selectFrom('media').select(columns).where('workspace_id', '=', scope.workspace);
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  return (await query.orderBy('id', 'desc').limit(page.limit).execute()).map(parseRow);
}

/** Notes a file whose bytes are kept already. */
export async function insertMedia(
  tx: Db | Tx,
  scope: Scope,
  media: { id: MediaId; name: string; mime: string; bytes: number; sha256: Buffer; file_key: string; width: number | null; height: number | null },
  now: Instant,
): Promise<void> {
  await tx
    .insertInto('media')
    .values({ workspace_id: scope.workspace, ...media, created_at: now })
    .execute();
}

/** What Meta calls a file for one of our numbers, while that id still lives at `until`. */
export async function selectUpload(db: Db | Tx, scope: Scope, media: MediaId, number: NumberId, until: Instant): Promise<string | undefined> {
  const row = await db
    .selectFrom('media_upload')
    .select('meta_id')
    .where('workspace_id', '=', scope.workspace)
    .where('media_id', '=', media)
    .where('number_id', '=', number)
    .where('expires_at', '>', until)
    .executeTakeFirst();
  return row?.meta_id;
}

/** Notes what Meta calls a file; a later upload replaces an earlier one. */
export async function upsertUpload(
  db: Db,
  scope: Scope,
  upload: { media_id: MediaId; number_id: NumberId; meta_id: string; expires_at: Instant },
): Promise<void> {
  await db
    .insertInto('media_upload')
    .values({ workspace_id: scope.workspace, ...upload })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'media_id', 'number_id']).doUpdateSet({ meta_id: upload.meta_id, expires_at: upload.expires_at }),
    )
    .execute();
}
