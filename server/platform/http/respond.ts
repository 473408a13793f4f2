import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Refusal, refusal, refusals } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { parseId } from '#core/value/id.ts';
import type { Call, Once } from '../platform.ts';
import type { Answer, RawInput, Upload } from './answers.ts';
import { refuseUnfit } from './fit.ts';
import { type Answered, fingerprint, freeKey, keepAnswer, keepMade, readIdempotencyKey, takeKey } from './idempotency.ts';
import { languageOf } from './language.ts';
import { type Caller, type HttpOptions, jsonBytesMost, uploadBytesMost } from './options.ts';
import { presentProblem, refusalOf } from './problem.ts';
import { isOwnOrigin } from './security.ts';
import { dropRest, fileBody, fileHeaders, isEventsReply, isFileReply, limited, partOf, sendEvents, tornUpload } from './streams.ts';

type Turn = {
  readonly answer: Answer;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly options: HttpOptions;
  readonly streams: Set<{ close: () => void }>;
};

/** Answers one request of the contract: who asks, may they, is the input right, has it been answered before, the answer. */
export async function answerRequest(turn: Turn): Promise<FastifyReply> {
  const { answer, request } = turn;
  try {
    const caller = answer.route.scope === null ? visitor : admit(await turn.options.resolveCaller(request.headers), turn);
    const call: Call = {
      actor: caller.actor,
      now: turn.options.platform.clock.now(),
      requestId: request.id,
      language: languageOf(request.headers['accept-language']),
    };
    const input = await readInput(turn);
    refuseUnfit(input.params, '/params');
    refuseUnfit(input.query, '/query');
    refuseUnfit(input.upload?.filename ?? input.body, input.upload ? '/body/file' : '/body');
    const run = answer.prepare(input);
    const key = answer.route.method === 'POST' ? readIdempotencyKey(request.headers['idempotency-key']) : undefined;
    if (key === undefined) return await send(turn, await run(call));
    return await answerOnce({ turn, call, key, what: input.upload ? { filename: input.upload.filename } : request.body }, run);
  } finally {
    if (answer.route.upload) dropRest(request.raw, uploadBytesMost);
  }
}

/** Somebody who has not signed in, on a route that is open to anybody: of no workspace, and with no rights. */
const visitor: Caller = {
  actor: { kind: 'system', id: 'visitor', name: 'Visitor', workspace: parseId('00000000-0000-0000-0000-000000000000'), scopes: [] },
  by: 'key',
};

function admit(caller: Caller | undefined, { answer, request, options }: Turn): Caller {
  const { route } = answer;
  if (!caller) throw refusal('unauthenticated', say('sign_in_needed'));
  if (caller.by === 'session' && route.method !== 'GET' && !isOwnOrigin(request.headers, options.platform.publicUrl)) {
    throw refusal('forbidden', say('origin_foreign', { url: options.platform.publicUrl, origin: request.headers.origin ?? '' }));
  }
  if (route.scope !== null && !caller.actor.scopes.includes(route.scope)) {
    throw refusal('forbidden', say('scope_missing', { scope: route.scope, name: caller.actor.name, scopes: caller.actor.scopes.join(', ') || say('none') }));
  }
  return caller;
}

async function readInput({ answer, request }: Turn): Promise<RawInput> {
  const body = request.body ?? {};
  if (!answer.route.upload) return { params: request.params, query: request.query, body };
  if (!request.isMultipart()) throw refusal('bad_request', say('file_absent'));
  const part = await request.file().catch((error: unknown) => {
    throw tornUpload(error);
  });
  if (part?.fieldname !== 'file') throw refusal('invalid', say('file_absent'), [{ at: '/body/file', message: say('unfit_missing') }]);
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(part.fields)) {
    if (field && !Array.isArray(field) && field.type === 'field') fields[name] = field.value;
  }
  const upload: Upload = { filename: part.filename, mime: part.mimetype, stream: limited(part.file, uploadBytesMost) };
  const query = { ...fields, ...parseRecord(request.query) };
  return { params: request.params, query, body: {}, upload };
}

function parseRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

