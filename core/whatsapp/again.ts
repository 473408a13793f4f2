import { hour } from '#core/value/time.ts';
import { explainError } from './errors.ts';

/** Whether somebody who failed may be sent to again: at once, after a wait, or not at all. */
export type Sendable =
  | { readonly may: 'now' }
  | { readonly may: 'after'; readonly milliseconds: number }
  | { readonly may: 'never'; readonly why: 'person' | 'doubt' | 'message' };

/**
 * Meta chose not to deliver: for 24 hours every further try is refused as well, and those who try all the same are held back longer.
 * Source: the project's facts, cloud-api §2.4 and §5.4 (131049: wait a day, once), read 2026-11-22.
 */
const waits: Readonly<Record<number, number>> = { 131049: 24 * hour };

/** The service window of these people was closed, the free message cannot go to them: they get the template, by another campaign. */
const windowClosedCode = 131047;

/**
 * Whether a failure with this code may be followed by another try, once a person has put right what was wrong. What concerns the person
 * (not on WhatsApp, stopped offers, in Meta's experiment) is not put right by us; a lost answer is a doubt and no failure.
 */
export function sendableAgain(code: number): Sendable {
  const wait = waits[code];
  if (wait !== undefined) return { may: 'after', milliseconds: wait };
  if (code === windowClosedCode) return { may: 'never', why: 'message' };
  switch (explainError(code).fate) {
    case 'skip':
      return { may: 'never', why: 'person' };
    case 'in_doubt':
      return { may: 'never', why: 'doubt' };
    case 'retry':
    case 'slow_down':
    case 'slow_calls':
    case 'rest_pair':
    case 'stop_template':
    case 'stop_number':
    case 'stop_account':
    case 'fix_once':
    case 'fix':
      return { may: 'now' };
  }
}
