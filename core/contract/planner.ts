import { z } from 'zod';
import { route } from './route.ts';
import { Done, PublicId, Time } from './shapes.ts';

/** A day as a calendar says it: `2026-12-01`. */
export const CalendarDate = z.iso.date();

/** What stands in the calendar: a sending that was, is, will be, or may be. */
export const PlannerItem = z.object({
  campaign: PublicId,
  name: z.string(),
  /** `draft` has a time and is not launched; `planned` is launched and waits for it; `repeating` is one occurrence to come. */
  state: z.enum(['draft', 'planned', 'repeating', 'sending', 'paused', 'done']),
  number: PublicId,
  starts_at: Time,
  /** When the last of it leaves by the forecast, and when if Meta raises the limit as its rules promise; null where people are not counted yet, and where a raise changes nothing. */
  ends_at: Time.nullable(),
  ends_with_raises_at: Time.nullable(),
  /** Who gets it and has not yet; null while no plan was made. */
  people: z.number().int().nullable(),
  /** Where `people` comes from: the frozen rows, the latest plan, or the last time it went out. */
  basis: z.enum(['frozen', 'plan', 'last', 'none']),
  days: z.array(z.object({ date: CalendarDate, people: z.number().int() })),
  /** Whether it can be moved to another day here. */
  movable: z.boolean(),
});
export type PlannerItem = z.infer<typeof PlannerItem>;

/** A day under the limit of one portfolio. */
export const PlannerDay = z.object({
  date: CalendarDate,
  people: z.number().int(),
  /** What marketing may fill of the limit that day, the reserve and a warm-up taken off; null without a limit. */
  open: z.number().int().nullable(),
  /** What is left of it. */
  room: z.number().int().nullable(),
  /** What more could not leave by, and how many were left for the days after. */
  full_by: z.enum(['limit', 'warm_up']).nullable(),
  waiting: z.number().int(),
  /** In words with the cure; null when the day is not full. */
  text: z.string().nullable(),
});
export type PlannerDay = z.infer<typeof PlannerDay>;

/** Numbers that share one limit. */
export const PlannerPortfolio = z.object({
  numbers: z.array(z.object({ id: PublicId, display_phone: z.string(), warms_up: z.boolean() })),
  limit: z.number().int().nullable(),
  limit_is_known: z.boolean(),
  /** The share of it that marketing leaves free. */
  reserve: z.number().int().nullable(),
  /** How many count against it now. */
  used: z.number().int(),
  days: z.array(PlannerDay),
});
export type PlannerPortfolio = z.infer<typeof PlannerPortfolio>;

export const Planner = z.object({
  from: CalendarDate,
  to: CalendarDate,
  today: CalendarDate,
  timezone: z.string(),
  as_of: Time,
  items: z.array(PlannerItem),
  portfolios: z.array(PlannerPortfolio),
});
export type Planner = z.infer<typeof Planner>;

/** The longest span shown. */
export const plannerDaysMost = 62;

const range = { from: CalendarDate, to: CalendarDate };

export const planner = {
  show: route({
    method: 'GET',
    path: '/v1/planner',
    summary: 'What will be sent day by day under the messaging limit.',
    scope: 'campaigns:read',
    query: z.object(range),
    reply: Planner,
  }),
  try: route({
    method: 'POST',
    path: '/v1/planner/try',
    summary: 'What the calendar would be if a campaign began at another time. Nothing is saved.',
    scope: 'campaigns:read',
    body: z.object({ ...range, campaign: PublicId, at: Time }),
    reply: Planner,
  }),
  feed: route({
    method: 'GET',
    path: '/v1/planner/feed',
    summary: 'Whether there is a calendar link, and when it was last read.',
    scope: 'campaigns:read',
    reply: z.object({ made_at: Time.nullable(), made_by: z.string().nullable(), seen_at: Time.nullable() }),
  }),
  makeFeed: route({
    method: 'POST',
    path: '/v1/planner/feed',
    summary: 'Makes the calendar link anew; the one before ends. Its address is shown this once.',
    scope: 'campaigns:write',
    reply: z.object({ url: z.string() }),
    conceals: ['url'],
    status: 201,
  }),
  endFeed: route({ method: 'DELETE', path: '/v1/planner/feed', summary: 'Ends the calendar link at once.', scope: 'campaigns:write', reply: Done }),
  calendar: route({
    method: 'GET',
    path: '/v1/calendars/{token}/parley.ics',
    summary: 'Planned sends as a calendar (RFC 5545), for whoever holds the link.',
    scope: null,
    params: z.object({ token: z.string().min(20).max(100) }),
    sends: 'file',
    reply: z.unknown(),
  }),
};
