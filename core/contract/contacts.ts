import { z } from 'zod';
import { page, pageQuery, route } from './route.ts';
import { Country, Done, Language, PublicId, Time } from './shapes.ts';

export const ConsentState = z.enum(['given', 'withdrawn', 'none']);

export const Contact = z.object({
  id: PublicId,
  name: z.string(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  /** E.164. */
  phone: z.string().nullable(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  language: z.string().nullable(),
  timezone: z.string().nullable(),
  tags: z.array(z.string()),
  fields: z.record(z.string(), z.unknown()),
  marketing: z.object({ state: ConsentState, since: Time.nullable(), source: z.string().nullable() }),
  suppressions: z.array(z.enum(['platform_stop', 'invalid', 'legal'])),
  created_at: Time,
});
export type Contact = z.infer<typeof Contact>;

const ContactWrite = z.object({
  first_name: z.string().trim().max(200).nullable().optional(),
  last_name: z.string().trim().max(200).nullable().optional(),
  phone: z.string().trim().max(40).nullable().optional(),
  email: z.string().trim().max(320).nullable().optional(),
  language: Language.nullable().optional(),
  tags: z.array(z.string().trim().min(1).max(60)).max(100).optional(),
  fields: z.record(z.string().max(60), z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()])).optional(),
});

/** One entry of a person's timeline, newest first. `data` depends on the kind; what the kinds carry is in docs/api. */
export const TimelineEntry = z.object({
  id: z.string(),
  at: Time,
  /** consent.given, consent.withdrawn, order.paid, contact.created, contact.imported, message.received, message.sent, preference.stopped, … */
  kind: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const contacts = {
  list: route({
    method: 'GET',
    path: '/v1/contacts',
    summary: 'Contacts, newest first; search in name, phone and e-mail.',
    scope: 'contacts:read',
    query: z.object({
      ...pageQuery,
      search: z.string().max(200).optional(),
      country: Country.optional(),
      tag: z.string().max(60).optional(),
      consent: ConsentState.optional(),
      segment: PublicId.optional(),
    }),
    reply: page(Contact).extend({ total: z.number().int() }),
  }),
  get: route({ method: 'GET', path: '/v1/contacts/{id}', summary: 'One contact.', scope: 'contacts:read', params: z.object({ id: PublicId }), reply: Contact }),
  create: route({
    method: 'POST',
    path: '/v1/contacts',
    summary: 'Adds a contact. Consent is stated apart.',
    scope: 'contacts:write',
    body: ContactWrite.extend({ default_country: Country.optional() }),
    reply: Contact,
    status: 201,
  }),
  update: route({
    method: 'PATCH',
    path: '/v1/contacts/{id}',
    summary: 'Changes what is given, leaves the rest.',
    scope: 'contacts:write',
    params: z.object({ id: PublicId }),
    body: ContactWrite,
    reply: Contact,
  }),
  timeline: route({
    method: 'GET',
    path: '/v1/contacts/{id}/timeline',
    summary: 'What happened with this person: consent, messages, orders, newest first.',
    scope: 'contacts:read',
    params: z.object({ id: PublicId }),
    query: z.object(pageQuery),
    reply: page(TimelineEntry),
  }),
  consent: route({
    method: 'POST',
    path: '/v1/contacts/{id}/consent',
    summary: 'Writes an entry in the consent ledger.',
    scope: 'contacts:write',
    params: z.object({ id: PublicId }),
    body: z.object({
      purpose: z.literal('marketing'),
      state: z.enum(['given', 'withdrawn']),
      source: z.string().trim().min(1).max(200),
      wording: z.string().trim().max(4000).default(''),
      occurred_at: Time.optional(),
    }),
    reply: Contact,
  }),
  fields: route({
    method: 'GET',
    path: '/v1/contact-fields',
    summary: 'The typed attributes of contacts in use.',
    scope: 'contacts:read',
    reply: z.object({
      items: z.array(z.object({ key: z.string(), label: z.string(), type: z.enum(['text', 'number', 'date', 'boolean']) })),
      tags: z.array(z.string()),
      countries: z.array(z.string()),
      languages: z.array(z.string()),
    }),
  }),
  track: route({
    method: 'POST',
    path: '/v1/contacts/{id}/facts',
    summary: 'Puts something that happened, such as a paid order, on the timeline.',
    scope: 'contacts:write',
    params: z.object({ id: PublicId }),
    body: z.object({
      kind: z
        .string()
        .regex(/^[a-z_]+\.[a-z_]+$/)
        .max(60),
      at: Time.optional(),
      data: z.record(z.string(), z.unknown()).default({}),
    }),
    reply: Done,
    status: 201,
  }),
};
