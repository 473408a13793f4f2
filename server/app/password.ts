import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from '#server/platform/config.ts';
import { silentLog } from '#server/platform/log.ts';
import { openPlatform } from '#server/platform/open.ts';
import { openCluster } from '#server/platform/postgres/embedded.ts';
import { openSignIn } from '#server/workspace/sign-in.ts';
import { say } from './say.ts';

/** Sets a new random password and prints it; on the running database, or on ours, started for the moment. */
export async function runPassword(config: Config, email: string | undefined): Promise<number> {
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
