import { minute } from '#core/value/time.ts';
import type { Lane } from './lane.state.ts';
import { setCeiling, startPace, waitForToken } from './pace.ts';
import type { BroadcastLook } from './store.sending.ts';

/** Somebody leaves at least so often, or the last would never. */
const rateLeastPerSecond = 1 / 3_600;
/** So long before it is their turn people are read: what is known of them should be fresh. */
const readAheadSeconds = 15;

/**
 * Sets the pace of a broadcast that is spread over a time: who is left, over what is left of it. So it comes out even after a pause,
 * and whoever is left when the time is over goes at once.
 */
export function setSpread(lane: Lane, broadcast: BroadcastLook, now: number): void {
  const minutes = broadcast.pace?.spread_minutes ?? null;
  const left = minutes === null ? 0 : Date.parse(broadcast.opens_at) + minutes * minute - now;
  if (left <= 0) return void lane.spreads.delete(broadcast.id);
  const rate = Math.max(rateLeastPerSecond, broadcast.waiting / (left / 1000));
  const known = lane.spreads.get(broadcast.id);
  if (known === undefined) lane.spreads.set(broadcast.id, startPace(rate, now));
  else setCeiling(known, rate);
}

/** In how many milliseconds of the business clock the next of a broadcast may leave; 0 is now. */
export function untilSpread(lane: Lane, broadcast: string, now: number): number {
  const spread = lane.spreads.get(broadcast);
  return spread === undefined ? 0 : waitForToken(spread, now);
}

/** How many of a broadcast may be read, or intended, ahead of its pace within some seconds; no bound for one that is not spread. */
export function aheadOfSpread(lane: Lane, broadcast: string, seconds = readAheadSeconds): number {
  const spread = lane.spreads.get(broadcast);
  return spread === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil(spread.rate * seconds));
}
