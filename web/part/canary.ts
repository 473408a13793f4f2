import type { CanaryView } from '#core/contract/canary.ts';

/** A point of the chart, in its box. */
export type ChartPoint = { readonly x: number; readonly y: number };
export type CanaryChart = {
  readonly line: readonly ChartPoint[];
  /** Where the bounds and nothing lie. */
  readonly stopY: number;
  readonly releaseY: number;
  readonly zeroY: number;
};

/** So much of the picture lies beyond a bound, that a line which crossed it is seen. */
const beyond = 1.35;

/**
 * The way of the evidence in a box: across look by look, up by evidence. It begins with nobody and no evidence. Across by people it would be a cliff
 * at the end, since who minds says so after everybody has it.
 */
export function canaryChart(view: Pick<CanaryView, 'path' | 'bound'>, box: { readonly width: number; readonly height: number }): CanaryChart {
  const { path, bound } = view;
  const most = Math.max(bound * beyond, ...path.map(({ evidence }) => Math.min(Math.abs(evidence), bound * 2)));
  const yOf = (evidence: number) => round(box.height / 2 - (Math.max(-most, Math.min(most, evidence)) / most) * (box.height / 2));
  const line = [{ evidence: 0 }, ...path].map(({ evidence }, index) => ({ x: round((index / Math.max(1, path.length)) * box.width), y: yOf(evidence) }));
  return { line, stopY: yOf(bound), releaseY: yOf(-bound), zeroY: yOf(0) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** How many more get it when the next stage is released; after the last stage, who still waits in it. */
export function nextPeople({ stage, stages }: Pick<CanaryView, 'stage' | 'stages'>): number {
  const next = stages[stage + 1];
  const rest = stages[stage];
  const waiting = rest === undefined ? 0 : rest.people - rest.left;
  return waiting + (next?.people ?? 0);
}

/** Who has not got it yet. */
export function peopleLeft({ stages }: Pick<CanaryView, 'stages'>): number {
  return stages.reduce((sum, { people, left }) => sum + people - left, 0);
}
