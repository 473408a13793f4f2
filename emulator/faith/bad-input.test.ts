import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';

import { defaultOptions } from '../emulator.ts';
import { until } from '../stage.ts';
import { isRecord } from '../world/json.ts';
import { valueAt } from './exchange.ts';
import { openSdkReceiver } from './sdk-stage.ts';

// What nobody should send and nobody should answer: the emulator, a process of its own, says what is wrong and lives on.

const { number, account, app } = defaultOptions;
const bearer = { authorization: `Bearer ${app.token}` };
const json = { ...bearer, 'content-type': 'application/json' };

/** What the emulator may have grown by after everything here: room for caches and what the allocator keeps. */
const growthLimit = 200 * 1024 * 1024;

let child: ChildProcess | undefined;
let url = '';
let port = 0;
let bytesBefore = 0;
const endings: (() => void)[] = [];

before(async () => {
  const flags = [
    '--port',
    '0',
    '--json',
    '--people',
    'still',
    '--pair-interval-ms',
    '0',
    '--throughput-per-second',
    '100000',
    '--webhook-timeout-ms',
    '150',
    '--seed',
    'bad',
  ];
  child = spawn(process.execPath, [resolve(import.meta.dirname, '../main.ts'), ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout ?? child, 'data');
  url = String(valueAt(JSON.parse(String(line)), 'url'));
  port = Number(new URL(url).port);
  await control('POST', 'phones', [{ wa_id: '33612345678', name: 'Ana', persona: 'manual' }]);
  await control('POST', 'scenario', {
    templates: [
      {
        create: {
          name: 'plain',
          language: 'en_US',
          category: 'MARKETING',
          components: [{ type: 'BODY', text: 'Hello {{1}}, there.', example: { body_text: [['Ana']] } }],
        },
      },
    ],
  });
  bytesBefore = await memory();
});
after(() => {
  for (const end of endings) end();
  child?.kill();
});

async function control(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(`${url}/emulator/v1/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const value: unknown = await answer.json();
  assert.ok(answer.ok, `${method} ${path}: ${JSON.stringify(value)}`);
  return isRecord(value) ? value : {};
}

async function memory(): Promise<number> {
  return Number(valueAt(await control('GET', 'world'), 'memory/rss_bytes'));
}

/** It answers what is right as before. */
async function answersStill(): Promise<void> {
  const answer = await fetch(`${url}/v24.0/${number.id}/messages`, { method: 'POST', headers: json, body: JSON.stringify(hello) });
  assert.equal(answer.status, 200, await answer.text());
}

const hello = { messaging_product: 'whatsapp', to: '33612345678', type: 'text', text: { body: 'Hello' } };
const messages = `v24.0/${number.id}/messages`;
const templates = `v24.0/${account.id}/message_templates`;
const nested = '['.repeat(50_000) + ']'.repeat(50_000);
const binary = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x00, 0x22, 0x7d]);
const many = Array.from({ length: 10_000 }, (_, i) => ({ type: 'text', text: String(i) }));
const variables = many.map((_, i) => `{{${i + 1}}}`).join(' and ');
const creation = (body: unknown, name: unknown = 'x'): string => JSON.stringify({ name, language: 'en_US', category: 'MARKETING', components: [body] });
const parts = Array.from({ length: 1_000 }, (_, i) => `--B\r\nContent-Disposition: form-data; name="f${i}"\r\n\r\nx\r\n`).join('');

type Bad = { method?: string; headers?: Record<string, string>; body?: string | Buffer };

/** [what is wrong, path, request, HTTP status, code]. */
const bad: readonly (readonly [string, string, Bad, number, number])[] = [
  ['a wrong token', messages, { method: 'POST', headers: { ...json, authorization: 'Bearer x' }, body: JSON.stringify(hello) }, 401, 190],
  ['no token', messages, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(hello) }, 401, 190],
  ['a token of 8,000 characters', messages, { method: 'POST', headers: { ...json, authorization: `Bearer ${'x'.repeat(8_000)}` }, body: '{}' }, 401, 190],
  ['an id nobody has', 'v24.0/123456789/messages', { method: 'POST', body: JSON.stringify(hello) }, 400, 100],
  ['an id of 5,000 digits', `v24.0/${'9'.repeat(5_000)}`, {}, 400, 100],
  ['an alias nobody has', 'v24.0/__proto__', {}, 404, 803],
  ['a version of tomorrow', `v99.0/${number.id}/messages`, { method: 'POST', body: JSON.stringify(hello) }, 400, 2500],
  ['a version that never was', `v1e9/${number.id}`, {}, 400, 2500],
  ['a method nobody has', `v24.0/${number.id}`, { method: 'PUT' }, 400, 100],
  ['broken JSON', messages, { method: 'POST', body: '{"messaging_product":' }, 400, 100],
  ['no body', messages, { method: 'POST', body: '' }, 400, 100],
  ['a list for an object', messages, { method: 'POST', body: '[]' }, 400, 100],
  ['null for an object', messages, { method: 'POST', body: 'null' }, 400, 100],
  ['bytes that are no text', messages, { method: 'POST', body: binary }, 400, 100],
  ['a zipped body', messages, { method: 'POST', headers: { ...json, 'content-encoding': 'gzip' }, body: Buffer.from([0x1f, 0x8b, 8, 0, 0]) }, 400, 100],
  ['five megabytes of JSON', messages, { method: 'POST', body: `{"x":"${'x'.repeat(5 * 1024 * 1024)}"}` }, 413, 1],
  ['nothing but brackets', messages, { method: 'POST', body: nested }, 400, 100],
  ['brackets for a text', messages, { method: 'POST', body: JSON.stringify(hello).replace('"Hello"', nested) }, 400, 100],
  ['half a surrogate pair', messages, { method: 'POST', body: JSON.stringify(hello).replace('Hello', '\\ud800') }, 400, 100],
  [
    'half a pair in the key',
    messages,
    { method: 'POST', body: JSON.stringify({ ...hello, type: 'image', image: { link: 'https://x.test/\ud800' } }) },
    400,
    100,
  ],
  [
    'a prototype for a text',
    messages,
    { method: 'POST', body: '{"messaging_product":"whatsapp","to":"33612345678","type":"text","__proto__":{"text":{"body":"x"}}}' },
    400,
    100,
  ],
  ['a type of the prototype', messages, { method: 'POST', body: JSON.stringify({ ...hello, type: 'constructor' }) }, 400, 100],
  ['a recipient that is an object', messages, { method: 'POST', body: JSON.stringify({ ...hello, to: {} }) }, 400, 100],
  [
    '10,000 variables in a template',
    templates,
    { method: 'POST', body: creation({ type: 'BODY', text: variables, example: { body_text: [many.map((one) => one.text)] } }) },
    400,
    100,
  ],
  [
    '10,000 parameters for one',
    messages,
    {
      method: 'POST',
      body: JSON.stringify({
        ...hello,
        type: 'template',
        template: { name: 'plain', language: { code: 'en_US' }, components: [{ type: 'body', parameters: many }] },
      }),
    },
    400,
    132_000,
  ],
  ['a template named __proto__', templates, { method: 'POST', body: creation({ type: 'BODY', text: 'Hello there.' }, ['__proto__']) }, 400, 100],
  ['a field of the prototype', `v24.0/${number.id}?fields=__proto__`, {}, 400, 100],
  ['fields in 60 brackets', `v24.0/${number.id}?fields=${'a{'.repeat(60)}b${'}'.repeat(60)}`, {}, 400, 100],
  ['1,001 parameters', `v24.0/${number.id}?${Array.from({ length: 1_001 }, (_, i) => `a${i}=1`).join('&')}`, {}, 400, 100],
  ['a page of minus one', `${templates}?limit=-1`, {}, 400, 100],
  ['a page after nothing', `${templates}?after=%00%ff`, {}, 400, 131_059],
  ['bytes that are no path', 'v24.0/%ff%fe', {}, 404, 803],
  ['a way out of the folder', 'v24.0/..%2f..%2fetc%2fpasswd', {}, 404, 803],
  [
    'a form without its mark',
    `v24.0/${number.id}/media`,
    { method: 'POST', headers: { ...bearer, 'content-type': 'multipart/form-data' }, body: 'x' },
    400,
    100,
  ],
  [
    'a form of 1,000 parts',
    `v24.0/${number.id}/media`,
    { method: 'POST', headers: { ...bearer, 'content-type': 'multipart/form-data; boundary=B' }, body: `${parts}--B--` },
    400,
    100,
  ],
  [
    'a batch in a batch',
    'v24.0/me',
    { method: 'POST', body: JSON.stringify({ batch: [{ method: 'POST', relative_url: 'me', body: 'batch=[]' }, 5, null] }) },
    200,
    0,
  ],
  ['a control call that is no JSON', 'emulator/v1/phones', { method: 'POST', body: '{' }, 400, 0],
  ['a person of the prototype', 'emulator/v1/phones/__proto__', {}, 404, 0],
  ['a setting of the prototype', 'emulator/v1/settings', { method: 'PATCH', body: '{"latency_ms":"constructor"}' }, 400, 0],
];

for (const [what, path, { method = 'GET', headers = json, body }, status, code] of bad) {
  test(`${what} is told what is wrong`, async () => {
    const answer = await fetch(`${url}/${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Blob([new Uint8Array(body)]) }),
    });
    const text = await answer.text();

    assert.deepEqual([answer.status, code === 0 ? 0 : valueAt(JSON.parse(text), 'error/code')], [status, code], text.slice(0, 300));
    assert.ok(text.length < 5_000, 'an answer repeats little of what was wrong');
    await answersStill();
  });
}

