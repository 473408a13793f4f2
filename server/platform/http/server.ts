import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { hour } from '#core/value/time.ts';
import type { Platform } from '../platform.ts';
import type { Answer } from './answers.ts';
import { forgetOldAnswers } from './idempotency.ts';
import { languageOf } from './language.ts';
import { parseJsonBody } from './json.ts';
import { type FastRoute, type HttpOptions, jsonBytesMost, uploadBytesMost } from './options.ts';
import { presentProblem, refusalOf } from './problem.ts';
import { answerRequest } from './respond.ts';
import { setSecurityHeaders } from './security.ts';
import { serveWeb } from './web.ts';

export type HttpServer = {
  /** Listens; port 0 takes a free one. Returns the port. A taken port throws with code EADDRINUSE. */
  listen(at: { host: string; port: number }): Promise<number>;
  close(): Promise<void>;
};

/** A database that does not answer a trivial question within this is not ready. */
const readyWithinMilliseconds = 2_000;

/** Opens the HTTP server: fast routes, the contract's answers, health, the API document, the dashboard. */
export async function openHttp(options: HttpOptions): Promise<HttpServer> {
  const { platform } = options;
  const streams = new Set<{ close: () => void }>();
  const app = fastify({
    bodyLimit: jsonBytesMost,
    forceCloseConnections: true,
    genReqId: () => `req_${platform.random.bytes(12).toString('hex')}`,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 400 },
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply, platform),
    serverFactory: (handle) => createServer((request, response) => dispatch(options.fastRoutes, request, response, handle)),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJsonBody(body));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
  await app.register(multipart, { limits: { fileSize: uploadBytesMost + 1, files: 1, fields: 20, fieldSize: 10_000 } });
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, platform));
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));

  for (const answer of options.answers.flat()) addRoute(app, answer, options, streams);
  addHealth(app, platform);
  app.get('/openapi.json', async (_request, reply) => reply.header('cache-control', 'no-cache').send(options.openApi));
  const sendPage = options.webFolder === undefined ? undefined : await serveWeb(app, options.webFolder);
  app.setNotFoundHandler(async (request, reply) => {
    if (sendPage && isPageRequest(request)) return sendPage(reply);
    throw refusal('not_found', say('address_unknown', { address: `${request.method} ${request.url.split('?')[0]}` }));
  });

  const forgetting = setInterval(() => void forget(platform), hour);
  forgetting.unref();
  return {
    async listen({ host, port }) {
      await app.listen({ host, port });
      const address = app.server.address();
      return typeof address === 'object' && address ? address.port : port;
    },
    async close() {
      clearInterval(forgetting);
      for (const stream of streams) stream.close();
      await app.close();
    },
  };
}

function dispatch(
  fastRoutes: readonly FastRoute[],
  request: IncomingMessage,
  response: ServerResponse,
  otherwise: (request: IncomingMessage, response: ServerResponse) => void,
): void {
  const url = request.url ?? '/';
  for (const route of fastRoutes) {
    if ((route.method === request.method || route.method === '*') && url.startsWith(route.prefix)) {
      route.handle(request, response);
      return;
    }
  }
  setSecurityHeaders(response);
  otherwise(request, response);
}

function addRoute(app: FastifyInstance, answer: Answer, options: HttpOptions, streams: Set<{ close: () => void }>): void {
  app.route({
    method: answer.route.method,
    url: answer.route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    handler: (request, reply) => answerRequest({ answer, request, reply, options, streams }),
  });
}

function addHealth(app: FastifyInstance, platform: Platform): void {
  app.get('/livez', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok', pid: process.pid }));
  app.get('/readyz', async (_request, reply) => {
    const asked = sql`select 1`.execute(platform.db).then(
      () => true,
      () => false,
    );
    const isReady = await Promise.race([asked, new Promise<false>((done) => setTimeout(done, readyWithinMilliseconds, false).unref())]);
    if (!isReady) throw refusal('busy', 'the database does not answer');
    return reply.header('cache-control', 'no-store').send({ status: 'ok' });
  });
}

async function forget(platform: Platform): Promise<void> {
  try {
    await forgetOldAnswers(platform.db, platform.realClock.now());
  } catch (error) {
    // The next hour tries again; nobody waits for it.
    platform.log.warn({ error: String(error) }, 'could not forget old Idempotency-Keys');
  }
}

/** Paths of the dashboard are answered with its page; paths of the API never are, so a typing mistake is seen as one. */
function isPageRequest(request: FastifyRequest): boolean {
  if (request.method !== 'GET' || /^\/(v1|auth|webhooks|assets)(\/|$)/.test(request.url)) return false;
  return (request.headers.accept ?? '').includes('text/html');
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, platform: Platform): FastifyReply {
  const refused = refusalOf(error, { bodyBytesMost: jsonBytesMost });
  const problem = presentProblem(refused, request.id, languageOf(request.headers['accept-language']));
  if (problem.status === 500) platform.log.error({ error, request_id: request.id, method: request.method, url: request.url }, 'a request failed');
  if (problem.status === 503) void reply.header('retry-after', '5');
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.code(problem.status).header('cache-control', 'no-store').type('application/problem+json').send(JSON.stringify(problem));
}
