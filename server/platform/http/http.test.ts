import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { refusal } from '#core/contract/refusals.ts';
import { Problem, route } from '#core/contract/route.ts';
import { Done } from '#core/contract/shapes.ts';
import { scopes } from '#core/value/actor.ts';
import { parseId } from '#core/value/id.ts';
import { openPlatform } from '#server/platform/open.ts';
import { silentLog } from '#server/platform/log.ts';
import { openTestDatabase } from '#test/world/database.ts';
import { answers } from './answers.ts';
import { uploadBytesMost } from './options.ts';
import { openHttp } from './server.ts';

const things = {
  list: route({
    method: 'GET',
    path: '/v1/things',
    summary: '',
    scope: 'contacts:read',
    query: z.object({ limit: z.coerce.number().int().max(10).default(5) }),
    reply: z.object({ limit: z.number() }),
  }),
  make: route({
    method: 'POST',
    path: '/v1/things',
    summary: '',
    scope: 'contacts:write',
    body: z.object({ name: z.string().min(2), tags: z.array(z.object({ key: z.string() })).default([]) }),
    reply: z.object({ count: z.number(), name: z.string() }),
    status: 201,
  }),
  refuse: route({ method: 'POST', path: '/v1/things/{id}/refuse', summary: '', scope: 'contacts:write', params: z.object({ id: z.string() }), reply: Done }),
  fail: route({ method: 'POST', path: '/v1/fail', summary: '', scope: 'contacts:write', reply: Done }),
  lie: route({ method: 'GET', path: '/v1/lie', summary: '', scope: 'contacts:read', reply: z.object({ count: z.number().max(1) }) }),
  file: route({
    method: 'GET',
    path: '/v1/things/{id}/file.csv',
    summary: '',
    scope: 'contacts:read',
    params: z.object({ id: z.string() }),
    reply: z.unknown(),
    sends: 'file',
  }),
  upload: route({
    method: 'POST',
    path: '/v1/upload',
    summary: '',
    scope: 'contacts:write',
    query: z.object({ note: z.string().optional() }),
    upload: true,
    reply: z.object({ bytes: z.number(), filename: z.string(), note: z.string().nullable() }),
  }),
  watch: route({ method: 'GET', path: '/v1/watch', summary: '', scope: 'contacts:read', sends: 'events', reply: z.object({ n: z.number() }) }),
};

const database = await openTestDatabase();
const logged: string[] = [];
const log = { ...silentLog, error: (_: object, sentence: string) => void logged.push(sentence) };
const opened = openPlatform({
  config: { publicUrl: 'http://parley.test', dataFolder: '/tmp/parley-http-test', secretKey: 'k'.repeat(40) },
  databaseUrl: database.url,
  log,
});
const workspace = parseId<'workspace'>('01932f00-0000-7000-8000-000000000001');
let made = 0;
let drawn = 0;
/** Parts of a tenth of a megabyte, as long as somebody takes them. */
async function* drawEndlessly(): AsyncGenerator<string> {
  for (; drawn < 100_000; drawn += 1) yield 'x'.repeat(100_000);
}

const http = await openHttp({
  platform: opened.platform,
  answers: [
    answers(things, {
      list: async (_call, { query }) => ({ limit: query.limit }),
      make: async (_call, { body }) => ({ count: (made += 1), name: body.name }),
      refuse: async (_call, { params }) => {
        throw refusal('conflict', `thing ${params.id} is taken`);
      },
      fail: async () => {
        throw new Error('a bug');
      },
      lie: async () => ({ count: 2 }),
      file: async (_call, { params }) =>
        params.id === 'endless'
          ? { type: 'text/csv', filename: 'endless.csv', stream: drawEndlessly() }
          : { type: 'text/csv', filename: `Größe ${params.id}.csv`, bytes: Buffer.from('a,b\n') },
      upload: async (_call, { upload, query }) => {
        let bytes = 0;
        for await (const part of upload!.stream) bytes += part.byteLength;
        return { bytes, filename: upload!.filename, note: query.note ?? null };
      },
      watch: async () => ({
        events: (send) => {
          send('change', { n: 1 });
          return () => {};
        },
      }),
    }),
  ],
  fastRoutes: [{ method: 'POST', prefix: '/webhooks/whatsapp/', handle: (request, response) => void response.end(`fast ${request.url}`) }],
  resolveCaller: async (headers) => {
    if (headers.authorization === 'Bearer all') return { by: 'key', actor: { kind: 'key', id: 'k', name: 'all', workspace, scopes } };
    if (headers.authorization === 'Bearer read') return { by: 'key', actor: { kind: 'key', id: 'k', name: 'reader', workspace, scopes: ['contacts:read'] } };
    if (headers.cookie === 'session=1') return { by: 'session', actor: { kind: 'user', id: 'u', name: 'Ada', workspace, scopes } };
    return undefined;
  },
  openApi: { openapi: '3.1.0' },
  webFolder: undefined,
  checksReplies: true,
});
const port = await http.listen({ host: '127.0.0.1', port: 0 });
after(async () => {
  await http.close();
  await opened.close();
  await database.close();
});