/** Writes bytes to a socket of its own and reads what comes until it ends; `end` closes our side at once. */
async function write(bytes: string | Buffer, end = false): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  socket.write(bytes);
  if (end) socket.destroy();
  await closed;
  return heard;
}

test('what is no HTTP, and a line of 100 KB, is answered and hung up on', async () => {
  const nonsense = await write(Buffer.from([0, 1, 2, 3, 13, 10, 13, 10]));
  const long = await write(`GET /v24.0/${number.id}?fields=${'x'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`);

  assert.match(nonsense, /^HTTP\/1\.1 400 [^]*not valid HTTP/);
  assert.match(long, /^HTTP\/1\.1 431 [^]*larger than 16384 bytes/);
  await answersStill();
});

test('clients that dribble, and clients that leave half way, hold up nobody', async () => {
  const dribblers = Array.from({ length: 100 }, () => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.write(`POST /${messages} HTTP/1.1\r\nHost: x\r\nContent-Le`);
    return socket;
  });
  const uploads = Array.from({ length: 20 }, () => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.write(
      `POST /v24.0/${number.id}/media HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${app.token}\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 100000000\r\n\r\n--B`,
    );
    return socket;
  });
  const half = `POST /${messages} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${app.token}\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"messaging`;
  for (let i = 0; i < 100; i++) await write(half, true);

  await answersStill();
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new Blob(['hello'], { type: 'text/plain' }), 'a.txt');
  const uploaded = await fetch(`${url}/v24.0/${number.id}/media`, { method: 'POST', headers: bearer, body: form });
  for (const socket of [...dribblers, ...uploads]) socket.destroy();

  assert.equal(uploaded.status, 200, 'a small file does not wait behind those that never come');
  await answersStill();
});

