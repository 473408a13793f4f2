import type { Scope } from '#core/value/actor.ts';
import { type MediaId, type NumberId, parseId } from '#core/value/id.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** What must be known of files to send them. Those that are not there are left out. */
export async function selectFilesToSend(db: Db | Tx, scope: Scope, ids: readonly MediaId[]) {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('media')
    .select(['id', 'name', 'mime', 'bytes', 'animated'])
    .where('workspace_id', '=', scope.workspace)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, id: parseId<'media'>(row.id), bytes: Number(row.bytes) }));
}

/**
 * Forgets what Meta calls files for one of our numbers, so that they are uploaded again when they are next needed. The rows stay and
 * tell that the files were sent once.
 */
export async function expireUploads(db: Db | Tx, scope: Scope, media: readonly MediaId[], number: NumberId): Promise<void> {
  if (media.length === 0) return;
  await db
    .updateTable('media_upload')
    .set({ expires_at: new Date(0) })
    .where('workspace_id', '=', scope.workspace)
    .where('media_id', 'in', [...media])
    .where('number_id', '=', number)
    .execute();
}
