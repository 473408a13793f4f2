import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#core/value/actor.ts';
import { recordConsent } from '#server/audience/consent/consent.ts';
import { pauseBroadcast, resumeBroadcast, stopBroadcast } from '#server/messaging/outbox/outbox.ts';
import { openSender, type SenderOptions } from '#server/messaging/outbox/sender.ts';
import { applyStatuses } from '#server/messaging/outbox/statuses.ts';
import { withClient } from '#server/platform/postgres/postgres.ts';
import { openRig, openSink, type RigOptions, type SendingRig, type Sink, truth, until } from '#test/world/sending.ts';
import { windowMost } from './lane.ts';
import { outboxTasks } from './answerers.ts';

const now = () => new Date();

async function open(
  t: TestContext,
  options: Omit<RigOptions, 'baseUrl'>,
): Promise<{ rig: SendingRig; sink: Sink; actor: Actor; send(given?: SenderOptions): void }> {
  const sink = await openSink();
  const rig = await openRig({ ...options, baseUrl: sink.url });
  const senders: { close(): Promise<void> }[] = [];
  t.after(async () => {
    for (const sender of senders) await sender.close();
    await rig.close();
    await sink.close();
  });
  return {
    rig,
    sink,
    actor: { kind: 'user', id: 'u1', name: 'Ines', workspace: rig.scope.workspace, scopes: [] },
    send: (given) => void senders.push(openSender(rig.platform, { leaseMilliseconds: 1000, ...given })),
  };
}

function onceEach(sink: Sink): boolean {
  return [...sink.accepted.values()].every((list) => list.length === 1);
}

const inTx = (rig: SendingRig, work: Parameters<ReturnType<SendingRig['platform']['db']['transaction']>['execute']>[0]) =>
  rig.platform.db.transaction().execute(work);

test('a broadcast reaches everybody once and the counters equal a recount', async (t) => {
  const { rig, sink, send } = await open(t, { people: 2300 });
  const id = await rig.broadcast();

  send();
  await until('it is done', async () => (await truth(rig, id)).state === 'done');

  const { counts, counted } = await truth(rig, id);
  assert.equal(counts.accepted, 2300);
  assert.deepEqual(counts, counted);
  assert.equal(sink.accepted.size, 2300);
  assert.ok(onceEach(sink));
});

test('two senders on one database share the numbers and serve nobody twice', async (t) => {
  const { rig, sink, send } = await open(t, { people: 1200, numbers: 3 });
  const ids = [
    await rig.broadcast({ number: 0, to: 400 }),
    await rig.broadcast({ number: 1, from: 401, to: 800 }),
    await rig.broadcast({ number: 2, from: 801 }),
  ];
  const other = openSender(rig.anotherPlatform(), { leaseMilliseconds: 1000 });
  t.after(() => other.close());

  send();
  for (const id of ids) await until('it is done', async () => (await truth(rig, id)).state === 'done');

  assert.equal(sink.accepted.size, 1200);
  assert.ok(onceEach(sink));
});

test('who opted out after the launch is skipped at the door with the reason', async (t) => {
  const { rig, sink, send } = await open(t, { people: 50 });
  const id = await rig.broadcast();
  await inTx(rig, (tx) =>
    recordConsent(
      rig.platform,
      tx,
      rig.scope,
      { contact: rig.person(7), state: 'withdrawn', source: 'test', wording: 'STOP', occurredAt: now(), actor: { kind: 'system', id: 'test' } },
      now(),
    ),
  );

  send();
  await until('it is done', async () => (await truth(rig, id)).state === 'done');

  const { counts, counted } = await truth(rig, id);
  assert.deepEqual([counts.accepted, counts.skipped], [49, 1]);
  assert.deepEqual(counts, counted);
  const row = await rig.platform.db.selectFrom('recipient').select(['state', 'reason']).where('contact_id', '=', rig.person(7)).executeTakeFirstOrThrow();
  assert.deepEqual(row, { state: 'skipped', reason: 'opted_out' });
  assert.equal(sink.accepted.has('+33600000007'), false);
});

