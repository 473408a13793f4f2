import { say } from '#core/contract/say.ts';
import { inBoth, keepTold, type Told } from '#core/value/say.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import type { PlatformError } from '#server/cloud-api/caller.ts';

/** Why a broadcast stands still: a code of ours, and a kept sentence (`keepTold`) for the person. */
export type Held = { readonly by: string; readonly detail: string };

/** Holds that end by themselves when the sending goes on. */
export const passingHolds: readonly string[] = [
  'database_away',
  'platform_unreachable',
  'number_paused',
  'payment_missing',
  'limit',
  'warm_up',
  'hours',
  'agents',
  'all_stopped',
];

const paymentCode = 131042;

/** An error in words: Meta's code, our title and cure. */
export function wordsOf(error: PlatformError): Told {
  if (error.code === null) return error.message;
  const explained = explainError(error.code);
  return say('held_error', {
    code: String(error.code),
    title: inBoth((language) => explained[language].title),
    cure: inBoth((language) => explained[language].cure),
  });
}

/** What is kept beside a failed message: Meta's details, which name the place, else its sentence. */
export function detailOf(error: PlatformError): string {
  return error.details ?? error.message;
}

/** The hold after an error that stops the number. */
export function numberHold(error: PlatformError): Held {
  return { by: error.code === paymentCode ? 'payment_missing' : 'number_paused', detail: keepTold(wordsOf(error)) };
}

/** The hold after an error that stops the template. */
export function templateHold(error: PlatformError): Held {
  return { by: 'template_paused', detail: keepTold(wordsOf(error)) };
}

/** The hold after the same refusal many times in a row: the fault is in the message, not in the people. */
export function refusedHold(error: PlatformError, times: number): Held {
  return { by: 'message_refused', detail: keepTold(say('held_refused', { times, why: wordsOf(error) })) };
}
