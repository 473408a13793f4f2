import type { Scope } from '#core/value/actor.ts';
import { type MediaId, presentId } from '#core/value/id.ts';
import type { Spoken } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import type { Media, MediaPlace } from '#core/contract/media.ts';
import { refusal } from '#core/contract/refusals.ts';
import { retell, say, tell } from '#core/contract/say.ts';
import type { Platform } from '#server/platform/platform.ts';
import { examine } from './examine.ts';
import { makesOf } from './make.ts';
import { getMedia, type MediaRecord, readContent, requireReady } from './media.ts';
import { deleteMediaRow, updateRemoved, updateWords } from './store.ts';
import { countUses, selectLateMessages, selectUploads, selectUses } from './store.use.ts';
import { frameOf } from './turn.ts';

/** Files as the API shows them, in the caller's language, with how many things use each. */
export async function presentAll(platform: Platform, scope: Scope, rows: readonly MediaRecord[], language: Spoken): Promise<Media[]> {
  const uses = await countUses(
    platform.db,
    scope,
    rows.map((row) => row.id),
  );
  return rows.map((row) => presentMedia(row, { language, uses: uses.get(presentId('media', row.id)) ?? 0, hasFilms: platform.films !== undefined }));
}

/** One file as the API shows it. */
export async function presentOne(platform: Platform, scope: Scope, row: MediaRecord, language: Spoken): Promise<Media> {
  const [shown] = await presentAll(platform, scope, [row], language);
  if (shown === undefined) throw new Error('one file is shown as one');
  return shown;
}

function presentMedia(media: MediaRecord, beside: { language: Spoken; uses: number; hasFilms: boolean }): Media {
  const { name, mime, bytes, width, height, kind, state, folder, tags, alt, animated } = media;
  return {
    id: presentId('media', media.id),
    name,
    mime,
    bytes,
    width,
    height,
    kind,
    state,
    reason: retell(media.reason, beside.language),
    folder,
    tags,
    alt,
    seconds: media.seconds === null ? null : Math.round(media.seconds * 10) / 10,
    animated,
    done: media.done.map((told) => retell(told, beside.language)),
    original: media.original_id === null ? null : presentId('media', media.original_id),
    fits: state === 'ready' ? [...media.fits] : [],
    makes: makesOf(media, beside.hasFilms),
    used_by: beside.uses,
    has_thumbnail: hasThumbnail(media, beside.hasFilms),
    created_at: media.created_at.toISOString(),
  };
}

/** Films that strangers sent are not opened for a look: decoding them is a risk that a small picture is not worth. */
function hasThumbnail(media: MediaRecord, hasFilms: boolean): boolean {
  if (media.state !== 'ready' || media.bytes === 0) return false;
  return media.kind === 'image' || media.kind === 'sticker' || (media.kind === 'video' && media.origin === 'library' && hasFilms);
}

/** Changes what people say about a file. */
export async function describeMedia(
  platform: Platform,
  scope: Scope,
  id: MediaId,
  words: { name?: string | undefined; folder?: string | undefined; tags?: string[] | undefined; alt?: string | undefined },
): Promise<MediaRecord> {
  await getMedia(platform.db, scope, id);
  await platform.db.transaction().execute(async (tx) => {
    await updateWords(tx, scope, id, { ...words, ...(words.tags === undefined ? {} : { tags: [...new Set(words.tags)] }) });
    await platform.live.tell(tx, scope, { kind: 'media', id: presentId('media', id) });
  });
  return getMedia(platform.db, scope, id);
}

/**
 * Takes a file out of the library. Refuses with `media_in_use` while a template, a campaign to be sent or a product names it. One that
 * Meta never got is gone with its bytes; one that was sent keeps them, since conversations show it.
 */
