import type { Plan } from '#core/contract/campaigns.ts';
import { skipReasons, type SkipReason } from '#core/policy/reasons.ts';

/** One step down from everybody in the audience to those who get the message. */
export type ReachStep = { readonly reason: string; readonly people: number; readonly left: number };

/** The way from the audience to the recipients, reason by reason; the last `left` are the recipients. */
export function reachSteps(plan: { readonly audience: Pick<Plan['audience'], 'people'>; readonly exclusions: Plan['exclusions'] }): ReachStep[] {
  let left = plan.audience.people;
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

/**
 * When a launch at `now` would be finished. What leaves in one go is as long from now as it was when the plan was made; of what takes days the days stay.
 */
export function finishOf(plan: Pick<Plan, 'made_at' | 'finishes_at' | 'days'>, now: Date): Date {
  const ends = new Date(plan.finishes_at);
  return plan.days.length > 1 ? ends : new Date(now.getTime() + ends.getTime() - new Date(plan.made_at).getTime());
}

/** The parts of the composer, in the order of the page; each is an anchor of that name. */
export const composerParts = ['who', 'what', 'free', 'when', 'pace', 'why'] as const;
export type ComposerPart = (typeof composerParts)[number];

/** Where a problem of a plan is mended. */
export type ProblemPlace = ComposerPart | 'welcome' | 'number' | 'elsewhere';

const places: readonly (readonly [pointer: string, place: ProblemPlace])[] = [
  ['/choices/segments', 'who'],
  ['/choices/except', 'who'],
  ['/choices/template', 'what'],
  ['/choices/variables', 'what'],
  ['/choices/free', 'free'],
  ['/choices/schedule', 'when'],
  ['/choices/pace', 'pace'],
  ['/choices/canary', 'pace'],
  ['/choices/budget_micros', 'pace'],
  ['/choices/topic', 'why'],
  ['/choices/reason', 'why'],
  ['/choices/leave_out_below', 'welcome'],
  ['/choices/number', 'number'],
];

/** Reads the JSON pointer of a problem. */
export function problemPlace(at: string | null): ProblemPlace {
  const pointer = at ?? '';
  return places.find(([begin]) => pointer === begin || pointer.startsWith(`${begin}/`))?.[1] ?? 'elsewhere';
}

/** The variable a problem points to, such as `first_name` in `/choices/variables/first_name`. */
export function problemVariable(at: string | null): string {
  const part = /^\/choices\/variables\/([^/]+)/u.exec(at ?? '')?.[1] ?? '';
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
