import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import type { Delivery } from '#core/rehearsal/rehearsal.ts';

import { until } from '../stage.ts';
import { type Habit, openTarget, openTrial, type Trial, trialAccount, trialNumbers } from './trial.ts';

const day = 24 * 60 * 60 * 1000;
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const newest = (trial: Trial): Delivery => trial.webhooks.list(1, undefined).deliveries[0]!;

test('a number is told in order, statuses and messages alike, in POSTs of up to the batch', async () => {
  const target = await openTarget();
  const trial = openTrial(target.url, { settings: { webhook_batch: 10 } });

  for (const n of range(0, 95)) trial.tellStatus(n);
  trial.tellMessage(95);
  for (const n of range(96, 120)) trial.tellStatus(n, 'failed');
  await trial.webhooks.settled();

  assert.deepEqual(
    target.ids(),
    range(0, 120).map((n) => `wamid.${n} ${n === 95 ? 'inbound' : n < 95 ? 'sent' : 'failed'}`),
  );
  assert.equal(target.asked, 9 + 1 + 3);
  assert.equal(target.isSigned, true);
  assert.deepEqual(trial.webhooks.count(), { waiting: 0, delivered: 120, failing: 0, dropped: 0, lost: 0, last_error: null });
  await trial.close();
  await target.close();
});

test('a number has as many POSTs on their way as it may have, one unless told otherwise', async () => {
  const most: number[] = [];
  for (const perNumber of [1, 4]) {
    const target = await openTarget('hang');
    const trial = openTrial(target.url, { settings: { webhook_batch: 1, webhook_per_number: perNumber, webhook_timeout_ms: 60_000 } });

    for (const n of range(0, 6)) trial.tellStatus(n);
    await until('the first have left', () => target.asked >= perNumber);
    // Whoever were too many would have been sent in the same turn.
    await new Promise((resolve) => setImmediate(resolve));
    most.push(target.asked);
    await trial.close();
    await target.close();
  }

  assert.deepEqual(most, [1, 4]);
});

test('with several POSTs of a number at a time everything is told once, and what is refused comes again', async () => {
  const target = await openTarget();
  const trial = openTrial(target.url, { settings: { webhook_batch: 3, webhook_per_number: 8 } });

  for (const n of range(0, 100)) trial.tellStatus(n);
  await trial.webhooks.settled();
  target.habit = 500;
  for (const n of range(100, 110)) trial.tellStatus(n);
  await trial.webhooks.settled();
  target.habit = 200;
  trial.pass(day);
  await trial.webhooks.settled();

  assert.deepEqual(
    target.ids().toSorted(),
    range(0, 110)
      .map((n) => `wamid.${n} sent`)
      .toSorted(),
  );
  assert.deepEqual(trial.webhooks.count(), { waiting: 0, delivered: 110, failing: 0, dropped: 0, lost: 0, last_error: trial.webhooks.count().last_error });
  await trial.close();
  await target.close();
});

test('a few updates have a POST each; a crowd shares one, every message a change of its own', async () => {
  const target = await openTarget();
  const trial = openTrial(target.url);
  const shapes = (): string[] =>
    target.bodies.map((body) => {
      const { entry } = JSON.parse(body) as { entry: { changes: { field: string; value: Record<string, unknown[]> }[] }[] };
      return (entry[0]?.changes ?? []).map(({ field, value }) => `${field}: ${value['statuses']?.length ?? 0} ${value['messages']?.length ?? 0}`).join(', ');
    });

  trial.tellStatus(1);
  trial.tellMessage(2);
  trial.tellStatus(3);
  trial.tellStatus(4);
  await trial.webhooks.settled();
  const few = shapes();
  for (const n of range(5, 15)) trial.tellStatus(n);
  trial.tellMessage(15);
  trial.tellMessage(16);
  for (const n of range(17, 20)) trial.tellStatus(n);
  trial.webhooks.tell(trialAccount, 'account_update', '{"event":"ACCOUNT_DELETED"}', true);
  await trial.webhooks.settled();

  assert.deepEqual(few, ['messages: 1 0', 'messages: 0 1', 'messages: 1 0', 'messages: 1 0']);
  assert.deepEqual(shapes().slice(4).toSorted(), ['account_update: 0 0', 'messages: 10 0, messages: 0 1, messages: 0 1, messages: 3 0']);
  assert.deepEqual(
    target.ids(),
    range(1, 20).map((n) => `wamid.${n} ${[2, 15, 16].includes(n) ? 'inbound' : 'sent'}`),
  );
  await trial.close();
  await target.close();
});

