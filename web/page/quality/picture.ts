import type { QualityChange, QualityPoint, QualityTimeline } from '#core/contract/quality.ts';

/** A step of the picture: where it stands in the span, as shares of its width. */
export type Step = { readonly point: QualityPoint; readonly start: number; readonly width: number };

const hourMilliseconds = 3_600_000;

/** Where each point of a timeline stands. Steps without anything leave a gap. */
export function stepsOf(timeline: Pick<QualityTimeline, 'from' | 'to' | 'step' | 'points'>): readonly Step[] {
  const { from, step, points } = timeline;
  const begin = Date.parse(from);
  const all = Math.max(1, Date.parse(endOf(timeline)) - begin);
  const width = lengthOf(step) / all;
  return points.map((point) => {
    const start = (Date.parse(point.at) - begin) / all;
    const clipped = Math.max(0, start);
    return { point, start: clipped, width: Math.max(0, Math.min(1, start + width) - clipped) };
  });
}

/** Where the picture ends: a step that is not over yet is drawn whole. */
export function endOf({ to, step, points }: Pick<QualityTimeline, 'to' | 'step' | 'points'>): string {
  const last = points.at(-1);
  return last === undefined ? to : new Date(Math.max(Date.parse(to), Date.parse(last.at) + lengthOf(step))).toISOString();
}

function lengthOf(step: QualityTimeline['step']): number {
  return step === 'hour' ? hourMilliseconds : 24 * hourMilliseconds;
}

/** Where a moment stands in a span, from 0 to 1. */
export function placeOf(at: string, { from, to }: Pick<QualityTimeline, 'from' | 'to'>): number {
  const begin = Date.parse(from);
  return Math.min(1, Math.max(0, (Date.parse(at) - begin) / Math.max(1, Date.parse(to) - begin)));
}

/** The sums of all points, for the sentence above the picture. */
export function sumsOf(points: readonly QualityPoint[]): { sent: number; delivered: number; read: number; harmed: number } {
  const sum = (pick: (point: QualityPoint) => number) => points.reduce((all, point) => all + pick(point), 0);
  return { sent: sum((one) => one.submitted), delivered: sum((one) => one.delivered), read: sum((one) => one.read), harmed: sum((one) => one.harmed) };
}

/** How a change is drawn: by its shape and colour, never by colour alone. What comes later in the list lies on top: where many fall together, the worst is seen. */
export const marks = ['neither', 'better', 'worse', 'stop'] as const;
export type Mark = (typeof marks)[number];

/** A canary or a guard that stopped something is a mark of its own. */
export function markOf({ kind, turn }: Pick<QualityChange, 'kind' | 'turn'>): Mark {
  return (kind === 'canary' || kind === 'breaker') && turn === 'worse' ? 'stop' : turn;
}

/** Changes are marked in the picture as long as they can be told apart. */
const marksMost = 40;

/** The changes that are drawn, the weightiest last; when there are too many, the weightiest and newest stay. */
export function marksOf<Change extends Pick<QualityChange, 'kind' | 'turn'>>(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((a, b) => marks.indexOf(markOf(a)) - marks.indexOf(markOf(b))).slice(-marksMost);
}
