import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from './platform.ts';

const keyPattern = /^[a-z0-9][a-z0-9_-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

/** Gives back a key that can be one; throws for one that could leave its place, which is a bug of the caller. */
export function requireFileKey(key: string): string {
  if (!keyPattern.test(key)) throw new Error(`"${key}" is no key of a file; such keys look like imports/0193.csv`);
  return key;
}

/**
 * Keeps files below `folder`. A file appears whole or not at all: it is written beside its place, synced, and renamed.
 * Keys are ours (`imports/<uuid>.csv`).
 */
export function openFiles(folder: string): Files {
  const pathOf = (key: string): string => join(folder, requireFileKey(key));
  return {
    async put(key, content) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const unfinished = `${path}.${randomBytes(6).toString('hex')}.part`;
      const hash = createHash('sha256');
      let bytes = 0;
      try {
        const file = await open(unfinished, 'wx', 0o600);
        try {
          for await (const part of content instanceof Uint8Array ? [content] : content) {
            hash.update(part);
            bytes += part.byteLength;
            await file.writeFile(part);
          }
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(unfinished, path);
      } catch (cause) {
        await rm(unfinished, { force: true });
        throw cause;
      }
      return { bytes, sha256: hash.digest() };
    },
    read: (key) => readFile(pathOf(key)),
    async find(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
    },
    stream: (key) => createReadStream(pathOf(key)),
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}
