/** What was seen: so many messages were handed over, and so many of them arrived. */
export type Deliveries = { readonly submitted: number; readonly delivered: number };

/** A belief about the share that arrives, as the two numbers of a beta distribution. */
export type Belief = { readonly yes: number; readonly no: number };

/** Before anything was sent: 19 of 20 arrive. Source: facts consent-pricing-roi §3.8 (start at 0.95), read 2026-11-22. */
export const firstBelief: Belief = { yes: 19, no: 1 };
/**
 * However much was sent before, it is worth no more than so many messages: the next sending is to other people at another time, and 100,000 of the last
 * campaign do not tell its share to a thousandth.
 */
const historyMost = 200;
/** What is known of all countries is worth so much where one has little of its own. */
const sharedMost = 20;

/** What to believe after a history. */
export function learn(before: Belief, { submitted, delivered }: Deliveries): Belief {
  const weight = submitted > historyMost ? historyMost / submitted : 1;
  return { yes: before.yes + delivered * weight, no: before.no + Math.max(0, submitted - delivered) * weight };
}

/** What all countries together say, as a beginning for one of them. */
export function share(all: Belief): Belief {
  const weight = Math.min(1, sharedMost / (all.yes + all.no));
  return { yes: all.yes * weight, no: all.no * weight };
}

/** How many of some messages will arrive, as shares: the middle, and the interval that holds it with 80 %. */
export type LikelyShare = { readonly low: number; readonly middle: number; readonly high: number };

/** Below and above the interval lies so much each. */
const tail = 0.1;
/** Up to so many messages each count is summed up; above, a beta distribution of the same mean and variance is as good. */
const exactMost = 2000;

/**
 * How many of `messages` will arrive, when each does with the same unknown chance (beta-binomial). Pure. The fewer they are and the less is known,
 * the wider.
 */
export function likelyShare(belief: Belief, messages: number): LikelyShare {
  const { yes, no } = belief;
  const middle = yes / (yes + no);
  if (messages <= 0) return { low: middle, middle, high: middle };
  if (messages <= exactMost) return { low: exactQuantile(belief, messages, tail), middle, high: exactQuantile(belief, messages, 1 - tail) };
  const variance = (middle * (1 - middle) * (yes + no + messages)) / ((yes + no + 1) * messages);
  const size = (middle * (1 - middle)) / variance - 1;
  return { low: betaQuantile(middle * size, (1 - middle) * size, tail), middle, high: betaQuantile(middle * size, (1 - middle) * size, 1 - tail) };
}

/** The smallest share that is not exceeded with this probability. */
function exactQuantile({ yes, no }: Belief, messages: number, probability: number): number {
  let sum = 0;
  const all = logBeta(yes, no);
  for (let count = 0; count <= messages; count += 1) {
    const choose = logGamma(messages + 1) - logGamma(count + 1) - logGamma(messages - count + 1);
    sum += Math.exp(choose + logBeta(count + yes, messages - count + no) - all);
    if (sum >= probability) return count / messages;
  }
  return 1;
}

/** Below which value a beta distribution lies with a probability, by halving. */
function betaQuantile(yes: number, no: number, probability: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (betaBelow(yes, no, middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function, by its continued fraction (Lentz), which converges fast below the mean. */
function betaBelow(a: number, b: number, x: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(b, a, 1 - x);
  const front = Math.exp(a * Math.log(x) + b * Math.log(1 - x) - logBeta(a, b)) / a;
  const tiny = 1e-300;
  const safe = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / safe(1 + even * d);
    c = safe(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / safe(1 + odd * d);
    c = safe(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-12) break;
  }
  return front * fraction;
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Stirling's series above seven; below, the value is led up to there. Good to 12 digits for positive numbers. */
function logGamma(value: number): number {
  if (value < 7) return logGamma(value + 1) - Math.log(value);
  const inverse = 1 / (value * value);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / value;
  return (value - 0.5) * Math.log(value) - value + 0.5 * Math.log(2 * Math.PI) + series;
}
