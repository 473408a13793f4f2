import type { Contact } from '#core/contract/contacts.ts';
import { decide } from '#core/policy/policy.ts';
import type { SkipReason } from '#core/policy/reasons.ts';

/** Why a person gets no offers now, by the same policy the sender asks; undefined when they may. */
export function offersReason(person: Contact, now: Date): SkipReason | undefined {
  const verdict = decide(
    {
      category: 'marketing',
      hasPhone: person.phone !== null,
      country: person.country,
      marketingConsent: person.marketing.state,
      suppressions: person.suppressions,
      windowOpen: false,
      hasLanguage: true,
      hasVariables: true,
    },
    now,
  );
  return verdict.may ? undefined : verdict.reason;
}
