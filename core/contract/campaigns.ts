import { z } from 'zod';
import { FreeBodies } from '#core/whatsapp/free.bodies.ts';
import { MessageContent } from '#core/whatsapp/message.ts';
import { page, pageQuery, route } from './route.ts';
import { Etr, EtrOfPerson } from './etr.ts';
import { Done, LocalMoment, MoneyShape, PublicId, Time } from './shapes.ts';
import { Canary, lanes, Pace } from './sending.ts';
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
  /** How it takes its time; null is as fast as is allowed. */
  pace: Pace.nullable().default(null),
  /** Whether a few get it first; null is everybody at once. Fewer than 500 people never have one. */
  canary: Canary.nullable().default(null),
  /** What it may cost at most, in millionths of the workspace's currency; it stops there. Null is without a bound. */
  budget_micros: z.number().int().min(1).nullable().default(null),
});
export type CampaignChoices = z.infer<typeof CampaignChoices>;

/**
 * Some choices: what is left out stays as it is, so nothing here has a default (a default would take a chosen canary away). A name that is not known is refused: a
 * budget written wrongly must not be no budget.
 */
export const SomeChoices = CampaignChoices.extend({
  pace: Pace.nullable(),
  canary: Canary.nullable(),
  budget_micros: z.number().int().min(1).nullable(),
})
  .partial()
  .strict();

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
  /** Beside: ever in doubt; of these settled by an echo of Meta's, and closed by a person. */
  doubted: z.number().int(),
  settled: z.number().int(),
  closed: z.number().int(),
  /** Beside: who opted out or said no with a button because of it, and who was sent to again and has it twice. */
  harmed: z.number().int(),
  twice: z.number().int(),
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
  lane: z.enum(lanes),
  /** How it takes its time and what it may cost at most: as launched, or as changed since. */
  pace: Pace.nullable(),
  budget_micros: z.number().int().nullable(),
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

/** One day of a sending, in the workspace's zone. */
export const PlanDay = z.object({
  date: z.string(),
  people: z.number().int(),
  starts_at: Time,
  ends_at: Time,
  /** How many people outside their window may be written to in 24 hours on that day, and how many of these others have used; null without a limit. */
  limit: z.number().int().nullable(),
  used: z.number().int(),
  /** Why no more can leave that day; null on the last. */
  bound_by: z.enum(['limit', 'warm_up', 'hours', 'pace', 'canary', 'speed']).nullable(),
});
export type PlanDay = z.infer<typeof PlanDay>;

/** A cost as it will most probably be, with the interval that holds it with 80 %. */
const Likely = z.object({ low: MoneyShape, middle: MoneyShape, high: MoneyShape });

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
    z.object({
      country: z.string(),
      market: z.string(),
      people: z.number().int(),
      each: MoneyShape.nullable(),
      cost: MoneyShape.nullable(),
      likely: Likely.nullable().default(null),
    }),
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
    /** What it will cost most probably, since only what is delivered is charged, and the interval that holds it with 80 %. Null in plans of before. */
    likely: Likely.nullable().default(null),
    /** As what Meta charges it: the template's category, and `service` for free messages. */
    by_category: z.array(z.object({ category: z.string(), people: z.number().int(), cost: MoneyShape, likely: Likely.nullable().default(null) })).default([]),
    /** For how many people the budget is enough if every message is delivered; null without a budget, or when it is enough for all. */
    budget_buys: z.number().int().nullable().default(null),
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
  lane: z.enum(lanes).default('marketing'),
  /** Day by day under the limit, the hours and the pace; and the same if Meta raises the limit as its rules promise, when that ends it earlier. */
  days: z.array(PlanDay).default([]),
  days_with_raises: z.array(PlanDay).nullable().default(null),
  pace: Pace.nullable().default(null),
  /** The stages one after the other, with how many people each; null without a canary. */
  canary: Canary.extend({
    stages: z.array(z.number().int()),
    /** When each stage leaves, if the one before it is released as soon as it can be; `judged_at` is null for the last. */
    steps: z.array(z.object({ people: z.number().int(), starts_at: Time, ends_at: Time, judged_at: Time.nullable() })).default([]),
  })
    .nullable()
    .default(null),
  /** The messaging limit when the plan was made: people in 24 hours, how many of them this campaign may fill (the rest is kept for what people wait for,
   * or a young number is warmed up), and how many others have used. Null without a limit. */
  limit: z.object({ most: z.number().int(), open: z.number().int(), used: z.number().int(), warms_up: z.boolean() }).nullable().default(null),
  budget_micros: z.number().int().nullable().default(null),
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
    body: z.object({ name: z.string().trim().min(1).max(200), choices: SomeChoices.default({}) }),
    reply: Campaign,
    status: 201,
  }),
  update: route({
    method: 'PATCH',
    path: '/v1/campaigns/{id}',
    summary: 'Changes a draft.',
    scope: 'campaigns:write',
    params: one,
    body: z.object({ name: z.string().trim().min(1).max(200).optional(), choices: SomeChoices.optional() }),
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
  pace: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/pace',
    summary: 'Changes how a sending takes its time, or what it may cost, while it is under way. What is left out stays.',
    scope: 'campaigns:write',
    params: one,
    body: z.object({ pace: Pace.nullable().optional(), budget_micros: z.number().int().min(1).nullable().optional() }),
    reply: Campaign,
  }),
  stop: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/stop',
    summary: 'Ends the sending for good; who still waits gets nothing.',
    scope: 'campaigns:write',
    params: one,
    reply: Campaign,
  }),
};
