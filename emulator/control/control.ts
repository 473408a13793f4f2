import type { IncomingMessage, ServerResponse } from 'node:http';

import { controlRoot } from '#core/rehearsal/rehearsal.ts';

import { GraphRefusal } from '../graph/errors.ts';
import { ControlRefusal } from '../people/refusal.ts';
import type { World } from '../world/world.ts';
import { recordCall } from './recording.ts';
import { findRoute, streamed } from './route.ts';
import { deskRoutes } from './routes-desk.ts';
import { peopleRoutes } from './routes-people.ts';
import { wireRoutes } from './routes-wire.ts';
import { openWorldRoutes } from './routes-world.ts';

/** Every route of the control API, in the order its description prints them. */
export const controlRoutes = openWorldRoutes([...peopleRoutes, ...wireRoutes, ...deskRoutes]);

/** Does this address belong to the control API? */
export function isControlPath(url: string): boolean {
  return url.startsWith(`${controlRoot}/`) || url === controlRoot;
}

/** Answers one call of the control API. Errors are `{ error: { message, at? } }` with 400, 404, 405, 409 or 413. */
export async function answerControl(world: World, request: IncomingMessage, response: ServerResponse, onBug: (error: unknown) => void): Promise<void> {
  allowLocalPages(request, response);
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end();
    return;
  }
  try {
    await answer(world, request, response);
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal === undefined) onBug(error);
    refuse(response, refusal ?? new ControlRefusal(500, 'the emulator made a mistake; its log says more'));
  }
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? 'GET';
  const url = new URL(`http://emulator${request.url ?? controlRoot}`);
  const path = url.pathname.slice(controlRoot.length).replaceAll(/^\/+|\/+$/g, '');
  const found = findRoute(controlRoutes, method, path);
  if ('allowed' in found) {
    request.resume();
    if (found.allowed.length === 0)
      throw new ControlRefusal(404, `the control API does not know ${controlRoot}/${path}; ${controlRoot}/openapi.json lists what it knows`);
    response.setHeader('Allow', found.allowed.join(', '));
    throw new ControlRefusal(405, `${controlRoot}/${path} takes ${found.allowed.join(' or ')}, not ${method}`);
  }
  const body = await readBounded(request, found.route.limit);
  if (body === undefined) return;
  recordCall(world, 'control', method, request.url ?? '', world.recording === null ? '' : body.toString(), request.headers['content-type'] ?? '');
  const answered = await found.route.run(world, { params: found.params, query: url.searchParams, body, response });
  if (answered !== streamed) sendJson(response, 200, answered);
}

/** The dashboard embeds the wall from another port of this machine. */
function allowLocalPages(request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  if (origin === undefined || !/^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(origin)) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Vary', 'Origin');
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PATCH, OPTIONS');
  response.setHeader('Access-Control-Allow-Headers', 'Content-Type');
}

/** Reads the whole body; undefined when the client went away. Too much of it is read to its end and thrown away. */
function readBounded(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on('end', () => {
      if (size > limit) reject(new ControlRefusal(413, `the body has ${size} bytes; this route takes at most ${limit}`));
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    request.on('error', () => resolve(undefined));
    request.on('close', () => resolve(undefined));
  });
}

/** Templates of a scenario are refused in Meta's own words. */
function asRefusal(error: unknown): ControlRefusal | undefined {
  if (error instanceof ControlRefusal) return error;
  return error instanceof GraphRefusal ? new ControlRefusal(400, error.message) : undefined;
}

function refuse(response: ServerResponse, refusal: ControlRefusal): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { at } = refusal;
  const place = at === undefined ? {} : { at: at.startsWith('/') ? at : `/${at}` };
  sendJson(response, refusal.status, { error: { message: refusal.message, ...place } });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
