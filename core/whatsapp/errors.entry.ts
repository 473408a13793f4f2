/**
 * What happens to a message, or to more than a message, after Meta said no.
 *
 * - `retry`: Meta did not take it and says so; try again after a growing pause.
 * - `slow_down`: too much at once; lower the pace of the number (or of the account), then try again.
 * - `slow_calls`: too many calls of the app or the account; nothing leaves for a while, the pace stays what it is, nobody loses a try.
 * - `rest_pair`: too much to this one person; try again after 4^n seconds, others go on.
 * - `skip`: final for this person, nothing wrong with the rest.
 * - `stop_template`: every further message of this template would fail; stop what sends it.
 * - `stop_number`: every further message of this number would fail; stop the number.
 * - `stop_account`: every further message of every number of the account would fail; stop them all.
 * - `in_doubt`: Meta may have taken it; wait for the echo of our id before anything else, never resend blindly.
 * - `fix_once`: the fault may be of the moment; try once more, then it is `fix`.
 * - `fix`: final, and the fault is in what we sent.
 */
export const platformFates = [
  'retry',
  'slow_down',
  'slow_calls',
  'rest_pair',
  'skip',
  'stop_template',
  'stop_number',
  'stop_account',
  'in_doubt',
  'fix_once',
  'fix',
] as const;
export type PlatformFate = (typeof platformFates)[number];

/** A failure in words: what it is, why, and what can be done. */
type PlatformErrorWords = { readonly title: string; readonly because: string; readonly cure: string };
export type PlatformErrorEntry = { readonly fate: PlatformFate; readonly en: PlatformErrorWords; readonly fr: PlatformErrorWords };