test('senders killed with kill -9 leave nobody served twice and nobody lost', async (t) => {
  const { rig, sink, send } = await open(t, { people: 3000, throughput: 1500 });
  sink.answer = () => sleep(5, 'accept' as const);
  const id = await rig.broadcast();

  for (let kill = 0; kill < 3; kill += 1) {
    const child = fork(resolve(import.meta.dirname, '../../../test/world/sending.process.ts'), [...rig.processArguments, '500']);
    const before = sink.posts();
    await until('the child sends', () => sink.posts() > before + 150 + kill * 60);
    child.kill('SIGKILL');
    await new Promise((done) => child.once('exit', done));
  }
  await sleep(50);
  send();
  await until('it is done', async () => (await truth(rig, id)).state === 'done', 40_000);

  assert.ok(onceEach(sink), 'nobody was served twice');
  const killed = await truth(rig, id);
  assert.deepEqual(killed.counts, killed.counted);
  assert.equal(killed.counts.accepted + killed.counts.in_doubt, 3000);
  assert.ok(killed.counts.in_doubt <= 3 * windowMost, `${killed.counts.in_doubt} in doubt`);
  // The echo settles what had been taken; who was never served stays in doubt and is shown.
  const statuses = [...sink.accepted.values()]
    .flat()
    .map(({ name, wamid }) => ({ id: wamid, status: 'sent' as const, timestamp: '1790000000', biz_opaque_callback_data: name }));
  await applyStatuses(rig.platform, rig.scope, statuses);
  const settled = await truth(rig, id);
  assert.deepEqual(settled.counts, settled.counted);
  assert.equal(settled.counts.sent, sink.accepted.size);
  assert.equal(settled.counts.in_doubt, 3000 - sink.accepted.size);
});

test('an answer that is lost leaves the message in doubt, never sent again, until its echo comes', async (t) => {
  const { rig, sink, send } = await open(t, { people: 60 });
  sink.answer = (_body, post) => (post === 5 ? 'accept_then_drop' : post === 9 ? { status: 500, code: 131000 } : 'accept');
  const id = await rig.broadcast();

  send();
  await until('it is done', async () => (await truth(rig, id)).state === 'done');

  const { counts } = await truth(rig, id);
  assert.deepEqual([counts.accepted, counts.in_doubt], [58, 2]);
  assert.equal(sink.posts(), 60);
  const doubted = await rig.platform.db.selectFrom('recipient').select(['seq', 'phone', 'error_code']).where('state', '=', 'in_doubt').execute();
  const lost = [...sink.accepted.values()].flat().filter(({ name }) => doubted.some(({ seq }) => name.endsWith(`.${seq}`)));
  assert.equal(lost.length, 1);
  await applyStatuses(
    rig.platform,
    rig.scope,
    lost.map(({ name, wamid }) => ({ id: wamid, status: 'delivered', timestamp: '1790000000', biz_opaque_callback_data: name })),
  );
  const after = await truth(rig, id);
  assert.deepEqual([after.counts.delivered, after.counts.in_doubt], [1, 1]);
  assert.deepEqual(after.counts, after.counted);
});

