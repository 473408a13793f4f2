import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '#core/contract/refusals.ts';
import { runCommand } from './cli.ts';
import { followClock, followerName } from '#server/platform/clock.followed.ts';
import { type Config, ConfigError, readConfig } from '#server/platform/config.ts';
import { openLog, silentLog } from '#server/platform/log.ts';
import { openPlatform } from '#server/platform/open.ts';
import { findRunningUrl, openCluster } from '#server/platform/postgres/embedded.ts';
import { migrate } from '#server/platform/postgres/migrate.ts';
import { openSignIn } from '#server/workspace/sign-in.ts';
import { openApi } from './api.ts';
import { openClosing } from './closing.ts';
import { say } from './say.ts';
import { runStart } from './start.ts';
import { openWorker } from './worker.ts';

/** Runs one verb: a role of the program (`start`, `api`, `worker`), `password`, or a command of the terminal. */
async function main(words: readonly string[]): Promise<number> {
  const [verb, ...rest] = words;
  if (verb === 'start') return runStart(readConfig());
  if (verb === 'api' || verb === 'worker') return runRole(verb, readConfig());
  if (verb === 'password') return runPassword(readConfig(), rest[0]);
  return runCommand(words);
}

/** One role on its own, beside others that share nothing with it but PostgreSQL. */
async function runRole(role: 'api' | 'worker', config: Config): Promise<number> {
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
    closing.add('worker', openWorker(opened).close);
    log.info({}, 'the worker is running');
  } else {
    const api = await openApi({ opened, host: config.host, port: config.port, phonesUrl: undefined, checksReplies: config.checksReplies });
    closing.add('api', api.close);
    log.info({ url: config.publicUrl, port: api.port }, 'the API is listening');
  }
  return closing.run((await closing.asked).status);
}

/** Sets a new random password and prints it; on the running database, or on ours, started for the moment. */
async function runPassword(config: Config, email: string | undefined): Promise<number> {
  if (config.databaseUrl === undefined && !existsSync(config.dataFolder))
    throw new ConfigError(`there is no Parley in ${config.dataFolder}; DATA_DIR says where it is`);
  const cluster = config.databaseUrl === undefined ? await openCluster({ folder: join(config.dataFolder, 'postgres'), whenRunning: 'share' }) : undefined;
  const opened = openPlatform({ config, databaseUrl: config.databaseUrl ?? cluster?.url('parley') ?? '', log: silentLog });
  try {
    const reset = await openSignIn(opened.platform).resetPassword(email);
    say(`${reset.email} signs in with: ${reset.password}`);
    say('All sessions have ended. Change it under Settings.');
    return 0;
  } finally {
    await opened.close();
    await cluster?.close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ConfigError) && !(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
// What a library left open must not keep the program from ending.
process.exit();
