import type { MediaKind, MediaMake, MediaUse } from '#core/contract/media.ts';
import type { Scope } from '#core/value/actor.ts';
import { type MediaId, type NumberId, parseId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const columns = [
  'id',
  'name',
  'mime',
  'bytes',
  'width',
  'height',
  'file_key',
  'created_at',
  'kind',
  'state',
  'reason',
  'folder',
  'tags',
  'alt',
  'seconds',
  'animated',
  'done',
  'original_id',
  'made',
  'fits',
  'origin',
  'removed_at',
] as const;

type Row = {
  id: string;
  name: string;
  mime: string;
  bytes: string;
  width: number | null;
  height: number | null;
  file_key: string;
  created_at: Date;
  kind: string;
  state: string;
  reason: string | null;
  folder: string;
  tags: string[];
  alt: string;
  seconds: number | null;
  animated: boolean;
  done: string[];
  original_id: string | null;
  made: string | null;
  fits: string[];
  origin: string;
  removed_at: Date | null;
};

export type MediaState = 'ready' | 'working' | 'refused';
/** `library`: uploaded or made here; `people`: somebody sent it to us. */
export type MediaOrigin = 'library' | 'people';

/** A file of the media library; its bytes lie in the platform's files under `file_key`. `reason` and `done` are kept sentences. */
export type MediaRow = Omit<Row, 'id' | 'bytes' | 'kind' | 'state' | 'fits' | 'origin' | 'original_id' | 'made'> & {
  id: MediaId;
  bytes: number;
  kind: MediaKind;
  state: MediaState;
  fits: readonly MediaUse[];
  origin: MediaOrigin;
  original_id: MediaId | null;
  made: MediaMake | null;
};

/** Only this room writes the columns, so their words are known. */
function parseRow(row: Row): MediaRow {
  return {
    ...row,
    id: parseId<'media'>(row.id),
    bytes: Number(row.bytes),
    kind: row.kind as MediaKind,
    state: row.state as MediaState,
    fits: row.fits as MediaUse[],
    origin: row.origin as MediaOrigin,
    original_id: row.original_id === null ? null : parseId<'media'>(row.original_id),
    made: row.made as MediaMake | null,
  };
}

/** One file, also one that is out of the library. */
export async function selectMedia(db: Db | Tx, scope: Scope, id: MediaId): Promise<MediaRow | undefined> {
  const row = await db.selectFrom('media').select(columns).where('workspace_id', '=', scope.workspace).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : parseRow(row);
}

/** A file with the same bytes, type, name and origin, if we have it; it may be out of the library. */
export async function selectSameMedia(
  db: Db | Tx,
  scope: Scope,
  file: { sha256: Buffer; mime: string; name: string; origin: MediaOrigin },
): Promise<MediaRow | undefined> {
  const row = await db
    .selectFrom('media')
    .select(columns)
    .where('workspace_id', '=', scope.workspace)
    .where('sha256', '=', file.sha256)
    .where('mime', '=', file.mime)
    .where('name', '=', file.name)
    .where('origin', '=', file.origin)
    .where('state', '=', 'ready')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : parseRow(row);
}

/** What was made of a file as one of the kinds, unless it failed or was removed. */
export async function selectMade(db: Db | Tx, scope: Scope, original: MediaId, make: MediaMake): Promise<MediaRow | undefined> {
  const row = await db
    .selectFrom('media')
    .select(columns)
    .where('workspace_id', '=', scope.workspace)
    .where('original_id', '=', original)
    .where('made', '=', make)
    .where('state', '<>', 'refused')
    .where('removed_at', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : parseRow(row);
}

/** What the library is narrowed by. `before` is the last id of the page before; ids sort by time. */
export type MediaQuery = {
  readonly before: MediaId | undefined;
  readonly limit: number;
  readonly origin: MediaOrigin;
  readonly words: readonly string[];
  readonly folder: string | undefined;
  readonly tag: string | undefined;
  readonly kind: MediaKind | undefined;
  readonly fits: MediaUse | undefined;
};

/** Newest first, without what is out of the library. Each word must stand in the name, the description or a tag. */
export async function selectMediaPage(db: Db, scope: Scope, page: MediaQuery): Promise<MediaRow[]> {
  let query = db
    .selectFrom('media')
    .select(columns)
    .where('workspace_id', '=', scope.workspace)
    .where('origin', '=', page.origin)
    .where('removed_at', 'is', null);
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  if (page.folder !== undefined) query = query.where('folder', '=', page.folder);
  if (page.kind !== undefined) query = query.where('kind', '=', page.kind);
  const { tag, fits } = page;
  if (tag !== undefined) query = query.where((where) => where(where.val(tag), '=', where.fn.any('tags')));
  // What is still being made shows where it will fit.
  if (fits !== undefined)
    query = query.where((where) =>
      where.or([
        where(where.val<string>(fits), '=', where.fn.any('fits')),
        where.and([where('state', '=', 'working'), where('kind', '=', fits === 'voice' ? 'audio' : fits)]),
      ]),
    );
  for (const word of page.words) {
    const like = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    query = query.where((where) =>
      where.or([
        where('name', 'ilike', like),
        where('alt', 'ilike', like),
        where(where.fn<string>('array_to_string', ['tags', where.val(' ')]), 'ilike', like),
      ]),
    );
  }
  return (await query.orderBy('id', 'desc').limit(page.limit).execute()).map(parseRow);
}

/** A library of more folders or tags has other troubles. */
const shelvesMost = 500;

/** The folders of the library with how many files are in each, by name; the empty name is "in none". */
export async function selectFolders(db: Db, scope: Scope): Promise<{ name: string; files: number }[]> {
  const rows = await db
    .selectFrom('media')
    .select((select) => ['folder as name', select.fn.countAll<string>().as('files')])
    .where('workspace_id', '=', scope.workspace)
    .where('origin', '=', 'library')
    .where('removed_at', 'is', null)
    .groupBy('folder')
    .orderBy('folder')
    .limit(shelvesMost)
    .execute();
  return rows.map((row) => ({ name: row.name, files: Number(row.files) }));
}

/** The tags of the library with how many files carry each, the most used first. */
export async function selectTags(db: Db, scope: Scope): Promise<{ name: string; files: number }[]> {
  const rows = await db
    .selectFrom((from) =>
      from
        .selectFrom('media')
        .select((select) => select.fn<string>('unnest', ['tags']).as('name'))
        .where('workspace_id', '=', scope.workspace)
        .where('origin', '=', 'library')
        .where('removed_at', 'is', null)
        .as('tag'),
    )
    .select((select) => ['name', select.fn.countAll<string>().as('files')])
    .groupBy('name')
    .orderBy('files', 'desc')
    .orderBy('name')
    .limit(shelvesMost)
    .execute();
  return rows.map((row) => ({ name: row.name, files: Number(row.files) }));
}

/** What a new row holds; what is left out is as for a plain file. */
export type NewMedia = {
  readonly id: MediaId;
  readonly name: string;
  readonly mime: string;
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly file_key: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly kind: MediaKind;
  readonly state: MediaState;
  readonly reason: string | null;
  readonly folder: string;
  readonly tags: string[];
  readonly alt: string;
  readonly seconds: number | null;
  readonly animated: boolean;
  readonly done: string[];
  readonly original_id: MediaId | null;
  readonly made: MediaMake | null;
  readonly fits: MediaUse[];
  readonly origin: MediaOrigin;
};

/** Notes a file whose bytes are kept already. */
export async function insertMedia(tx: Db | Tx, scope: Scope, media: NewMedia, now: Instant): Promise<void> {
  await tx
    .insertInto('media')
    .values({ workspace_id: scope.workspace, ...media, created_at: now })
    .execute();
}

/** What turning a file gave: other bytes, or why there are none. */
export type TurnedMedia = Pick<
  NewMedia,
  'name' | 'mime' | 'bytes' | 'sha256' | 'file_key' | 'width' | 'height' | 'kind' | 'state' | 'reason' | 'seconds' | 'animated' | 'done' | 'fits'
>;

/** Notes what came of a file that was being turned. False when somebody was first. */
export async function updateTurned(tx: Db | Tx, scope: Scope, id: MediaId, turned: TurnedMedia | { state: 'refused'; reason: string }): Promise<boolean> {
  const changed = await tx
    .updateTable('media')
    .set(turned)
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .where('state', '=', 'working')
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** Changes what people say about a file. */
export async function updateWords(
  tx: Db | Tx,
  scope: Scope,
  id: MediaId,
  words: { name?: string | undefined; folder?: string | undefined; tags?: string[] | undefined; alt?: string | undefined },
): Promise<void> {
  const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return;
  await tx.updateTable('media').set(given).where('workspace_id', '=', scope.workspace).where('id', '=', id).execute();
}

/** Takes a file out of the library, or (`at` null) puts it back. */
export async function updateRemoved(tx: Db | Tx, scope: Scope, id: MediaId, at: Instant | null): Promise<void> {
  await tx.updateTable('media').set({ removed_at: at }).where('workspace_id', '=', scope.workspace).where('id', '=', id).execute();
}

/** Forgets a file for good, with what Meta called it. */
export async function deleteMediaRow(tx: Tx, scope: Scope, id: MediaId): Promise<void> {
  await tx.deleteFrom('media_upload').where('workspace_id', '=', scope.workspace).where('media_id', '=', id).execute();
  await tx.deleteFrom('media').where('workspace_id', '=', scope.workspace).where('id', '=', id).execute();
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
