import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** An operating system account that the database runs as. PostgreSQL refuses to run as root. */
export type Account = { readonly uid: number; readonly gid: number; readonly name: string };

const preferredNames = ['postgres', 'nobody'];

/**
 * Says as whom the database must run, or undefined when it can run as we do.
 *
 * Only root has to drop: to the owner of the cluster if there is one already, else to `postgres`, else to `nobody`
 * (initdb wants an account that /etc/passwd knows).
 */
export function accountFor(cluster: string): Account | undefined {
  if (process.geteuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    const name = lines.find((line) => line.split(':')[2] === String(uid))?.split(':')[0];
    if (uid !== 0) return { uid, gid, name: name ?? `number ${uid}` };
  }
  for (const name of preferredNames) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    const uid = Number(fields?.[2]);
    const gid = Number(fields?.[3]);
    if (fields && uid > 0 && gid > 0) return { uid, gid, name };
  }
  throw new Error('PostgreSQL does not run as root, and /etc/passwd knows neither "postgres" nor "nobody": start as another user, or set DATABASE_URL');
}

/** Tells whether an account may enter every folder above `path` and read `path` itself; ourselves always. */
export function canReach(path: string, account: Account | undefined): boolean {
  if (account === undefined) return true;
  const target = resolve(path);
  if (existsSync(target) && !allows(target, account, 4)) return false;
  for (let folder = dirname(target); ; folder = dirname(folder)) {
    if (existsSync(folder) && !allows(folder, account, 1)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function allows(path: string, account: Account, bit: 1 | 4): boolean {
  const { mode, uid, gid } = statSync(path);
  if (uid === account.uid) return (mode & (bit << 6)) !== 0;
  if (gid === account.gid) return (mode & (bit << 3)) !== 0;
  return (mode & bit) !== 0;
}
