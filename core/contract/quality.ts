import { z } from 'zod';
import { harmSignals, suspectKinds } from '#core/policy/suspicion.ts';
import { route } from './route.ts';
import { PublicId, Time } from './shapes.ts';

/** What came of the messages that left within one step, and how many people opted out in it by any way. */
export const QualityPoint = z.object({
  at: Time,
  submitted: z.number().int(),
  delivered: z.number().int(),
  read: z.number().int(),
  failed: z.number().int(),
  /** Of these messages: people who then opted out, or said no with a button. */
  harmed: z.number().int(),
  /** Opt-outs written in the consent ledger within the step, whatever the reason. */
  opted_out: z.number().int(),
});
export type QualityPoint = z.infer<typeof QualityPoint>;

/** What happened to a number, a template or the account; `canary` is a campaign that its canary stopped, `breaker` the guard of single offers that opened or closed. */
export const qualityChangeKinds = ['quality', 'limit', 'throughput', 'state', 'template', 'account', 'canary', 'breaker'] as const;
export const QualityChange = z.object({
  at: Time,
  kind: z.enum(qualityChangeKinds),
  number: PublicId.nullable(),
  template: PublicId.nullable(),
  campaign: PublicId.nullable(),
  /** Whose: a phone, a template with its language, a campaign, or the account. */
  name: z.string(),
  before: z.string().nullable(),
  after: z.string(),
  /** In words, in the reader's language. */
  text: z.string(),
  /** `worse` is what may have been caused by what was sent. */
  turn: z.enum(['better', 'worse', 'neither']),
});
export type QualityChange = z.infer<typeof QualityChange>;

export const QualityNumber = z.object({
  id: PublicId,
  display_phone: z.string(),
  name: z.string(),
  quality: z.string(),
  /** People outside their window in 24 hours; null without a limit and while it is not known, which `limit_text` tells apart. */
  limit: z.number().int().nullable(),
  limit_text: z.string().nullable(),
  state: z.enum(['ready', 'paused']),
  checked_at: Time.nullable(),
});
export type QualityNumber = z.infer<typeof QualityNumber>;

export const QualityTimeline = z.object({
  from: Time,
  to: Time,
  step: z.enum(['hour', 'day']),
  timezone: z.string(),
  numbers: z.array(QualityNumber),
  points: z.array(QualityPoint),
  /** Oldest first. */
  changes: z.array(QualityChange),
  /** Why messages failed, most people first. */
  failures: z.array(z.object({ code: z.number().int(), people: z.number().int(), text: z.string() })),
});
export type QualityTimeline = z.infer<typeof QualityTimeline>;

export const Suspect = z.object({
  kind: z.enum(suspectKinds),
  id: z.string(),
  name: z.string(),
  last_at: Time,
  messages: z.number().int(),
  score: z.number(),
  findings: z.array(
    z.object({
      signal: z.enum(harmSignals),
      events: z.number().int(),
      of: z.number().int(),
      share: z.number(),
      usual: z.number(),
      excess: z.number(),
      /** "2.1 % opted out of 9,300; usual is 0.4 %". */
      text: z.string(),
    }),
  ),
});
export type Suspect = z.infer<typeof Suspect>;

export const Suspicion = z.object({
  /** The drop, or the moment asked about. */
  at: Time,
  since: Time,
  /** Everything that was looked at, and the messages of the days that tell what is usual. */
  candidates: z.number().int(),
  usual_of: z.number().int(),
  /** Whether usual is the workspace's own history, or what senders report while there is too little. */
  usual_is_own: z.boolean(),
  /** The weightiest first; empty when nothing stands out. */
  suspects: z.array(Suspect),
  text: z.string(),
});
export type Suspicion = z.infer<typeof Suspicion>;

/** Hours are told up to so many days, days beyond. */
export const hourlyDaysMost = 4;
/** The longest span of a timeline. */
export const timelineDaysMost = 120;

const span = { number: PublicId.optional(), template: PublicId.optional() };

export const quality = {
  timeline: route({
    method: 'GET',
    path: '/v1/quality',
    summary: 'What was sent, what came of it, and what Meta made of it: one timeline of all numbers or one, of all templates or one.',
    scope: 'messages:read',
    query: z.object({ ...span, from: Time.optional(), to: Time.optional() }),
    reply: QualityTimeline,
  }),
  suspicion: route({
    method: 'GET',
    path: '/v1/quality/suspicion',
    summary: 'What was sent in the 7 days before a moment and did more harm than usual, the weightiest first.',
    scope: 'messages:read',
    query: z.object({ number: PublicId.optional(), at: Time.optional() }),
    reply: Suspicion,
  }),
};

/** Where a young number stands. */
export const WarmUp = z.object({
  number: PublicId,
  on: z.boolean(),
  since: Time.nullable(),
  /** The day of the warm-up, from 1; null when it is off. */
  day: z.number().int().nullable(),
  limit: z.number().int().nullable(),
  limit_is_known: z.boolean(),
  /** People a day, step by step, for the limit of today. */
  ramp: z.array(z.number().int()),
  step: z.number().int(),
  /** Today's cap; null when it is off or the number is warm. */
  cap: z.number().int().nullable(),
  /** People written to since the day of the warm-up began. */
  used: z.number().int(),
  held_by: z.enum(['quality', 'opt_outs', 'reads', 'use']).nullable(),
  signals: z.object({ quality: z.string(), delivered: z.number().int(), read: z.number().int(), harmed: z.number().int(), peak: z.number().int() }),
  /** The days that were, then those to come with their cap if each is used and nobody minds. */
  days: z.array(z.object({ starts_at: Time, people: z.number().int().nullable(), cap: z.number().int().nullable() })),
  /** In words: where it stands and what the next step needs. */
  text: z.string(),
});
export type WarmUp = z.infer<typeof WarmUp>;

const oneNumber = z.object({ id: PublicId });

export const warmUps = {
  get: route({
    method: 'GET',
    path: '/v1/numbers/{id}/warm-up',
    summary: 'How a young number grows: its steps, what was used, and what holds it.',
    scope: 'messages:read',
    params: oneNumber,
    reply: WarmUp,
  }),
  set: route({
    method: 'PUT',
    path: '/v1/numbers/{id}/warm-up',
    summary: 'Begins the warm-up of a number, or ends it.',
    scope: 'settings:write',
    params: oneNumber,
    body: z.object({ on: z.boolean() }),
    reply: WarmUp,
  }),
};
