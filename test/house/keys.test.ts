import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openWorld, type World } from '#test/world/world.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

test('a key made with an Idempotency-Key shows its secret once and is kept nowhere', async () => {
  const make = async () => {
    const headers = { authorization: `Bearer ${world.door.key}`, 'content-type': 'application/json', 'idempotency-key': 'my-shop-1' };
    const response = await fetch(`${world.door.url}/v1/api-keys`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: 'My shop', scopes: ['contacts:read'] }),
    });
    return { status: response.status, body: (await response.json()) as { id: string; secret: string } };
  };

  const first = await make();
  const again = await make();

  assert.match(first.body.secret, /^pk_/);
  assert.deepEqual([again.status, again.body.id, again.body.secret], [201, first.body.id, '']);
  const kept = await world.database.pool.query('select body::text from idempotent_request');
  assert.ok(kept.rows.length > 0);
  assert.ok(kept.rows.every((row: { body: string | null }) => !row.body?.includes(first.body.secret)));
});

test('a key may do what it was given and nothing else, and nothing at all once it is ended', async () => {
  const ask = (key: string, method: string, path: string) =>
    fetch(world.door.url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: '{}' }),
    });
  const made = await fetch(`${world.door.url}/v1/api-keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.door.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Reader', scopes: ['contacts:read'] }),
  });
  const { id, secret } = (await made.json()) as { id: string; secret: string };

  const statuses = [
    (await ask(secret, 'GET', '/v1/contacts')).status,
    (await ask(secret, 'POST', '/v1/contacts')).status,
    (await ask(secret, 'GET', '/v1/campaigns')).status,
  ];
  await ask(world.door.key, 'DELETE', `/v1/api-keys/${id}`);
  const ended = await ask(secret, 'GET', '/v1/contacts');

  assert.deepEqual(statuses, [200, 403, 403]);
  assert.equal(ended.status, 401);
});
