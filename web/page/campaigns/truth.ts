import type { EtrOutcome } from '#core/contract/etr.ts';

/**
 * What the bands of scores say together. `early`: too few people to say anything. `alone`: all
 * have about the same points. `level`: the intervals of the worst and the
 * best band overlap, so no difference is seen. `against`: those with high scores left more often. `factor`: how many times
 * as often the people of the worst band opted out as those of the best.
 */
export type Truth = { readonly kind: 'early' | 'alone' | 'level' | 'against' | 'none' } | { readonly kind: 'factor'; readonly factor: number };

/** Compares the lowest band with the highest, of those whose rates are known; an interval that overlaps is no difference. */
export function truthOf(bands: readonly EtrOutcome[]): Truth {
  const reached = bands.filter((band) => band.delivered > 0);
  if (reached.length === 1 && reached[0]?.opt_out_rate !== null) return { kind: 'alone' };
  const known = bands.filter((band) => band.opt_out_rate !== null && band.low !== null && band.high !== null).toSorted((a, b) => a.from - b.from);
  const [worst, best] = [known[0], known.at(-1)];
  if (worst === undefined || best === undefined || worst === best) return { kind: 'early' };
  if (known.every((band) => band.opted_out === 0)) return { kind: 'none' };
  if ((worst.low ?? 0) > (best.high ?? 1))
    return (best.opt_out_rate ?? 0) === 0
      ? { kind: 'factor', factor: (worst.opt_out_rate ?? 0) / (best.high ?? 1) }
      : { kind: 'factor', factor: (worst.opt_out_rate ?? 0) / (best.opt_out_rate ?? 1) };
  return (best.low ?? 0) > (worst.high ?? 1) ? { kind: 'against' } : { kind: 'level' };
}
