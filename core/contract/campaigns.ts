import { z } from 'zod';
import { MessageContent } from '#core/whatsapp/message.ts';
import { page, pageQuery, route } from './route.ts';
import { MoneyShape, PublicId, Time } from './shapes.ts';

/** What fills a variable of the template: an attribute of the person (with a fallback), or the same words for everybody. */
export const VariableSource = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('contact'),
    /** first_name, last_name, name, country, language, email, phone, or `fields.<key>`. */
    attribute: z.string().max(80),
    /** Empty: people without a value are left out, and the plan counts them. */
    fallback: z.string().max(1000),
  }),
  z.object({ from: z.literal('text'), text: z.string().max(1000) }),
  /** Liquid over `contact`: `{{ contact.first_name | default: "there" }}`. */
  z.object({ from: z.literal('liquid'), template: z.string().max(2000), fallback: z.string().max(1000) }),
]);
export type VariableSource = z.infer<typeof VariableSource>;

export const CampaignChoices = z.object({
  segment: PublicId.nullable(),
  template: PublicId.nullable(),
  number: PublicId.nullable(),
  variables: z.record(z.string(), VariableSource),
});
export type CampaignChoices = z.infer<typeof CampaignChoices>;

export const broadcastStates = ['waiting', 'opening', 'sending', 'paused', 'done', 'stopped', 'undone'] as const;

/** Counts of recipients. waiting + skipped + accepted + sent + delivered + read + failed + in_doubt + cancelled = total,
 * each person in exactly one; `replied` is counted beside. */
export const Counts = z.object({
  total: z.number().int(),
  waiting: z.number().int(),
  skipped: z.number().int(),
  accepted: z.number().int(),
  sent: z.number().int(),
  delivered: z.number().int(),
  read: z.number().int(),
  failed: z.number().int(),
  in_doubt: z.number().int(),
  cancelled: z.number().int(),
  replied: z.number().int(),
});
export type Counts = z.infer<typeof Counts>;

export const Broadcast = z.object({
  id: PublicId,
  state: z.enum(broadcastStates),
  /** Why nothing moves: database_away, platform_unreachable, number_paused, template_paused, payment_missing, by_person, … */
  held_by: z.string().nullable(),
  held_detail: z.string().nullable(),
  launched_at: Time,
  /** Until then the launch can be undone without a trace. */
  opens_at: Time,
  first_sent_at: Time.nullable(),
  finished_at: Time.nullable(),
  counts: Counts,
});
export type Broadcast = z.infer<typeof Broadcast>;

export const Campaign = z.object({
  id: PublicId,
  name: z.string(),
  choices: CampaignChoices,
  state: z.enum(['draft', 'launched']),
  broadcast: Broadcast.nullable(),
  created_at: Time,
  updated_at: Time,
});
export type Campaign = z.infer<typeof Campaign>;

export const PlanProblem = z.object({ code: z.string(), message: z.string(), at: z.string().nullable() });

/** The immutable description of what a launch will do. */
export const Plan = z.object({
  id: PublicId,
  hash: z.string(),
  made_at: Time,
  segment: z.object({ id: PublicId, name: z.string(), people: z.number().int() }),
  template: z.object({ id: PublicId, name: z.string(), category: z.string() }),
  number: z.object({ id: PublicId, display_phone: z.string(), throughput_per_second: z.number().int() }),
  /** People who will get it. recipients + sum of exclusions = segment.people. */
  recipients: z.number().int(),
  exclusions: z.array(z.object({ reason: z.string(), people: z.number().int() })),
  by_language: z.array(z.object({ language: z.string(), people: z.number().int() })),
  by_country: z.array(
    z.object({ country: z.string(), market: z.string(), people: z.number().int(), each: MoneyShape.nullable(), cost: MoneyShape.nullable() }),
  ),
  /** How many people get a fallback, by variable. */
  fallbacks: z.array(z.object({ variable: z.string(), people: z.number().int() })),
  cost: z.object({
    /** Every message delivered. */
    most: MoneyShape,
    currency: z.string(),
    card_date: z.string(),
    card_source: z.string(),
    /** People in markets the card has no rate for. */
    unpriced: z.number().int(),
  }),
  /** At the number's speed, counted from a launch now and the undo minute. */
  finishes_at: Time,
  seconds: z.number(),
  /** What stands in the way of a launch; empty when it can be launched. */
  problems: z.array(PlanProblem),
  /** The message as a few of the people will see it. */
  samples: z.array(z.object({ contact: PublicId, name: z.string(), language: z.string(), content: MessageContent })),
});
export type Plan = z.infer<typeof Plan>;

