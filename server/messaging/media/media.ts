import type { Scope } from '#core/value/actor.ts';
import { type MediaId, type NumberId, presentId } from '#core/value/id.ts';
import { keepTold, parseTold, type Told } from '#core/value/say.ts';
import { after, day, type Instant } from '#core/value/time.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { downloadMedia, mediaBytesMost, uploadMedia } from '#server/cloud-api/management.ts';
import { type Line, openLine } from '#server/messaging/number/number.ts';
import { platformRefusal } from '#server/messaging/number/words.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { type Examined, examine } from './examine.ts';
import { cleanName, nameFor } from './names.ts';
import { scan } from './scan.ts';
import {
  insertMedia,
  type MediaOrigin,
  type MediaRow,
  type NewMedia,
  selectMedia,
  selectSameMedia,
  selectUpload,
  updateRemoved,
  upsertUpload,
} from './store.ts';

/** A file of the media library. */
export type MediaRecord = MediaRow;

/** An uploaded id lives 30 days at Meta; a day less, so that none expires on its way. */
const uploadLivesMilliseconds = 29 * day;

/** One file, also one that was taken out of the library; `not_found` when there is none of this id. */
export async function getMedia(db: Db | Tx, scope: Scope, id: MediaId): Promise<MediaRecord> {
  const row = await selectMedia(db, scope, id);
  if (row === undefined) throw refusal('not_found', say('media_gone', { id: presentId('media', id) }));
  return row;
}

/** The bytes of a file; refuses while it is being turned, and when it could not be. */
export async function readContent(platform: Platform, media: MediaRecord): Promise<Buffer> {
  requireReady(media);
  return platform.files.read(media.file_key);
}

/** Refuses a file that is being turned, and one that nobody can use. */
export function requireReady(media: MediaRecord): void {
  if (media.state === 'working') throw refusal('conflict', say('media_not_ready', { name: media.name }));
  if (media.state === 'refused') throw refusal('media_invalid', parseTold(media.reason ?? ''));
}

/** What people wrote about a file, and where it comes from. */
export type MediaWords = {
  readonly folder?: string;
  readonly tags?: readonly string[];
  readonly alt?: string;
  readonly origin?: MediaOrigin;
  readonly original?: MediaId;
  readonly made?: MediaRow['made'];
  readonly done?: readonly Told[];
};

type Kept = { readonly name: string; readonly mime: string; readonly content: Uint8Array };

/**
 * Keeps a file of any type as it is. The same bytes under the same name, type and origin are kept once, so a second call gives the
 * first id (and puts it back into the library if it was removed). The file is written before the row; a row that is not committed
 * leaves a file without one, which costs its place and nothing else.
 */
export async function keepMedia(platform: Platform, tx: Tx | Db, scope: Scope, file: Kept, now: Instant, words: MediaWords = {}): Promise<{ id: MediaId }> {
  return keepExamined(platform, tx, scope, { file, examined: examine(file.content), words }, now);
}

/** As `keepMedia`, for bytes that were examined already. */
export async function keepExamined(
  platform: Platform,
  tx: Tx | Db,
  scope: Scope,
  { file, examined, words }: { file: Kept; examined: Examined; words: MediaWords },
  now: Instant,
): Promise<{ id: MediaId }> {
  if (file.content.byteLength > mediaBytesMost)
    throw refusal('too_large', say('media_large', { name: file.name, bytes: file.content.byteLength, most: mediaBytesMost, what: say('media_make_document') }));
  const id = platform.random.uuid7('media', now);
  const fileKey = `media/${id}`;
  const kept = await platform.files.put(fileKey, file.content);
  const row = rowOf(id, { file, examined, words }, { file_key: fileKey, ...kept });
  const same = await selectSameMedia(tx, scope, row);
  if (same !== undefined) {
    await platform.files.remove(fileKey);
    if (same.removed_at !== null) await updateRemoved(tx, scope, same.id, null);
    return { id: same.id };
  }
  await insertMedia(tx, scope, row, now);
  await platform.live.tell(tx, scope, { kind: 'media', id: presentId('media', id) });
  return { id };
}

function rowOf(
  id: MediaId,
  { file, examined, words }: { file: Kept; examined: Examined; words: MediaWords },
  kept: { file_key: string; bytes: number; sha256: Buffer },
): NewMedia {
  return {
    id,
    ...kept,
    name: cleanName(file.name),
    mime: file.mime.slice(0, mimeCharactersMost),
    width: examined.width,
    height: examined.height,
    kind: examined.kind,
    state: 'ready',
    reason: null,
    folder: words.folder ?? '',
    tags: [...(words.tags ?? [])],
    alt: words.alt ?? '',
    seconds: examined.seconds,
    animated: examined.animated,
    done: (words.done ?? []).map(keepTold),
    original_id: words.original ?? null,
    made: words.made ?? null,
    fits: examined.trouble === undefined ? [...examined.fits] : [],
    origin: words.origin ?? 'library',
  };
}

const mimeCharactersMost = 200;

/**
 * What Meta calls a file of ours when a number sends it. Uploads it the first time and again when the id is about to
 * expire; between those the kept id is given. Two callers at once may upload twice; either id serves.
 */
export async function metaMediaId(platform: Platform, scope: Scope, media: MediaId, number: NumberId, now: Instant): Promise<string> {
  const kept = await selectUpload(platform.db, scope, media, number, now);
  if (kept !== undefined) return kept;
  const record = await getMedia(platform.db, scope, media);
  const bytes = await readContent(platform, record);
  const line = await openLine(platform, platform.db, scope, number);
  const uploaded = await uploadMedia(line.caller, line.numberMetaId, { bytes, mime: record.mime, name: record.name });
  if (!uploaded.ok) throw platformRefusal(uploaded.error, say('doing_take_file', { name: record.name }));
  await upsertUpload(platform.db, scope, { media_id: media, number_id: number, meta_id: uploaded.value.id, expires_at: after(now, uploadLivesMilliseconds) });
  return uploaded.value.id;
}

/**
 * Fetches a file that a person sent us and keeps it as it came, outside of the library. Meta holds it for seven days. The type is
 * Meta's word; nothing is ever run or shown because of it. Where a scanner is configured it looks first: what it finds is not kept,
 * and the file says so. Refuses with `platform_…` when Meta does not give it, with `busy` when the scanner is away.
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
  const name = file.name ?? nameFor(file.metaId, mime);
  const found = await scan(platform, name, bytes);
  if (found !== undefined) return { id: await noteRefused(platform, scope, { name, mime, reason: found }, now), mime };
  const { id } = await keepMedia(platform, platform.db, scope, { name, mime, content: bytes }, now, { origin: 'people' });
  return { id, mime };
}

/** A row without bytes, for a file that must not lie here. */
async function noteRefused(platform: Platform, scope: Scope, file: { name: string; mime: string; reason: Told }, now: Instant): Promise<MediaId> {
  const id = platform.random.uuid7('media', now);
  const nothing = new Uint8Array();
  const row = rowOf(
    id,
    { file: { ...file, content: nothing }, examined: examine(nothing), words: { origin: 'people' } },
    { file_key: `media/${id}`, bytes: 0, sha256: Buffer.alloc(0) },
  );
  await insertMedia(platform.db, scope, { ...row, state: 'refused', reason: keepTold(file.reason), fits: [] }, now);
  return id;
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
