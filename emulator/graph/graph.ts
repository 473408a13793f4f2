import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { recordCall } from '../control/recording.ts';
import { acceptMessage } from '../send/messages.ts';
import type { World } from '../world/world.ts';
import { asBatch, runBatch } from './batch.ts';
import { mediaBodyBytes, type ParsedBody, parseBody, parseForm, readWhatComes, smallBodyBytes } from './body.ts';
import { baseOf, type Call } from './call.ts';
import { answerCodeImage } from './codes.ts';
import { type Door, doorOf } from './door.ts';
import { badToken, expiredToken, GraphRefusal, presentRefusal, unknownObject, unknownPath } from './errors.ts';
import { drawFate, isCalm, type Part } from './faults.ts';
import { answerAsset } from './flows.ts';
import { answerBytes } from './media.ts';
import { isOpenTo, ownerOf, route } from './route.ts';

const graphPath =
  /^\/(?:v\d[\w.]*(?:\/|$|\?)|\d{3,}(?:\/|$|\?)|upload:|oauth\/|debug_token|message_template_library|whatsapp_business\/|whatsapp_flows\/|me(?:\/|$|\?))/;
const messagesPath = /^\/(?:(v\d+\.\d+)\/)?(\d+)\/(messages|marketing_messages)\/?$/;
const versionPrefix = /^\/(v\d[\w.]*)(?=\/|$)/;

/** Does this address belong to the Graph face? Everything else is the wall's; a batch is posted to the root itself. */
export function isGraphPath(url: string, method = 'GET'): boolean {
  return graphPath.test(url) || (method === 'POST' && /^\/(?:\?|$)/.test(url));
}

/** Answers one call of the Graph face. Never throws: what is not a refusal is a bug, answered as Meta's code 1. */
export async function answerGraph(world: World, request: IncomingMessage, response: ServerResponse, onBug: (error: unknown) => void): Promise<void> {
  const door = doorOf(world);
  door.calls += 1;
  const n = door.calls;
  const url = request.url ?? '/';
  const part = partOf(url);
  let giveBack: (() => void) | undefined;
  try {
    // What is small does not wait behind what is large: a client that stops half way of a film holds up films only.
    if (part === 'media' && sizeOf(request) > smallBodyBytes) giveBack = await door.budget.take(sizeOf(request));
    const read = await readWhatComes(request, part === 'media');
    if (!read.isWhole && !url.includes('/upload:')) return;
    if (isCalm(world.settings)) {
      send(world, response, 200, await answer(world, { request, response, bytes: read.bytes, door, part }));
      return;
    }
    const fate = drawFate(world.settings, world.seed, n, part);
    if (fate.wait > 0) await new Promise((resolve) => setTimeout(resolve, fate.wait));
    if (fate.refuse !== null) throw fate.refuse;
    if (fate.cut === 'before') return void request.socket.destroy();
    const answered = await answer(world, { request, response, bytes: read.bytes, door, part });
    if (fate.cut === 'after') request.socket.destroy();
    else send(world, response, 200, answered);
  } catch (error) {
    const refusal = error instanceof GraphRefusal ? error : new GraphRefusal(1, 'An unknown error occurred', { status: 500 });
    if (refusal !== error) onBug(error);
    send(world, response, refusal.status, { body: presentRefusal(refusal, door.trace()), headers: refusal.more.headers });
  } finally {
    giveBack?.();
  }
}

/** What a body may need; one that does not say how long it is may be as long as any. */
function sizeOf(request: IncomingMessage): number {
  return request.headers['transfer-encoding'] === undefined ? Number(request.headers['content-length'] ?? 0) : mediaBodyBytes;
}

function partOf(url: string): Part {
  if (messagesPath.test(url)) return 'messages';
  return /\/media(?:[/?]|$)|\/whatsapp_business\/attachments|upload:/.test(url) ? 'media' : 'management';
}

/** What a call is answered with; undefined when the answer is on its way already. */
type Answer = { body: unknown; headers: Record<string, string> | undefined } | undefined;
type Ask = { request: IncomingMessage; response: ServerResponse; bytes: Buffer; door: Door; part: Part };

async function answer(world: World, ask: Ask): Promise<Answer> {
  const { request, bytes, door } = ask;
  if (world.recording !== null) note(world, request, bytes);
  const way = request.method === 'POST' ? messagesPath.exec(request.url ?? '/') : null;
  // The one call that comes by the thousand a second.
  if (way !== null && request.headers.authorization === `Bearer ${world.app.token}` && !world.settings.token_expired) {
    const number = door.knowsVersion(way[1] ?? '') ? world.numbers.get(way[2] ?? '') : undefined;
    if (number !== undefined && number.isRegistered) {
      const { fields, text } = parseBody(request.headers['content-type'] ?? '', bytes);
      const to = way[3] === 'messages' ? 'messages' : 'marketing_messages';
      return { body: acceptMessage(world, number, { door: to, body: fields, wire: text }), headers: undefined };
    }
  }
  return answerCall(world, ask);
}

/** The version a client asked by, as its answer says it again. */
function versionOf(url: string): string | undefined {
  return /^\/(v\d+\.\d+)(?=[/?]|$)/.exec(url)?.[1];
}

