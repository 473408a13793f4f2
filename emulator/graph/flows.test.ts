import assert from 'node:assert/strict';
import { constants, createCipheriv, createDecipheriv, createHmac, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { WhatsAppClient } from '@kapso/whatsapp-cloud-api';

import { defaultOptions } from '../emulator.ts';
import { ids, openStage, type Stage, until } from '../stage.ts';
import { checkFlowJson } from './flow-json.ts';
import { exchangeFlow, presentFlow } from './flows.ts';

let stage: Stage;
before(async () => void (stage = await openStage()));
after(() => stage.close());

const footer = (action: Record<string, unknown>): Record<string, unknown> => ({ type: 'Footer', label: 'Next', 'on-click-action': action });

/** Two screens: a name is asked for, and shown on the last. */
function form(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    version: '7.0',
    screens: [
      {
        id: 'ASK',
        title: 'Ask',
        layout: {
          type: 'SingleColumnLayout',
          children: [
            { type: 'TextInput', name: 'name', label: 'Your name', required: true },
            footer({ name: 'navigate', next: { type: 'screen', name: 'LAST' }, payload: { name: '${form.name}' } }),
          ],
        },
      },
      {
        id: 'LAST',
        title: 'Last',
        terminal: true,
        data: { name: { type: 'string', __example__: 'Ana' } },
        layout: {
          type: 'SingleColumnLayout',
          children: [
            { type: 'TextBody', text: 'Hello ${data.name}, or ${screen.ASK.form.name}' },
            footer({ name: 'complete', payload: { name: '${data.name}' } }),
          ],
        },
      },
    ],
    ...change,
  };
}

/** The form with something done to it. */
function broken(change: (one: ReturnType<typeof open>) => void): string {
  const made = open();
  change(made);
  return JSON.stringify(made.root, null, 2);
}

function open(): { root: Record<string, unknown>; ask: Record<string, unknown>; last: Record<string, unknown>; children: Record<string, unknown>[] } {
  const root = form();
  const [ask, last] = root['screens'] as Record<string, unknown>[];
  const layout = ask!['layout'] as { children: Record<string, unknown>[] };
  return { root, ask: ask!, last: last!, children: layout.children };
}

const cases: [what: string, change: (one: ReturnType<typeof open>) => void, error: string, path: string][] = [
  ['no version', ({ root }) => delete root['version'], 'REQUIRED_PROPERTY_MISSING', ''],
  ['a version that never was', ({ root }) => (root['version'] = '9.1'), 'INVALID_FLOW_JSON_VERSION', 'version'],
  ['no screens', ({ root }) => (root['screens'] = []), 'MISSING_TERMINAL_SCREEN', 'screens'],
  ['two screens of one name', ({ last }) => (last['id'] = 'ASK'), 'DUPLICATE_SCREEN_IDS', 'screens[1].id'],
  ['a reserved name', ({ last }) => (last['id'] = 'SUCCESS'), 'INVALID_PROPERTY_VALUE', 'screens[1].id'],
  ['a name with a digit', ({ last }) => (last['id'] = 'LAST_2'), 'INVALID_PROPERTY_VALUE', 'screens[1].id'],
  ['no terminal screen', ({ last }) => delete last['terminal'], 'MISSING_TERMINAL_SCREEN', 'screens'],
  ['another layout', ({ ask }) => ((ask['layout'] as Record<string, unknown>)['type'] = 'Grid'), 'INVALID_PROPERTY_VALUE', 'screens[0].layout.type'],
  ['an unknown component', ({ children }) => children.push({ type: 'Slider' }), 'INVALID_PROPERTY_VALUE', 'screens[0].layout.children[2].type'],
  ['a component without its label', ({ children }) => delete children[0]!['label'], 'REQUIRED_PROPERTY_MISSING', 'screens[0].layout.children[0]'],
  ['a property nobody knows', ({ children }) => (children[0]!['initial-text'] = 'x'), 'INVALID_PROPERTY', 'screens[0].layout.children[0].initial-text'],
  ['two inputs of one name', ({ children }) => children.unshift({ ...children[0]! }), 'DUPLICATE_FORM_COMPONENT_NAMES', 'screens[0].layout.children[1].name'],
  ['two footers', ({ children }) => children.push(footer({ name: 'complete' })), 'INVALID_PROPERTY_VALUE', 'screens[0].layout.children'],
  [
    'a way to nowhere',
    ({ children }) => (children[1] = footer({ name: 'navigate', next: { type: 'screen', name: 'MARS' } })),
    'INVALID_NAVIGATE_ACTION',
    'screens[0].layout.children[1].on-click-action.next.name',
  ],
  [
    'an unknown action',
    ({ children }) => (children[1] = footer({ name: 'fly' })),
    'INVALID_PROPERTY_VALUE',
    'screens[0].layout.children[1].on-click-action.name',
  ],
  [
    'an exchange without an endpoint',
    ({ children }) => (children[1] = footer({ name: 'data_exchange' })),
    'MISSING_DATA_API_VERSION',
    'screens[0].layout.children[1].on-click-action',
  ],
  ['data without an example', ({ last }) => (last['data'] = { name: { type: 'string' } }), 'REQUIRED_PROPERTY_MISSING', 'screens[1].data.name'],
  [
    'data of another type than its example',
    ({ last }) => (last['data'] = { name: { type: 'number', __example__: 'Ana' } }),
    'INVALID_PROPERTY_VALUE',
    'screens[1].data.name.__example__',
  ],
  ['an expression that names nothing', ({ last }) => delete last['data'], 'INVALID_DYNAMIC_DATA_BINDING', 'screens[1].layout.children[0].text'],
  ['routes to nowhere', ({ root }) => (root['routing_model'] = { ASK: ['MARS'], LAST: [] }), 'INVALID_ROUTING_MODEL', 'routing_model.ASK[0]'],
  ['a step that has no route', ({ root }) => (root['routing_model'] = { ASK: [], LAST: [] }), 'INVALID_SCREEN_TRANSITION', 'screens[0]'],
  ['an endpoint without routes', ({ root }) => (root['data_api_version'] = '3.0'), 'REQUIRED_PROPERTY_MISSING', ''],
];

