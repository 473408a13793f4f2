import type { Instant } from '#core/value/time.ts';
import type { Clock } from '#server/platform/platform.ts';

/** A business clock that says what it is told and runs only when it is moved. */
export function heldClock(now: () => Instant): Clock {
  return { now, speed: () => 0, onChange: () => () => {} };
}
