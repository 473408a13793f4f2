import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, lchownSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Account, canReach } from './account.ts';
import { commonFolder } from './binaries.ts';

/** Where a cluster lies. `away` is true when it could not lie where it was asked to. */
export type Place = { readonly folder: string; readonly away: boolean };

/**
 * Decides where the cluster asked for at `wanted` lies, so that it is found again at the next start.
 *
 * It lies at `wanted` unless `account` cannot get there (a repository under /root). Then it lies in a common folder,
 * a pointer file `<wanted>.place` names it, and a file `owner` beside it names us: so a moved repository keeps its
 * data, and a copied one does not share it. A cluster left at `wanted` from better days is brought along.
 */
export function placeCluster(wanted: string, account: Account | undefined): Place {
  const pointer = `${wanted}.place`;
  if (!existsSync(pointer) && canReach(dirname(wanted), account)) return { folder: wanted, away: false };

  const known = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : undefined;
  if (known !== undefined && isOurs(known, wanted)) {
    writeFileSync(ownerFile(known), `${wanted}\n`);
    return { folder: known, away: true };
  }

  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const folder = join(commonFolder(), name, 'postgres');
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
  if (existsSync(join(wanted, 'PG_VERSION')) && !existsSync(folder)) {
    cpSync(wanted, folder, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    if (account) ownAll(folder, account);
    renameSync(wanted, `${wanted}.moved`);
  }
  writeFileSync(ownerFile(folder), `${wanted}\n`);
  writeFileSync(pointer, `${folder}\n`);
  return { folder, away: true };
}

const ownerFile = (folder: string) => join(dirname(folder), 'owner');

function isOurs(folder: string, wanted: string): boolean {
  if (!existsSync(ownerFile(folder))) return false;
  const owner = readFileSync(ownerFile(folder), 'utf8').trim();
  return owner === wanted || !existsSync(`${owner}.place`);
}

function ownAll(folder: string, account: Account): void {
  chownSync(folder, account.uid, account.gid);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) lchownSync(join(entry.parentPath, entry.name), account.uid, account.gid);
}
