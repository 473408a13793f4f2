import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { withClient } from '#server/platform/postgres/postgres.ts';
import { cpuSecondsOf, openChild } from './child.ts';

const Done = z.object({ per_second: z.number() });

/** A sending by a queue: what it reads, writes, and posts to. */
export type QueueRun = { readonly databaseUrl: string; readonly workspace: string; readonly sinkUrl: string; readonly token: string; readonly count: number };

/** What a run by BullMQ lacks on this machine; undefined when everything is there. */
export function missingForQueue(): string | undefined {
  if (spawnSync('redis-server', ['--version']).error !== undefined) return 'there is no redis-server on this machine (Debian: apt-get install redis-server)';
  try {
    import.meta.resolve('ioredis');
    return undefined;
  } catch {
    return 'the package ioredis, which BullMQ speaks to Redis by, is not installed (npm install)';
  }
}

/**
 * Messages a second of a sender with a BullMQ job for each message, as most programs of this kind have it: the job reads the person, posts, and writes
 * the outcome. The jobs are in the queue before the time begins. Needs what `missingForQueue` looks for.
 */
export async function runQueue(run: QueueRun): Promise<number> {
  await withClient(run.databaseUrl, async (client) => {
    await client.query('drop table if exists bench_outbox');
    await client.query(
      'create table bench_outbox (id int primary key, contact_id uuid not null, state text not null, wamid text, accepted_at timestamptz) with (fillfactor = 55)',
    );
    await client.query(
      `insert into bench_outbox (id, contact_id, state) select row_number() over (), id, 'waiting' from (select id from contact where workspace_id = $1 order by id limit $2) c`,
      [run.workspace, run.count],
    );
    await client.query('vacuum analyze bench_outbox');
  });
  const folder = mkdtempSync(join(tmpdir(), 'parley-redis-'));
  const port = await freePort();
  const redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder], {
    stdio: 'ignore',
  });
  try {
    const child = await openChild('queue.process.ts', [JSON.stringify({ ...run, port })]);
    const spent = (pid: number | undefined) => ((cpuSecondsOf(pid ?? 0) * 1_000_000) / run.count).toFixed(1);
    const costs = `${spent(child.process.pid)} µs program, ${spent(redis.pid)} µs Redis`;
    await child.close();
    const { per_second } = Done.parse(child.ready);
    process.stdout.write(`queue: ${Math.round(per_second).toLocaleString('en')}/s; processor for each, with making the jobs: ${costs}\n`);
    await withClient(run.databaseUrl, async (client) => {
      const { rows } = await client.query<{ n: number }>(`select count(distinct wamid)::int as n from bench_outbox where state = 'accepted'`);
      if (rows[0]?.n !== run.count) throw new Error(`the queue was to send ${run.count} messages and ${rows[0]?.n} were accepted`);
    });
    return per_second;
  } finally {
    redis.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
