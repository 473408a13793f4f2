import { z } from 'zod';
import { declareTask } from '#server/platform/queue.ts';

/** The time of a repeating campaign has come: it is to be planned anew and sent. `at` is the occurrence, RFC 3339. Answered here. */
export const campaignRepeat = declareTask('campaign.repeat', z.object({ workspace: z.string(), campaign: z.string(), at: z.string() }));
