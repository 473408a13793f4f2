import { messagingLimitOf } from '../policy/limits.ts';
import { tierOf } from '../webhook/values-number.ts';
import { badParameter } from './errors.ts';
import { accountHealth, numberHealth } from './health.ts';
import { isRecord } from '../world/json.ts';
import { type Account, type BusinessNumber, type Portfolio, type World } from '../world/world.ts';

/** From this many messages a second a number's throughput is called high. Meta, "Throughput", read 2026-11-22. */
const highThroughput = 1_000;

/** What one may ask of a number. Keys as Meta spells them. */
export function numberFields(world: World, number: BusinessNumber): Record<string, unknown> {
  const tier = tierOf(messagingLimitOf(world, number));
  return {
    verified_name: number.verified_name,
    code_verification_status: number.codeStatus,
    display_phone_number: number.display_phone_number.startsWith('+') ? number.display_phone_number : `+${number.display_phone_number}`,
    quality_rating: number.quality_rating,
    quality_score: { score: number.quality_rating },
    platform_type: number.isRegistered ? 'CLOUD_API' : 'NOT_APPLICABLE',
    throughput: { level: throughputOf(world, number) },
    status: number.status,
    name_status: number.name_status === 'PENDING' ? 'PENDING_REVIEW' : number.name_status === 'REJECTED' ? 'DECLINED' : number.name_status,
    ...(number.newName === null ? {} : { new_display_name: number.newName, new_name_status: 'PENDING_REVIEW' }),
    account_mode: number.allowedRecipients === null ? 'LIVE' : 'SANDBOX',
    is_official_business_account: number.official,
    is_pin_enabled: number.pin !== null,
    is_on_biz_app: false,
    is_preverified_number: false,
    search_visibility: 'NON_VISIBLE',
    last_onboarded_time: graphTime(number.onboardedAt),
    whatsapp_business_manager_messaging_limit: tier,
    messaging_limit_tier: tier,
    conversational_automation: { ...number.automation, id: number.id },
    webhook_configuration: webhooksOf(world, number),
    ...(number.username === null ? {} : { username: number.username }),
    health_status: numberHealth(world, number),
    id: number.id,
  };
}

/** Fields Meta sends when none are asked for. */
export const numberDefaults = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
  'webhook_configuration',
  'last_onboarded_time',
  'id',
];

function throughputOf(world: World, number: BusinessNumber): 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE' {
  if (!number.isRegistered) return 'NOT_APPLICABLE';
  return (number.throughput ?? world.settings.throughput_per_second) >= highThroughput ? 'HIGH' : 'STANDARD';
}

function webhooksOf(world: World, number: BusinessNumber): Record<string, string> {
  const { app, accounts } = world.subscriptions;
  const account = accounts.get(number.account)?.override_callback_uri ?? null;
  return {
    ...(number.callback === null ? {} : { phone_number: number.callback.url }),
    ...(account === null ? {} : { whatsapp_business_account: account }),
    ...(app === null ? {} : { application: app.callback_url }),
  };
}

/** What one may ask of an account. */
export function accountFields(world: World, account: Account): Record<string, unknown> {
  const portfolio = world.portfolios.get(account.portfolio);
  const business = { id: account.portfolio, name: portfolio?.name ?? '' };
  return {
    id: account.id,
    name: account.name,
    currency: account.currency,
    timezone_id: account.timezone_id,
    message_template_namespace: `${account.id.padStart(8, '0').slice(0, 8)}_parley`,
    account_review_status: account.review,
    business_verification_status: 'verified',
    country: 'US',
    ownership_type: 'SELF',
    status: account.banState === 'DISABLE' ? 'BANNED' : 'ACTIVE',
    owner_business: business,
    owner_business_info: business,
    is_enabled_for_insights: account.hasInsights,
    marketing_messages_lite_api_status: 'ONBOARDED',
    marketing_messages_onboarding_status: 'ONBOARDED',
    disable_marketing_messages_on_cloud_api: account.marketingOnCloudDisabled,
    whatsapp_business_manager_messaging_limit: tierOf(portfolioLimit(world, portfolio)),
    health_status: accountHealth(world, account),
  };
}

/** Fields Meta sends of an account when none are asked for. */
export const accountDefaults = ['id', 'name', 'currency', 'timezone_id', 'message_template_namespace'];

/** The limit of a portfolio: its own, or that of the settings. */
export function portfolioLimit(world: World, portfolio: Portfolio | undefined): number | null {
  return portfolio?.messagingLimit === undefined ? world.settings.messaging_limit : portfolio.messagingLimit;
}

/** An instant as Graph prints it: `2026-11-22T09:04:14+0000`. */
export function graphTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+0000`;
}

/** The account's numbers a call asks for, filtered and sorted. A number that was deleted is not among them. */
export function chooseNumbers(world: World, account: Account, params: Record<string, unknown>): BusinessNumber[] {
  const own = [...world.numbers.values()].filter((number) => number.account === account.id && number.deletedAt === undefined);
  const filters = Array.isArray(params['filtering']) ? params['filtering'].filter(isRecord) : [];
  const found = own.filter((number) => filters.every((filter) => passes(numberFields(world, number), filter)));
  const sort = params['sort'] === undefined ? undefined : /last_onboarded_time_(ascending|descending)/.exec(JSON.stringify(params['sort']))?.[1];
  if (params['sort'] !== undefined && sort === undefined)
    throw badParameter('Param sort must be one of {LAST_ONBOARDED_TIME_ASCENDING, LAST_ONBOARDED_TIME_DESCENDING}.');
  const sign = sort === 'descending' ? -1 : 1;
  return sort === undefined ? found : found.toSorted((a, b) => sign * (a.onboardedAt - b.onboardedAt) || sign * (a.id < b.id ? -1 : 1));
}

function passes(fields: Record<string, unknown>, filter: Record<string, unknown>): boolean {
  const { field, operator, value } = filter;
  if (typeof field !== 'string' || !Object.hasOwn(fields, field)) throw badParameter(`Param filtering has no field "${String(field).slice(0, 100)}".`);
  const actual = fields[field];
  switch (operator) {
    case 'EQUAL':
      return actual === value;
    case 'NOT_EQUAL':
      return actual !== value;
    case 'IN':
      return Array.isArray(value) && value.includes(actual);
    case 'NOT_IN':
      return Array.isArray(value) && !value.includes(actual);
    case 'CONTAIN':
      return typeof actual === 'string' && typeof value === 'string' && actual.includes(value);
    default:
      throw badParameter('Param filtering[operator] must be one of {EQUAL, NOT_EQUAL, IN, NOT_IN, CONTAIN}.');
  }
}