async function send(turn: Turn, value: unknown): Promise<FastifyReply> {
  const { answer, reply, options, streams } = turn;
  const { route } = answer;
  if (route.sends === 'file') {
    if (!isFileReply(value)) throw new Error(`the answer of ${route.method} ${route.path} is no file`);
    const part = 'bytes' in value ? partOf(value.bytes, turn.request.headers.range) : undefined;
    if (part !== undefined)
      return reply
        .code(part.status)
        .headers({ ...fileHeaders(value), ...part.headers })
        .send(part.bytes);
    return reply.code(route.status).headers(fileHeaders(value)).send(fileBody(value));
  }
  if (route.sends === 'events') {
    if (!isEventsReply(value)) throw new Error(`the answer of ${route.method} ${route.path} is no stream of events`);
    reply.hijack();
    reply.raw.setHeader('x-request-id', turn.request.id);
    const stream = sendEvents(reply.raw, value);
    streams.add(stream);
    reply.raw.once('close', () => streams.delete(stream));
    return reply;
  }
  if (options.checksReplies) checkReply(answer, value);
  return sendJson(reply, { status: route.status, body: value });
}

function sendJson(reply: FastifyReply, answered: Answered): FastifyReply {
  const type = answered.status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json';
  return reply.code(answered.status).header('cache-control', 'no-store').type(type).send(JSON.stringify(answered.body));
}

/** Wrong answers are our bug; in development they fail loudly instead of reaching a client. */
function checkReply(answer: Answer, value: unknown): void {
  const checked = answer.route.reply.safeParse(value);
  if (checked.success) return;
  const faults = checked.error.issues.map((issue) => `/${issue.path.join('/')}: ${issue.message}`);
  throw new Error(`the answer of ${answer.route.method} ${answer.route.path} does not fit the contract: ${faults.join('; ')}`);
}

/** `what` tells one request from another: the body, or the name of the file, whose bytes are not here yet. */
async function answerOnce(
  { turn, call, key, what }: { turn: Turn; call: Call; key: string; what: unknown },
  run: (call: Call) => Promise<unknown>,
): Promise<FastifyReply> {
  const { answer, request, reply, options } = turn;
  const { db } = options.platform;
  const scope = { workspace: call.actor.workspace };
  const hash = fingerprint({ method: request.method, url: request.url, body: what });
  const now = options.platform.realClock.now();
  const isOnce = answer.route.once;
  const before = await takeKey(db, scope, { key, hash, now, token: options.platform.random.uuid7('fact', now), isOnce });
  if ('status' in before) return sendJson(reply.header('idempotency-replayed', 'true'), before);
  const { token, made } = before;
  if (made !== null) reply.header('idempotency-replayed', 'true');
  const once: Once | undefined = isOnce ? { made, keep: (tx, what) => keepMade(tx, scope, key, token, what) } : undefined;
  const outcome = await outcomeOf(() => run({ ...call, once }));
  if ('failure' in outcome) {
    await freeKey(db, scope, key, token);
    throw outcome.failure;
  }
  if ('refused' in outcome) {
    const problem = presentProblem(outcome.refused, request.id, call.language);
    await keepAnswer(db, scope, { key, token }, { status: problem.status, body: problem });
    throw outcome.refused;
  }
  if (options.checksReplies) checkReply(answer, outcome.value);
  const answered: Answered = { status: answer.route.status, body: outcome.value };
  await keepAnswer(db, scope, { key, token }, { ...answered, body: conceal(answered.body, answer.route.conceals) });
  return sendJson(reply, answered);
}

/** What is shown once is not kept: asked again with the same key, the caller gets the rest. */
function conceal(body: unknown, keys: readonly string[]): unknown {
  if (keys.length === 0 || typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, keys.includes(name) ? '' : value]));
}

/** A refusal of ours is an answer and is kept; a failure (500, 503) may go better the next time. */
async function outcomeOf(run: () => Promise<unknown>): Promise<{ value: unknown } | { refused: Refusal } | { failure: unknown }> {
  try {
    return { value: await run() };
  } catch (error) {
    const refused = refusalOf(error, { bodyBytesMost: jsonBytesMost });
    return refused === error && refusals[refused.code].status < 500 ? { refused } : { failure: error };
  }
}
