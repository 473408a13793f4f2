import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { contract } from '#core/contract/contract.ts';
import type { BusinessNumber } from '#core/contract/settings.ts';
import type { Bubble } from '#core/rehearsal/bubble.ts';
import { actsWithoutNumber, controlRoot, type Phone, type PhoneSetup } from '#core/rehearsal/rehearsal.ts';
import type { Settings } from '#core/rehearsal/settings.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { type ActInput, type EmulatorClient, openEmulatorClient } from '#emulator/control/client.ts';
import { type Emulator, openEmulator } from '#emulator/emulator.ts';
import { openApi } from '#server/app/api.ts';
import { call, type Door } from '#server/app/client/client.ts';
import { makeHouse } from '#server/app/first-start.ts';
import { keepTerminalKey } from '#server/app/terminal.ts';
import { openWorker, type Worker } from '#server/app/worker.ts';
import { followClock, followerName } from '#server/platform/clock.followed.ts';
import { silentLog } from '#server/platform/log.ts';
import { type OpenPlatform, openPlatform } from '#server/platform/open.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { checkLedger } from './ledger.ts';

/**
 * The whole product in one call: a migrated database, the API and the worker, and the emulator, talking over real HTTP
 * on this machine. Everything a test does goes through the API or the phones, as a person would do it.
 */
export type World = {
  readonly door: Door;
  readonly owner: { email: string; password: string };
  readonly emulator: Emulator;
  /** The emulator's control API: what the methods below do not say in one word. */
  readonly control: EmulatorClient;
  readonly database: TestDatabase;
  readonly opened: OpenPlatform;
  readonly number: BusinessNumber;
  readonly folder: string;
  /** Puts somebody in the book (with consent unless told otherwise) and a phone in their hand. Returns the contact's id. */
  person(person: WorldPerson): Promise<string>;
  /** Writes a template and waits until the emulator has approved it. */
  template(input: { name: string; category?: 'marketing' | 'utility'; content?: Partial<TemplateContent>; language?: string }): Promise<string>;
  /** A draft campaign to everybody (or a segment) with the variable `first_name`. */
  campaign(input: { template: string; segment?: string; name?: string; fallback?: string }): Promise<string>;
  act(phone: string, act: ActInput extends infer One ? (One extends { number: string } ? Omit<One, 'number'> : One) : never): Promise<void>;
  phone(phone: string): Promise<Phone>;
  set(patch: Partial<Settings>): Promise<void>;
  /** Closes the worker and opens another, as when a process is replaced. */
  restartWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  startWorker(): void;
  close(): Promise<void>;
};

export type WorldPerson = {
  phone: string;
  name?: string;
  language?: string;
  consent?: 'given' | 'withdrawn' | 'none';
  persona?: PhoneSetup['persona'];
  tags?: string[];
};

export type WorldOptions = {
  settings?: Partial<Settings>;
  throughput?: number;
  /** The product goes by the emulator's clock, which begins here; else each has the machine's. */
  clockFrom?: string;
};

/** A rehearsal in which nothing happens by itself and nothing is waited for. */
const quick: Partial<Settings> = {
  people: 'still',
  sent_delay_ms: 0,
  delivered_delay_ms: 0,
  read_delay_ms: 0,
  template_review: 'approve',
  template_review_delay_ms: 0,
  pair_interval_ms: 0,
  latency_ms: 0,
  messaging_limit: null,
};

