import type { WirePage } from '#core/whatsapp/wire.ts';

import { badParameter, GraphRefusal } from './errors.ts';
import { parseFields } from './expansion.ts';

/** Picks the asked-for fields; `id` always comes along. A field nobody knows is an error, as at Meta. */
export function pickFields(all: Record<string, unknown>, asked: unknown, defaults: readonly string[]): Record<string, unknown> {
  const names = asked === undefined || asked === '' ? defaults : [...new Set([...parseFields(asked).map((field) => field.name), 'id'])];
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    if (Object.hasOwn(all, name)) picked[name] = all[name];
    else if (!optionalFields.has(name)) throw new GraphRefusal(100, `(#100) Tried accessing nonexisting field (${name})`, {});
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
  'new_display_name',
  'username',
  'search_visibility',
  'is_on_biz_app',
  'host_platform',
  'on_behalf_of_business_info',
  'owner_business_info',
  'owner_business',
  'primary_funding_id',
  'primary_business_location',
  'business_profile',
  'eligibility_for_api_business_global_search',
  'auth_international_rate_eligibility',
  'purchase_order_number',
  'last_edited_time',
  'created_time',
  'json_version',
  'data_api_version',
  'endpoint_uri',
  'data_channel_uri',
]);

/** Meta: 25 a page unless asked; the largest it takes is not known, ours is this. */
const largestPage = 1_000;

/** Cuts a page from a list and says where the next begins. Cursors are the id of an item, in base64. */
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
      if (!['after', 'before', 'access_token', 'limit'].includes(key)) query.set(key, typeof value === 'string' ? value : JSON.stringify(value));
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
