import { z } from 'zod';
import { SegmentDefinition } from '#core/segment/segment.ts';
import { page, pageQuery, route } from './route.ts';
import { Done, PublicId, Time } from './shapes.ts';
import { Contact } from './contacts.ts';

export const Segment = z.object({
  id: PublicId,
  name: z.string(),
  definition: SegmentDefinition,
  people: z.number().int(),
  created_at: Time,
  updated_at: Time,
});
export type Segment = z.infer<typeof Segment>;

const write = z.object({ name: z.string().trim().min(1).max(120), definition: SegmentDefinition });
const one = z.object({ id: PublicId });

export const segments = {
  list: route({
    method: 'GET',
    path: '/v1/segments',
    summary: 'Saved questions about contacts, with how many they answer to now.',
    scope: 'contacts:read',
    query: z.object(pageQuery),
    reply: page(Segment),
  }),
  get: route({ method: 'GET', path: '/v1/segments/{id}', summary: 'One segment.', scope: 'contacts:read', params: one, reply: Segment }),
  create: route({ method: 'POST', path: '/v1/segments', summary: 'Saves a segment.', scope: 'contacts:write', body: write, reply: Segment, status: 201 }),
  update: route({
    method: 'PATCH',
    path: '/v1/segments/{id}',
    summary: 'Renames or redefines a segment.',
    scope: 'contacts:write',
    params: one,
    body: write.partial(),
    reply: Segment,
  }),
  remove: route({
    method: 'DELETE',
    path: '/v1/segments/{id}',
    summary: 'Deletes a segment that no draft uses.',
    scope: 'contacts:write',
    params: one,
    reply: Done,
  }),
  count: route({
    method: 'POST',
    path: '/v1/segments/count',
    summary: 'How many people an unsaved definition finds, and a few of them.',
    scope: 'contacts:read',
    body: z.object({ definition: SegmentDefinition }),
    reply: z.object({ people: z.number().int(), consented: z.number().int(), samples: z.array(Contact) }),
  }),
};