test('a form that keeps every rule has no errors', () => {
  assert.deepEqual(checkFlowJson(JSON.stringify(form())), []);
});

const kept: [what: string, change: (one: ReturnType<typeof open>) => void][] = [
  ['inputs inside of a Form', ({ ask, children }) => (ask['layout'] = { type: 'SingleColumnLayout', children: [{ type: 'Form', name: 'form', children }] })],
  ['a screen that is only a target of the routes', ({ root }) => (root['routing_model'] = { ASK: ['LAST'] })],
  [
    'a condition, and branches that hold the same name',
    ({ children }) =>
      // Written as text: an object with a key of that name looks like a promise.
      children.unshift(
        JSON.parse(
          `{"type":"If","condition":"\${form.name} != ''","then":[{"type":"OptIn","name":"ok","label":"Yes"}],"else":[{"type":"OptIn","name":"ok","label":"No"}]}`,
        ) as Record<string, unknown>,
      ),
  ],
  ['cases', ({ children }) => children.unshift({ type: 'Switch', value: '${form.name}', cases: { Ana: [{ type: 'TextBody', text: 'Hello' }], default: [] } })],
  ['texts put together', ({ children }) => children.unshift({ type: 'TextBody', text: "`'Hello ' ${form.name}`" })],
  [
    'a link to another place',
    ({ children }) => children.unshift({ type: 'EmbeddedLink', text: 'More', 'on-click-action': { name: 'open_url', url: 'https://a.example' } }),
  ],
];
for (const [what, change] of kept) {
  test(`Flow JSON with ${what} is in order`, () => {
    assert.deepEqual(checkFlowJson(broken(change)), []);
  });
}

for (const [what, change, error, path] of cases) {
  test(`Flow JSON with ${what} is told ${error} at ${path === '' ? 'the root' : path}`, () => {
    const errors = checkFlowJson(broken(change));

    const found = errors.find((one) => one.error === error && one.pointers[0]?.path === path);
    assert.ok(found !== undefined, JSON.stringify(errors, null, 1));
  });
}

test('an error says the line and the columns it is at', () => {
  const [error] = checkFlowJson('{\n  "version": "9.0",\n  "screens": []\n}');

  assert.deepEqual([error?.line_start, error?.column_start, error?.line_end, error?.column_end], [2, 14, 2, 18]);
});

test('what is no JSON, or nests a thousand deep, is one error and not a crash', () => {
  for (const text of ['{', '[]', '"x"', `{"version":"7.0","screens":${'['.repeat(1_000)}${']'.repeat(1_000)}}`]) {
    const errors = checkFlowJson(text);

    assert.equal(errors[0]?.error, 'INVALID_JSON');
  }
});

