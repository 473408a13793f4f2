import { day, type Instant, minute } from '#core/value/time.ts';

/**
 * How long somebody counts: Meta's moving 24 hours (facts, cloud-api §4.3, read 2026-11-22), and a little. A place is taken a while before the message
 * leaves, status times are whole seconds, and clocks differ.
 */
export const placeMilliseconds = day + 5 * minute;

/** People written to outside their window, in order of time: each uses up a place of the messaging limit. */
export type Slots = readonly { readonly at: Instant; readonly people: number }[];

/** How many of them use the limit up at a moment. */
export function alive(slots: Slots, at: number): number {
  let sum = 0;
  for (let place = slots.length - 1; place >= 0; place -= 1) {
    const slot = slots[place];
    if (slot === undefined || slot.at.getTime() + placeMilliseconds <= at) break;
    if (slot.at.getTime() <= at) sum += slot.people;
  }
  return sum;
}

/** When the next place comes free after a moment; infinity when none is taken. */
export function freesNext(slots: Slots, at: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (let place = slots.length - 1; place >= 0; place -= 1) {
    const slot = slots[place];
    if (slot === undefined || slot.at.getTime() + placeMilliseconds <= at) break;
    next = slot.at.getTime() + placeMilliseconds;
  }
  return next;
}

/**
 * How many places are taken at most at once from now until one taken now is free again, by ours until now and by those of others also to come: who takes no more
 * than is free of that leaves no 24 hours overfull.
 */
export function takenSoon(ours: Slots, others: Slots, at: number): number {
  let most = alive(ours, at) + alive(others, at);
  for (let place = others.length - 1; place >= 0; place -= 1) {
    const begins = others[place]?.at.getTime() ?? 0;
    if (begins <= at) break;
    if (begins < at + placeMilliseconds) most = Math.max(most, alive(ours, begins) + alive(others, begins));
  }
  return most;
}
