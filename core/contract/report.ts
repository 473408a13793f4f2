import { z } from 'zod';
import { MessageContent } from '#core/whatsapp/message.ts';
import { doorFaults } from '#core/whatsapp/again.ts';
import { platformFates } from '#core/whatsapp/errors.entry.ts';
import { broadcastStates, Campaign, Counts, Plan } from './campaigns.ts';
import { EtrOutcome } from './etr.ts';
import { lanes } from './sending.ts';
import { MoneyShape, PublicId, Time } from './shapes.ts';

export const funnelSteps = ['planned', 'submitted', 'sent', 'delivered', 'read', 'replied'] as const;
export type FunnelStepName = (typeof funnelSteps)[number];

/** How many reached at least that far: `delivered` includes read. A rate is of the step `of`, with a 95 % Wilson interval; null without a base. */
export const FunnelStep = z.object({
  step: z.enum(funnelSteps),
  people: z.number().int(),
  rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  of: z.string().nullable(),
});
export type FunnelStep = z.infer<typeof FunnelStep>;

/**
 * What can be done about a cause at once. `retry`: these people are sent to again (`POST …/retry` with the code); `template`: the text is
 * mended first; `leave_out`: these people are kept from every later sending (`POST …/leave-out`); `resume`: the sending goes on once
 * the cause is gone.
 */
export const causeActs = ['retry', 'template', 'leave_out', 'resume'] as const;
export type CauseAct = (typeof causeActs)[number];

/** People who did not get it for one cause. `reason` is a skip reason, or in words what failed; `fate` is what Parley does about such a code. */
export const Cause = z.object({
  kind: z.enum(['skipped', 'failed']),
  reason: z.string(),
  code: z.number().int().nullable(),
  people: z.number().int(),
  fate: z.enum(platformFates).nullable(),
  /** What a failure without a code needs; null for every other. It is what `retry` takes as one of `faults`. */
  fault: z.enum(doorFaults).nullable(),
  acts: z.array(z.enum(causeActs)),
});
export type Cause = z.infer<typeof Cause>;

/** Messages accepted a second in a stretch of time that begins at `at` and lasts as long as to the next one. */
export const SpeedPoint = z.object({ at: Time, per_second: z.number() });

/** How fast it goes beside what the number is allowed. */
export const ReportPace = z.object({
  /** Messages a second that the number may send, as Meta has said. */
  allowed: z.number().int(),
  /** What other sendings of the same number take of it now. */
  others: z.number(),
  lane: z.enum(lanes),
  /** The last stretches, the oldest first; empty before the first message. */
  series: z.array(SpeedPoint),
});

export const waitCauses = ['queue', 'held', 'own_hour', 'later'] as const;

/**
 * Who waits and what for. `queue`: nothing but their turn; `held`: what holds the sending now; `own_hour`: the hour they get it at where they
 * live; `later`: a time before which they may not be written to, for the limit, their hours, or a rest.
 */
export const Wait = z.object({
  by: z.enum(waitCauses),
  /** What holds the sending, with `held` and `later`; null when nothing does. */
  held_by: z.string().nullable(),
  /** When they go on; null when nobody can say. */
  at: Time.nullable(),
  people: z.number().int(),
  /** Where most of them live, at most five countries, the most people first. */
  countries: z.array(z.string()),
});
export type Wait = z.infer<typeof Wait>;

/** A button of the message and who tapped it. `people` is each person once, `taps` each tap. The rate is of those who have the message. */
export const ButtonTaps = z.object({
  body: z.enum(['template', 'free']),
  language: z.string(),
  /** Which card of a carousel; null on a message without cards. */
  card: z.number().int().nullable(),
  /** The place of the button, from 0; null when the message has no such button any more. */
  button: z.number().int().nullable(),
  text: z.string(),
  people: z.number().int(),
  taps: z.number().int(),
});
export type ButtonTaps = z.infer<typeof ButtonTaps>;

/** Quick replies that were tapped, each exactly as it came: `people` tapped any. */
export const Taps = z.object({
  people: z.number().int(),
  rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  buttons: z.array(ButtonTaps),
});

/** Openings of a short link in the message; there are none before Parley makes short links. */
export const LinkClicks = z.object({ url: z.string(), people: z.number().int(), clicks: z.number().int() });

/** How the last sendings of the same category fared at each step: the median of their rates. */
export const Past = z.object({ sends: z.number().int(), steps: z.array(z.object({ step: z.enum(funnelSteps), median: z.number() })) });

/** The last recount of the ledger: the rows counted beside the counters. `equal` false was repaired at that moment. */
export const LastCheck = z.object({ at: Time, equal: z.boolean() });

