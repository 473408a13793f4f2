import type { IncomingMessage, ServerResponse } from 'node:http';

import { parseBody, parseForm, readBody } from './body.ts';
import { badToken, GraphRefusal, presentRefusal, unknownObject, unknownPath } from './errors.ts';
import { accountEdge } from './graph-account.ts';
import { appEdge, debugToken, exchangeToken } from './graph-app.ts';
import { acceptMessage } from './messages.ts';
import { deleteMedia, findMedia, mediaAtAddress, presentMedia, uploadMedia } from './media.ts';
import { numberDefaults, numberFields, pickFields, templateFields } from './numbers.ts';
import { editTemplate, presentTemplate } from './templates.ts';
import { continueUpload, getUpload } from './uploads.ts';
import type { Call } from './graph-call.ts';
import { type BusinessNumber, keepNumber, type World } from './world.ts';

const graphPath = /^\/(?:v\d+(?:\.\d+)?(?:\/|$|\?)|\d{3,}(?:\/|$|\?)|upload:|oauth\/|debug_token|whatsapp_business\/|me(?:\/|$|\?))/;
const versionPrefix = /^\/v\d+(?:\.\d+)?(?=\/|$)/;
const messagesPath = /^\/(?:v\d+(?:\.\d+)?\/)?(\d+)\/messages\/?$/;

/** Does this address belong to the Graph face? Everything else is the wall's. */
export function isGraphPath(url: string): boolean {
  return graphPath.test(url);
}

/** Answers one call of the Graph face. Never throws: what is not a refusal is a bug, answered as Meta's code 1. */
export async function answerGraph(world: World, request: IncomingMessage, response: ServerResponse, onBug: (error: unknown) => void): Promise<void> {
  if (world.settings.latency_ms > 0) await new Promise((resolve) => setTimeout(resolve, world.settings.latency_ms));
  try {
    const url = request.url ?? '/';
    const isMedia = url.includes('/media') || url.includes('/upload:');
    const bytes = await readBody(request, isMedia);
    if (bytes === undefined) return;
    const number = request.method === 'POST' ? messagesPath.exec(url)?.[1] : undefined;
    if (number !== undefined && request.headers.authorization === `Bearer ${world.app.token}`) {
      send(response, 200, acceptMessage(world, getNumber(world, 'POST', number), parseBody(request.headers['content-type'] ?? '', bytes).fields));
    } else await answerCall(world, request, response, bytes);
  } catch (error) {
    const refusal = error instanceof GraphRefusal ? error : new GraphRefusal(1, 'An unknown error occurred', { status: 500 });
    if (refusal !== error) onBug(error);
    send(response, refusal.status, presentRefusal(refusal));
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=UTF-8',
    'Content-Length': Buffer.byteLength(text),
    ...(status === 401 ? { 'WWW-Authenticate': 'OAuth "Facebook Platform" "invalid_token" "Invalid OAuth access token."' } : {}),
  });
  response.end(text);
}

async function answerCall(world: World, request: IncomingMessage, response: ServerResponse, bytes: Buffer): Promise<void> {
  const url = new URL(`http://emulator${request.url ?? '/'}`);
  const path = url.pathname.replace(versionPrefix, '').replaceAll(/^\/+|\/+$/g, '');
  if (path === 'whatsapp_business/attachments') {
    answerBytes(world, request, response, url);
    return;
  }
  const query = parseForm(url.search);
  const isRaw = path.startsWith('upload:');
  const body = isRaw ? { fields: {}, files: new Map() } : parseBody(request.headers['content-type'] ?? '', bytes);
  const params = { ...query, ...body.fields };
  const base: Omit<Call, 'caller'> = {
    method: request.method ?? 'GET',
    path,
    segments: path.split('/'),
    params,
    files: body.files,
    bytes,
    headers: request.headers,
    base: baseOf(request),
  };
  if (path === 'oauth/access_token') {
    send(response, 200, exchangeToken(world, params));
    return;
  }
  send(response, 200, await route(world, { ...base, caller: callerOf(world, request, params) }));
}

function callerOf(world: World, request: IncomingMessage, params: Record<string, unknown>): Call['caller'] {
  const header = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '')?.[1]?.trim();
  const token = header ?? (typeof params['access_token'] === 'string' ? params['access_token'] : undefined);
  if (token === world.app.token) return 'user';
  if (token === `${world.app.id}|${world.app.secret}`) return 'app';
  throw badToken();
}

function baseOf(request: IncomingMessage): string {
  const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value?.split(',')[0]?.trim());
  const host = first(request.headers['x-forwarded-host']) ?? request.headers.host ?? '127.0.0.1';
  return `${first(request.headers['x-forwarded-proto']) ?? 'http'}://${host}`;
}

