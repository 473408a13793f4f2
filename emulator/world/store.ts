import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What is kept: one row for each thing, its JSON under its key. */
export type Kind =
  | 'meta'
  | 'account'
  | 'portfolio'
  | 'number'
  | 'template'
  | 'media'
  | 'upload'
  | 'person'
  | 'subscription'
  | 'catalog'
  | 'flow'
  | 'population'
  | 'policy';

/**
 * Remembers a world, in one SQLite file. Writes are gathered and written behind within twice `flushMilliseconds`; a thing that
 * came and went in between never touches the disk. After `kill -9` at most that much is lost. Without a folder the file
 * is a temporary one that only spills what must not fill the memory (messages, media) and is gone at the end.
 */
export type Store = {
  /** Is there somebody to read this after the end? When not, `put` does nothing. */
  readonly durable: boolean;
  readonly database: DatabaseSync;
  /** Keeps `print()` under the key; it is called when the row is written, so the last state wins. */
  put(kind: Kind, key: string, print: () => string): void;
  drop(kind: Kind, key: string): void;
  all(kind: Kind): string[];
  putBytes(key: string, bytes: Buffer): void;
  getBytes(key: string): Buffer | undefined;
  dropBytes(key: string): void;
  /** Lets somebody write their own rows in the same transaction. */
  join(writer: StoreWriter): void;
  flush(): void;
  close(): void;
};

/**
 * Writes at most about `rows` rows and returns how many there were. `turn` goes up every `flushMilliseconds`; it is Infinity
 * when everything is to be written now.
 */
type StoreWriter = (rows: number, turn: number) => number;

const flushMilliseconds = 40;

/** Rows written in one go, one to three milliseconds’ worth; then answers are given before the flush goes on. Fewer at a time write the same pages more often. */
const flushRows = 250;

/** Pages of 4 KiB in SQLite's log before they go into the file: with the usual thousand that happens, with a wait for the disk, several times a second under load. */
const checkpointPages = 10_000;

/** SQLite's own memory, in KiB. */
const pageCache = 48 * 1024;

/** Opens the store in `directory/world.sqlite`, or a temporary one. Throws a sentence if another emulator holds it. */
export function openStore(directory: string | null): Store {
  const durable = directory !== null;
  const database = directory === null ? openTemporary() : openDatabase(directory);
  const writers: StoreWriter[] = [];
  let turn = 0;
  const entries = openEntries(database, () => turn);
  let goingOn: NodeJS.Immediate | undefined;

  function write(limit: number, at: number): number {
    let rows = 0;
    if (durable) database.exec('BEGIN');
    for (const writer of writers) rows += writer(limit, at);
    rows += entries.write(limit - rows, at);
    if (durable) database.exec('COMMIT');
    return rows;
  }
  function writeInPieces(): void {
    goingOn = write(flushRows, turn) < flushRows ? undefined : setImmediate(writeInPieces);
  }
  function writeAll(): void {
    write(Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY);
  }

  const interval = setInterval(() => {
    turn += 1;
    if (goingOn === undefined) writeInPieces();
  }, flushMilliseconds).unref();
  return {
    durable,
    database,
    put(kind, key, print) {
      if (durable) entries.put(kind, key, print);
    },
    drop: entries.drop,
    all: entries.all,
    ...openBytes(database),
    join: (writer) => void writers.push(writer),
    flush: writeAll,
    close() {
      clearInterval(interval);
      clearImmediate(goingOn);
      writeAll();
      database.close();
    },
  };
}

/** The rows of things, and what has changed of them since they were written. */
function openEntries(database: DatabaseSync, turn: () => number) {
  const upsert = database.prepare('INSERT INTO entry (kind, key, value) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value');
  const remove = database.prepare('DELETE FROM entry WHERE kind = ? AND key = ?');
  const select = database.prepare('SELECT value FROM entry WHERE kind = ? ORDER BY rowid');
  /** Each with the turn in which it first changed: a person who was sent something hears of it again at once, and is written once for both. */
  const dirty = new Map<string, { kind: Kind; key: string; print: (() => string) | null; since: number }>();
  const onDisk = new Set(
    database
      .prepare('SELECT kind, key FROM entry')
      .all()
      .map((row) => `${String(row['kind'])}/${String(row['key'])}`),
  );
  return {
    put(kind: Kind, key: string, print: () => string): void {
      const name = `${kind}/${key}`;
      dirty.set(name, { kind, key, print, since: dirty.get(name)?.since ?? turn() });
    },
    drop(kind: Kind, key: string): void {
      const name = `${kind}/${key}`;
      if (onDisk.has(name)) dirty.set(name, { kind, key, print: null, since: dirty.get(name)?.since ?? turn() });
      else dirty.delete(name);
    },
    all: (kind: Kind): string[] => select.all(kind).map((row) => String(row['value'])),
    write(limit: number, at: number): number {
      let rows = 0;
      for (const [name, change] of dirty) {
        if (rows >= limit || change.since >= at) break;
        rows += 1;
        dirty.delete(name);
        if (change.print === null) remove.run(change.kind, change.key);
        else upsert.run(change.kind, change.key, change.print());
        if (change.print === null) onDisk.delete(name);
        else onDisk.add(name);
      }
      return rows;
    },
  };
}

/** Files, written at once: they would fill the memory. */
function openBytes(database: DatabaseSync): Pick<Store, 'putBytes' | 'getBytes' | 'dropBytes'> {
  const upsert = database.prepare('INSERT INTO bytes (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  const select = database.prepare('SELECT value FROM bytes WHERE key = ?');
  const remove = database.prepare('DELETE FROM bytes WHERE key = ?');
  return {
    putBytes: (key, value) => void upsert.run(key, value),
    getBytes(key) {
      const value = select.get(key)?.['value'];
      return value instanceof Uint8Array ? Buffer.from(value) : undefined;
    },
    dropBytes: (key) => void remove.run(key),
  };
}

function openDatabase(directory: string): DatabaseSync {
  mkdirSync(directory, { recursive: true });
  try {
    const database = new DatabaseSync(join(directory, 'world.sqlite'));
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = NORMAL');
    database.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}`);
    return prepareTables(database);
  } catch (error) {
    throw new Error(`cannot open the emulator's data in ${directory}: is another emulator using it?`, { cause: error });
  }
}

/**
 * The file has no name any more once it is open: nothing is left behind, whatever happens to the program. So there is nothing
 * to commit either: one transaction lasts to the end, and pages go to the file when the page cache is full, not with every flush.
 */
function openTemporary(): DatabaseSync {
  const directory = mkdtempSync(join(tmpdir(), 'parley-emulator-'));
  const database = new DatabaseSync(join(directory, 'world.sqlite'));
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA journal_mode = OFF');
  database.exec('PRAGMA synchronous = OFF');
  prepareTables(database);
  rmSync(directory, { recursive: true, force: true });
  database.exec('BEGIN');
  return database;
}

function prepareTables(database: DatabaseSync): DatabaseSync {
  database.exec(`PRAGMA cache_size = -${pageCache}`);
  database.exec('CREATE TABLE IF NOT EXISTS entry (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (kind, key))');
  database.exec('CREATE TABLE IF NOT EXISTS bytes (key TEXT PRIMARY KEY, value BLOB NOT NULL)');
  return database;
}
