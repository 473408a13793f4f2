import { z } from 'zod';

import { TemplatePatch } from '#core/rehearsal/rehearsal.ts';

import { exchangeFlow, presentFlow, setStatus } from '../graph/flows.ts';
import { ControlRefusal } from '../people/refusal.ts';
import { patchTemplate } from '../template/templates.ts';
import type { World } from '../world/world.ts';
import { type Route, route } from './route.ts';
import { DoneShape } from './shapes.ts';

const done = { done: true } as const;

function changeTemplate(world: World, id: string, patch: TemplatePatch): typeof done {
  if (patchTemplate(world, id, patch) === undefined) throw new ControlRefusal(404, `there is no template ${id}; GET templates lists those there are`);
  return done;
}

const FlowStep = z.object({
  wa_id: z.string(),
  message_id: z.string(),
  /** The button the form was opened with. */
  index: z.number().int().min(0).default(0),
  screen: z.string().max(200).nullable().default(null),
  action: z.enum(['INIT', 'BACK', 'data_exchange']),
  data: z.record(z.string(), z.unknown()).default({}),
});

const FlowPatch = z.object({ status: z.enum(['PUBLISHED', 'THROTTLED', 'BLOCKED']) });

/** What a person of Meta does at a desk (decides on templates and forms), and what a phone asks about forms. */
export const deskRoutes: readonly Route[] = [
  route({
    method: 'PATCH',
    path: 'templates/{id}',
    about: 'What Meta may do to a template: the review’s verdict, status, quality, category. Each change tells its webhook.',
    body: TemplatePatch,
    answer: DoneShape,
    example: { request: { verdict: 'reject', reason: 'INVALID_FORMAT' }, answer: done },
    run: (world, { params, body }) => changeTemplate(world, params['id'] ?? '', body),
  }),
  route({
    method: 'GET',
    path: 'flows/{id}',
    about: 'A form (WhatsApp Flow) as a phone draws it: `json` is its Flow JSON.',
    answer: z.object({ id: z.string(), name: z.string(), status: z.string(), json: z.unknown() }),
    example: { answer: { id: '1234567890123456', name: 'Sign up', status: 'PUBLISHED', json: { version: '7.3', screens: [] } } },
    run(world, { params }) {
      const flow = presentFlow(world, params['id'] ?? '');
      if (flow === undefined) throw new ControlRefusal(404, `there is no flow ${params['id'] ?? ''}; POST /{business account}/flows makes one`);
      return flow;
    },
  }),
  route({
    method: 'PATCH',
    path: 'flows/{id}',
    about: 'What Meta may do to a published form: throttle it (ten sends an hour), block it, let it go again. Tells the webhook.',
    body: FlowPatch,
    answer: DoneShape,
    example: { request: { status: 'THROTTLED' }, answer: done },
    run(world, { params, body }) {
      const flow = world.flows.get(params['id'] ?? '');
      if (flow === undefined) throw new ControlRefusal(404, `there is no flow ${params['id'] ?? ''}; POST /{business account}/flows makes one`);
      if (flow.status === 'DRAFT' || flow.status === 'DEPRECATED')
        throw new ControlRefusal(400, `flow ${flow.id} is ${flow.status}; only a published one can become ${body.status}`, '/status');
      setStatus(world, flow, body.status);
      return done;
    },
  }),
  route({
    method: 'POST',
    path: 'flows/{id}/exchange',
    about: 'What a phone says to the form’s endpoint while somebody fills it in, encrypted as WhatsApp does it. Answers the endpoint’s words, or `error`.',
    body: FlowStep,
    answer: z.looseObject({}),
    example: {
      request: { wa_id: '33612345678', message_id: 'wamid.HBgL', index: 0, screen: 'DATE', action: 'data_exchange', data: { date: '2026-12-01' } },
      answer: { screen: 'TIME', data: { times: ['09:00'] } },
    },
    run: (world, { params, body }) => exchangeFlow(world, params['id'] ?? '', body),
  }),
];
