import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, accountFor } from './account.ts';
import { findBinaries } from './binaries.ts';
import { placeCluster } from './place.ts';

/** A PostgreSQL of our own. `url` names one of its databases; the database need not exist yet. */
export type Cluster = {
  readonly url: (database: string) => string;
  readonly folder: string;
  /** One sentence when the data or the programs could not lie where they belong. */
  readonly away: string | undefined;
  readonly pid: number;
  /** Stops the server if this call started or took over it; a shared one goes on. */
  readonly close: () => Promise<void>;
};

export type ClusterOptions = {
  /** The folder of the data, such as `data/postgres`. */
  readonly folder: string;
  /**
   * What to do with a server that runs on this folder already: `replace` stops it (it was left behind by a killed
   * process; the caller holds the lock on the folder), `share` uses it and leaves it running.
   */
  readonly whenRunning: 'replace' | 'share';
  /** Further settings, `name: value`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** False skips every fsync: for data that may be lost, as in tests. */
  readonly durable?: boolean;
  /** Told before the step that takes longest, making a new cluster. */
  readonly onCreate?: () => void;
  /** Told when the server ended although nobody asked it to; it is being started again. */
  readonly onCrash?: () => void;
};

/** The superuser of our clusters. Only the owner of the socket's folder (mode 0700) gets as far as naming it. */
const superuser = 'parley';
const port = 5432;
/** From the start of the process to `ready`: recovery after a crash of a big database takes its time. */
const readyWithinMilliseconds = 120_000;
/** A fast shutdown that takes longer is made an immediate one; both lose nothing. */
const fastStopMilliseconds = 1_500;
const pollMilliseconds = 10;
const restartMilliseconds = 500;
/** Linux allows 107 bytes for a socket's path. */
const socketPathMost = 100;
/** A server log above this is started anew. */
const logBytesMost = 5_000_000;

/**
 * Measured in facts/performance.md §7; jit costs more than it gives for statements of milliseconds. After a checkpoint the first change of each page writes the
 * whole page to the log: a quarter of an hour between two, and not five minutes, has a campaign do so once. The log to be read after a crash stays below
 * `max_wal_size` either way.
 */
const standardSettings = {
  listen_addresses: '',
  ssl: 'off',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  max_connections: '100',
  jit: 'off',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  unix_socket_permissions: '0700',
} as const;

/** Starts PostgreSQL on a folder, making the cluster the first time. Works as root (it drops to another account) and not. */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const wanted = resolve(options.folder);
  mkdirSync(dirname(wanted), { recursive: true });
  const place = placeCluster(wanted, accountFor(wanted));
  const account = accountFor(place.folder);
  const folder = place.folder;
  const binaries = findBinaries(account);
  const away = describeAway({ wanted, folder, account, binaries: binaries.copied ? binaries.folder : undefined });

  const running = findRunning(folder);
  if (running && options.whenRunning === 'share') {
    await untilReady(running.pid, folder);
    const shared = findRunning(folder) ?? running;
    return { url: urlOf(shared.socketFolder), folder, away, pid: shared.pid, close: async () => {} };
  }
  if (running) await stopServer(running.pid);
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    options.onCreate?.();
    await createCluster(folder, binaries.folder, account, options.durable ?? true);
  }
  const socketFolder = makeSocketFolder(folder, account);
  const keeper = await keepRunning({ folder, binaries: binaries.folder, socketFolder, account, options });
  return {
    url: urlOf(socketFolder),
    folder,
    away,
    pid: keeper.pid,
    close: async () => {
      await keeper.close();
      if (socketFolder !== folder) rmSync(socketFolder, { recursive: true, force: true });
    },
  };
}

/** Starts the server, and starts it again when it ends without being asked (killed for memory, say). */
async function keepRunning(start: Start): Promise<{ pid: number; close: () => Promise<void> }> {
  let isClosing = false;
  let current: Promise<ChildProcess> = startServer(start);
  const watch = async (): Promise<void> => {
    const child = await current;
    child.once('exit', () => {
      if (isClosing) return;
      start.options.onCrash?.();
      current = sleep(restartMilliseconds).then(() => startServer(start));
      // A second failure is not hidden: without a database nothing works, and the log says why.
      void watch();
    });
  };
  await watch();
  return {
    pid: (await current).pid ?? 0,
    close: async () => {
      isClosing = true;
      await stopServer((await current).pid ?? 0);
    },
  };
}

/** Finds the server that runs on a folder of `openCluster`, and how to reach it; undefined when none does. */
export function findRunning(folder: string): { pid: number; socketFolder: string } | undefined {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (Number.isInteger(pid) && pid > 0 && folderOf(pid) === folder) return { pid, socketFolder: lines[4] || folder };
  // The number may belong to somebody else by now, and PostgreSQL would then refuse to start. If nobody has it,
  // PostgreSQL clears the file itself after a look at the shared memory.
  if (pid > 0 && existsSync(`/proc/${pid}`)) rmSync(file, { force: true });
  return undefined;
}