const base = `http://127.0.0.1:${port}`;
const ask = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
  fetch(base + path, { ...init, headers: { authorization: 'Bearer all', ...init.headers } });
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  ask(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const problemOf = async (response: Response) => {
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  return Problem.parse(await response.json());
};

/** Asks over the connections of an agent, as a client does that keeps them; a connection that is cut rejects. */
function over(agent: Agent, path: string, multipart?: string): Promise<number> {
  return new Promise((done, fail) => {
    const headers = { authorization: 'Bearer all', ...(multipart === undefined ? {} : { 'content-type': 'multipart/form-data; boundary=edge' }) };
    const asked = request(base + path, { agent, headers, method: multipart === undefined ? 'GET' : 'POST' }, (response) => {
      response.resume().once('end', () => done(response.statusCode ?? 0));
    });
    asked.once('error', fail);
    asked.end(multipart);
  });
}

test('a route is answered with defaults of its query filled in', async () => {
  const response = await ask('/v1/things');

  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { limit: 5 });
});

test('a body that is not JSON is refused with the position where it stops being it', async () => {
  const problem = await problemOf(await post('/v1/things', '{"name": oops}'));

  assert.deepEqual([problem.status, problem.code], [400, 'bad_request']);
  assert.match(problem.detail, /position 9/);
});

test('a body that ends too early names its end', async () => {
  const problem = await problemOf(await post('/v1/things', '{"name": "ab"'));

  assert.match(problem.detail, /position 13/);
});

test('a body of the wrong shape is refused with a pointer for each fault', async () => {
  const problem = await problemOf(await post('/v1/things', '{"name": 7, "tags": [{"key": "a"}, {"key": 1}]}'));

  assert.deepEqual([problem.status, problem.code], [422, 'invalid']);
  assert.deepEqual(
    problem.errors.map((error) => error.at),
    ['/body/name', '/body/tags/1/key'],
  );
});

test('what cannot be stored or read further in is refused at the door, with its place', async () => {
  const inBody = await problemOf(await post('/v1/things', '{"name": "a\\u0000b"}'));
  const inPath = await problemOf(await post('/v1/things/a%00b/refuse', '{}'));
  const inQuery = await problemOf(await ask('/v1/things?search=%00'));
  const deep = await problemOf(await post('/v1/things', `{"name": ${'['.repeat(400_000)}${']'.repeat(400_000)}}`));
  const longId = await problemOf(await post(`/v1/things/${'x'.repeat(500)}/refuse`, '{}'));

  assert.deepEqual(
    [inBody, inPath, inQuery, deep].map((problem) => [problem.status, problem.errors[0]?.at]),
    [
      [422, '/body/name'],
      [422, '/params/id'],
      [422, '/query/search'],
      [422, '/body'],
    ],
  );
  assert.deepEqual([longId.status, longId.code], [400, 'bad_request']);
});

test('a body over a megabyte is refused as too large', async () => {
  const problem = await problemOf(await post('/v1/things', JSON.stringify({ name: 'x'.repeat(1_100_000) })));

  assert.deepEqual([problem.status, problem.code], [413, 'too_large']);
});

test('a body of another content type is refused and told which is right', async () => {
  const problem = await problemOf(await post('/v1/things', 'name=ab', { 'content-type': 'application/x-www-form-urlencoded' }));

  assert.equal(problem.status, 400);
  assert.match(problem.detail, /application\/json/);
});

test('an unknown route is refused as not found', async () => {
  const problem = await problemOf(await ask('/v1/nothing?x=1'));

  assert.deepEqual([problem.status, problem.detail], [404, 'there is no GET /v1/nothing']);
});

test('nobody in particular is told to sign in', async () => {
  const problem = await problemOf(await ask('/v1/things', { headers: { authorization: '' } }));

  assert.equal(problem.status, 401);
});

