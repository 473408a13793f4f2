import { day, type Instant } from '#core/value/time.ts';

/**
 * How a young number grows: each limit of Meta's has a ramp of people in a day. Nobody at Meta writes this down; it is a design from Meta's
 * rules (a limit is raised when half of it was used at high quality) and what senders report. Source: facts/consent-pricing-roi.md §7.3, read 2026-11-22.
 */
const ramps: readonly { readonly limit: number; readonly people: readonly number[] }[] = [
  { limit: 250, people: [50, 100, 150, 200] },
  { limit: 2_000, people: [500, 1_000, 1_500, 1_800] },
  { limit: 10_000, people: [2_500, 5_000, 8_000] },
  { limit: 100_000, people: [25_000, 50_000, 80_000] },
];

/** Of a smaller limit than any of Meta's today (test numbers, older levels), the shares of the smallest ramp. */
const smallShares = [0.2, 0.4, 0.6, 0.8];
/** What Meta says of the quality that stops the growth. UNKNOWN and NA are how every number begins. */
const lowQualities: readonly string[] = ['YELLOW', 'RED'];

/**
 * When a step is done and the next may follow. Source: facts/consent-pricing-roi.md §7.3 for reads, opt-outs and quality, read 2026-11-22. The share
 * of use is ours: three quarters of a step on one day say that people got used to it, and keep the end of one ramp (1,800) below the start of the next (2,500).
 */
export const warmUpRule = {
  readShareLeast: 0.5,
  optOutShareMost: 0.01,
  usedShareLeast: 0.75,
  /** Fewer delivered messages say nothing about reads. */
  deliveredLeast: 30,
  /** One person who opts out of the first fifty is no pattern; two are. */
  optOutsLeast: 2,
  /** Never more than this of Meta's limit in a day. */
  limitShareMost: 0.9,
  /** How far back a day counts as proof; longer ago the number has cooled. */
  proofDays: 14,
  /** Reads and opt-outs of so many days are judged, without the last hours: people need time to read. */
  judgedDays: 7,
  readsTakeHours: 12,
} as const;

/** What is known of a young number. */
export type WarmUpSignals = {
  /** As Meta says it: GREEN, YELLOW, RED, UNKNOWN, NA. */
  readonly quality: string;
  /** Of the last `judgedDays`, without the last `readsTakeHours`. */
  readonly delivered: number;
  readonly read: number;
  /** Opted out, or said no with a button. */
  readonly harmed: number;
  /** The most different people written to on one whole day of the warm-up (days begin at the hour of its beginning) within `proofDays`; today is not one of them. */
  readonly peak: number;
};

/** Why the next step does not come. In order of seriousness; `use` is no fault: the step is not used yet. */
export type WarmUpHold = 'quality' | 'opt_outs' | 'reads' | 'use';

/** Where a number stands in its warm-up today. */
export type WarmUpStep = {
  /** People in 24 hours, of the ramp of its limit, in order. */
  readonly ramp: readonly number[];
  /** The place in the ramp; its length when the number is warm. */
  readonly step: number;
  /** What the step allows today. */
  readonly cap: number;
  /** What must change so that the next one comes; undefined when it comes tomorrow if today is used, and when the number is warm. */
  readonly heldBy: WarmUpHold | undefined;
};

/** The ramp of a limit; without a limit that of the highest level. */
export function warmUpRamp(limit: number | null): readonly number[] {
  const highest = ramps.findLast((ramp) => limit === null || ramp.limit <= limit);
  if (highest !== undefined) return highest.people;
  return smallShares.map((share) => Math.max(1, Math.floor(share * (limit ?? 0))));
}

/**
 * Works out today's step. Pure. A step is done when three quarters of it were used on one day and the signals are fine; while they are not,
 * the number stays at the step it has used, and on RED it begins again at the first.
 */
export function warmUpStep(limit: number | null, signals: WarmUpSignals): WarmUpStep {
  const ramp = warmUpRamp(limit);
  const done = ramp.findLastIndex((people) => signals.peak >= people * warmUpRule.usedShareLeast) + 1;
  const fault = faultOf(signals);
  if (signals.quality === 'RED') return { ramp, step: 0, cap: capAt(ramp, 0, limit), heldBy: 'quality' };
  if (fault !== undefined) {
    const kept = Math.max(0, done - 1);
    return { ramp, step: kept, cap: capAt(ramp, kept, limit), heldBy: fault };
  }
  return { ramp, step: done, cap: capAt(ramp, done, limit), heldBy: done < ramp.length ? 'use' : undefined };
}

function faultOf(signals: WarmUpSignals): WarmUpHold | undefined {
  if (lowQualities.includes(signals.quality)) return 'quality';
  if (signals.harmed >= warmUpRule.optOutsLeast && signals.harmed >= signals.delivered * warmUpRule.optOutShareMost) return 'opt_outs';
  if (signals.delivered >= warmUpRule.deliveredLeast && signals.read < signals.delivered * warmUpRule.readShareLeast) return 'reads';
  return undefined;
}

function capAt(ramp: readonly number[], step: number, limit: number | null): number {
  const most = limit === null ? Number.MAX_SAFE_INTEGER : Math.floor(limit * warmUpRule.limitShareMost);
  return Math.min(ramp[step] ?? most, most);
}

/**
 * How many different people outside their window a young number may write to in 24 hours; null when it is not warmed up (`since` is null) or has
 * come through the ramp of a portfolio without a limit. Pure; the door asks it.
 *
 * @example warmUpCap(250, since, now, { quality: 'UNKNOWN', delivered: 0, read: 0, harmed: 0, peak: 0 }) // 50
 */
export function warmUpCap(limit: number | null, since: Instant | null, now: Instant, signals: WarmUpSignals): number | null {
  if (since === null || now < since) return null;
  const { ramp, step, cap } = warmUpStep(limit, signals);
  return limit === null && step >= ramp.length ? null : cap;
}

/** Which day of the warm-up a moment is in, from 0. A day is 24 hours from the moment it began. */
export function warmUpDay(since: Instant, at: Instant): number {
  return Math.floor((at.getTime() - since.getTime()) / day);
}

/**
 * The caps to come, for a forecast: the step of today, and one more each day if every day is used and nobody minds; a fault that holds
 * it today holds it on. Null past the ramp of a portfolio without a limit, and when it is not warmed up. `limit` is that of the moment asked about, so that a raise
 * is reckoned with.
 */
export function warmUpAhead(since: Instant | null, now: Instant, signals: WarmUpSignals): (limit: number | null, at: Instant) => number | null {
  return (limit, at) => {
    if (since === null || at < since) return null;
    const { ramp, step, cap, heldBy } = warmUpStep(limit, signals);
    if (heldBy !== undefined && heldBy !== 'use') return cap;
    const later = step + Math.max(0, warmUpDay(since, at) - warmUpDay(since, now));
    return limit === null && later >= ramp.length ? null : capAt(ramp, later, limit);
  };
}
