import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';

import { defaultSettings, type Settings } from '#core/rehearsal/settings.ts';
import { webhookFields } from '#core/rehearsal/webhookFields.ts';

import { type Clock, openClock, systemClock } from './world/clock.ts';
import { answerControl, isControlPath } from './control/control.ts';
import { answerGraph, isGraphPath } from './graph/graph.ts';
import { openLive } from './control/live.ts';
import { openPolicy, resumePolicy } from './policy/policy.ts';
import { resumeProgress, wireProgress } from './send/progress.ts';
import { randomHex } from './world/random.ts';
import { openLedger } from './world/ledger.ts';
import { People } from './world/people.ts';
import { restorePeople, restoreWorld } from './world/restore.ts';
import { closeRunner, openRunner } from './world/run.ts';
import { openStore } from './world/store.ts';
import { wirePeople } from './people/personas.ts';
import { keepSubscriptions, type Subscriptions } from './webhook/subscriptions.ts';
import { resumeTemplate } from './template/states.ts';
import { answerWall } from './control/wall.ts';
import { openWebhooks } from './webhook/webhooks.ts';
import { openWheel } from './world/wheel.ts';
import { type App, keepMeta, type World } from './world/world.ts';
import { addNumber, furnishAccount } from './world/numbers.ts';

/** What an emulator is opened with. Ids and secrets are those a client is configured with. */
export type EmulatorOptions = {
  port: number;
  host: string;
  /** Certificate and key as PEM; null speaks plain HTTP. */
  tls: { cert: string; key: string } | null;
  /** Where state is kept; null forgets everything at the end. */
  data: string | null;
  /** The built files of the wall; null serves none. */
  wall: string | null;
  app: App;
  portfolio: { id: string; name: string };
  account: { id: string; name: string; currency: string; timezone_id: string };
  number: { id: string; display_phone_number: string; verified_name: string };
  /** Subscribed from the start, without a challenge: for receivers that cannot subscribe themselves. */
  webhookUrl: string | null;
  settings: Partial<Settings>;
  /** With a seed people do the same again; without one every new world is its own. */
  seed: string | null;
  clock: Clock;
  /** Where the clock starts, in ms; null is the base clock's now. If `data` remembers that it stood later, it goes on there. */
  now: number | null;
  /** How fast the clock goes: 1 with the base clock, 0 stands still. */
  speed: number;
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
  tls: null,
  data: null,
  wall: null,
  app: { id: '670843887433847', name: 'Parley', secret: 'parley-emulator-app-secret', token: 'parley-emulator-token', verifyToken: 'parley-emulator-verify' },
  portfolio: { id: '506914307656634', name: 'Parley' },
  account: { id: '102290129340398', name: 'Parley Demo', currency: 'EUR', timezone_id: '1' },
  number: { id: '106540352242922', display_phone_number: '+15550783881', verified_name: 'Parley Demo' },
  webhookUrl: null,
  settings: {},
  seed: null,
  clock: systemClock,
  now: null,
  speed: 1,
  log: (error) => void process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
};

/** Opens an emulator and waits until it listens, with its state loaded. A port of 0 takes any free one. */
export async function openEmulator(given: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const options: EmulatorOptions = { ...defaultOptions, ...given };
  const world = openWorld(options);
  const server = openDoor(options, (request, response) => {
    const url = request.url ?? '/';
    response.on('error', () => {});
    if (isGraphPath(url, request.method)) void answerGraph(world, request, response, options.log);
    else if (isControlPath(url)) void answerControl(world, request, response, options.log);
    else answerWall(options.wall, request, response).catch(options.log);
  });
  // A connection that dies half way is no reason to die with it; one that says nonsense is told so.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable && error.code !== 'ECONNRESET') socket.end(refuseBytes(error.code ?? ''));
    else socket.destroy();
  });
  try {
    await listen(server, options);
  } catch (error) {
    await closeWorld(world);
    throw error;
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  world.url = `${options.tls === null ? 'http' : 'https'}://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  for (const template of world.templates.values()) resumeTemplate(world, template);
  resumePolicy(world);
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

/** A server that is not listening yet: plain, or with TLS for clients that know no other way. */
function openDoor({ tls }: EmulatorOptions, listener: RequestListener): Server {
  const patience = { keepAliveTimeout: 65_000, requestTimeout: 120_000 };
  return tls === null ? createServer(patience, listener) : createSecureServer({ ...patience, ...tls }, listener);
}

/** What is not HTTP, or more of it than Node reads (16 KB of request line and headers), is answered by hand in Graph's form. */
function refuseBytes(code: string): string {
  const [status, message] =
    code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'The request line and the headers are larger than 16384 bytes.']
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408 Request Timeout', 'The request did not come to its end in time.']
        : ['400 Bad Request', 'The request is not valid HTTP/1.1.'];
  const body = JSON.stringify({ error: { message, type: 'OAuthException', code: 1 } });
  return `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=UTF-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
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
  closeRunner(world.runner);
  world.wheel.close();
  await world.webhooks.close();
  keepMeta(world);
  world.store.close();
}

function openWorld(options: EmulatorOptions): World {
  const store = openStore(options.data);
  const memory = restoreWorld(store);
  const clock = openClock(options.clock, memory.stoodAt > (options.now ?? options.clock.now()) ? memory.stoodAt : options.now);
  if (options.speed !== 1) clock.set(options.speed);
  const wheel = openWheel(clock, options.log);
  const live = openLive();
  const subscriptions: Subscriptions = { app: null, accounts: new Map() };
  const seed = options.seed ?? memory.seed ?? randomHex(16);
  const people = new People(seed);
  const webhooks = openWebhooks({
    clock,
    wheel,
    store,
    seed,
    subscriptions,
    callbackOf: (number) => world.numbers.get(number)?.callback?.url ?? null,
    secret: options.app.secret,
    settings: () => world.settings,
    onSettled: () => live.tell({ kind: 'counts' }),
  });
  const world: World = {
    ...memory,
    clock,
    seed,
    boot: memory.boot + 1,
    app: options.app,
    wheel,
    runner: openRunner(),
    store,
    ledger: openLedger(store),
    webhooks,
    live,
    policy: openPolicy(),
    subscriptions,
    settings: { ...defaultSettings, ...memory.settings, ...options.settings },
    url: '',
    people,
    typing: new Map(),
    recording: null,
  };
  restorePeople(store, people);
  wireProgress(world);
  wirePeople(world);
  clock.onChange(() => keepMeta(world));
  subscriptions.app = memory.subscriptions.app;
  for (const own of memory.subscriptions.accounts) subscriptions.accounts.set(own.account, own);
  furnish(world, options, memory.boot === 0);
  keepMeta(world);
  store.flush();
  return world;
}

/** Puts the account and the number of the options into the world; a new world is subscribed to its own app, as Meta's test account is. */
function furnish(world: World, options: EmulatorOptions, isNew: boolean): void {
  const { account, number, portfolio, webhookUrl } = options;
  furnishAccount(world, account, portfolio);
  addNumber(world, { ...number, account: account.id });
  if (isNew || !world.subscriptions.accounts.has(account.id))
    world.subscriptions.accounts.set(account.id, { account: account.id, override_callback_uri: null });
  if (webhookUrl !== null) world.subscriptions.app = { callback_url: webhookUrl, verify_token: options.app.verifyToken, fields: [...webhookFields] };
  keepSubscriptions(world.store, world.subscriptions);
}
