import {
  messageStatuses,
  type WireInbound,
  type WireMessageStatus,
  type WirePreferencesValue,
  type WireProfile,
  type WireQualityValue,
  type WireStatus,
  type WireStatusError,
  type WireTemplateStatusValue,
} from '#core/whatsapp/wire.ts';
import { mend } from './mend.ts';

/**
 * One thing Meta tells us. A POST carries any number of them. `account` is the id of the WhatsApp Business Account,
 * `number` the id of the phone number it concerns. What we do not know is `unknown`, with all that came.
 */
export type WebhookUpdate =
  | { readonly kind: 'status'; readonly number: string; readonly status: WireStatus }
  | { readonly kind: 'message'; readonly number: string; readonly message: WireInbound; readonly profile: WireProfile | undefined }
  | { readonly kind: 'errors'; readonly number: string; readonly errors: readonly WireStatusError[] }
  | {
      readonly kind: 'preference';
      readonly number: string;
      readonly preference: WirePreferencesValue['user_preferences'][number];
      readonly profile: WireProfile | undefined;
    }
  | { readonly kind: 'template_status'; readonly account: string; readonly value: WireTemplateStatusValue }
  | { readonly kind: 'template_quality'; readonly account: string; readonly value: TemplateQualityValue }
  | { readonly kind: 'template_category'; readonly account: string; readonly value: TemplateCategoryValue }
  | { readonly kind: 'number_quality'; readonly account: string; readonly value: WireQualityValue }
  | { readonly kind: 'account'; readonly account: string; readonly field: string; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: 'unknown'; readonly field: string; readonly reason: string; readonly value: unknown };

export type TemplateQualityValue = {
  readonly previous_quality_score?: string;
  readonly new_quality_score: string;
  readonly message_template_id: number | string;
  readonly message_template_name?: string;
};
export type TemplateCategoryValue = {
  readonly message_template_id: number | string;
  readonly message_template_name?: string;
  readonly new_category?: string;
  readonly correct_category?: string;
  readonly previous_category?: string;
  /** When it will be so, in Unix seconds; comes with `correct_category`. */
  readonly category_update_timestamp?: number;
};

/** Fields whose tidings concern the account or a number as a whole; they are kept as facts. */
const accountFields: ReadonlySet<string> = new Set([
  'account_update',
  'account_alerts',
  'account_review_update',
  'business_capability_update',
  'phone_number_name_update',
  'security',
  'message_template_components_update',
  'business_username_update',
]);

/** A body that is no webhook of Meta's: why, for the owner's eyes, in English like everything that is kept beside raw bodies. */
export type UnreadWebhook = { readonly refused: string; readonly detail: string };

function refused(code: string, detail: string): UnreadWebhook {
  return { refused: code, detail };
}

const knownStatuses: ReadonlySet<string> = new Set(messageStatuses);
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a webhook. Refused when the envelope is not Meta's (no JSON, another object); inside a good envelope nothing is
 * refused: what is not understood is an `unknown` update. Order is Meta's.
 */
