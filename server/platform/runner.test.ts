import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openTestDatabase } from '#test/world/database.ts';
import { silentLog } from './log.ts';
import { openPlatform } from './open.ts';
import { declareTask } from './queue.ts';
import { bindTask, runTasks, type TaskBinding } from './runner.ts';

const greet = declareTask('test.greet', z.object({ name: z.string() }));
const database = await openTestDatabase();
const dataFolder = mkdtempSync('/tmp/parley-runner-');
const opened = openPlatform({ config: { publicUrl: 'http://x', dataFolder, secretKey: 'k'.repeat(32) }, databaseUrl: database.url, log: silentLog });
const { db, tasks } = opened.platform;
after(async () => {
  await opened.close();
  await database.close();
  rmSync(dataFolder, { recursive: true });
});

const open = (bindings: TaskBinding[]) => runTasks({ pool: opened.database.pool, log: silentLog, bindings });
async function until(isTrue: () => boolean, milliseconds = 10_000): Promise<void> {
  for (const deadline = performance.now() + milliseconds; !isTrue(); await sleep(10)) assert.ok(performance.now() < deadline, 'it never came true');
}

test('a task runs once its transaction is committed, and not when it is rolled back', async (t) => {
  const greeted: string[] = [];
  const runner = open([bindTask(greet, async ({ name }) => void greeted.push(name))]);
  t.after(() => runner.close());

  await assert.rejects(
    db.transaction().execute(async (tx) => {
      await tasks.add(tx, greet, { name: 'nobody' });
      throw new Error('no');
    }),
  );
  await db.transaction().execute((tx) => tasks.add(tx, greet, { name: 'Ana' }));
  await until(() => greeted.length > 0);

  assert.deepEqual(greeted, ['Ana']);
});

test('a second add under one key replaces the first', async (t) => {
  const greeted: string[] = [];
  await tasks.add(db, greet, { name: 'early' }, { key: 'one', realDelayMilliseconds: 300 });
  await tasks.add(db, greet, { name: 'late' }, { key: 'one', realDelayMilliseconds: 300 });
  const runner = open([bindTask(greet, async ({ name }) => void greeted.push(name))]);
  t.after(() => runner.close());

  await until(() => greeted.length > 0);
  await sleep(100);

  assert.deepEqual(greeted, ['late']);
});

test('tasks of one queue run one at a time, in order', async (t) => {
  const lines: string[] = [];
  for (const name of ['a', 'b', 'c']) await tasks.add(db, greet, { name }, { queue: 'contact 1' });
  const runner = open([
    bindTask(greet, async ({ name }) => {
      lines.push(`${name} in`);
      await sleep(30);
      lines.push(`${name} out`);
    }),
  ]);
  t.after(() => runner.close());

  await until(() => lines.length === 6);

  assert.deepEqual(lines, ['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});

test('a task that fails is tried again', async (t) => {
  let tries = 0;
  await tasks.add(db, greet, { name: 'Ana' });
  const runner = open([
    bindTask(greet, async () => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
    }),
  ]);
  t.after(() => runner.close());

  await until(() => tries === 2);
});

test('a payload that does not fit its task is refused when it is asked for', async () => {
  // @ts-expect-error: that is the point
  await assert.rejects(() => tasks.add(db, greet, { name: 7 }), /expected string/i);
});

test('a task that two would answer is a mistake of the wiring', () => {
  const binding = bindTask(greet, async () => {});

  assert.throws(() => open([binding, binding]), /"test.greet" has two answerers/);
});

test('the tasks of a worker that was killed are freed for the others', async (t) => {
  const greeted: string[] = [];
  await tasks.add(db, greet, { name: 'orphan' }, { queue: 'contact 2' });
  await database.pool.query(`update graphile_worker._private_jobs set locked_by = 'worker-dead', locked_at = now() - interval '1 minute', attempts = 1`);
  await database.pool.query(
    `update graphile_worker._private_job_queues set locked_by = 'worker-dead', locked_at = now() - interval '1 minute' where queue_name = 'contact 2'`,
  );
  const runner = open([bindTask(greet, async ({ name }) => void greeted.push(name))]);
  t.after(() => runner.close());

  await until(() => greeted.includes('orphan'));
});

test('a long task of a living worker is left alone by the others', async (t) => {
  let runs = 0;
  await tasks.add(db, greet, { name: 'slow' });
  const finish = Promise.withResolvers<void>();
  const slow = bindTask(greet, async () => {
    runs += 1;
    await finish.promise;
  });
  const first = open([slow]);
  await until(() => runs === 1);
  await sleep(5_500); // The living worker has marked itself by now.
  await database.pool.query(`update graphile_worker._private_jobs set locked_at = now() - interval '1 minute' where locked_by is not null`);
  const second = open([slow]);
  t.after(async () => {
    finish.resolve();
    await Promise.all([first.close(), second.close()]);
  });

  await sleep(6_000);

  assert.equal(runs, 1);
});

test('tasks go on after the database has cut every connection', async (t) => {
  const greeted: string[] = [];
  const runner = open([bindTask(greet, async ({ name }) => void greeted.push(name))]);
  t.after(() => runner.close());
  await sleep(500);
  await database.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
  await sleep(200);

  await tasks.add(db, greet, { name: 'after the cut' });

  await until(() => greeted.includes('after the cut'), 15_000);
});
