import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import type { WireSend } from '#core/whatsapp/wire.ts';
import type { SendAnswer } from './answer.ts';
import { type Client, openClient } from './client.ts';
import { isSameSecret, signBody, verifySignature } from './signature.ts';
import { parseWebhook } from './webhook.ts';

async function serve(t: TestContext, answer: (request: IncomingMessage, response: ServerResponse, body: string) => void): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')));
    request.on('end', () => answer(request, response, body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => (server.closeAllConnections(), server.close()));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

const hello: WireSend = { messaging_product: 'whatsapp', to: '+33612345678', type: 'text', text: { body: 'Olá' } };
const open = (baseUrl: string) => openClient({ baseUrl, version: 'v26.0', token: 'secret' });
const send = (client: Client, number: string) => new Promise<SendAnswer>((answered) => client.post(number, JSON.stringify(hello), answered));

test('a send goes to the number under the version with the token, and says what was accepted', async (t) => {
  let seen: { url?: string | undefined; authorization?: string | undefined; body?: unknown } = {};
  const url = await serve(t, (request, response, body) => {
    seen = { url: request.url, authorization: request.headers.authorization, body: JSON.parse(Buffer.from(body, 'latin1').toString()) };
    response.end(JSON.stringify({ messaging_product: 'whatsapp', contacts: [], messages: [{ id: 'wamid.1' }] }));
  });

  const answer = await send(open(`${url}/prefix/`), '106');

  assert.deepEqual(answer, { ok: true, sent: { messaging_product: 'whatsapp', contacts: [], messages: [{ id: 'wamid.1' }] } });
  assert.deepEqual(seen, { url: '/prefix/v26.0/106/messages', authorization: 'Bearer secret', body: hello });
});

test("Meta's refusals carry their fate", async (t) => {
  const cases: [number, object | string, string][] = [
    [400, { error: { code: 130429, message: 'm', error_data: { details: 'd' } } }, 'slow_down'],
    [400, { error: { code: 131056, message: 'm' } }, 'rest_pair'],
    [401, { error: { code: 190, message: 'm' } }, 'stop_account'],
    [400, { error: { code: 131026, message: 'm' } }, 'skip'],
    [400, { error: { code: 132015, message: 'm' } }, 'stop_template'],
    [500, { error: { code: 131000, message: 'm' } }, 'in_doubt'],
    [503, 'Service Unavailable', 'in_doubt'],
    [429, 'Too Many', 'slow_down'],
    [200, 'not JSON', 'in_doubt'],
    [200, { messages: [] }, 'in_doubt'],
    [404, '<html>', 'fix'],
    [418, { error: { code: 999_999, message: 'new' } }, 'fix'],
  ];
  let next = cases[0]!;
  const url = await serve(t, (_request, response) => {
    response.statusCode = next[0];
    response.end(typeof next[1] === 'string' ? next[1] : JSON.stringify(next[1]));
  });

  for (const one of cases) {
    next = one;
    const answer = await send(open(url), '1');
    assert.equal(answer.ok ? 'ok' : answer.error.fate, one[2], JSON.stringify(one));
    assert.equal(!answer.ok && answer.error.httpStatus, one[0]);
  }
});

test('nothing written is to be tried again, a lost answer is in doubt', async (t) => {
  const url = await serve(t, (request) => request.socket.destroy());

  const refused = await send(open('http://127.0.0.1:9'), '1');
  const lost = await send(open(url), '1');

  assert.deepEqual([!refused.ok && refused.error.fate, !refused.ok && refused.error.reached], ['retry', false]);
  assert.deepEqual([!lost.ok && lost.error.fate, !lost.ok && lost.error.reached], ['in_doubt', false]);
});

test('more messages at once than connections are all answered, each once, also by a host that hangs up again and again', async (t) => {
  const people = 1_200;
  const seen: string[] = [];
  let answered = 0;
  const url = await serve(t, (_request, response, body) => {
    seen.push(body);
    if (seen.length % 7 === 0) response.setHeader('connection', 'close');
    response.end(JSON.stringify({ messages: [{ id: `wamid.${seen.length}` }] }));
  });
  const client = open(url);

  const answers = await Promise.all(
    Array.from(
      { length: people },
      (_, person) =>
        new Promise<SendAnswer>((done) =>
          client.post('1', `{"to":"${person}"}`, (answer) => {
            answered += 1;
            done(answer);
          }),
        ),
    ),
  );

  assert.equal(answers.filter(({ ok }) => ok).length, people);
  assert.equal(new Set(answers.map((answer) => answer.ok && answer.sent.messages[0]?.id)).size, people);
  assert.deepEqual([answered, seen.length, new Set(seen).size], [people, people, people]);
});

test('a fault of whoever hears an answer takes nothing from the others', async (t) => {
  const url = await serve(t, (_request, response) => void response.end(JSON.stringify({ messages: [{ id: 'wamid.1' }] })));
  const client = open(url);
  const faults: unknown[] = [];
  const keep = (fault: unknown) => void faults.push(fault);
  process.setUncaughtExceptionCaptureCallback(keep);
  t.after(() => process.setUncaughtExceptionCaptureCallback(null));

  client.post('1', '{}', () => {
    throw new Error('not ready');
  });
  const next = await Promise.all([send(client, '1'), send(client, '1')]);

  assert.deepEqual(
    next.map(({ ok }) => ok),
    [true, true],
  );
  assert.match(String(faults[0]), /not ready/);
});

test('files travel as multipart, and come back as bytes up to a limit', async (t) => {
  let form = '';
  const url = await serve(t, (request, response, body) => {
    if (request.url?.startsWith('/file')) return void response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(100, 7));
    form = body;
    response.end('{"id":"9"}');
  });

  const uploaded = await open(url).call('POST', '1/media', {
    multipart: [
      { name: 'messaging_product', value: 'whatsapp' },
      { name: 'file', filename: 'a "b".png', mime: 'image/png', bytes: Buffer.from([1, 2]) },
    ],
  });
  const file = await open(url).download(`${url}/file?x=1`, 100);
  const tooLarge = await open(url).download(`${url}/file`, 99);

  assert.deepEqual(uploaded, { ok: true, body: { id: '9' } });
  assert.match(form, /name="messaging_product"\r\n\r\nwhatsapp\r\n/);
  assert.match(form, /filename="a %22b%22\.png"\r\ncontent-type: image\/png\r\n\r\n\x01\x02\r\n--/);
  assert.deepEqual([file.ok && file.bytes.length, file.ok && file.mime], [100, 'image/png']);
  assert.equal(tooLarge.ok, false);
});

