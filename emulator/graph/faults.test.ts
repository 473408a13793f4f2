import assert from 'node:assert/strict';
import { test } from 'node:test';

import { defaultSettings } from '#core/rehearsal/settings.ts';

import { defaultOptions } from '../emulator.ts';
import { ids, openStage, type Stage } from '../stage.ts';
import { openBudget } from './budget.ts';
import { drawFate } from './faults.ts';
import { openThrottle } from './throttle.ts';

const headers = { authorization: `Bearer ${defaultOptions.app.token}`, 'content-type': 'application/json' };
const body = JSON.stringify({ messaging_product: 'whatsapp', to: '+33612345678', type: 'text', text: { body: 'hi' } });

const sendRaw = (stage: Stage): Promise<Response> => fetch(`${stage.emulator.url}/v26.0/${ids.number}/messages`, { method: 'POST', headers, body });
const code = async (answer: Response): Promise<number> => ((await answer.json()) as { error: { code: number } }).error.code;

test('a connection cut after accepting leaves the message in the ledger and the client without an answer', async () => {
  const stage = await openStage({ settings: { fault_drop_after_share: 1 } });

  const lost = await sendRaw(stage).then(
    () => 'answered',
    () => 'cut',
  );
  const ledger = stage.emulator.world.ledger.page({ after: null, limit: 10, mine: false });
  await stage.close();

  assert.equal(lost, 'cut');
  assert.deepEqual(
    ledger.map((message) => [message.waId, message.type]),
    [['33612345678', 'text']],
  );
});

test('a connection cut before accepting leaves nothing', async () => {
  const stage = await openStage({ settings: { fault_drop_before_share: 1 } });

  const lost = await sendRaw(stage).then(
    () => 'answered',
    () => 'cut',
  );
  const count = stage.emulator.world.ledger.count();
  const read = await stage.graph('GET', ids.number);
  await stage.close();

  assert.deepEqual([lost, count, read.status], ['cut', 0, 200]);
});

test('a throttled call is answered 429 with Retry-After, by the code of its side', async () => {
  const stage = await openStage({ settings: { fault_throttle_share: 1 } });

  const sent = await sendRaw(stage);
  const read = await fetch(`${stage.emulator.url}/v26.0/${ids.number}`, { headers });
  const codes = [await code(sent), await code(read)];
  await stage.close();

  assert.deepEqual([sent.status, sent.headers.get('retry-after'), read.status, codes], [429, '2', 429, [130_429, 4]]);
});

test('an outage of one part leaves the others alone', async () => {
  const stage = await openStage({ settings: { outage: 'messages' } });

  const sent = await sendRaw(stage);
  const read = await fetch(`${stage.emulator.url}/v26.0/${ids.number}`, { headers });
  stage.emulator.world.settings.outage = 'everything';
  const all = await fetch(`${stage.emulator.url}/v26.0/${ids.number}`, { headers });
  const codes = [await code(sent), await code(all)];
  await stage.close();

  assert.deepEqual([sent.status, read.status, all.status, codes], [500, 200, 503, [131_016, 2]]);
});

test('shares are kept over many calls, and the same seed gives the same calls their fate', () => {
  const settings = { ...defaultSettings, fault_error_share: 0.2, fault_drop_before_share: 0.1, latency_ms: 5, latency_jitter_ms: 10 };
  const run = (seed: string): string[] =>
    Array.from({ length: 5_000 }, (_, n) => drawFate(settings, seed, n, 'messages')).map(
      (fate) => `${fate.refuse?.code ?? '-'} ${fate.cut ?? '-'} ${fate.wait}`,
    );

  const first = run('a');
  const failed = first.filter((one) => !one.startsWith('-')).length;
  const cut = first.filter((one) => one.includes('before')).length;

  assert.deepEqual(first, run('a'));
  assert.notDeepEqual(first, run('b'));
  assert.ok(Math.abs(failed - 1_000) < 100, String(failed));
  assert.ok(Math.abs(cut - 400) < 80, String(cut));
  assert.ok(first.every((one) => Number(one.split(' ')[2]) >= 5 && Number(one.split(' ')[2]) <= 15));
});

