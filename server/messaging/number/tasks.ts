import { z } from 'zod';
import { declareTask } from '#server/platform/queue.ts';

/**
 * Templates of a business account are to be brought in line with Meta's. Asked for when a number is connected and by
 * whoever submits a template; answered by messaging/template, which notes when it is due again.
 */
export const templateSync = declareTask('template.sync', z.object({ workspace: z.string(), account: z.string() }));
