import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, test } from 'node:test';

import { defaultOptions } from '../emulator.ts';
import { appToken, ids, openStage, type Stage } from '../stage.ts';

let stage: Stage;
before(async () => void (stage = await openStage({ settings: { template_review: 'approve' } })));
after(() => stage.close());

const bearer = { authorization: `Bearer ${defaultOptions.app.token}` };
const json = { ...bearer, 'content-type': 'application/json' };
const form = { ...bearer, 'content-type': 'application/x-www-form-urlencoded' };
const text = (body = 'hi'): string => JSON.stringify({ messaging_product: 'whatsapp', to: '+33612345678', type: 'text', text: { body } });

type Row = [
  what: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | Buffer | undefined,
  status: number,
  code?: number,
  subcode?: number,
];

const number = ids.number;
const account = ids.account;
const portfolio = defaultOptions.portfolio.id;

const rows: Row[] = [
  ['a send by the newest version', 'POST', `/v26.0/${number}/messages`, json, text(), 200],
  ['a send by an old version', 'POST', `/v13.0/${number}/messages`, json, text(), 200],
  ['a send without a version', 'POST', `/${number}/messages`, json, text(), 200],
  ['a send with a slash at the end', 'POST', `/v26.0/${number}/messages/`, json, text(), 200],
  [
    'a send with the token in the query',
    'POST',
    `/v26.0/${number}/messages?access_token=${defaultOptions.app.token}`,
    { 'content-type': 'application/json' },
    text(),
    200,
  ],
  ['a send with OAuth for Bearer', 'POST', `/v26.0/${number}/messages`, { ...json, authorization: `OAuth ${defaultOptions.app.token}` }, text(), 200],
  ['a send as a form', 'POST', `/v26.0/${number}/messages`, form, 'messaging_product=whatsapp&to=33612345678&type=text&text=%7B%22body%22%3A%22hi%22%7D', 200],
  ['a send without a content type', 'POST', `/v26.0/${number}/messages`, bearer, text(), 200],
  ['a version that is not out yet', 'POST', `/v27.0/${number}/messages`, json, text(), 400, 2500],
  ['a version that never was', 'GET', `/v26/${number}`, bearer, undefined, 400, 2500],
  ['a version with a minor number', 'GET', `/v26.1/${number}`, bearer, undefined, 400, 2500],
  ['no token', 'GET', `/v26.0/${number}`, {}, undefined, 401, 190],
  ['a wrong token', 'POST', `/v26.0/${number}/messages`, { ...json, authorization: 'Bearer nonsense' }, text(), 401, 190],
  ['an unknown number', 'POST', '/v26.0/999999999999999/messages', json, text(), 400, 100, 33],
  ['an unknown object', 'GET', '/v26.0/999999999999999', bearer, undefined, 400, 100, 33],
  ['a word for an id', 'GET', '/v26.0/nobody', bearer, undefined, 404, 803],
  ['an unknown edge', 'GET', `/v26.0/${number}/friends`, bearer, undefined, 400, 2500],
  ['an edge too deep', 'GET', `/v26.0/${account}/message_templates/1/2`, bearer, undefined, 400, 2500],
  ['a method nobody knows', 'PUT', `/v26.0/${number}/messages`, json, text(), 400, 100, 33],
  ['DELETE on messages', 'DELETE', `/v26.0/${number}/messages`, bearer, undefined, 400, 100, 33],
  ['broken JSON', 'POST', `/v26.0/${number}/messages`, json, '{"messaging_product":', 400, 100],
  ['JSON that is a list', 'POST', `/v26.0/${number}/messages`, json, '[]', 400, 100],
  ['binary for text', 'POST', `/v26.0/${number}/messages`, json, Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3]), 400, 100],
  ['an empty body', 'POST', `/v26.0/${number}/messages`, json, '', 400, 100],
  ['a body that is too large', 'POST', `/v26.0/${number}/messages`, json, Buffer.alloc(5 * 1024 * 1024, 0x20), 413, 1],
  ['a form of a thousand and one parameters', 'POST', `/v26.0/${number}/register`, form, 'a=1&'.repeat(1_001), 400, 100],
  ['multipart without its boundary', 'POST', `/v26.0/${number}/media`, { ...bearer, 'content-type': 'multipart/form-data' }, 'x', 400, 100],
  ['a GET with a JSON type and no body', 'GET', `/v26.0/${number}?fields=quality_rating%2Cthroughput`, json, undefined, 200],
  ['a field nobody knows', 'GET', `/v26.0/${number}?fields=id,colour`, bearer, undefined, 400, 100],
  ['fields with a broken bracket', 'GET', `/v26.0/${account}?fields=analytics.start(1`, bearer, undefined, 400, 100],
  ['a portfolio', 'GET', `/v26.0/${portfolio}?fields=id,name,whatsapp_business_manager_messaging_limit`, bearer, undefined, 200],
  ['its accounts', 'GET', `/v26.0/${portfolio}/owned_whatsapp_business_accounts`, bearer, undefined, 200],
  ['an account', 'GET', `/v26.0/${account}?fields=id,health_status,marketing_messages_lite_api_status`, bearer, undefined, 200],
  [
    'numbers with a filter',
    'GET',
    `/v26.0/${account}/phone_numbers?filtering=[{"field":"account_mode","operator":"EQUAL","value":"LIVE"}]&sort=['last_onboarded_time_ascending']`,
    bearer,
    undefined,
    200,
  ],
  ['numbers with a cursor from nowhere', 'GET', `/v26.0/${account}/phone_numbers?after=xyz`, bearer, undefined, 400, 131_059],
  ['numbers with a limit of nothing', 'GET', `/v26.0/${account}/phone_numbers?limit=0`, bearer, undefined, 400, 100],
  ['me', 'GET', '/v26.0/me', bearer, undefined, 200],
  ['the app', 'GET', `/v26.0/${ids.app}`, bearer, undefined, 200],
  ['app subscriptions with a person’s token', 'GET', `/v26.0/${ids.app}/subscriptions`, bearer, undefined, 400, 15],
  ['app subscriptions with the app’s token', 'GET', `/v26.0/${ids.app}/subscriptions?access_token=${encodeURIComponent(appToken)}`, {}, undefined, 200],
  ['a call', 'POST', `/v26.0/${number}/calls`, json, '{}', 400, 138_000],
  ['a group', 'POST', `/v26.0/${number}/groups`, json, '{}', 400, 131_215],
  ['insights switched off', 'POST', `/v26.0/${account}?is_enabled_for_insights=false`, bearer, undefined, 400, 200_006],
  ['a key that is no key', 'POST', `/v26.0/${number}/whatsapp_business_encryption`, form, 'business_public_key=hello', 400, 100],
  [
    'a profile that says too much',
    'POST',
    `/v26.0/${number}/whatsapp_business_profile`,
    json,
    JSON.stringify({ messaging_product: 'whatsapp', about: 'x'.repeat(140) }),
    400,
    100,
  ],
  [
    'a profile',
    'POST',
    `/v26.0/${number}/whatsapp_business_profile`,
    json,
    JSON.stringify({ messaging_product: 'whatsapp', about: 'Coffee', websites: ['https://a.example'] }),
    200,
  ],
  ['five prompts', 'POST', `/v26.0/${number}/conversational_automation`, json, JSON.stringify({ prompts: ['1', '2', '3', '4', '5'] }), 400, 100],
  [
    'a command',
    'POST',
    `/v26.0/${number}/conversational_automation`,
    json,
    JSON.stringify({ commands: [{ command_name: 'menu', command_description: 'Shows it' }] }),
    200,
  ],
  ['commerce settings in the query', 'POST', `/v26.0/${number}/whatsapp_commerce_settings?is_cart_enabled=false`, bearer, undefined, 200],
  ['calling switched on', 'POST', `/v26.0/${number}/settings`, json, JSON.stringify({ calling: { status: 'ENABLED' } }), 400, 100],
  ['a username that is a domain', 'POST', `/v26.0/${number}/username`, json, JSON.stringify({ username: 'coffee.com' }), 400, 147_002],
  ['a username', 'POST', `/v26.0/${number}/username`, json, JSON.stringify({ username: 'coffee.shop' }), 200],
  ['a batch without operations', 'POST', '/', json, '{}', 400, 100],
  ['a batch of 51', 'POST', '/v26.0/', json, JSON.stringify({ batch: Array.from({ length: 51 }, () => ({ method: 'GET', relative_url: 'me' })) }), 400, 1],
  ['media that is not there', 'GET', '/v26.0/1234567890123456', bearer, undefined, 400, 100, 33],
  ['a prototype for a field', 'POST', `/v26.0/${number}/messages`, json, '{"__proto__":{"messaging_product":"whatsapp"},"to":"1"}', 400, 100],
];

