import { z } from 'zod';
import type { WireAskedComponent, WireTemplateCreate } from '#core/whatsapp/wire.create.ts';
import type { CallAnswer, Caller, CallOptions, PlatformError } from './caller.ts';

/**
 * The calls beside sending: templates, media, uploads, subscriptions, reads. Each takes a caller and says what Meta
 * answered, parsed; none throws for what Meta or the network does. Source: the project's facts (cloud-api §1.2–1.5),
 * read 2026-11-22.
 */
export type Managed<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: PlatformError };

/** What our webhook listens to: `messages` carries statuses as well. */
export const webhookFields = [
  'messages',
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
  'phone_number_quality_update',
  'phone_number_name_update',
  'account_update',
  'account_alerts',
  'account_review_update',
  'business_capability_update',
  'user_preferences',
  'security',
] as const;

/** Meta's default page is 25; 100 keeps the calls few, since they count against an hourly allowance. */
const templatesPerPage = 100;
/** 6,000 translations are the most an account may have (facts §2.4); twice as many pages never end by mistake. */
const pagesMost = 120;
/** The most an inbound file may weigh at Meta. */
export const mediaBytesMost = 100 * 1024 * 1024;

const Done = z.looseObject({ success: z.boolean() });

/** A template as listed. Components stay unread: Meta invents new kinds, and one unknown must not hide the others. */
const ListedTemplate = z.looseObject({
  id: z.coerce.string(),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: z.string(),
  parameter_format: z.string().optional(),
  components: z.array(z.unknown()).default([]),
  rejected_reason: z.string().nullish(),
  quality_score: z.looseObject({ score: z.string() }).nullish(),
});
export type ListedTemplate = z.infer<typeof ListedTemplate>;

const TemplatePage = z.looseObject({
  data: z.array(ListedTemplate),
  paging: z.looseObject({ cursors: z.looseObject({ after: z.string().optional() }).optional(), next: z.string().optional() }).optional(),
});
const templateFields = 'id,name,language,category,status,parameter_format,components,rejected_reason,quality_score';

/** Lists every template of an account, all pages. */
export async function listTemplates(caller: Caller, accountMetaId: string): Promise<Managed<ListedTemplate[]>> {
  const all: ListedTemplate[] = [];
  let after: string | undefined;
  for (let page = 0; page < pagesMost; page += 1) {
    const query: Record<string, string> = { fields: templateFields, limit: String(templatesPerPage), ...(after === undefined ? {} : { after }) };
    const answer = parseAnswer(TemplatePage, await caller.call('GET', `${accountMetaId}/message_templates`, { query }));
    if (!answer.ok) return answer;
    all.push(...answer.value.data);
    after = answer.value.paging?.cursors?.after;
    if (answer.value.paging?.next === undefined || after === undefined) break;
  }
  return { ok: true, value: all };
}

const CreatedTemplate = z.looseObject({ id: z.coerce.string(), status: z.string(), category: z.string().optional() });

/** Submits a template for review. Meta may answer with another category than was asked for. */
export async function createTemplate(
  caller: Caller,
  accountMetaId: string,
  template: WireTemplateCreate,
): Promise<Managed<{ id: string; status: string; category?: string | undefined }>> {
  return parseAnswer(CreatedTemplate, await caller.call('POST', `${accountMetaId}/message_templates`, { json: template }));
}

/** Reads one language of a template. */
export async function readTemplate(caller: Caller, templateMetaId: string): Promise<Managed<ListedTemplate>> {
  return parseAnswer(ListedTemplate, await caller.call('GET', templateMetaId, { query: { fields: templateFields } }));
}

/** Replaces all components of an approved, rejected or paused template; it is reviewed again. */
export async function editTemplate(caller: Caller, templateMetaId: string, components: readonly WireAskedComponent[]): Promise<Managed<{ success: boolean }>> {
  return parseAnswer(Done, await caller.call('POST', templateMetaId, { json: { components } }));
}

/** Deletes all languages of a name. */
export async function deleteTemplate(caller: Caller, accountMetaId: string, name: string): Promise<Managed<{ success: boolean }>> {
  return parseAnswer(Done, await caller.call('DELETE', `${accountMetaId}/message_templates`, { query: { name } }));
}

const Unpaused = z.looseObject({ success: z.boolean(), reason: z.string().optional() });

