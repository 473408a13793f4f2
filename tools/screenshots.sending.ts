import { setTimeout as sleep } from 'node:timers/promises';
import { contract } from '#core/contract/contract.ts';
import type { Schedule } from '#core/contract/campaigns.ts';
import { openEmulatorClient } from '#emulator/control/client.ts';
import { call } from '#server/app/client/client.ts';
import type { Product } from '#test/world/product.ts';

/** What the pictures of sending need and the demo shop has not: enough people for a canary, and campaigns of the days to come. */
const people = 1_200;
const countries = { FR: 6, DE: 2, BR: 2 };
const tag = 'harvest news';
const day = 86_400_000;

/** Launches a campaign that a few get first, and plans three more. Returns the first, a little while after its first sample has left. */
export async function addSending(product: Product, like: string): Promise<string> {
  const { door } = product;
  const segment = await addPeople(product);
  const launch = async (name: string, schedule: Schedule | null, hasCanary: boolean) => {
    const { id, choices } = await call(door, contract.campaigns.clone, { params: { id: like } });
    const canary = hasCanary ? { rule: 'usual' as const, matures_minutes: 2 } : null;
    await call(door, contract.campaigns.update, {
      params: { id },
      body: { name, choices: { ...choices, segments: [segment], schedule, canary, budget_micros: 150_000_000 } },
    });
    const plan = await call(door, contract.campaigns.plan, { params: { id } });
    await call(door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: 0 } });
    return id;
  };
  const later = (days: number): Schedule => ({ kind: 'at', at: new Date(Math.ceil(Date.now() / day) * day + days * day + tenInTheMorning).toISOString() });
  const first = await launch('Guji, the new harvest', null, true);
  await launch('Saint Nicholas', later(2), false);
  await launch('Gift boxes', later(6), false);
  await launch('Last orders before Christmas', later(9), true);
  await sleep(answeringMilliseconds);
  return first;
}

/** In Paris, in winter. */
const tenInTheMorning = 9 * 3_600_000;
/** Most have read it by then, some have answered, and the sample is still being watched. */
const answeringMilliseconds = 100_000;

async function addPeople(product: Product): Promise<string> {
  const { door } = product;
  const phones = openEmulatorClient(product.phonesUrl);
  const known = new Set<string>();
  const all = async () => {
    const found = [];
    let after: string | undefined;
    do {
      const page = await phones.people.list({ limit: 500, ...(after === undefined ? {} : { after }) });
      found.push(...page.phones);
      after = page.next ?? undefined;
    } while (after !== undefined);
    return found;
  };
  for (const { wa_id } of await all()) known.add(wa_id);
  await phones.people.populate({ people, countries });
  const rows = (await all()).filter(({ wa_id }) => !known.has(wa_id)).map(({ wa_id, name }) => `${name.replaceAll(',', ' ')},+${wa_id},${tag}`);
  const content = Buffer.from(['Name,Mobile,Tags', ...rows].join('\n'), 'utf8');
  const { id } = await call(door, contract.imports.create, { file: { name: 'harvest-news.csv', type: 'text/csv', content } });
  const settled = async (state: string) => {
    while ((await call(door, contract.imports.get, { params: { id } })).state !== state) await sleep(pollMilliseconds);
  };
  await settled('mapping');
  await call(door, contract.imports.check, {
    params: { id },
    body: {
      columns: [{ to: 'first_name' }, { to: 'phone' }, { to: 'tags' }],
      default_country: 'FR',
      consent: {
        source: 'Coffee fair',
        wording: 'Yes, news of the harvest on WhatsApp.',
        date: new Date(Date.now() - 10 * day).toISOString().slice(0, 10),
        rows: 'all',
      },
      existing: 'update',
    },
  });
  await settled('checked');
  await call(door, contract.imports.run, { params: { id } });
  await settled('imported');
  const definition = { match: 'all' as const, of: [{ about: 'tag' as const, is: 'any_of' as const, values: [tag] }] };
  return (await call(door, contract.segments.create, { body: { name: 'Harvest news', definition } })).id;
}

const pollMilliseconds = 100;
