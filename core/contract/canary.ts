import { z } from 'zod';
import { canaryReasons, canaryRules, canaryVerdicts, instantStops } from '#core/policy/canary.ts';
import { route } from './route.ts';
import { PublicId, Time } from './shapes.ts';

/** One look at a floor: `people` of `of`, what is usual as a share, and the largest number that stops. */
export const CanaryFloor = z.object({
  of: z.number().int(),
  people: z.number().int(),
  usual: z.number(),
  stops_at_most: z.number().int(),
  is_below: z.boolean(),
});
export type CanaryFloor = z.infer<typeof CanaryFloor>;

/** A decision of the canary, or of a person, with the numbers it was made by. */
export const CanaryLook = z.object({
  at: Time,
  /** 0 is the first sample. */
  stage: z.number().int(),
  /** `undecided` asks a person. */
  verdict: z.enum(canaryVerdicts),
  because: z.enum(canaryReasons),
  /** Of the person who decided; null when the rule did. */
  by: z.string().nullable(),
  /** In words, in the language of whoever asks. */
  text: z.string(),
  instant: z.enum(instantStops).nullable(),
  /** Everybody who has it so far, how many of them opted out or said no, and the weight of evidence against the message (log-likelihood ratio). */
  harm: z.object({
    people: z.number().int(),
    events: z.number().int(),
    evidence: z.number(),
    stops_at: z.number().int().nullable(),
    releases_at: z.number().int(),
  }),
  /** Null while the stage matures, and where too few have it or nothing is known of what is usual. */
  delivery: CanaryFloor.nullable(),
  reads: CanaryFloor.nullable(),
  /** Taken by Meta, and of these held back by it for now. */
  held_back: z.object({ of: z.number().int(), people: z.number().int() }),
  /** Parts of the audience that the harm is concentrated in, the worst first; `name` is a country's code or an import's file. */
  worse: z.array(z.object({ kind: z.enum(['country', 'import']), name: z.string(), people: z.number().int(), events: z.number().int(), chance: z.number() })),
});
export type CanaryLook = z.infer<typeof CanaryLook>;

const canaryStates = ['sending', 'maturing', 'asks', 'stopped', 'released'] as const;

/** How the canary of a broadcast stands. */
export const CanaryView = z.object({
  broadcast: PublicId,
  /** `maturing`: the sample has left, people have time to answer; `released`: everybody may get it, and harm still stops it. */
  state: z.enum(canaryStates),
  rule: z.enum(canaryRules),
  /** Shares of people harmed that are fine and bad, and the bound of evidence: above it the message is stopped, below its negative released. */
  fine: z.number(),
  bad: z.number(),
  bound: z.number(),
  matures_minutes: z.number().int(),
  /** Up to here it may leave; 0 is the first sample. */
  stage: z.number().int(),
  stages: z.array(z.object({ people: z.number().int(), left: z.number().int(), state: z.enum(['waiting', 'sending', 'maturing', 'released', 'stopped']) })),
  /** When the stage is judged; null while it is being sent, and afterwards. */
  matures_at: Time.nullable(),
  /** As it would be judged now; not kept. */
  now: CanaryLook,
  /** Decisions, the latest first. */
  looks: z.array(CanaryLook),
  /** The way of the evidence: one point for each person harmed, and the last for now. */
  path: z.array(z.object({ at: Time, people: z.number().int(), events: z.number().int(), evidence: z.number() })),
});
export type CanaryView = z.infer<typeof CanaryView>;

export const canaryDecisions = ['release', 'stop', 'wait'] as const;
export type CanaryDecision = (typeof canaryDecisions)[number];

const one = z.object({ id: PublicId });

export const canaries = {
  get: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/canary',
    summary: 'How the first sample of a campaign did, and what was decided by which numbers; null without a canary.',
    scope: 'campaigns:read',
    params: one,
    query: z.object({ broadcast: PublicId.optional() }),
    reply: z.object({ canary: CanaryView.nullable() }),
  }),
  decide: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/canary',
    summary: 'Decides for the canary: release the next stage, stop for good, or wait once more as long.',
    scope: 'campaigns:write',
    params: one,
    /** `stage`: the one that was looked at (`canary.stage`). When another is under way by now, nothing is released and nothing waits; stopping is never refused for it. */
    body: z.object({ decision: z.enum(canaryDecisions), stage: z.number().int().min(0) }),
    reply: z.object({ canary: CanaryView.nullable() }),
  }),
};

export const breakerOrigins = ['api', 'automatic'] as const;
export type BreakerOrigin = (typeof breakerOrigins)[number];
const breakerStates = ['closed', 'open', 'half_open'] as const;

/** What stands guard over the offers of one number that are no campaign: single ones of the API, automatic ones. */
export const Breaker = z.object({
  id: PublicId,
  number: z.object({ id: PublicId, display_phone: z.string() }),
  origin: z.enum(breakerOrigins),
  /** `open`: nothing of this leaves; `half_open`: a few may, to see. */
  state: z.enum(breakerStates),
  because: z.enum(['harm', 'failures']).nullable(),
  opened_at: Time.nullable(),
  /** When a few are let through again; null unless open. */
  tries_at: Time.nullable(),
  /** Half open: how many more may leave. */
  left: z.number().int().nullable(),
  /** Over the moving window. */
  window_hours: z.number().int(),
  harm: z.object({ people: z.number().int(), events: z.number().int(), evidence: z.number() }),
  failures: z.object({ people: z.number().int(), events: z.number().int(), evidence: z.number() }),
  bound: z.number(),
  /** Offers that wait in the queue until it closes; 0 when it is closed. */
  held: z.number().int(),
});
export type Breaker = z.infer<typeof Breaker>;

export const breakers = {
  list: route({
    method: 'GET',
    path: '/v1/breakers',
    summary: 'What stands guard over offers that are no campaign, by number and origin.',
    scope: 'campaigns:read',
    reply: z.object({ items: z.array(Breaker) }),
  }),
  close: route({
    method: 'POST',
    path: '/v1/breakers/{id}/close',
    summary: 'Lets the offers of a number go on; what was counted so far counts no more.',
    scope: 'campaigns:write',
    params: one,
    reply: Breaker,
  }),
  end: route({
    method: 'POST',
    path: '/v1/breakers/{id}/end',
    summary: 'Ends the offers that wait in the queue while a breaker is not closed: they fail, and nobody gets them.',
    scope: 'campaigns:write',
    params: one,
    reply: Breaker,
  }),
};
