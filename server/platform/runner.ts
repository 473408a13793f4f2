import { setTimeout as sleep } from 'node:timers/promises';
import { EventEmitter } from 'node:events';
import { run, type Runner, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { Log, Task } from './platform.ts';
import { loggerFor } from './queue.ts';

/** A task and who answers it. `run` gets a payload of the declared shape; when it throws, the task is tried again. */
export type TaskBinding = { readonly name: string; readonly run: (payload: unknown) => Promise<void> };

/** Joins a declared task with its one answerer. */
export function bindTask<Payload>(task: Task<Payload>, run: (payload: Payload) => Promise<void>): TaskBinding {
  return { name: task.name, run: (payload) => run(task.payload.parse(payload)) };
}

export type TaskRunner = { readonly close: () => Promise<void> };

/** Tasks at once in one process: they are low in rate and mostly wait for PostgreSQL. */
const concurrency = 6;
/** New tasks are announced by NOTIFY; this is for those whose time has come. */
const pollMilliseconds = 500;
/** Graphile-worker gives up after ten failures in a row to reach the database; we do not. */
const restartMilliseconds = 1_000;
const sweepMilliseconds = 5_000;
/** A worker whose mark is gone keeps its tasks this long: a lost connection is made again within it. */
const graceSeconds = 15;
/** First half of the two numbers of the advisory lock by which a worker shows that it lives. */
const workerLockClass = 7_204_513;

/**
 * Runs tasks until closed. While the database is away it waits. Tasks of a worker that was killed are freed within
 * seconds (graphile-worker alone would hold them for four hours): each worker holds an advisory lock as long as it lives.
 */
export function runTasks(options: { pool: pg.Pool; log: Log; bindings: readonly TaskBinding[] }): TaskRunner {
  const { pool, log, bindings } = options;
  const names = bindings.map((binding) => binding.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`task "${twice}" has two answerers`);
  const stopping = new AbortController();
  let runner: Runner | undefined;
  const marks = keepMarks(pool, log, stopping.signal);

  async function supervise(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        runner = await run({
          pgPool: pool,
          taskList: Object.fromEntries(bindings.map((binding) => [binding.name, (payload: unknown) => runOne(binding, payload, log)])),
          concurrency,
          pollInterval: pollMilliseconds,
          noHandleSignals: true,
          logger: loggerFor(log),
          events: marks.events,
          parsedCronItems: [],
        });
        await runner.promise;
      } catch (error) {
        if (!stopping.signal.aborted) log.warn({ error: String(error) }, 'the task runner stopped; starting it again');
      }
      marks.forget();
      if (!stopping.signal.aborted) await sleep(restartMilliseconds, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  const supervised = supervise();
  return {
    async close() {
      stopping.abort();
      // A runner that has ended by itself throws here; then there is nothing to stop.
      await runner?.stop().catch(() => {});
      await supervised;
      await marks.done;
    },
  };
}

async function runOne(binding: TaskBinding, payload: unknown, log: Log): Promise<void> {
  try {
    await binding.run(payload);
  } catch (error) {
    log.error({ task: binding.name, payload, error }, `task ${binding.name} failed and will be tried again`);
    throw error;
  }
}

/** Holds a lock for each living worker on one connection, and frees the tasks of workers that have none. */
function keepMarks(pool: pg.Pool, log: Log, stopped: AbortSignal) {
  const living = new Set<string>();
  const events: WorkerEvents = new EventEmitter();
  // Graphile-worker locks tasks in the name of the pool, not of its workers.
  events.on('pool:create', ({ workerPool }) => void living.add(workerPool.id));

  async function holdOnce(): Promise<void> {
    const client = await pool.connect();
    let isBroken = false;
    client.once('error', () => (isBroken = true));
    const marked = new Set<string>();
    try {
      while (!stopped.aborted && !isBroken) {
        const fresh = [...living].filter((id) => !marked.has(id));
        await client.query('select pg_advisory_lock_shared($1, hashtext(id)) from unnest($2::text[]) as id', [workerLockClass, fresh]);
        for (const id of fresh) marked.add(id);
        const gone = [...marked].filter((id) => !living.has(id));
        await client.query('select pg_advisory_unlock_shared($1, hashtext(id)) from unnest($2::text[]) as id', [workerLockClass, gone]);
        for (const id of gone) marked.delete(id);
        await client.query(freeTasksOfTheDead, [graceSeconds, workerLockClass]);
        await sleep(sweepMilliseconds, undefined, { signal: stopped }).catch(() => {});
      }
    } finally {
      client.release(true); // Closes the connection, and with it the locks.
    }
  }

  async function hold(): Promise<void> {
    while (!stopped.aborted) {
      try {
        await holdOnce();
      } catch (error) {
        log.warn({ error: String(error) }, 'could not mark the task workers as alive; trying again');
        await sleep(restartMilliseconds, undefined, { signal: stopped }).catch(() => {});
      }
    }
  }

  return { events, forget: () => living.clear(), done: hold() };
}

const freeTasksOfTheDead = `
  select graphile_worker.force_unlock_workers(dead.ids)
  from (
    select array_agg(distinct locked_by) as ids
    from graphile_worker._private_jobs job
    where locked_by is not null
      and locked_at < now() - make_interval(secs => $1)
      and not exists (
        select 1 from pg_locks held
        where held.locktype = 'advisory' and held.granted and held.objsubid = 2
          and held.database = (select oid from pg_database where datname = current_database())
          and held.classid = $2::int::oid and held.objid::bigint = hashtext(job.locked_by)::bigint & 4294967295
      )
  ) dead
  where dead.ids is not null`;