test('a signature holds for the bytes it was made over and for nothing else', () => {
  const body = Buffer.from('{"a":"\\u00e9"}');
  const signature = signBody('secret', body);

  assert.equal(verifySignature('secret', body, signature), true);
  assert.equal(verifySignature('secret', Buffer.from('{"a":"é"}'), signature), false);
  assert.equal(verifySignature('other', body, signature), false);
  for (const header of [undefined, '', 'sha256=', signature.slice(7), `${signature}0`, signature.replace('sha256', 'sha512'), `sha256=${'g'.repeat(64)}`])
    assert.equal(verifySignature('secret', body, header), false);
  assert.deepEqual([isSameSecret('a', 'a'), isSameSecret('a', 'ab')], [true, false]);
});

test('bodies and secrets of every length are verified alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), fc.uint8Array({ maxLength: 300 }), fc.constantFrom(1, 70, 400), (secret, bytes, times) => {
      const body = Buffer.concat(Array.from({ length: times }, () => bytes));
      const signature = signBody(secret, body);

      assert.equal(verifySignature(secret, body, signature), true);
      assert.equal(verifySignature(`${secret}x`, body, signature), false);
      assert.equal(verifySignature(secret, Buffer.concat([body, Buffer.from('x')]), signature), false);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('what PostgreSQL cannot hold is mended where it was, and nothing else is touched', () => {
  const text = (body: string): string => {
    const raw = `{"object":"whatsapp_business_account","entry":[{"id":"5","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},"messages":[{"id":"c","type":"text","from":"1","timestamp":"1","text":{"body":"${body}"}}]}}]}]}`;
    const parsed = parseWebhook(Buffer.from(raw));
    const update = 'refused' in parsed ? undefined : parsed.updates[0];
    return update?.kind === 'message' ? (update.message.text?.body ?? '') : '';
  };

  assert.equal(text('a\\u0000b \\ud83d! \\ude00 \\uD83D\\uDE00 \\ud83d\\ud83d\\ude00'), 'a\ufffdb \ufffd! \ufffd 😀 \ufffd😀');
  assert.equal(text('\\\\u0000 \\\\\\u0000 \\u00e9'), '\\u0000 \\\ufffd é');
});

test('errors, people and names of another shape than Meta’s are left out, the rest is read', () => {
  const value = {
    metadata: { phone_number_id: '1' },
    contacts: [null, 5, { wa_id: '1', profile: { name: 'Ana' } }],
    statuses: [{ id: 'a', status: 'failed', timestamp: '1', errors: [{ code: 'abc' }, null, { code: 1e12 }, { code: 131026, title: 'Undeliverable' }] }],
    messages: [{ id: 'c', type: 'text', from: '1', timestamp: '1' }],
  };
  const parsed = parseWebhook(
    Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '5', changes: [{ field: 'messages', value }] }] })),
  );
  assert.ok('updates' in parsed);
  const [status, message] = parsed.updates;

  assert.deepEqual(status?.kind === 'status' && status.status.errors, [{ code: 131026, title: 'Undeliverable' }]);
  assert.equal(message?.kind === 'message' && message.profile?.profile?.name, 'Ana');
});

