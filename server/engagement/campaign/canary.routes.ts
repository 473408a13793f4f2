import { canaries } from '#core/contract/canary.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import type { Platform } from '#server/platform/platform.ts';
import { decideCanary, showCanary } from './canary.desk.ts';

/** Answers `contract.canaries`. */
export function canaryRoutes(platform: Platform): Answers {
  return answers(canaries, {
    get: async ({ actor, now, language }, { params, query }) => ({
      canary: await showCanary(platform, actor, params.id, { broadcast: query.broadcast, language }, now),
    }),
    decide: async ({ actor, now, language }, { params, body }) => ({
      canary: await decideCanary(platform, actor, params.id, { ...body, language }, now),
    }),
  });
}
