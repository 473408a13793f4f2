import { z } from 'zod';

/**
 * One language of a template in our own form. Variables are named, stand as `{{first_name}}` in header text, body and
 * (at the end only) in the address of a URL button, and each carries a sample for Meta's reviewers.
 */
export const TemplateContent = z.object({
  header: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('text'), text: z.string() }),
      /** `media` is a border id of our media library. */
      z.object({ kind: z.literal('image'), media: z.string() }),
    ])
    .nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('reply'), text: z.string() }),
      z.object({ kind: z.literal('url'), text: z.string(), url: z.string() }),
      z.object({ kind: z.literal('phone'), text: z.string(), phone: z.string() }),
    ]),
  ),
  /** Sample by variable name. */
  samples: z.record(z.string(), z.string()),
});
export type TemplateContent = z.infer<typeof TemplateContent>;

export const templateCategories = ['marketing', 'utility', 'authentication'] as const;
export type TemplateCategory = (typeof templateCategories)[number];

/** Our words for Meta's review states; `draft` has not been submitted. */
export const translationStates = ['draft', 'pending', 'approved', 'rejected', 'paused', 'disabled', 'deleted', 'unknown'] as const;
export type TranslationState = (typeof translationStates)[number];
