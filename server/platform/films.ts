import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { constants as system, setPriority, tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Films } from './platform.ts';

/** A film of a minute takes some ten seconds on an old machine; what takes longer than this is given up. */
export const filmSecondsMost = 240;
/** The last words of ffmpeg say what was wrong; the rest is progress. */
const wordsMost = 4_000;
/** What it makes is at most 16 MB; a program that writes more is stopped by its own limit. */
const bytesMost = 64 * 1024 * 1024;

/**
 * Turns films and sounds with ffmpeg, a program of its own: `FFMPEG_PATH`, else the machine's, else that of the package
 * `@ffmpeg-installer/linux-x64`. Undefined when there is none.
 */
export function openFilms(options: { readonly path: string | undefined; readonly searchPath: string }): Films | undefined {
  const program = options.path ?? findOnPath(options.searchPath) ?? findPackaged();
  return program === undefined ? undefined : { turn: (input) => turn(program, input) };
}

function findOnPath(searchPath: string): string | undefined {
  return searchPath
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, 'ffmpeg'))
    .find(isProgram);
}

function findPackaged(): string | undefined {
  try {
    const path = createRequire(import.meta.url).resolve('@ffmpeg-installer/linux-x64/ffmpeg');
    return isProgram(path) ? path : undefined;
  } catch {
    // It is optional: other machines than linux-x64 do not get it.
    return undefined;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** One film after the other: each takes a whole core. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs it once, in a folder of its own that is gone afterwards. The reader of the file is named (`format`), so that no file can
 * choose another; only plain files can be opened, so that none can reach the network; one thread, at low priority.
 */
function turn(program: string, input: Parameters<Films['turn']>[0]): ReturnType<Films['turn']> {
  const turned = last.then(() => runIn(program, input));
  last = turned.catch(() => undefined);
  return turned;
}

async function runIn(program: string, input: Parameters<Films['turn']>[0]): ReturnType<Films['turn']> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-film-'));
  try {
    const from = join(folder, 'in');
    const to = join(folder, 'out');
    await writeFile(from, input.content, { mode: 0o600 });
    const reading = ['-protocol_whitelist', 'file', ...(input.format === undefined ? [] : ['-f', input.format]), '-i', from];
    const words = ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-threads', '1', ...reading, ...input.how];
    const { status, said } = await run(program, [...words, '-threads', '1', '-fs', String(bytesMost), '-y', to]);
    if (status === 'late') return { why: 'late', said };
    if (status !== 0) return { why: 'failed', said: said.replaceAll(folder, '') };
    return { content: await readFile(to) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(program: string, words: readonly string[]): Promise<{ status: number | 'late' | null; said: string }> {
  return new Promise((resolve, reject) => {
    // Nothing of our environment is its business: no keys, no proxies.
    const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: '' } });
    let said = '';
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, filmSecondsMost * 1000);
    child.once('spawn', () => {
      if (child.pid !== undefined) calm(child.pid);
    });
    child.stderr.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-wordsMost)));
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ status: isLate ? 'late' : status, said: said.trim() });
    });
  });
}

function calm(pid: number): void {
  try {
    setPriority(pid, system.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It may be over already; then there is nothing to calm.
  }
}
