import { z } from 'zod';

const Point = z.object({ at: z.string(), people: z.number(), events: z.number(), evidence: z.number() });
/** A look at the evidence: after so many people with so many events. */
export type PathPoint = z.infer<typeof Point>;

/** A chart shows no more than this; of a longer way every other point is dropped, the first and the last stay. */
const pointsMost = 200;

/** Reads the way of the evidence as it is kept. */
export function parsePath(kept: unknown): PathPoint[] {
  return z.array(Point).parse(kept);
}

/** The way with one more point; one that says the same as the last is none. */
export function addPoint(path: readonly PathPoint[], point: PathPoint): PathPoint[] {
  const last = path.at(-1);
  if (last !== undefined && last.people === point.people && last.events === point.events) return [...path];
  const whole = [...path, point];
  return whole.length <= pointsMost ? whole : whole.filter((_, index) => index % 2 === 0 || index === whole.length - 1);
}
