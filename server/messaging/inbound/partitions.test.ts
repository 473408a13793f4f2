import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStage, type Stage } from '#test/world/stage.ts';
import { daysFrom, endOf, partitionMonths, webhookDays } from './partitions.ts';

const partitionsOf = async (stage: Stage, table: string): Promise<string[]> =>
  (
    await stage.database.pool.query<{ name: string }>(`select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1`, [
      table,
    ])
  ).rows.map(({ name }) => name);

const receive = (stage: Stage, at: Date, state: 'waiting' | 'done' | 'set_aside') =>
  stage.database.pool.query(
    `insert into webhook_event (id, received_at, workspace_id, business_account_id, body, state, reason) values ($1, $2, $3, $3, '\\x7b7d', $4, $5)`,
    [stage.platform.random.uuid7('webhook', at), at, stage.scope.workspace, state, state === 'set_aside' ? 'strange' : null],
  );

test('the months of facts and the days of webhooks are made ahead, once, and are due again when the next begins', async (t) => {
  const stage = await openStage();
  t.after(stage.close);
  const now = new Date('2027-01-30T22:00:00.000Z');
  const days = webhookDays(7);

  assert.deepEqual([await partitionMonths.next(stage.platform.db, now), await days.next(stage.platform.db, now)], [now, now]);
  for (const due of [partitionMonths, days, partitionMonths, days]) await due.take(stage.platform, now);

  assert.deepEqual(await partitionMonths.next(stage.platform.db, now), new Date('2027-02-01T00:00:00.000Z'));
  assert.deepEqual(await days.next(stage.platform.db, now), new Date('2027-01-31T00:00:00.000Z'));
  assert.deepEqual(await partitionsOf(stage, 'fact'), ['fact_2027_01', 'fact_2027_02', 'fact_2027_03', 'fact_default']);
  const made = await partitionsOf(stage, 'webhook_event');
  assert.deepEqual([made.length, made[0], made.at(-2)], [9, 'webhook_event_2027_01_30', 'webhook_event_2027_02_06']);
});

test('a month or a day whose rows lie in the default partition already is left there, and is not due for ever', async (t) => {
  const stage = await openStage();
  t.after(stage.close);
  const now = new Date('2031-05-10T12:00:00.000Z');
  await stage.database.pool.query(`insert into fact (workspace_id, id, at, kind) values ($1, $2, $3, 'test')`, [stage.scope.workspace, stage.id('fact'), now]);
  await receive(stage, now, 'done');

  for (const due of [partitionMonths, webhookDays(7)]) await due.take(stage.platform, now);

  assert.deepEqual(await partitionMonths.next(stage.platform.db, now), new Date('2031-06-01T00:00:00.000Z'));
  assert.deepEqual(await webhookDays(7).next(stage.platform.db, now), new Date('2031-05-11T00:00:00.000Z'));
  assert.ok(!(await partitionsOf(stage, 'webhook_event')).includes('webhook_event_2031_05_10'));
});

test('a day is thrown away when it is over for seven days; what waits or was set aside is kept and found as before', async (t) => {
  const stage = await openStage();
  t.after(stage.close);
  const first = new Date('2031-05-10T12:00:00.000Z');
  const later = new Date('2031-05-18T00:00:00.000Z');
  const days = webhookDays(7);
  await days.take(stage.platform, first);
  for (const state of ['waiting', 'done', 'set_aside'] as const) await receive(stage, first, state);

  const evening = new Date(later.getTime() - 1);
  await days.take(stage.platform, evening);
  assert.ok((await partitionsOf(stage, 'webhook_event')).includes('webhook_event_2031_05_10'));
  assert.deepEqual(await days.next(stage.platform.db, later), later);
  await days.take(stage.platform, later);

  assert.ok(!(await partitionsOf(stage, 'webhook_event')).includes('webhook_event_2031_05_10'));
  const left = await stage.platform.db.selectFrom('webhook_event').select(['state', 'received_at']).orderBy('state').execute();
  assert.deepEqual(left, [
    { state: 'set_aside', received_at: first },
    { state: 'waiting', received_at: first },
  ]);
  assert.deepEqual(await days.next(stage.platform.db, later), new Date('2031-05-19T00:00:00.000Z'));
  await stage.platform.db.updateTable('webhook_event').set({ state: 'done', reason: null }).execute();
  await days.take(stage.platform, later);
  assert.deepEqual(await stage.platform.db.selectFrom('webhook_event').select('id').execute(), []);
});

test('the month of an older version is used up, and goes as a whole', async (t) => {
  const stage = await openStage();
  t.after(stage.close);
  await stage.database.pool.query(`create table webhook_event_2031_05 partition of webhook_event for values from ('2031-05-01Z') to ('2031-06-01Z')`);
  const days = webhookDays(3);

  await days.take(stage.platform, new Date('2031-05-28T12:00:00.000Z'));
  assert.deepEqual(await partitionsOf(stage, 'webhook_event'), [
    'webhook_event_2031_05',
    'webhook_event_2031_06_01',
    'webhook_event_2031_06_02',
    'webhook_event_2031_06_03',
    'webhook_event_2031_06_04',
    'webhook_event_default',
  ]);

  await days.take(stage.platform, new Date('2031-06-04T00:00:00.000Z'));
  assert.equal((await partitionsOf(stage, 'webhook_event'))[0], 'webhook_event_2031_06_01');
});

test('days and ends are counted in UTC, over the end of a year', () => {
  const [today, tomorrow] = daysFrom(new Date('2026-12-31T23:59:59.999Z'), 1);

  assert.deepEqual(today, { name: '2026_12_31', within: '2026_12', from: '2026-12-31T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' });
  assert.equal(tomorrow?.name, '2027_01_01');
  assert.deepEqual(
    ['webhook_event_2026_12_31', 'webhook_event_2026_12', 'webhook_event_default'].map((name) => endOf(name)?.toISOString()),
    ['2027-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z', undefined],
  );
});
