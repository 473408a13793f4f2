import type { WirePage } from '#core/whatsapp/wire.ts';

import { badParameter, GraphRefusal } from './errors.ts';
import { wordsOf } from './json.ts';
import type { Account, BusinessNumber, Template, World } from './world.ts';

/** What one may ask of a number. Keys as Meta spells them. */
export function numberFields(world: World, number: BusinessNumber): Record<string, unknown> {
  return {
    verified_name: number.verified_name,
    code_verification_status: 'VERIFIED',
    display_phone_number: formatNumber(number.display_phone_number),
    quality_rating: number.quality_rating,
    quality_score: { score: number.quality_rating },
    platform_type: 'CLOUD_API',
    throughput: { level: (number.throughput ?? world.settings.throughput_per_second) >= 1_000 ? 'HIGH' : 'STANDARD' },
    status: 'CONNECTED',
    name_status: 'APPROVED',
    account_mode: 'LIVE',
    is_official_business_account: false,
    is_pin_enabled: true,
    whatsapp_business_manager_messaging_limit: tierOf(world.settings.messaging_limit),
    messaging_limit_tier: tierOf(world.settings.messaging_limit),
    health_status: { can_send_message: 'AVAILABLE', entities: [{ entity_type: 'PHONE_NUMBER', id: number.id, can_send_message: 'AVAILABLE' }] },
    id: number.id,
  };
}

/** Fields Meta sends when none are asked for. */
export const numberDefaults = ['verified_name', 'code_verification_status', 'display_phone_number', 'quality_rating', 'platform_type', 'throughput', 'id'];

/** What one may ask of an account. */
export function accountFields(world: World, account: Account): Record<string, unknown> {
  return {
    id: account.id,
    name: account.name,
    currency: account.currency,
    timezone_id: account.timezone_id,
    message_template_namespace: `${account.id.padStart(8, '0').slice(0, 8)}_parley`,
    account_review_status: 'APPROVED',
    business_verification_status: 'verified',
    country: 'US',
    ownership_type: 'SELF',
    whatsapp_business_manager_messaging_limit: tierOf(world.settings.messaging_limit),
    health_status: { can_send_message: 'AVAILABLE', entities: [{ entity_type: 'WABA', id: account.id, can_send_message: 'AVAILABLE' }] },
  };
}

/** Fields Meta sends of an account when none are asked for. */
export const accountDefaults = ['id', 'name', 'currency', 'timezone_id', 'message_template_namespace'];

/** What one may ask of a template, beside what it is listed with. */
export function templateFields(template: Template): Record<string, unknown> {
  return {
    rejected_reason: template.rejectedReason,
    quality_score: { score: 'UNKNOWN', date: Math.floor(template.createdAt / 1000) },
    ...(template.previousCategory === null ? {} : { previous_category: template.previousCategory }),
  };
}

/** Picks the asked-for fields; `id` always comes along. A field nobody knows is an error, as at Meta. */
export function pickFields(all: Record<string, unknown>, asked: unknown, defaults: readonly string[]): Record<string, unknown> {
  const names = asked === undefined || asked === '' ? defaults : [...new Set([...wordsOf(asked), 'id'])];
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    const plain = name.replace(/[.{(].*$/, '');
    if (plain in all) picked[plain] = all[plain];
    else if (!optionalFields.has(plain)) throw new GraphRefusal(100, `(#100) Tried accessing nonexisting field (${plain})`, {});
  }
  return picked;
}

/** Real fields that are simply missing where they have no value. */
const optionalFields = new Set([
  'previous_category',
  'correct_category',
  'sub_category',
  'message_send_ttl_seconds',
  'library_template_name',
  'cta_url_link_tracking_opted_out',
  'degrees_of_freedom_spec',
  'certificate',
  'last_onboarded_time',
  'webhook_configuration',
  'conversational_automation',
  'new_name_status',
  'username',
  'search_visibility',
  'is_on_biz_app',
  'host_platform',
  'on_behalf_of_business_info',
  'primary_funding_id',
  'business_profile',
  'eligibility_for_api_business_global_search',
  'last_edited_time',
  'created_time',
]);

/** Meta: 25 a page unless asked; the largest it takes is not known, ours is this. */
const largestPage = 1_000;

/** Cuts a page from a list and says where the next begins. Cursors are the place in the list, in base64. */
export function pageOf<Item extends { id: string }>(items: readonly Item[], params: Record<string, unknown>, base: string, path: string): WirePage<Item> {
  const limit = Math.min(Number(params['limit'] ?? 25), largestPage);
  if (!Number.isInteger(limit) || limit < 1) throw badParameter('Param limit must be a whole number above 0.');
  const after = typeof params['after'] === 'string' && params['after'] !== '' ? placeOf(items, params['after']) + 1 : 0;
  const before = typeof params['before'] === 'string' && params['before'] !== '' ? placeOf(items, params['before']) : undefined;
  const start = before === undefined ? after : Math.max(0, before - limit);
  const data = items.slice(start, before ?? start + limit);
  const first = data[0];
  const last = data.at(-1);
  if (first === undefined || last === undefined) return { data };
  const link = (name: string, cursor: string): string => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(params))
      if (typeof value === 'string' && !['after', 'before', 'access_token'].includes(key)) query.set(key, value);
    query.set('limit', String(limit));
    query.set(name, cursor);
    return `${base}${path}?${query.toString()}`;
  };
  const cursors = { before: cursorOf(first.id), after: cursorOf(last.id) };
  return {
    data,
    paging: {
      cursors,
      ...(start + data.length < items.length ? { next: link('after', cursors.after) } : {}),
      ...(start > 0 ? { previous: link('before', cursors.before) } : {}),
    },
  };
}

function cursorOf(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function placeOf(items: readonly { id: string }[], cursor: string): number {
  const id = Buffer.from(cursor, 'base64url').toString();
  const place = items.findIndex((item) => item.id === id);
  if (place === -1)
    throw new GraphRefusal(131059, '(#131059) Invalid pagination cursor', { details: 'The cursor is not valid any more. Start again without a cursor.' });
  return place;
}

function tierOf(limit: number | null): string {
  if (limit === null || limit > 100_000) return 'TIER_UNLIMITED';
  if (limit > 10_000) return 'TIER_100K';
  if (limit > 2_000) return 'TIER_10K';
  return limit > 250 ? 'TIER_2K' : 'TIER_250';
}

function formatNumber(text: string): string {
  return text.startsWith('+') ? text : `+${text}`;
}