test('a key without the scope is told which one is missing', async () => {
  const problem = await problemOf(await post('/v1/things', '{"name":"ab"}', { authorization: 'Bearer read' }));

  assert.equal(problem.status, 403);
  assert.match(problem.detail, /contacts:write/);
});

test('a write with a session must come from our own page', async () => {
  const session = { authorization: '', cookie: 'session=1' };

  const foreign = await problemOf(await post('/v1/things', '{"name":"ab"}', { ...session, origin: 'https://evil.test' }));
  const silent = await problemOf(await post('/v1/things', '{"name":"ab"}', session));
  const own = await post('/v1/things', '{"name":"ab"}', { ...session, origin: base });
  const named = await post('/v1/things', '{"name":"ab"}', { ...session, origin: 'http://parley.test' });

  assert.deepEqual([foreign.status, silent.status, own.status, named.status], [403, 403, 201, 201]);
});

test('a refusal keeps its code, a bug becomes a 500 that is logged under the request id', async () => {
  const refused = await problemOf(await post('/v1/things/7/refuse', ''));
  const failed = await problemOf(await post('/v1/fail', '{}'));

  assert.deepEqual([refused.status, refused.code, refused.detail], [409, 'conflict', 'thing 7 is taken']);
  assert.deepEqual([failed.status, failed.code], [500, 'internal']);
  assert.match(failed.request_id, /^req_/);
  assert.deepEqual(logged, ['a request failed']);
});

test('an answer that does not fit the contract does not leave', async () => {
  const problem = await problemOf(await ask('/v1/lie'));

  assert.equal(problem.status, 500);
});

test('the same Idempotency-Key gets the same answer, and another request with it is refused', async () => {
  const before = made;
  const first = await post('/v1/things', '{"name":"once"}', { 'idempotency-key': 'a' });
  const again = await post('/v1/things', '{"name":"once"}', { 'idempotency-key': 'a' });
  const other = await problemOf(await post('/v1/things', '{"name":"other"}', { 'idempotency-key': 'a' }));

  assert.deepEqual([first.status, again.status, other.status, other.code], [201, 201, 422, 'idempotency_mismatch']);
  assert.deepEqual(await again.json(), await first.json());
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.equal(made, before + 1);
});

test('of many at once with one Idempotency-Key one runs', async () => {
  const before = made;
  const responses = await Promise.all(Array.from({ length: 8 }, () => post('/v1/things', '{"name":"storm"}', { 'idempotency-key': 'storm' })));

  assert.equal(made, before + 1);
  assert.ok(responses.every((response) => response.status === 201 || response.status === 409));
});

test('a refusal is replayed too; a failure may be tried again', async () => {
  const refused = await post('/v1/things/1/refuse', '', { 'idempotency-key': 'r' });
  const refusedAgain = await post('/v1/things/1/refuse', '', { 'idempotency-key': 'r' });
  await post('/v1/fail', '', { 'idempotency-key': 'f' });
  const failedAgain = await post('/v1/fail', '', { 'idempotency-key': 'f' });

  assert.deepEqual([refused.status, refusedAgain.status, refusedAgain.headers.get('idempotency-replayed')], [409, 409, 'true']);
  assert.deepEqual([failedAgain.status, failedAgain.headers.get('idempotency-replayed')], [500, null]);
});

test('a file is downloaded under its own name', async () => {
  const response = await ask('/v1/things/7/file.csv');

  assert.equal(await response.text(), 'a,b\n');
  assert.equal(response.headers.get('content-disposition'), `attachment; filename="Gr__e 7.csv"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%207.csv`);
});

test('a file is made no faster than it is read, and no further when the reader goes away', async () => {
  const address = new URL('/v1/things/endless/file.csv', base);
  const reading = request(address, { headers: { authorization: 'Bearer all' } });
  reading.on('error', () => undefined).end();
  const [response] = await once(reading, 'response');
  await once(response, 'readable');

  const rested = async () => {
    for (let before = -1; before !== drawn;) {
      before = drawn;
      await sleep(100);
    }
    return drawn;
  };
  const ahead = await rested();
  reading.destroy();
  const end = await rested();

  // The kernel holds some megabytes of each connection.
  assert.ok(ahead < 200, `${ahead / 10} MB were made for a reader who takes nothing`);
  assert.ok(end < 250, `${end / 10} MB were made for nobody`);
});