export function parseWebhook(raw: Uint8Array): { readonly updates: readonly WebhookUpdate[] } | UnreadWebhook {
  let envelope: unknown;
  try {
    envelope = JSON.parse(mend(decoder.decode(raw)));
  } catch (error) {
    return refused('not_json', `the body is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const body = parseRecord(envelope);
  if (body?.['object'] !== 'whatsapp_business_account')
    return refused('other_object', `"object" is ${quote(body?.['object'])}, not "whatsapp_business_account"`);
  const entries = body['entry'];
  if (!Array.isArray(entries)) return refused('no_entry', '"entry" is no list');
  const updates: WebhookUpdate[] = [];
  for (const [index, value] of entries.entries()) {
    const entry = parseRecord(value);
    if (entry === undefined || !Array.isArray(entry['changes'])) return refused('no_changes', `"entry[${index}].changes" is no list`);
    const account = String(entry['id'] ?? '');
    for (const item of entry['changes']) {
      const change = parseRecord(item);
      if (typeof change?.['field'] !== 'string') return refused('no_field', `a change in "entry[${index}]" names no field`);
      parseChange(account, change['field'], change['value'], updates);
    }
  }
  return { updates };
}

function parseChange(account: string, field: string, given: unknown, updates: WebhookUpdate[]): void {
  const value = parseRecord(given);
  const unknown = (reason: string) => void updates.push({ kind: 'unknown', field, reason, value: given });
  if (value === undefined) return unknown(`field "${field}" carries ${quote(given)}`);
  if (field === 'messages') return parseMessages(value, unknown, updates);
  if (field === 'user_preferences') return parsePreferences(value, unknown, updates);
  // Meta's own sample prints the quality update under the field of the status update; its content tells them apart.
  if (typeof value['new_quality_score'] === 'string' && hasId(value))
    return void updates.push({ kind: 'template_quality', account, value: value as TemplateQualityValue });
  if (field === 'message_template_status_update') {
    if (!hasId(value) || typeof value['event'] !== 'string') return unknown('a template status without template or event');
    const named = { message_template_name: textOf(value['message_template_name']), message_template_language: textOf(value['message_template_language']) };
    return void updates.push({ kind: 'template_status', account, value: { ...value, ...named } as WireTemplateStatusValue });
  }
  if (field === 'template_category_update') {
    if (!hasId(value)) return unknown('a template category without template');
    return void updates.push({ kind: 'template_category', account, value: value as TemplateCategoryValue });
  }
  if (field === 'phone_number_quality_update') {
    if (typeof value['event'] !== 'string') return unknown('a number quality without event');
    return void updates.push({ kind: 'number_quality', account, value: value as WireQualityValue });
  }
  if (accountFields.has(field)) return void updates.push({ kind: 'account', account, field, value });
  unknown(`unknown field "${field}"`);
}

function parseMessages(value: Record<string, unknown>, unknown: (reason: string) => void, updates: WebhookUpdate[]): void {
  const number = parseRecord(value['metadata'])?.['phone_number_id'];
  if (typeof number !== 'string') return unknown('"metadata.phone_number_id" is missing');
  const before = updates.length;
  for (const item of listOf(value['statuses'])) {
    const status = parseStatus(item);
    if (status === undefined) unknown(`a status of unknown shape: ${quote(item)}`);
    else updates.push({ kind: 'status', number, status });
  }
  const profiles = parseProfiles(value['contacts']);
  for (const item of listOf(value['messages'])) {
    const message = parseInbound(item);
    if (message === undefined) unknown('a message without id, type or time');
    else updates.push({ kind: 'message', number, message, profile: profileOf(profiles, { phone: message.from, user: message.from_user_id }) });
  }
  const errors = listOf(value['errors']);
  if (errors.length > 0) updates.push({ kind: 'errors', number, errors: errors as WireStatusError[] });
  if (updates.length === before) unknown(`"messages" carries none of what we know: ${Object.keys(value).join(', ')}`);
}

function parseStatus(value: unknown): WireStatus | undefined {
  const status = parseRecord(value);
  if (typeof status?.['id'] !== 'string' || !knownStatuses.has(String(status['status'])) || !isTimestamp(status['timestamp'])) return undefined;
  return { ...status, errors: listOf(status['errors']).filter(isStatusError) } as WireStatus & { status: WireMessageStatus };
}

function parseInbound(value: unknown): WireInbound | undefined {
  const message = parseRecord(value);
  if (typeof message?.['id'] !== 'string' || typeof message['type'] !== 'string' || !isTimestamp(message['timestamp'])) return undefined;
  if (typeof message['from'] !== 'string' && typeof message['from_user_id'] !== 'string') return undefined;
  return message as WireInbound;
}

function parsePreferences(value: Record<string, unknown>, unknown: (reason: string) => void, updates: WebhookUpdate[]): void {
  const number = parseRecord(value['metadata'])?.['phone_number_id'];
  const profiles = parseProfiles(value['contacts']);
  const list = listOf(value['user_preferences']);
  if (typeof number !== 'string' || list.length === 0) return unknown('preferences without number or content');
  for (const item of list) {
    const preference = parseRecord(item);
    const isPerson = typeof preference?.['wa_id'] === 'string' || typeof preference?.['user_id'] === 'string';
    if (!isPerson || preference?.['category'] !== 'marketing_messages' || !isTimestamp(preference['timestamp']))
      unknown(`a preference of unknown shape: ${quote(item)}`);
    else {
      const known = preference as WirePreferencesValue['user_preferences'][number];
      updates.push({ kind: 'preference', number, preference: known, profile: profileOf(profiles, { phone: known.wa_id, user: known.user_id }) });
    }
  }
}

function parseProfiles(value: unknown): WireProfile[] {
  return listOf(value).filter((item) => parseRecord(item) !== undefined) as WireProfile[];
}

/** The profile that belongs to a sender: one POST may carry several people. */
function profileOf(profiles: readonly WireProfile[], who: { phone: string | undefined; user: string | undefined }): WireProfile | undefined {
  return (
    profiles.find((profile) => (who.phone !== undefined && profile.wa_id === who.phone) || (who.user !== undefined && profile.user_id === who.user)) ??
    (profiles.length === 1 ? profiles[0] : undefined)
  );
}

function parseRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function hasId(value: Record<string, unknown>): boolean {
  return typeof value['message_template_id'] === 'number' || typeof value['message_template_id'] === 'string';
}

/** Empty for what is missing or no text: the id alone may do. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Meta's codes are small integers; the database holds them in four bytes. */
function isStatusError(value: unknown): boolean {
  const code = parseRecord(value)?.['code'];
  return typeof code === 'number' && Number.isInteger(code) && Math.abs(code) < 2 ** 31;
}

/** Unix seconds, as a string mostly; up to the year 5138, so that a Date can hold it. */
function isTimestamp(value: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'number') && /^\d{1,11}$/.test(String(value));
}

/** As much of a value as a person needs to see what it was. */
function quote(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 120);
}
