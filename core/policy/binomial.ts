/** The logarithm of n choose k for all k from 0 to n, one after the other; exact to rounding, and no factorial overflows. */
function* logChances(n: number, p: number): Generator<number> {
  const logOdds = Math.log(p) - Math.log1p(-p);
  let log = n * Math.log1p(-p);
  for (let k = 0; k <= n; k += 1) {
    yield log;
    log += Math.log(n - k) - Math.log(k + 1) + logOdds;
  }
}

/** The chance of at most `events` among `people`, each with the chance `share`, strictly between 0 and 1. Exact. */
function binomialAtMost(events: number, people: number, share: number): number {
  let sum = 0;
  let k = 0;
  for (const log of logChances(people, share)) {
    if (k > events) break;
    sum += Math.exp(log);
    k += 1;
  }
  return Math.min(1, sum);
}

/** The chance of at least `events` among `people`. Exact: it is summed from above, so that tiny chances keep their digits. */
export function binomialAtLeast(events: number, people: number, share: number): number {
  return events <= 0 ? 1 : binomialAtMost(people - events, people, 1 - share);
}

/** The largest number of events whose chance, of it or fewer, is not above `most`; −1 when even none is likelier than that. */
export function mostTolerated(people: number, share: number, most: number): number {
  let sum = 0;
  let k = -1;
  for (const log of logChances(people, share)) {
    sum += Math.exp(log);
    if (sum > most) return k;
    k += 1;
  }
  return people;
}
