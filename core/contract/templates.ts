import { z } from 'zod';
import { TemplateContent, templateCategories, translationStates } from '#core/whatsapp/template.ts';
import { page, pageQuery, route } from './route.ts';
import { Done, PublicId, Time } from './shapes.ts';

export const Translation = z.object({
  id: PublicId,
  language: z.string(),
  content: TemplateContent,
  variables: z.array(z.string()),
  state: z.enum(translationStates),
  /** Why it was rejected or paused, in words, and what Meta recommends. */
  reason: z.string().nullable(),
  /** Meta's code for it, such as `INVALID_FORMAT`, or `unsupported` for a template of Meta's that Parley cannot send. */
  reason_code: z.string().nullable().default(null),
  recommendation: z.string().nullable(),
  quality: z.string().nullable(),
  submitted_at: Time.nullable(),
  state_at: Time,
  checked_at: Time.nullable(),
  history: z.array(z.object({ at: Time, state: z.string(), detail: z.string().nullable() })),
});
export type Translation = z.infer<typeof Translation>;

export const Template = z.object({
  id: PublicId,
  name: z.string(),
  category: z.enum(templateCategories),
  translations: z.array(Translation),
  created_at: Time,
});
export type Template = z.infer<typeof Template>;

const one = z.object({ id: PublicId });
/** A yes or no in an address. `z.coerce.boolean()` would take the word "false" for true. */
const Flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);
/** Meta's language code, such as `en`, `fr` or `pt_BR`. */
const MetaLanguage = z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/);

/** What Meta would refuse, and where. `at` is a JSON pointer into the content: `/body`, `/buttons/0/text`. */
export const Fault = z.object({
  at: z.string(),
  code: z.string(),
  message: z.string(),
  /** A warning keeps nobody from submitting; reviewers often refuse it. */ severity: z.enum(['error', 'warning']).default('error'),
});

export const templates = {
  list: route({
    method: 'GET',
    path: '/v1/templates',
    summary: 'Templates with the review state of each language.',
    scope: 'messages:read',
    query: z.object({ ...pageQuery, approved: Flag.optional() }),
    reply: page(Template),
  }),
  get: route({ method: 'GET', path: '/v1/templates/{id}', summary: 'One template.', scope: 'messages:read', params: one, reply: Template }),
  create: route({
    method: 'POST',
    path: '/v1/templates',
    summary: 'Writes a template in one language and submits it for review (unless `submit` is false).',
    scope: 'messages:write',
    body: z.object({
      name: z.string().max(512),
      category: z.enum(['marketing', 'utility']),
      language: MetaLanguage,
      content: TemplateContent,
      submit: z.boolean().default(true),
    }),
    reply: Template,
    status: 201,
  }),
  translate: route({
    method: 'POST',
    path: '/v1/templates/{id}/translations',
    summary: 'Adds a language and submits it.',
    scope: 'messages:write',
    params: one,
    body: z.object({ language: MetaLanguage, content: TemplateContent, submit: z.boolean().default(true) }),
    reply: Template,
    status: 201,
  }),
  submit: route({
    method: 'POST',
    path: '/v1/templates/{id}/submit',
    summary: 'Submits the drafts of a template, or a rejected one with new content.',
    scope: 'messages:write',
    params: one,
    body: z.object({ language: MetaLanguage, content: TemplateContent.optional() }),
    reply: Template,
  }),
  remove: route({
    method: 'DELETE',
    path: '/v1/templates/{id}',
    summary: 'Deletes a template here and at Meta.',
    scope: 'messages:write',
    params: one,
    reply: Done,
  }),
  lint: route({
    method: 'POST',
    path: '/v1/templates/lint',
    summary: 'What Meta would refuse, without submitting.',
    scope: 'messages:read',
    body: z.object({ name: z.string().max(600), category: z.enum(templateCategories), language: z.string().max(20), content: TemplateContent }),
    reply: z.object({ faults: z.array(Fault) }),
  }),
  sync: route({
    method: 'POST',
    path: '/v1/templates/sync',
    summary: 'Asks Meta for the state of every template.',
    scope: 'messages:write',
    reply: z.object({ changed: z.number().int(), added: z.number().int() }),
  }),
};

export const Media = z.object({
  id: PublicId,
  name: z.string(),
  mime: z.string(),
  bytes: z.number().int(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  created_at: Time,
});
export type Media = z.infer<typeof Media>;

export const media = {
  list: route({
    method: 'GET',
    path: '/v1/media',
    summary: 'Uploaded files, newest first.',
    scope: 'messages:read',
    query: z.object(pageQuery),
    reply: page(Media),
  }),
  create: route({
    method: 'POST',
    path: '/v1/media',
    summary: 'Uploads a JPEG or PNG of at most 5 MB (multipart part `file`).',
    scope: 'messages:write',
    upload: true,
    reply: Media,
    status: 201,
  }),
  content: route({
    method: 'GET',
    path: '/v1/media/{id}/content',
    summary: 'The bytes.',
    scope: 'messages:read',
    params: one,
    reply: z.unknown(),
    sends: 'file',
  }),
};
