import { join } from 'node:path';
import { type Config, webhookDaysUsual } from './config.ts';
import { machineClock, systemClock } from './clock.ts';
import type { FollowedClock } from './clock.followed.ts';
import { openFiles } from './files.ts';
import { openFilms } from './films.ts';
import { openS3Files } from './http/files.s3.ts';
import { openOutside } from './http/outside.ts';
import { live } from './live.ts';
import type { Clock, Log, Platform } from './platform.ts';
import { copyRowsApart } from './postgres/copy.ts';
import { type Database, openDatabase } from './postgres/postgres.ts';
import { tasks } from './queue.ts';
import { openRandom } from './random.ts';
import { openScanner } from './scanner.ts';
import { openSealer, readOrMakeKey } from './sealer.ts';

/** The tools of one process, and what `app` needs to wire them: the pool for the task runner, the URL for listening. */
export type OpenPlatform = {
  readonly platform: Platform;
  readonly database: Database;
  readonly databaseUrl: string;
  /** The clock that `platform.clock` follows, if it follows one. */
  readonly followed?: FollowedClock | undefined;
  /** How many days webhooks are kept as they came. */
  readonly webhookDays: number;
  readonly close: () => Promise<void>;
};

export type PlatformOptions = {
  /** What is left out is not there: no bucket, no scanner, no films, no links inside. */
  readonly config: Pick<Config, 'publicUrl' | 'dataFolder' | 'secretKey'> &
    Partial<Pick<Config, 'filesS3' | 'scanner' | 'films' | 'allowsInsideLinks' | 'webhookDays'>>;
  readonly databaseUrl: string;
  readonly log: Log;
  /** The machine's clock unless a test holds its own. */
  readonly clock?: Clock;
  /** A clock to follow instead; closed with the platform. */
  readonly followed?: FollowedClock | undefined;
};

/** Opens the platform on a migrated database. Nothing is connected before the first statement. */
export function openPlatform(options: PlatformOptions): OpenPlatform {
  const { config, log, followed } = options;
  const database = openDatabase(options.databaseUrl, (error) => log.warn({ error: error.message }, 'a database connection was lost'));
  const platform: Platform = {
    db: database.db,
    writing: database.writing,
    copyRows: (table, columns, batches) => copyRowsApart(database.pool, table, columns, batches),
    clock: options.clock ?? followed?.clock ?? systemClock,
    realClock: machineClock,
    random: openRandom(),
    files: config.filesS3 === undefined ? openFiles(join(config.dataFolder, 'files')) : openS3Files(config.filesS3),
    films: config.films === undefined ? undefined : openFilms(config.films),
    scanner: config.scanner === undefined ? undefined : { ...openScanner(config.scanner.url), whenAway: config.scanner.whenAway },
    fetchOutside: openOutside({ allowsInside: config.allowsInsideLinks === true }),
    log,
    tasks,
    live,
    sealer: openSealer(config.secretKey ?? readOrMakeKey(join(config.dataFolder, 'secret.key'))),
    publicUrl: config.publicUrl,
  };
  return {
    platform,
    database,
    databaseUrl: options.databaseUrl,
    followed,
    webhookDays: config.webhookDays ?? webhookDaysUsual,
    close: async () => {
      await followed?.close();
      await database.close();
    },
  };
}
