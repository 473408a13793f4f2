import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { approveSample, ids, openStage, sampleSend, type Stage, until } from '../stage.ts';
import { type EmulatorClient, EmulatorError, openEmulatorClient } from './client.ts';

let stage: Stage;
let emulator: EmulatorClient;
let template: string;
before(async () => {
  stage = await openStage({ settings: { throughput_per_second: 100_000 } });
  emulator = openEmulatorClient(stage.emulator.url);
  template = await approveSample(stage);
});
after(() => stage.close());

const refusal = async (call: Promise<unknown>): Promise<EmulatorError> => {
  const error: unknown = await call.catch((reason: unknown) => reason);
  assert.ok(error instanceof EmulatorError, 'it was refused');
  return error;
};

test('what Meta may do to a number, an account and a template is done and told', async () => {
  await emulator.numbers.change(ids.number, { status: 'RESTRICTED', quality_rating: 'RED' });
  await emulator.accounts.change(ids.account, { review: 'DEFERRED' });
  await emulator.templates.change(template, { verdict: 'reject', reason: 'SCAM' });
  await until('the review is told', () => stage.receiver.changes('account_review_update').length > 0);
  await until('the verdict is told', () => JSON.stringify(stage.receiver.changes('message_template_status_update')).includes('SCAM'));

  const [number] = (await emulator.world()).numbers;
  assert.deepEqual([number?.status, number?.quality_rating], ['RESTRICTED', 'RED']);
  assert.equal((await emulator.templates.list())[0]?.['rejected_reason'], 'SCAM');
  assert.equal((await refusal(emulator.templates.change('42', { verdict: 'approve' }))).status, 404);
  await emulator.numbers.change(ids.number, { status: 'CONNECTED', quality_rating: 'GREEN' });
  await emulator.templates.change(template, { verdict: 'approve', status: 'APPROVED' });
});

test('webhooks are written by hand, read in the log, sent again and stormed', async () => {
  await emulator.webhooks.send({ field: 'calls', value: { messaging_product: 'whatsapp', calls: [{ id: 'wacid.1' }] } });
  await until('it comes', () => stage.receiver.changes('calls').length === 1);
  await until('it is in the log', async () => (await emulator.webhooks.list()).deliveries[0]?.status === 'delivered');
  const [delivery] = (await emulator.webhooks.list({ limit: 1 })).deliveries;

  await emulator.webhooks.replay(delivery!.id);
  await until('it comes again', () => stage.receiver.changes('calls').length === 2);
  const { posts } = await emulator.webhooks.storm({ copies: 3, field: 'calls' });
  await until('the storm is over', () => stage.receiver.changes('calls').length === 2 + posts);

  assert.equal((await emulator.webhooks.get(delivery!.id)).field, 'calls');
  assert.ok(posts >= 3);
  const wrong = await refusal(emulator.webhooks.send({ field: 'weather', value: {} }));
  assert.deepEqual([wrong.status, wrong.at], [400, '/field']);
});

test('a followed link counts as a click and sends nothing', async () => {
  const ana = '33600000001';
  await emulator.people.add([{ wa_id: ana, name: 'Ana', persona: 'manual' }]);
  await emulator.act(ana, { act: 'write', number: ids.number, text: 'Hi' });
  const id = await stage.send({
    to: ana,
    type: 'interactive',
    interactive: {
      type: 'cta_url',
      body: { text: 'See' },
      action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://shop.example/sale' } },
    },
  });
  await until('it is delivered', () => stage.receiver.statuses(id).some((status) => status.status === 'delivered'));
  const before = (await emulator.world()).counts;

  const tapped = await emulator.act(ana, { act: 'tap', number: ids.number, message_id: id, index: 0 });

  const after = (await emulator.world()).counts;
  assert.equal(tapped.message_id, undefined);
  assert.deepEqual([after.clicked - before.clicked, after.inbound - before.inbound], [1, 0]);
});

test('what was sent while a business was blocked never arrives', async () => {
  const ben = '33600000002';
  await emulator.people.add([{ wa_id: ben, name: 'Ben', persona: 'manual' }]);
  await emulator.act(ben, { act: 'block', number: ids.number });
  const id = await stage.send({ to: ben, ...sampleSend() });
  await until('it is sent', () => stage.receiver.statuses(id).length === 1);

  await emulator.act(ben, { act: 'unblock', number: ids.number });
  await emulator.act(ben, { act: 'signal', on: false });
  await emulator.act(ben, { act: 'signal', on: true });
  const next = await stage.send({ to: ben, ...sampleSend() });
  await until('the next is delivered', () => stage.receiver.statuses(next).length === 2);

  assert.equal((await emulator.message(id)).state, 'dropped');
  assert.deepEqual(
    (await emulator.phone(ben)).bubbles.map((bubble) => bubble.id),
    [next],
  );
});

test('forms that are not there are refused, and a form without an endpoint says so', async () => {
  const created = await stage.graph('POST', `${ids.account}/flows`, { name: 'Sign up', categories: ['SIGN_UP'] });
  const id = String(created.body['id']);

  const flow = await stage.control('GET', `flows/${id}`);
  const answer = await stage.control('POST', `flows/${id}/exchange`, { wa_id: '33600000001', message_id: 'wamid.x', screen: 'A', action: 'data_exchange' });
  const nowhere = await stage.control('GET', 'flows/42');

  assert.deepEqual([flow.status, flow.body['name']], [200, 'Sign up']);
  assert.match(String(answer.body['error']), /has no endpoint_uri/);
  assert.equal(nowhere.status, 404);
});
