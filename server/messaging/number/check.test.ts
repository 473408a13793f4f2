import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { after as later, hour } from '#core/value/time.ts';
import { openStage } from '#test/world/stage.ts';
import { numberChecks, numberTasks } from './check.ts';

const stage = await openStage();
after(() => stage.close());
const { platform, database } = stage;
const tasks = async () => {
  const found = await database.pool.query<{ payload: unknown }>(`select payload from graphile_worker._private_jobs`);
  return found.rows.map(({ payload }) => payload);
};

test('a number that is connected is read an hour after it was read last, and then each hour', async () => {
  assert.equal(await numberChecks.next(platform.db, stage.now()), null, 'what is not connected has nothing to read');
  await database.pool.query('update business_account set connected_at = $1', [stage.now()]);
  await database.pool.query('update number set checked_at = $1', [stage.now()]);

  assert.deepEqual(await numberChecks.next(platform.db, stage.now()), later(stage.now(), hour));
  await numberChecks.take(platform, stage.now());
  assert.deepEqual(await tasks(), []);
  stage.wait(hour);
  await numberChecks.take(platform, stage.now());
  await numberChecks.take(platform, stage.now());

  assert.deepEqual(await tasks(), [{ workspace: stage.scope.workspace, number: stage.number }]);
  assert.deepEqual(await numberChecks.next(platform.db, stage.now()), later(stage.now(), hour));
});

test('a number that WhatsApp does not answer for stays as it is, and is asked again in an hour', async () => {
  const [task] = numberTasks(platform);

  await task?.run({ workspace: stage.scope.workspace, number: stage.number });

  const { rows } = await database.pool.query<{ state: string; checked: boolean }>('select state, checked_at < $1 as checked from number', [stage.now()]);
  assert.deepEqual(rows, [{ state: 'ready', checked: true }]);
});
