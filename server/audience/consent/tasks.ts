import { z } from 'zod';
import { declareTask } from '#server/platform/queue.ts';

/**
 * A person wants no more offers, by whichever route: a word, a page, an agent, the API, WhatsApp's own switch. Answered by
 * engagement/campaign, which holds it against what they were sent last.
 */
export const consentEnded = declareTask('consent.ended', z.object({ workspace: z.string(), contact: z.string(), at: z.string() }));
