import { z } from 'zod';
import { TemplateContent, templateCategories, translationStates } from '#core/whatsapp/template.ts';
import { page, pageQuery, route } from './route.ts';
import { VariableSource } from './variables.ts';
import { Done, Fault, MoneyShape, PublicId, Time } from './shapes.ts';

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
  /** Counts the contents handed to Meta; a draft that was never handed over is 1. */
  version: z.number().int(),
  /** A written change that Meta does not have yet; null when there is none. */
  revision: TemplateContent.nullable(),
  /** Until when Meta holds it back, when it said so. */
  paused_until: Time.nullable(),
  /** What Meta still lets us change: once in 24 h and ten times in 30 days when approved; null is without limit. */
  edits: z.object({ allowed: z.boolean(), left: z.number().int().nullable(), next_at: Time.nullable() }),
});
export type Translation = z.infer<typeof Translation>;

export const Template = z.object({
  id: PublicId,
  name: z.string(),
  category: z.enum(templateCategories),
  translations: z.array(Translation),
  /** The business account this one lives in; the others that have a template of this name are `copies`. */
  account: z.object({ id: PublicId, name: z.string() }),
  copies: z.array(
    z.object({
      id: PublicId,
      account: z.object({ id: PublicId, name: z.string() }),
      category: z.enum(templateCategories),
      translations: z.array(z.object({ language: z.string(), state: z.enum(translationStates), quality: z.string().nullable(), same: z.boolean() })),
    }),
  ),
  /** When Meta last filed it elsewhere, what it was before, and what a message costs since. */
  category_change: z
    .object({
      at: Time,
      from: z.enum(templateCategories),
      to: z.enum(templateCategories),
      costs: z.array(z.object({ country: z.string(), before: MoneyShape.nullable(), now: MoneyShape.nullable() })),
    })
    .nullable(),
  /** When Meta has announced that it will file it elsewhere: when, where, and what a message will cost. */
  category_due: z
    .object({
      at: Time.nullable(),
      to: z.enum(templateCategories),
      costs: z.array(z.object({ country: z.string(), before: MoneyShape.nullable(), now: MoneyShape.nullable() })),
    })
    .nullable(),
  /** What fills each variable unless a campaign says otherwise: proposed by its author, or by the gallery it began from. */
  fills: z.record(z.string(), VariableSource),
  created_at: Time,
});
export type Template = z.infer<typeof Template>;

const one = z.object({ id: PublicId });
/** A yes or no in an address. `z.coerce.boolean()` would take the word "false" for true. */
const Flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);
/** Meta's language code, such as `en`, `fr` or `pt_BR`. */
const MetaLanguage = z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/);

/** What Meta will likely file a text under, and which words say so. `agrees`: it is what was asked for. */
export const CategoryGuess = z.object({
  guess: z.enum(templateCategories),
  agrees: z.boolean(),
  reasons: z.array(z.object({ at: z.string(), words: z.string(), because: z.string() })),
});
export type CategoryGuess = z.infer<typeof CategoryGuess>;