/** The cluster of a folder if its server runs, for tools that look at a running Parley. */
export function findRunningUrl(wanted: string, database: string): string | undefined {
  const pointer = `${resolve(wanted)}.place`;
  const folder = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : resolve(wanted);
  const running = findRunning(folder);
  return running ? urlOf(running.socketFolder)(database) : undefined;
}

const urlOf = (socketFolder: string) => (database: string) =>
  `postgresql:///${encodeURIComponent(database)}?user=${superuser}&host=${encodeURIComponent(socketFolder)}&port=${port}`;

/** PostgreSQL's server makes its folder the working directory, which tells it from another process of the same number. */
function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // No such process, or one that is not ours to see.
  }
}

function describeAway(found: { wanted: string; folder: string; account: Account | undefined; binaries: string | undefined }): string | undefined {
  const { wanted, folder, account, binaries } = found;
  if (folder === wanted && binaries === undefined) return undefined;
  const why = `PostgreSQL runs as user ${account?.name ?? 'nobody'}, who cannot enter ${folder === wanted ? 'node_modules here' : dirname(wanted)}`;
  const data = folder === wanted ? undefined : `its data lies in ${folder}`;
  const programs = binaries === undefined ? undefined : `its programs in ${binaries}`;
  return `${why}: ${[data, programs].filter((part) => part !== undefined).join(', ')}`;
}

async function createCluster(folder: string, binaries: string, account: Account | undefined, durable: boolean): Promise<void> {
  // Made beside its place and renamed, so that a killed initdb leaves nothing that looks like a cluster.
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  if (account) chownSync(unfinished, account.uid, account.gid);
  const args = ['-D', unfinished, '-U', superuser, '--auth-local=trust', '--auth-host=reject', '--encoding=UTF8', '--no-instructions'];
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', ...(durable ? [] : ['--no-sync']));
  const child = spawn(join(binaries, 'bin/initdb'), args, { ...dropTo(account), stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
  if (code !== 0) throw new Error(`initdb could not make a database in ${unfinished}:\n${said}`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
}

/** The environment is ours, not the caller's: PGDATA and its kin must not lead the server elsewhere. */
function dropTo(account: Account | undefined) {
  return { cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }, ...(account ? { uid: account.uid, gid: account.gid } : {}) };
}

function makeSocketFolder(folder: string, account: Account | undefined): string {
  if (Buffer.byteLength(join(folder, `.s.PGSQL.${port}`)) <= socketPathMost) return folder;
  const short = mkdtempSync('/tmp/parley-');
  chmodSync(short, 0o700);
  if (account) chownSync(short, account.uid, account.gid);
  return short;
}

type Start = { folder: string; binaries: string; socketFolder: string; account: Account | undefined; options: ClusterOptions };

async function startServer(start: Start): Promise<ChildProcess> {
  const { folder, options } = start;
  const logFile = `${folder}.log`;
  const isLogBig = existsSync(logFile) && statSync(logFile).size > logBytesMost;
  const settings = {
    ...standardSettings,
    unix_socket_directories: start.socketFolder,
    ...(options.durable === false ? { fsync: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  };
  const args = ['-D', folder, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  for (const deadline = performance.now() + readyWithinMilliseconds; ;) {
    const log = openSync(logFile, isLogBig ? 'w' : 'a', 0o600);
    const before = statSync(logFile).size;
    // A session of its own: Ctrl-C in the terminal is for us, and we stop the server last.
    const child = spawn(join(start.binaries, 'bin/postgres'), args, { ...dropTo(start.account), detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    const failed = new Promise<never>((_, fail) => child.once('error', fail));
    const pid = child.pid;
    if (pid === undefined) return await failed;
    failed.catch(() => {});
    child.unref();
    if (await untilReady(pid, folder)) return child;
    const said = readFileSync(logFile).subarray(before).toString();
    // Children of a killed server need a moment to notice that it is gone.
    const isPassing = said.includes('shared memory block') || said.includes('lock file');
    if (!isPassing || performance.now() > deadline) throw new Error(`PostgreSQL did not start on ${folder}:\n${said.trim()}`);
    await sleep(200);
  }
}

/** Waits until line 8 of postmaster.pid says `ready`; false when the process is gone before. */
async function untilReady(pid: number, folder: string): Promise<boolean> {
  const file = join(folder, 'postmaster.pid');
  for (const deadline = performance.now() + readyWithinMilliseconds; performance.now() < deadline;) {
    if (!isAlive(pid)) return false;
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (Number(lines[0]) === pid && lines[7]?.trim() === 'ready') return true;
    await sleep(pollMilliseconds);
  }
  throw new Error(`PostgreSQL on ${folder} is not ready after ${readyWithinMilliseconds / 1000} s`);
}

async function stopServer(pid: number): Promise<void> {
  signal(pid, 'SIGINT'); // "Fast": open transactions are rolled back, everything is written.
  for (const deadline = performance.now() + fastStopMilliseconds; isAlive(pid);) {
    if (performance.now() > deadline) break;
    await sleep(pollMilliseconds);
  }
  if (isAlive(pid)) signal(pid, 'SIGQUIT'); // "Immediate": the next start recovers from the log.
  while (isAlive(pid)) await sleep(pollMilliseconds);
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

/** A zombie (its parent has not looked yet) is not alive. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
