import { z } from 'zod';
import { declareTask } from '#server/platform/queue.ts';

/** What may become of a template that others hang on. `approved`: it can be sent again, or for the first time. `flagged`: it is sent still, but people mind it. */
export const templateChanges = ['paused', 'flagged', 'disabled', 'rejected', 'archived', 'deleted', 'category', 'content', 'approved'] as const;
export type TemplateChanged = (typeof templateChanges)[number];

/**
 * A template is no longer what those who send it chose, or is again. `detail` is a kept sentence; `language` is null when it
 * concerns all. Answered by engagement/campaign, which holds and lets go what hangs on it.
 */
export const templateChanged = declareTask(
  'template.changed',
  z.object({ workspace: z.string(), template: z.string(), language: z.string().nullable(), change: z.enum(templateChanges), detail: z.string() }),
);
