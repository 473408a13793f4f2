import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A program of this folder in a process of its own, and the first line it printed as JSON. It ends when we do. */
export type Child = { readonly process: ChildProcess; readonly ready: unknown; readonly close: () => Promise<void> };

/** Starts one and waits for its first line. */
export async function openChild(program: string, args: readonly string[]): Promise<Child> {
  const child = fork(join(import.meta.dirname, program), args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const { stdout } = child;
  if (stdout === null) throw new Error(`${program} has no output`);
  const line = await new Promise<string>((done, fail) => {
    child.once('exit', (code) => fail(new Error(`${program} ended with ${code} before it was ready`)));
    createInterface(stdout).once('line', done);
  });
  return {
    process: child,
    ready: JSON.parse(line),
    close: async () => {
      const ended = new Promise<void>((done) => child.once('exit', () => done()));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A tick of the processor's clock in /proc: one hundredth of a second on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Seconds of the processor that a process has used, with those of its children that have ended; 0 where the system does not tell. */
export function cpuSecondsOf(pid: number): number {
  const fields = readProc(`/proc/${pid}/stat`)?.split(') ')[1]?.split(' ') ?? [];
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) / ticksPerSecond;
}

/** A process and all that it started, and those in turn. */
export function familyOf(pid: number): number[] {
  const children = readProc(`/proc/${pid}/task/${pid}/children`)?.trim().split(' ').filter(Boolean).map(Number) ?? [];
  return [pid, ...children.flatMap(familyOf)];
}

/** With which words a process was started. */
export function wordsOf(pid: number): string {
  return readProc(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? '';
}

const memoryLines = { rss: ['smaps_rollup', 'Rss'], pss: ['smaps_rollup', 'Pss'], peak: ['status', 'VmHWM'] } as const;

/** Bytes of memory: `rss` all that is resident, `pss` what is shared counted by its share, `peak` the most that ever was resident. */
export function memoryOf(pid: number, kind: keyof typeof memoryLines): number {
  const [file, name] = memoryLines[kind];
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readProc(`/proc/${pid}/${file}`) ?? '');
  return Number(found?.[1] ?? 0) * 1024;
}

function readProc(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // It has ended, or the system has no /proc.
  }
}
