import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concernsOf, shareOf, type Status, stepsOf } from './verdict.ts';

const fine: Status = {
  version: '0.1.0',
  mode: 'rehearsal',
  database: { ok: true, version: '18.4', bytes: 12_000_000 },
  numbers: [
    {
      id: 'num_1',
      display_phone: '+33 4 00 00 00 00',
      name: 'Brûlerie Lumière',
      meta_id: '1',
      business_account: {
        id: 'bus_1',
        meta_id: '2',
        name: 'B',
        base_url: 'http://x',
        api_version: 'v26.0',
        app_id: '3',
        webhook_url: 'http://y',
        connected_at: null,
      },
      quality: 'GREEN',
      messaging_limit: 'TIER_10K',
      throughput_per_second: 80,
      state: 'ready',
      pause_reason: null,
      checked_at: null,
    },
  ],
  contacts: { total: 10, consented: 5, opted_out: 1 },
  conversations: { open: 1, unread: 0 },
  sending: [],
  templates: { approved: 3, pending: 0, rejected: 0 },
  webhooks: { waiting: 0, aside: 0, last_at: null },
  queue: { waiting: 0, failed: 0 },
  last_30_days: { sent: 0, delivered: 0, read: 0, failed: 0, inbound: 0 },
};

test('a workspace where all works has no concerns', () => {
  assert.deepEqual(concernsOf(fine), []);
});

test('a paused number comes before webhooks that were set aside', () => {
  const number = fine.numbers[0]!;
  const status: Status = { ...fine, numbers: [{ ...number, state: 'paused', pause_reason: 'payment is missing' }], webhooks: { ...fine.webhooks, aside: 2 } };

  const concerns = concernsOf(status);

  assert.deepEqual(
    concerns.map((concern) => concern.kind),
    ['number_paused', 'webhooks_aside'],
  );
});

test('a workspace without a number says so', () => {
  assert.deepEqual(concernsOf({ ...fine, numbers: [] }), [{ kind: 'no_number' }]);
});

test('the third step is open until a campaign was launched', () => {
  assert.deepEqual(stepsOf(fine, false), { people: true, template: true, campaign: false });
  assert.equal(stepsOf(fine, true).campaign, true);
});

test('a rate of nothing is no rate', () => {
  assert.equal(shareOf(0, 0), null);
  assert.equal(shareOf(1, 4), 0.25);
});
