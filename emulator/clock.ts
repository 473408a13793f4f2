/** Where the emulator gets the time from: milliseconds since 1970, UTC. Tests pass a clock they move themselves. */
export type Clock = { now(): number };

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
