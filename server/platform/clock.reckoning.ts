import { z } from 'zod';

/** What a clock that is followed says of itself. `speed` is business milliseconds for each real one, 0 while it is paused. */
export const ClockReading = z.object({
  revision: z.int().min(0),
  now: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  speed: z.number().min(0).max(1e9),
  mode: z.enum(['real', 'scaled', 'paused']),
});
export type ClockReading = z.infer<typeof ClockReading>;

/** Where the clock stood when it was last heard, and what is reckoned from there. Milliseconds; `heardAt` is monotonic. */
export type Reckoning = {
  readonly revision: number;
  readonly base: number;
  readonly heardAt: number;
  readonly speed: number;
  /** What was shown already: reckoned time stands still here until it comes by. */
  readonly floor: number;
};

/** A reading is this late at most; what lies further behind what was shown was put back by somebody. */
const latencyMostMilliseconds = 250;

/** Begins to reckon. */
export function startReckoning(reading: ClockReading, monotonic: number): Reckoning {
  return { revision: reading.revision, base: reading.now, heardAt: monotonic, speed: reading.speed, floor: Number.NEGATIVE_INFINITY };
}

/** The time as reckoned, in whole milliseconds since 1970. */
export function reckon(reckoning: Reckoning, monotonic: number): number {
  return Math.floor(Math.max(reckoning.floor, reckoning.base + (monotonic - reckoning.heardAt) * reckoning.speed));
}

/**
 * Goes on from a new reading. Time never runs backwards, unless a new revision puts the clock back: since a reading
 * takes a moment to arrive, one that is a little behind what was shown lets the time stand still until it is caught up.
 */
export function hear(reckoning: Reckoning, reading: ClockReading, monotonic: number): Reckoning {
  const shown = reckon(reckoning, monotonic);
  const isPutBack = reading.revision !== reckoning.revision && reading.now < shown - latencyMostMilliseconds * Math.max(1, reckoning.speed);
  return { ...startReckoning(reading, monotonic), floor: isPutBack ? reading.now : shown };
}

/** Nothing is heard any more. A real or paused clock goes on as it was; a hurried one stands, since nobody could take back what it ran ahead. */
export function loseSight(reckoning: Reckoning, monotonic: number): Reckoning {
  if (reckoning.speed <= 1) return reckoning;
  const shown = reckon(reckoning, monotonic);
  return { ...reckoning, base: shown, heardAt: monotonic, speed: 0, floor: shown };
}