test('pause holds within a second, resume goes on, stop cancels who still waits', async (t) => {
  const { rig, sink, send, actor } = await open(t, { people: 2500, throughput: 400 });
  const id = await rig.broadcast();
  send();
  await until('some are sent', () => sink.posts() > 100);

  await inTx(rig, (tx) => pauseBroadcast(rig.platform, tx, rig.scope, id, actor));
  await sleep(700);
  const paused = sink.posts();
  await sleep(500);
  assert.equal(sink.posts(), paused);
  assert.deepEqual([(await truth(rig, id)).state, (await truth(rig, id)).heldBy], ['paused', 'by_person']);

  await inTx(rig, (tx) => resumeBroadcast(rig.platform, tx, rig.scope, id));
  await until('it goes on', () => sink.posts() > paused + 50);

  await inTx(rig, (tx) => stopBroadcast(rig.platform, tx, rig.scope, id, actor, now()));
  await sleep(700);
  const stopped = sink.posts();
  await sleep(300);
  assert.equal(sink.posts(), stopped);
  const cancel = outboxTasks(rig.platform).find(({ name }) => name === 'broadcast.cancel');
  await until('all is cancelled', async () => {
    await cancel?.run({ workspace: rig.scope.workspace, broadcast: id });
    return (await truth(rig, id)).counts.waiting === 0;
  });
  const { state, counts, counted } = await truth(rig, id);
  assert.equal(state, 'stopped');
  assert.deepEqual(counts, counted);
  assert.deepEqual([counts.accepted, counts.cancelled], [stopped, 2500 - stopped]);
  assert.ok(onceEach(sink));
});

