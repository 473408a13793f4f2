import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { WireStatus } from '#core/whatsapp/wire.ts';

import { approveSample, ids, openStage, sampleSend, type Stage, until } from '../stage.ts';

type Told = WireStatus & { conversation?: Record<string, unknown>; pricing?: Record<string, unknown> };

const waId = '33612345678';
const reads = { people: 'everybody_reads' } as const;

/** Sends a message and waits for as many statuses; they come in order. */
async function sendAndHear(stage: Stage, body: Record<string, unknown>, count: number): Promise<Told[]> {
  const id = await stage.send(body);
  await until(`${count} statuses are told`, () => stage.receiver.statuses(id).length === count);
  return stage.receiver.statuses(id);
}

function pick(told: readonly Told[], key: 'conversation' | 'pricing'): unknown[] {
  return told.map((status) => status[key]);
}

test('from v24 a status tells its price with sent and delivered, and no conversation', async () => {
  const stage = await openStage({ settings: reads });
  await approveSample(stage);

  const told = await sendAndHear(stage, sampleSend(), 3);

  const price = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' };
  assert.deepEqual(
    told.map(({ status }) => status),
    ['sent', 'delivered', 'read'],
  );
  assert.deepEqual(pick(told, 'pricing'), [price, price, undefined]);
  assert.deepEqual(pick(told, 'conversation'), [undefined, undefined, undefined]);
  await stage.close();
});

test('up to v23 it tells a conversation too: the same id, and its end only with sent', async () => {
  const stage = await openStage({ settings: { ...reads, webhook_version: 'v23.0' } });
  await approveSample(stage);

  const told = await sendAndHear(stage, sampleSend(), 3);
  const other = await sendAndHear(stage, sampleSend(), 3);

  const [sent, delivered, read] = told.map((status) => status.conversation);
  assert.match(String(sent?.['id']), /^[0-9a-f]{32}$/);
  assert.equal(sent?.['expiration_timestamp'], String(Number(told[0]?.timestamp) + 24 * 60 * 60));
  assert.deepEqual(delivered, { id: sent?.['id'], origin: { type: 'marketing' } });
  assert.equal(read, undefined);
  assert.notEqual(other[0]?.conversation?.['id'], sent?.['id']);
  await stage.close();
});

test('inside a free entry point window the conversation is told by every version', async () => {
  const stage = await openStage();
  await stage.control('POST', 'phones', [{ wa_id: waId, name: 'Ana', persona: 'manual' }]);
  await stage.control('POST', `phones/${waId}/acts`, { act: 'click_ad', number: ids.number, text: 'I saw your offer' });

  const told = await sendAndHear(stage, { type: 'text', text: { body: 'Welcome!' } }, 2);

  const free = { billable: false, pricing_model: 'PMP', type: 'free_entry_point', category: 'referral_conversion' };
  assert.deepEqual(pick(told, 'pricing'), [free, free]);
  assert.deepEqual(told[0]?.conversation?.['origin'], { type: 'referral_conversion' });
  assert.equal(told[0]?.conversation?.['expiration_timestamp'], String(Number(told[0]?.timestamp) + 72 * 60 * 60));
  await stage.close();
});

test('when delivered is skipped because the chat was open, read tells the price', async () => {
  const stage = await openStage({ settings: { ...reads, delivered_skip_share: 1 } });
  await approveSample(stage);

  const told = await sendAndHear(stage, sampleSend(), 2);

  assert.deepEqual(
    told.map(({ status, pricing }) => [status, pricing?.['category']]),
    [
      ['sent', 'marketing'],
      ['read', 'marketing'],
    ],
  );
  await stage.close();
});

test('a person with a username, written to by user id, is told of without a number', async () => {
  const stage = await openStage({ settings: { usernames: 'full' } });
  await stage.control('POST', 'phones', [{ wa_id: waId, name: 'Zoë', persona: 'manual', username: 'zoe.22' }]);
  await approveSample(stage);
  await stage.control('POST', `phones/${waId}/acts`, { act: 'write', number: ids.number, text: 'hi' });
  await until('she has written', () => stage.receiver.messages().length === 1);
  const userId = String(stage.receiver.messages()[0]?.from_user_id);

  const byUserId = await stage.graph('POST', `${ids.number}/messages`, { messaging_product: 'whatsapp', recipient: userId, ...sampleSend() });
  await until('she is told of', () => stage.receiver.statuses().length === 2);
  const [first] = stage.receiver.statuses();
  const contact = stage.receiver.changes('messages').flatMap((value) => (value['statuses'] === undefined ? [] : (value['contacts'] as unknown[])))[0];
  const byNumber = await sendAndHear(stage, sampleSend(), 2);

  assert.equal(byUserId.status, 200);
  assert.deepEqual([first?.recipient_id, first?.recipient_user_id], [undefined, userId]);
  assert.deepEqual(contact, { profile: { name: 'Zoë', username: '@zoe.22' }, user_id: userId });
  assert.deepEqual([byNumber[0]?.recipient_id, byNumber[0]?.recipient_user_id], [waId, userId]);
  await stage.close();
});

test('failed tells the error, and neither contact nor price', async () => {
  const stage = await openStage();

  const [failed] = await sendAndHear(stage, { type: 'text', text: { body: 'Outside any window' }, biz_opaque_callback_data: 'ä/"b"' }, 1);

  const [value] = stage.receiver.changes('messages');
  const [error] = (failed?.errors ?? []) as Record<string, unknown>[];
  assert.deepEqual([failed?.status, failed?.biz_opaque_callback_data, failed?.pricing], ['failed', 'ä/"b"', undefined]);
  assert.deepEqual([error?.['code'], error?.['title'], error?.['message']], [131047, error?.['message'], 'Re-engagement message']);
  assert.equal(value?.['contacts'], undefined);
  assert.match(stage.receiver.posts.at(-1)?.raw ?? '', /"biz_opaque_callback_data":"\\u00e4\\\/\\"b\\""/);
  await stage.close();
});