test('a webhook is read in Meta’s order; what is strange inside a good envelope is unknown, never a crash', () => {
  const change = (field: unknown, value: unknown) => ({ field, value });
  const body = (...changes: unknown[]) => Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '5', changes }] }));
  const read = (raw: Buffer) => {
    const parsed = parseWebhook(raw);
    return 'refused' in parsed ? parsed.refused : parsed.updates.map((update) => update.kind).join();
  };
  const metadata = { phone_number_id: '1' };

  assert.equal(
    read(
      body(
        change('messages', {
          metadata,
          statuses: [{ id: 'a', status: 'sent', timestamp: '1' }, { id: 'b' }],
          messages: [{ id: 'c', type: 'text', from: '1', timestamp: '1' }, { type: 'text' }],
        }),
      ),
    ),
    'status,unknown,message,unknown',
  );
  assert.equal(
    read(
      body(
        change('message_template_status_update', { event: 'APPROVED', message_template_id: 12 }),
        change('message_template_status_update', { new_quality_score: 'RED', message_template_id: 12 }),
        change('template_category_update', { message_template_id: 1 }),
      ),
    ),
    'template_status,template_quality,template_category',
  );
  assert.equal(
    read(body(change('phone_number_quality_update', { event: 'ONBOARDING' }), change('account_update', { event: 'X' }), change('history', {}))),
    'number_quality,account,unknown',
  );
  for (const value of [
    null,
    1,
    'x',
    [],
    {},
    { metadata },
    { metadata, messages: 'x' },
    { metadata, messages: [null, 1] },
    { metadata, statuses: [[], { id: 1 }] },
  ])
    assert.match(read(body(change('messages', value))), /^unknown(,unknown)*$/);
  for (const [raw, code] of [
    ['[]', 'other_object'],
    ['{"object":"whatsapp_business_account"}', 'no_entry'],
    ['{"object":"whatsapp_business_account","entry":[1]}', 'no_changes'],
    ['{"object":"whatsapp_business_account","entry":[{"changes":[{}]}]}', 'no_field'],
    ['', 'not_json'],
  ] as const)
    assert.equal(read(Buffer.from(raw)), code);
});