type Misdeed = 'behaves' | 'hangs' | 'redirects' | 'refuses' | 'drips' | 'says a gigabyte' | 'hangs up';

/** How a webhook target misbehaves at a POST (at the challenge it behaves), for how long, and what the log says of it. */
const misdeeds: readonly { misdeed: Misdeed; minutes: number; told: (delivery: Record<string, unknown>) => boolean }[] = [
  { misdeed: 'hangs', minutes: 2, told: ({ error }) => error === 'no whole answer within 150 ms' },
  { misdeed: 'redirects', minutes: 24 * 60, told: ({ http_status: status, error }) => status === 302 && error === 'HTTP 302' },
  { misdeed: 'refuses', minutes: 24 * 60, told: ({ http_status: status, response }) => status === 500 && response === 'no' },
  { misdeed: 'drips', minutes: 2, told: ({ error, response }) => error === 'no whole answer within 150 ms' && String(response).startsWith('x') },
  { misdeed: 'says a gigabyte', minutes: 24 * 60, told: ({ http_status: status, response }) => status === 500 && String(response).length === 2_000 },
  { misdeed: 'hangs up', minutes: 24 * 60, told: ({ http_status: status, error }) => status === null && String(error).includes('closed') },
];

test('a webhook target that hangs, redirects, refuses for a day, drips or never stops talking loses nothing', async () => {
  let misdeed: Misdeed = 'behaves';
  const heard = new Set<string>();
  const zeros = Buffer.alloc(1024 * 1024);
  const receiver = await openSdkReceiver((request, response) => {
    if (request.method === 'GET') return void response.end(new URL(`http://x${request.url ?? ''}`).searchParams.get('hub.challenge'));
    let raw = '';
    request.on('data', (chunk: Buffer) => (raw += chunk.toString('latin1')));
    request.on('end', () => {
      switch (misdeed) {
        case 'behaves':
          for (const [, body] of raw.matchAll(/"body":"(word \d+)"/g)) heard.add(body ?? '');
          return void response.end();
        case 'hangs':
          return;
        case 'redirects':
          return void response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end();
        case 'refuses':
          return void response.writeHead(500).end('no');
        case 'drips': {
          response.writeHead(200, { 'content-length': '100000' });
          const timer = setInterval(() => response.write('x'), 20);
          return void response.on('close', () => clearInterval(timer));
        }
        case 'says a gigabyte': {
          response.writeHead(500);
          const more = (): void => {
            while (!response.destroyed && response.write(zeros));
          };
          response.on('drain', more).on('error', () => {});
          return more();
        }
        case 'hangs up':
          return void request.socket.destroy();
      }
    });
  });
  endings.push(() => void receiver.close());
  const query = new URLSearchParams({ object: 'whatsapp_business_account', callback_url: receiver.url, verify_token: 'v', fields: 'messages' });
  await fetch(`${url}/v24.0/${app.id}/subscriptions?${query.toString()}`, { method: 'POST', headers: { authorization: `Bearer ${app.id}|${app.secret}` } });
  await control('POST', 'clock', { do: 'pause' });
  let written = 0;

  for (const round of misdeeds) {
    misdeed = round.misdeed;
    for (let i = 0; i < 3; i++) await control('POST', 'phones/33612345678/acts', { act: 'write', number: number.id, text: `word ${written++}` });
    // Time of its clock passes, with every retry that falls due in it.
    await control('POST', 'clock', { do: 'jump', by_ms: round.minutes * 60 * 1000 });
    await until(`the log tells that the target ${misdeed}`, async () => {
      const { deliveries } = await control('GET', 'webhooks?limit=200');
      return Array.isArray(deliveries) && deliveries.filter(isRecord).some(round.told);
    });
    await answersStill();
  }
  misdeed = 'behaves';
  await control('POST', 'clock', { do: 'run_until_idle', most_ms: 6 * 24 * 60 * 60 * 1000 });

  assert.equal(heard.size, written, 'every word is heard once the target behaves');
  assert.equal(valueAt(await control('GET', 'world'), 'webhooks/failing'), 0);
});

test('after all of it the emulator has not grown beyond its bound', async () => {
  const grown = (await memory()) - bytesBefore;

  assert.ok(grown < growthLimit, `${Math.round(grown / 1024 / 1024)} MiB more`);
  assert.equal(child?.exitCode, null);
});
