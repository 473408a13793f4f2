import assert from 'node:assert/strict';
import { test } from 'node:test';

import { approveSample, ids, openStage, sampleSend, type Stage, until } from '../stage.ts';
import { type EmulatorClient, EmulatorError, openEmulatorClient } from './client.ts';
import { controlRoutes } from './control.ts';
import { findRoute } from './route.ts';

const day = 24 * 60 * 60 * 1000;

async function open(settings: Record<string, unknown> = {}): Promise<{ stage: Stage; emulator: EmulatorClient }> {
  const stage = await openStage({ settings: { throughput_per_second: 100_000, ...settings }, now: Date.parse('2026-11-22T12:00:00Z') });
  return { stage, emulator: openEmulatorClient(stage.emulator.url) };
}

const refusal = async (call: Promise<unknown>): Promise<EmulatorError> => {
  const error: unknown = await call.catch((reason: unknown) => reason);
  assert.ok(error instanceof EmulatorError, 'it was refused');
  return error;
};

test('every example of the description is of its schema, and every path is told apart', () => {
  for (const route of controlRoutes) {
    const name = `${route.method} ${route.path}`;

    if (route.answer !== null) assert.equal(route.answer.safeParse(route.example.answer).success, true, `${name}: answer`);
    if (route.body !== null) assert.equal(route.body.safeParse(route.example.request).success, true, `${name}: request`);
    const found = findRoute(controlRoutes, route.method, route.path.replaceAll(/\{\w+\}/g, 'x'));
    assert.ok('route' in found && found.route.about === route.about, name);
  }
});

test('the description is OpenAPI 3.1 with every route, its query and its errors', async () => {
  const { stage } = await open();

  const { body } = await stage.control('GET', 'openapi.json');

  const paths = body['paths'] as Record<string, Record<string, { summary: string; parameters?: { name: string }[]; responses: object }>>;
  assert.equal(body['openapi'], '3.1.0');
  assert.equal(Object.values(paths).flatMap((path) => Object.keys(path)).length, controlRoutes.length);
  assert.deepEqual(
    paths['/phones']!['get']!.parameters!.map((one) => one.name),
    ['search', 'limit', 'after', 'hand_played'],
  );
  assert.deepEqual(Object.keys(paths['/clock']!['post']!.responses), ['200', 'default']);
  assert.doesNotMatch(JSON.stringify(body), /parley-emulator-(token|app-secret)/);
  await stage.close();
});

test('what the routes answer is of their schemas', async () => {
  const { stage, emulator } = await open();
  await approveSample(stage);
  await emulator.people.add([{ wa_id: '33600000001', name: 'Ana', persona: 'manual' }]);
  const id = await stage.send({ to: '33600000001', ...sampleSend() });
  await emulator.clock.pause();
  await emulator.clock.runUntilIdle();
  const delivery = (await emulator.webhooks.list()).deliveries[0]!;

  for (const [path, pattern] of [
    ['world', 'world'],
    ['settings', 'settings'],
    ['catalogs', 'catalogs'],
    ['clock', 'clock'],
    ['phones', 'phones'],
    ['phones/33600000001', 'phones/{wa_id}'],
    ['phones/33600000001/script', 'phones/{wa_id}/script'],
    ['phones/33600000001/truths', 'phones/{wa_id}/truths'],
    [`messages/${encodeURIComponent(id)}`, 'messages/{id}'],
    ['ledger', 'ledger'],
    ['ledger?digest=sha256', 'ledger'],
    ['templates', 'templates'],
    ['webhooks', 'webhooks'],
    [`webhooks/${delivery.id}`, 'webhooks/{id}'],
    ['scenario', 'scenario'],
    ['recording', 'recording'],
  ] as const) {
    const answer = await stage.control('GET', path);
    const route = controlRoutes.find((one) => one.method === 'GET' && one.path === pattern)!;

    assert.equal(answer.status, 200, path);
    const read = route.answer!.safeParse(answer.body);
    assert.ok(read.success, `${path}: ${JSON.stringify(read.error?.issues[0])}`);
  }
  await stage.close();
});

