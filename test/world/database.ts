import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCluster } from '#server/platform/postgres/embedded.ts';
import { migrate, readMigrations } from '#server/platform/postgres/migrate.ts';
import { openDatabase, type Database, withClient } from '#server/platform/postgres/postgres.ts';

/** A database of one test file, migrated and empty. */
export type TestDatabase = Database & { readonly url: string };

const cacheFolder = resolve(import.meta.dirname, '../../.cache');
const templateLock = 7_204_512;
/** Making a cluster takes a second; a holder older than this has died. */
const lockWaitMilliseconds = 60_000;

/** Nothing here must survive anything. */
const testSettings = { max_connections: '400', shared_buffers: '128MB', synchronous_commit: 'off', autovacuum: 'off', max_wal_size: '2GB' };

let count = 0;
let server: Promise<string> | undefined;

/**
 * Gives a fresh database, cloned in some 50 ms from a template that is migrated once per set of migrations.
 *
 * The server is TEST_DATABASE_URL if that is set, else a PostgreSQL of our own under .cache/test-postgres that all test
 * files share; it is started when nobody has yet, and goes on running. `close` drops the database.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  server ??= openTestServer();
  const serverUrl = await server;
  const template = await ensureTemplate(serverUrl);
  const name = `test_${process.pid}_${(count += 1)}`;
  await withClient(serverUrl, (client) => client.query(`create database ${name} template ${template}`));
  const url = withDatabase(serverUrl, name);
  const database = openDatabase(url);
  return {
    ...database,
    url,
    close: async () => {
      await database.close();
      await withClient(serverUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Starts a server for tests on a folder and returns how to reach its maintenance database, and how to stop it. */
export async function openTestCluster(folder: string): Promise<{ url: string; close: () => Promise<void> }> {
  mkdirSync(resolve(folder, '..'), { recursive: true });
  const cluster = await underLock(`${folder}.lock`, () => openCluster({ folder, whenRunning: 'share', durable: false, settings: testSettings }));
  return { url: cluster.url('postgres'), close: cluster.close };
}

async function openTestServer(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  const url = given ?? (await openTestCluster(join(cacheFolder, 'test-postgres'))).url;
  await dropLeftovers(url);
  return url;
}

/** Databases of test processes that were killed. */
async function dropLeftovers(serverUrl: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    const found = await client.query<{ datname: string }>(`select datname from pg_database where datname ~ '^test_[0-9]+_[0-9]+$'`);
    for (const { datname } of found.rows) {
      if (!isAlive(Number(datname.split('_')[1]))) await client.query(`drop database if exists ${datname} with (force)`);
    }
  });
}

async function ensureTemplate(serverUrl: string): Promise<string> {
  const migrations = readMigrations();
  const hash = createHash('sha256')
    .update(migrations.map((migration) => migration.sha256).join())
    .digest('hex')
    .slice(0, 12);
  const name = `template_${hash}`;
  await withClient(serverUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return;
    await client.query(`drop database if exists ${name}_new with (force)`);
    await client.query(`create database ${name}_new`);
    await migrate(withDatabase(serverUrl, `${name}_new`), migrations);
    await untilAlone(client, `${name}_new`);
    await client.query(`alter database ${name}_new rename to ${name}`);
  });
  return name;
}

/** A connection that was closed is there for a moment still, longer on a machine with much to do. */
async function untilAlone(client: { query: (text: string, values: unknown[]) => Promise<{ rowCount: number | null }> }, name: string): Promise<void> {
  while ((await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])).rowCount !== 0) await sleep(20);
}

function withDatabase(url: string, name: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, (_, head: string) => `${head}${name}`);
}

/** One process at a time, across processes: whoever can make the file has the lock. */
async function underLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  for (const deadline = performance.now() + lockWaitMilliseconds; ;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (cause) {
      const holder = readHolder(file);
      if (holder !== undefined && !isAlive(holder)) rmSync(file, { force: true });
      else if (performance.now() > deadline) throw new Error(`process ${holder} holds ${file} for too long`, { cause });
      await sleep(50);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function readHolder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined; // Released between our try and our look.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
