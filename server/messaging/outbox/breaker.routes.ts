import { breakers } from '#core/contract/canary.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { closeBreaker, endHeldOffers, listBreakers } from './breaker.ts';

/** Answers `contract.breakers`. */
export function breakerRoutes(platform: Platform): Answers {
  return answers(breakers, {
    list: async ({ actor, now }) => ({ items: await listBreakers(platform.db, scopeOf(actor), now) }),
    close: ({ actor, now }, { params }) => closeBreaker(platform, actor, params.id, now),
    end: ({ actor, now }, { params }) => endHeldOffers(platform, actor, params.id, now),
  });
}