test('a wrong call is told what is wrong, where, and what to do', async () => {
  const { stage, emulator } = await open();
  const raw = async (method: string, path: string, body?: string): Promise<[number, string]> => {
    const response = await fetch(`${stage.emulator.url}/emulator/v1/${path}`, { method, ...(body === undefined ? {} : { body }) });
    const { error } = (await response.json()) as { error: { message: string; at?: string } };
    return [response.status, `${error.at ?? ''} ${error.message}`];
  };

  assert.deepEqual(await raw('GET', 'nothing'), [404, ' the control API does not know /emulator/v1/nothing; /emulator/v1/openapi.json lists what it knows']);
  assert.deepEqual(await raw('DELETE', 'settings'), [405, ' /emulator/v1/settings takes GET or PATCH, not DELETE']);
  assert.deepEqual(await raw('PATCH', 'settings', '{'), [400, ' the body is not JSON']);
  assert.equal((await raw('PATCH', 'settings', 'x'.repeat(1024 * 1024 + 1)))[0], 413);
  assert.match((await raw('GET', 'phones?limit=many'))[1], /^\/limit limit: must be a whole number/);
  assert.match((await raw('GET', 'phones?after=x1'))[1], /^\/after after must be the "next" of the page before/);
  assert.match((await raw('GET', 'phones/%E0%A4%A'))[1], /does not know/);
  assert.equal((await refusal(emulator.message('wamid.none'))).status, 404);
  assert.equal((await refusal(emulator.webhooks.get('999'))).status, 404);
  assert.deepEqual((await refusal(emulator.people.add([{ wa_id: '33600000001', name: 'A', timezone: 'Mars/Olympus' }]))).at, '/0/timezone');
  await stage.close();
});

test('a setting is turned, told with its default and source, and turned back', async () => {
  const { stage, emulator } = await open();

  await emulator.settings.set({ read_delay_ms: 42, pair_burst: 7 });
  const turned = (await emulator.settings.list()).find((one) => one.name === 'read_delay_ms')!;
  await emulator.settings.reset(['read_delay_ms']);
  const some = await emulator.world();
  await emulator.settings.reset();

  assert.deepEqual([turned.value, turned.default, turned.group], [42, 8_000, 'people']);
  assert.ok(turned.about.length > 10 && turned.source.length > 3);
  assert.deepEqual([some.settings.read_delay_ms, some.settings.pair_burst], [8_000, 7]);
  assert.equal((await emulator.world()).settings.pair_burst, 45);
  await stage.close();
});

test('the ledger is read in pages, in one stream and as one hash, in the order of person and n', async () => {
  const { stage, emulator } = await open();
  await approveSample(stage);
  for (const to of ['33600000003', '33600000001', '33600000002', '33600000001']) await stage.send({ to, ...sampleSend() });
  await emulator.act('33600000002', { act: 'write', number: ids.number, text: 'Hello\nyou' });
  await emulator.clock.pause();
  await emulator.clock.runUntilIdle();

  const streamed = [];
  for await (const message of emulator.ledger.all()) streamed.push(message);
  const paged = [];
  for (let after: string | null | undefined; after !== null;) {
    const page = await emulator.ledger.page({ limit: 2, ...(after === undefined ? {} : { after }) });
    paged.push(...page.messages);
    after = page.next;
  }
  const text = await (await fetch(`${stage.emulator.url}/emulator/v1/ledger?format=ndjson`)).text();

  assert.deepEqual(
    streamed.map((one) => `${one.direction} ${one.wa_id} ${one.n}`),
    ['to_person 33600000001 1', 'to_person 33600000001 2', 'to_person 33600000002 1', 'to_person 33600000003 1', 'from_person 33600000002 1'],
  );
  assert.deepEqual(paged, streamed);
  assert.equal(streamed[0]!.template, 'sale_nov');
  assert.equal((streamed[0]!.wire as { to: string }).to, '33600000001');
  const { createHash } = await import('node:crypto');
  assert.equal(await emulator.ledger.digest(), createHash('sha256').update(text).digest('hex'));
  assert.deepEqual((await emulator.ledger.page({ direction: 'from_person' })).messages.length, 1);
  assert.equal((await refusal(emulator.ledger.page({ after: 'somewhere' }))).at, '/after');
  await stage.close();
});

