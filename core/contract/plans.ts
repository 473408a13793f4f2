import { z } from 'zod';
import { planParts } from '#core/policy/parts.ts';
import { Plan } from './campaigns.ts';
import { page, pageQuery, route } from './route.ts';
import { MoneyShape, PublicId, Time } from './shapes.ts';

/** A plan in a list of plans. Two with one hash do the same to the same people. */
export const PlanSummary = z.object({
  id: PublicId,
  hash: z.string(),
  made_at: Time,
  recipients: z.number().int(),
  cost: MoneyShape,
  finishes_at: Time,
  problems: z.number().int(),
  /** The broadcast that executes it; null while it was not launched. */
  broadcast: PublicId.nullable(),
});
export type PlanSummary = z.infer<typeof PlanSummary>;

/** One difference. `before` and `after` are words in the reader's language; null where there was, or is, nothing. */
export const PlanChange = z.object({ part: z.enum(planParts), name: z.string(), before: z.string().nullable(), after: z.string().nullable() });
export type PlanChange = z.infer<typeof PlanChange>;

/** What changed from one plan to another, choices first. */
export const PlanDiff = z.object({
  /** The older one; null when there is none to compare with, and then nothing has changed. */
  from: PlanSummary.nullable(),
  to: PlanSummary,
  /** Whether both do the same: the hash is one. */
  same: z.boolean(),
  changes: z.array(PlanChange),
});
export type PlanDiff = z.infer<typeof PlanDiff>;

const ofCampaign = z.object({ id: PublicId });
const onePlan = z.object({ id: PublicId, plan: PublicId });

export const plans = {
  list: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/plans',
    summary: 'Every plan that was made of a campaign, newest first.',
    scope: 'campaigns:read',
    params: ofCampaign,
    query: z.object(pageQuery),
    reply: page(PlanSummary),
  }),
  get: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/plans/{plan}',
    summary: 'One plan, as it was when it was made.',
    scope: 'campaigns:read',
    params: onePlan,
    reply: Plan,
  }),
  diff: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/plans/{plan}/diff',
    summary: 'What changed between two plans of a campaign, in words.',
    scope: 'campaigns:read',
    params: onePlan,
    /** The plan to compare with; the latest one before it with another hash when left out. */
    query: z.object({ with: PublicId.optional() }),
    reply: PlanDiff,
  }),
};