/** Asks Meta to let a paced template go on; `success` false comes with a reason. */
export async function unpauseTemplate(caller: Caller, templateMetaId: string): Promise<Managed<{ success: boolean; reason?: string | undefined }>> {
  return parseAnswer(Unpaused, await caller.call('POST', `${templateMetaId}/unpause`, { json: {} }));
}

/** Meta writes a list of failures, or a map of reasons by id: either tells which ones. */
const Failures = z.union([
  z.record(z.string(), z.unknown()).transform((map) => new Map(Object.entries(map).map(([id, why]) => [id, String(why)]))),
  z.array(z.unknown()).transform((list) => new Map(list.map((id) => [String(id), ''] as const))),
]);
const Archived = z.looseObject({ failed_templates: Failures.default(new Map<string, string>()) });

/**
 * Lays templates aside at Meta, or takes them out again. It goes to `base`, another host than the Graph API's. Gives what
 * failed, by Meta's id, with the reason where one is told.
 */
export async function archiveTemplates(
  caller: Caller,
  asked: { base: string; accountMetaId: string; ids: readonly string[]; way: 'archive' | 'unarchive' },
): Promise<Managed<ReadonlyMap<string, string>>> {
  const { base, accountMetaId, ids, way } = asked;
  const answer = parseAnswer(Archived, await caller.call('POST', `${accountMetaId}/message_templates/${way}`, { base, json: { hsm_ids: ids.join(',') } }));
  return answer.ok ? { ok: true, value: answer.value.failed_templates } : answer;
}

/** A file to be handed over. */
type UploadFile = { readonly bytes: Uint8Array; readonly mime: string; readonly name: string };

const WithId = z.looseObject({ id: z.coerce.string() });

/** Uploads a file for sending; its id lives 30 days. */
export async function uploadMedia(caller: Caller, numberMetaId: string, file: UploadFile): Promise<Managed<{ id: string }>> {
  const multipart = [
    { name: 'messaging_product', value: 'whatsapp' },
    { name: 'type', value: file.mime },
    { name: 'file', filename: file.name, mime: file.mime, bytes: file.bytes },
  ];
  return parseAnswer(WithId, await caller.call('POST', `${numberMetaId}/media`, { multipart }));
}

const MediaRecord = z.looseObject({ id: z.coerce.string(), url: z.string(), mime_type: z.string(), sha256: z.string(), file_size: z.coerce.number() });

/** Reads where a file lies; the address lives five minutes. */
async function readMedia(caller: Caller, mediaMetaId: string): Promise<Managed<z.infer<typeof MediaRecord>>> {
  return parseAnswer(MediaRecord, await caller.call('GET', encodeURIComponent(mediaMetaId)));
}

/** Fetches a file somebody sent us: reads its address, then its bytes. Ids from webhooks live 7 days. */
export async function downloadMedia(caller: Caller, mediaMetaId: string): Promise<Managed<{ bytes: Uint8Array; mime: string }>> {
  const record = await readMedia(caller, mediaMetaId);
  if (!record.ok) return record;
  const file = await caller.download(record.value.url, mediaBytesMost);
  return file.ok ? { ok: true, value: { bytes: file.bytes, mime: record.value.mime_type } } : file;
}

/** Deletes an uploaded file at Meta. */
export async function deleteMedia(caller: Caller, mediaMetaId: string): Promise<Managed<{ success: boolean }>> {
  return parseAnswer(Done, await caller.call('DELETE', encodeURIComponent(mediaMetaId)));
}

const Handle = z.looseObject({ h: z.string() });

/**
 * Uploads an example file for a template's header by Meta's resumable upload, in one piece. The second step wants the
 * token as `OAuth`, not as `Bearer`.
 */
export async function uploadHandle(caller: Caller, app: { id: string; token: string }, file: UploadFile): Promise<Managed<{ handle: string }>> {
  const query = { file_name: file.name, file_length: String(file.bytes.byteLength), file_type: file.mime };
  const session = parseAnswer(WithId, await caller.call('POST', `${app.id}/uploads`, { query }));
  if (!session.ok) return session;
  const headers = { authorization: `OAuth ${app.token}`, file_offset: '0', 'content-type': 'application/octet-stream' };
  const answer = parseAnswer(Handle, await caller.call('POST', session.value.id, { headers, bytes: file.bytes }));
  return answer.ok ? { ok: true, value: { handle: answer.value.h } } : answer;
}