test('failed statuses bring no contacts, the others one each, in a body that is Meta’s to the byte', async () => {
  const target = await openTarget();
  const trial = openTrial(target.url);
  const head = `{"object":"whatsapp_business_account","entry":[{"id":"${trialAccount}","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881","phone_number_id":"${trialNumbers[0]}"},`;

  trial.tellStatus(1, 'failed');
  trial.tellStatus(2, 'sent');
  await trial.webhooks.settled();
  for (const n of range(0, 20)) trial.tellStatus(n, n % 4 === 0 ? 'failed' : 'sent');
  await trial.webhooks.settled();

  assert.deepEqual(target.bodies.slice(0, 2), [
    `${head}"statuses":[{"id":"wamid.1","status":"failed","timestamp":"1763769600"}]},"field":"messages"}]}]}`,
    `${head}"contacts":[{"profile":{"name":"Ana"},"wa_id":"3362"}],"statuses":[{"id":"wamid.2","status":"sent","timestamp":"1763769600"}]},"field":"messages"}]}]}`,
  ]);
  const { entry } = JSON.parse(target.bodies[2] ?? '') as { entry: { changes: { value: { contacts: unknown[]; statuses: unknown[] } }[] }[] };
  assert.deepEqual([entry[0]?.changes[0]?.value.contacts.length, entry[0]?.changes[0]?.value.statuses.length, target.bodies.length], [15, 20, 3]);
  await trial.close();
  await target.close();
});

