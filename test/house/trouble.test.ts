import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { contract } from '#core/contract/contract.ts';
import { call } from '#server/app/client/client.ts';
import { withClient } from '#server/platform/postgres/postgres.ts';
import { openWorld, received, until, type World } from '#test/world/world.ts';

let world: World;
before(async () => {
  world = await openWorld({ throughput: 60, settings: { people: 'everybody_reads' } });
});
after(() => world.close());

const sign = (body: string, secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

async function post(body: string, signature: string | undefined): Promise<number> {
  const url = world.number.business_account.webhook_url;
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...(signature === undefined ? {} : { 'x-hub-signature-256': signature }) },
  });
  await response.text();
  return response.status;
}

function inbound(message: object): string {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '1', phone_number_id: world.number.meta_id },
    contacts: [{ profile: { name: 'Mallory' }, wa_id: '33612349999' }],
    messages: [message],
  };
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] });
}

test('a webhook with a wrong or no signature is refused and stores nothing', async () => {
  const body = inbound({ from: '33612349999', id: 'wamid.forged', timestamp: '1795340000', type: 'text', text: { body: 'I am not real' } });

  const statuses = [await post(body, undefined), await post(body, sign(body, 'another secret')), await post(body, 'sha256=zz')];

  assert.deepEqual(statuses, [401, 401, 401]);
  const rows = await world.database.pool.query('select count(*)::int as n from webhook_event');
  assert.equal(rows.rows[0].n, 0);
});

test('a signed webhook that makes no sense is kept as it came and shown with a reason', async () => {
  const secret = world.emulator.world.app.secret;

  const statuses = [
    await post('{"object": "whatsapp_business_account", "entry": 7}', sign('{"object": "whatsapp_business_account", "entry": 7}', secret)),
    await post('not even JSON', sign('not even JSON', secret)),
  ];

  assert.deepEqual(statuses, [200, 200]);
  await until('both are set aside', async () => (await call(world.door, contract.webhooks.aside, {})).items.length === 2);
  const { items } = await call(world.door, contract.webhooks.aside, {});
  assert.ok(items.every((item) => item.reason.length > 10));
  assert.ok(items.some((item) => item.body === 'not even JSON'));
});

test('a kind of message that Meta may invent next year is kept and shown as such', async () => {
  const body = inbound({ from: '33612349998', id: 'wamid.future', timestamp: '1795340000', type: 'hologram', hologram: { shape: 'cup' } });

  const status = await post(body, sign(body, world.emulator.world.app.secret));

  assert.equal(status, 200);
  await until('it is in the inbox', async () => {
    const { items } = await call(world.door, contract.conversations.list, {});
    const found = items.find((item) => item.phone === '+33612349998');
    if (found === undefined) return false;
    const said = await call(world.door, contract.conversations.messages, { params: { id: found.id } });
    return said.items.some((message) => message.content.kind === 'unknown' && message.content.type === 'hologram');
  });
});

test('bad input to the API is named with its place', async () => {
  const ask = async (path: string, init: RequestInit) => {
    const response = await fetch(world.door.url + path, {
      ...init,
      headers: { authorization: `Bearer ${world.door.key}`, 'content-type': 'application/json' },
    });
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      body: (await response.json()) as { code: string; detail: string; errors: { at: string }[] },
    };
  };

  const noJson = await ask('/v1/segments', { method: 'POST', body: '{"name": ' });
  const wrongShape = await ask('/v1/segments', { method: 'POST', body: JSON.stringify({ name: '', definition: { match: 'some', of: [] } }) });
  const tooLarge = await ask('/v1/segments', { method: 'POST', body: JSON.stringify({ name: 'x'.repeat(2_000_000) }) });
  const wrongName = await ask('/v1/campaigns', { method: 'POST', body: JSON.stringify({ name: 'Typo', choices: { budget_micro: 5_000_000 } }) });
  const wrongId = await ask('/v1/contacts/cmp_123', { method: 'GET' });

  assert.equal(noJson.status, 400);
  assert.match(noJson.type, /application\/problem\+json/);
  assert.equal(wrongShape.status, 422);
  assert.ok(
    wrongShape.body.errors.some((fault) => fault.at === '/body/name'),
    JSON.stringify(wrongShape.body),
  );
  assert.equal(tooLarge.status, 413);
  assert.equal(wrongName.status, 422);
  assert.deepEqual(
    wrongName.body.errors.map(({ at }) => at),
    ['/body/choices/budget_micro'],
    'a budget written wrongly must not be no budget',
  );
  assert.equal(wrongId.status, 400);
});

test('the database goes away in the middle of a campaign: it waits, goes on, and nobody is lost or served twice', async () => {
  const phones = Array.from({ length: 240 }, (_, index) => `+336700${String(10_000 + index)}`);
  const csv = ['Phone,First name', ...phones.map((phone, index) => `${phone},P${index}`)].join('\n');
  const uploaded = await call(world.door, contract.imports.create, { file: { name: 'crowd.csv', type: 'text/csv', content: Buffer.from(csv) } });
  const settled = (state: string) =>
    until(`import ${state}`, async () => (await call(world.door, contract.imports.get, { params: { id: uploaded.id } })).state === state);
  await settled('mapping');
  await call(world.door, contract.imports.check, {
    params: { id: uploaded.id },
    body: {
      columns: [{ to: 'phone' }, { to: 'first_name' }],
      default_country: 'FR',
      consent: { source: 'Test', wording: 'Yes', date: '2026-11-01', rows: 'all' },
      tag: 'crowd',
    },
  });
  await settled('checked');
  await call(world.door, contract.imports.run, { params: { id: uploaded.id } });
  await settled('imported');
  const segment = await call(world.door, contract.segments.create, {
    body: { name: 'Crowd', definition: { match: 'all', of: [{ about: 'tag', is: 'any_of', values: ['crowd'] }] } },
  });
  const template = await world.template({ name: 'crowd_news' });
  const campaign = await world.campaign({ template, segment: segment.id, name: 'Through the storm' });
  const plan = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });
  assert.equal(plan.recipients, phones.length);

  await call(world.door, contract.campaigns.launch, { params: { id: campaign }, body: { plan: plan.id, undo_seconds: 0 } });
  await until('it has begun', () => world.emulator.world.counts.accepted > 30);
  await takeAway(world.database.url, outageMilliseconds);

  const report = () => call(world.door, contract.campaigns.report, { params: { id: campaign } });
  await until('everybody has read', async () => (await report()).counts.read === phones.length, 90_000);
  const { counts, campaign: after } = await report();
  assert.equal(counts.in_doubt + counts.failed + counts.waiting, 0);
  assert.ok(after.broadcast !== null);
  await until('the broadcast knows that it is over', async () => (await report()).campaign.broadcast?.state === 'done');
  for (const phone of phones) assert.equal(received(await world.phone(phone)).length, 1, phone);
});

/** As long as a managed database takes to fail over. */
const outageMilliseconds = 30_000;

/** Ends every connection to a database and lets none in for a while, as when the server restarts. */
async function takeAway(url: string, milliseconds: number): Promise<void> {
  const name = /\/([^/?]+)(\?|$)/.exec(url)?.[1] ?? '';
  const other = url.replace(`/${name}`, '/postgres');
  await withClient(other, async (client) => {
    await client.query(`alter database ${name} with allow_connections false`);
    const until = performance.now() + milliseconds;
    while (performance.now() < until) {
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
      await sleep(100);
    }
    await client.query(`alter database ${name} with allow_connections true`);
  });
}
