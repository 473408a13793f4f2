import { join } from 'node:path';
import { followClock, followerName } from '#server/platform/clock.followed.ts';
import { type Config, ConfigError } from '#server/platform/config.ts';
import { openLog } from '#server/platform/log.ts';
import { openPlatform } from '#server/platform/open.ts';
import { findRunningUrl } from '#server/platform/postgres/embedded.ts';
import { migrate } from '#server/platform/postgres/migrate.ts';
import { openClosing } from './closing.ts';

/** Runs one role on its own, beside others that share nothing with it but PostgreSQL, until it is told to end. Returns the exit status. */
export async function runRole(role: 'api' | 'worker', config: Config): Promise<number> {
  const databaseUrl = config.databaseUrl ?? findRunningUrl(join(config.dataFolder, 'postgres'), 'parley');
  if (databaseUrl === undefined)
    throw new ConfigError('DATABASE_URL is not set: parley api and parley worker run beside each other on a PostgreSQL 15 or newer that both can reach');
  if (config.clockUrl === 'rehearsal')
    throw new ConfigError('CLOCK_URL="rehearsal" is for npm start, which runs the rehearsal; tell parley api and parley worker the address of its clock');
  const log = openLog({ level: config.logLevel });
  const closing = openClosing();
  closing.watchCrashes(log);
  await migrate(databaseUrl);
  const followed = config.clockUrl === undefined ? undefined : await followClock({ url: config.clockUrl, follower: followerName(config.publicUrl), log });
  const opened = openPlatform({ config, databaseUrl, log, followed });
  closing.add('database connections', opened.close);
  if (role === 'worker') {
    const { openWorker } = await import('./worker.ts');
    closing.add('worker', openWorker(opened).close);
    log.info({}, 'the worker is running');
  } else {
    const { openApi } = await import('./api.ts');
    const api = await openApi({ opened, host: config.host, port: config.port, phonesUrl: undefined, checksReplies: config.checksReplies });
    closing.add('api', api.close);
    log.info({ url: config.publicUrl, port: api.port }, 'the API is listening');
  }
  return closing.run((await closing.asked).status);
}
