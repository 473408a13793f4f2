import { isSaid, parseTold } from '#core/value/say.ts';
import { hour } from '#core/value/time.ts';
import { explainError } from './errors.ts';

/** Whether somebody who failed may be sent to again: at once, after a wait, or not at all. */
export type Sendable =
  | { readonly may: 'now' }
  | { readonly may: 'after'; readonly milliseconds: number }
  | { readonly may: 'never'; readonly why: 'person' | 'doubt' | 'message' | 'values' };

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

/**
 * What failed at our own door, or without a code of Meta's, by what it needs: another value or another offer, an hour of the day, a file, or
 * nothing that anybody has said.
 */
export const doorFaults = ['values', 'hours', 'file', 'unsaid'] as const;
export type DoorFault = (typeof doorFaults)[number];

/** The sentences that tell one from the other; every other sentence of ours is about a file. */
export const doorFaultSayings: Readonly<Record<string, DoorFault>> = { message_unlawful: 'values', pace_no_hour: 'hours' };

/** What failed, by the words that were kept with it. */
export function doorFaultOf(detail: string | null): DoorFault {
  const told = detail === null ? '' : parseTold(detail);
  return isSaid(told) ? (doorFaultSayings[told.say] ?? 'file') : 'unsaid';
}

/** The same question for what has no code. What somebody gets is frozen with the plan: a value that is put right counts in the next campaign. */
export function sendableFromDoor(fault: DoorFault): Sendable {
  return fault === 'values' ? { may: 'never', why: 'values' } : { may: 'now' };
}
