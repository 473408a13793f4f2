import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openLedger, type NewMessage } from './ledger.ts';
import { openStore } from './store.ts';

function messageTo(waId: string, n = 1): NewMessage {
  return {
    wamid: `wamid.${waId}.${n}`,
    waId,
    mine: false,
    n,
    number: '106540352242922',
    at: 1_795_305_600_000,
    type: 'text',
    category: 'service',
    template: null,
    opaque: null,
    quoted: null,
    wire: '{}',
    replies: null,
    byUserId: false,
    isMarketingApi: false,
    ttl: 60_000,
    state: 'accepted',
    pricing: null,
    content: '{"kind":"text","text":"Hello"}',
  };
}

test('a settled message leaves the memory with the flush and is read back from the file as it was', () => {
  const store = openStore(null);
  const ledger = openLedger(store);
  const read = ledger.add(messageTo('33600000001'));
  const waiting = ledger.add(messageTo('33600000002'));

  Object.assign(read, { state: 'read', read: true, sentAt: 1, deliveredAt: 2, readAt: 3 });
  ledger.touch(read);
  store.flush();

  assert.equal(ledger.get(waiting.id), waiting);
  assert.notEqual(ledger.get(read.id), read);
  assert.deepEqual(ledger.get(read.id), read);
  store.close();
});

test('whoever still holds a message that left may change it, and everybody sees the change', () => {
  const store = openStore(null);
  const ledger = openLedger(store);
  const held = ledger.add(messageTo('33600000001'));
  Object.assign(held, { state: 'failed', failedAt: 1, error: 131_026 });
  store.flush();
  const other = ledger.get(held.id);

  held.content = '{"kind":"text","text":"Changed"}';
  ledger.touch(held);
  const seen = ledger.get(held.id)?.content;
  store.flush();

  assert.notEqual(other, held);
  assert.equal(seen, held.content);
  assert.equal(ledger.get(held.id)?.content, held.content);
  store.close();
});
