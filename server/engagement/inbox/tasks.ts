import { z } from 'zod';
import { declareTask } from '#server/platform/queue.ts';

/** Somebody of ours has read what they wrote: their phone is to show it. Answered by inbox.ts. */
export const readReceipt = declareTask('inbox.read_receipt', z.object({ workspace: z.string(), number: z.string(), wamid: z.string() }));

/** A receipt that comes minutes late tells nobody anything; a few tries are enough. */
export const receiptAttemptsMost = 3;