test('a flow is drafted, refused, mended, published, told, and never deleted again', async () => {
  const made = await stage.graph('POST', `${ids.account}/flows`, { name: 'Sign up', categories: ['SIGN_UP'] });
  const id = String(made.body['id']);

  const empty = await stage.graph('POST', `${id}/publish`);
  const upload = async (json: string): Promise<Record<string, unknown>> => {
    const body = new FormData();
    body.set('name', 'flow.json');
    body.set('asset_type', 'FLOW_JSON');
    body.set('file', new Blob([json], { type: 'application/json' }), 'flow.json');
    const headers = { authorization: `Bearer ${defaultOptions.app.token}` };
    return (await (await fetch(`${stage.emulator.url}/v26.0/${id}/assets`, { method: 'POST', headers, body })).json()) as Record<string, unknown>;
  };
  const wrong = await upload(broken(({ last }) => delete last['terminal']));
  const refused = await stage.graph('POST', `${id}/publish`);
  const right = await upload(JSON.stringify(form()));
  const published = await stage.graph('POST', `${id}/publish`);
  const again = await stage.graph('POST', `${id}/publish`);
  const deleted = await stage.graph('DELETE', id);
  const deprecated = await stage.graph('POST', `${id}/deprecate`);
  await until('both changes are told', () => stage.receiver.changes('flows').length === 2);
  const fields = await stage.graph('GET', `${id}?fields=id,status,json_version,preview.invalidate(false),validation_errors`);
  const assets = (await stage.graph('GET', `${id}/assets`)).body['data'] as { download_url: string }[];

  const code = (answer: { body: Record<string, unknown> }): number | undefined => (answer.body['error'] as { code: number } | undefined)?.code;
  assert.deepEqual([made.body['success'], code(empty)], [true, 139_002]);
  assert.equal((wrong['validation_errors'] as unknown[]).length, 1);
  assert.deepEqual([code(refused), right, published.body], [139_002, { success: true, validation_errors: [] }, { success: true }]);
  assert.deepEqual([code(again), code(deleted), deprecated.body], [139_002, 139_004, { success: true }]);
  assert.deepEqual(
    stage.receiver.changes('flows').map((value) => [value['event'], value['old_status'], value['new_status']]),
    [
      ['FLOW_STATUS_CHANGE', 'DRAFT', 'PUBLISHED'],
      ['FLOW_STATUS_CHANGE', 'PUBLISHED', 'DEPRECATED'],
    ],
  );
  assert.deepEqual([fields.body['status'], fields.body['json_version'], fields.body['validation_errors']], ['DEPRECATED', '7.0', []]);
  assert.deepEqual(await (await fetch(assets[0]!.download_url)).json(), form());
  assert.deepEqual(presentFlow(stage.emulator.world, id)?.json, form());
});

test('a flow is cloned, listed, updated, and a draft is deleted', async () => {
  const first = await stage.graph('POST', `${ids.account}/flows`, { name: 'First', categories: ['OTHER'], flow_json: JSON.stringify(form()), publish: true });
  const clone = await stage.graph('POST', `${ids.account}/flows`, { name: 'Clone', categories: '["SURVEY"]', clone_flow_id: first.body['id'] });
  const twin = await stage.graph('POST', `${ids.account}/flows`, { name: 'Clone', categories: ['OTHER'] });
  const strange = await stage.graph('POST', `${ids.account}/flows`, { name: 'X', categories: ['DANCE'] });
  const renamed = await stage.graph('POST', String(clone.body['id']), { name: 'Cloned', categories: ['OTHER'] });
  const listed = await stage.graph('GET', `${ids.account}/flows?fields=id,name,status`);
  const deleted = await stage.graph('DELETE', String(clone.body['id']));

  assert.deepEqual([first.body['success'], twin.status, strange.status, renamed.body, deleted.body], [true, 400, 400, { success: true }, { success: true }]);
  const rows = listed.body['data'] as { id: string; name: string; status: string }[];
  assert.deepEqual(
    rows
      .filter((one) => one.id === first.body['id'] || one.id === clone.body['id'])
      .map((one) => [one.name, one.status])
      .toSorted(),
    [
      ['Cloned', 'DRAFT'],
      ['First', 'PUBLISHED'],
    ],
  );
});

