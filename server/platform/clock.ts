import type { Clock } from './platform.ts';

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };
