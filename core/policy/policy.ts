import type { SkipReason } from './reasons.ts';

/**
 * What the policy must know about one message to one person. It is a small tuple with few distinct values on purpose:
 * for a set, SQL gathers it for each person, each distinct tuple is decided once and the verdict joined back.
 */
export type PolicyInput = {
  /** What Meta will file the message under; free-form answers are `service`. */
  readonly category: 'marketing' | 'utility' | 'authentication' | 'service';
  /** Whether it is an offer although it is filed as something else: a free message in a template's stead. Left out: only marketing is one. */
  readonly isOffer?: boolean;
  readonly hasPhone: boolean;
  /** ISO 3166-1 of the phone. */
  readonly country: string | null;
  readonly marketingConsent: 'given' | 'withdrawn' | 'none';
  readonly suppressions: readonly string[];
  /** Whether the customer service window is open; matters to free-form only. */
  readonly windowOpen: boolean;
  /** Whether the template is approved in a language that suits them. True for free-form. */
  readonly hasLanguage: boolean;
  /** Whether every variable has a value or a fallback. True for free-form. */
  readonly hasVariables: boolean;
  /** Whether their score lies below the campaign's bar. Left out: nobody's does. */
  readonly isUnwanted?: boolean;
};

export type Verdict = { readonly may: true } | { readonly may: false; readonly reason: SkipReason };

/**
 * Countries WhatsApp serves no business in: Cuba, Iran, North Korea, Syria. (Crimea, Donetsk and Luhansk cannot be told
 * by the number.) Source: Meta, Marketing Messages API "get started", read 2026-11-22.
 */
const unservedCountries: ReadonlySet<string> = new Set(['CU', 'IR', 'KP', 'SY']);

/** Since when Meta delivers no marketing templates to US numbers; no end is announced. Meta, per-user limits, 2026-06-17. */
export const usMarketingPauseFrom = new Date('2025-04-01T00:00:00Z');

/**
 * Decides whether a message may go to a person now.
 *
 * Pure. The first reason in order of seriousness wins: withdrawn consent hides an empty variable. Asked when planning
 * and again at the door.
 *
 * @example decide({ category: 'marketing', marketingConsent: 'withdrawn', … }, now) // { may: false, reason: 'opted_out' }
 */
export function decide(input: PolicyInput, now: Date): Verdict {
  const reason = firstReason(input, now);
  return reason === undefined ? { may: true } : { may: false, reason };
}

function firstReason(input: PolicyInput, now: Date): SkipReason | undefined {
  if (!input.hasPhone) return 'no_phone';
  if (input.suppressions.includes('legal')) return 'legal';
  if (input.suppressions.includes('invalid')) return 'invalid';
  if (input.category === 'marketing' || input.isOffer === true) {
    if (input.marketingConsent === 'withdrawn') return 'opted_out';
    if (input.suppressions.includes('platform_stop')) return 'platform_stop';
    if (input.marketingConsent === 'none') return 'no_consent';
  }
  if (input.country !== null && unservedCountries.has(input.country)) return 'country_blocked';
  if (input.category === 'marketing' && input.country === 'US' && now >= usMarketingPauseFrom) return 'us_marketing_block';
  if (!input.hasLanguage) return 'no_language';
  if (!input.hasVariables) return 'variable_missing';
  if (input.category === 'service' && !input.windowOpen) return 'window_closed';
  if (input.isUnwanted === true) return 'unwanted';
  return undefined;
}
