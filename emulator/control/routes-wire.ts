import type { ServerResponse } from 'node:http';

import { z } from 'zod';

import { ControlRefusal } from '../people/refusal.ts';
import { describeTemplate } from '../template/present.ts';
import { RawWebhook, sendRaw, storm, StormOrder } from '../webhook/raw.ts';
import { findMessageById, type World } from '../world/world.ts';
import * as examples from './examples.ts';
import { digestLedger, pageLedger, streamLedger } from './ledger.ts';
import { reportMessage } from './reports.ts';
import { limitOf, type Route, route, streamed } from './route.ts';
import { DeliveriesShape, DeliveryShape, DigestShape, DoneShape, LedgerShape, MessageShape, TemplatesShape } from './shapes.ts';

const direction = z.enum(['to_person', 'from_person', 'all']).default('all');

/** What went over the wire: messages, webhooks, media, and templates as the desk sees them. */
export const wireRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: 'messages/{id}',
    about: 'One message with all that is known of it. The id is a wamid, percent-encoded.',
    answer: MessageShape,
    example: { answer: examples.message },
    run(world, { params }) {
      const message = findMessageById(world, params['id'] ?? '');
      if (message === undefined) throw new ControlRefusal(404, `there is no message ${params['id'] ?? ''}; GET ledger lists those there are`);
      return reportMessage(world, message);
    },
  }),
  route({
    method: 'GET',
    path: 'ledger',
    about:
      'Every message accepted, in the order of person and n: first those to people, then those from them. A JSON page; with format=ndjson everything, one message a line; with digest=sha256 the hash of those lines.',
    query: z.object({
      after: z.string().max(100).optional(),
      limit: limitOf(100),
      direction,
      format: z.enum(['json', 'ndjson']).default('json'),
      digest: z.enum(['sha256']).optional(),
    }),
    answer: z.union([LedgerShape, DigestShape]),
    example: { answer: { messages: [examples.message], next: null } },
    async run(world, { query, response }) {
      if (query.digest !== undefined) return digestLedger(world, query.direction);
      if (query.format === 'json') return pageLedger(world, { after: query.after ?? null, limit: query.limit, direction: query.direction });
      await streamLedger(world, response, query.direction);
      return streamed;
    },
  }),
  route({
    method: 'GET',
    path: 'templates',
    about: 'All templates of all accounts, in Meta’s own shape, with why they were rejected and whose they are.',
    answer: TemplatesShape,
    example: { answer: { templates: [examples.template] } },
    run: (world) => ({
      templates: [...world.templates.values()]
        .filter((one) => one.deletedAt === null)
        .map((one) => ({ ...describeTemplate(world, one), rejected_reason: one.rejectedReason, business_account_id: one.account })),
    }),
  }),
  route({
    method: 'GET',
    path: 'media/{id}',
    about: 'The bytes of a file, without a token and for as long as it lives.',
    answer: null,
    type: 'application/octet-stream',
    example: { answer: '(bytes)' },
    run(world, { params, response }) {
      sendMedia(world, response, params['id'] ?? '');
      return streamed;
    },
  }),
  route({
    method: 'GET',
    path: 'webhooks',
    about: 'The delivery log, newest first.',
    query: z.object({ after: z.string().regex(/^\d+$/).optional(), limit: limitOf(50) }),
    answer: DeliveriesShape,
    example: { answer: { deliveries: [examples.delivery], next: null } },
    run: (world, { query }) => world.webhooks.list(query.limit, query.after),
  }),
  route({
    method: 'GET',
    path: 'webhooks/{id}',
    about: 'One delivery with its whole body and the beginning of what was answered.',
    answer: DeliveryShape,
    example: { answer: examples.delivery },
    run(world, { params }) {
      const delivery = world.webhooks.find(params['id'] ?? '');
      if (delivery === undefined)
        throw new ControlRefusal(404, `there is no delivery ${params['id'] ?? ''}, or it is forgotten; GET webhooks lists those there are`);
      return delivery;
    },
  }),
  route({
    method: 'POST',
    path: 'webhooks/{id}/replay',
    about: 'Sends a delivery once more, byte for byte.',
    answer: DoneShape,
    example: { answer: { done: true } },
    run(world, { params }) {
      if (!world.webhooks.replay(params['id'] ?? '')) throw new ControlRefusal(404, `there is no delivery ${params['id'] ?? ''}, or it is forgotten`);
      return { done: true };
    },
  }),
  route({
    method: 'POST',
    path: 'webhooks/send',
    about: 'Sends a webhook as it is written here, escaped and signed like any other.',
    body: RawWebhook,
    answer: z.object({ sent: z.literal(true), url: z.string() }),
    example: {
      request: { field: 'calls', value: { messaging_product: 'whatsapp', calls: [] } },
      answer: { sent: true, url: 'http://127.0.0.1:3000/webhooks/whatsapp' },
    },
    run: (world, { body }) => sendRaw(world, body),
  }),
  route({
    method: 'POST',
    path: 'webhooks/storm',
    about: 'Repeats the last deliveries many times at once.',
    body: StormOrder,
    answer: z.object({ posts: z.number().int() }),
    example: { request: { copies: 10 }, answer: { posts: 20 } },
    run: (world, { body }) => storm(world, body),
  }),
];

function sendMedia(world: World, response: ServerResponse, id: string): void {
  const item = world.media.get(id);
  const bytes = world.store.getBytes(id);
  if (item === undefined || bytes === undefined) throw new ControlRefusal(404, `there is no media ${id}, or it has expired`);
  response.writeHead(200, { 'Content-Type': item.mime, 'Content-Length': bytes.length, 'Cache-Control': 'max-age=3600', 'X-Content-Type-Options': 'nosniff' });
  response.end(bytes);
}
