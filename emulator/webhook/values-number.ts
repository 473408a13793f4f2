import { printEscaped } from '../world/json.ts';
import { type BusinessNumber, type Portfolio, type World } from '../world/world.ts';

/** A limit as Meta's words have it; null is unlimited. Levels between Meta's own are named by their number. */
export function tierOf(limit: number | null): string {
  if (limit === null) return 'TIER_UNLIMITED';
  return limit >= 1_000 && limit % 1_000 === 0 ? `TIER_${limit / 1_000}K` : `TIER_${limit}`;
}

/**
 * What happens to a number's rank. Since 2025-10-07 only ONBOARDING and THROUGHPUT_UPGRADE; the others belong to the older
 * scheme, in which limits were the number's own. Limits are people, null is unlimited.
 *
 * Meta, "phone_number_quality_update", read 2026-11-22.
 */
export type NumberRank =
  | { event: 'ONBOARDING' | 'THROUGHPUT_UPGRADE'; limit: number | null }
  | { event: 'UPGRADE' | 'DOWNGRADE'; limit: number | null; before: number | null }
  | { event: 'FLAGGED' | 'UNFLAGGED'; limit: number | null };

/** Tells `phone_number_quality_update`. A change of colour alone tells nothing, as at Meta: it is read from the number. */
export function tellNumberQuality(world: World, number: BusinessNumber, rank: NumberRank): void {
  const head = { display_phone_number: digitsOf(number), event: rank.event };
  tell(world, number, 'phone_number_quality_update', { ...head, ...limitsOf(rank) });
}

function limitsOf(rank: NumberRank): Record<string, string> {
  switch (rank.event) {
    case 'ONBOARDING':
    case 'THROUGHPUT_UPGRADE':
      return { max_daily_conversations_per_business: tierOf(rank.limit) };
    case 'UPGRADE':
    case 'DOWNGRADE':
      return { old_limit: tierOf(rank.before), current_limit: tierOf(rank.limit) };
    case 'FLAGGED':
    case 'UNFLAGGED':
      return { current_limit: tierOf(rank.limit) };
  }
}

/** Tells `phone_number_name_update`: what became of a display name that was asked for. */
export function tellNumberName(
  world: World,
  number: BusinessNumber,
  name: { decision: 'APPROVED' | 'DEFERRED' | 'PENDING' | 'REJECTED'; requested: string; rejectionReason?: string | null },
): void {
  tell(world, number, 'phone_number_name_update', {
    display_phone_number: digitsOf(number),
    decision: name.decision,
    requested_verified_name: name.requested,
    rejection_reason: name.rejectionReason ?? null,
  });
}

/** What happens to a number's two-step PIN. */
export type SecurityEvent = 'PIN_CHANGED' | 'PIN_RESET_REQUEST' | 'PIN_RESET_SUCCESS' | 'PIN_REQUEST_SUCCESS';

/** Tells `security`. `requester` is the id of who did it, where somebody did. */
export function tellSecurity(world: World, number: BusinessNumber, event: SecurityEvent, requester?: string): void {
  tell(world, number, 'security', { display_phone_number: digitsOf(number), event, ...(requester === undefined ? {} : { requester }) });
}

/** Tells `business_username_update`. */
export function tellUsername(world: World, number: BusinessNumber, username: string, status: 'approved' | 'reserved' | 'deleted'): void {
  tell(world, number, 'business_username_update', { display_phone_number: digitsOf(number), username, status });
}

/** How many numbers an account may have, before the portfolio leaves the lowest level and after. Meta, "Phone numbers", read 2026-11-22. */
const lowestLevel = 250;
const numbersAtLowest = 2;
const numbersAbove = 20;

/**
 * Tells `business_capability_update` to every account of a portfolio. The limit is a number as in Meta's sample;
 * unlimited has only a word. In the older scheme the limit was each number's, and unlimited was -1.
 */
export function tellCapability(world: World, portfolio: Portfolio, limit: number | null): void {
  const isLowest = limit !== null && limit <= lowestLevel;
  const numbers = isLowest ? { max_phone_numbers_per_business: numbersAtLowest } : { max_phone_numbers_per_waba: numbersAbove };
  const value =
    world.settings.limits_model === 'per_number'
      ? { max_daily_conversation_per_phone: limit ?? -1, ...numbers }
      : { max_daily_conversations_per_business: limit ?? tierOf(null), ...numbers };
  for (const account of world.accounts.values())
    if (account.portfolio === portfolio.id) world.webhooks.tell(account.id, 'business_capability_update', printEscaped(value), true);
}

function tell(world: World, number: BusinessNumber, field: string, value: unknown): void {
  world.webhooks.tell(number.account, field, printEscaped(value), true);
}

function digitsOf(number: BusinessNumber): string {
  return number.display_phone_number.replaceAll(/\D/g, '');
}