test('the SDK of kapso deploys a form, mends it, publishes it and reads it back', async () => {
  const kapso = new WhatsAppClient({ accessToken: defaultOptions.app.token, baseUrl: stage.emulator.url, graphVersion: 'v26.0' });
  const wabaId = ids.account;
  // kapso writes its own keys and prints Meta's.
  const choice = { type: 'RadioButtonsGroup', name: 'rating', label: 'Rate us', required: true, dataSource: [{ id: 'up', title: 'Good' }] };
  const done = { type: 'Footer', label: 'Done', onClickAction: { name: 'complete', payload: { rating: '${form.rating}' } } };
  const rate = { id: 'RATE', title: 'Rate', terminal: true, layout: { type: 'SingleColumnLayout', children: [choice, done] } };

  const deployed = await kapso.flows.deploy({ version: '9.9', screens: [rate] }, { name: 'By kapso', wabaId, preview: true });
  const refused = await kapso.flows.publish({ flowId: deployed.flowId }).catch((error: unknown) => error);
  const mended = await kapso.flows.updateAsset({ flowId: deployed.flowId, json: { version: '7.2', screens: [rate] } });
  const published = await kapso.flows.publish({ flowId: deployed.flowId });
  const listed = await kapso.flows.list({ wabaId, limit: 50 });
  const read = await kapso.flows.get({ flowId: deployed.flowId });

  assert.equal(deployed.validationErrors?.[0]?.error, 'INVALID_FLOW_JSON_VERSION');
  assert.deepEqual([refused instanceof Error, mended.success, mended.validationErrors ?? [], published.success], [true, true, [], true]);
  assert.ok(JSON.stringify(listed).includes(deployed.flowId));
  assert.ok(JSON.stringify(read).includes('PUBLISHED'));
  assert.equal((await fetch(String(deployed.previewUrl))).status, 200);
});

test('a phone asks the endpoint of a form, encrypted both ways and signed', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const heard: Record<string, unknown>[] = [];
  const endpoint = createServer((request, response) => {
    let raw = '';
    request.on('data', (chunk: Buffer) => (raw += chunk.toString()));
    request.on('end', () => {
      const signature = `sha256=${createHmac('sha256', defaultOptions.app.secret).update(raw).digest('hex')}`;
      if (request.headers['x-hub-signature-256'] !== signature) return void response.writeHead(432).end();
      const body = JSON.parse(raw) as { encrypted_flow_data: string; encrypted_aes_key: string; initial_vector: string };
      const aes = privateDecrypt(
        { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
        Buffer.from(body.encrypted_aes_key, 'base64'),
      );
      const iv = Buffer.from(body.initial_vector, 'base64');
      const data = Buffer.from(body.encrypted_flow_data, 'base64');
      const decipher = createDecipheriv('aes-128-gcm', aes, iv).setAuthTag(data.subarray(-16));
      heard.push(JSON.parse(decipher.update(data.subarray(0, -16)).toString() + decipher.final().toString()) as Record<string, unknown>);
      const cipher = createCipheriv('aes-128-gcm', aes, Buffer.from(iv.map((byte) => ~byte & 0xff)));
      const answer = Buffer.concat([cipher.update(JSON.stringify({ screen: 'LAST', data: { name: 'Ana' } })), cipher.final(), cipher.getAuthTag()]);
      response.end(answer.toString('base64'));
    });
  });
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  const address = endpoint.address() as { port: number };
  const root = form({ data_api_version: '3.0', routing_model: { ASK: ['LAST'], LAST: [] } });
  const made = await stage.graph('POST', `${ids.account}/flows`, {
    name: 'With endpoint',
    categories: ['OTHER'],
    flow_json: JSON.stringify(root),
    endpoint_uri: `http://127.0.0.1:${address.port}/flow`,
    publish: true,
  });
  const id = String(made.body['id']);
  const wamid = await stage.send({
    type: 'interactive',
    interactive: {
      type: 'flow',
      body: { text: 'Fill it in' },
      action: { name: 'flow', parameters: { flow_message_version: '3', flow_id: id, flow_cta: 'Go', flow_token: 'token-7', flow_action: 'data_exchange' } },
    },
  });
  const step = { wa_id: '33612345678', message_id: wamid, index: 0, screen: 'ASK', action: 'data_exchange', data: { name: 'Ana' } };

  const keyless = await exchangeFlow(stage.emulator.world, id, step);
  await stage.graph('POST', `${ids.number}/whatsapp_business_encryption`, { business_public_key: publicKey });
  const key = await stage.graph('GET', `${ids.number}/whatsapp_business_encryption`);
  const answered = await exchangeFlow(stage.emulator.world, id, step);
  const begun = await exchangeFlow(stage.emulator.world, id, { ...step, action: 'INIT', screen: null, data: {} });
  await new Promise((resolve) => endpoint.close(resolve));
  const dead = await exchangeFlow(stage.emulator.world, id, step);

  assert.match(String(keyless['error']), /has no public key/);
  assert.deepEqual(key.body, { data: [{ business_public_key: publicKey, business_public_key_signature_status: 'VALID' }] });
  assert.deepEqual(answered, { screen: 'LAST', data: { name: 'Ana' } });
  assert.deepEqual(begun, answered);
  assert.deepEqual(heard, [
    { version: '3.0', action: 'data_exchange', flow_token: 'token-7', screen: 'ASK', data: { name: 'Ana' } },
    { version: '3.0', action: 'INIT', flow_token: 'token-7' },
  ]);
  assert.match(String(dead['error']), /gave no answer/);
});
