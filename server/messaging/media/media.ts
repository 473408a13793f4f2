import type { Scope } from '#core/value/actor.ts';
import { type MediaId, type NumberId, presentId } from '#core/value/id.ts';
import { after, day, type Instant } from '#core/value/time.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Media } from '#core/contract/templates.ts';
import { downloadMedia, mediaBytesMost, uploadMedia } from '#server/cloud-api/management.ts';
import { type Line, openLine } from '#server/messaging/number/number.ts';
import { platformRefusal } from '#server/messaging/number/words.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { sniffImage } from './sniff.ts';
import { insertMedia, type MediaRow, selectMedia, selectSameMedia, selectUpload, upsertUpload } from './store.ts';

/** A file of the media library. */
export type MediaRecord = MediaRow;

/** Meta takes images of at most 5 MB. Source: Meta, "Media", read 2026-11-22. */
export const imageBytesMost = 5 * 1024 * 1024;
/** An uploaded id lives 30 days at Meta; a day less, so that none expires on its way. */
const uploadLivesMilliseconds = 29 * day;
const nameCharactersMost = 200;

/** One file; `not_found` when there is none of this id. */
export async function getMedia(db: Db | Tx, scope: Scope, id: MediaId): Promise<MediaRecord> {
  const row = await selectMedia(db, scope, id);
  if (row === undefined) throw refusal('not_found', say('media_gone', { id: presentId('media', id) }));
  return row;
}

/**
 * Keeps a file of any type, such as one that a person sent. The same bytes under the same name and type are kept once,
 * so a second call gives the first id. The file is written before the row; a row that is not committed leaves a file
 * without one, which costs its place and nothing else.
 */
export async function keepMedia(
  platform: Platform,
  tx: Tx | Db,
  scope: Scope,
  file: { name: string; mime: string; content: Uint8Array },
  now: Instant,
): Promise<{ id: MediaId }> {
  if (file.content.byteLength > mediaBytesMost)
    throw refusal('too_large', say('media_large', { name: file.name, bytes: file.content.byteLength, most: mediaBytesMost }));
  const id = platform.random.uuid7('media', now);
  const fileKey = `media/${id}`;
  const kept = await platform.files.put(fileKey, file.content);
  const name = cleanName(file.name);
  const mime = file.mime.slice(0, nameCharactersMost);
  const same = await selectSameMedia(tx, scope, { sha256: kept.sha256, mime, name });
  if (same !== undefined) {
    await platform.files.remove(fileKey);
    return { id: same.id };
  }
  const image = sniffImage(file.content);
  await insertMedia(
    tx,
    scope,
    { id, name, mime, bytes: kept.bytes, sha256: kept.sha256, file_key: fileKey, width: image?.width ?? null, height: image?.height ?? null },
    now,
  );
  return { id };
}

/** A name to show and to download under: without control characters, quotes and slashes, never empty. */
function cleanName(name: string): string {
  return (
    name
      .replaceAll(/[\p{Cc}\p{Cf}"\\/]/gu, ' ')
      .trim()
      .slice(0, nameCharactersMost) || 'file'
  );
}

/** Takes an upload for the library: a JPEG or PNG by its bytes, whatever it is called; refuses with `media_invalid`. */
export async function createMedia(
  platform: Platform,
  scope: Scope,
  upload: { filename: string; stream: AsyncIterable<Uint8Array> },
  now: Instant,
): Promise<MediaRecord> {
  const content = await readAtMost(upload.stream, imageBytesMost, upload.filename);
  const image = sniffImage(content);
  if (image === undefined) {
    const message = say('media_type', { name: upload.filename });
    throw refusal('media_invalid', message, [{ at: '/body/file', message }]);
  }
  const { id } = await keepMedia(platform, platform.db, scope, { name: upload.filename, mime: image.mime, content }, now);
  return getMedia(platform.db, scope, id);
}

async function readAtMost(stream: AsyncIterable<Uint8Array>, bytesMost: number, name: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += part.byteLength;
    if (bytes > bytesMost) {
      const message = say('media_image_large', { name, megabytes: bytesMost / 1024 / 1024 });
      throw refusal('media_invalid', message, [{ at: '/body/file', message }]);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * What Meta calls a file of ours when a number sends it. Uploads it the first time and again when the id is about to
 * expire; between those the kept id is given. Two callers at once may upload twice; either id serves.
 */
export async function metaMediaId(platform: Platform, scope: Scope, media: MediaId, number: NumberId, now: Instant): Promise<string> {
  const kept = await selectUpload(platform.db, scope, media, number, now);
  if (kept !== undefined) return kept;
  const record = await getMedia(platform.db, scope, media);
  const line = await openLine(platform, platform.db, scope, number);
  const bytes = await platform.files.read(record.file_key);
  const uploaded = await uploadMedia(line.caller, line.numberMetaId, { bytes, mime: record.mime, name: record.name });
  if (!uploaded.ok) throw platformRefusal(uploaded.error, say('doing_take_file', { name: record.name }));
  await upsertUpload(platform.db, scope, { media_id: media, number_id: number, meta_id: uploaded.value.id, expires_at: after(now, uploadLivesMilliseconds) });
  return uploaded.value.id;
}

/**
 * Fetches a file that a person sent us and keeps it. Meta holds it for seven days. The type is Meta's word; nothing is
 * ever run or shown because of it. Refuses with `platform_…` when Meta does not give it.
 */
export async function fetchInboundMedia(
  platform: Platform,
  scope: Scope,
  line: Pick<Line, 'caller'>,
  file: { metaId: string; name: string | null },
  now: Instant,
): Promise<{ id: MediaId; mime: string }> {
  const fetched = await downloadMedia(line.caller, file.metaId);
  if (!fetched.ok) throw platformRefusal(fetched.error, say('doing_give_file', { id: file.metaId }));
  const { bytes, mime } = fetched.value;
  const { id } = await keepMedia(platform, platform.db, scope, { name: file.name ?? nameFor(file.metaId, mime), mime, content: bytes }, now);
  return { id, mime };
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'application/pdf': 'pdf',
};

function nameFor(metaId: string, mime: string): string {
  const extension = extensions[mime.split(';')[0] ?? ''];
  return extension === undefined ? metaId : `${metaId}.${extension}`;
}

/** Types a browser may draw beside our pages. No SVG and no HTML: they can carry scripts. */
const drawnTypes: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'video/mp4',
  'video/3gpp',
  'audio/ogg',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/amr',
]);

/** How a file is handed to a browser: drawn in place when that is safe, else downloaded as bare bytes. */
export function servingOf(media: { mime: string; name: string }): { type: string; filename: string; inline: boolean } {
  const type = (media.mime.split(';')[0] ?? '').trim().toLowerCase();
  const isDrawn = drawnTypes.has(type);
  return { type: isDrawn ? type : 'application/octet-stream', filename: media.name, inline: isDrawn };
}

/** A file as the API shows it. */
export function presentMedia(media: MediaRecord): Media {
  return {
    id: presentId('media', media.id),
    name: media.name,
    mime: media.mime,
    bytes: media.bytes,
    width: media.width,
    height: media.height,
    created_at: media.created_at.toISOString(),
  };
}
