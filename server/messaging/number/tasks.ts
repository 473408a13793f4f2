import { z } from 'zod';
import { declareTask } from '#server/platform/queue.ts';

/**
 * Templates of a business account are to be brought in line with Meta's. Asked for when a number is connected and by
 * whoever submits a template; answered by messaging/template, which notes when it is due again.
 */
export const templateSync = declareTask('template.sync', z.object({ workspace: z.string(), account: z.string() }));

/** Meta says something of the quality or limit of a number (`display_phone` as Meta writes it); `event` is its word (FLAGGED, DOWNGRADE…). Answered by engagement/campaign, which stops canaries. */
export const numberQuality = declareTask('number.quality', z.object({ workspace: z.string(), display_phone: z.string(), event: z.string() }));

/** A number is to be read at Meta again: name, quality, limit, throughput. Asked for every hour, since Meta tells a changed colour to nobody, and when it grants more throughput. */
export const numberCheck = declareTask('number.check', z.object({ workspace: z.string(), number: z.string() }));
