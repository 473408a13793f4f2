import { join } from 'node:path';
import { followClock, followerName } from '#server/platform/clock.followed.ts';
import { addressOf, type Config, ConfigError } from '#server/platform/config.ts';
import { openLog } from '#server/platform/log.ts';
import { type OpenPlatform, openPlatform } from '#server/platform/open.ts';
import type { Log } from '#server/platform/platform.ts';
import { openCluster } from '#server/platform/postgres/embedded.ts';
import { migrate } from '#server/platform/postgres/migrate.ts';
import { ensureDatabase, openDatabase, withClient } from '#server/platform/postgres/postgres.ts';
import { findFirstWorkspace, type House } from '#server/workspace/workspace.ts';
import { type Api, openApi } from './api.ts';
import { type FirstStart, forgetPhones, isDemoHalfMade, makeHouse, seedHouse } from './first-start.ts';
import { openRehearsal, type Rehearsal } from './rehearsal.ts';
import { claimFolder, isPortFree } from './running.ts';
import { printBlock, say } from './say.ts';
import { type Closing, openClosing } from './closing.ts';
import { keepTerminalKey } from './terminal.ts';
import { openWorker } from './worker.ts';

/** Runs everything in this process and the emulator beside it, until Ctrl-C. Returns the exit status. */
export async function runStart(config: Config): Promise<number> {
  const claim = await claimFolder(config.dataFolder, addressOf(config.host, config.port));
  if ('takenBy' in claim) {
    const { url, pid, isAnswering } = claim.takenBy;
    say(isAnswering ? `Parley is running already: ${url}` : `Parley is being started or stopped already, for ${url}`);
    say(`It is process ${pid} with the data in ${config.dataFolder}; Ctrl-C in its terminal, or "kill ${pid}", stops it.`);
    return 0;
  }
  const closing = openClosing();
  closing.add('run file', async () => claim.release());
  const opening = open(config, closing, claim.noteEmulator).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const first = await Promise.race([opening, closing.asked]);
  if (first !== undefined && 'error' in first) {
    explain(first.error, config);
    return await closing.run(1);
  }
  const { status } = await closing.asked;
  say('Stopping …');
  const closed = await closing.run(status);
  say('Stopped.');
  return closed;
}

function explain(error: unknown, config: Config): void {
  if (error instanceof PortTaken) return say(error.message);
  say(`Parley could not start: ${error instanceof Error ? error.message : String(error)}`);
  say(`More is in ${logFileOf(config)}`);
  openLog({ level: 'error', file: logFileOf(config), isQuiet: true }).error({ error }, 'could not start');
}

/** Another program listens where we would. */
class PortTaken extends Error {}

const logFileOf = (config: Config): string => join(config.dataFolder, 'parley.log');

async function refuseTakenPorts(config: Config): Promise<void> {
  const wanted = [
    { name: 'PORT', port: config.port, what: 'the dashboard' },
    ...(config.hasRehearsal ? [{ name: 'PHONES_PORT', port: config.phonesPort, what: 'the phones' }] : []),
  ];
  for (const { name, port, what } of wanted) {
    if (!(await isPortFree(config.host, port)))
      throw new PortTaken(`Port ${port}, meant for ${what}, is taken by another program. Choose another: ${name}=${port + 1} npm start`);
  }
}

async function open(config: Config, closing: Closing, noteEmulator: (pid: number) => void): Promise<void> {
  await refuseTakenPorts(config);
  const log = openLog({ level: config.logLevel, file: logFileOf(config) });
  closing.watchCrashes(log);
  const database = await openStartDatabase(config, log, closing);
  const known = await findKnownHouse(database.url);
  const hasPhones = config.hasRehearsal && known?.mode !== 'live';
  const rehearsal = hasPhones ? await startRehearsal(config, log, closing, noteEmulator) : undefined;
  const clockUrl = clockUrlOf(config, rehearsal);
  const followed = clockUrl === undefined ? undefined : await followClock({ url: clockUrl, follower: followerName(config.publicUrl), log });
  const opened = openPlatform({ config, databaseUrl: database.url, log, followed });
  closing.add('database connections', opened.close);
  const worker = openWorker(opened);
  closing.add('worker', worker.close);
  const api = await openApi({ opened, host: config.host, port: config.port, phonesUrl: rehearsal?.url, checksReplies: config.checksReplies });
  closing.add('api', api.close);
  const first = known ? undefined : await makeHouse(opened.platform, api.signIn, config);
  const house = known ?? first?.house;
  if (!house) throw new Error('there is no workspace');
  await finish({ config, opened, api, rehearsal, clockUrl, house, first, away: database.away });
}

