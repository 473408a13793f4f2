import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { ids, openStage, until } from '../stage.ts';

test('the world says what there is, and a setting can be turned', async () => {
  const stage = await openStage();

  const changed = await stage.control('PATCH', 'settings', { read_delay_ms: 42 });
  const world = await stage.control('GET', 'world');
  const wrong = await stage.control('PATCH', 'settings', { people: 'dancing' });

  assert.equal(changed.body['read_delay_ms'], 42);
  assert.equal((world.body['settings'] as { read_delay_ms: number }).read_delay_ms, 42);
  assert.equal((world.body['numbers'] as unknown[]).length, 1);
  assert.equal(wrong.status, 400);
  assert.equal((wrong.body['error'] as { at: string }).at, '/people');
  await stage.close();
});

test('people are set up, found, and listed featured first in pages', async () => {
  const stage = await openStage();
  const people = Array.from({ length: 30 }, (_, i) => ({
    wa_id: String(33_600_000_000 + i),
    name: i === 7 ? 'Léa Martin' : `Person ${i}`,
    place: 'Lyon',
    featured: i > 27,
  }));

  await stage.control('POST', 'phones', people);
  const first = await stage.control('GET', 'phones?limit=20');
  const second = await stage.control('GET', `phones?limit=20&after=${String(first.body['next'])}`);
  const found = await stage.control('GET', 'phones?search=l%C3%A9a');
  const wrong = await stage.control('POST', 'phones', [{ wa_id: '+33', name: 'X' }]);

  const names = (answer: typeof first): string[] => (answer.body['phones'] as { name: string }[]).map((phone) => phone.name);
  assert.deepEqual(names(first).slice(0, 2), ['Person 28', 'Person 29']);
  assert.equal(new Set([...names(first), ...names(second)]).size, 30);
  assert.equal(second.body['next'], null);
  assert.deepEqual(names(found), ['Léa Martin']);
  assert.deepEqual([wrong.status, (wrong.body['error'] as { at: string }).at], [400, '/0/wa_id']);
  await stage.close();
});

test('acts nobody can do are refused with a reason', async () => {
  const stage = await openStage();
  await stage.control('POST', 'phones', [{ wa_id: '33600000001', name: 'Ana' }]);
  const status = async (path: string, body: unknown): Promise<number> => (await stage.control('POST', path, body)).status;

  assert.equal(await status('phones/12/acts', { act: 'read', number: ids.number }), 404);
  assert.equal(await status('phones/33600000001/acts', { act: 'read', number: '42' }), 404);
  assert.equal(await status('phones/33600000001/acts', { act: 'dance', number: ids.number }), 400);
  assert.equal(await status('phones/33600000001/acts', { act: 'tap', number: ids.number, message_id: 'wamid.x', index: 0 }), 404);
  assert.equal((await stage.control('GET', 'nothing')).status, 404);
  assert.equal((await stage.control('GET', 'phones?hand_played=true')).status, 200);
  await stage.close();
});

test('whoever has a valid number can act: nobody needs to be set up first', async () => {
  const stage = await openStage();

  const wrote = await stage.control('POST', 'phones/33699999999/acts', { act: 'write', number: ids.number, text: 'Hello?' });
  await until('it is told', () => stage.receiver.messages().length === 1);
  const scripted = await stage.control('POST', 'phones/33699999998/script', [{ say: 'Yes' }]);

  assert.equal(wrote.status, 200);
  assert.equal(stage.receiver.messages()[0]?.from, '33699999999');
  assert.equal(scripted.status, 200);
  assert.equal((await stage.control('GET', 'phones/33699999997')).status, 404);
  await stage.close();
});

test('a name nobody knows is refused wherever it stands, with its place', async () => {
  const stage = await openStage();
  const said = async (method: string, path: string, body?: unknown): Promise<[number, string]> => {
    const answer = await stage.control(method, path, body);
    return [answer.status, (answer.body['error'] as { at: string } | undefined)?.at ?? ''];
  };

  assert.deepEqual(await said('PATCH', 'settings', { pair_interval: 0 }), [400, '/pair_interval']);
  assert.deepEqual(await said('POST', 'phones', [{ wa_id: '33600000001', name: 'Ana', truths: { agred: false } }]), [400, '/0/truths/agred']);
  assert.deepEqual(await said('POST', 'scenario', { setings: {} }), [400, '/setings']);
  assert.deepEqual(await said('GET', 'ledger?directon=all'), [400, '/directon']);
  assert.deepEqual(await said('POST', 'webhooks/send', { field: 'calls', value: { anything: [1] } }), [200, '']);
  await stage.close();
});

test('changes are streamed to pages of this machine, and to no others', async () => {
  const stage = await openStage();
  const stop = new AbortController();
  const response = await fetch(`${stage.emulator.url}/emulator/v1/live`, { headers: { origin: 'http://localhost:3000' }, signal: stop.signal });
  const foreign = await fetch(`${stage.emulator.url}/emulator/v1/world`, { headers: { origin: 'https://evil.example' } });
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk);
  })().catch(() => {});

  await stage.control('PATCH', 'settings', { read_delay_ms: 1 });
  await stage.control('POST', 'phones', [{ wa_id: '33600000001', name: 'Ana' }]);
  await until('both are told', () => text.includes('"settings"') && text.includes('"33600000001"'));

  assert.equal(response.headers.get('access-control-allow-origin'), 'http://localhost:3000');
  assert.equal(foreign.headers.get('access-control-allow-origin'), null);
  assert.match(text, /^data: \{"kind":"settings"\}$/m);
  stop.abort();
  await reading;
  await stage.close();
});

test('numbers can be added, with accounts of their own', async () => {
  const stage = await openStage();
  await stage.control('POST', 'numbers', {
    id: '300000000000001',
    display_phone_number: '+33755500001',
    verified_name: 'Second',
    business_account_id: '400000000000001',
  });

  const listed = await stage.graph('GET', '400000000000001/phone_numbers?fields=display_phone_number');
  const account = await stage.graph('GET', '400000000000001');

  assert.deepEqual(listed.body['data'], [{ display_phone_number: '+33755500001', id: '300000000000001' }]);
  assert.equal(account.body['id'], '400000000000001');
  await stage.close();
});

test('the wall is served from its folder, and nothing outside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wall-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<title>wall</title>');
  await writeFile(join(folder, 'assets', 'a.js'), 'let a;');
  const stage = await openStage({ wall: folder });
  const get = async (path: string): Promise<string> => {
    const answer = await fetch(`${stage.emulator.url}${path}`);
    return `${answer.status} ${await answer.text()}`;
  };

  assert.equal(await get('/'), '200 <title>wall</title>');
  assert.equal(await get('/phone/33600000001'), '200 <title>wall</title>');
  assert.equal(await get('/assets/a.js'), '200 let a;');
  assert.equal(await get('/assets/b.js'), '404 Not found');
  assert.match(await get('/..%2f..%2fetc%2fpasswd'), /wall|404/);
  await stage.close();
  await rm(folder, { recursive: true });
});
