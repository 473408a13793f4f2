import { z } from 'zod';
import { PublicId } from './shapes.ts';

/** A score in points, 0 (not at all) to 100 (fully). */
const Points = z.number().int().min(0).max(100);

/** Why a score is what it is: one circumstance, how many points it gave or took, and of how many people it holds. `code` is of `core/etr`. */
export const EtrReason = z.object({
  part: z.enum(['expected', 'timely', 'relevant']),
  code: z.string(),
  points: z.number(),
  people: z.number().int(),
  words: z.string(),
});
export type EtrReason = z.infer<typeof EtrReason>;

/** How expected, timely and relevant a campaign is, over the people who could get it. */
export const Etr = z.object({
  /** People the numbers speak of: who gets it and who is left out by the bar. */
  people: z.number().int(),
  /** Medians. */
  expected: Points,
  timely: Points,
  relevant: Points,
  score: Points,
  /** Ten bars: 0–9, 10–19, …, 90–100. */
  distribution: z.array(z.number().int()).length(10),
  /** Below the workspace's threshold: those who will likely not want this. */
  unwanted: z.number().int(),
  threshold: Points,
  /** Of them, how many the campaign leaves out. */
  left_out: z.number().int(),
  /** What costs most points over all people, worst first. */
  reasons: z.array(EtrReason),
});
export type Etr = z.infer<typeof Etr>;

/** The same for one person. */
export const EtrOfPerson = z.object({
  contact: PublicId,
  name: z.string(),
  expected: Points,
  timely: Points,
  relevant: Points,
  score: Points,
  threshold: Points,
  reasons: z.array(EtrReason),
});
export type EtrOfPerson = z.infer<typeof EtrOfPerson>;

/** How the people of one band of scores answered. Rates are of those delivered, with a 95 % Wilson interval; null under 30 people. */
export const EtrOutcome = z.object({
  from: Points,
  to: Points,
  people: z.number().int(),
  delivered: z.number().int(),
  read: z.number().int(),
  replied: z.number().int(),
  opted_out: z.number().int(),
  opt_out_rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type EtrOutcome = z.infer<typeof EtrOutcome>;
