import { segments } from '#core/contract/segments.ts';
import type { Scope } from '#core/value/actor.ts';
import { cutPage } from '#core/value/cursor.ts';
import { presentContacts } from '#server/audience/contact/contact.ts';
import { placeOf } from '#server/audience/contact/routes.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import {
  changeSegment,
  countDefinition,
  createSegment,
  getSegment,
  listSegments,
  presentSegments,
  removeSegment,
  type SavedSegment,
  segmentIdOf,
} from './segment.ts';

/** People shown beside the count of an unsaved definition. */
const samplesShown = 10;

/** Answers the contract's segments. */
export function segmentRoutes(platform: Platform): Answers {
  const present = async (scope: Scope, segment: SavedSegment) => {
    const [shown] = await presentSegments(platform.db, scope, [segment]);
    if (shown === undefined) throw new Error('a segment is presented as one');
    return shown;
  };
  return answers(segments, {
    list: async (call, { query }) => {
      const scope = scopeOf(call.actor);
      const found = await listSegments(platform.db, scope, { before: placeOf(query.cursor), limit: query.limit + 1 });
      const { rows, next } = cutPage(
        found.map((segment) => ({ ...segment, at: segment.createdAt })),
        query.limit,
      );
      return { items: await presentSegments(platform.db, scope, rows), next };
    },
    get: async (call, { params }) => present(scopeOf(call.actor), await getSegment(platform.db, scopeOf(call.actor), segmentIdOf(params.id))),
    create: async (call, { body }) => present(scopeOf(call.actor), await createSegment(platform, call.actor, body, call.now)),
    update: async (call, { params, body }) => present(scopeOf(call.actor), await changeSegment(platform, call.actor, segmentIdOf(params.id), body, call.now)),
    remove: async (call, { params }) => {
      await removeSegment(platform, call.actor, segmentIdOf(params.id));
      return { done: true };
    },
    count: async (call, { body }) => {
      const scope = scopeOf(call.actor);
      const { people, consented, samples } = await countDefinition(platform.db, scope, body.definition, samplesShown);
      const shown = await presentContacts(platform.db, scope, samples);
      return { people, consented, samples: samples.flatMap((id) => shown.get(id) ?? []) };
    },
  });
}
