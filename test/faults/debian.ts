import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { accountFor } from '#server/platform/postgres/account.ts';
import { withClient } from '#server/platform/postgres/postgres.ts';
import { freePort } from './fleet.ts';

const run = promisify(execFile);
const debianFolder = '/usr/lib/postgresql';
const readyWithinMilliseconds = 20_000;

/** Where Debian keeps its newest PostgreSQL of 15 or later; undefined where there is none. */
export function findDebianPostgres(): string | undefined {
  const versions = existsSync(debianFolder)
    ? readdirSync(debianFolder).filter((name) => Number(name) >= 15 && existsSync(join(debianFolder, name, 'bin/postgres')))
    : [];
  const newest = versions.toSorted((one, other) => Number(other) - Number(one))[0];
  return newest === undefined ? undefined : join(debianFolder, newest, 'bin');
}

/** A primary and a standby that has every commit before it counts, listening on `host`. */
export type Pair = {
  /** Names both, as DATABASE_URL does. */
  readonly url: string;
  /** `kill -9` of the primary and of all that it started, as when its machine dies. */
  killPrimary(): Promise<void>;
  /** Makes the standby the primary. */
  promote(): Promise<void>;
  close(): Promise<void>;
};

/** Starts a pair in a folder of its own; as root the servers run as another user. Without `hasStandby` it is one server. */
export async function openPair(bin: string, options: { host?: string; hasStandby?: boolean } = {}): Promise<Pair> {
  const { host = '127.0.0.1', hasStandby = true } = options;
  const folder = mkdtempSync(join(tmpdir(), 'parley-pair-'));
  chmodSync(folder, 0o755);
  const account = accountFor(folder);
  const dropped = {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  };
  const own = (name: string): string => {
    const made = join(folder, name);
    mkdirSync(made, { mode: 0o700 });
    if (account !== undefined) chownSync(made, account.uid, account.gid);
    return made;
  };
  const [first, second] = [own('primary'), own('standby')];
  const ports = [await freePort(), await freePort()];
  const servers: ChildProcess[] = [];
  const urlOf = (index: number) => `postgresql://parley@${host}:${ports[index]}/postgres`;

  async function start(data: string, index: number, settings: Record<string, string>): Promise<void> {
    const all = {
      port: String(ports[index]),
      listen_addresses: host,
      unix_socket_directories: '',
      max_connections: '200',
      shared_buffers: '64MB',
      autovacuum: 'off',
      ...settings,
    };
    const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const log = openSync(`${data}.log`, 'a');
    servers[index] = spawn(join(bin, 'postgres'), ['-D', data, ...words], { ...dropped, stdio: ['ignore', log, log] });
    closeSync(log);
    for (const deadline = performance.now() + readyWithinMilliseconds; ; await sleep(50)) {
      try {
        return await withClient(urlOf(index), async (client) => void (await client.query('select 1')));
      } catch (error) {
        if (performance.now() > deadline) throw new Error(`PostgreSQL does not answer:\n${readFileSync(`${data}.log`, 'utf8').slice(-1000)}`, { cause: error });
      }
    }
  }

  await run(join(bin, 'initdb'), ['-D', first, '-U', 'parley', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-instructions'], dropped);
  appendFileSync(join(first, 'pg_hba.conf'), 'host all all 0.0.0.0/0 trust\nhost replication all 0.0.0.0/0 trust\n');
  await start(first, 0, {});
  if (hasStandby) {
    await run(
      join(bin, 'pg_basebackup'),
      ['-D', second, '-h', host, '-p', String(ports[0]), '-U', 'parley', '-R', '-X', 'stream', '--checkpoint=fast'],
      dropped,
    );
    await start(second, 1, {});
    await withClient(urlOf(0), async (client) => {
      await client.query(`alter system set synchronous_standby_names = '*'`);
      await client.query('select pg_reload_conf()');
    });
    // From here on a commit counts when the standby has it on its disk.
    for (const deadline = performance.now() + readyWithinMilliseconds; !(await isSynchronous(urlOf(0))); await sleep(50))
      if (performance.now() > deadline) throw new Error('the standby does not follow synchronously');
  }
  const kill = async (index: number): Promise<void> => {
    const child = servers[index];
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
  };
  return {
    url: hasStandby ? `postgresql://parley@${host}:${ports[0]},${host}:${ports[1]}/postgres?target_session_attrs=read-write` : urlOf(0),
    killPrimary: () => kill(0),
    promote: () => withClient(urlOf(1), async (client) => void (await client.query('select pg_promote(true, 30)'))),
    async close() {
      await Promise.all([kill(0), kill(1)]);
      // Children of a killed server write until they notice.
      await sleep(300);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function isSynchronous(url: string): Promise<boolean> {
  return withClient(
    url,
    async (client) => (await client.query<{ sync_state: string }>('select sync_state from pg_stat_replication')).rows[0]?.sync_state === 'sync',
  );
}
