import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runMigrations } from 'graphile-worker';
import { quietLogger } from '../queue.ts';
import { openDatabase, withClient } from './postgres.ts';

/** The folder of the numbered files. */
export const migrationsFolder = resolve(import.meta.dirname, '../../../database/migrations');

/** One migration: a number, a name, and statements that run in one transaction. */
export type Migration = { readonly name: string; readonly text: string; readonly sha256: string };

/** An arbitrary number under which migrating processes wait for each other. */
const migrationLock = 7_204_511;

/** The migrations in order. Two with one number are a mistake. */
export function readMigrations(folder: string = migrationsFolder): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => /^\d{4}_.+\.sql$/.test(name))
    .toSorted();
  names.forEach((name, index) => {
    if (names[index - 1]?.slice(0, 4) === name.slice(0, 4)) throw new Error(`migrations ${names[index - 1]} and ${name} have the same number`);
  });
  return names.map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
  });
}

/**
 * Brings a database forward: each file once, in order, each in a transaction, only one process at a time; then the
 * queue's own tables. Returns the names applied now. A file that was changed after it ran, or a database newer than
 * this program, is refused.
 */
export async function migrate(url: string, migrations: readonly Migration[] = readMigrations()): Promise<string[]> {
  const applied = await withClient(url, async (client) => {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(`create table if not exists migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now()
    )`);
    const done = new Map<string, string>();
    const rows = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration order by name');
    for (const row of rows.rows) done.set(row.name, row.sha256);
    refuseStrangers(migrations, done);
    const waiting = migrations.filter((migration) => !done.has(migration.name));
    for (const migration of waiting) {
      await client.query('begin');
      try {
        await client.query(migration.text);
        await client.query('insert into migration (name, sha256) values ($1, $2)', [migration.name, migration.sha256]);
        await client.query('commit');
      } catch (cause) {
        await client.query('rollback');
        throw new Error(`migration ${migration.name} failed; the database is as it was before it`, { cause });
      }
    }
    return waiting.map((migration) => migration.name);
  });
  const { pool } = openDatabase(url);
  try {
    await runMigrations({ pgPool: pool, logger: quietLogger });
  } finally {
    // Not `close`: a kysely that was never asked anything has not taken the pool, and would leave it open.
    await pool.end();
  }
  return applied;
}

function refuseStrangers(migrations: readonly Migration[], done: ReadonlyMap<string, string>): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.sha256]));
  for (const [name, sha256] of done) {
    const here = known.get(name);
    if (here === undefined) throw new Error(`the database knows migration ${name} and this program does not: it was written by a newer version of Parley`);
    if (here !== sha256) throw new Error(`migration ${name} was changed after it had run on this database`);
  }
}
