import { z } from 'zod';
import { canaryRules } from '#core/policy/canary.ts';
import { route } from './route.ts';
import { Time } from './shapes.ts';

/** How a campaign takes its time, beside what Meta and the number allow. */
export const Pace = z.object({
  /** Evenly over so many minutes; null is as fast as is allowed. */
  spread_minutes: z
    .number()
    .int()
    .min(1)
    .max(14 * 24 * 60)
    .nullable(),
  /** Only within these hours of each person's own day, `from` included and `to` not (24 is midnight); null is at any hour. */
  hours: z.object({ from: z.number().int().min(0).max(23), to: z.number().int().min(1).max(24) }).nullable(),
  /** Nothing leaves while so many conversations of the number wait for an answer of ours; null is regardless. */
  open_threads_most: z.number().int().min(1).max(100_000).nullable(),
});
export type Pace = z.infer<typeof Pace>;

/** First a few, then more, as long as people do not mind. */
export const Canary = z.object({
  rule: z.enum(canaryRules),
  /** So long after a stage has left its signals are judged. */
  matures_minutes: z
    .number()
    .int()
    .min(1)
    .max(24 * 60),
});
export type Canary = z.infer<typeof Canary>;

/** What goes first: what people wait for, then what they are offered. Answers go before both. */
export const lanes = ['transactional', 'marketing'] as const;
export type SendingLane = (typeof lanes)[number];

/** Whether everything that advertises stands still, by whose word and since when; and how many sendings that holds. */
export const SendingState = z.object({
  stopped: z.boolean(),
  stopped_at: Time.nullable(),
  stopped_by: z.string().nullable(),
  held: z.number().int(),
});
export type SendingState = z.infer<typeof SendingState>;

export const sending = {
  state: route({ method: 'GET', path: '/v1/sending', summary: 'Whether offers may leave.', scope: 'campaigns:read', reply: SendingState }),
  stop: route({
    method: 'POST',
    path: '/v1/sending/stop',
    summary: 'Stops every offer of the workspace within a second; answers and what people wait for go on.',
    scope: 'campaigns:write',
    reply: SendingState,
  }),
  resume: route({ method: 'POST', path: '/v1/sending/resume', summary: 'Lets offers leave again.', scope: 'campaigns:write', reply: SendingState }),
};