async function findKnownHouse(databaseUrl: string): Promise<House | undefined> {
  const { db, close } = openDatabase(databaseUrl);
  try {
    return await findFirstWorkspace(db);
  } finally {
    await close();
  }
}

/** The clock to follow, if one was named. */
function clockUrlOf(config: Config, rehearsal: Rehearsal | undefined): string | undefined {
  if (config.clockUrl !== 'rehearsal') return config.clockUrl;
  if (rehearsal === undefined)
    throw new ConfigError(
      'CLOCK_URL="rehearsal" but no rehearsal runs here (REHEARSAL is off, or the workspace is live): name the address of a clock, or leave it out',
    );
  return rehearsal.clockUrl;
}

type Finish = {
  config: Config;
  opened: OpenPlatform;
  api: Api;
  rehearsal: Rehearsal | undefined;
  clockUrl: string | undefined;
  house: House;
  first: FirstStart | undefined;
  away: string | undefined;
};

async function finish({ config, opened, api, rehearsal, clockUrl, house, first, away }: Finish): Promise<void> {
  const { platform } = opened;
  const url = addressOf(config.host, config.port);
  const key = await keepTerminalKey(platform, house, { url, folder: config.dataFolder });
  let hasDemo = !first;
  if (first && rehearsal && config.hasDemo) {
    hasDemo = true;
    say('Filling the demo shop');
    await seedHouse(platform, house, {
      door: { url, key },
      number: rehearsal.number,
      phonesUrl: rehearsal.url,
      now: platform.clock.now(),
      say: (line) => say(`  ${line}`),
    });
  }
  const email = first?.email ?? (await api.signIn.findOwnerEmail()) ?? 'owner@parley.test';
  say(
    printBlock({
      url: config.publicUrl,
      email,
      password: first?.password,
      dataFolder: config.dataFolder,
      away,
      phonesUrl: rehearsal?.url,
      clockUrl,
      hasDemo,
      hasOwnDatabase: config.databaseUrl === undefined,
    }),
  );
}

async function startRehearsal(config: Config, log: Log, closing: Closing, noteEmulator: (pid: number) => void): Promise<Rehearsal> {
  say('Starting the phones');
  const rehearsal = await openRehearsal({ host: config.host, port: config.phonesPort, dataFolder: config.dataFolder, log, onSpawn: noteEmulator });
  closing.add('emulator', rehearsal.close);
  return rehearsal;
}

/** The name of our database in our own cluster. */
const databaseName = 'parley';

async function openStartDatabase(config: Config, log: Log, closing: Closing): Promise<{ url: string; away: string | undefined }> {
  if (config.databaseUrl !== undefined) {
    say('Bringing the database up to date');
    await migrate(config.databaseUrl);
    return { url: config.databaseUrl, away: undefined };
  }
  say('Starting PostgreSQL');
  const cluster = await openCluster({
    folder: join(config.dataFolder, 'postgres'),
    whenRunning: 'replace',
    onCreate: () => say('  making a new database'),
    onCrash: () => log.error({}, 'PostgreSQL ended by itself; starting it again'),
  });
  closing.add('database', cluster.close);
  await ensureDatabase(cluster.url('postgres'), databaseName);
  await migrate(cluster.url(databaseName));
  // A first start that was cut off has made half a shop and shown no password: nobody has used it, so it begins anew.
  if (await isDemoHalfMade(cluster.url(databaseName))) {
    say('  the first start was cut off; beginning again');
    await withClient(cluster.url('postgres'), (client) => client.query(`drop database ${databaseName} with (force)`));
    await ensureDatabase(cluster.url('postgres'), databaseName);
    await migrate(cluster.url(databaseName));
    forgetPhones(config.dataFolder);
  }
  return { url: cluster.url(databaseName), away: cluster.away };
}