/** Opens a world with a connected number and no people. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const database = await openTestDatabase();
  const throughput = options.throughput ?? 1000;
  const emulator = await openEmulator({
    port: 0,
    seed: '7',
    now: options.clockFrom === undefined ? null : Date.parse(options.clockFrom),
    settings: { ...quick, throughput_per_second: throughput, ...options.settings },
  });
  const folder = mkdtempSync(join(tmpdir(), 'parley-world-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const clockUrl = `${emulator.url}${controlRoot}/clock`;
  const followed = options.clockFrom === undefined ? undefined : await followClock({ url: clockUrl, follower: followerName(url), log: silentLog });
  const opened = openPlatform({
    config: { publicUrl: url, dataFolder: folder, secretKey: 'a key for tests of 32 characters' },
    databaseUrl: database.url,
    log: silentLog,
    followed,
  });
  const api = await openApi({ opened, host: '127.0.0.1', port, phonesUrl: emulator.url, checksReplies: true });
  const { house, email, password } = await makeHouse(opened.platform, api.signIn, { hasRehearsal: true, hasDemo: false });
  const door: Door = { url, key: await keepTerminalKey(opened.platform, house, { url, folder }) };
  let worker: Worker | undefined = openWorker(opened);
  const app = emulator.world.app;
  const number = await call(door, contract.numbers.connect, {
    body: {
      base_url: emulator.url,
      business_account_id: [...emulator.world.accounts.keys()][0] ?? '',
      number_id: [...emulator.world.numbers.keys()][0] ?? '',
      app_id: app.id,
      token: app.token,
      app_secret: app.secret,
      verify_token: app.verifyToken,
      throughput_per_second: throughput,
    },
  });
  const control = openEmulatorClient(emulator.url);

  return {
    door,
    owner: { email, password },
    emulator,
    control,
    database,
    opened,
    number,
    folder,
    person: (person) => addPerson(door, control, person),
    template: (input) => addTemplate(door, input),
    campaign: async ({ template, segment, name = 'A campaign', fallback = 'there' }) => {
      const found = segment ?? (await call(door, contract.segments.create, { body: { name: `Everybody ${name}`, definition: { match: 'all', of: [] } } })).id;
      const draft = await call(door, contract.campaigns.create, {
        body: {
          name,
          choices: { segments: [found], template, number: number.id, variables: { first_name: { from: 'contact', attribute: 'first_name', fallback } } },
        },
      });
      return draft.id;
    },
    async act(phone, act) {
      await control.act(phone.slice(1), parseAct(actsWithoutNumber.includes(act.act) ? act : { ...act, number: number.meta_id }));
    },
    phone: (phone) => control.phone(phone.slice(1)),
    async set(patch) {
      await control.settings.set(patch);
    },
    async restartWorker() {
      await worker?.close();
      worker = openWorker(opened);
    },
    async stopWorker() {
      await worker?.close();
      worker = undefined;
    },
    startWorker() {
      worker ??= openWorker(opened);
    },
    async close() {
      await worker?.close();
      await emulator.close();
      await api.close();
      await opened.close();
      try {
        await checkLedger(database.db);
      } finally {
        await database.close();
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function parseAct(act: object): ActInput {
  return act as ActInput;
}

async function addPerson(door: Door, control: EmulatorClient, person: WorldPerson): Promise<string> {
  const name = person.name ?? `Person ${person.phone.slice(-4)}`;
  const [first, ...last] = name.split(' ');
  await control.people.add([{ wa_id: person.phone.slice(1), name, language: person.language ?? 'en', persona: person.persona ?? 'manual' }]);
  const contact = await call(door, contract.contacts.create, {
    body: { first_name: first ?? null, last_name: last.join(' ') || null, phone: person.phone, language: person.language ?? 'en', tags: person.tags ?? [] },
  });
  const consent = person.consent ?? 'given';
  if (consent !== 'none')
    await call(door, contract.contacts.consent, {
      params: { id: contact.id },
      body: { purpose: 'marketing', state: 'given', source: 'Test', wording: 'Yes, offers, please.' },
    });
  if (consent === 'withdrawn')
    await call(door, contract.contacts.consent, {
      params: { id: contact.id },
      body: { purpose: 'marketing', state: 'withdrawn', source: 'Test', wording: 'No more.' },
    });
  return contact.id;
}

async function addTemplate(
  door: Door,
  input: { name: string; category?: 'marketing' | 'utility'; content?: Partial<TemplateContent>; language?: string },
): Promise<string> {
  const content: TemplateContent = {
    header: null,
    body: 'Hello {{first_name}}, the new harvest is here and waits for you.',
    footer: null,
    buttons: [],
    samples: { first_name: 'Ana' },
    ...input.content,
  };
  const made = await call(door, contract.templates.create, {
    body: { name: input.name, category: input.category ?? 'marketing', language: input.language ?? 'en', content },
  });
  await until('the template is approved', async () =>
    (await call(door, contract.templates.get, { params: { id: made.id } })).translations.every((one) => one.state === 'approved'),
  );
  return made.id;
}

const untilMilliseconds = 20_000;

/** Waits until something holds; says what did not when it never does. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, within = untilMilliseconds): Promise<void> {
  const deadline = performance.now() + within;
  while (performance.now() < deadline) {
    if (await holds()) return;
    await sleep(25);
  }
  throw new Error(`not within ${within / 1000} s: ${what}`);
}

/** What the business wrote to a phone, oldest first. */
export function received(phone: Phone): Bubble[] {
  return phone.bubbles.filter((bubble) => !bubble.mine);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
