import { after, day, type Instant } from '#core/value/time.ts';
import { editLimits } from '#core/whatsapp/review.ts';
import type { TranslationState } from '#core/whatsapp/template.ts';

/** May a language be changed at Meta now? `left` is of the month, null without limit; `nextAt` is when it may be again. */
export type Edits = { readonly allowed: boolean; readonly left: number | null; readonly nextAt: Instant | null };

/** How far back edits count. */
export function editsSince(now: Instant): Instant {
  return after(now, -editLimits.monthDays * day);
}

/**
 * What Meta still lets one change. `times` are the edits of the month, oldest first, in whatever state they were made: Meta
 * does not say whether those of a rejected one count once it is approved, so they do. `blockedUntil` is Meta's own word.
 */
export function editsOf(state: TranslationState, times: readonly Instant[], blockedUntil: Instant | null, now: Instant): Edits {
  switch (state) {
    case 'draft':
    case 'rejected':
    case 'paused':
      return { allowed: true, left: null, nextAt: null };
    case 'pending':
    case 'in_appeal':
    case 'disabled':
    case 'archived':
    case 'deleted':
    case 'unknown':
      return { allowed: false, left: 0, nextAt: null };
    case 'approved':
      return editsOfApproved(times, blockedUntil, now);
  }
}

function editsOfApproved(times: readonly Instant[], blockedUntil: Instant | null, now: Instant): Edits {
  const counted = times.filter((at) => at > editsSince(now));
  const ofDay = counted.at(-editLimits.aDay);
  const ofMonth = counted.at(-editLimits.aMonth);
  const ends = [
    ...(ofDay === undefined ? [] : [after(ofDay, day)]),
    ...(ofMonth === undefined || counted.length < editLimits.aMonth ? [] : [after(ofMonth, editLimits.monthDays * day)]),
    ...(blockedUntil === null ? [] : [blockedUntil]),
  ].filter((end) => end > now);
  const nextAt = ends.toSorted((one, other) => other.getTime() - one.getTime())[0] ?? null;
  return { allowed: nextAt === null, left: Math.max(0, editLimits.aMonth - counted.length), nextAt };
}
