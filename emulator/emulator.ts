import { createServer, type Server } from 'node:http';

import type { Settings } from '#core/rehearsal/rehearsal.ts';

import { type Clock, systemClock } from './clock.ts';
import { answerControl, isControlPath } from './control.ts';
import { answerGraph, isGraphPath } from './graph.ts';
import { openLive } from './live.ts';
import { resumeProgress } from './progress.ts';
import { randomHex } from './random.ts';
import { restoreWorld } from './restore.ts';
import { defaultSettings } from './settings.ts';
import { openDiskStore, openMemoryStore } from './store.ts';
import { keepSubscriptions, type Subscriptions } from './subscriptions.ts';
import { scheduleReview } from './templates.ts';
import { answerWall } from './wall.ts';
import { openWebhooks } from './webhooks.ts';
import { openWheel } from './wheel.ts';
import { type Account, type App, type BusinessNumber, keepMeta, keepNumber, type World } from './world.ts';

/** What an emulator is opened with. Ids and secrets are those a client is configured with. */
export type EmulatorOptions = {
  port: number;
  host: string;
  /** Where state is kept; null forgets everything at the end. */
  data: string | null;
  /** The built files of the wall; null serves none. */
  wall: string | null;
  app: App;
  account: Account;
  number: { id: string; display_phone_number: string; verified_name: string };
  /** Subscribed from the start, without a challenge: for receivers that cannot subscribe themselves. */
  webhookUrl: string | null;
  settings: Partial<Settings>;
  /** With a seed people do the same again; without one every new world is its own. */
  seed: string | null;
  clock: Clock;
  log: (error: unknown) => void;
};

/** A running emulator. */
export type Emulator = {
  url: string;
  world: World;
  /** Forgets nothing: state is flushed before this resolves. */
  close(): Promise<void>;
};

/** What an emulator is when nobody says otherwise. The secrets are public: it is a stage, not a vault. */
export const defaultOptions: EmulatorOptions = {
  port: 4010,
  host: '127.0.0.1',
  data: null,
  wall: null,
  app: { id: '670843887433847', name: 'Parley', secret: 'parley-emulator-app-secret', token: 'parley-emulator-token', verifyToken: 'parley-emulator-verify' },
  account: { id: '102290129340398', name: 'Parley Demo', currency: 'EUR', timezone_id: '1' },
  number: { id: '106540352242922', display_phone_number: '+15550783881', verified_name: 'Parley Demo' },
  webhookUrl: null,
  settings: {},
  seed: null,
  clock: systemClock,
  log: (error) => void process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
};

/** Opens an emulator and waits until it listens, with its state loaded. A port of 0 takes any free one. */
export async function openEmulator(given: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const options: EmulatorOptions = { ...defaultOptions, ...given };
  const world = openWorld(options);
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 120_000 }, (request, response) => {
    const url = request.url ?? '/';
    response.on('error', () => {});
    if (isGraphPath(url)) void answerGraph(world, request, response, options.log);
    else if (isControlPath(url)) void answerControl(world, request, response, options.log);
    else answerWall(options.wall, request, response).catch(options.log);
  });
  // A connection that dies half way is no reason to die with it.
  server.on('clientError', (_, socket) => void socket.destroy());
  try {
    await listen(server, options);
  } catch (error) {
    await closeWorld(world);
    throw error;
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  world.url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  for (const template of world.templates.values()) scheduleReview(world, template);
  resumeProgress(world);
  world.webhooks.resume();

  return {
    url: world.url,
    world,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      world.live.close();
      server.closeAllConnections();
      await closed;
      await closeWorld(world);
    },
  };
}

function listen(server: Server, options: EmulatorOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`port ${options.port} of ${options.host} is taken; choose another with --port`, { cause: error }) : error);
    });
    server.listen(options.port, options.host, () => resolve());
  });
}

async function closeWorld(world: World): Promise<void> {
  world.wheel.close();
  await world.webhooks.close();
  keepMeta(world);
  world.store.close();
}

function openWorld(options: EmulatorOptions): World {
  const { clock } = options;
  const store = options.data === null ? openMemoryStore() : openDiskStore(options.data);
  const wheel = openWheel(clock, options.log);
  const live = openLive();
  const subscriptions: Subscriptions = { app: null, accounts: new Map() };
  const memory = restoreWorld(store);
  const webhooks = openWebhooks({
    clock,
    wheel,
    store,
    subscriptions,
    secret: options.app.secret,
    settings: () => world.settings,
    onSettled: () => live.tell({ kind: 'counts' }),
  });
  const world: World = {
    clock,
    seed: options.seed ?? memory.seed ?? randomHex(16),
    boot: memory.boot + 1,
    app: options.app,
    wheel,
    store,
    webhooks,
    live,
    subscriptions,
    settings: { ...defaultSettings, ...memory.settings, ...options.settings },
    url: '',
    accounts: memory.accounts,
    numbers: memory.numbers,
    people: memory.people,
    templates: memory.templates,
    templateNames: memory.templateNames,
    blockedNames: memory.blockedNames,
    media: memory.media,
    uploads: memory.uploads,
    counts: memory.counts,
    reached: new Map(),
  };
  subscriptions.app = memory.subscriptions.app;
  for (const own of memory.subscriptions.accounts) subscriptions.accounts.set(own.account, own);
  furnish(world, options, memory.boot === 0);
  keepMeta(world);
  store.flush();
  return world;
}

/** Puts the account and the number of the options into the world; a new world is subscribed to its own app, as Meta's test account is. */
function furnish(world: World, options: EmulatorOptions, isNew: boolean): void {
  const { account, number, webhookUrl } = options;
  world.accounts.set(account.id, account);
  world.store.put('account', account.id, () => JSON.stringify(account));
  const before = world.numbers.get(number.id);
  const furnished: BusinessNumber = {
    quality_rating: 'GREEN',
    throughput: null,
    throughputDueAt: 0,
    serviceMonth: '',
    serviceMessages: 0,
    profile: {},
    ...before,
    ...number,
    account: account.id,
  };
  world.numbers.set(number.id, furnished);
  keepNumber(world, furnished);
  if (isNew || !world.subscriptions.accounts.has(account.id))
    world.subscriptions.accounts.set(account.id, { account: account.id, override_callback_uri: null });
  if (webhookUrl !== null) {
    world.subscriptions.app = {
      callback_url: webhookUrl,
      verify_token: options.app.verifyToken,
      fields: ['messages', 'message_template_status_update', 'user_preferences'],
    };
  }
  keepSubscriptions(world.store, world.subscriptions);
}
