import { throughputReserveShare } from '#core/policy/pace.ts';

/**
 * The pace of one number: a token bucket whose rate follows what Meta bears. Pure but for its own numbers: the time is
 * passed in, in milliseconds of the business clock, by which the other end counts as well.
 */
export type Pace = {
  /** Messages a second, now. */
  rate: number;
  /** Messages a second that Meta grants; the rate climbs back to it. */
  ceiling: number;
  tokens: number;
  refilledAt: number;
  /** Nothing leaves before. */
  restUntil: number;
  slowedAt: number;
  /** So much may leave at once after a pause. */
  burstSeconds: number;
};

/** Enough to bridge the gap between two looks, not enough for a burst. */
const burstSecondsLeast = 0.05;
/** On a hurried clock the looks lie further apart, on one that is moved by hand as far as it is moved. Meta bears a whole second's worth. */
const burstSecondsMost = 0.5;
/** On 130429 the rate falls to this share (multiplicative decrease), at most once in `slowEvery`. */
const slowShare = 0.7;
const slowEveryMilliseconds = 1_000;
/** After 130429 nothing leaves for this long; Meta's pages say 1 to 60 s, the rate does the rest. */
const restMilliseconds = 1_000;
/** Each second without a complaint the rate climbs by this share of the ceiling (additive increase). */
const climbShare = 0.05;
const rateLeast = 1;

/** A number that starts at the rate it is granted. */
export function startPace(ceiling: number, now: number): Pace {
  return {
    rate: ceiling,
    ceiling,
    tokens: 1 + reserveOf(ceiling),
    refilledAt: now,
    restUntil: 0,
    slowedAt: Number.NEGATIVE_INFINITY,
    burstSeconds: burstSecondsLeast,
  };
}

/** The clock runs at another speed from now on; 0 is one that stands still until it is moved. */
export function setBurst(pace: Pace, speed: number): void {
  pace.burstSeconds = speed === 0 ? burstSecondsMost : Math.min(burstSecondsMost, burstSecondsLeast * Math.max(1, speed));
}

/** What offers leave in the bucket for answers: at a full pace it is there at every moment, and whatever answers take of it comes back first. */
function reserveOf(rate: number): number {
  return Math.max(1, rate * throughputReserveShare);
}

/** Takes a token if there is one; an offer only what lies above the reserve. */
export function takeToken(pace: Pace, now: number, isOffer = false): boolean {
  if (now < pace.refilledAt) turnBack(pace, now);
  if (now < pace.restUntil) return false;
  refill(pace, now);
  if (pace.tokens < (isOffer ? 1 + reserveOf(pace.rate) : 1)) return false;
  pace.tokens -= 1;
  return true;
}

/** In how many milliseconds the next token is there, as far as one knows now. */
export function untilToken(pace: Pace, now: number, isOffer = false): number {
  if (now < pace.restUntil) return pace.restUntil - now;
  const needed = isOffer ? 1 + reserveOf(pace.rate) : 1;
  return pace.tokens >= needed ? 0 : ((needed - pace.tokens) / pace.rate) * 1000;
}

/** The same after what has come in meanwhile: 0 when a token is there. Takes none. */
export function waitForToken(pace: Pace, now: number): number {
  if (now < pace.refilledAt) turnBack(pace, now);
  if (now >= pace.restUntil) refill(pace, now);
  return untilToken(pace, now);
}

/** Nothing leaves for a while, and the rate stays as it is: Meta counts calls, not messages. */
export function restPace(pace: Pace, now: number, milliseconds: number): void {
  pace.restUntil = Math.max(pace.restUntil, now + milliseconds);
}

/** Meta grants another rate than before. */
export function setCeiling(pace: Pace, ceiling: number): void {
  if (pace.ceiling === ceiling) return;
  pace.rate = pace.rate === pace.ceiling ? ceiling : Math.min(pace.rate, ceiling);
  pace.ceiling = ceiling;
}

/** Meta complained of the pace; `retryAfterSeconds` is its own word on how long to wait. */
export function slowDown(pace: Pace, now: number, retryAfterSeconds: number | null): void {
  pace.restUntil = Math.max(pace.restUntil, now + (retryAfterSeconds === null ? restMilliseconds : retryAfterSeconds * 1000));
  if (now - pace.slowedAt < slowEveryMilliseconds) return;
  pace.slowedAt = now;
  pace.rate = Math.max(rateLeast, pace.rate * slowShare);
  pace.tokens = 0;
}

/** The other end is not well: one message a second until it answers; the rate climbs from there. */
export function crawl(pace: Pace): void {
  pace.rate = rateLeast;
  pace.tokens = Math.min(pace.tokens, 1);
}

/** The clock was put back: what was noted of a time that is yet to come would hold the number until then. */
function turnBack(pace: Pace, now: number): void {
  pace.restUntil = Math.min(pace.restUntil, now + restMilliseconds);
  pace.slowedAt = Math.min(pace.slowedAt, now);
  pace.refilledAt = now;
}

function refill(pace: Pace, now: number): void {
  const seconds = (now - pace.refilledAt) / 1000;
  if (seconds <= 0) return;
  pace.refilledAt = now;
  if (pace.rate < pace.ceiling && now - pace.slowedAt > slowEveryMilliseconds)
    pace.rate = Math.min(pace.ceiling, pace.rate + pace.ceiling * climbShare * seconds);
  pace.tokens = Math.min(Math.max(1, pace.rate * pace.burstSeconds) + reserveOf(pace.rate), pace.tokens + pace.rate * seconds);
}