type Answered = { status: number; headers: Record<string, string | string[] | undefined>; body: Record<string, unknown> };

function ask([, method, path, headers, body]: Row): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(`${stage.emulator.url}${path.replaceAll('"', '%22').replaceAll(' ', '%20')}`, { method, headers }, (answer) => {
      let raw = '';
      answer.on('data', (chunk: Buffer) => (raw += chunk.toString()));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: raw === '' ? {} : (JSON.parse(raw) as Record<string, unknown>) }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

for (const row of rows) {
  const [what, , , , , status, code, subcode] = row;
  test(`${what} is answered ${status}${code === undefined ? '' : ` with code ${code}`}`, async () => {
    const answer = await ask(row);

    const error = answer.body['error'] as { code: number; error_subcode?: number; message: string; type: string; fbtrace_id: string } | undefined;
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.equal(error?.code, code, JSON.stringify(answer.body));
    if (subcode !== undefined) assert.equal(error?.error_subcode, subcode);
    if (error !== undefined) {
      assert.match(error.fbtrace_id, /^A\w{22}$/);
      assert.notEqual(error.type, '');
    }
  });
}

test('a chunked body is read like any other', async () => {
  const answer = await new Promise<number>((resolve, reject) => {
    const call = httpRequest(`${stage.emulator.url}/v26.0/${number}/messages`, { method: 'POST', headers: json }, (got) => {
      got.resume();
      resolve(got.statusCode ?? 0);
    });
    call.on('error', reject);
    const body = text('in two pieces');
    call.write(body.slice(0, 20));
    call.end(body.slice(20));
  });

  assert.equal(answer, 200);
});

test('every answer carries a trace id and the version, and management calls how much is used', async () => {
  const sent = await ask(['a send', 'POST', `/v26.0/${number}/messages`, json, text(), 200]);
  const read = await ask(['an account', 'GET', `/v26.0/${account}`, bearer, undefined, 200]);

  assert.equal(sent.headers['facebook-api-version'], 'v26.0');
  assert.match(String(sent.headers['x-fb-trace-id']), /^A\w{22}$/);
  assert.equal(sent.headers['x-business-use-case-usage'], undefined);
  const usage = JSON.parse(String(read.headers['x-business-use-case-usage'])) as Record<string, { call_count: number }[]>;
  assert.equal(usage[account]?.[0]?.call_count, 1);
});

test('an expired token is told as such, by every door', async () => {
  stage.emulator.world.settings.token_expired = true;

  const sent = await stage.graph('POST', `${number}/messages`, {});
  const read = await stage.graph('GET', number);
  const looked = await stage.graph('GET', `debug_token?input_token=${defaultOptions.app.token}`, undefined, appToken);
  stage.emulator.world.settings.token_expired = false;

  for (const answer of [sent, read]) {
    assert.equal(answer.status, 401);
    const error = answer.body['error'] as { code: number; error_subcode: number };
    assert.deepEqual([error.code, error.error_subcode], [190, 463]);
  }
  assert.equal((looked.body['data'] as { is_valid: boolean }).is_valid, false);
});

test('HEAD has the headers of GET and no body, and OPTIONS says what is allowed', async () => {
  const head = await fetch(`${stage.emulator.url}/v26.0/${number}`, { method: 'HEAD', headers: bearer });
  const options = await fetch(`${stage.emulator.url}/v26.0/${number}`, { method: 'OPTIONS' });

  assert.deepEqual([head.status, await head.text()], [200, '']);
  assert.ok(Number(head.headers.get('content-length')) > 0);
  assert.equal(options.status, 204);
  assert.match(options.headers.get('allow') ?? '', /POST/);
});

test('calls of the management side above the limit of an hour are refused with 80007 until the hour has moved on', async () => {
  const own = await openStage({ settings: { management_calls_per_hour: 3 } });
  const read = (): Promise<{ status: number; body: Record<string, unknown> }> => own.graph('GET', ids.account);

  const first = [await read(), await read(), await read()].map((answer) => answer.status);
  const over = await read();
  const sent = await own.send({ type: 'text', text: { body: 'still goes' } });
  await own.control('POST', 'clock', { do: 'jump', by_ms: 61 * 60 * 1000 });
  const later = await read();
  await own.close();

  assert.deepEqual(first, [200, 200, 200]);
  assert.deepEqual([over.status, (over.body['error'] as { code: number }).code], [400, 80_007]);
  assert.match(sent, /^wamid\./);
  assert.equal(later.status, 200);
});