test('a number that is told of without end gathers, and one update a moment goes at once', async () => {
  const target = await openTarget();
  const trial = openTrial(target.url, { settings: { webhook_batch: 1_000 } });

  for (let n = 0; n < 3_000; n++) {
    trial.tellStatus(n);
    if (n % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await trial.webhooks.settled();

  assert.deepEqual(
    target.ids(),
    range(0, 3_000).map((n) => `wamid.${n} sent`),
  );
  assert.ok(target.bodies.length < 60, `${target.bodies.length} POSTs for 3,000 statuses`);
  await trial.close();
  await target.close();
});

const habits: [Habit, number | null, RegExp][] = [
  ['hang', null, /^no whole answer within 300 ms$/],
  ['dribble', null, /^no whole answer within 300 ms$/],
  ['reset', null, /other side closed|ECONNRESET/],
  ['redirect', 302, /^HTTP 302$/],
  [500, 500, /^HTTP 500$/],
  [204, 204, /^HTTP 204$/],
  [410, 410, /^HTTP 410$/],
];
for (const [habit, status, error] of habits) {
  test(`a target whose habit is ${habit} has not taken it, and gets it again`, async () => {
    const target = await openTarget(habit);
    const trial = openTrial(target.url);

    trial.tellStatus(1);
    await trial.webhooks.settled();
    const failing = newest(trial);
    target.habit = 200;
    trial.pass(1_000);
    await trial.webhooks.settled();

    assert.deepEqual([failing.status, failing.http_status, failing.attempts], ['failing', status, 1]);
    assert.match(failing.error ?? '', error);
    assert.deepEqual(target.ids(), ['wamid.1 sent']);
    assert.deepEqual([newest(trial).status, newest(trial).attempts, newest(trial).response], ['delivered', 2, 'ok']);
    await trial.close();
    await target.close();
  });
}

test('an endless answer is cut off, and counts by its status', async () => {
  const target = await openTarget('gush');
  const trial = openTrial(target.url);

  trial.tellStatus(1);
  await trial.webhooks.settled();

  assert.deepEqual([newest(trial).status, newest(trial).response?.length], ['delivered', 2_000]);
  await trial.close();
  await target.close();
});

test('a target that hangs holds up nobody else', async () => {
  const [dead, live] = [await openTarget('hang'), await openTarget()];
  const trial = openTrial(live.url, { settings: { webhook_concurrency: 1, webhook_timeout_ms: 60_000 } });
  trial.callbacks.set(trialNumbers[1], dead.url);

  for (const n of range(0, 50)) trial.tellMessage(n, trialNumbers[n % 2]);
  while (trial.webhooks.count().delivered < 25) await new Promise((resolve) => setImmediate(resolve));

  assert.equal(dead.asked, 1);
  assert.equal(trial.webhooks.idle(), false);
  assert.equal(trial.webhooks.count().waiting, 25);
  await trial.close();
  await Promise.all([dead.close(), live.close()]);
});

for (const [horizon, name] of [
  [7 * day, 'seven days'],
  [1.5 * day, '36 hours'],
  [0, 'no time'],
] as const) {
  test(`a POST is tried ever more seldom for ${name} of the emulator's clock, then dropped, and the log says so`, async () => {
    const target = await openTarget(500);
    const trial = openTrial(target.url, { settings: { retry_horizon_ms: horizon } });
    const began = trial.clock.now();
    const waits: number[] = [];

    trial.tellStatus(1);
    await trial.webhooks.settled();
    while (trial.wheel.next !== undefined) {
      waits.push(trial.wheel.next - trial.clock.now());
      trial.pass(trial.wheel.next - trial.clock.now());
      await trial.webhooks.settled();
    }

    assert.deepEqual(waits.slice(0, 5), horizon === 0 ? [] : [1_000, 2_000, 5_000, 10_000, 30_000]);
    assert.deepEqual(
      waits.slice(0, -1),
      waits.slice(0, -1).toSorted((a, b) => a - b),
    );
    assert.equal(trial.clock.now() - began, horizon);
    assert.deepEqual([newest(trial).status, newest(trial).attempts, newest(trial).error], ['dropped', waits.length + 1, 'HTTP 500']);
    assert.deepEqual([trial.webhooks.count().dropped, trial.webhooks.count().failing, trial.webhooks.count().waiting], [1, 0, 0]);
    await trial.close();
    await target.close();
  });
}

test('a day of failures waits in the file, is listed, and arrives when the target is back', async () => {
  const target = await openTarget(500);
  const trial = openTrial(target.url, { settings: { webhook_batch: 1 } });

  for (const n of range(0, 300)) trial.tellStatus(n);
  await trial.webhooks.settled();
  const { failing, waiting } = trial.webhooks.count();
  const first = trial.webhooks.list(200, undefined);
  const second = trial.webhooks.list(200, first.next ?? '');
  target.habit = 200;
  trial.pass(day);
  await trial.webhooks.settled();

  assert.deepEqual([failing, waiting], [300, 0]);
  assert.deepEqual([first.deliveries.length, second.deliveries.length, second.next], [200, 100, null]);
  assert.equal(new Set([...first.deliveries, ...second.deliveries].map(({ id }) => id)).size, 300);
  assert.deepEqual(
    target.ids(),
    range(0, 300).map((n) => `wamid.${n} sent`),
  );
  assert.deepEqual([trial.webhooks.count().failing, trial.webhooks.count().delivered], [0, 300]);
  await trial.close();
  await target.close();
});

test('what waits for a slow target goes to the file when the memory is full, and comes out in order', async () => {
  const target = await openTarget('hang');
  const trial = openTrial(target.url, { settings: { webhook_batch: 50, webhook_timeout_ms: 60_000 }, roomBytes: 100_000 });

  for (const n of range(0, 20_000)) trial.tellStatus(n);
  trial.tellMessage(20_000);
  await new Promise((resolve) => setImmediate(resolve));
  const inFile = Number(trial.store.database.prepare('SELECT sum(updates) AS updates FROM webhook_item').get()?.['updates']);
  target.habit = 200;
  trial.settings.webhook_timeout_ms = 300;
  trial.subscriptions.app!.callback_url = target.url.replace('?a=1', '?a=2');
  await target.close();
  const again = await openTarget();
  trial.subscriptions.app!.callback_url = again.url;
  await trial.webhooks.settled();

  assert.ok(inFile > 18_000, `${inFile} updates are in the file`);
  assert.equal(again.ids().length + 8, 20_001);
  assert.deepEqual(
    again.ids(),
    range(8, 20_001).map((n) => `wamid.${n} ${n === 20_000 ? 'inbound' : 'sent'}`),
  );
  trial.pass(1_000);
  await trial.webhooks.settled();
  assert.equal(trial.webhooks.count().delivered, 20_001);
  trial.store.flush();
  assert.equal(trial.store.database.prepare('SELECT count(*) AS rows FROM webhook_item').get()?.['rows'], 0);
  await trial.close();
  await again.close();
});

test('no POST is bigger than three megabytes', async () => {
  const target = await openTarget();
  const trial = openTrial(target.url, { settings: { webhook_batch: 1000 } });
  const status = (n: number): string => `{"id":"wamid.${n}","status":"sent","biz_opaque_callback_data":"${'\\u00e9'.repeat(1_500)}"}`;

  for (const n of range(0, 1_000))
    trial.webhooks.tellStatus({ account: trialAccount, number: trialNumbers[0], metadata: '{}', key: String(n), status: status(n), contact: null });
  await trial.webhooks.settled();

  assert.equal(target.ids().length, 1_000);
  assert.ok(target.bodies.every((body) => body.length <= 3_000_000));
  assert.ok(target.bodies.length <= 5, `${target.bodies.length} POSTs`);
  await trial.close();
  await target.close();
});

test('a storm repeats the last deliveries at once, and what it fails is not tried again', async () => {
  const target = await openTarget();
  const trial = openTrial(target.url, { settings: { webhook_batch: 1, webhook_concurrency: 4 } });
  for (const n of range(0, 3)) trial.tellStatus(n);
  trial.webhooks.tell(trialAccount, 'account_update', '{"event":"ACCOUNT_DELETED"}', true);
  await trial.webhooks.settled();

  const posts = trial.webhooks.storm({ copies: 100, field: 'messages' });
  await trial.webhooks.settled();
  const after = target.bodies.length;
  target.habit = 500;
  const failed = trial.webhooks.storm({ copies: 2, field: 'account_update' });
  await trial.webhooks.settled();

  assert.deepEqual([posts, after, failed], [300, 304, 2]);
  assert.equal(new Set(target.bodies).size, 4);
  assert.deepEqual([trial.webhooks.count().failing, trial.wheel.next], [0, undefined]);
  await trial.close();
  await target.close();
});

test('an entry has its time where Meta gives one, and none for messages', async () => {
  const target = await openTarget();
  const trial = openTrial(target.url);

  trial.webhooks.tell(trialAccount, 'account_update', '{"event":"ACCOUNT_DELETED"}', true);
  trial.tellMessage(1);
  await trial.webhooks.settled();

  const entries = target.bodies.map((body) => (JSON.parse(body) as { entry: { time?: number }[] }).entry[0]);
  assert.deepEqual(entries.map((entry) => entry?.time).toSorted(), [Date.UTC(2026, 10, 22) / 1000, undefined]);
  await trial.close();
  await target.close();
});

test('a durable world forgets nothing over a restart: waiting, failing, delayed and passed by', async () => {
  const data = await mkdtemp(join(tmpdir(), 'carrier-'));
  const target = await openTarget(500);
  const first = openTrial(target.url, { data, settings: { webhook_batch: 10 } });
  for (const n of range(0, 10)) first.tellStatus(n);
  await first.webhooks.settled();
  first.settings.webhook_reorder_share = 1;
  for (const n of range(10, 20)) first.tellStatus(n);
  first.settings.webhook_reorder_share = 0;
  first.settings.webhook_delay_ms = 3_600_000;
  for (const n of range(20, 30)) first.tellStatus(n);
  await first.close();

  target.habit = 200;
  const second = openTrial(target.url, { data });
  second.webhooks.resume();
  const { failing, waiting } = second.webhooks.count();
  await second.webhooks.settled();
  second.pass(2 * 3_600_000);
  await second.webhooks.settled();

  assert.deepEqual([failing, waiting], [1, 20]);
  assert.deepEqual(
    target.ids().toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })),
    range(0, 30).map((n) => `wamid.${n} sent`),
  );
  assert.deepEqual([second.webhooks.count().failing, second.webhooks.count().waiting], [0, 0]);
  await second.close();
  const third = openTrial(target.url, { data });
  third.webhooks.resume();
  assert.deepEqual([third.webhooks.idle(), third.webhooks.count().waiting], [true, 0]);
  await third.close();
  await target.close();
  await rm(data, { recursive: true });
});