export const Report = z.object({
  campaign: Campaign,
  plan: Plan,
  counts: Counts,
  funnel: z.array(FunnelStep),
  reasons: z.array(Cause),
  /** Messages accepted a second over the last ten seconds. */
  speed: z.number(),
  pace: ReportPace,
  finishes_at: Time.nullable(),
  /** What Meta will charge for what was delivered so far, by the plan's card. */
  cost: MoneyShape,
  /** The bound that was set, by the same currency; null without one. */
  budget: MoneyShape.nullable(),
  /** Everybody who still waits, by what for; the people of all add up to `counts.waiting`. */
  waits: z.array(Wait),
  taps: Taps,
  links: z.array(LinkClicks),
  /** Null when nothing comparable was sent before. */
  past: Past.nullable(),
  /** Null before the first recount. */
  ledger: LastCheck.nullable(),
  /** How people answered by their score at launch: whether the measure told the truth. Empty when nothing was scored. */
  etr: z.array(EtrOutcome),
  /** When counts and funnel were read… */
  as_of: Time,
  /** …and reasons, cost, taps and scores, which on a sending of hundreds of thousands are counted anew every few seconds only. */
  details_as_of: Time,
});
export type Report = z.infer<typeof Report>;

export const recipientStates = ['waiting', 'skipped', 'accepted', 'sent', 'delivered', 'read', 'failed', 'in_doubt', 'cancelled'] as const;

export const Recipient = z.object({
  seq: z.number().int(),
  contact: PublicId,
  name: z.string(),
  phone: z.string(),
  country: z.string().nullable(),
  language: z.string(),
  state: z.enum(recipientStates),
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
  /** How often they were sent to again; 0 is the first time. */
  attempt: z.number().int(),
  /** In doubt, and closed by a person. */
  closed: z.boolean(),
});
export type Recipient = z.infer<typeof Recipient>;

export const traceSteps = [
  'planned',
  'again',
  'doubted',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'tapped',
  'replied',
  'harmed',
  'closed',
  'skipped',
  'cancelled',
] as const;

/** One thing that happened to a person in a sending. `at` is null where only the order is known. */
export const TraceStep = z.object({
  step: z.enum(traceSteps),
  /** To which attempt it belongs; 0 is the first. */
  attempt: z.number().int(),
  at: Time.nullable(),
  /** What they wrote or tapped, why it was skipped, or Meta’s words. */
  text: z.string().nullable(),
  code: z.number().int().nullable(),
});
export type TraceStep = z.infer<typeof TraceStep>;

/** Everything that is known of one person in one sending. */
export const RecipientTrace = z.object({
  recipient: Recipient,
  /** Whether the plan, and again the opening, let the message go to them; the reason when not. */
  verdict: z.object({ may: z.boolean(), reason: z.string().nullable() }),
  steps: z.array(TraceStep),
  /** What they were to get, or got, with their own values; null when it can no longer be drawn. */
  content: MessageContent.nullable(),
  /** The values that fill the message, by variable. */
  values: z.record(z.string(), z.string()),
  /** What the message costs if it is delivered, by the plan’s card; null where the card has no price. */
  price: MoneyShape.nullable(),
  /** What Meta calls the message; null when it never said. */
  wamid: z.string().nullable(),
  /** What we call it on the wire (`biz_opaque_callback_data`). */
  wire_name: z.string(),
  conversation: PublicId.nullable(),
  plan: z.object({ id: PublicId, hash: z.string() }),
});
export type RecipientTrace = z.infer<typeof RecipientTrace>;

/** Something a person answered to a sending. */
export const CampaignReply = z.object({
  message: PublicId,
  seq: z.number().int(),
  contact: PublicId,
  name: z.string(),
  conversation: PublicId,
  at: Time,
  text: z.string(),
  /** The label of the button they tapped; null when they wrote. */
  tapped: z.string().nullable(),
});
export type CampaignReply = z.infer<typeof CampaignReply>;

/** A read-only link to the numbers of a report. The token itself is shown once, when the link is made. */
export const ReportShare = z.object({
  id: PublicId,
  /** Which sending it shows; null is the latest. */
  broadcast: PublicId.nullable(),
  with_cost: z.boolean(),
  by: z.string(),
  created_at: Time,
  expires_at: Time,
  revoked_at: Time.nullable(),
  seen_at: Time.nullable(),
  views: z.number().int(),
});
export type ReportShare = z.infer<typeof ReportShare>;

/** A report for whoever holds the link: numbers alone, nobody’s name or phone. */
export const SharedReport = z.object({
  business: z.string(),
  name: z.string(),
  state: z.enum(broadcastStates),
  launched_at: Time,
  first_sent_at: Time.nullable(),
  finished_at: Time.nullable(),
  finishes_at: Time.nullable(),
  counts: Counts,
  funnel: z.array(FunnelStep),
  reasons: z.array(Cause.omit({ acts: true })),
  speed: z.number(),
  taps: Taps,
  links: z.array(LinkClicks),
  cost: MoneyShape.nullable(),
  plan_hash: z.string(),
  ledger: LastCheck.nullable(),
  as_of: Time,
  expires_at: Time,
});
export type SharedReport = z.infer<typeof SharedReport>;