/** Files are not noted: a recording is a text that people read. */
function note(world: World, request: IncomingMessage, bytes: Buffer): void {
  const body = isUtf8(bytes) ? bytes.toString() : '';
  recordCall(world, 'graph', request.method ?? 'GET', request.url ?? '/', body, request.headers['content-type'] ?? '');
}

function send(world: World, response: ServerResponse, status: number, answered: Answer): void {
  if (answered === undefined || response.headersSent || response.destroyed) return;
  const text = JSON.stringify(answered.body);
  const trace = doorOf(world).trace();
  // A flat list: Node writes it down as it stands, and an object would be taken apart first.
  const headers = [
    'Content-Type',
    'application/json; charset=UTF-8',
    'Content-Length',
    String(Buffer.byteLength(text)),
    'Cache-Control',
    'private, no-cache, no-store, must-revalidate',
    'facebook-api-version',
    versionOf(response.req.url ?? '') ?? world.settings.graph_version,
    'x-fb-request-id',
    trace,
    'x-fb-trace-id',
    trace,
  ];
  if (answered.headers !== undefined) headers.push(...Object.entries(answered.headers).flat());
  if (status === 401) headers.push('WWW-Authenticate', 'OAuth "Facebook Platform" "invalid_token" "Invalid OAuth access token."');
  response.writeHead(status, headers);
  response.end(response.req.method === 'HEAD' ? undefined : text);
}

async function answerCall(world: World, ask: Ask): Promise<Answer> {
  const { request, response, bytes, door } = ask;
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { Allow: 'GET, HEAD, POST, DELETE, OPTIONS', 'Access-Control-Allow-Origin': '*' }).end();
    return undefined;
  }
  const url = new URL(`http://emulator${request.url ?? '/'}`);
  const path = pathOf(door, url.pathname);
  if (path === 'whatsapp_business/attachments') {
    await answerBytes(world, { request, response, url, budget: door.downloads });
    return undefined;
  }
  if (path.startsWith('whatsapp_business/qr/')) {
    answerCodeImage(world, response, path);
    return undefined;
  }
  if (path.startsWith('whatsapp_flows/')) {
    answerAsset(world, response, path, url.searchParams.get('hash'));
    return undefined;
  }
  const query = parseForm(url.search);
  const body: ParsedBody = path.startsWith('upload:') ? { fields: {}, files: new Map(), text: '' } : parseBody(request.headers['content-type'] ?? '', bytes);
  const params = { ...query, ...body.fields };
  const call: Omit<Call, 'caller'> = {
    method: methodOf(request, query),
    path,
    segments: path.split('/'),
    params,
    text: url.search === '' ? body.text : printParams(params),
    files: body.files,
    bytes,
    headers: request.headers,
    base: baseOf(request),
  };
  return perform(world, door, { ...call, caller: isOpenTo(path) ? 'user' : callerOf(world, request.headers.authorization, params) });
}

/** A POST may say that it means another method, as Graph lets clients do that know no DELETE. */
function methodOf(request: IncomingMessage, query: Record<string, unknown>): string {
  const meant = query['method'];
  if (request.method === 'POST' && typeof meant === 'string' && /^(get|delete)$/i.test(meant)) return meant.toUpperCase();
  return request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
}

/** The path without version and slashes; a version nobody has is refused. */
function pathOf(door: Door, pathname: string): string {
  const version = versionPrefix.exec(pathname)?.[1];
  if (version !== undefined && !door.knowsVersion(version)) throw unknownPath(pathname.replaceAll(/^\/+|\/+$/g, ''));
  const path = version === undefined ? pathname : pathname.slice(version.length + 1);
  return path.replaceAll(/^\/+|\/+$/g, '');
}

function printParams(params: Record<string, unknown>): string {
  const { access_token: _, ...rest } = params;
  return JSON.stringify(rest);
}

/** Does one call: alone, or one after the other those of a batch. Every one counts towards the account's calls. */
async function perform(world: World, door: Door, call: Call): Promise<{ body: unknown; headers: Record<string, string> | undefined }> {
  const batch = asBatch(call);
  if (batch !== undefined) return { body: await runBatch(call, batch, (one) => perform(world, door, authorize(world, door, call, one))), headers: undefined };
  const account = ownerOf(world, call);
  const limit = world.settings.management_calls_per_hour;
  const headers = account === undefined ? undefined : door.throttle.count(account, { now: world.clock.now(), limit });
  return { body: await route(world, call), headers };
}

/** A call inside a batch has the token of the batch, or one of its own; and its own version. */
function authorize(world: World, door: Door, outer: Call, inner: Call): Call {
  if (inner.path === '' || inner.path === 'me') throw unknownObject(inner.method, inner.path);
  const path = pathOf(door, `/${inner.path}`);
  const own = inner.params['access_token'];
  const caller = own === undefined ? outer.caller : callerOf(world, undefined, inner.params);
  return { ...inner, path, segments: path.split('/'), caller };
}

function callerOf(world: World, authorization: string | undefined, params: Record<string, unknown>): Call['caller'] {
  const header = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(authorization ?? '')?.[1]?.trim();
  const token = header ?? (typeof params['access_token'] === 'string' ? params['access_token'] : undefined);
  if (token === world.app.token) {
    if (world.settings.token_expired) throw expiredToken();
    return 'user';
  }
  if (token === `${world.app.id}|${world.app.secret}`) return 'app';
  throw badToken();
}
