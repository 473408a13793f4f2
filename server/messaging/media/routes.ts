import { isRefused } from '#core/value/result.ts';
import { type MediaId, parsePublicId, presentId } from '#core/value/id.ts';
import { contract } from '#core/contract/contract.ts';
import { refusal } from '#core/contract/refusals.ts';
import { answers, requireUpload } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { createMedia, getMedia, presentMedia, servingOf } from './media.ts';
import { selectMediaPage } from './store.ts';

function parseMediaId(text: string): MediaId {
  const id = parsePublicId('media', text);
  if (isRefused(id)) throw refusal('bad_id', id.detail);
  return id;
}

/** Answers `contract.media`. */
export function mediaRoutes(platform: Platform) {
  return answers(contract.media, {
    list: async ({ actor }, { query }) => {
      const before = query.cursor === undefined ? undefined : parseMediaId(query.cursor);
      const rows = await selectMediaPage(platform.db, scopeOf(actor), { before, limit: query.limit + 1 });
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      return { items: items.map(presentMedia), next: rows.length > query.limit && last !== undefined ? presentId('media', last.id) : null };
    },
    create: async ({ actor, now }, input) => presentMedia(await createMedia(platform, scopeOf(actor), requireUpload(input), now)),
    content: async ({ actor }, { params }) => {
      const media = await getMedia(platform.db, scopeOf(actor), parseMediaId(params.id));
      return { ...servingOf(media), stream: platform.files.stream(media.file_key) };
    },
  });
}