test('the clock is paused, moved and run, and its changes are streamed to who follows', async () => {
  const { stage, emulator } = await open();
  const stop = new AbortController();
  const stream = await fetch(`${stage.emulator.url}/emulator/v1/clock/changes`, { signal: stop.signal });
  let text = '';
  const reading = (async () => {
    for await (const chunk of stream.body ?? []) text += new TextDecoder().decode(chunk);
  })().catch(() => {});

  const paused = await emulator.clock.pause();
  const jumped = await emulator.clock.jumpBy(day);
  await until('the jump is told', () => text.includes(jumped.now));

  assert.equal(paused.mode, 'paused');
  assert.equal(Date.parse(jumped.now) - Date.parse(paused.now), day);
  assert.ok(jumped.revision > paused.revision);
  const followed = await stage.control('POST', 'clock/followers/platform', { revision: jumped.revision, due: null });
  assert.equal(followed.status, 200);
  assert.deepEqual((await emulator.clock.report()).followers[0]?.name, 'platform');
  stop.abort();
  await reading;
  await stage.close();
});

test('a jump names one place that lies ahead, and real time goes on from where the clock stands', async () => {
  const { stage, emulator } = await open();
  await emulator.clock.jumpBy(30 * day);
  const { now } = await emulator.clock.pause();

  assert.match((await refusal(emulator.clock.change({ do: 'jump' }))).message, /write "to" or "by_ms"/);
  assert.match((await refusal(emulator.clock.jumpTo('2026-11-22T12:00:00Z'))).message, /the clock never goes back: it is 2026-12-22/);
  const real = await emulator.clock.real();

  assert.equal(real.mode, 'real');
  assert.ok(real.now >= now && Date.parse(real.now) < Date.parse(now) + day, real.now);
  await stage.close();
});