/** One content handed to Meta. `changes` are of the version before: a JSON pointer, what stood there, what stands now. */
export const TemplateVersion = z.object({
  version: z.number().int(),
  at: Time,
  by: z.string().nullable(),
  content: TemplateContent,
  changes: z.array(z.object({ at: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export type TemplateVersion = z.infer<typeof TemplateVersion>;

/** A template of ours to begin from. `moment` is where in the journey it is said; `fills` proposes what fills each variable. */
export const GalleryTemplate = z.object({
  key: z.string(),
  moment: z.string(),
  category: z.enum(templateCategories),
  title: z.string(),
  about: z.string(),
  name: z.string(),
  translations: z.array(z.object({ language: z.string(), content: TemplateContent })),
  fills: z.record(z.string(), VariableSource),
});
export type GalleryTemplate = z.infer<typeof GalleryTemplate>;

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
      category: z.enum(templateCategories),
      /** Which business account; the default one when left out. */
      account: PublicId.optional(),
      language: MetaLanguage,
      content: TemplateContent,
      submit: z.boolean().default(true),
      fills: z.record(z.string(), VariableSource).default({}),
    }),
    reply: Template,
    status: 201,
  }),
  /** Meta knows nothing of these; the composer begins with them when the template is picked. */
  fill: route({
    method: 'PUT',
    path: '/v1/templates/{id}/fills',
    summary: 'Says what fills each variable unless a campaign says otherwise.',
    scope: 'messages:write',
    params: one,
    body: z.object({ fills: z.record(z.string(), VariableSource) }),
    reply: Template,
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
    summary: 'Submits a draft, or a change of an approved, rejected or paused language: the content given, else the one drafted.',
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
    reply: z.object({ faults: z.array(Fault), category: CategoryGuess }),
  }),
  /** Drafts a change of an approved, rejected or paused language without handing it over, or throws the draft away (`null`). */
  revise: route({
    method: 'PUT',
    path: '/v1/templates/{id}/revision',
    summary: 'Keeps a change of a language as a draft; `content: null` throws it away.',
    scope: 'messages:write',
    params: one,
    body: z.object({ language: MetaLanguage, content: TemplateContent.nullable() }),
    reply: Template,
  }),
  versions: route({
    method: 'GET',
    path: '/v1/templates/{id}/versions',
    summary: 'What was handed to Meta, version by version, with what changed from the one before.',
    scope: 'messages:read',
    params: one,
    query: z.object({ language: MetaLanguage }),
    reply: z.object({ items: z.array(TemplateVersion) }),
  }),
  archive: route({
    method: 'POST',
    path: '/v1/templates/{id}/archive',
    summary: 'Lays a template aside at Meta; it keeps its name and can be taken out again.',
    scope: 'messages:write',
    params: one,
    reply: Template,
  }),
  unarchive: route({
    method: 'POST',
    path: '/v1/templates/{id}/unarchive',
    summary: 'Takes it out again.',
    scope: 'messages:write',
    params: one,
    reply: Template,
  }),
  unpause: route({
    method: 'POST',
    path: '/v1/templates/{id}/unpause',
    summary: 'Asks Meta to let a paced template go on.',
    scope: 'messages:write',
    params: one,
    body: z.object({ language: MetaLanguage }),
    reply: Template,
  }),
  appeal: route({
    method: 'POST',
    path: '/v1/templates/{id}/appeal',
    summary: 'Notes that a rejection was appealed at Meta (which has no call for it) and tells where; the verdict comes by webhook.',
    scope: 'messages:write',
    params: one,
    body: z.object({ language: MetaLanguage }),
    reply: z.object({ template: Template, url: z.string() }),
  }),
  usage: route({
    method: 'GET',
    path: '/v1/templates/{id}/usage',
    summary: 'What sends it, or will.',
    scope: 'messages:read',
    params: one,
    reply: z.object({
      items: z.array(z.object({ kind: z.enum(['campaign']), id: PublicId, name: z.string(), state: z.string(), holds: z.string().nullable() })),
    }),
  }),
  copy: route({
    method: 'POST',
    path: '/v1/templates/{id}/copies',
    summary: 'Writes the same template in another business account and submits it.',
    scope: 'messages:write',
    params: one,
    body: z.object({ account: PublicId }),
    reply: Template,
    status: 201,
  }),
  gallery: route({
    method: 'GET',
    path: '/v1/template-gallery',
    summary: 'Templates of our own by moment of the journey, in five languages, to begin from.',
    scope: 'messages:read',
    query: z.object({ language: z.string().max(20).optional() }),
    reply: z.object({ items: z.array(GalleryTemplate) }),
  }),
  sync: route({
    method: 'POST',
    path: '/v1/templates/sync',
    summary: 'Asks Meta for the state of every template.',
    scope: 'messages:write',
    reply: z.object({ changed: z.number().int(), added: z.number().int() }),
  }),
};