const PhoneNumber = z.looseObject({
  id: z.coerce.string(),
  display_phone_number: z.string(),
  verified_name: z.string().default(''),
  status: z.string().optional(),
  quality_rating: z.string().optional(),
  whatsapp_business_manager_messaging_limit: z.string().optional(),
  throughput: z.looseObject({ level: z.string() }).optional(),
});
export type ReadNumber = z.infer<typeof PhoneNumber>;
const numberFields = 'id,display_phone_number,verified_name,status,quality_rating,whatsapp_business_manager_messaging_limit,throughput';

/** Reads a number: quality, limit, state. */
export async function readNumber(caller: Caller, numberMetaId: string): Promise<Managed<ReadNumber>> {
  return parseAnswer(PhoneNumber, await caller.call('GET', numberMetaId, { query: { fields: numberFields } }));
}

/** Above what an account may have: 20, and more where Meta was asked for it. */
const numbersPerPage = '100';

/** Lists the numbers of an account; one page holds them all. */
export async function listNumbers(caller: Caller, accountMetaId: string): Promise<Managed<ReadNumber[]>> {
  const answer = parseAnswer(
    z.looseObject({ data: z.array(PhoneNumber) }),
    await caller.call('GET', `${accountMetaId}/phone_numbers`, { query: { fields: numberFields, limit: numbersPerPage } }),
  );
  return answer.ok ? { ok: true, value: answer.value.data } : answer;
}

const Account = z.looseObject({
  id: z.coerce.string(),
  name: z.string().default(''),
  currency: z.string().optional(),
  timezone_id: z.coerce.string().optional(),
  /** The business portfolio that owns it; only shown to those who may see it. */
  owner_business_info: z.looseObject({ id: z.coerce.string() }).optional(),
});

/** Reads a WhatsApp Business Account. */
export async function readAccount(caller: Caller, accountMetaId: string): Promise<Managed<z.infer<typeof Account>>> {
  return parseAnswer(Account, await caller.call('GET', accountMetaId, { query: { fields: 'id,name,currency,timezone_id,owner_business_info' } }));
}

/** The app itself as caller: its token is its id and its secret. */
function asApp(app: { id: string; secret: string }): CallOptions {
  return { headers: { authorization: `Bearer ${app.id}|${app.secret}` } };
}

/**
 * Points the app's webhook at us. Meta asks the address with a challenge before it answers, so ours must be up and must
 * know the verify token already.
 */
export async function subscribeApp(
  caller: Caller,
  app: { id: string; secret: string },
  webhook: { url: string; verifyToken: string },
): Promise<Managed<{ success: boolean }>> {
  const json = { object: 'whatsapp_business_account', callback_url: webhook.url, verify_token: webhook.verifyToken, fields: webhookFields.join(',') };
  return parseAnswer(Done, await caller.call('POST', `${app.id}/subscriptions`, { ...asApp(app), json }));
}

/** Has the account send its webhooks to the app. */
export async function subscribeAccount(caller: Caller, accountMetaId: string): Promise<Managed<{ success: boolean }>> {
  return parseAnswer(Done, await caller.call('POST', `${accountMetaId}/subscribed_apps`, { json: {} }));
}

const TokenFacts = z.looseObject({
  data: z.looseObject({
    app_id: z.coerce.string().optional(),
    is_valid: z.boolean(),
    expires_at: z.number().optional(),
    scopes: z.array(z.string()).default([]),
  }),
});

/** Asks what a token may do and until when. `expires_at` is in Unix seconds, 0 for never. */
export async function debugToken(caller: Caller, app: { id: string; secret: string }, token: string): Promise<Managed<z.infer<typeof TokenFacts>['data']>> {
  const answer = parseAnswer(TokenFacts, await caller.call('GET', 'debug_token', { ...asApp(app), query: { input_token: token } }));
  return answer.ok ? { ok: true, value: answer.value.data } : answer;
}

/** Reads an answer into its shape; one of another shape is an error like any other, since it is Meta's and not ours. */
export function parseAnswer<Value>(shape: z.ZodType<Value>, answer: CallAnswer): Managed<Value> {
  if (!answer.ok) return answer;
  const parsed = shape.safeParse(answer.body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const error: PlatformError = {
    code: null,
    subcode: null,
    message: `the answer has another shape than Meta documents: ${z.prettifyError(parsed.error)}`,
    details: null,
    userTitle: null,
    userMessage: null,
    httpStatus: null,
    fate: 'in_doubt',
    reached: true,
    retryAfterSeconds: null,
  };
  return { ok: false, error };
}
