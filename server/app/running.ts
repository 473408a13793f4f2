import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { claimFile, dropFile, isAlive, markOf, readIfThere } from '#server/platform/process.ts';

const Mark = z.object({ pid: z.number().int().positive(), born: z.string() });
const RunFile = z.object({ ...Mark.shape, url: z.string(), emulator: Mark.optional() });

/** That this data folder is in use by us, until `release`. */
export type Claim = {
  /** Notes the emulator's process, so that the next start can end it if we are killed. */
  readonly noteEmulator: (pid: number) => void;
  readonly release: () => void;
};

/** A port stays taken for a moment after the process that held it was killed. */
const portWaitMilliseconds = 2_000;
const answerWithinMilliseconds = 1_500;

/**
 * Claims the data folder for this process, or says who has it. What a killed process left behind (its file, its
 * emulator) is cleared away.
 */
export async function claimFolder(dataFolder: string, url: string): Promise<Claim | { takenBy: { pid: number; url: string; isAnswering: boolean } }> {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'parley.run.json');
  const own = markOf();
  if (!own) throw new Error('/proc is not mounted; Parley needs it to tell whether it is running already');
  while (!claimFile(file, JSON.stringify({ ...own, url }))) {
    const holder = readHolder(file);
    if (holder && isAlive(holder)) return { takenBy: { pid: holder.pid, url: holder.url, isAnswering: await isAnswering(holder.url) } };
    if (holder?.emulator && isAlive(holder.emulator)) process.kill(holder.emulator.pid, 'SIGKILL');
    dropFile(file);
  }
  return {
    noteEmulator(pid) {
      const emulator = markOf(pid);
      writeFileSync(file, JSON.stringify({ ...own, url, ...(emulator ? { emulator } : {}) }), { mode: 0o600 });
    },
    release: () => dropFile(file),
  };
}

/** Tells whether a port can be listened on; waits a moment for one that is just being given back. */
export async function isPortFree(host: string, port: number): Promise<boolean> {
  for (const deadline = performance.now() + portWaitMilliseconds; ;) {
    if (await canListen(host, port)) return true;
    if (performance.now() > deadline) return false;
    await sleep(100);
  }
}

function readHolder(file: string) {
  try {
    const parsed = RunFile.safeParse(JSON.parse(readIfThere(file) ?? 'null'));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined; // Half written by a process that was killed: nobody's.
  }
}

async function isAnswering(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/livez`, { signal: AbortSignal.timeout(answerWithinMilliseconds) });
    return response.ok;
  } catch {
    return false;
  }
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => ('code' in error && error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    probe.listen({ host, port }, () => probe.close(() => resolve(true)));
  });
}
