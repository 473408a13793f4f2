import assert from 'node:assert/strict';
import { test } from 'node:test';

import { appToken, approveSample, ids, openReceiver, openStage, sampleSend, until } from '../stage.ts';

test('bodies are signed over their very bytes, and those are ASCII with \\u and \\/ escapes', async () => {
  const stage = await openStage();
  await stage.control('POST', 'phones', [{ wa_id: '33600000001', name: 'Zoë 🎉', persona: 'manual' }]);

  await stage.control('POST', 'phones/33600000001/acts', { act: 'write', number: ids.number, text: 'déjà/vu 🎉' });
  await until('it arrives', () => stage.receiver.posts.length > 0);

  const [post] = stage.receiver.posts;
  assert.equal(post?.isSigned, true);
  assert.match(post?.raw ?? '', /^[\x20-\x7e]+$/);
  assert.ok(post?.raw.includes(String.raw`d\u00e9j\u00e0\/vu \ud83c\udf89`), post?.raw);
  assert.ok(post?.raw.includes(String.raw`Zo\u00eb \ud83c\udf89`));
  assert.equal(stage.receiver.messages()[0]?.text?.body, 'déjà/vu 🎉');
  await stage.close();
});

test('what a receiver refuses is tried again until it is taken, once each', async () => {
  const stage = await openStage();
  await approveSample(stage);
  await until('the approval is told', () => stage.receiver.posts.length > 0);
  stage.receiver.answer.status = 500;
  const id = await stage.send(sampleSend());
  await until('both deliveries are failing', () => stage.emulator.world.webhooks.count().failing === 2);

  const log = await stage.control('GET', 'webhooks?limit=1');
  stage.receiver.answer.status = 200;
  await until('both statuses are there', () => stage.receiver.statuses(id).length === 2);

  const [failing] = log.body['deliveries'] as Record<string, unknown>[];
  assert.deepEqual([failing?.['status'], failing?.['http_status'], failing?.['error']], ['failing', 500, 'HTTP 500']);
  assert.ok(String(failing?.['next_at']) > String(failing?.['at']));
  await until('nothing fails any more', () => stage.emulator.world.webhooks.count().failing === 0);
  assert.deepEqual(
    stage.receiver
      .statuses(id)
      .map((status) => status.status)
      .toSorted(),
    ['delivered', 'sent'],
  );
  await stage.close();
});

test('statuses of one number share a POST up to the batch, and every one is told', async () => {
  const stage = await openStage({ settings: { people: 'everybody_reads', throughput_per_second: 100_000, webhook_batch: 10, webhook_concurrency: 1 } });
  await approveSample(stage);

  await Promise.all(Array.from({ length: 100 }, (_, i) => stage.send({ to: `3361234${1000 + i}`, ...sampleSend() })));
  await until('all are told', () => stage.receiver.statuses().length === 300);

  const sizes = stage.receiver.posts.flatMap((post) => post.changes.map((change) => (change.value['statuses'] as unknown[] | undefined)?.length ?? 0));
  assert.ok(Math.max(...sizes) <= 10 && Math.max(...sizes) > 1, `sizes ${sizes.join(' ')}`);
  assert.ok(stage.receiver.posts.every((post) => post.isSigned));
  assert.equal(new Set(stage.receiver.statuses().map((status) => `${status.id} ${status.status}`)).size, 300);
  await stage.close();
});

test('a delivery can be replayed, byte for byte', async () => {
  const stage = await openStage();
  await stage.control('POST', 'phones', [{ wa_id: '33600000001', name: 'Ana', persona: 'manual' }]);
  await stage.control('POST', 'phones/33600000001/acts', { act: 'write', number: ids.number, text: 'hi' });
  await until('it arrives', () => stage.receiver.posts.length === 1);
  const [delivery] = (await stage.control('GET', 'webhooks')).body['deliveries'] as { id: string }[];

  await stage.control('POST', `webhooks/${delivery?.id}/replay`);
  await until('it arrives again', () => stage.receiver.posts.length === 2);

  assert.equal(stage.receiver.posts[1]?.raw, stage.receiver.posts[0]?.raw);
  assert.equal((await stage.control('POST', 'webhooks/99999/replay')).status, 404);
  await stage.close();
});

test('a subscription asks for the challenge, and is refused when it is not echoed', async () => {
  const stage = await openStage({ webhookUrl: null });
  const other = await openReceiver();
  const subscribe = (url: string): ReturnType<typeof stage.graph> =>
    stage.graph(
      'POST',
      `${ids.app}/subscriptions`,
      { object: 'whatsapp_business_account', callback_url: url, verify_token: 'v', fields: '["messages"]' },
      appToken,
    );

  other.answer.challenge = () => 'something else';
  const wrong = await subscribe(other.url);
  const closed = await subscribe('http://127.0.0.1:9/nobody');
  const withoutApp = await stage.graph('POST', `${ids.app}/subscriptions`, {});
  other.answer.challenge = (asked) => asked;
  const right = await subscribe(other.url);

  assert.deepEqual(
    [wrong, closed].map((answer) => [answer.status, (answer.body['error'] as { code: number }).code]),
    [
      [400, 2200],
      [400, 2200],
    ],
  );
  assert.equal((withoutApp.body['error'] as { code: number }).code, 15);
  assert.deepEqual(right.body, { success: true });
  const [listed] = (await stage.graph('GET', `${ids.app}/subscriptions`, undefined, appToken)).body['data'] as Record<string, unknown>[];
  assert.deepEqual([listed?.['callback_url'], listed?.['active']], [other.url, true]);
  assert.deepEqual((await stage.graph('DELETE', `${ids.app}/subscriptions`, undefined, appToken)).body, { success: true });
  assert.deepEqual((await stage.graph('GET', `${ids.app}/subscriptions`, undefined, appToken)).body['data'], []);
  await other.close();
  await stage.close();
});

test("an account's override gets its messages; without the subscription nobody gets any", async () => {
  const stage = await openStage();
  const other = await openReceiver();
  await stage.control('POST', 'phones', [{ wa_id: '33600000001', name: 'Ana', persona: 'manual' }]);
  const write = (): ReturnType<typeof stage.control> => stage.control('POST', 'phones/33600000001/acts', { act: 'write', number: ids.number, text: 'hi' });

  await stage.graph('POST', `${ids.account}/subscribed_apps`, { override_callback_uri: other.url, verify_token: 'v' });
  await write();
  await until('the override has it', () => other.posts.length === 1);
  await stage.graph('POST', `${ids.account}/subscribed_apps`);
  await write();
  await until('the app has it', () => stage.receiver.posts.length === 1);
  await stage.graph('DELETE', `${ids.account}/subscribed_apps`);
  await write();

  assert.deepEqual((await stage.graph('GET', `${ids.account}/subscribed_apps`)).body['data'], []);
  assert.equal(stage.emulator.world.webhooks.count().waiting, 0);
  assert.equal(other.posts[0]?.isSigned, true);
  await other.close();
  await stage.close();
});