export async function removeMedia(platform: Platform, scope: Scope, id: MediaId, now: Instant): Promise<void> {
  const media = await getMedia(platform.db, scope, id);
  const holding = (await selectUses(platform.db, scope, id)).filter((use) => use.holds);
  if (holding.length > 0) {
    const where = { list: holding.map((use) => say(`media_used_${use.what}`, { name: use.name })) };
    throw refusal('media_in_use', say('media_in_use', { name: media.name, where }));
  }
  const wasSent =
    media.origin === 'people' || (await selectUploads(platform.db, scope, id)).length > 0 || (await selectLateMessages(platform.db, scope, id)).length > 0;
  await platform.db.transaction().execute(async (tx) => {
    await (wasSent ? updateRemoved(tx, scope, id, now) : deleteMediaRow(tx, scope, id));
    await platform.live.tell(tx, scope, { kind: 'media', id: presentId('media', id) });
  });
  if (wasSent) return;
  await platform.files.remove(media.file_key);
  await platform.files.remove(lookKey(id));
}

/** Where a file is used and where Meta has it, the latest first. */
export async function usageOf(
  platform: Platform,
  scope: Scope,
  id: MediaId,
): Promise<{ places: MediaPlace[]; at_meta: { number: string; phone: string; until: string }[] }> {
  await getMedia(platform.db, scope, id);
  const { db } = platform;
  const [uses, messages, uploads] = await Promise.all([selectUses(db, scope, id), selectLateMessages(db, scope, id), selectUploads(db, scope, id)]);
  const now = platform.clock.now();
  return {
    places: [
      ...uses.map((use) => ({ what: use.what, id: publicIdOf(use.what, use.id), name: use.name, at: use.at.toISOString() })),
      ...messages.map((message) => ({
        what: 'message' as const,
        id: `msg_${message.id.replaceAll('-', '')}`,
        name: message.name,
        at: message.at.toISOString(),
      })),
    ],
    at_meta: uploads
      .filter((upload) => upload.until > now)
      .map((upload) => ({ number: presentId('number', upload.number), phone: upload.phone, until: upload.until.toISOString() })),
  };
}

function publicIdOf(what: 'template' | 'campaign' | 'broadcast' | 'product', id: string): string {
  const bare = id.replaceAll('-', '');
  switch (what) {
    case 'template':
      return `tpl_${bare}`;
    case 'campaign':
      return `cmp_${bare}`;
    case 'broadcast':
      return `bro_${bare}`;
    case 'product':
      return id;
  }
}

function lookKey(id: MediaId): string {
  return `thumbs/${id}.webp`;
}

/**
 * A small picture of a file: WebP, drawn when it is first asked for and kept. Whatever the file is, what is given was drawn by us.
 * Refuses with `not_found` when there is none.
 */
export async function thumbnailOf(platform: Platform, media: MediaRecord): Promise<Buffer> {
  const none = refusal('not_found', say('media_no_thumbnail', { name: media.name }));
  requireReady(media);
  if (!hasThumbnail(media, platform.films !== undefined)) throw none;
  const kept = await platform.files.find(lookKey(media.id));
  if (kept !== undefined) return kept;
  const content = await readContent(platform, media);
  const { type } = examine(content);
  if (type === undefined) throw none;
  const picture = type.startsWith('image/') ? { content, type } : await stillOf(platform, content);
  if (picture === undefined) throw none;
  const { drawThumbnail } = await import('./picture.ts');
  const drawn = await drawThumbnail({ name: media.name, ...picture });
  await platform.files.put(lookKey(media.id), drawn);
  return drawn;
}

async function stillOf(platform: Platform, content: Buffer): Promise<{ content: Buffer; type: 'image/png' } | undefined> {
  if (platform.films === undefined) return undefined;
  const frame = await frameOf({ films: platform.films, log: platform.log }, content);
  return frame === undefined ? undefined : { content: frame, type: 'image/png' };
}

/** Why films and sounds cannot be turned here, in the caller's language; null when they can. */
export function filmsTrouble(platform: Platform, language: Spoken): string | null {
  return platform.films === undefined ? tell(say('media_films_none'), language) : null;
}
