import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { contract } from '#core/contract/contract.ts';
import type { CampaignChoices } from '#core/contract/campaigns.ts';
import type { SettingsPatch } from '#core/rehearsal/settings.ts';
import { call } from '#server/app/client/client.ts';
import { findRunningUrl } from '#server/platform/postgres/embedded.ts';
import { withClient } from '#server/platform/postgres/postgres.ts';
import { openProduct, type Product, tellPhones } from '#test/world/product.ts';
import { cpuSecondsOf, familyOf, wordsOf } from './child.ts';

/** A running product with numbers, an approved template, and a look into its database. */
export type House = {
  readonly product: Product;
  readonly workspace: string;
  /** Public ids of the numbers. */
  readonly numbers: readonly string[];
  readonly template: string;
  /** The callback address of the account, and what signs its posts. */
  readonly webhook: { readonly url: string; readonly secret: string };
  readonly databaseUrl: string;
  /** The first of so many numbers of people that nobody has yet. */
  readonly takePeople: (count: number) => number;
  readonly query: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  readonly close: () => Promise<void>;
};

/** No limit, no delay: everybody reads at once, so that what is measured is our own work and not people's patience. Every rule of the policy is asked all the same. */
export const settings: SettingsPatch = {
  people: 'everybody_reads',
  sent_delay_ms: 0,
  delivered_delay_ms: 0,
  read_delay_ms: 0,
  pair_interval_ms: 0,
  messaging_limit: null,
  template_review: 'approve',
  template_review_delay_ms: 0,
  latency_ms: 0,
};

/** Meta's highest throughput of a number. */
export const perNumberPerSecond = 1000;

export const templateName = 'bench_offer';
/** The same text in each language, so that the language does not count. */
export const templateBody = 'Hello {{first_name}}, the new harvest is here. The first bags leave the roastery tomorrow.';
export const templateFooter = 'Reply STOP to get no more offers';

let shared: Promise<House> | undefined;

/**
 * Has all benches that follow stand in one house with so many numbers: opening one takes longer than they do in their smallest size. Gives what closes it.
 */
export function shareHouse(options: { numbers: number; languages: readonly string[] }): () => Promise<void> {
  const opened = openOwnHouse(options);
  shared = opened;
  return async () => {
    shared = undefined;
    await (await opened).close();
  };
}

/** Opens a house, or gives the shared one as it was in the beginning but for the people and campaigns in it. */
export async function openHouse(options: { numbers: number; languages?: readonly string[] }): Promise<House> {
  if (shared === undefined) return openOwnHouse(options);
  const house = await shared;
  await house.query('update business_account set base_url = $1', [house.product.phonesUrl]);
  await house.query('update number set throughput_per_second = $1', [perNumberPerSecond]);
  await holdNumbers(house);
  await house.query(letGoOfNumbers);
  return { ...house, close: async () => {} };
}

/** Opens the product with so many numbers of 1,000 a second, and a template in these languages. */
async function openOwnHouse(options: { numbers: number; languages?: readonly string[] }): Promise<House> {
  // BENCH_NODE_FLAGS="--cpu-prof --cpu-prof-dir=/tmp/profile" shows where the time goes.
  const moreFlags = process.env['BENCH_NODE_FLAGS']?.split(' ') ?? [];
  const product = await openProduct({ demo: false, moreFlags });
  try {
    await tellPhones(product, 'PATCH', '/settings', settings);
    const numbers: string[] = [];
    for (let index = 0; index < options.numbers; index += 1) numbers.push(await connectNumber(product, index));
    const template = await approvedTemplate(product, options.languages ?? ['en']);
    const databaseUrl = findRunningUrl(join(product.folder, 'postgres'), 'parley');
    if (databaseUrl === undefined) throw new Error('the database of the product does not run');
    const query: House['query'] = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      withClient(databaseUrl, async (client) => (await client.query<Row>(text, [...values])).rows);
    const [account] = await query<{ workspace_id: string; webhook_key: string }>(
      'select workspace_id, webhook_key from business_account order by created_at limit 1',
    );
    if (account === undefined) throw new Error('no account is connected');
    const webhook = { url: `${product.door.url}/webhooks/whatsapp/${account.webhook_key}`, secret: product.access.appSecret };
    let nextPerson = 0;
    const takePeople = (count: number) => (nextPerson += count) - count;
    return { product, workspace: account.workspace_id, numbers, template, webhook, databaseUrl, takePeople, query, close: product.close };
  } catch (error) {
    await product.close();
    throw error;
  }
}

/** What Meta calls the number of this place. */
export function metaIdOf(index: number): string {
  return String(770_000_000_000_000 + index);
}

