import { z } from 'zod';

/** One statement about a person. `consent` asks the marketing ledger, `field` an attribute of the workspace. */
export type Condition =
  | { about: 'consent'; is: 'given' | 'withdrawn' | 'none' }
  | { about: 'country'; is: 'any_of' | 'none_of'; values: string[] }
  | { about: 'language'; is: 'any_of' | 'none_of'; values: string[] }
  | { about: 'tag'; is: 'any_of' | 'all_of' | 'none_of'; values: string[] }
  | {
      about: 'field';
      key: string;
      is: 'equals' | 'not_equals' | 'contains' | 'greater' | 'less' | 'known' | 'unknown';
      value?: string | number | boolean | undefined;
    };

const values = z.array(z.string().min(1).max(60)).min(1).max(100);

export const Condition: z.ZodType<Condition> = z.union([
  z.object({ about: z.literal('consent'), is: z.enum(['given', 'withdrawn', 'none']) }),
  z.object({
    about: z.literal('country'),
    is: z.enum(['any_of', 'none_of']),
    values: z
      .array(z.string().regex(/^[A-Z]{2}$/))
      .min(1)
      .max(250),
  }),
  z.object({ about: z.literal('language'), is: z.enum(['any_of', 'none_of']), values }),
  z.object({ about: z.literal('tag'), is: z.enum(['any_of', 'all_of', 'none_of']), values }),
  z.object({
    about: z.literal('field'),
    key: z.string().min(1).max(60),
    is: z.enum(['equals', 'not_equals', 'contains', 'greater', 'less', 'known', 'unknown']),
    value: z.union([z.string().max(1000), z.number(), z.boolean()]).optional(),
  }),
]);

/** A question about contacts: all (or any) of its parts hold; parts may be groups again. An empty `all` is everybody. */
export type SegmentDefinition = { match: 'all' | 'any'; of: (Condition | SegmentDefinition)[] };

/** Groups in groups beyond this depth help nobody read the question. */
export const segmentDepthMost = 4;
/** Parts of one group. */
export const segmentPartsMost = 50;

export const SegmentDefinition: z.ZodType<SegmentDefinition> = z
  .lazy(() => z.object({ match: z.enum(['all', 'any']), of: z.array(z.union([Condition, SegmentDefinition])).max(segmentPartsMost) }))
  // What refers to itself needs a name in the API document.
  .meta({ id: 'SegmentDefinition' });
