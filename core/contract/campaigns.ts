import { z } from 'zod';
import { FreeBodies } from '#core/whatsapp/free.bodies.ts';
import { MessageContent } from '#core/whatsapp/message.ts';
import { page, pageQuery, route } from './route.ts';
import { Etr, EtrOfPerson, EtrOutcome } from './etr.ts';
import { Done, LocalMoment, MoneyShape, PublicId, Time } from './shapes.ts';
import { VariableSource } from './variables.ts';

/** When a campaign goes out; null in the choices means as soon as it is launched. */
export const Schedule = z.discriminatedUnion('kind', [
  /** Once, at a moment. */
  z.object({ kind: z.literal('at'), at: Time }),
  /** Again and again by a rule of RFC 5545 (`FREQ=WEEKLY;BYDAY=TU`), from a local date and time in a zone. Who gets it is worked out anew each time. */
  z.object({ kind: z.literal('repeat'), rule: z.string().max(500), starts: LocalMoment, timezone: z.string().max(60) }),
  /** On a day, at each person's own hour: their zone, else the one of their country. */
  z.object({ kind: z.literal('local_hour'), starts: LocalMoment }),
]);
export type Schedule = z.infer<typeof Schedule>;

export const CampaignChoices = z.object({
  /** People in any of these segments, each once… */
  segments: z.array(PublicId).max(20),
  /** …and in none of these. */
  except: z.array(PublicId).max(20),
  template: PublicId.nullable(),
  number: PublicId.nullable(),
  variables: z.record(z.string(), VariableSource),
  /**
   * Said instead of the template to people whose service window is open, one body for each of the template's languages. Whose language
   * of the template has none gets the template. Texts may hold the same variables; null, or a map of nothing, when there is none.
   */
  free: FreeBodies.nullable(),
  schedule: Schedule.nullable(),
  /** What it is about, one of the workspace's topics (tags `topic:…`); null when about nothing in particular. */
  topic: z.string().max(80).nullable(),
  /** The kind of fact that is the reason to write now, such as `cart.updated`; null when there is none. */
  reason: z.string().max(80).nullable(),
  /** People whose Expected-Timely-Relevant score is below are left out; null leaves out nobody. */
  leave_out_below: z.number().int().min(1).max(100).nullable(),
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
  /** `repeating`: it goes out by its rule until it is stopped. */
  state: z.enum(['draft', 'launched', 'repeating']),
  /** The latest. */
  broadcast: Broadcast.nullable(),
  /** How often it went out. */
  broadcasts: z.number().int(),
  /** When a repeating one goes out next; null when it has ended or stands still. */
  next_at: Time.nullable(),
  /** Why a repeating one stands still, in words; null when it does not. */
  held: z.string().nullable(),
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
  audience: z.object({
    segments: z.array(z.object({ id: PublicId, name: z.string(), people: z.number().int() })),
    except: z.array(z.object({ id: PublicId, name: z.string(), people: z.number().int() })),
    /** In any of the first and none of the second. */
    people: z.number().int(),
  }),
  template: z.object({ id: PublicId, name: z.string(), category: z.string() }),
  number: z.object({ id: PublicId, display_phone: z.string(), throughput_per_second: z.number().int() }),
  /** People who will get it. recipients + sum of exclusions = audience.people. */
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
  /**
   * People whose window is open and who get the free message: how many, how many of them in each language that has one, and what that
   * saves. Null without a free message in a language the template is approved in.
   */
  free: z
    .object({ people: z.number().int(), by_language: z.array(z.object({ language: z.string(), people: z.number().int() })), saves: MoneyShape })
    .nullable(),
  /** When it goes out, if not at once: the next moments with how many people each; the first of a repetition's five. */
  waves: z.array(z.object({ at: Time, people: z.number().int(), label: z.string() })),
  /** How expected, timely and relevant it is for those people; null while nobody is left to ask about. */
  etr: Etr.nullable(),
  /** At the number's speed, counted from a launch now and the undo minute. */
  finishes_at: Time,
  seconds: z.number(),
  /** What stands in the way of a launch; empty when it can be launched. */
  problems: z.array(PlanProblem),
  /** What should be looked at before; nothing in the way. */
  warnings: z.array(PlanProblem),
  /** The message as a few of the people will see it. */
  samples: z.array(
    z.object({ contact: PublicId, name: z.string(), language: z.string(), free: z.boolean(), score: z.number().int().nullable(), content: MessageContent }),
  ),
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
  /** Who still waits for their own hour, hour by hour; left out when nobody does. */
  waits: z.array(z.object({ at: Time, people: z.number().int() })).optional(),
  /** How people answered by their score at launch: whether the measure told the truth. Empty when nothing was scored. */
  etr: z.array(EtrOutcome),
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
  /** Expected-Timely-Relevant at launch, 0–100. */
  score: z.number().int().nullable(),
  /** Whether they got the free message. */
  free: z.boolean(),
  /** When their own hour comes; null when sent as soon as possible. */
  due_at: Time.nullable(),
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
    /** Left out both: to every phone of the team. `free`: the free message in that language, which needs their window to be open. */
    body: z.object({
      contact: PublicId.optional(),
      phone: z.string().max(40).optional(),
      language: z.string().max(20).optional(),
      free: z.boolean().default(false),
    }),
    reply: z.object({ messages: z.array(z.object({ message: PublicId, phone: z.string() })) }),
    status: 202,
  }),
  clone: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/clone',
    summary: 'Makes a new draft with the same choices.',
    scope: 'campaigns:write',
    params: one,
    reply: Campaign,
    status: 201,
  }),
  remove: route({ method: 'DELETE', path: '/v1/campaigns/{id}', summary: 'Throws a draft away.', scope: 'campaigns:write', params: one, reply: Done }),
  broadcasts: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/broadcasts',
    summary: 'Every time it went out, newest first.',
    scope: 'campaigns:read',
    params: one,
    query: z.object(pageQuery),
    reply: page(Broadcast),
  }),
  etr: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/etr/{contact}',
    summary: 'How expected, timely and relevant the campaign is for one person, with reasons.',
    scope: 'campaigns:read',
    params: z.object({ id: PublicId, contact: PublicId }),
    reply: EtrOfPerson,
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
    /** Of which broadcast; the latest when left out. */
    query: z.object({ broadcast: PublicId.optional() }),
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
      broadcast: PublicId.optional(),
      state: z.enum(['waiting', 'skipped', 'accepted', 'sent', 'delivered', 'read', 'failed', 'in_doubt', 'cancelled', 'replied']).optional(),
    }),
    reply: page(Recipient),
  }),
};
