import { after, type Instant, minute } from '#core/value/time.ts';

/** Where a canary under way stands. `waiting` are those of all stages who have not left. */
export type CanaryStanding = {
  readonly stages: readonly number[];
  /** The stage under way, from 0. */
  readonly stage: number;
  readonly waiting: number;
  readonly maturesMinutes: number;
  /** When the stage that has left is judged; null while it is leaving. */
  readonly maturesAt: Instant | null;
};

/**
 * What is left of a canary, for a forecast: how many of each stage, and from when. A stage that has left whole is waited for. Pure.
 *
 * @example stagesLeft({ stages: [200, 1000, 8800], stage: 0, waiting: 9900, … }, now) // { opens: now, stages: [100, 1000, 8800] }
 */
export function stagesLeft({ stages, stage, waiting, maturesMinutes, maturesAt }: CanaryStanding, now: Instant): { opens: Instant; stages: readonly number[] } {
  const later = stages.slice(stage + 1);
  const leaving = waiting - later.reduce((sum, people) => sum + people, 0);
  if (leaving > 0) return { opens: now, stages: [leaving, ...later] };
  const judged = maturesAt ?? after(now, maturesMinutes * minute);
  return { opens: judged > now ? judged : now, stages: later };
}

/** How many minutes of a spread are left at a moment; null when it is over, or there was none. */
export function spreadLeft(opened: Instant, spreadMinutes: number | null, at: Instant): number | null {
  if (spreadMinutes === null) return null;
  const left = spreadMinutes - Math.max(0, at.getTime() - opened.getTime()) / minute;
  return left > 0 ? left : null;
}

/** Deals people out by weights; the rounding goes to the last. */
export function dealOut<Part extends { readonly of: number }>(people: number, parts: readonly Part[]): (Part & { people: number })[] {
  const all = parts.reduce((sum, { of }) => sum + of, 0);
  let left = people;
  return parts.map((part, place) => {
    const share = place === parts.length - 1 ? left : Math.min(left, Math.floor((people * part.of) / Math.max(1, all)));
    left -= share;
    return { ...part, people: share };
  });
}
