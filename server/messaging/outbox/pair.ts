import { pairRule } from '#core/policy/pace.ts';

/**
 * When each person who had something of a number lately may have more: the moment up to which their share of the pair's rate is
 * used, in milliseconds of the business clock. Only those are kept for whom it lies ahead. Pure but for its own numbers.
 */
export type Pairs = { readonly dueAt: Map<string, number>; keptMost: number };

/** Campaigns borrow half of what Meta lends, so that an answer to the same person finds the other half. A few are left for clocks that differ. */
const burstOfAnswers = pairRule.burst - 5;
const burstOfCampaigns = Math.floor(pairRule.burst / 2);
/** So many may be kept before those that are over are looked for. */
const keptLeast = 4_096;

/** Nobody had anything yet. */
export function openPairs(): Pairs {
  return { dueAt: new Map(), keptMost: keptLeast };
}

/** From when a person may have another message: at most `now` when they may at once. Answers may borrow more from the time to come. */
export function pairFreeAt(pairs: Pairs, person: string, now: number, isAnswer: boolean): number {
  const due = pairs.dueAt.get(person);
  if (due === undefined) return now;
  return due - pairRule.intervalMilliseconds * ((isAnswer ? burstOfAnswers : burstOfCampaigns) - 1);
}

/** Notes messages to a person that leave now. */
export function takePair(pairs: Pairs, person: string, now: number, messages = 1): void {
  pairs.dueAt.set(person, Math.max(pairs.dueAt.get(person) ?? 0, now) + pairRule.intervalMilliseconds * messages);
  if (pairs.dueAt.size > pairs.keptMost) sweep(pairs, now);
}

/** Forgets whose time is over; the next sweep comes when twice as many are kept as are left now, so that each costs little. */
function sweep(pairs: Pairs, now: number): void {
  for (const [person, due] of pairs.dueAt) if (due <= now) pairs.dueAt.delete(person);
  pairs.keptMost = Math.max(keptLeast, pairs.dueAt.size * 2);
}
