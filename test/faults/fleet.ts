import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { Slot } from './schedule.ts';

const repository = resolve(import.meta.dirname, '../..');
/** A process that ended by itself (the database was away while it began) is started again after this, as a supervisor does. */
const restartMilliseconds = 500;

/** Processes of the product, `parley worker` and `parley api`, each with a clock of its own; whoever ends is started again. */
export type Fleet = {
  readonly start: (slot: Slot, skewMilliseconds: number) => void;
  /** `kill -9`, and starts it again with another clock. */
  readonly kill: (slot: Slot, skewMilliseconds: number) => void;
  /** How often one ended although nobody killed it. */
  readonly ended: () => number;
  /** The end of what each of them said, for who wonders why nothing goes on. */
  readonly said: () => string;
  readonly close: () => Promise<void>;
};

export type FleetOptions = {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly secretKey: string;
  readonly publicUrl: string;
  /** One for each API. */
  readonly ports: readonly number[];
};

/** Opens an empty fleet. What its processes say goes to `<folder>/<role>-<index>.txt`. */
export function openFleet(options: FleetOptions): Fleet {
  const running = new Map<string, ChildProcess>();
  let isOpen = true;
  let ended = 0;
  const keyOf = (slot: Slot) => `${slot.role}-${slot.index}`;

  function start(slot: Slot, skewMilliseconds: number): void {
    const log = openSync(join(options.folder, `${keyOf(slot)}.txt`), 'a');
    const child = spawn(process.execPath, ['--import', join(import.meta.dirname, 'skew.ts'), 'server/app/main.ts', slot.role], {
      cwd: repository,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        DATABASE_URL: options.databaseUrl,
        DATA_DIR: options.folder,
        PARLEY_SECRET_KEY: options.secretKey,
        PUBLIC_URL: options.publicUrl,
        PORT: String(options.ports[slot.index] ?? 1),
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        FAULTS_SKEW_MILLISECONDS: String(skewMilliseconds),
      },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    running.set(keyOf(slot), child);
    child.once('exit', () => {
      if (!isOpen || running.get(keyOf(slot)) !== child) return;
      ended += 1;
      setTimeout(() => {
        if (isOpen && running.get(keyOf(slot)) === child) start(slot, skewMilliseconds);
      }, restartMilliseconds);
    });
  }

  return {
    start,
    kill(slot, skewMilliseconds) {
      const child = running.get(keyOf(slot));
      running.delete(keyOf(slot));
      child?.kill('SIGKILL');
      start(slot, skewMilliseconds);
    },
    ended: () => ended,
    said: () => [...running.keys()].map((key) => `${key}: ${readFileSync(join(options.folder, `${key}.txt`), 'utf8').slice(-600)}`).join('\n'),
    async close() {
      isOpen = false;
      await Promise.all(
        [...running.values()].map(async (child) => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const gone = new Promise((done) => child.once('exit', done));
          child.kill('SIGKILL');
          await gone;
        }),
      );
    },
  };
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
