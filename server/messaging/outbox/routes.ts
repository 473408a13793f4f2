import { sending } from '#core/contract/sending.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { resumeOffers, sendingState, stopOffers } from './stop.ts';

/** Answers `contract.sending`. */
export function sendingRoutes(platform: Platform): Answers {
  return answers(sending, {
    state: ({ actor }) => sendingState(platform.db, scopeOf(actor)),
    stop: ({ actor, now }) => stopOffers(platform, actor, now),
    resume: ({ actor, now }) => resumeOffers(platform, actor, now),
  });
}
