import { Logger } from 'graphile-worker';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Db, Log, Task, Tasks, Tx } from './platform.ts';

/** Declares a task: a name of the form `room.what`, and the shape of its payload (JSON: ids and times as text). */
export function declareTask<Payload>(name: string, payload: z.ZodType<Payload>): Task<Payload> {
  return { name, payload };
}

/** A failed task is tried again after e, e², e³… seconds, at most six hours apart. */
const attemptsMostByDefault = 25;

/** The `tasks` of the platform: rows of graphile-worker, written in the caller's transaction. The queue runs on real time. */
export const tasks: Tasks = {
  async add(tx: Tx | Db, task, payload, options = {}) {
    const body = JSON.stringify(task.payload.parse(payload));
    await sql`select 1 from graphile_worker.add_job(
      ${task.name}::text, ${body}::json, ${options.queue ?? null}::text, now() + ${options.realDelayMilliseconds ?? 0}::float8 * interval '1 millisecond',
      ${options.attemptsMost ?? attemptsMostByDefault}::int, ${options.key ?? null}::text
    )`.execute(tx);
  },
};

/** Whether a task runs or could run now; those that wait out a delay are not counted. */
export async function hasReadyTasks(db: Db): Promise<boolean> {
  const found = await sql<{ is_ready: boolean }>`
    select exists (
      select 1 from graphile_worker.jobs where run_at <= now() and (locked_at is not null or attempts < max_attempts)
    ) as is_ready`.execute(db);
  return found.rows[0]?.is_ready === true;
}

/** Graphile-worker's own lines go into our log: warnings and errors only, the rest is noise. */
export function loggerFor(log: Log | undefined): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log?.error({}, message);
    if (level === 'warning') log?.warn({}, message);
  });
}

/** Says nothing; failures still throw. */
export const quietLogger: Logger = loggerFor(undefined);
