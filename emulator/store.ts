import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What is kept: one row for each thing, its JSON under its key. */
export type Kind = 'meta' | 'account' | 'number' | 'template' | 'media' | 'upload' | 'person' | 'subscription' | 'update' | 'delivery';

/**
 * Remembers a world. Writes are gathered and written behind within `flushMilliseconds`; a thing that came and went in
 * between never touches the disk. After `kill -9` at most that much is lost.
 */
export type Store = {
  readonly durable: boolean;
  /** Keeps `print()` under the key; it is called when the row is written, so the last state wins. */
  put(kind: Kind, key: string, print: () => string): void;
  drop(kind: Kind, key: string): void;
  all(kind: Kind): string[];
  putBytes(key: string, bytes: Buffer): void;
  getBytes(key: string): Buffer | undefined;
  dropBytes(key: string): void;
  flush(): void;
  close(): void;
};

const flushMilliseconds = 200;

/** Rows written in one go, so that a flush never holds up the answers for long; the rest waits for the next. */
const flushRows = 4_000;

/** A store that forgets: media bytes in memory, nothing else. */
export function openMemoryStore(): Store {
  const bytes = new Map<string, Buffer>();
  return {
    durable: false,
    put() {},
    drop() {},
    all: () => [],
    putBytes: (key, value) => void bytes.set(key, value),
    getBytes: (key) => bytes.get(key),
    dropBytes: (key) => void bytes.delete(key),
    flush() {},
    close() {},
  };
}

/** A store in `directory/world.sqlite`. Throws a sentence if another emulator holds it. */
export function openDiskStore(directory: string): Store {
  mkdirSync(directory, { recursive: true });
  const database = openDatabase(directory);
  const upsert = database.prepare('INSERT INTO entry (kind, key, value) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value');
  const remove = database.prepare('DELETE FROM entry WHERE kind = ? AND key = ?');
  const select = database.prepare('SELECT value FROM entry WHERE kind = ? ORDER BY rowid');
  const upsertBytes = database.prepare('INSERT INTO bytes (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  const selectBytes = database.prepare('SELECT value FROM bytes WHERE key = ?');
  const removeBytes = database.prepare('DELETE FROM bytes WHERE key = ?');
  const dirty = new Map<string, { kind: Kind; key: string; print: (() => string) | null }>();
  const onDisk = new Set<string>();
  for (const row of database.prepare('SELECT kind, key FROM entry').all()) onDisk.add(`${String(row['kind'])}/${String(row['key'])}`);

  function write(limit: number): void {
    if (dirty.size === 0) return;
    let rows = 0;
    database.exec('BEGIN');
    for (const [name, change] of dirty) {
      if (rows >= limit) break;
      rows += 1;
      dirty.delete(name);
      if (change.print === null) remove.run(change.kind, change.key);
      else upsert.run(change.kind, change.key, change.print());
      if (change.print === null) onDisk.delete(name);
      else onDisk.add(name);
    }
    database.exec('COMMIT');
  }

  const interval = setInterval(() => write(flushRows), flushMilliseconds).unref();
  return {
    durable: true,
    put(kind, key, print) {
      dirty.set(`${kind}/${key}`, { kind, key, print });
    },
    drop(kind, key) {
      const name = `${kind}/${key}`;
      if (onDisk.has(name)) dirty.set(name, { kind, key, print: null });
      else dirty.delete(name);
    },
    all: (kind) => select.all(kind).map((row) => String(row['value'])),
    putBytes: (key, value) => void upsertBytes.run(key, value),
    getBytes(key) {
      const value = selectBytes.get(key)?.['value'];
      return value instanceof Uint8Array ? Buffer.from(value) : undefined;
    },
    dropBytes: (key) => void removeBytes.run(key),
    flush: () => write(Number.MAX_SAFE_INTEGER),
    close() {
      clearInterval(interval);
      write(Number.MAX_SAFE_INTEGER);
      database.close();
    },
  };
}

function openDatabase(directory: string): DatabaseSync {
  try {
    const database = new DatabaseSync(join(directory, 'world.sqlite'));
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = NORMAL');
    database.exec('CREATE TABLE IF NOT EXISTS entry (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (kind, key))');
    database.exec('CREATE TABLE IF NOT EXISTS bytes (key TEXT PRIMARY KEY, value BLOB NOT NULL)');
    return database;
  } catch (error) {
    throw new Error(`cannot open the emulator's data in ${directory}: is another emulator using it?`, { cause: error });
  }
}
