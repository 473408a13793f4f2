import type { Scope } from '#core/value/actor.ts';
import { type MediaId, type NumberId, parsePublicId, presentId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import type { Instant } from '#core/value/time.ts';
import type { FreeLook } from '#core/whatsapp/free.draw.ts';
import type { KnownFile } from '#core/whatsapp/law/free.files.ts';
import type { ProductRef } from '#core/whatsapp/message.ts';
import type { WireMediaSource } from '#core/whatsapp/wire.message.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { metaMediaId } from './media.ts';
import { expireUploads, selectFilesToSend } from './store.lookup.ts';

/** What is known of a file when somebody wants to send it. */
export type FileToSend = KnownFile & { readonly name: string };

/** Looks up files of the library by their border ids, in one statement. Addresses, variables and ids that nobody has are left out. */
export async function findFiles(db: Db | Tx, scope: Scope, media: readonly string[]): Promise<ReadonlyMap<string, FileToSend>> {
  const ids = [...new Set(media)].flatMap((one) => {
    const id = parsePublicId('media', one);
    return isRefused(id) ? [] : [id];
  });
  const rows = await selectFilesToSend(db, scope, ids);
  return new Map(rows.map(({ id, name, mime, bytes, animated }) => [presentId('media', id), { name, mime, bytes, animated }]));
}

/** How files and products of a message look, as far as our library knows them. */
export function lookWith(files: ReadonlyMap<string, FileToSend>): FreeLook {
  return { file: (media) => lookOf(files, media), product: (_catalog, id) => byIdAlone(id) };
}

/** What a file of ours looks like; of an outside address only its name in the path is known. */
function lookOf(files: ReadonlyMap<string, FileToSend>, media: string): { mime: string; name: string | null; animated?: boolean } {
  return files.get(media) ?? { mime: 'application/octet-stream', name: /\/([^/?#]+)(?:[?#]|$)/.exec(media.replace(/^https?:\/\//i, ''))?.[1] ?? null };
}

function byIdAlone(id: string): ProductRef {
  return { id, name: null, price: null, image: null };
}

/**
 * What Meta takes for each of these files (border ids, or web addresses) when a number sends them: ours are uploaded if they are
 * not there. Refuses with `not_found` what is neither, and with what the upload refuses.
 */
export async function wireFiles(
  platform: Platform,
  scope: Scope,
  number: NumberId,
  files: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, WireMediaSource>> {
  const sources = [...new Set(files)].map(async (file) => [file, await sourceOf(platform, scope, number, file, now)] as const);
  return new Map(await Promise.all(sources));
}

async function sourceOf(platform: Platform, scope: Scope, number: NumberId, file: string, now: Instant): Promise<WireMediaSource> {
  if (/^https?:\/\//i.test(file)) return { link: file };
  const media = parsePublicId('media', file);
  if (isRefused(media)) throw refusal('not_found', say('media_gone', { id: file.slice(0, 80) }));
  return { id: await metaMediaId(platform, scope, media, number, now) };
}

/** Forgets what Meta called files of ours, because Meta no longer knows them: the next send uploads them again. */
export async function forgetFiles(platform: Platform, scope: Scope, number: NumberId, files: readonly string[]): Promise<void> {
  const ids = files.map((file) => parsePublicId('media', file)).filter((id): id is MediaId => !isRefused(id));
  await expireUploads(platform.db, scope, ids, number);
}
