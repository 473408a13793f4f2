import { z } from 'zod';
import { scopes } from '#core/value/actor.ts';
import { page, pageQuery, route } from './route.ts';
import { Country, Done, PublicId, Time } from './shapes.ts';

export const Workspace = z.object({
  id: PublicId,
  name: z.string(),
  mode: z.enum(['rehearsal', 'live']),
  default_country: Country,
  locale: z.string(),
  timezone: z.string(),
  currency: z.string(),
  /** Where the phones of the rehearsal are; null when live. */ phones_url: z.string().nullable(),
  /** Phones of the people who work here: test sends go there. */
  team_phones: z.array(z.object({ name: z.string().trim().min(1).max(120), phone: z.string().max(40) })),
  /** Expected-Timely-Relevant below this is "will not want this", 0–100. */
  etr_threshold: z.number().int().min(0).max(100),
  /** Minutes after which whoever is in doubt is sent to again by itself, once, if later messages were echoed; null is never. */
  resend_minutes: z.number().int().min(5).max(10_080).nullable(),
});
export type Workspace = z.infer<typeof Workspace>;

export const Me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  kind: z.enum(['user', 'key']),
  scopes: z.array(z.enum(scopes)),
  workspace: Workspace,
});
export type Me = z.infer<typeof Me>;

