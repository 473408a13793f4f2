import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** A process by number and birth, so that another one that got the number later is told apart. */
export type ProcessMark = { readonly pid: number; readonly born: string };

/** The mark of a living process (or of ourselves), undefined for one that is gone or a zombie. */
export function markOf(pid: number = process.pid): ProcessMark | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name is in brackets and may hold anything; what follows it does not.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const born = fields[19];
    return fields[0] === 'Z' || born === undefined ? undefined : { pid, born };
  } catch {
    return undefined;
  }
}

/** Tells whether the very process of a mark still lives. */
export function isAlive(mark: ProcessMark): boolean {
  return markOf(mark.pid)?.born === mark.born;
}

/** Writes a file that only one process can have made; false when it is there already. */
export function claimFile(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Reads a file, undefined when it is not there. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes a file if it is there. */
export function dropFile(file: string): void {
  rmSync(file, { force: true });
}
