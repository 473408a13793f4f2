import { explainError } from '#core/whatsapp/errors.ts';
import { type Refusal, refusal } from '#core/contract/refusals.ts';
import { say, tell } from '#core/contract/say.ts';
import { inBoth, isSaid, parseTold, type Said } from '#core/value/say.ts';
import type { PlatformError } from '#server/cloud-api/caller.ts';

/**
 * Turns a "no" of Meta's, or its silence, into a refusal for the caller: what we wanted to do, Meta's code and words,
 * and our explanation with the cure. `doing` continues the sentence "WhatsApp refused to …".
 */
export function platformRefusal(error: PlatformError, doing: Said): Refusal {
  if (!error.reached) return refusal('platform_unreachable', say('whatsapp_silent', { doing, why: error.message }));
  const said = (error.userMessage ?? error.details ?? error.message).replace(/\.$/, '');
  if (error.code === null) return refusal('platform_refused', say('whatsapp_refused', { doing, said }));
  const explained = explainError(error.subcode !== null && explainError(error.subcode).known ? error.subcode : error.code);
  const code = codeOf(error);
  if (!explained.known) return refusal('platform_refused', say('whatsapp_refused_code', { doing, code, said }));
  const title = inBoth((language) => explained[language].title);
  const cure = inBoth((language) => explained[language].cure);
  return refusal('platform_refused', say('whatsapp_refused_known', { doing, code, said, title, cure }));
}

/** Meta's code as it is written in our sentences: with its subcode when there is one. */
export function codeOf(error: PlatformError): string {
  return error.subcode === null ? String(error.code) : `${error.code}/${error.subcode}`;
}

/** The reason of a pause that an error brought: `131042 Payment problem`. Such a pause ends when the number is connected anew. */
export function pauseReasonOf(code: number): Said {
  return say('paused_error', { code: String(code), title: inBoth((language) => explainError(code)[language].title) });
}

/** The reason of a number that has not been connected to the end yet. */
export const connectingReason = say('paused_connecting');

/** Whether a pause was brought by an error or an unfinished connection, and not by a person. */
export function isPausedByItself(reason: string | null): boolean {
  if (reason === null) return false;
  const told = parseTold(reason);
  return isSaid(told) ? told.say === 'paused_error' || told.say === connectingReason.say : /^\d+ /.test(reason) || reason === tell(connectingReason, 'en');
}