test('a scenario is loaded, its acts happen by the clock, and it is saved as it was set up', async () => {
  const { stage, emulator } = await open({ people: 'still' });
  await emulator.clock.pause();

  const loaded = await emulator.scenario.load({
    settings: { read_delay_ms: 5 },
    numbers: [{ id: '300000000000001', display_phone_number: '+33755500001', verified_name: 'Second', business_account_id: '200000000000001' }],
    population: [{ people: 100, countries: { FR: 1 } }],
    phones: [{ wa_id: '33600000001', name: 'Ana', persona: 'manual', truths: { agreed: false }, script: [{ on: 'sale', say: 'no' }] }],
    catalogs: [{ id: '7', name: 'Bread', business_account_id: '200000000000001', products: [] }],
    templates: [
      {
        business_account_id: '200000000000001',
        create: { name: 'hi', language: 'en', category: 'UTILITY', components: [{ type: 'BODY', text: 'Hello there.' }] },
      },
    ],
    acts: [{ after_ms: day, wa_id: '33600000001', act: { act: 'write', number: ids.number, text: 'A day later' } }],
  });
  const before = await emulator.phone('33600000001');
  await emulator.clock.jumpBy(day);
  const after = await emulator.phone('33600000001');
  const saved = await emulator.scenario.save();

  assert.deepEqual(loaded, { numbers: 1, people: 100, phones: 1, catalogs: 1, templates: 1, acts: 1 });
  assert.deepEqual([before.bubbles.length, after.bubbles.length], [0, 1]);
  assert.equal((await emulator.templates.list()).find((one) => one['name'] === 'hi')?.['status'], 'APPROVED');
  assert.equal(saved.settings.read_delay_ms, 5);
  assert.deepEqual(saved.population[0]?.people, 100);
  assert.deepEqual(saved.phones[0]?.truths, { agreed: false });
  const other = await open();
  await other.emulator.clock.pause();
  const { seed: _, ...unseeded } = saved;
  await other.emulator.scenario.load(unseeded);
  assert.deepEqual({ ...(await other.emulator.scenario.save()), seed: '' }, { ...saved, seed: '' });
  const wrong = await refusal(emulator.scenario.load({ seed: 'another' }));
  const noAct = await refusal(emulator.scenario.load({ acts: [{ after_ms: 0, wa_id: '33600000001', act: { act: 'dance' } }] }));
  assert.match(wrong.message, /began with the seed stage, not another; start the emulator with --scenario FILE/);
  assert.match(noAct.at ?? '', /^\/acts\/0\/act\//);
  await other.stage.close();
  await stage.close();
});

test('a saved scenario keeps the acts to come and loads as it was saved, whatever the settings are', async () => {
  const { stage, emulator } = await open({ throughput_per_second: 1_000_000 });
  await emulator.clock.pause();
  await emulator.scenario.load({
    acts: [
      { after_ms: 2 * day, wa_id: '33600000002', act: { act: 'write', number: ids.number, text: 'Two days later' } },
      { after_ms: day, wa_id: '33600000001', act: { act: 'write', number: ids.number, text: 'A day later' } },
    ],
  });

  await emulator.clock.jumpBy(day);
  const { seed: _, ...saved } = await emulator.scenario.save();
  const other = await open();
  await other.emulator.clock.pause();
  await other.emulator.scenario.load(saved);
  const again = await other.emulator.scenario.save();
  await other.emulator.clock.jumpBy(day);

  assert.deepEqual(
    saved.acts.map(({ after_ms, wa_id }) => [after_ms, wa_id]),
    [[day, '33600000002']],
  );
  assert.deepEqual({ ...again, seed: '' }, { ...saved, seed: '' });
  assert.equal((await other.emulator.phone('33600000002')).bubbles.length, 1);
  await other.stage.close();
  await stage.close();
});

test('what is recorded is played again with its gaps on the clock', async () => {
  const { stage, emulator } = await open();
  await approveSample(stage);
  await emulator.people.add([{ wa_id: '33600000001', name: 'Ana', persona: 'manual' }]);
  await emulator.clock.pause();

  await emulator.recording.set(true);
  await emulator.act('33600000001', { act: 'write', number: ids.number, text: 'one' });
  await emulator.world();
  stage.emulator.world.clock.hold();
  stage.emulator.world.clock.lead(stage.emulator.world.clock.now() + 60_000);
  stage.emulator.world.clock.release();
  await stage.send({ to: '33600000001', ...sampleSend() });
  const { recording } = await emulator.recording.set(false);
  const { until: end } = await emulator.recording.replay();
  const bubbles = async (): Promise<number> => (await emulator.phone('33600000001')).bubbles.length;
  await emulator.clock.jumpBy(30_000);
  await until('the first is played', async () => (await bubbles()) >= 2);
  const accepted = (await emulator.world()).counts.accepted;
  await emulator.clock.jumpBy(31_000);
  await until('the second is played', async () => (await emulator.world()).counts.accepted === 2);

  assert.deepEqual(
    recording!.entries.map((entry) => [entry.kind, entry.method, entry.after_ms]),
    [
      ['control', 'POST', 0],
      ['graph', 'POST', 60_000],
    ],
  );
  assert.equal(accepted, 1);
  assert.ok(end > recording!.began_at);
  await stage.close();
});

test('a reset forgets people and messages and keeps numbers and templates', async () => {
  const { stage, emulator } = await open();
  await approveSample(stage);
  await emulator.people.populate({ people: 50 });
  const first = await stage.send({ to: '33600000001', ...sampleSend() });
  await until('it is delivered', () => stage.receiver.statuses(first).some((status) => status.status === 'delivered'));

  await emulator.reset();
  const world = await emulator.world();
  const again = await stage.send({ to: '33600000001', ...sampleSend() });
  await until('it is delivered', () => stage.receiver.statuses(again).length >= 4);

  assert.deepEqual([world.people, world.counts.accepted, world.numbers.length], [50, 0, 1]);
  assert.equal((await emulator.ledger.page({ direction: 'to_person' })).messages.length, 1);
  assert.equal((await emulator.templates.list()).length, 1);
  assert.equal(again, first);
  await stage.close();
});

test('phones are found by the beginning or end of a number, and by name in short pages', async () => {
  const { stage, emulator } = await open();
  await emulator.people.add([
    { wa_id: '33612345678', name: 'Léa Martin', place: 'Lyon', featured: true },
    { wa_id: '33612349999', name: 'Ben Roy', place: 'Lille' },
  ]);
  await emulator.people.populate({ people: 30_000, countries: { FR: 1 } });
  const names = async (search: string): Promise<string[]> => (await emulator.people.list({ search, limit: 5 })).phones.map((phone) => phone.name);

  assert.deepEqual(await names('+33 61234'), ['Léa Martin', 'Ben Roy']);
  assert.deepEqual((await names('5678'))[0], 'Léa Martin');
  assert.deepEqual(await names('lille'), ['Ben Roy']);
  const none = await emulator.people.list({ search: 'nobody at all' });
  assert.deepEqual(none.phones, []);
  const rest = await emulator.people.list({ search: 'nobody at all', after: none.next! });
  assert.deepEqual([rest.phones, rest.next], [[], null]);
  await stage.close();
});

test('all phones come once, whatever the page, with those who were last active in front', async () => {
  const { stage, emulator } = await open();
  await emulator.people.populate({ people: 3_000 });
  const { people } = stage.emulator.world;
  for (let index = 0; index < 3_000; index += 3) people.at(index).lastAt = 1_000_000 + ((index * 7_919) % 2_000);

  const seen: string[] = [];
  const times: string[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page = await emulator.people.list({ limit: 700, ...(after === undefined ? {} : { after }) });
    seen.push(...page.phones.map((phone) => phone.wa_id));
    times.push(...page.phones.map((phone) => phone.last_at ?? ''));
    after = page.next;
  }

  assert.deepEqual([seen.length, new Set(seen).size], [3_000, 3_000]);
  assert.deepEqual(times, times.toSorted().toReversed());
  await stage.close();
});

test('older bubbles of a phone are asked for with the first one’s id', async () => {
  const { stage, emulator } = await open();
  await emulator.people.add([{ wa_id: '33600000001', name: 'Ana', persona: 'manual' }]);
  for (let i = 1; i <= 7; i++) await emulator.act('33600000001', { act: 'write', number: ids.number, text: `m${i}` });
  const texts = (phone: Awaited<ReturnType<EmulatorClient['phone']>>): string[] =>
    phone.bubbles.map((bubble) => (bubble.content.kind === 'text' ? bubble.content.text : ''));

  const latest = await emulator.phone('33600000001', { limit: 4 });
  const older = await emulator.phone('33600000001', { limit: 4, before: latest.bubbles[0]!.id });

  assert.deepEqual([texts(latest), latest.has_more], [['m4', 'm5', 'm6', 'm7'], true]);
  assert.deepEqual([texts(older), older.has_more], [['m1', 'm2', 'm3'], false]);
  assert.equal((await refusal(emulator.phone('33600000001', { before: 'wamid.x' }))).at, '/before');
  await stage.close();
});

test('truths are only behind the judges’ door', async () => {
  const { stage, emulator } = await open();
  await emulator.people.add([{ wa_id: '33600000001', name: 'Ana', persona: 'manual', truths: { topics: ['sourdough'], agreed: false } }]);
  await emulator.act('33600000001', { act: 'write', number: ids.number, text: 'hello' });
  await until('it is told', () => stage.receiver.posts.length > 0);

  await emulator.people.setTruths('33600000001', { patience: 3 });
  const truths = await emulator.people.truths('33600000001');
  const elsewhere = [
    JSON.stringify(await emulator.phone('33600000001')),
    JSON.stringify(await emulator.people.list()),
    JSON.stringify((await emulator.ledger.page()).messages),
    ...stage.receiver.posts.map((post) => post.raw),
  ];

  assert.deepEqual([truths.agreed, truths.topics, truths.patience], [false, ['sourdough'], 3]);
  assert.doesNotMatch(elsewhere.join('\n'), /sourdough|agreed|patience/);
  await stage.close();
});
