import { z } from 'zod';
import { spokenLanguages } from '#core/value/say.ts';
import { page, pageQuery, route } from './route.ts';
import { Country, PublicId, Time } from './shapes.ts';

/** Where a column goes. `field` makes or fills an attribute; `phone` may stand for several columns, the first valid wins. */
export const ColumnTarget = z.discriminatedUnion('to', [
  z.object({ to: z.literal('skip') }),
  z.object({ to: z.literal('phone') }),
  z.object({ to: z.literal('first_name') }),
  z.object({ to: z.literal('last_name') }),
  z.object({ to: z.literal('full_name') }),
  z.object({ to: z.literal('email') }),
  z.object({ to: z.literal('language') }),
  z.object({ to: z.literal('country') }),
  z.object({ to: z.literal('company') }),
  /** Split at commas, semicolons and " ::: ". */
  z.object({ to: z.literal('tags') }),
  /** "yes", "true", "1", "oui", … give consent for that row with the stated source, wording and date. */
  z.object({ to: z.literal('consent') }),
  z.object({ to: z.literal('external_id') }),
  z.object({
    to: z.literal('field'),
    key: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/)
      .max(60),
    label: z.string().min(1).max(120),
    type: z.enum(['text', 'number', 'date', 'boolean']),
  }),
]);
export type ColumnTarget = z.infer<typeof ColumnTarget>;

export const ImportReading = z.object({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  delimiter: z.enum([',', ';', '\t', '|']),
  has_header: z.boolean(),
  /** The export it looks like: Google Contacts, Outlook, Shopify…; null when it is nobody's. */
  format: z.enum(['google', 'google_old', 'outlook', 'shopify', 'thunderbird']).nullable(),
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()), suggested: ColumnTarget })),
  /** What was mended to read it, one sentence each: NUL bytes removed, bytes that are not UTF-8 replaced. */
  notes: z.array(z.string()).optional(),
});
export type ImportReading = z.infer<typeof ImportReading>;

export const ImportChoices = z.object({
  /** One target for each column, in order. */
  columns: z.array(ColumnTarget).max(500),
  default_country: Country,
  /** Null: nobody in this file may be marketed to (yet). `rows`: everybody, or only rows whose consent column says so. */
  consent: z
    .object({ source: z.string().trim().min(1).max(200), wording: z.string().trim().min(1).max(4000), date: z.iso.date(), rows: z.enum(['all', 'column']) })
    .nullable(),
  /** What happens to people who are here already. */
  existing: z.enum(['update', 'skip']).default('update'),
  tag: z.string().trim().max(60).nullable().default(null),
  has_header: z.boolean().optional(),
});
export type ImportChoices = z.infer<typeof ImportChoices>;

export const ImportCounts = z.object({
  new: z.number().int(),
  updated: z.number().int(),
  /** Nothing new in it, or told to leave existing people alone. */
  skipped: z.number().int(),
  /** The same person again further down the file. */
  duplicate: z.number().int(),
  invalid: z.number().int(),
  /** People in the file who opted out and stay so, whatever the file says; those with nothing else new are among `skipped`. */
  opted_out: z.number().int(),
  /** Of new and updated: people who will have agreed to marketing. */
  consented: z.number().int(),
  /** After an undo: people this import brought who stay, since they have written, were written to or said something about consent. */
  kept: z.number().int().optional(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

export const Import = z.object({
  id: PublicId,
  file_name: z.string(),
  bytes: z.number().int(),
  state: z.enum(['reading', 'mapping', 'checking', 'checked', 'importing', 'imported', 'undoing', 'undone', 'failed']),
  failure: z.string().nullable(),
  reading: ImportReading.nullable(),
  choices: ImportChoices.nullable(),
  counts: ImportCounts.nullable(),
  rows_total: z.number().int(),
  rows_done: z.number().int(),
  created_by: z.string(),
  created_at: Time,
  finished_at: Time.nullable(),
});
export type Import = z.infer<typeof Import>;

export const ImportRow = z.object({
  row: z.number().int(),
  outcome: z.enum(['new', 'updated', 'skipped', 'duplicate', 'invalid']),
  /** In words: `"+33 6 12" is too short for a phone number in France`. */
  reason: z.string().nullable(),
  opted_out: z.boolean(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  cells: z.array(z.string()),
});
export type ImportRow = z.infer<typeof ImportRow>;

const one = z.object({ id: PublicId });

export const imports = {
  list: route({
    method: 'GET',
    path: '/v1/imports',
    summary: 'Imports, newest first.',
    scope: 'contacts:read',
    query: z.object(pageQuery),
    reply: page(Import),
  }),
  /** Upload the file as multipart part `file`. */
  create: route({
    method: 'POST',
    path: '/v1/imports',
    summary: 'Uploads a CSV file and reads how it is made.',
    scope: 'contacts:write',
    upload: true,
    reply: Import,
    status: 201,
  }),
  get: route({ method: 'GET', path: '/v1/imports/{id}', summary: 'One import with its progress.', scope: 'contacts:read', params: one, reply: Import }),
  check: route({
    method: 'POST',
    path: '/v1/imports/{id}/check',
    summary: 'Dry run: what each row would do.',
    scope: 'contacts:write',
    params: one,
    body: ImportChoices,
    reply: Import,
    status: 202,
  }),
  rows: route({
    method: 'GET',
    path: '/v1/imports/{id}/rows',
    summary: 'Rows by outcome, with the reason of each bad one.',
    scope: 'contacts:read',
    params: one,
    query: z.object({ ...pageQuery, outcome: z.enum(['new', 'updated', 'skipped', 'duplicate', 'invalid']).optional() }),
    reply: page(ImportRow),
  }),
  run: route({
    method: 'POST',
    path: '/v1/imports/{id}/run',
    summary: 'Imports what was checked.',
    scope: 'contacts:write',
    params: one,
    reply: Import,
    status: 202,
  }),
  undo: route({
    method: 'POST',
    path: '/v1/imports/{id}/undo',
    summary: 'Takes the import back: new people go, changed ones get their old values.',
    scope: 'contacts:write',
    params: one,
    reply: Import,
    status: 202,
  }),
  /** `language` is for a link, which cannot say `Accept-Language`. */
  errors: route({
    method: 'GET',
    path: '/v1/imports/{id}/errors.csv',
    summary: 'The rows that could not be imported, with their reasons, as CSV safe for spreadsheets.',
    scope: 'contacts:read',
    params: one,
    query: z.object({ language: z.enum(spokenLanguages).optional() }),
    reply: z.unknown(),
    sends: 'file',
  }),
};
