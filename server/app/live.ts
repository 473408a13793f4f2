import { live, type LiveClock } from '#core/contract/settings.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import type { LiveSubscriptions } from '#server/platform/live.ts';
import type { Clock } from '#server/platform/platform.ts';

/** Answers the stream on which open screens hear that something has changed, and what time it is here: at once, and whenever that clock is moved. */
export function liveRoutes(subscriptions: LiveSubscriptions, clock: Clock): Answers {
  return answers(live, {
    stream: async ({ actor }) => ({
      events: (send) => {
        const tellTime = () => send('clock', { now: clock.now().toISOString(), speed: clock.speed() } satisfies LiveClock);
        tellTime();
        const stopClock = clock.onChange(tellTime);
        const stopChanges = subscriptions.subscribe(actor.workspace, (changes) => {
          for (const change of changes) send('change', change);
        });
        return () => {
          stopClock();
          stopChanges();
        };
      },
    }),
  });
}