async function route(world: World, call: Call): Promise<unknown> {
  const [id = '', edge, rest] = call.segments;
  if (id === 'debug_token' && edge === undefined) return debugToken(world, call);
  if (call.path.startsWith('upload:')) return answerUpload(world, call);
  const number = world.numbers.get(id);
  if (number !== undefined) return numberEdge(world, call, number, edge);
  const account = world.accounts.get(id);
  if (account !== undefined) return accountEdge(world, call, account, edge, rest);
  if (id === world.app.id) return appEdge(world, call, edge);
  if (edge !== undefined) throw unknownObject(call.method, id);
  if (world.templates.has(id)) return templateNode(world, call, id);
  return mediaNode(world, call, id);
}

function getNumber(world: World, method: string, id: string): BusinessNumber {
  const number = world.numbers.get(id);
  if (number === undefined) throw unknownObject(method, id);
  return number;
}

function numberEdge(world: World, call: Call, number: BusinessNumber, edge: string | undefined): unknown {
  const way = `${call.method} ${edge ?? ''}`;
  switch (way) {
    case 'GET ':
      return pickFields(numberFields(world, number), call.params['fields'], numberDefaults);
    case 'POST messages':
      return acceptMessage(world, number, call.params);
    case 'POST media':
      return { id: uploadMedia(world, number.id, call.files.get('file'), call.params).id };
    case 'GET whatsapp_business_profile':
      return { data: [{ ...number.profile, messaging_product: 'whatsapp' }] };
    case 'POST whatsapp_business_profile':
      return changeProfile(world, number, call.params);
    default:
      throw edge === undefined ? unknownObject(call.method, number.id) : unknownPath(edge);
  }
}

const profileFields = ['about', 'address', 'description', 'email', 'websites', 'vertical'];

function changeProfile(world: World, number: BusinessNumber, params: Record<string, unknown>): { success: true } {
  for (const field of profileFields) if (params[field] !== undefined) number.profile[field] = params[field];
  keepNumber(world, number);
  return { success: true };
}

function templateNode(world: World, call: Call, id: string): unknown {
  const template = world.templates.get(id);
  if (template === undefined) throw unknownObject(call.method, id);
  if (call.method === 'GET') {
    const shown = presentTemplate(world, template);
    return pickFields({ ...shown, ...templateFields(template) }, call.params['fields'], Object.keys(shown));
  }
  if (call.method !== 'POST') throw unknownObject(call.method, id);
  editTemplate(world, template, call.params);
  return { success: true };
}

function mediaNode(world: World, call: Call, id: string): unknown {
  const number = call.params['phone_number_id'];
  const owner = typeof number === 'string' ? number : undefined;
  if (call.method === 'DELETE') {
    deleteMedia(world, id, owner);
    return { success: true };
  }
  const item = findMedia(world, id, owner);
  if (item === undefined || call.method !== 'GET') throw unknownObject(call.method, id);
  return presentMedia(world, item, call.base);
}

function answerUpload(world: World, call: Call): unknown {
  const id = call.path.slice('upload:'.length);
  if (call.method === 'GET') {
    const upload = getUpload(world, id);
    return { id: `upload:${upload.id}`, file_offset: upload.received };
  }
  const upload = continueUpload(world, id, Number(call.headers['file_offset'] ?? 0), call.bytes);
  return upload.handle === null ? { id: `upload:${upload.id}`, file_offset: upload.received } : { h: upload.handle };
}

/** The bytes of a media address: with the token, within five minutes, else 404 as Meta answers. `Range` is honoured. */
function answerBytes(world: World, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const token = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? url.searchParams.get('access_token');
  const item = token === world.app.token ? mediaAtAddress(world, url.searchParams) : undefined;
  const bytes = item === undefined ? undefined : world.store.getBytes(item.id);
  if (item === undefined || bytes === undefined) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    return;
  }
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(range?.[1] ?? 0);
  const end = range === null ? bytes.length - 1 : Math.min(range[2] === '' ? bytes.length - 1 : Number(range[2]), bytes.length - 1);
  if (range !== null && (start > end || start >= bytes.length)) {
    response.writeHead(416, { 'Content-Range': `bytes */${bytes.length}` }).end();
    return;
  }
  response.writeHead(range === null ? 200 : 206, {
    'Content-Type': item.mime,
    'Content-Length': end - start + 1,
    'Accept-Ranges': 'bytes',
    ...(range === null ? {} : { 'Content-Range': `bytes ${start}-${end}/${bytes.length}` }),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes.subarray(start, end + 1));
}
