import { z } from 'zod';
import { doorFaults } from '#core/whatsapp/again.ts';
import { platformFates } from '#core/whatsapp/errors.entry.ts';
import { page, pageQuery, route } from './route.ts';
import { PublicId, Time } from './shapes.ts';

/** Somebody whose answer was lost: whether they have the message is not known. */
export const Doubt = z.object({
  seq: z.number().int(),
  contact: PublicId,
  name: z.string(),
  phone: z.string(),
  since: Time,
  /** How often they were sent to again by choice. */
  attempt: z.number().int(),
  error_code: z.number().int().nullable(),
  /** In words: how the answer was lost. */
  reason: z.string().nullable(),
  /** When a person closed it: it is left as it is. */
  closed_at: Time.nullable(),
});
export type Doubt = z.infer<typeof Doubt>;

/** Which broadcast of the campaign (the latest when left out), and who of it by their number (everybody when left out). */
const those = z.object({ broadcast: PublicId.optional(), recipients: z.array(z.number().int().min(1)).min(1).max(10_000).optional() });

/** A class of failures as `retry` takes it: how many would be sent to again, or why none can be. */
export const RetryClass = z.object({
  /** Meta's code; null for what failed at our own door, or without a code: then `fault` says what it needs. */
  code: z.number().int().nullable(),
  fault: z.enum(doorFaults).nullable(),
  title: z.string(),
  fate: z.enum(platformFates).nullable(),
  /** Who is sent to again. */
  people: z.number().int(),
  /** Who failed so recently that sending again would be refused again; they may be tried from `from`. */
  too_early: z.number().int(),
  from: Time.nullable(),
  /** Why nobody of this class is sent to again; null when they are. */
  refused: z.string().nullable(),
});
export type RetryClass = z.infer<typeof RetryClass>;

/** Messages of a number that were accepted in an hour, and of which no status has come since. */
export const WebhookGap = z.object({
  number: PublicId,
  display_phone: z.string(),
  /** The beginning of the hour in which they were accepted. */
  hour: Time,
  /** So many of them have had no status for longer than `minutes`. */
  missing: z.number().int(),
  oldest_at: Time,
});
export type WebhookGap = z.infer<typeof WebhookGap>;

/** A comparison of a broadcast's counters with its rows. */
export const CounterCheck = z.object({
  at: Time,
  occasion: z.enum(['end', 'hourly']),
  /** Whether they were equal; if not, they were put right. */
  equal: z.boolean(),
  /** What had to be added to each counter that was wrong. */
  difference: z.record(z.string(), z.number().int()),
});
export type CounterCheck = z.infer<typeof CounterCheck>;

const one = z.object({ id: PublicId });
const moved = z.object({ people: z.number().int() });

export const doubts = {
  list: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/doubts',
    summary: 'Who is in doubt: sent, and the answer was lost; in the order of the recipients.',
    scope: 'campaigns:read',
    params: one,
    query: z.object({ ...pageQuery, broadcast: PublicId.optional() }),
    reply: page(Doubt),
  }),
  again: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/doubts/again',
    summary: 'Sends again to those in doubt. Whoever has the message after all gets it twice.',
    scope: 'campaigns:write',
    params: one,
    body: those,
    reply: moved,
    status: 202,
  }),
  close: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/doubts/close',
    summary: 'Leaves those in doubt as they are: they are not sent to again, and not asked about any more. A late echo still settles them.',
    scope: 'campaigns:write',
    params: one,
    body: those,
    reply: moved,
  }),
  retry: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/retry',
    summary: 'Sends again to those who failed for a reason that is put right since. `dry_run` only says to whom.',
    scope: 'campaigns:write',
    params: one,
    body: z.object({
      broadcast: PublicId.optional(),
      /** Every failure of this fate… */
      fate: z.enum(platformFates).optional(),
      /** …or of these codes of Meta's… */
      codes: z.array(z.number().int()).min(1).max(50).optional(),
      /** …or of those without a code, by what they need; one of the three. */
      faults: z.array(z.enum(doorFaults)).min(1).max(doorFaults.length).optional(),
      dry_run: z.boolean().default(false),
    }),
    reply: z.object({ dry_run: z.boolean(), people: z.number().int(), classes: z.array(RetryClass) }),
  }),
  checks: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/checks',
    summary: 'When the counters were compared with the recipients, the latest first.',
    scope: 'campaigns:read',
    params: one,
    query: z.object({ broadcast: PublicId.optional() }),
    reply: z.object({ items: z.array(CounterCheck) }),
  }),
  againMessage: route({
    method: 'POST',
    path: '/v1/messages/{id}/again',
    summary: 'Sends a message in doubt again. Whoever has it after all gets it twice.',
    scope: 'messages:write',
    params: one,
    reply: z.object({ id: PublicId, status: z.literal('queued') }),
    status: 202,
  }),
  closeMessage: route({
    method: 'POST',
    path: '/v1/messages/{id}/close',
    summary: 'Leaves a message in doubt as it is.',
    scope: 'messages:write',
    params: one,
    reply: z.object({ id: PublicId, closed_at: Time }),
  }),
  gaps: route({
    method: 'GET',
    path: '/v1/webhooks/gaps',
    summary: 'Messages that were accepted and of which no status has come: by number and hour, the latest hour first.',
    scope: 'messages:read',
    query: z.object({ minutes: z.coerce.number().int().min(1).max(10_080).default(15) }),
    reply: z.object({ minutes: z.number().int(), items: z.array(WebhookGap) }),
  }),
};
