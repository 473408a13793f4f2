import { createServer, type ServerResponse } from 'node:http';

import { defaultSettings, type Settings } from '#core/rehearsal/settings.ts';

import { openClock, type WorldClock } from '../world/clock.ts';
import { openStore, type Store } from '../world/store.ts';
import { openWheel, type Wheel } from '../world/wheel.ts';
import { signBody } from './post.ts';
import type { Subscriptions } from './subscriptions.ts';
import { openWebhooks, type Webhooks } from './webhooks.ts';

/** What a target does with a POST: a status, or one of the bad habits real servers have. */
export type Habit = number | 'hang' | 'dribble' | 'gush' | 'reset' | 'redirect';

/** A receiver that behaves as it is told, for tests of the carrier alone. `bodies` are those it took with 200. */
export type Target = { url: string; habit: Habit; asked: number; bodies: string[]; isSigned: boolean; ids(): string[]; close(): Promise<void> };

const secret = 'trial secret';

/** Opens a target on a free port of this machine. */
export async function openTarget(habit: Habit = 200): Promise<Target> {
  const server = createServer((request, response) => {
    let raw = '';
    request.on('data', (chunk: Buffer) => (raw += chunk.toString('latin1')));
    request.on('end', () => {
      target.asked += 1;
      target.isSigned &&= request.headers['x-hub-signature-256'] === signBody(raw, secret);
      if (target.habit === 200 || target.habit === 'gush') target.bodies.push(raw);
      answer(response, target.habit);
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const target: Target = {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook?a=1`,
    habit,
    asked: 0,
    bodies: [],
    isSigned: true,
    ids: () => target.bodies.flatMap((body) => [...body.matchAll(/"id":"(wamid\.[^"]+)","status":"([a-z]+)"/g)].map(([, id, status]) => `${id} ${status}`)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return target;
}

const gushBytes = 50 * 1024 * 1024;

function answer(response: ServerResponse, habit: Habit): void {
  response.on('error', () => {});
  switch (habit) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'redirect':
      response.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' }).end();
      return;
    case 'dribble': {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
      return;
    }
    case 'gush': {
      response.writeHead(200);
      response.end(Buffer.alloc(gushBytes, 'x'));
      return;
    }
    default:
      response.writeHead(habit).end('ok');
  }
}

/** A carrier alone, with a clock that only the test moves. */
export type Trial = {
  webhooks: Webhooks;
  clock: WorldClock;
  wheel: Wheel;
  store: Store;
  settings: Settings;
  subscriptions: Subscriptions;
  callbacks: Map<string, string>;
  /** Tells the status of the n-th message of a number. */
  tellStatus(n: number, status?: string, number?: string): void;
  tellMessage(n: number, number?: string): void;
  /** Moves the clock and does what is due by then. */
  pass(milliseconds: number): void;
  close(): Promise<void>;
};

/** Ids of the trial's account and its two numbers. */
export const trialAccount = '102290129340398';
export const trialNumbers = ['106540352242922', '106540352242923'] as const;

/** Opens a carrier whose account is subscribed to `url`. */
export function openTrial(url: string, given: { settings?: Partial<Settings>; data?: string; roomBytes?: number; seed?: string } = {}): Trial {
  let now = Date.UTC(2026, 10, 22);
  const clock = openClock({ now: () => now });
  const wheel = openWheel(clock, (error) => {
    throw error;
  });
  const store = openStore(given.data ?? null);
  const settings: Settings = { ...defaultSettings, webhook_timeout_ms: 300, ...given.settings };
  const app = { callback_url: url, verify_token: 'v', fields: ['messages', 'account_update'] };
  const subscriptions: Subscriptions = { app, accounts: new Map([[trialAccount, { account: trialAccount, override_callback_uri: null }]]) };
  const callbacks = new Map<string, string>();
  const webhooks = openWebhooks({
    clock,
    wheel,
    store,
    seed: given.seed ?? 'trial',
    subscriptions,
    callbackOf: (number) => callbacks.get(number) ?? null,
    secret,
    settings: () => settings,
    onSettled: () => {},
    ...(given.roomBytes === undefined ? {} : { roomBytes: given.roomBytes }),
  });
  const metadata = (number: string): string => `{"display_phone_number":"15550783881","phone_number_id":"${number}"}`;
  return {
    webhooks,
    clock,
    wheel,
    store,
    settings,
    subscriptions,
    callbacks,
    tellStatus(n, status = 'sent', number = trialNumbers[0]) {
      webhooks.tellStatus({
        account: trialAccount,
        number,
        metadata: metadata(number),
        key: `wamid.${n} ${status}`,
        status: `{"id":"wamid.${n}","status":"${status}","timestamp":"1763769600"}`,
        contact: status === 'failed' ? null : `{"profile":{"name":"Ana"},"wa_id":"336${n}"}`,
      });
    },
    tellMessage(n, number = trialNumbers[0]) {
      const value = `{"messaging_product":"whatsapp","metadata":${metadata(number)},"contacts":[],"messages":[{"id":"wamid.${n}","status":"inbound"}]}`;
      webhooks.tell(trialAccount, 'messages', value, false);
    },
    pass(milliseconds) {
      now += milliseconds;
      wheel.turn();
    },
    async close() {
      wheel.close();
      await webhooks.close();
      store.close();
    },
  };
}
