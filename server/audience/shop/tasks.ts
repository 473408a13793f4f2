import { z } from 'zod';
import { declareTask } from '#server/platform/queue.ts';

/** Orders have come: what goes with what is to be learned anew. Answered here. */
export const shopLearn = declareTask('shop.learn', z.object({ workspace: z.string() }));
