import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireStatus } from '#core/whatsapp/wire.ts';
import { accepted, failed, inDoubt, mergeOutcomes, type Outcome, outcomeOfStatus, parseWireName, presentWireName } from './outcome.ts';

const status = (name: WireStatus['status'], seconds: number): Outcome =>
  outcomeOfStatus({
    id: 'wamid.A',
    status: name,
    timestamp: String(seconds),
    ...(name === 'failed' ? { errors: [{ code: 131026, title: 'Undeliverable' }] } : {}),
  });
const mergeAll = (outcomes: readonly Outcome[]) => outcomes.reduce(mergeOutcomes);

/** All orders of a short list. */
function orders<Item>(items: readonly Item[]): Item[][] {
  return items.length <= 1 ? [[...items]] : items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

test('whatever the order and however often, the same comes out', () => {
  const said = [inDoubt(null, 'timeout'), accepted('wamid.A', 500), status('sent', 1), status('delivered', 2), status('read', 3), failed(131026, 'no', 4000)];
  const expected = mergeAll(said);

  for (const order of orders(said)) assert.deepEqual(mergeAll([...order, ...order.toReversed()]), expected);

  assert.equal(expected.state, 'read');
  assert.deepEqual([expected.acceptedAt, expected.sentAt, expected.deliveredAt, expected.readAt, expected.failedAt], [500, 1000, 2000, 3000, 4000]);
});

test('failed stands above sent and below delivered; a lost answer is settled by any echo', () => {
  assert.equal(mergeOutcomes(status('sent', 1), status('failed', 2)).state, 'failed');
  assert.equal(mergeOutcomes(status('delivered', 1), status('failed', 2)).state, 'delivered');
  assert.equal(mergeOutcomes(status('sent', 1), inDoubt(131000, 'lost')).state, 'sent');
  assert.equal(mergeOutcomes(inDoubt(null, 'lost'), status('failed', 2)).errorCode, 131026);
});

test('our id on the wire is read back, and what is not ours is nobody', () => {
  const broadcast = '01932f1e-7a10-7cc3-8f10-0123456789ab';

  for (const attempt of [0, 1, 12])
    for (const name of [
      { kind: 'recipient' as const, broadcast, seq: 12, attempt },
      { kind: 'message' as const, id: broadcast, attempt },
    ])
      assert.deepEqual(parseWireName(presentWireName(name)), name);
  assert.equal(presentWireName({ kind: 'recipient', broadcast, seq: 12, attempt: 0 }), 'r.01932f1e7a107cc38f100123456789ab.12');
  assert.equal(presentWireName({ kind: 'recipient', broadcast, seq: 12, attempt: 2 }), 'r.01932f1e7a107cc38f100123456789ab.12.2');
  for (const text of [
    undefined,
    '',
    'camp:42',
    'r.01932f1e7a107cc38f100123456789ab',
    'r.01932f1e7a107cc38f100123456789ab.1x',
    'r.01932f1e7a107cc38f100123456789ab.1.0',
    'm.XYZ',
  ])
    assert.equal(parseWireName(text), undefined);
});
