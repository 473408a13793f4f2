import type { Plan } from '#core/contract/campaigns.ts';
import { skipReasons, type SkipReason } from '#core/policy/reasons.ts';

/** One step down from everybody in the segment to those who get the message. */
export type ReachStep = { readonly reason: string; readonly people: number; readonly left: number };

/** The way from the segment to the recipients, reason by reason; the last `left` are the recipients. */
export function reachSteps(plan: Pick<Plan, 'segment' | 'exclusions'>): ReachStep[] {
  let left = plan.segment.people;
  return plan.exclusions.map(({ reason, people }) => {
    left -= people;
    return { reason, people, left };
  });
}

/** Tells a reason of our catalogue from a newer one that this page does not know. */
export function isSkipReason(reason: string): reason is SkipReason {
  return Object.hasOwn(skipReasons, reason);
}

/** The words of a reason in the reader's language; one we do not know is shown by its name. */
export function reasonWords(reason: string, language: 'en' | 'fr'): { readonly title: string; readonly because: string; readonly cure: string } {
  return isSkipReason(reason) ? skipReasons[reason][language] : { title: reason, because: '', cure: '' };
}

/** The minute in which a launch can be taken back. */
export const undoSeconds = 60;

/** When a launch at `now` would be finished: the undo minute, then the sending at the number's speed. */
export function finishOf(plan: Pick<Plan, 'seconds'>, now: Date): Date {
  return new Date(now.getTime() + (undoSeconds + plan.seconds) * 1000);
}

/** Where a problem of a plan is mended. */
export type ProblemPlace = 'who' | 'what' | 'number' | 'elsewhere';

/** Reads the JSON pointer of a problem. */
export function problemPlace(at: string | null): ProblemPlace {
  if (at === null) return 'elsewhere';
  if (at.startsWith('/choices/segment')) return 'who';
  if (at.startsWith('/choices/template') || at.startsWith('/choices/variables')) return 'what';
  return at.startsWith('/choices/number') ? 'number' : 'elsewhere';
}

/** The variable a problem points to, such as `first_name` in `/choices/variables/first_name`. */
export function problemVariable(at: string | null): string {
  const part = /^\/choices\/variables\/(.+)$/u.exec(at ?? '')?.[1] ?? '';
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