export const Report = z.object({
  campaign: Campaign,
  plan: Plan,
  counts: Counts,
  /** Reached at least that far: `delivered` includes read. Rates are of the step before, with a 95 % Wilson interval. */
  funnel: z.array(
    z.object({
      step: z.enum(['planned', 'submitted', 'sent', 'delivered', 'read', 'replied']),
      people: z.number().int(),
      rate: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      of: z.string().nullable(),
    }),
  ),
  reasons: z.array(z.object({ kind: z.enum(['skipped', 'failed']), reason: z.string(), code: z.number().int().nullable(), people: z.number().int() })),
  /** Messages accepted a second over the last ten seconds. */
  speed: z.number(),
  finishes_at: Time.nullable(),
  /** What Meta will charge for what was delivered so far, by the plan's card. */
  cost: MoneyShape,
  as_of: Time,
});
export type Report = z.infer<typeof Report>;

export const Recipient = z.object({
  seq: z.number().int(),
  contact: PublicId,
  name: z.string(),
  phone: z.string(),
  country: z.string().nullable(),
  language: z.string(),
  state: z.enum(['waiting', 'skipped', 'accepted', 'sent', 'delivered', 'read', 'failed', 'in_doubt', 'cancelled']),
  /** A skip reason, or in words what failed. */
  reason: z.string().nullable(),
  error_code: z.number().int().nullable(),
  at: Time.nullable(),
  replied_at: Time.nullable(),
});
export type Recipient = z.infer<typeof Recipient>;

const one = z.object({ id: PublicId });

export const campaigns = {
  list: route({
    method: 'GET',
    path: '/v1/campaigns',
    summary: 'Campaigns, newest first.',
    scope: 'campaigns:read',
    query: z.object(pageQuery),
    reply: page(Campaign),
  }),
  get: route({ method: 'GET', path: '/v1/campaigns/{id}', summary: 'One campaign.', scope: 'campaigns:read', params: one, reply: Campaign }),
  create: route({
    method: 'POST',
    path: '/v1/campaigns',
    summary: 'Starts a draft.',
    scope: 'campaigns:write',
    body: z.object({ name: z.string().trim().min(1).max(200), choices: CampaignChoices.partial().default({}) }),
    reply: Campaign,
    status: 201,
  }),
  update: route({
    method: 'PATCH',
    path: '/v1/campaigns/{id}',
    summary: 'Changes a draft.',
    scope: 'campaigns:write',
    params: one,
    body: z.object({ name: z.string().trim().min(1).max(200).optional(), choices: CampaignChoices.partial().optional() }),
    reply: Campaign,
  }),
  plan: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/plan',
    summary: 'Works out what a launch would do and keeps it as a plan.',
    scope: 'campaigns:read',
    params: one,
    reply: Plan,
    status: 201,
  }),
  test: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/test',
    summary: 'Sends the message to one person as a test.',
    scope: 'campaigns:write',
    params: one,
    body: z.object({ contact: PublicId.optional(), phone: z.string().max(40).optional() }),
    reply: z.object({ message: PublicId }),
    status: 202,
  }),
  launch: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/launch',
    summary: 'Launches a plan: after one minute in which it can be undone, it is sent.',
    scope: 'campaigns:write',
    params: one,
    body: z.object({ plan: PublicId, undo_seconds: z.number().int().min(0).max(3600).default(60) }),
    reply: Campaign,
    status: 202,
  }),
  undo: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/undo',
    summary: 'Takes the launch back while nothing was sent; the campaign is a draft again.',
    scope: 'campaigns:write',
    params: one,
    reply: Campaign,
  }),
  pause: route({ method: 'POST', path: '/v1/campaigns/{id}/pause', summary: 'Holds the sending.', scope: 'campaigns:write', params: one, reply: Campaign }),
  resume: route({ method: 'POST', path: '/v1/campaigns/{id}/resume', summary: 'Goes on.', scope: 'campaigns:write', params: one, reply: Campaign }),
  stop: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/stop',
    summary: 'Ends the sending for good; who still waits gets nothing.',
    scope: 'campaigns:write',
    params: one,
    reply: Campaign,
  }),
  report: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/report',
    summary: 'What became of it until now.',
    scope: 'campaigns:read',
    params: one,
    reply: Report,
  }),
  recipients: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/recipients',
    summary: 'Person by person: state, time and reason.',
    scope: 'campaigns:read',
    params: one,
    query: z.object({
      ...pageQuery,
      state: z.enum(['waiting', 'skipped', 'accepted', 'sent', 'delivered', 'read', 'failed', 'in_doubt', 'cancelled', 'replied']).optional(),
    }),
    reply: page(Recipient),
  }),
};
