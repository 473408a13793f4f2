import type { Clock } from './clock.ts';

/** A timer for very many things: each is put in a bucket of `tickMilliseconds`, and one interval empties the buckets. */
export type Wheel = {
  /** Runs `act` at `due` (milliseconds, UTC) or on the next tick if that has passed. */
  at(due: number, act: () => void): void;
  /** Runs what is due now; called by the wheel's own interval and by tests with a clock of their own. */
  turn(): void;
  readonly waiting: number;
  close(): void;
};

const tickMilliseconds = 10;

/** Above this many ticks behind, the buckets are sorted instead of walked tick by tick. */
const walkLimit = 1_000;

/** Opens a wheel. It holds no timer while nothing waits, and never keeps the process alive by itself. */
export function openWheel(clock: Clock, onError: (error: unknown) => void): Wheel {
  const buckets = new Map<number, (() => void)[]>();
  let reached = Math.floor(clock.now() / tickMilliseconds);
  let waiting = 0;
  let interval: NodeJS.Timeout | undefined;

  function empty(tick: number): void {
    const bucket = buckets.get(tick);
    if (bucket === undefined) return;
    buckets.delete(tick);
    waiting -= bucket.length;
    for (const act of bucket) {
      try {
        act();
      } catch (error) {
        onError(error);
      }
    }
  }

  function turn(): void {
    const now = Math.floor(clock.now() / tickMilliseconds);
    if (now - reached > walkLimit) {
      const due = [...buckets.keys()].filter((tick) => tick <= now).toSorted((a, b) => a - b);
      reached = now;
      for (const tick of due) empty(tick);
    }
    while (reached < now) {
      reached += 1;
      empty(reached);
    }
    if (waiting === 0 && interval !== undefined) {
      clearInterval(interval);
      interval = undefined;
    }
  }

  function at(due: number, act: () => void): void {
    if (waiting === 0) reached = Math.max(reached, Math.floor(clock.now() / tickMilliseconds) - 1);
    const tick = Math.max(Math.ceil(due / tickMilliseconds), reached + 1);
    const bucket = buckets.get(tick);
    if (bucket === undefined) buckets.set(tick, [act]);
    else bucket.push(act);
    waiting += 1;
    interval ??= setInterval(turn, tickMilliseconds).unref();
  }

  return {
    at,
    turn,
    get waiting() {
      return waiting;
    },
    close() {
      clearInterval(interval);
      buckets.clear();
      waiting = 0;
    },
  };
}