test('an upload is streamed to its answer with the fields beside it', async () => {
  const form = new FormData();
  form.set('note', 'from the fair');
  form.set('file', new Blob(['x'.repeat(3_000_000)]), 'people.csv');

  const response = await ask('/v1/upload', { method: 'POST', body: form });

  assert.deepEqual(await response.json(), { bytes: 3_000_000, filename: 'people.csv', note: 'from the fair' });
});

test('an upload over the limit is refused and the server goes on', async () => {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(uploadBytesMost + 1)]), 'big.csv');

  const problem = await problemOf(await ask('/v1/upload', { method: 'POST', body: form }));
  const next = await ask('/v1/things');

  assert.deepEqual([problem.status, problem.code, next.status], [413, 'too_large', 200]);
});

test('an upload without a file is refused', async () => {
  const form = new FormData();
  form.set('note', 'nothing else');

  const problem = await problemOf(await ask('/v1/upload', { method: 'POST', body: form }));

  assert.equal(problem.status, 422);
});

test('after an upload that nobody read to its end the same connection serves the next request', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const head = '--edge\r\nContent-Disposition: form-data; name="other"; filename="a.csv"\r\n\r\n';

  const upload = await over(agent, '/v1/upload', `${head}${'x'.repeat(6_000_000)}\r\n--edge--\r\n`);
  const statuses = [upload, await over(agent, '/v1/things'), await over(agent, '/v1/things')];
  agent.destroy();

  assert.deepEqual(statuses, [422, 200, 200]);
});

test('an upload that is torn is refused, wherever it is torn, and the server goes on', async () => {
  const torn = ['--edge\r\n', '--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname,phone\r\nAna', 'no multipart at all'];
  for (const body of torn) {
    const problem = await problemOf(await ask('/v1/upload', { method: 'POST', body, headers: { 'content-type': 'multipart/form-data; boundary=edge' } }));
    const next = await ask('/v1/things');

    assert.deepEqual([problem.status, problem.code, next.status], [400, 'bad_request', 200]);
  }
});

test('an Idempotency-Key of an upload stands for the file of that name', async () => {
  const upload = (name: string): Promise<Response> => {
    const form = new FormData();
    form.set('file', new Blob(['x']), name);
    return ask('/v1/upload', { method: 'POST', body: form, headers: { 'idempotency-key': 'upload-1' } });
  };

  const first = await upload('a.csv');
  const again = await upload('a.csv');
  const other = await upload('b.csv');

  assert.deepEqual([first.status, again.status, again.headers.get('idempotency-replayed'), other.status], [200, 200, 'true', 422]);
});

test('events arrive one by one as they are sent', async () => {
  const abort = new AbortController();
  const response = await ask('/v1/watch', { signal: abort.signal });
  let text = '';
  for await (const part of response.body!) {
    text += Buffer.from(part).toString();
    if (text.includes('"n":1')) break;
  }

  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  assert.match(text, /event: change\ndata: {"n":1}\n\n/);
  abort.abort();
});

test('fast routes stand before everything; health is told', async () => {
  const fast = await fetch(`${base}/webhooks/whatsapp/key`, { method: 'POST' });
  const live = await fetch(`${base}/livez`);
  const ready = await fetch(`${base}/readyz`);

  assert.equal(await fast.text(), 'fast /webhooks/whatsapp/key');
  assert.deepEqual([live.status, ready.status], [200, 200]);
  assert.match(live.headers.get('content-security-policy') ?? '', /default-src 'self'/);
});

test('the same bad request is answered in French to who asks for French, and in English to everybody else', async () => {
  const send = async (language: string) => problemOf(await ask('/v1/things?limit=no', { headers: { 'accept-language': language } }));

  const [french, english, german] = await Promise.all([send('fr-FR,fr;q=0.9,en;q=0.5'), send('en, fr;q=0.5'), send('de')]);

  assert.equal(french.title, 'Quelque chose ne va pas dans la requête');
  assert.equal(french.detail, '/query/limit\u202f: doit être un nombre');
  assert.deepEqual(french.errors, [{ at: '/query/limit', message: 'doit être un nombre' }]);
  assert.equal(english.title, 'Something in the request is not right');
  assert.equal(english.detail, '/query/limit: must be a number');
  assert.deepEqual({ ...german, request_id: '' }, { ...english, request_id: '' });
  assert.deepEqual([french.code, french.status], [english.code, english.status]);
});
