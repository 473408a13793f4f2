import type { Scope } from '#core/value/actor.ts';
import { type MediaId, presentId } from '#core/value/id.ts';
import { keepTold, type Told } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Platform } from '#server/platform/platform.ts';
import { decidePreparation, type Preparation } from './decide.ts';
import { type Examined, examine, nameOfType } from './examine.ts';
import { useBytesMost } from './limits.ts';
import { getMedia, keepExamined, type MediaRecord, type MediaWords } from './media.ts';
import { cleanName, fitName } from './names.ts';
import type { Drawn } from './picture.ts';
import { scan } from './scan.ts';
import { insertMedia } from './store.ts';
import { mediaTurn } from './tasks.ts';

/** A file on its way in: the name it is said to have, and its bytes. */
export type Incoming = { readonly filename: string; readonly stream: AsyncIterable<Uint8Array> };

/**
 * Takes an upload for the library: reads what it is from its bytes, lets the scanner look, and makes it what WhatsApp takes.
 * Pictures are ready at once, films are `working` until a task has turned them. Refuses with `media_invalid`.
 */
export async function createMedia(platform: Platform, scope: Scope, incoming: Incoming, words: MediaWords, now: Instant): Promise<MediaRecord> {
  const content = await readAtMost(incoming.stream, useBytesMost.document, incoming.filename);
  return takeContent(platform, scope, { name: cleanName(incoming.filename), content, words }, now);
}

/** Fetches what a link leads to and takes it as an upload. Refuses with `link_unreachable`. */
export async function createFromLink(
  platform: Platform,
  scope: Scope,
  link: { url: string; name: string | undefined },
  words: MediaWords,
  now: Instant,
): Promise<MediaRecord> {
  if (platform.fetchOutside === undefined) throw new Error('this platform was opened without a way to fetch links');
  const fetched = await platform.fetchOutside(link.url, { bytesMost: useBytesMost.document });
  const last = new URL(fetched.url).pathname.split('/').at(-1) ?? '';
  return takeContent(platform, scope, { name: cleanName(link.name ?? decoded(last)), content: fetched.content, words }, now);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

type Taken = { readonly name: string; readonly content: Uint8Array; readonly words: MediaWords };

async function takeContent(platform: Platform, scope: Scope, taken: Taken, now: Instant): Promise<MediaRecord> {
  const { name, content } = taken;
  const examined = examine(content);
  const preparation = decidePreparation({ name, bytes: content.byteLength }, examined, platform.films !== undefined);
  const found = await scan(platform, name, content);
  if (found !== undefined) throw refusal('media_invalid', found, [{ at: '/body/file', message: found }]);
  const id = await prepare(platform, scope, { ...taken, examined, preparation }, now);
  return getMedia(platform.db, scope, id);
}

type Prepared = Taken & { readonly examined: Examined; readonly preparation: Preparation };

async function prepare(platform: Platform, scope: Scope, prepared: Prepared, now: Instant): Promise<MediaId> {
  const { name, content, words, examined, preparation } = prepared;
  switch (preparation.act) {
    case 'turn':
      return keepForTurning(platform, scope, prepared, preparation.into, now);
    case 'draw': {
      if (examined.type === undefined) throw new Error('a picture has a type');
      const { drawImage } = await import('./picture.ts');
      return keepDrawn(platform, scope, { name, words, examined, drawn: await drawImage({ name, content, type: examined.type }) }, now);
    }
    case 'check':
      if (examined.type !== undefined) await (await import('./picture.ts')).checkPicture({ name, content, type: examined.type });
      return keepAsItIs(platform, scope, prepared, [], now);
    case 'keep':
      return keepAsItIs(platform, scope, prepared, preparation.done, now);
  }
}

async function keepAsItIs(
  platform: Platform,
  scope: Scope,
  { name, content, words, examined }: Prepared,
  done: readonly Told[],
  now: Instant,
): Promise<MediaId> {
  const fitting = fitName(name, examined.mime);
  const told = fitting === name ? done : [...done, say('done_renamed', { type: nameOfType(examined.type) })];
  const file = { name: fitting, mime: examined.mime, content };
  return (await keepExamined(platform, platform.db, scope, { file, examined, words: { ...words, done: told } }, now)).id;
}

async function keepDrawn(
  platform: Platform,
  scope: Scope,
  { name, words, examined, drawn }: { name: string; words: MediaWords; examined: Examined; drawn: Drawn },
  now: Instant,
): Promise<MediaId> {
  const turned = drawn.mime === examined.type ? [] : [say('done_from', { from: nameOfType(examined.type), to: drawn.mime === 'image/png' ? 'PNG' : 'JPEG' })];
  const file = { name: fitName(name, drawn.mime), mime: drawn.mime, content: drawn.content };
  return (
    await keepExamined(platform, platform.db, scope, { file, examined: examine(drawn.content), words: { ...words, done: [...turned, ...drawn.done] } }, now)
  ).id;
}

/** Keeps the file as it came until a task has turned it; in the same transaction the task is written. */
async function keepForTurning(
  platform: Platform,
  scope: Scope,
  { name, content, words, examined }: Prepared,
  into: 'video' | 'audio' | 'bare',
  now: Instant,
): Promise<MediaId> {
  const id = platform.random.uuid7('media', now);
  const fileKey = `media/${id}.raw`;
  const kept = await platform.files.put(fileKey, content);
  await platform.db.transaction().execute(async (tx) => {
    await insertMedia(
      tx,
      scope,
      {
        id,
        name,
        mime: examined.mime,
        ...kept,
        file_key: fileKey,
        width: examined.width,
        height: examined.height,
        kind: examined.kind,
        state: 'working',
        reason: null,
        folder: words.folder ?? '',
        tags: [...(words.tags ?? [])],
        alt: words.alt ?? '',
        seconds: examined.seconds,
        animated: false,
        done: (words.done ?? []).map(keepTold),
        original_id: null,
        made: null,
        fits: [],
        origin: 'library',
      },
      now,
    );
    await platform.tasks.add(tx, mediaTurn, { workspace: scope.workspace, media: id, into });
    await platform.live.tell(tx, scope, { kind: 'media', id: presentId('media', id) });
  });
  return id;
}

async function readAtMost(stream: AsyncIterable<Uint8Array>, bytesMost: number, name: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += part.byteLength;
    if (bytes > bytesMost) {
      const message = say('media_large', { name, bytes, most: bytesMost, what: say('media_make_document') });
      throw refusal('media_invalid', message, [{ at: '/body/file', message }]);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
