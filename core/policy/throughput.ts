/** Messages a second of a number as Meta names its throughput. Meta, "Throughput" (facts, cloud-api §4.8), read 2026-11-22. */
const standardPerSecond = 80;
const highPerSecond = 1_000;

/**
 * What a number may send in a second, by Meta's word and what was kept of it. `HIGH` is 1,000 and more, `STANDARD` 80 at most: fewer was said by a
 * person and stays (a number that is also in the app on a phone has 20, which Meta calls by no name). Any other word says nothing.
 */
export function throughputOf(level: string | undefined, kept: number): number {
  if (level === 'HIGH') return Math.max(kept, highPerSecond);
  // Between the two Meta has no level, so whoever wrote that had it from Meta; only what was HIGH has fallen.
  if (level === 'STANDARD' && kept >= highPerSecond) return standardPerSecond;
  return kept;
}
