import { evidence, harmBound, harmRates } from './canary.ts';

/** Over how long offers that are no campaign are counted. */
export const breakerWindowHours = 24;
/** Failed offers, as shares of those of which the end is known: what is usual, and what is not. */
const failureRates = { fine: 0.05, bad: 0.15 };
/** Half open, so many may leave, and are judged so long after the last of them. */
export const breakerTrialPeople = 20;
export const breakerTrialMinutes = 30;
/** Where fewer leave than a trial lets, it is judged so long after it began: who sends little is not kept in it for ever. */
export const breakerTrialHoursMost = 24;
/** It stays open for an hour, the second time in a row for four, then for a day. */
const restHours = [1, 4, 24] as const;

/** What became of the offers in the window. `ended` were delivered or failed; Meta's caps on one person are not among the failures. */
export type OfferCounts = { readonly delivered: number; readonly harmed: number; readonly ended: number; readonly failed: number };
export type BreakerCause = 'harm' | 'failures';
export type BreakerNumbers = Readonly<Record<BreakerCause, { readonly people: number; readonly events: number; readonly evidence: number }>>;

/** The evidence against what is sent, by harm and by failures. */
export function weighOffers(counts: OfferCounts): BreakerNumbers {
  const harm = { people: Math.max(counts.delivered, counts.harmed), events: counts.harmed };
  const failures = { people: counts.ended, events: counts.failed };
  return { harm: { ...harm, evidence: evidence(harmRates.usual, harm) }, failures: { ...failures, evidence: evidence(failureRates, failures) } };
}

/**
 * Judges a breaker: why it opens, or null. Closed, or with a trial under way, it needs the full evidence of the sequential test; a trial that
 * is over closes it only when the evidence leans to "fine".
 */
export function judgeOffers(numbers: BreakerNumbers, isTrialOver: boolean): BreakerCause | null {
  const most = isTrialOver ? 0 : harmBound;
  const opens = (cause: BreakerCause) => (isTrialOver ? numbers[cause].evidence > most : numbers[cause].evidence >= most);
  if (opens('harm')) return 'harm';
  return opens('failures') ? 'failures' : null;
}

/** How many hours a breaker stays open that opens for the `times`-th time in a row, from 1. */
export function breakerRestHours(times: number): number {
  return restHours[Math.min(times, restHours.length) - 1] ?? restHours[0];
}