async function connectNumber(product: Product, index: number): Promise<string> {
  const { door, access } = product;
  const id = metaIdOf(index);
  await tellPhones(product, 'POST', '/numbers', {
    id,
    display_phone_number: `+3318000${String(1000 + index)}`,
    verified_name: `Bench ${index}`,
    business_account_id: access.businessAccountId,
    throughput_per_second: perNumberPerSecond,
  });
  const connected = await call(door, contract.numbers.connect, {
    body: {
      base_url: product.phonesUrl,
      business_account_id: access.businessAccountId,
      number_id: id,
      app_id: access.appId,
      token: access.token,
      app_secret: access.appSecret,
      verify_token: access.verifyToken,
      throughput_per_second: perNumberPerSecond,
    },
  });
  return connected.id;
}

async function approvedTemplate(product: Product, languages: readonly string[]): Promise<string> {
  const content = { header: null, body: templateBody, footer: templateFooter, buttons: [], samples: { first_name: 'Ana' } };
  const [first = 'en', ...others] = languages;
  const made = await call(product.door, contract.templates.create, { body: { name: templateName, category: 'marketing', language: first, content } });
  for (const language of others) {
    await call(product.door, contract.templates.translate, { params: { id: made.id }, body: { language, content } });
  }
  for (let poll = 0; poll < 400; poll += 1) {
    const found = await call(product.door, contract.templates.get, { params: { id: made.id } });
    if (found.translations.filter(({ state }) => state === 'approved').length === languages.length) return made.id;
    await sleep(50);
  }
  throw new Error('the template was not approved within 20 seconds');
}

/** A draft for the people with a tag, by a number. */
export async function makeCampaign(house: House, campaign: { name: string; tag: string; number: string; choices?: Partial<CampaignChoices> }): Promise<string> {
  const { door } = house.product;
  const definition = { match: 'all' as const, of: [{ about: 'tag' as const, is: 'any_of' as const, values: [campaign.tag] }] };
  const segment = await call(door, contract.segments.create, { body: { name: campaign.name, definition } });
  const draft = await call(door, contract.campaigns.create, {
    body: {
      name: campaign.name,
      choices: {
        segments: [segment.id],
        template: house.template,
        number: campaign.number,
        variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: 'there' } },
        ...campaign.choices,
      },
    },
  });
  return draft.id;
}

/** Plans a campaign and launches it without an undo minute; a plan with problems throws. */
export async function launch(house: House, id: string): Promise<void> {
  const { door } = house.product;
  const plan = await call(door, contract.campaigns.plan, { params: { id } });
  if (plan.problems.length > 0) throw new Error(`plan: ${plan.problems.map((problem) => problem.message).join('; ')}`);
  await call(door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: 0 } });
}

/** Microseconds of the processor. `other` is WhatsApp's stand-in: the emulator. */
export type Spent = { readonly server: number; readonly database: number; readonly other: number };

/** What a house has used of the processor until now. */
export function spentBy(house: House): Spent {
  const spent = { server: 0, database: 0, other: 0 };
  for (const pid of familyOf(house.product.pid)) {
    const words = wordsOf(pid);
    const who = words.includes('emulator/main.ts') ? 'other' : words.includes('postgres') ? 'database' : 'server';
    spent[who] += cpuSecondsOf(pid) * 1_000_000;
  }
  return spent;
}

/** Runs something and prints what each of so many messages cost: this tells more than a rate where others use the machine as well. */
export async function withCosts(house: House, what: { name: string; count: number }, work: () => Promise<number>): Promise<number> {
  const before = spentBy(house);
  const rate = await work();
  const after = spentBy(house);
  const each = (who: keyof Spent) => `${((after[who] - before[who]) / what.count).toFixed(1)} µs ${who}`;
  process.stdout.write(
    `${what.name}: ${Math.round(rate).toLocaleString('en')}/s; processor for each: ${each('server')}, ${each('database')}, ${each('other')}\n`,
  );
  return rate;
}

/**
 * Takes every number's lease as another process would, once the senders have let go: nothing leaves until it is given back, and then by the address that
 * is noted then.
 */
export async function holdNumbers(house: House): Promise<void> {
  const take = `update number set lease_holder = 'bench', lease_until = clock_timestamp() + interval '1 hour' where lease_until is null or lease_until < clock_timestamp() or lease_holder = 'bench' returning id`;
  await until(async () => (await house.query(take)).length === house.numbers.length, { within: 60, failure: 'the senders did not let go of the numbers' });
}

/** Gives them back. */
export const letGoOfNumbers = 'update number set lease_holder = null, lease_until = null';

/** Waits until something is so; throws when it is not `within` so many seconds. */
export async function until(isSo: () => Promise<boolean>, { within, failure }: { within: number; failure: string }): Promise<void> {
  const deadline = performance.now() + within * 1000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`${failure} within ${within} s`);
    await sleep(20);
  }
}
