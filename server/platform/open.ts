import { join } from 'node:path';
import type { Config } from './config.ts';
import { systemClock } from './clock.ts';
import { openFiles } from './files.ts';
import { live } from './live.ts';
import type { Clock, Log, Platform } from './platform.ts';
import { copyRowsApart } from './postgres/copy.ts';
import { type Database, openDatabase } from './postgres/postgres.ts';
import { tasks } from './queue.ts';
import { openRandom } from './random.ts';
import { openSealer, readOrMakeKey } from './sealer.ts';

/** The tools of one process, and what `app` needs to wire them: the pool for the task runner, the URL for listening. */
export type OpenPlatform = { readonly platform: Platform; readonly database: Database; readonly databaseUrl: string; readonly close: () => Promise<void> };

export type PlatformOptions = {
  readonly config: Pick<Config, 'publicUrl' | 'dataFolder' | 'secretKey'>;
  readonly databaseUrl: string;
  readonly log: Log;
  /** The machine's clock unless a test holds its own. */
  readonly clock?: Clock;
};

/** Opens the platform on a migrated database. Nothing is connected before the first statement. */
export function openPlatform(options: PlatformOptions): OpenPlatform {
  const { config, log } = options;
  const database = openDatabase(options.databaseUrl, (error) => log.warn({ error: error.message }, 'a database connection was lost'));
  const platform: Platform = {
    db: database.db,
    copyRows: (table, columns, batches) => copyRowsApart(database.pool, table, columns, batches),
    clock: options.clock ?? systemClock,
    random: openRandom(),
    files: openFiles(join(config.dataFolder, 'files')),
    log,
    tasks,
    live,
    sealer: openSealer(config.secretKey ?? readOrMakeKey(join(config.dataFolder, 'secret.key'))),
    publicUrl: config.publicUrl,
  };
  return { platform, database, databaseUrl: options.databaseUrl, close: database.close };
}
