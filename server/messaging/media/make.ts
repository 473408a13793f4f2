import type { MediaMake } from '#core/contract/media.ts';
import type { Scope } from '#core/value/actor.ts';
import { type MediaId, parseId, presentId } from '#core/value/id.ts';
import { keepTold, type Told } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { Refusal, refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Platform } from '#server/platform/platform.ts';
import { bindTask, type TaskBinding } from '#server/platform/runner.ts';
import { type Examined, examine, nameOfType } from './examine.ts';
import { getMedia, keepExamined, type MediaRecord, readContent, requireReady } from './media.ts';
import { besideName, fitName } from './names.ts';
import { insertMedia, selectMade, selectMedia, type TurnedMedia, updateTurned } from './store.ts';
import { mediaTurn } from './tasks.ts';
import { turnFilm, type Turn } from './turn.ts';

/** What can be made of a file on this machine. Pure. */
export function makesOf(media: Pick<MediaRecord, 'kind' | 'state' | 'mime' | 'fits' | 'animated' | 'bytes'>, hasFilms: boolean): MediaMake[] {
  if (media.state !== 'ready' || media.bytes === 0) return [];
  const ifFilms = (make: MediaMake, isWanted = true): MediaMake[] => (hasFilms && isWanted ? [make] : []);
  switch (media.kind) {
    case 'image':
      return [...(media.fits.includes('image') ? [] : ['image' as const]), 'sticker', ...ifFilms('video', media.mime === 'image/gif' && media.animated)];
    case 'sticker':
      return ['image'];
    case 'video':
      return [...ifFilms('video', !media.fits.includes('video')), ...ifFilms('voice')];
    case 'audio':
      return ifFilms('voice', !media.fits.includes('voice'));
    case 'document':
      return [];
  }
}

/**
 * Makes a picture, sticker, voice note or video of a file, as a new file beside it; the same made twice is one. What takes long is
 * `working` when it is given. Refuses with `media_invalid` what cannot be made of it.
 */
export async function makeOf(platform: Platform, scope: Scope, id: MediaId, make: MediaMake, now: Instant): Promise<MediaRecord> {
  const original = await getMedia(platform.db, scope, id);
  requireReady(original);
  const possible = makesOf(original, platform.films !== undefined);
  if (!possible.includes(make)) throw cannot(original, make, possible, platform.films !== undefined);
  const made = await selectMade(platform.db, scope, id, make);
  if (made !== undefined) return made;
  if (make === 'voice' && isSilent(examine(await readContent(platform, original))))
    throw refusal('media_invalid', say('media_no_sound', { name: original.name }));
  const isLong = make === 'voice' || make === 'video' || (make === 'sticker' && original.animated);
  const kept = isLong ? await promise(platform, scope, original, make, now) : await drawNow(platform, scope, original, make, now);
  return getMedia(platform.db, scope, kept);
}

function cannot(original: MediaRecord, make: MediaMake, possible: readonly MediaMake[], hasFilms: boolean): Error {
  const { name, kind } = original;
  const wouldFilms = makesOf(original, true).includes(make) && !hasFilms;
  const can = possible.length === 0 ? say('none') : { list: possible.map((one) => say(`media_make_${one}`)) };
  const told = wouldFilms ? say('media_films_none') : say('media_cannot_make', { name, kind: say(`media_make_${kind}`), can, make: say(`media_make_${make}`) });
  return refusal('media_invalid', told, [{ at: '/body/make', message: told }]);
}

/** Whether a film is known to have no sound; of containers that are not read here nobody knows. */
function isSilent({ kind, codecs }: Examined): boolean {
  return kind === 'video' && codecs.length === 1 && codecs[0] !== 'other';
}

/** Draws what is drawn in a moment: a picture, or a sticker that stands still. */
async function drawNow(platform: Platform, scope: Scope, original: MediaRecord, make: MediaMake, now: Instant): Promise<MediaId> {
  const content = await readContent(platform, original);
  const { type } = examine(content);
  if (type === undefined || !type.startsWith('image/')) throw notOpen(original);
  const source = { name: original.name, content, type };
  const { drawImage, drawSticker } = await import('./picture.ts');
  const drawn = make === 'sticker' ? await drawSticker(source, false) : await drawImage(source);
  const named = { name: besideName(original.name, make, drawn.mime), mime: drawn.mime, content: drawn.content };
  const { folder, tags, alt } = original;
  const words = { folder, tags, alt, original: original.id, made: make, done: drawn.done };
  return (await keepExamined(platform, platform.db, scope, { file: named, examined: examine(drawn.content), words }, now)).id;
}

