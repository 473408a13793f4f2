import { setTimeout as sleep } from 'node:timers/promises';
import { contract } from '#core/contract/contract.ts';
import { openEmulatorClient } from '#emulator/control/client.ts';
import { openApi } from '#server/app/api.ts';
import { call, type Door } from '#server/app/client/client.ts';
import { makeHouse } from '#server/app/first-start.ts';
import { keepTerminalKey } from '#server/app/terminal.ts';
import { openWorker } from '#server/app/worker.ts';
import { silentLog } from '#server/platform/log.ts';
import { openPlatform } from '#server/platform/open.ts';
import { withClient } from '#server/platform/postgres/postgres.ts';
import type { Carrier } from './carrier.ts';
import { freePort } from './fleet.ts';

/** What connects a number of the emulator, as it prints it with --json. */
export type Access = {
  readonly url: string;
  readonly WABA_ID: string;
  readonly APP_ID: string;
  readonly APP_SECRET: string;
  readonly CLOUD_API_TOKEN: string;
  readonly VERIFY_TOKEN: string;
};

export type ShopOptions = {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly secretKey: string;
  readonly carrier: Carrier;
  readonly access: Access;
  readonly people: number;
  /** How many numbers, each with a campaign of its own to its share of the people. */
  readonly numbers: number;
  readonly perNumberPerSecond: number;
  /** Minutes after which who is in doubt is sent to again by itself; null is never. */
  readonly resendMinutes: number | null;
};

const content = { header: null, body: 'Hello {{first_name}}, the new harvest is here.', footer: null, buttons: [], samples: { first_name: 'Ana' } };
const approvedWithinMilliseconds = 30_000;
const pollMilliseconds = 100;

/**
 * Makes a workspace with numbers, an approved template and people who agreed to offers, and launches a campaign for each number. When it
 * returns, everything else is up to the fleet: nothing of the product runs in this process any more.
 */
export async function launchShop(options: ShopOptions): Promise<void> {
  const { carrier, folder, databaseUrl, secretKey } = options;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const opened = openPlatform({ config: { publicUrl: carrier.url, dataFolder: folder, secretKey }, databaseUrl, log: silentLog });
  const api = await openApi({ opened, host: '127.0.0.1', port, phonesUrl: undefined, checksReplies: false });
  carrier.targets = [url];
  const worker = openWorker(opened);
  const { house } = await makeHouse(opened.platform, api.signIn, { hasRehearsal: true, hasDemo: false });
  const door: Door = { url, key: await keepTerminalKey(opened.platform, house, { url, folder }) };
  await fillPeople(house.id, options);
  const numbers = await connectNumbers(door, options);
  const template = await approvedTemplate(door);
  const plans: { id: string; plan: string }[] = [];
  for (const [index, number] of numbers.entries()) plans.push(await planCampaign(door, { number, template, tag: tagOf(index) }));
  await worker.close();
  for (const { id, plan } of plans) await call(door, contract.campaigns.launch, { params: { id }, body: { plan, undo_seconds: 0 } });
  await api.close();
  await opened.close();
}

const tagOf = (index: number): string => `share-${index}`;

/** By SQL: an import is tested elsewhere. */
async function fillPeople(workspace: string, { databaseUrl, people, numbers, resendMinutes }: ShopOptions): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(
      `insert into contact (workspace_id, id, first_name, display_name, phone, country, language, tags, created_at, updated_at)
       select $1, ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'P' || i, 'P' || i, '+336' || lpad(i::text, 8, '0'), 'FR', 'en', array['share-' || i % $3::int], now(), now()
       from generate_series(1, $2::int) i`,
      [workspace, people, numbers],
    );
    await client.query(
      `insert into contact_identity (workspace_id, kind, value, contact_id)
       select workspace_id, k.kind, case when k.kind = 'phone' then phone else substr(phone, 2) end, id from contact cross join (values ('phone'), ('wa_id')) k (kind)`,
    );
    await client.query(
      `insert into consent_state (workspace_id, contact_id, purpose, state, entry_id, occurred_at, source) select workspace_id, id, 'marketing', 'given', id, now(), 'test' from contact`,
    );
    await client.query('update workspace set resend_minutes = $2 where id = $1', [workspace, resendMinutes]);
    await client.query('analyze');
  });
}

async function connectNumbers(door: Door, { access, numbers, perNumberPerSecond }: ShopOptions): Promise<string[]> {
  const control = openEmulatorClient(access.url);
  const ids: string[] = [];
  for (let index = 0; index < numbers; index += 1) {
    const numberId = String(770_000_000_000_000 + index);
    await control.numbers.add({
      id: numberId,
      display_phone_number: `+3318000${1000 + index}`,
      verified_name: `Roastery ${index}`,
      business_account_id: access.WABA_ID,
      throughput_per_second: perNumberPerSecond,
    });
    const connected = await call(door, contract.numbers.connect, {
      body: {
        base_url: access.url,
        business_account_id: access.WABA_ID,
        number_id: numberId,
        app_id: access.APP_ID,
        token: access.CLOUD_API_TOKEN,
        app_secret: access.APP_SECRET,
        verify_token: access.VERIFY_TOKEN,
        throughput_per_second: perNumberPerSecond,
      },
    });
    ids.push(connected.id);
  }
  return ids;
}

async function approvedTemplate(door: Door): Promise<string> {
  const made = await call(door, contract.templates.create, { body: { name: 'harvest', category: 'marketing', language: 'en', content } });
  for (const deadline = performance.now() + approvedWithinMilliseconds; performance.now() < deadline; await sleep(pollMilliseconds)) {
    const found = await call(door, contract.templates.get, { params: { id: made.id } });
    if (found.translations.every(({ state }) => state === 'approved')) return made.id;
  }
  throw new Error('the template was not approved');
}

async function planCampaign(door: Door, { number, template, tag }: { number: string; template: string; tag: string }): Promise<{ id: string; plan: string }> {
  const segment = await call(door, contract.segments.create, {
    body: { name: tag, definition: { match: 'all', of: [{ about: 'tag', is: 'any_of', values: [tag] }] } },
  });
  const draft = await call(door, contract.campaigns.create, {
    body: {
      name: tag,
      choices: { segments: [segment.id], template, number, variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: 'there' } } },
    },
  });
  const plan = await call(door, contract.campaigns.plan, { params: { id: draft.id } });
  if (plan.problems.length > 0) throw new Error(`plan: ${plan.problems.map(({ message }) => message).join('; ')}`);
  return { id: draft.id, plan: plan.id };
}
