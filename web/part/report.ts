import type { Broadcast, Counts } from '#core/contract/campaigns.ts';
import type { Report } from '#core/contract/report.ts';

/** Where a person stands, for the line that adds up. `delivered` includes who has read it. */
export type SumPart = { readonly part: 'delivered' | 'on_way' | 'failed' | 'in_doubt' | 'to_go' | 'left_out' | 'cancelled'; readonly people: number };

/** The parts of the sum under the funnel: each person in exactly one, together the total. Parts of nobody are left out, but for the first. */
export function sumParts(counts: Counts): SumPart[] {
  const parts: SumPart[] = [
    { part: 'delivered', people: counts.delivered + counts.read },
    { part: 'on_way', people: counts.accepted + counts.sent },
    { part: 'failed', people: counts.failed },
    { part: 'in_doubt', people: counts.in_doubt },
    { part: 'to_go', people: counts.waiting },
    { part: 'left_out', people: counts.skipped },
    { part: 'cancelled', people: counts.cancelled },
  ];
  return parts.filter((part) => part.part === 'delivered' || part.people > 0);
}

/** How many people a filter of the table finds; `undefined` for everybody is the total. */
export function peopleIn({ counts, taps }: Pick<Report, 'counts' | 'taps'>, filter: keyof Counts | 'tapped' | undefined): number {
  if (filter === 'tapped') return taps.people;
  return filter === undefined ? counts.total : counts[filter];
}

/** Seconds until a launch can no longer be undone; `now` is the server's. Never below zero. */
export function undoSecondsLeft(opensAt: string, now: Date): number {
  return Math.max(0, Math.ceil((new Date(opensAt).getTime() - now.getTime()) / 1000));
}

/** 0:42 */
export function clockFace(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export type FunnelStep = Report['funnel'][number];

/** One bar of the funnel in shares of the first step: how far it reaches, how far the step before did, and its interval. */
export type FunnelBar = { readonly value: number; readonly before: number; readonly low: number | null; readonly high: number | null };

/** Lays the steps over one another: the interval of a step is a share of the people of the step it is a rate of. */
export function funnelBars(steps: readonly FunnelStep[]): FunnelBar[] {
  const all = steps[0]?.people ?? 0;
  const share = (people: number) => (all === 0 ? 0 : people / all);
  return steps.map((step, place) => {
    const base = steps.find((each) => each.step === step.of)?.people ?? null;
    const scaled = (rate: number | null) => (rate === null || base === null ? null : share(rate * base));
    return { value: share(step.people), before: share(steps[place - 1]?.people ?? all), low: scaled(step.low), high: scaled(step.high) };
  });
}

/** Where a usual rate of a step would lie, in shares of the first step. */
export function usualAt(steps: readonly FunnelStep[], step: FunnelStep, median: number): number | undefined {
  const [all, base] = [steps[0]?.people ?? 0, steps.find((each) => each.step === step.of)?.people];
  return all === 0 || base === undefined ? undefined : (median * base) / all;
}

/** Whether anything may still move by itself. */
export function isMoving(state: Broadcast['state']): boolean {
  return state === 'waiting' || state === 'opening' || state === 'sending';
}

/** The path of a speed over time in a box, left to right; `most` is the height of the box. */
export function speedPath(series: readonly { readonly per_second: number }[], box: { readonly width: number; readonly height: number }, most: number): string {
  const step = series.length < 2 ? 0 : box.width / (series.length - 1);
  return series
    .map((point, place) => {
      const high = 1 + (1 - (most === 0 ? 0 : point.per_second / most)) * (box.height - 2);
      return `${place === 0 ? 'M' : 'L'}${Math.round(place * step * 10) / 10},${Math.round(high * 10) / 10}`;
    })
    .join(' ');
}
