import type { Instant } from '#core/value/time.ts';
import type { Clock, RealClock } from './platform.ts';

/** The machine's clock: for leases, answers that are kept for a day, and whatever else a moved business clock must not move. */
export const machineClock: RealClock = { now: () => new Date() };

/** The business clock of an installation that follows no other: that of the machine. */
export const systemClock: Clock = { now: () => new Date(), speed: () => 1, onChange: () => () => {} };

/** In how many real milliseconds a moment of the business clock comes, as things are now; infinite while the clock stands still before it. */
export function realMillisecondsUntil(clock: Clock, at: Instant): number {
  const left = at.getTime() - clock.now().getTime();
  if (left <= 0) return 0;
  const speed = clock.speed();
  return speed === 0 ? Number.POSITIVE_INFINITY : left / speed;
}