test('the database away in the middle: everything waits, goes on, and nobody is lost or served twice', async (t) => {
  const { rig, sink, send } = await open(t, { people: 1500, throughput: 500 });
  const id = await rig.broadcast();
  send();
  await until('some are sent', () => sink.posts() > 200);
  const name = /test_\d+_\d+/.exec(rig.database.url)?.[0] ?? '';
  const maintenance = rig.database.url.replace(name, 'postgres');

  await withClient(maintenance, async (client) => {
    await client.query(`alter database ${name} allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await sleep(4_000);
    await client.query(`alter database ${name} allow_connections true`);
  });
  await until('it is done', async () => (await truth(rig, id)).state === 'done', 30_000);

  const { counts, counted } = await truth(rig, id);
  assert.deepEqual(counts, counted);
  assert.deepEqual([counts.accepted, counts.in_doubt], [1500, 0]);
  assert.equal(sink.accepted.size, 1500);
  assert.ok(onceEach(sink));
  const held = await rig.platform.db.selectFrom('fact').select('data').where('kind', '=', 'broadcast.held').executeTakeFirst();
  assert.equal(held?.data['by'], 'database_away');
});

test('130429 slows the number down and loses nobody', async (t) => {
  const { rig, sink, send } = await open(t, { people: 400, throughput: 5000 });
  let tokens = 20;
  const refill = setInterval(() => (tokens = Math.min(20, tokens + 4)), 10);
  t.after(() => clearInterval(refill));
  let refused = 0;
  sink.answer = () => {
    if (tokens < 1) return ((refused += 1), { status: 400, code: 130429 });
    tokens -= 1;
    return 'accept';
  };
  const id = await rig.broadcast();

  send();
  await until('it is done', async () => (await truth(rig, id)).state === 'done', 60_000);

  const { counts, counted } = await truth(rig, id);
  assert.deepEqual(counts, counted);
  assert.equal(counts.accepted, 400);
  assert.ok(refused > 0);
  assert.ok(onceEach(sink));
});

test('an error that stops the number pauses it, says so, and whoever was refused gets it after the resume', async (t) => {
  const { rig, sink, send } = await open(t, { people: 300, throughput: 500 });
  let isPaid = false;
  sink.answer = (_body, post) => (post > 50 && !isPaid ? { status: 400, code: 131042, details: 'no payment method' } : 'accept');
  const id = await rig.broadcast();

  send();
  await until('the number is paused', async () => (await rig.platform.db.selectFrom('number').select('state').executeTakeFirstOrThrow()).state === 'paused');
  await until('the report says why', async () => (await truth(rig, id)).heldBy === 'payment_missing');
  await sleep(400);
  assert.deepEqual((await truth(rig, id)).counts.failed, 0);

  isPaid = true;
  await rig.platform.db.updateTable('number').set({ state: 'ready', pause_reason: null }).execute();
  await until('it is done', async () => (await truth(rig, id)).state === 'done');

  const { counts, counted, heldBy } = await truth(rig, id);
  assert.deepEqual(counts, counted);
  assert.deepEqual([counts.accepted, heldBy], [300, null]);
  assert.ok(onceEach(sink));
});

test('a paused template holds its broadcast; a refusal repeated 25 times holds it too', async (t) => {
  const { rig, sink, send } = await open(t, { people: 400, numbers: 2, throughput: 300 });
  sink.answer = (body) =>
    Number(body.to?.slice(-4)) <= 200 ? { status: 400, code: 132015 } : { status: 400, code: 132000, details: 'body: number of params' };
  const paused = await rig.broadcast({ number: 0, to: 200 });
  const refused = await rig.broadcast({ number: 1, from: 201 });

  send();
  await until('both are held', async () => (await truth(rig, paused)).state === 'paused' && (await truth(rig, refused)).state === 'paused');
  await sleep(500);

  assert.equal((await truth(rig, paused)).heldBy, 'template_paused');
  assert.deepEqual([(await truth(rig, paused)).counts.waiting, (await truth(rig, paused)).counts.failed], [200, 0]);
  const held = await truth(rig, refused);
  assert.equal(held.heldBy, 'message_refused');
  assert.match(held.heldDetail ?? '', /132000/);
  assert.ok(held.counts.failed >= 25 && held.counts.failed < 100, `${held.counts.failed} failed`);
  assert.deepEqual(held.counts, held.counted);
});

test('a person who was written to too often rests and gets it later; two undeliverable messages are one invalid number', async (t) => {
  const { rig, sink, send } = await open(t, { people: 20 });
  let pairs = 0;
  sink.answer = (body) =>
    body.to === '+33600000003' && (pairs += 1) === 1 ? { status: 400, code: 131056 } : body.to === '+33600000005' ? { status: 400, code: 131026 } : 'accept';
  const failures = outboxTasks(rig.platform).find(({ name }) => name === 'outbox.failures');

  send();
  for (const round of [1, 2]) {
    const id = await rig.broadcast();
    await until('it is done', async () => (await truth(rig, id)).state === 'done');
    const { counts, counted } = await truth(rig, id);
    assert.deepEqual(counts, counted);
    assert.deepEqual([counts.accepted, counts.failed], [19, 1]);
    await failures?.run({ failures: [{ workspace: rig.scope.workspace, contact: rig.person(5), code: 131026 }] });
    assert.equal((await rig.platform.db.selectFrom('suppression').select('reason').execute()).length, round - 1);
  }
});

test('when nobody can be reached the number waits and says so, and goes on by itself', async (t) => {
  const { rig, sink, send } = await open(t, { people: 100, throughput: 100 });
  await rig.platform.db.updateTable('business_account').set({ base_url: 'http://127.0.0.1:9' }).execute();
  const id = await rig.broadcast();

  send();
  await until('it says so', async () => (await truth(rig, id)).heldBy === 'platform_unreachable');
  assert.equal((await truth(rig, id)).counts.waiting, 100);
  assert.equal(sink.posts(), 0);
});

test('when every answer is lost the number nearly stops instead of bringing everybody into doubt', async (t) => {
  const { rig, sink, send } = await open(t, { people: 2000, throughput: 500 });
  sink.answer = () => ({ status: 500, code: 131000 });
  const id = await rig.broadcast();

  send();
  await until('it says so', async () => (await truth(rig, id)).heldBy === 'platform_unreachable');
  const doubted = (await truth(rig, id)).counts.in_doubt;
  assert.ok(doubted < 300, `${doubted} in doubt`);

  sink.answer = () => 'accept';
  await until('it goes on', async () => (await truth(rig, id)).counts.accepted > 50, 30_000);
  const { counts, counted } = await truth(rig, id);
  assert.equal(counts.total, counted.total);
  assert.ok(counts.in_doubt < 300, `${counts.in_doubt} in doubt`);
});
