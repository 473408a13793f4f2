import { live } from '#core/contract/settings.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import type { LiveSubscriptions } from '#server/platform/live.ts';

/** Answers the stream on which open screens hear that something has changed. */
export function liveRoutes(subscriptions: LiveSubscriptions): Answers {
  return answers(live, {
    stream: async ({ actor }) => ({
      events: (send) =>
        subscriptions.subscribe(actor.workspace, (changes) => {
          for (const change of changes) send('change', change);
        }),
    }),
  });
}
