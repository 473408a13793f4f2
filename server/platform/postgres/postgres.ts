import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Db } from '../platform.ts';
import { connectClient, poolOptions } from './hosts.ts';
import { prepareMarked } from './prepared.ts';
import type { Schema } from './schema.ts';

/**
 * An open database: Kysely for statements, the pool under it for what Kysely has no words for (COPY, LISTEN). `writing` is one connection of its own, for
 * whoever has large statements to prepare (1.5 MB each) that need not be on every connection, and must not wait behind others.
 */
export type Database = { readonly db: Db; readonly writing: Db; readonly pool: pg.Pool; readonly close: () => Promise<void> };

/** Two cores serve about this many statements at once; more only queue inside PostgreSQL. */
const connectionsMost = 20;
/** A statement waits this long for a free connection before it fails. */
const connectWithinMilliseconds = 10_000;

/**
 * The writer finds each row by its key, and plans are made once and kept. One that was made while a table was small (a shop's first campaigns, not analyzed
 * yet) would read the whole of it for ever: the ways that begin with all rows are closed to it, and reading a row counts for so much that looking up a few is
 * always cheaper than passing over many. Nor shall PostgreSQL make a plan of its own for short arrays each time, which takes longer than running it.
 */
const byKeyOnly = [
  ...['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'material'].map((way) => `set enable_${way} = off`),
  'set cpu_tuple_cost = 1',
  'set random_page_cost = 1',
  'set plan_cache_mode = force_generic_plan',
].join('; ');

/**
 * Opens a pool on a PostgreSQL URL, which may name several servers: then the one that takes writes is meant. No connection is made before the first statement. When the server goes away,
 * statements fail and later ones connect anew; an idle connection that breaks is reported to `onLost`, never thrown.
 */
export function openDatabase(url: string, onLost: (error: Error) => void = () => {}, most: number = connectionsMost): Database {
  let isClosing = false;
  const openPool = (max: number): pg.Pool => {
    const pool = new pg.Pool({
      ...poolOptions(url),
      max,
      connectionTimeoutMillis: connectWithinMilliseconds,
      application_name: 'parley',
      keepAlive: true,
    });
    pool.on('error', (error) => {
      if (!isClosing) onLost(error);
    });
    // A connection that breaks while it is lent out reports twice; the statement's own failure is the one that counts.
    pool.on('connect', (client) => client.on('error', () => {}));
    pool.on('connect', prepareMarked);
    return pool;
  };
  const pools = [openPool(most), openPool(1)] as const;
  // A broken connection fails its next statement anyway.
  pools[1].on('connect', (client) => void client.query(byKeyOnly).catch(() => {}));
  const [db, writing] = [kyselyOn(pools[0]), kyselyOn(pools[1])];
  return {
    db,
    writing,
    pool: pools[0],
    close: async () => {
      isClosing = true;
      await Promise.all([db.destroy(), writing.destroy()]);
      // Kysely ends the pool only when a statement went through it.
      await Promise.all(pools.filter((pool) => !pool.ended).map((pool) => pool.end()));
    },
  };
}

function kyselyOn(pool: pg.Pool): Db {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
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
  const client = await connectClient(url, { application_name: 'parley' });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
