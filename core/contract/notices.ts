import { z } from 'zod';
import { page, pageQuery, route } from './route.ts';
import { Done, PublicId, Time } from './shapes.ts';

/** Something a person of the house should know and did not ask for: a template was paused, a campaign holds. */
export const Notice = z.object({
  id: PublicId,
  at: Time,
  /** `warning`: something stands still; `info`: something changed. */
  level: z.enum(['info', 'warning']),
  kind: z.string(),
  text: z.string(),
  /** What it is about, by border id; null when about the house. */
  subject: PublicId.nullable(),
  seen: z.boolean(),
});
export type Notice = z.infer<typeof Notice>;

export const notices = {
  list: route({
    method: 'GET',
    path: '/v1/notices',
    summary: 'What you should know, newest first.',
    scope: 'contacts:read',
    query: z.object(pageQuery),
    reply: page(Notice).extend({ unseen: z.number().int() }),
  }),
  seen: route({
    method: 'POST',
    path: '/v1/notices/seen',
    summary: 'Marks your notices as seen up to one.',
    scope: 'contacts:read',
    body: z.object({ until: PublicId }),
    reply: Done,
  }),
};
