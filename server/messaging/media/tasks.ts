import { z } from 'zod';
import { declareTask } from '#server/platform/queue.ts';

/** A file that is `working` is to be turned: a film or a sound by ffmpeg, a moving sticker by drawing it. */
export const mediaTurn = declareTask(
  'media.turn',
  z.object({ workspace: z.string(), media: z.string(), into: z.enum(['video', 'audio', 'voice', 'bare', 'sticker']) }),
);
