import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { contract } from '#core/contract/contract.ts';
import { controlRoot } from '#core/rehearsal/rehearsal.ts';
import { call, type Door } from '#server/app/client/client.ts';
import { nodeEnvironment, nodeFlags } from '#tools/node.mjs';

/** The whole product in a folder of its own, as `npm start` runs it: embedded PostgreSQL, emulator, API and worker. */
export type Product = {
  readonly door: Door;
  readonly phonesUrl: string;
  /** The values that connect a number of the emulator. */
  readonly access: Access;
  readonly folder: string;
  readonly pid: number;
  /** What the first start printed, with the owner's password. */
  readonly said: () => string;
  readonly owner: { email: string; password: string };
  readonly close: () => Promise<void>;
};

const Access = z.object({
  appId: z.string(),
  businessAccountId: z.string(),
  numberId: z.string(),
  token: z.string(),
  appSecret: z.string(),
  verifyToken: z.string(),
});
export type Access = z.infer<typeof Access>;
const Terminal = z.object({ url: z.string(), key: z.string() });

const repository = resolve(import.meta.dirname, '../..');
const readyWithinMilliseconds = 60_000;

/**
 * Starts Parley on free ports, by the Node and with the flags and environment of `npm start`, and waits until its first start is over; without `demo` it is
 * empty. `moreFlags` are for Node too, such as a profile.
 */
export async function openProduct(options: { demo: boolean; moreFlags?: readonly string[] }): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  // As root the database runs as another user, who must get in; else its data would lie in /var/lib and stay there.
  chmodSync(folder, 0o755);
  const [port, phonesPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [...nodeFlags, ...(options.moreFlags ?? []), 'server/app/main.ts', 'start'], {
    cwd: repository,
    env: {
      ...nodeEnvironment(join(repository, 'node_modules/.cache/node')),
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DATA_DIR: folder,
      PORT: String(port),
      PHONES_PORT: String(phonesPort),
      DEMO: options.demo ? 'on' : 'off',
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  const close = async () => {
    child.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const door = await untilReady(
    folder,
    () => child.exitCode !== null,
    () => said,
  );
  const access = Access.parse(JSON.parse(readFileSync(join(folder, 'rehearsal.json'), 'utf8')));
  return { door, phonesUrl: `http://127.0.0.1:${phonesPort}`, access, folder, pid: child.pid ?? 0, said: () => said, owner: await ownerOf(() => said), close };
}

/** The block that ends a first start names the owner and the password. */
async function ownerOf(said: () => string): Promise<{ email: string; password: string }> {
  const until = performance.now() + readyWithinMilliseconds;
  while (performance.now() < until) {
    const email = /[\w.+-]+@[\w.-]+/.exec(said())?.[0];
    const password = /[Pp]assword:?\s+(\S{10,})/.exec(said())?.[1];
    if (email !== undefined && password !== undefined) return { email, password };
    await sleep(100);
  }
  throw new Error(`no password was printed:\n${said()}`);
}

async function untilReady(folder: string, isOver: () => boolean, said: () => string): Promise<Door> {
  const until = performance.now() + readyWithinMilliseconds;
  while (performance.now() < until) {
    if (isOver()) throw new Error(`Parley ended before it was ready:\n${said()}`);
    try {
      const door = Terminal.parse(JSON.parse(readFileSync(join(folder, 'terminal.json'), 'utf8')));
      await call(door, contract.settings.me);
      return door;
    } catch {
      await sleep(100);
    }
  }
  throw new Error(`Parley was not ready within ${readyWithinMilliseconds / 1000} s:\n${said()}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Says something to the emulator's control API. */
export async function tellPhones(product: Product, method: 'POST' | 'PATCH', path: string, body: unknown): Promise<void> {
  const response = await fetch(`${product.phonesUrl}${controlRoot}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}
