import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';

import { differences } from './differences.ts';
import { callControl, type Exchanged, runExchange, valueAt } from './exchange.ts';
import { golden, openGolden, runGolden } from './golden.ts';
import { openMetaFile, type Parting } from './meta-file.ts';

// The golden route set: what every route must answer, and where the emulator parts from Meta's own description of its API.

const file = process.env['PARLEY_META_OPENAPI'] ?? resolve(import.meta.dirname, '../../../shared/openapi/business-messaging-api_v23.0.yaml');
const exchanged: Exchanged[] = [];
let webhooks: unknown[] = [];
let opened: Awaited<ReturnType<typeof openGolden>> | undefined;

before(async () => {
  opened = await openGolden();
  for await (const one of runGolden(opened.ground)) exchanged.push(one);
  await callControl(opened.ground, 'POST clock', { do: 'run_until_idle', most_ms: 60_000 });
  webhooks = opened.stage.receiver.posts.map((post) => JSON.parse(post.raw));
});
after(() => opened?.stage.close());

test('every route answers as its golden shape says, and refuses as it says', () => {
  const wrong = exchanged.flatMap((one) => one.misfits.map((misfit) => `${one.exchange.say} (${one.exchange.call}): ${misfit}`));

  assert.deepEqual(wrong, []);
  assert.ok(exchanged.length > 120, `${exchanged.length} exchanges`);
});

test('every route the facts name is in the golden set, and succeeds unless it is outside of what the emulator plays', () => {
  const routes = Map.groupBy(golden, (one) => routeOf(one.call));

  const absent = factRoutes.filter((route) => !routes.has(route));
  const neverTaken = [...routes].filter(([, own]) => own.every((one) => (one.status ?? 200) >= 400)).map(([route]) => route);

  assert.deepEqual(absent, []);
  assert.deepEqual(neverTaken.toSorted(), cannotSucceed.toSorted());
});

test('every route refuses a token nobody has with 401 and code 190', async () => {
  const ground = opened?.ground;
  assert.ok(ground);
  const calls = new Map(golden.map((one) => [routeOf(one.call), one.call]));
  for (const route of openToAll) calls.delete(route);

  for (const call of calls.values()) {
    const { status, response } = await runExchange(ground, { say: 'a wrong token', call, token: 'wrong', status: 401, answer: {} });

    assert.equal(status, 401, call);
    assert.equal(valueAt(response, 'error/code'), 190, call);
    assert.equal(valueAt(response, 'error/message'), 'Invalid OAuth access token - Cannot parse access token', call);
  }
});

test(
  'the emulator parts from Meta’s OpenAPI file in the listed differences only, and in all of them',
  { skip: existsSync(file) ? false : 'the file is not here' },
  () => {
    const meta = openMetaFile(file);

    // The bytes of media are on another host, of which the file knows nothing.
    const graph = exchanged.filter((one) => one.path !== '/{address}');
    const found = new Set([...graph.flatMap((one) => meta.partings(one)), ...webhooks.flatMap((body) => meta.webhookPartings(body))].map(print));

    const listed = new Set(differences.map(print));
    assert.ok(webhooks.length > 0);
    assert.deepEqual(
      [...found].filter((one) => !listed.has(one)),
      [],
      'not listed in differences.ts',
    );
    assert.deepEqual(
      [...listed].filter((one) => !found.has(one)),
      [],
      'listed in differences.ts, and no longer so',
    );
  },
);

test('every difference has a source with its date', () => {
  for (const one of differences) assert.match(one.source, /read \d{4}-\d\d-\d\d$/);
});

function print({ method, path, where, what }: Parting): string {
  return `${method} ${path}: ${where}: ${what}`;
}

/** A call as the route it takes: ids by what they are. */
function routeOf(call: string): string {
  const [method = '', path = ''] = call.split(' ');
  const bare = (path.split('?')[0] ?? '')
    .replace(/\/$/, '')
    .replaceAll(/\{(?:new_number|spare)\}/g, '{number}')
    .replace('{other}', '{account}');
  return `${method} ${bare
    .replace('{rubbish_flow}', '{flow}')
    .replace(/\{(image|rubbish)\}/, '{media}')
    .replace('{address}', 'whatsapp_business/attachments')
    .replaceAll(/\{template_[a-z]+\}/g, '{template}')}`;
}

/** The first is how one gets a token; the second answers 404 without one, as Meta does. */
const openToAll = ['GET oauth/access_token', 'GET whatsapp_business/attachments'];

/** Calls and groups are outside of what the emulator plays, a comparison needs two thousand sends; the others only show what is not there. */
const cannotSucceed = [
  'POST {number}/calls',
  'GET {number}/call_permissions',
  'POST {number}/groups',
  'GET {template}/compare',
  'GET {number}/colours',
  'GET {account}/colours',
  'GET nobody',
  'GET 999999999',
  'GET upload:nothing',
  'GET {number}/message_qrdls/NOTHINGATALL00',
];

/** Facts §1, read 2026-11-22. Not among them, and not played: In-App Signup, message_history, template groups, OBA and Direct Send. */
const factRoutes = [
  ['messages', 'marketing_messages', 'media', 'request_code', 'verify_code', 'register', 'deregister', 'calls', 'groups'].map(
    (edge) => `POST {number}/${edge}`,
  ),
  ['GET', 'POST'].flatMap((method) =>
    [
      '',
      '/whatsapp_business_profile',
      '/settings',
      '/conversational_automation',
      '/message_qrdls',
      '/whatsapp_commerce_settings',
      '/whatsapp_business_encryption',
    ].map((edge) => `${method} {number}${edge}`),
  ),
  ['GET', 'POST', 'DELETE'].flatMap((method) =>
    ['{number}/block_users', '{number}/username', '{account}/subscribed_apps', '{account}/message_templates', '{app}/subscriptions'].map(
      (route) => `${method} ${route}`,
    ),
  ),
  ['GET {number}/username_suggestions', 'GET {number}/call_permissions', 'GET {number}/message_qrdls/{code}', 'DELETE {number}/message_qrdls/{code}'],
  ['GET {media}', 'DELETE {media}', 'GET whatsapp_business/attachments', 'POST {app}/uploads', 'POST {upload}', 'GET {upload}'],
  ['GET {template}', 'POST {template}', 'POST {template}/unpause', 'GET {template}/compare', 'GET message_template_library'],
  ['archive', 'unarchive'].map((edge) => `POST {account}/message_templates/${edge}`),
  ['POST {account}/upsert_message_templates', 'GET {account}/message_template_previews', 'POST {account}/migrate_message_templates'],
  [
    'GET {account}',
    'POST {account}',
    'GET {account}/phone_numbers',
    'POST {account}/phone_numbers',
    'GET {account}/template_analytics',
    'GET {account}/assigned_users',
  ],
  ['GET {portfolio}', 'GET {portfolio}/owned_whatsapp_business_accounts', 'GET {portfolio}/client_whatsapp_business_accounts'],
  [
    'GET {account}/flows',
    'POST {account}/flows',
    'GET {flow}',
    'POST {flow}',
    'DELETE {flow}',
    'GET {flow}/assets',
    'POST {flow}/assets',
    'POST {flow}/publish',
    'POST {flow}/deprecate',
  ],
  ['GET {app}', 'GET oauth/access_token', 'GET debug_token', 'POST me', 'GET me'],
].flat();
