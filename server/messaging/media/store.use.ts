import { sql } from 'kysely';
import { type MediaId, type NumberId, parseId, presentId } from '#core/value/id.ts';
import type { Scope } from '#core/value/actor.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** One thing that names a file; `holds`: the file cannot be removed meanwhile. */
export type MediaUseRow = {
  readonly what: 'template' | 'campaign' | 'broadcast' | 'product';
  readonly id: string;
  readonly name: string;
  readonly at: Date;
  readonly holds: boolean;
};

/** Only our own view answers, and it has these words. */
function parseUse(row: { what: string; id: string; name: string; at: Date; holds: boolean }): MediaUseRow {
  return row as MediaUseRow;
}

const placesMost = 100;

/** What names a file, the latest first. */
export async function selectUses(db: Db | Tx, scope: Scope, media: MediaId): Promise<MediaUseRow[]> {
  const rows = await db
    .selectFrom('media_use')
    .select(['what', 'id', 'name', 'at', 'holds'])
    .where('workspace_id', '=', scope.workspace)
    .where('media', '=', presentId('media', media))
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(placesMost)
    .execute();
  return rows.map(parseUse);
}

/** How many things name each of some files. A broadcast is counted with its campaign. */
export async function countUses(db: Db, scope: Scope, media: readonly MediaId[]): Promise<ReadonlyMap<string, number>> {
  if (media.length === 0) return new Map();
  const names = media.map((id) => presentId('media', id));
  const rows = await db
    .selectFrom('media_use')
    .select((select) => ['media', select.fn.countAll<string>().as('uses')])
    .where('workspace_id', '=', scope.workspace)
    .where('media', 'in', names)
    .where('what', '<>', 'broadcast')
    .groupBy('media')
    .execute();
  return new Map(rows.map((row) => [row.media, Number(row.uses)]));
}

/** Messages looked through for a file: the newest, since a look through all of them takes long where there are millions. */
const messagesLooked = 5_000;
const messagesMost = 10;

/** Single messages of late that carry a file, the newest first. Those of broadcasts are told with their campaign. */
export async function selectLateMessages(db: Db, scope: Scope, media: MediaId): Promise<{ id: string; at: Date; name: string }[]> {
  const rows = await sql<{ id: string; at: Date; name: string | null }>`
    select m.id, m.at, c.display_name as name
    from (
      select id, at, contact_id, content from message where workspace_id = ${scope.workspace} order by id desc limit ${messagesLooked}
    ) m
    left join contact c on c.workspace_id = ${scope.workspace} and c.id = m.contact_id
    where m.content::text like ${`%"${presentId('media', media)}"%`}
    order by m.id desc
    limit ${messagesMost}
  `.execute(db);
  return rows.rows.map((row) => ({ ...row, name: row.name ?? '' }));
}

/** For which numbers Meta has a file, and until when. */
export async function selectUploads(db: Db, scope: Scope, media: MediaId): Promise<{ number: NumberId; phone: string; until: Instant }[]> {
  const rows = await db
    .selectFrom('media_upload')
    .innerJoin('number', (join) => join.onRef('number.workspace_id', '=', 'media_upload.workspace_id').onRef('number.id', '=', 'media_upload.number_id'))
    .select(['media_upload.number_id', 'number.display_phone', 'media_upload.expires_at'])
    .where('media_upload.workspace_id', '=', scope.workspace)
    .where('media_upload.media_id', '=', media)
    .orderBy('media_upload.expires_at', 'desc')
    .orderBy('media_upload.number_id')
    .execute();
  return rows.map((row) => ({ number: parseId<'number'>(row.number_id), phone: row.display_phone, until: row.expires_at }));
}
