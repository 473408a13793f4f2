/**
 * How many different people outside their service window a business may write to in a moving 24 hours. Since October 2025 the limit belongs to
 * the portfolio, not to the number.
 */

/** The levels Meta gives, smallest first; above the last there is no limit. Source: facts/cloud-api.md §4.3 (Meta, "Messaging limits"), read 2026-11-22. */
export const limitLevels = [250, 2_000, 10_000, 100_000] as const;

/**
 * By which rule Meta raises a limit by itself: at least half of it used within 7 days and high quality everywhere, then the next level within
 * 6 hours. Out of 250 it does not come so: the business is verified first, or 2,000 people are reached within 30 days and Meta reviews it.
 * Source: facts/cloud-api.md §4.3 (Meta, "Messaging limits"), read 2026-11-22.
 */
export const raiseRule = { usedShare: 0.5, withinDays: 7, comesWithinHours: 6, beginsAt: 2_000 } as const;

/** The level above a limit; null is without a limit. A limit that is no level of Meta's goes to the level above it. */
export function nextLevel(limit: number): number | null {
  return limitLevels.find((level) => level > limit) ?? null;
}

/** Whether Meta raises this limit by use alone. */
export function isRaisedByUse(limit: number): boolean {
  return limit >= raiseRule.beginsAt;
}

/** What the number says of its limit, understood. */
export type MessagingLimit = { readonly kind: 'people'; readonly people: number } | { readonly kind: 'unlimited' } | { readonly kind: 'unknown' };

/**
 * Reads a limit as Meta writes it: `TIER_250`, `TIER_2K`, `TIER_UNLIMITED`, a plain number of people, or -1 for none (business_capability_update).
 * What Meta has not said yet, or says in a way we do not know, is `unknown` and never a guess.
 * Source: facts/cloud-api.md §2.4 and §4.3; the older TIER_50 and TIER_1K still come. Read 2026-11-22.
 */
export function parseMessagingLimit(text: string | null): MessagingLimit {
  if (text === null) return { kind: 'unknown' };
  if (/^(TIER_UNLIMITED|-1)$/i.test(text)) return { kind: 'unlimited' };
  const match = /^(?:TIER_)?(\d+)(K?)$/i.exec(text);
  if (match === null) return { kind: 'unknown' };
  return { kind: 'people', people: Number(match[1]) * (match[2] === '' ? 1 : 1000) };
}

/** The same as a number of people; null without a limit and where it is not known. */
export function peopleOfLimit(text: string | null): number | null {
  const limit = parseMessagingLimit(text);
  return limit.kind === 'people' ? limit.people : null;
}
