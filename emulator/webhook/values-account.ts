import { printEscaped } from '../world/json.ts';
import type { Account, World } from '../world/world.ts';

/** What Meta can forbid an account. Meta, "account_update", of September 2026, read 2026-11-22. */
export const restrictionTypes = [
  'RESTRICTED_ADD_PHONE_NUMBER_ACTION',
  'RESTRICTED_BIZ_INITIATED_MESSAGING',
  'RESTRICTED_CUSTOMER_INITIATED_MESSAGING',
  'RESTRICTED_UTILITY_TEMPLATES',
  'RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES',
  'RESTRICTED_BUSINESS_INITIATED_CALLING',
  'RESTRICTED_USER_INITIATED_CALLING',
  'RESTRICTED_BIZ_INITIATED_AND_USER_INITIATED_CALLING',
  'RESTRICTED_USER_INITIATED_CALLING_CALL_BUTTON_HIDDEN',
] as const;

/** Every `account_update` with what it says. Times are milliseconds here and whole seconds on the wire. */
export type AccountEvent =
  | { event: 'ACCOUNT_RESTRICTION'; restrictions: { type: string; expiresAt: number | null; remediation?: string }[] }
  | { event: 'ACCOUNT_VIOLATION'; violation: string }
  | { event: 'DISABLED_UPDATE'; state: 'DISABLE' | 'REINSTATE' | 'SCHEDULE_FOR_DISABLE'; at: number }
  | { event: 'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE'; country: string }
  | { event: 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE'; startsAt: number; exceptions: { country: string; startsAt: number }[] }
  | { event: 'VOLUME_BASED_PRICING_TIER_UPDATE'; updatedAt: number; category: string; tier: string; month: string; region: string }
  | { event: 'PARTNER_ADDED' | 'PARTNER_REMOVED' | 'PARTNER_APP_INSTALLED' | 'PARTNER_APP_UNINSTALLED' | 'PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE' }
  | { event: 'ACCOUNT_DELETED' | 'AD_ACCOUNT_LINKED' | 'MM_LITE_TERMS_SIGNED' | 'ACCOUNT_OFFBOARDED' | 'ACCOUNT_RECONNECTED' };

/** Tells `account_update`. */
export function tellAccountUpdate(world: World, account: Account, update: AccountEvent): void {
  tell(world, account, 'account_update', { event: update.event, ...infoOf(account, update) });
}

function infoOf(account: Account, update: AccountEvent): Record<string, unknown> {
  switch (update.event) {
    case 'ACCOUNT_RESTRICTION':
      return {
        restriction_info: update.restrictions.map(({ type, expiresAt, remediation }) => ({
          restriction_type: type,
          ...(expiresAt === null ? {} : { expiration: seconds(expiresAt) }),
          ...(remediation === undefined ? {} : { remediation }),
        })),
      };
    case 'ACCOUNT_VIOLATION':
      return { violation_info: { violation_type: update.violation } };
    case 'DISABLED_UPDATE':
      return { ban_info: { waba_ban_state: update.state, waba_ban_date: printDay(update.at) } };
    case 'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE':
      return { country: update.country };
    case 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE':
      return {
        auth_international_rate_eligibility: {
          start_time: seconds(update.startsAt),
          exception_countries: update.exceptions.map(({ country, startsAt }) => ({ country_code: country, start_time: seconds(startsAt) })),
        },
      };
    case 'VOLUME_BASED_PRICING_TIER_UPDATE':
      return {
        volume_tier_info: {
          tier_update_time: seconds(update.updatedAt),
          pricing_category: update.category,
          tier: update.tier,
          effective_month: update.month,
          region: update.region,
        },
      };
    case 'PARTNER_ADDED':
    case 'PARTNER_REMOVED':
    case 'PARTNER_APP_INSTALLED':
    case 'PARTNER_APP_UNINSTALLED':
    case 'PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE':
      return { waba_info: { waba_id: account.id, owner_business_id: account.portfolio } };
    case 'ACCOUNT_DELETED':
    case 'AD_ACCOUNT_LINKED':
    case 'MM_LITE_TERMS_SIGNED':
    case 'ACCOUNT_OFFBOARDED':
    case 'ACCOUNT_RECONNECTED':
      return {};
  }
}

/** Tells `account_review_update`. */
export function tellAccountReview(world: World, account: Account): void {
  tell(world, account, 'account_review_update', { decision: account.review });
}

/** One alert about a business, a number or an account. */
export type AccountAlert = {
  about: { type: 'BUSINESS' | 'PHONE_NUMBER' | 'CURRENT_STATUS_ID'; id: string };
  type: string;
  severity: 'CRITICAL' | 'WARNING' | 'INFORMATIONAL';
  description: string;
};

/** Tells `account_alerts`. */
export function tellAccountAlert(world: World, account: Account, alert: AccountAlert): void {
  tell(world, account, 'account_alerts', {
    entity_type: alert.about.type,
    entity_id: alert.about.id,
    alert_info: { alert_severity: alert.severity, alert_status: 'ACTIVE', alert_type: alert.type, alert_description: alert.description },
  });
}

/** What `flows` tells about a flow. Meta, "Flows webhooks", read 2026-11-22. */
export type FlowEvent =
  | { event: 'FLOW_STATUS_CHANGE'; flow: { id: string; name: string }; before: string | null; status: string }
  | {
      event: 'CLIENT_ERROR_RATE' | 'ENDPOINT_ERROR_RATE' | 'ENDPOINT_LATENCY' | 'ENDPOINT_AVAILABILITY' | 'FLOW_VERSION_EXPIRY_WARNING';
      flow: { id: string; name: string };
      message: string;
      more: Record<string, unknown>;
    };

/** Tells `flows`. */
export function tellFlow(world: World, account: Account, update: FlowEvent): void {
  const { event, flow } = update;
  const rest =
    update.event === 'FLOW_STATUS_CHANGE'
      ? {
          message: `Flow ${flow.name} changed status ${update.before === null ? `to ${update.status}` : `from ${update.before} to ${update.status}`}`,
          ...(update.before === null ? {} : { old_status: update.before }),
          new_status: update.status,
        }
      : { message: update.message, ...update.more };
  tell(world, account, 'flows', { event, flow_id: flow.id, ...rest });
}

function tell(world: World, account: Account, field: string, value: unknown): void {
  world.webhooks.tell(account.id, field, printEscaped(value), true);
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

/** A day as Meta prints it here: "April 17, 2025". */
function printDay(at: number): string {
  return new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric', year: 'numeric', timeZone: 'UTC' }).format(at);
}