test('what is on its way when a durable world closes goes out again when it opens', async () => {
  const data = await mkdtemp(join(tmpdir(), 'carrier-'));
  const target = await openTarget('hang');
  const first = openTrial(target.url, { data, settings: { webhook_timeout_ms: 60_000 } });
  first.tellStatus(1);
  while (target.asked === 0) await new Promise((resolve) => setImmediate(resolve));
  first.tellStatus(2);
  await first.close();

  target.habit = 200;
  const second = openTrial(target.url, { data });
  second.webhooks.resume();
  await second.webhooks.settled();

  assert.deepEqual(target.ids(), ['wamid.1 sent', 'wamid.2 sent']);
  await second.close();
  await target.close();
  await rm(data, { recursive: true });
});

test('an address that is none fails and says so, and the carrier lives on', async () => {
  const trial = openTrial('nowhere at all');

  trial.tellStatus(1);
  await trial.webhooks.settled();

  assert.deepEqual([newest(trial).status, newest(trial).http_status], ['failing', null]);
  assert.match(newest(trial).error ?? '', /Invalid URL/);
  await trial.close();
});

test('a delivery in the list shows the beginning of a long body, found by its id all of it, and a stranger is not found', async () => {
  const target = await openTarget();
  const trial = openTrial(target.url, { settings: { webhook_batch: 1_000 } });
  for (const n of range(0, 100)) trial.tellStatus(n);
  await trial.webhooks.settled();

  const listed = newest(trial);
  const found = trial.webhooks.find(listed.id);

  assert.equal(listed.body.length, 4_000);
  assert.deepEqual([found?.body, found?.body_bytes, found?.updates], [target.bodies[0], target.bodies[0]?.length, 100]);
  assert.deepEqual([trial.webhooks.find('77'), trial.webhooks.find('x'), trial.webhooks.replay('77')], [undefined, undefined, false]);
  await trial.close();
  await target.close();
});
