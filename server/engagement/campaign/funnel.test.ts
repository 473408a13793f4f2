import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Counts } from '#core/contract/campaigns.ts';
import { funnelOf, wilson } from './funnel.ts';

const counts: Counts = {
  total: 120,
  waiting: 10,
  skipped: 20,
  accepted: 5,
  sent: 10,
  delivered: 30,
  read: 35,
  failed: 7,
  in_doubt: 1,
  cancelled: 2,
  replied: 9,
  doubted: 0,
  settled: 0,
  closed: 0,
  harmed: 0,
  twice: 0,
};

test('the funnel counts everybody who came at least so far', () => {
  assert.deepEqual(
    funnelOf(counts, 100).map(({ step, people, of }) => [step, people, of]),
    [
      ['planned', 100, null],
      ['submitted', 88, 'planned'],
      ['sent', 75, 'submitted'],
      ['delivered', 65, 'sent'],
      ['read', 35, 'delivered'],
      ['replied', 9, 'delivered'],
    ],
  );
});

// Reference values: R 4.2.2, binom::binom.confint(x, n, methods = "wilson").
test('rates bear their Wilson interval', () => {
  const close = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 5e-4, `${actual} is not ${expected}`);
  const eight = wilson(8, 10)!;
  close(eight.low, 0.4902);
  close(eight.high, 0.9433);

  assert.deepEqual([wilson(0, 10)!.low, wilson(10, 10)!.high], [0, 1]);
  close(wilson(0, 10)!.high, 0.2775);
  assert.equal(wilson(0, 0), undefined);
});

test('a share of nobody is no rate', () => {
  const nobody = {
    ...counts,
    accepted: 0,
    sent: 0,
    delivered: 0,
    read: 0,
    failed: 0,
    in_doubt: 0,
    replied: 0,
    doubted: 0,
    settled: 0,
    closed: 0,
    harmed: 0,
    twice: 0,
  };

  assert.deepEqual(
    funnelOf(nobody, 0).map(({ rate }) => rate),
    [null, null, null, null, null, null],
  );
});
