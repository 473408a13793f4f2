import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { controlRoot } from '#core/rehearsal/rehearsal.ts';
import type { Log } from '#server/platform/platform.ts';
import type { NumberAccess } from './demo/seed.ts';

/**
 * The only file of the server that knows of the emulator: it spawns it and hands out how to reach it, in the same
 * words one would take from Meta. To everything else it is a WhatsApp like the other.
 */
export type Rehearsal = {
  readonly url: string;
  /** Its clock, for who follows it. */
  readonly clockUrl: string;
  readonly number: NumberAccess;
  readonly close: () => Promise<void>;
};

export type RehearsalOptions = {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly log: Log;
  readonly onSpawn: (pid: number) => void;
};

const repository = resolve(import.meta.dirname, '../..');
const apiVersion = 'v26.0';
/** Reading its state back after a big rehearsal takes a moment. */
const readyWithinMilliseconds = 20_000;
const stopMilliseconds = 1_500;
const restartMilliseconds = 1_000;

/** Ids look like Meta's; secrets are made here once and are known to nobody. */
const Secrets = z.object({
  appId: z.string(),
  businessAccountId: z.string(),
  numberId: z.string(),
  token: z.string(),
  appSecret: z.string(),
  verifyToken: z.string(),
});
type Secrets = z.infer<typeof Secrets>;

const Ready = z.object({ ready: z.literal(true), url: z.string() });

/** Starts the emulator as a process of its own and keeps it running until `close`. */
export async function openRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const secrets = readOrMakeSecrets(join(options.dataFolder, 'rehearsal.json'));
  let isClosing = false;
  let current = await spawnEmulator(options, secrets);
  const watch = (child: ChildProcess): void => {
    child.once('exit', (code) => {
      if (isClosing) return;
      options.log.error({ code }, 'the emulator ended by itself; starting it again');
      setTimeout(() => void restart(), restartMilliseconds);
    });
  };
  const restart = async (): Promise<void> => {
    try {
      current = await spawnEmulator(options, secrets);
      watch(current.child);
    } catch (error) {
      options.log.error({ error }, 'the emulator does not start');
    }
  };
  watch(current.child);
  return {
    url: current.url,
    clockUrl: `${current.url}${controlRoot}/clock`,
    number: {
      baseUrl: current.url,
      apiVersion,
      businessAccountId: secrets.businessAccountId,
      numberId: secrets.numberId,
      appId: secrets.appId,
      token: secrets.token,
      appSecret: secrets.appSecret,
      verifyToken: secrets.verifyToken,
    },
    close: async () => {
      isClosing = true;
      await stop(current.child);
    },
  };
}

async function spawnEmulator(options: RehearsalOptions, secrets: Secrets): Promise<{ child: ChildProcess; url: string }> {
  const wall = join(repository, 'web/dist/wall');
  const args = [
    'emulator/main.ts',
    '--json',
    '--port',
    String(options.port),
    '--host',
    options.host,
    '--data',
    join(options.dataFolder, 'phones'),
    ...(existsSync(wall) ? ['--wall', wall] : []),
  ];
  const child = spawn(process.execPath, args, {
    cwd: repository,
    // Not on the command line, where every user of the machine could read them.
    env: {
      PARLEY_EMULATOR_APP_ID: secrets.appId,
      PARLEY_EMULATOR_APP_SECRET: secrets.appSecret,
      PARLEY_EMULATOR_TOKEN: secrets.token,
      PARLEY_EMULATOR_VERIFY_TOKEN: secrets.verifyToken,
      PARLEY_EMULATOR_BUSINESS_ACCOUNT_ID: secrets.businessAccountId,
      PARLEY_EMULATOR_NUMBER_ID: secrets.numberId,
      PARLEY_EMULATOR_NAME: 'Brûlerie Lumière',
    },
    // Its own group: Ctrl-C in the terminal is for us. The channel tells it when we are gone.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  if (child.pid !== undefined) options.onSpawn(child.pid);
  const said: string[] = [];
  if (child.stderr) {
    createInterface(child.stderr).on('line', (line) => {
      if (said.push(line) > 50) said.shift();
      options.log.warn({ line }, 'emulator');
    });
  }
  return { child, url: await untilReady(child, said) };
}

function untilReady(child: ChildProcess, said: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(new Error(`the emulator is not ready after ${readyWithinMilliseconds / 1000} s: ${said.join('\n')}`));
    }, readyWithinMilliseconds);
    child.once('error', fail);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(new Error(`the emulator ended with ${code}: ${said.join('\n')}`));
    });
    if (!child.stdout) return;
    createInterface(child.stdout).on('line', (line) => {
      const ready = Ready.safeParse(parseLine(line));
      if (!ready.success) return;
      clearTimeout(timer);
      done(ready.data.url);
    });
  });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // A line for people.
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMilliseconds);
  await ended;
  clearTimeout(timer);
}

function readOrMakeSecrets(file: string): Secrets {
  if (existsSync(file)) return Secrets.parse(JSON.parse(readFileSync(file, 'utf8')));
  const digits = (count: number): string => `1${[...randomBytes(count - 1)].map((byte) => byte % 10).join('')}`;
  const secret = (bytes: number): string => randomBytes(bytes).toString('hex');
  const secrets: Secrets = {
    appId: digits(15),
    businessAccountId: digits(15),
    numberId: digits(15),
    token: `EAA${secret(40)}`,
    appSecret: secret(16),
    verifyToken: secret(16),
  };
  writeFileSync(file, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  return secrets;
}