test('the moving hour forgets its calls slot by slot, and says how long to wait', () => {
  const throttle = openThrottle();
  const count = (now: number): Record<string, string> => throttle.count('1', { now, limit: 10 });
  const minute = 60_000;

  for (let i = 0; i < 5; i++) count(i * 1_000);
  for (let i = 0; i < 5; i++) count(30 * minute + i * 1_000);

  assert.throws(() => count(59 * minute), { code: 80_007 });
  for (let i = 0; i < 5; i++) count(60 * minute + 10_000);
  assert.throws(() => count(60 * minute + 20_000), { code: 80_007 });
  const refusal = ((): { more: { headers: Record<string, string> } } => {
    try {
      count(60 * minute + 20_000);
      throw new Error('it was let through');
    } catch (error) {
      return error as { more: { headers: Record<string, string> } };
    }
  })();
  const usage = JSON.parse(refusal.more.headers['X-Business-Use-Case-Usage'] ?? '{}') as Record<
    string,
    { estimated_time_to_regain_access: number; call_count: number }[]
  >;
  assert.deepEqual([usage['1']?.[0]?.call_count, usage['1']?.[0]?.estimated_time_to_regain_access], [100, 30]);
});

test('large bodies wait for their share of the memory, first come first served', async () => {
  const budget = openBudget(100);
  const order: string[] = [];

  const first = await budget.take(80);
  const second = budget.take(50).then((back) => {
    order.push('second');
    return back;
  });
  const third = budget.take(10).then((back) => {
    order.push('third');
    return back;
  });
  await Promise.resolve();
  const waiting = budget.waiting;
  first();
  first();
  await Promise.all([second, third]);

  assert.deepEqual([waiting, order], [2, ['second', 'third']]);
});

test('a batch does its calls in order, each with its own answer, and counts each of them', async () => {
  const stage = await openStage();
  const message = (to: string): string => `messaging_product=whatsapp&to=${to}&type=text&text=${encodeURIComponent('{"body":"hi"}')}`;
  const batch = [
    { method: 'POST', relative_url: `v26.0/${ids.number}/messages`, body: message('33600000001') },
    { method: 'GET', relative_url: `${ids.number}?fields=id` },
    { method: 'GET', relative_url: '999999999999999' },
    {
      method: 'POST',
      relative_url: `/v26.0/${ids.number}/messages`,
      body: JSON.stringify({ messaging_product: 'whatsapp', to: '33600000002', text: { body: 'long '.repeat(600) } }),
    },
    { method: 'GET', relative_url: `v99.0/${ids.number}` },
    { method: 'POST', relative_url: `${ids.number}/media`, attached_files: 'file1' },
    { method: 'GET', relative_url: ids.account },
  ];

  const answer = await fetch(`${stage.emulator.url}/v26.0/`, { method: 'POST', headers, body: JSON.stringify({ batch, include_headers: false }) });
  const results = (await answer.json()) as { code: number; body: string; headers?: unknown }[];
  const asForm = await fetch(`${stage.emulator.url}/me?include_headers=true`, {
    method: 'POST',
    headers: { authorization: headers.authorization },
    body: new URLSearchParams({ batch: JSON.stringify([batch[6]]) }),
  });
  const withHeaders = (await asForm.json()) as { headers: { name: string; value: string }[] }[];
  const ledger = stage.emulator.world.ledger.page({ after: null, limit: 10, mine: false });
  await stage.close();

  assert.deepEqual(
    results.map((one) => one.code),
    [200, 200, 400, 200, 400, 400, 200],
  );
  assert.equal(ledger[1]!.wire.includes('long '.repeat(600)), true, 'a long message arrives whole');
  assert.match(results[0]!.body, /wamid\./);
  assert.equal(results[0]!.headers, undefined);
  assert.match(results[5]!.body, /attached_files is not supported/);
  assert.deepEqual(
    ledger.map((one) => one.waId),
    ['33600000001', '33600000002'],
  );
  const usage = withHeaders[0]!.headers.find((one) => one.name === 'X-Business-Use-Case-Usage');
  assert.ok(usage?.value.includes(ids.account));
});
