import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Db } from '../platform.ts';
import { prepareMarked } from './prepared.ts';
import type { Schema } from './schema.ts';

/** An open database: Kysely for statements, the pool under it for what Kysely has no words for (COPY, LISTEN). */
export type Database = { readonly db: Db; readonly pool: pg.Pool; readonly close: () => Promise<void> };

/** Two cores serve about this many statements at once; more only queue inside PostgreSQL. */
const connectionsMost = 20;
/** A statement waits this long for a free connection before it fails. */
const connectWithinMilliseconds = 10_000;

/**
 * Opens a pool on a PostgreSQL URL. No connection is made before the first statement. When the server goes away,
 * statements fail and later ones connect anew; an idle connection that breaks is reported to `onLost`, never thrown.
 */
export function openDatabase(url: string, onLost: (error: Error) => void = () => {}, most: number = connectionsMost): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    connectionTimeoutMillis: connectWithinMilliseconds,
    application_name: 'parley',
    keepAlive: true,
  });
  let isClosing = false;
  pool.on('error', (error) => {
    if (!isClosing) onLost(error);
  });
  // A connection that breaks while it is lent out reports twice; the statement's own failure is the one that counts.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('connect', prepareMarked);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    pool,
    close: () => {
      isClosing = true;
      return db.destroy();
    },
  };
}

/** Makes a database on the server of `maintenanceUrl` if it is not there yet. */
export async function ensureDatabase(maintenanceUrl: string, name: string): Promise<void> {
  await withClient(maintenanceUrl, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  });
}

/** Runs `work` on one connection of its own and closes it. */
export async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'parley' });
  client.on('error', () => {}); // The statement that was running fails with the same error.
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
