import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The repository these tests belong to. */
export const repository = resolve(import.meta.dirname, '../..');

/** A start of the real program in a folder of its own. */
export type Program = {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Waits until a line is printed, or fails with all that was. */
  readonly until: (pattern: RegExp) => Promise<void>;
  /** Waits for the end and returns the exit status. */
  readonly ended: Promise<number | null>;
};

/** A folder, two free ports, and starts of Parley in it. */
export type Place = {
  readonly dataFolder: string;
  readonly url: string;
  readonly port: number;
  readonly phonesPort: number;
  start(more?: { env?: Record<string, string>; root?: string }): Program;
  close(): Promise<void>;
};

/** Starting on a busy machine; alone it takes two seconds. */
const startWithinMilliseconds = 45_000;

/** Opens a place whose starts are all ended by `close`. */
export async function openPlace(): Promise<Place> {
  const folder = mkdtempSync('/tmp/parley-start-');
  // The account of the database must get in; the other way is tested in home.test.ts.
  chmodSync(folder, 0o755);
  const [port, phonesPort] = await freePorts();
  const programs: Program[] = [];
  const dataFolder = join(folder, 'data');
  return {
    dataFolder,
    url: `http://127.0.0.1:${port}`,
    port,
    phonesPort,
    start(more = {}) {
      const env = {
        ...process.env,
        DATA_DIR: dataFolder,
        PORT: String(port),
        PHONES_PORT: String(phonesPort),
        DEMO: 'off',
        NODE_TEST_CONTEXT: '',
        ...more.env,
      };
      const program = spawnProgram(more.root ?? repository, env);
      programs.push(program);
      return program;
    },
    async close() {
      for (const program of programs) {
        program.child.kill('SIGTERM');
        await program.ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function spawnProgram(root: string, env: NodeJS.ProcessEnv): Program {
  const child = spawn(process.execPath, [join(root, 'server/app/main.ts'), 'start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return {
    child,
    said: () => said,
    ended,
    async until(pattern) {
      for (const deadline = performance.now() + startWithinMilliseconds; !pattern.test(said);) {
        if (child.exitCode !== null || performance.now() > deadline) throw new Error(`"${pattern.source}" was not said, but:\n${said}`);
        await sleep(20);
      }
    },
  };
}

/** Two ports that nobody listens on. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((done) => {
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            done(typeof address === 'object' && address ? address.port : 0);
          });
        }),
    ),
  );
  for (const server of servers) await new Promise((done) => server.close(done));
  return [ports[0]!, ports[1]!];
}

/** Command lines of living processes that mention a text. */
export function processesOf(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => (existsSync(`/proc/${pid}/cmdline`) ? readSafely(`/proc/${pid}/cmdline`) : ''))
    .filter((line) => line.includes(text));
}

function readSafely(file: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
