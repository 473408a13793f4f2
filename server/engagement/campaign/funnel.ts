import type { Counts } from '#core/contract/campaigns.ts';
import { type FunnelStepName, funnelSteps, type Report } from '#core/contract/report.ts';

/** The two-sided 95 % quantile of the normal distribution. */
const quantile = 1.959964;

/**
 * The Wilson score interval of a share at 95 %: honest for few people and for shares near 0 and 1, where the simple
 * interval leaves [0, 1]. Undefined for a share of nobody. E. B. Wilson, JASA 22 (1927).
 */
export function wilson(people: number, of: number): { rate: number; low: number; high: number } | undefined {
  if (of <= 0) return undefined;
  const rate = people / of;
  const z2 = quantile * quantile;
  const centre = (rate + z2 / (2 * of)) / (1 + z2 / of);
  const spread = (quantile / (1 + z2 / of)) * Math.sqrt((rate * (1 - rate)) / of + z2 / (4 * of * of));
  return { rate, low: people === 0 ? 0 : Math.max(0, centre - spread), high: people === of ? 1 : Math.min(1, centre + spread) };
}

/**
 * How many reached at least each step. `submitted` are those handed to WhatsApp, whatever came of it; `sent`, `delivered`
 * and `read` include those who went further; `replied` is of those delivered, since a reply needs no read receipt.
 */
export function funnelOf(counts: Counts, planned: number): Report['funnel'] {
  const read = counts.read;
  const delivered = read + counts.delivered;
  const sent = delivered + counts.sent;
  const submitted = sent + counts.accepted + counts.failed + counts.in_doubt;
  return [
    { step: 'planned', people: planned, rate: null, low: null, high: null, of: null },
    step('submitted', submitted, 'planned', planned),
    step('sent', sent, 'submitted', submitted),
    step('delivered', delivered, 'sent', sent),
    step('read', read, 'delivered', delivered),
    step('replied', counts.replied, 'delivered', delivered),
  ];
}

function step(name: Report['funnel'][number]['step'], people: number, of: string, among: number): Report['funnel'][number] {
  // A reply can come before its delivery was told; a share never exceeds the whole.
  const share = wilson(Math.min(people, among), among);
  return { step: name, people, rate: share?.rate ?? null, low: share?.low ?? null, high: share?.high ?? null, of };
}

/** The median rate of each step over several sendings; steps that none of them has a base for are left out. */
export function mediansOf(sendings: readonly Counts[]): { step: FunnelStepName; median: number }[] {
  const funnels = sendings.map((counts) => funnelOf(counts, counts.total - counts.skipped));
  return funnelSteps.flatMap((step) => {
    const rates = funnels.flatMap((steps) => steps.find((each) => each.step === step)?.rate ?? []).toSorted((one, other) => one - other);
    const [below, above] = [rates[Math.floor((rates.length - 1) / 2)], rates[Math.ceil((rates.length - 1) / 2)]];
    return below === undefined || above === undefined ? [] : [{ step, median: (below + above) / 2 }];
  });
}