export const ApiKey = z.object({
  id: PublicId,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.enum(scopes)),
  created_at: Time,
  last_used_at: Time.nullable(),
  revoked_at: Time.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const settings = {
  me: route({ method: 'GET', path: '/v1/me', summary: 'Who is asking, and in which workspace.', scope: 'contacts:read', reply: Me }),
  update: route({
    method: 'PATCH',
    path: '/v1/workspace',
    summary: 'Changes the workspace.',
    scope: 'settings:write',
    body: z
      .object({
        name: z.string().trim().min(1).max(120),
        default_country: Country,
        timezone: z.string().max(60),
        team_phones: Workspace.shape.team_phones.max(20),
        etr_threshold: Workspace.shape.etr_threshold,
        resend_minutes: Workspace.shape.resend_minutes,
      })
      .partial(),
    reply: Workspace,
  }),
  keys: route({
    method: 'GET',
    path: '/v1/api-keys',
    summary: 'API keys, newest first; never their secrets.',
    scope: 'settings:write',
    reply: z.object({ items: z.array(ApiKey) }),
  }),
  createKey: route({
    method: 'POST',
    path: '/v1/api-keys',
    summary: 'Makes a key. The secret is shown this once.',
    scope: 'settings:write',
    body: z.object({ name: z.string().trim().min(1).max(120), scopes: z.array(z.enum(scopes)).min(1) }),
    reply: ApiKey.extend({ secret: z.string() }),
    status: 201,
    conceals: ['secret'],
  }),
  revokeKey: route({
    method: 'DELETE',
    path: '/v1/api-keys/{id}',
    summary: 'Ends a key at once.',
    scope: 'settings:write',
    params: z.object({ id: PublicId }),
    reply: Done,
  }),
  audit: route({
    method: 'GET',
    path: '/v1/audit',
    summary: 'Who did what, newest first.',
    scope: 'settings:write',
    query: z.object(pageQuery),
    reply: page(z.object({ id: z.string(), at: Time, actor: z.string(), act: z.string(), subject: z.string(), detail: z.record(z.string(), z.unknown()) })),
  }),
};

export const BusinessNumber = z.object({
  id: PublicId,
  display_phone: z.string(),
  name: z.string(),
  meta_id: z.string(),
  business_account: z.object({
    id: PublicId,
    meta_id: z.string(),
    name: z.string(),
    base_url: z.string(),
    api_version: z.string(),
    app_id: z.string(),
    webhook_url: z.string(),
    connected_at: Time.nullable(),
  }),
  quality: z.string(),
  messaging_limit: z.string().nullable(),
  throughput_per_second: z.number().int(),
  state: z.enum(['ready', 'paused']),
  pause_reason: z.string().nullable(),
  checked_at: Time.nullable(),
});
export type BusinessNumber = z.infer<typeof BusinessNumber>;

const one = z.object({ id: PublicId });

export const numbers = {
  list: route({
    method: 'GET',
    path: '/v1/numbers',
    summary: 'Our WhatsApp numbers.',
    scope: 'messages:read',
    reply: z.object({ items: z.array(BusinessNumber) }),
  }),
  connect: route({
    method: 'POST',
    path: '/v1/numbers',
    summary: 'Connects a number: reads it at Meta, subscribes our webhook, and imports its templates.',
    scope: 'settings:write',
    body: z.object({
      base_url: z.url().default('https://graph.facebook.com'),
      api_version: z
        .string()
        .regex(/^v\d+\.\d+$/)
        .default('v26.0'),
      business_account_id: z.string().regex(/^\d+$/),
      number_id: z.string().regex(/^\d+$/),
      app_id: z.string().regex(/^\d+$/),
      token: z.string().min(1),
      app_secret: z.string().min(1),
      verify_token: z.string().min(8),
      throughput_per_second: z.number().int().min(1).max(100_000).default(80),
      callback_url: z.url().optional(),
    }),
    reply: BusinessNumber,
    status: 201,
  }),
  refresh: route({
    method: 'POST',
    path: '/v1/numbers/{id}/refresh',
    summary: 'Reads quality, limit and state at Meta.',
    scope: 'settings:write',
    params: one,
    reply: BusinessNumber,
  }),
  pause: route({
    method: 'POST',
    path: '/v1/numbers/{id}/pause',
    summary: 'Nothing leaves by this number until it is resumed.',
    scope: 'settings:write',
    params: one,
    reply: BusinessNumber,
  }),
  resume: route({
    method: 'POST',
    path: '/v1/numbers/{id}/resume',
    summary: 'Lets it send again.',
    scope: 'settings:write',
    params: one,
    reply: BusinessNumber,
  }),
};

/** Webhooks that were signed but could not be understood: kept as they came. */
export const AsideWebhook = z.object({ id: z.string(), received_at: Time, reason: z.string(), body: z.string() });

export const webhooks = {
  aside: route({
    method: 'GET',
    path: '/v1/webhooks/aside',
    summary: 'Webhooks set aside, newest first, with the reason.',
    scope: 'settings:write',
    query: z.object(pageQuery),
    reply: page(AsideWebhook),
  }),
  retry: route({
    method: 'POST',
    path: '/v1/webhooks/aside/{id}/retry',
    summary: 'Tries to understand it again.',
    scope: 'settings:write',
    params: z.object({ id: z.string() }),
    reply: Done,
  }),
};

/** The front page: is anything wrong, what is going on, what came of it. */
export const home = {
  status: route({
    method: 'GET',
    path: '/v1/status',
    summary: 'Whether the parts work, what is being sent, and the counts of the workspace.',
    scope: 'contacts:read',
    reply: z.object({
      version: z.string(),
      mode: z.enum(['rehearsal', 'live']),
      database: z.object({ ok: z.boolean(), version: z.string(), bytes: z.number() }),
      numbers: z.array(BusinessNumber),
      contacts: z.object({ total: z.number().int(), consented: z.number().int(), opted_out: z.number().int() }),
      conversations: z.object({ open: z.number().int(), unread: z.number().int() }),
      sending: z.array(z.object({ id: PublicId, name: z.string(), state: z.string(), done: z.number().int(), total: z.number().int() })),
      templates: z.object({ approved: z.number().int(), pending: z.number().int(), rejected: z.number().int() }),
      webhooks: z.object({ waiting: z.number().int(), aside: z.number().int(), last_at: Time.nullable() }),
      queue: z.object({ waiting: z.number().int(), failed: z.number().int() }),
      last_30_days: z.object({
        sent: z.number().int(),
        delivered: z.number().int(),
        read: z.number().int(),
        failed: z.number().int(),
        inbound: z.number().int(),
      }),
    }),
  }),
};

/** Something has changed: what kind, and which; `*` is any. */
export const LiveChange = z.object({
  kind: z.enum(['contact', 'segment', 'import', 'template', 'campaign', 'broadcast', 'conversation', 'number', 'webhook', 'settings', 'media', 'notice']),
  id: z.string(),
});
export type LiveChange = z.infer<typeof LiveChange>;

/** What time it is for the business, and how many of its seconds pass in one: 1 as a rule, 0 while a rehearsal's clock stands still. */
export const LiveClock = z.object({ now: Time, speed: z.number() });
export type LiveClock = z.infer<typeof LiveClock>;

export const live = {
  /**
   * `event: change` with `data: {kind, id}`, and `event: clock` with `data: {now, speed}` at once and whenever the clock is moved; reconnect with the
   * browser's own EventSource. After a gap ask everything again.
   */
  stream: route({
    method: 'GET',
    path: '/v1/live',
    summary: 'Tells what has changed, as it changes, and what time it is for the business.',
    scope: 'contacts:read',
    sends: 'events',
    reply: z.union([LiveChange, LiveClock]),
  }),
};