function notOpen({ name }: MediaRecord): Error {
  return refusal('media_invalid', say('media_torn', { name }));
}

/** What a thing will be when it is made, shown meanwhile. */
const promised = {
  voice: { kind: 'audio', mime: 'audio/ogg; codecs=opus' },
  video: { kind: 'video', mime: 'video/mp4' },
  sticker: { kind: 'sticker', mime: 'image/webp' },
  image: { kind: 'image', mime: 'image/jpeg' },
} as const;

/** Notes a file that a task will make; bytes come with it. */
async function promise(platform: Platform, scope: Scope, original: MediaRecord, make: 'voice' | 'video' | 'sticker' | 'image', now: Instant): Promise<MediaId> {
  if (make === 'image') throw new Error('pictures are drawn at once');
  const id = platform.random.uuid7('media', now);
  const { kind, mime } = promised[make];
  await platform.db.transaction().execute(async (tx) => {
    await insertMedia(
      tx,
      scope,
      {
        id,
        name: besideName(original.name, make, mime),
        mime,
        bytes: 0,
        sha256: Buffer.alloc(0),
        file_key: `media/${id}`,
        width: null,
        height: null,
        kind,
        state: 'working',
        reason: null,
        folder: original.folder,
        tags: original.tags,
        alt: original.alt,
        seconds: null,
        animated: false,
        done: [],
        original_id: original.id,
        made: make,
        fits: [],
        origin: 'library',
      },
      now,
    );
    await platform.tasks.add(tx, mediaTurn, { workspace: scope.workspace, media: id, into: make });
    await platform.live.tell(tx, scope, { kind: 'media', id: presentId('media', id) });
  });
  return id;
}

/** Who answers `media.turn`. */
export function mediaTasks(platform: Platform): TaskBinding[] {
  return [bindTask(mediaTurn, (asked) => turnMedia(platform, asked))];
}

type Asked = { workspace: string; media: string; into: Turn | 'sticker' };

/** Turns a file that is `working`. What cannot be turned becomes `refused` with its reason; safe to run twice. */
async function turnMedia(platform: Platform, { workspace, media, into }: Asked): Promise<void> {
  const scope = { workspace: parseId<'workspace'>(workspace) };
  const row = await selectMedia(platform.db, scope, parseId<'media'>(media));
  if (row?.state !== 'working') return;
  const original = row.original_id === null ? row : await getMedia(platform.db, scope, row.original_id);
  const outcome = await turnOrTell(platform, row, original, into);
  const changed = await platform.db.transaction().execute(async (tx) => {
    await platform.live.tell(tx, scope, { kind: 'media', id: presentId('media', row.id) });
    return updateTurned(tx, scope, row.id, outcome);
  });
  if (changed && row.original_id === null) await platform.files.remove(row.file_key);
}

async function turnOrTell(
  platform: Platform,
  row: MediaRecord,
  original: MediaRecord,
  into: Asked['into'],
): Promise<TurnedMedia | { state: 'refused'; reason: string }> {
  try {
    return await turn(platform, row, original, into);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { state: 'refused', reason: keepTold(error.detail) };
  }
}

async function turn(platform: Platform, row: MediaRecord, original: MediaRecord, into: Asked['into']): Promise<TurnedMedia> {
  const content = await platform.files.read(original.file_key);
  const examined = examine(content);
  const made = await madeOf(platform, { name: original.name, content, examined }, into);
  const result = examine(made.content);
  const fileKey = `media/${row.id}`;
  const kept = await platform.files.put(fileKey, made.content);
  return {
    ...kept,
    name: row.original_id === null ? fitName(row.name, made.mime) : row.name,
    mime: made.mime,
    file_key: fileKey,
    width: result.width,
    height: result.height,
    kind: result.kind,
    state: 'ready',
    reason: null,
    seconds: result.seconds,
    animated: result.animated,
    done: made.done.map(keepTold),
    fits: [...result.fits],
  };
}

async function madeOf(
  platform: Platform,
  original: { name: string; content: Buffer; examined: ReturnType<typeof examine> },
  into: Asked['into'],
): Promise<{ content: Buffer; mime: string; done: readonly Told[] }> {
  const { name, content, examined } = original;
  if (into === 'sticker') {
    if (examined.type === undefined) throw refusal('media_invalid', say('media_not_taken', { name, what: nameOfType(undefined) }));
    const { drawSticker } = await import('./picture.ts');
    return drawSticker({ name, content, type: examined.type }, examined.animated);
  }
  if (platform.films === undefined) throw refusal('media_invalid', say('media_films_none'));
  return turnFilm({ films: platform.films, log: platform.log }, original, into);
}
