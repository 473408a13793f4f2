import type { EtrPart, EtrScore } from './etr.ts';
import type { EtrCode } from './words.ts';

/** A score and how many people share it. */
export type CountedScore = { readonly score: EtrScore; readonly people: number };

/** The measure over a set of people. Medians are of people, not of tuples. */
export type EtrSummary = {
  readonly people: number;
  readonly expected: number;
  readonly timely: number;
  readonly relevant: number;
  readonly score: number;
  /** Ten bars of ten points, the last one 90 to 100. */
  readonly distribution: readonly number[];
  readonly below: number;
  /** Circumstances by what they take over all people, the worst first; those that give come last, the best last. */
  readonly reasons: readonly { readonly part: EtrPart; readonly code: EtrCode; readonly points: number; readonly people: number }[];
};

const bars = 10;

/** Adds up scored people; undefined for nobody. `threshold`: how many are below it. Pure. */
export function summariseEtr(scores: readonly CountedScore[], threshold: number): EtrSummary | undefined {
  const people = scores.reduce((sum, one) => sum + one.people, 0);
  if (people === 0) return undefined;
  const distribution = Array.from({ length: bars }, () => 0);
  const reasons = new Map<string, { part: EtrPart; code: EtrCode; points: number; people: number }>();
  let below = 0;
  for (const { score, people: count } of scores) {
    const bar = Math.min(bars - 1, Math.floor(score.score / bars));
    distribution[bar] = (distribution[bar] ?? 0) + count;
    if (score.score < threshold) below += count;
    for (const { part, code, points } of score.reasons) {
      const known = reasons.get(code);
      if (known === undefined) reasons.set(code, { part, code, points, people: count });
      else known.people += count;
    }
  }
  return {
    people,
    expected: median(scores, (score) => score.expected),
    timely: median(scores, (score) => score.timely),
    relevant: median(scores, (score) => score.relevant),
    score: median(scores, (score) => score.score),
    distribution,
    below,
    reasons: [...reasons.values()].toSorted((a, b) => a.points * a.people - b.points * b.people || (a.code < b.code ? -1 : 1)),
  };
}

/** The lower median, weighed by people. */
function median(scores: readonly CountedScore[], of: (score: EtrScore) => number): number {
  const sorted = scores.map(({ score, people }) => ({ value: of(score), people })).toSorted((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, one) => sum + one.people, 0) / 2;
  let seen = 0;
  for (const { value, people } of sorted) {
    seen += people;
    if (seen >= half) return value;
  }
  return 0;
}
