import type { Scope } from '#core/value/actor.ts';
import type { Spoken } from '#core/value/say.ts';
import { isRefused } from '#core/value/result.ts';
import { type MediaId, parsePublicId, presentId } from '#core/value/id.ts';
import { contract } from '#core/contract/contract.ts';
import type { QueryOf } from '#core/contract/route.ts';
import { refusal } from '#core/contract/refusals.ts';
import { answers, requireUpload } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { createFromLink, createMedia } from './intake.ts';
import { describeMedia, filmsTrouble, presentAll, presentOne, removeMedia, thumbnailOf, usageOf } from './library.ts';
import { makeOf } from './make.ts';
import { getMedia, requireReady, servingOf } from './media.ts';
import { useBytesMost } from './limits.ts';
import { besideName } from './names.ts';
import { selectFolders, selectMediaPage, selectTags } from './store.ts';

function parseMediaId(text: string): MediaId {
  const id = parsePublicId('media', text);
  if (isRefused(id)) throw refusal('bad_id', id.detail);
  return id;
}

/** More words than this narrow nothing further. */
const wordsMost = 6;

async function listPage(platform: Platform, scope: Scope, query: QueryOf<typeof contract.media.list>, language: Spoken) {
  const rows = await selectMediaPage(platform.db, scope, {
    before: query.cursor === undefined ? undefined : parseMediaId(query.cursor),
    limit: query.limit + 1,
    origin: query.from,
    words: (query.q ?? '')
      .split(/\s+/)
      .filter((word) => word !== '')
      .slice(0, wordsMost),
    folder: query.folder,
    tag: query.tag,
    kind: query.kind,
    fits: query.fits,
  });
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  const next = rows.length > query.limit && last !== undefined ? presentId('media', last.id) : null;
  return { items: await presentAll(platform, scope, items, language), next };
}

/** Answers `contract.media`. */
export function mediaRoutes(platform: Platform) {
  return answers(contract.media, {
    list: async ({ actor, language }, { query }) => listPage(platform, scopeOf(actor), query, language),
    folders: async ({ actor, language }) => {
      const scope = scopeOf(actor);
      const [folders, tags] = await Promise.all([selectFolders(platform.db, scope), selectTags(platform.db, scope)]);
      return { total: folders.reduce((sum, folder) => sum + folder.files, 0), folders, tags, films: filmsTrouble(platform, language) };
    },
    create: async ({ actor, now, language }, input) => {
      const { folder, tags, alt } = input.query;
      const kept = await createMedia(platform, scopeOf(actor), requireUpload(input), { folder, tags, alt }, now);
      return presentOne(platform, scopeOf(actor), kept, language);
    },
    fromLink: async ({ actor, now, language }, { body }) => {
      const { url, name, folder, tags, alt } = body;
      const kept = await createFromLink(platform, scopeOf(actor), { url, name }, { folder, tags, alt }, now);
      return presentOne(platform, scopeOf(actor), kept, language);
    },
    get: async ({ actor, language }, { params }) =>
      presentOne(platform, scopeOf(actor), await getMedia(platform.db, scopeOf(actor), parseMediaId(params.id)), language),
    update: async ({ actor, language }, { params, body }) => {
      const scope = scopeOf(actor);
      return presentOne(platform, scope, await describeMedia(platform, scope, parseMediaId(params.id), body), language);
    },
    remove: async ({ actor, now }, { params }) => {
      await removeMedia(platform, scopeOf(actor), parseMediaId(params.id), now);
      return { done: true as const };
    },
    convert: async ({ actor, now, language }, { params, body }) => {
      const scope = scopeOf(actor);
      return presentOne(platform, scope, await makeOf(platform, scope, parseMediaId(params.id), body.make, now), language);
    },
    usage: async ({ actor }, { params }) => usageOf(platform, scopeOf(actor), parseMediaId(params.id)),
    content: async ({ actor }, { params }) => {
      const media = await getMedia(platform.db, scopeOf(actor), parseMediaId(params.id));
      requireReady(media);
      // What is played is given as a whole, so that a player may ask for parts of it.
      const isPlayed = (media.kind === 'video' || media.kind === 'audio') && media.bytes <= useBytesMost.video;
      if (isPlayed) return { ...servingOf(media), bytes: await platform.files.read(media.file_key) };
      return { ...servingOf(media), stream: platform.files.stream(media.file_key) };
    },
    thumbnail: async ({ actor }, { params }) => {
      const media = await getMedia(platform.db, scopeOf(actor), parseMediaId(params.id));
      const bytes = await thumbnailOf(platform, media);
      return { type: 'image/webp', filename: besideName(media.name, 'small', 'image/webp'), inline: true, bytes };
    },
  });
}
