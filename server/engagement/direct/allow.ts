import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { decide, type PolicyInput } from '#core/policy/policy.ts';
import { skipReasons } from '#core/policy/reasons.ts';
import { inBoth, type Told } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { isWindowOpen, windowUntil } from '#server/messaging/conversation/conversation.ts';

/** What the policy asks about one person who is written to by hand or by the API. */
export type Addressee = {
  readonly display_name: string;
  readonly phone: string | null;
  readonly has_bsuid: unknown;
  readonly country: string | null;
  readonly marketing_consent: 'given' | 'withdrawn' | 'none';
  readonly suppressions: readonly string[];
  readonly last_inbound_at: Instant | null;
};

/**
 * Lets a message pass or refuses it with the policy's reason. Free-form outside the window is `window_closed` and says
 * when it closed; every other reason is `not_reachable`. A test by one of us needs no recorded consent, but never goes
 * to somebody who took it back.
 */
export function requireAllowed(person: Addressee, message: { category: PolicyInput['category']; isTest: boolean }, now: Instant): void {
  const verdict = decide(
    {
      category: message.category,
      hasPhone: person.phone !== null || person.has_bsuid === true,
      country: person.country,
      marketingConsent: message.isTest && person.marketing_consent === 'none' ? 'given' : person.marketing_consent,
      suppressions: person.suppressions,
      windowOpen: isWindowOpen(person.last_inbound_at, now),
      hasLanguage: true,
      hasVariables: true,
    },
    now,
  );
  if (verdict.may) return;
  if (verdict.reason === 'window_closed') throw refusal('window_closed', windowWords(person));
  const words = skipReasons[verdict.reason];
  const why = { because: inBoth((language) => words[language].because), cure: inBoth((language) => words[language].cure) };
  throw refusal('not_reachable', say('not_reachable', { name: person.display_name, ...why }), [{ at: '/policy', message: verdict.reason }]);
}

function windowWords(person: Addressee): Told {
  const closed = windowUntil(person.last_inbound_at);
  if (closed === null) return say('never_wrote', { name: person.display_name });
  return say('window_closed', { name: person.display_name, closed: { moment: closed.toISOString() } });
}
