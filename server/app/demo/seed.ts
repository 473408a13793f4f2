import { contract } from '#core/contract/contract.ts';
import type { ImportChoices } from '#core/contract/imports.ts';
import { call, type Door } from '../client/client.ts';
import { conversations, consentWordings, templates } from './said.ts';
import { type Customer, makeCustomers } from './people.ts';
import { openPhones, type Phones } from './phones.ts';
import { decimal, demoCatalog, toldOrders, wares } from './shop.ts';

/** Everything of the demo shop follows from this number. Another number is another shop. */
export const demoSeed = 7;

/** How the shop's number in the rehearsal is reached: the same values one would take from Meta. */
export type NumberAccess = {
  baseUrl: string;
  apiVersion: string;
  businessAccountId: string;
  numberId: string;
  appId: string;
  token: string;
  appSecret: string;
  verifyToken: string;
};

export type Seeding = {
  /** The API with a key that may do all: the demo has no private door. */
  door: Door;
  number: NumberAccess;
  /** Where the phones are. */
  phonesUrl: string;
  /** A picture as JPEG for the image header. */
  picture: Uint8Array;
  now: Date;
  /** One line for each long step. */
  say(line: string): void;
};

/**
 * Fills an empty workspace with a coffee roaster from Lyon: 184 people in eight countries, their consent and orders,
 * three templates that are really reviewed, segments, conversations and a campaign that is ready to launch.
 * Everything goes through the public API and over the phones, as a person would do it.
 */
export async function seedDemo(seeding: Seeding): Promise<void> {
  const customers = makeCustomers(demoSeed);
  const phones = openPhones(seeding.phonesUrl);
  seeding.say('Connecting the shop’s number');
  const number = await connectNumber(seeding);
  seeding.say(`Giving ${customers.length} people a phone`);
  await phones.add(customers);
  await phones.addCatalog(seeding.number.businessAccountId);
  seeding.say('Submitting three templates for review');
  const templateIds = await submitTemplates(seeding);
  seeding.say('Importing the customers with their consent');
  await importCustomers(seeding, customers);
  seeding.say('Writing orders into their timelines');
  const ids = await contactIds(seeding);
  await writeOrders(seeding, customers, ids);
  await writeWithdrawals(seeding, customers, ids);
  const segment = await makeSegments(seeding);
  await makeDraft(seeding, { number, segments: [segment], template: templateIds.get('christmas_coffee') ?? null });
  seeding.say('Letting a few people write');
  await talk(seeding, customers, phones, ids);
}

async function connectNumber(seeding: Seeding): Promise<string> {
  const { number } = seeding;
  const connected = await call(seeding.door, contract.numbers.connect, {
    body: {
      base_url: number.baseUrl,
      api_version: number.apiVersion,
      business_account_id: number.businessAccountId,
      number_id: number.numberId,
      app_id: number.appId,
      token: number.token,
      app_secret: number.appSecret,
      verify_token: number.verifyToken,
      throughput_per_second: 80,
    },
  });
  return connected.id;
}

async function submitTemplates(seeding: Seeding): Promise<Map<string, string>> {
  const picture = await call(seeding.door, contract.media.create, { file: { name: 'christmas-coffee.jpg', type: 'image/jpeg', content: seeding.picture } });
  const ids = new Map<string, string>();
  for (const said of templates) {
    for (const translation of said.translations) {
      const content = translation.content(picture.id);
      const known = ids.get(said.name);
      const template =
        known === undefined
          ? await call(seeding.door, contract.templates.create, { body: { name: said.name, category: said.category, language: translation.language, content } })
          : await call(seeding.door, contract.templates.translate, { params: { id: known }, body: { language: translation.language, content } });
      ids.set(said.name, template.id);
    }
  }
  return ids;
}

const columns: ImportChoices['columns'] = [
  { to: 'first_name' },
  { to: 'last_name' },
  { to: 'phone' },
  { to: 'email' },
  { to: 'language' },
  { to: 'tags' },
  { to: 'field', key: 'city', label: 'City', type: 'text' },
  { to: 'field', key: 'favourite_coffee', label: 'Favourite coffee', type: 'text' },
  { to: 'consent' },
];

async function importCustomers(seeding: Seeding, customers: readonly Customer[]): Promise<void> {
  for (const met of ['shop', 'till'] as const) {
    const rows = customers.filter((customer) => customer.met === met);
    const content = Buffer.from(printCsv(rows), 'utf8');
    const fileName = met === 'shop' ? 'boutique-en-ligne.csv' : 'carnet-atelier.csv';
    const uploaded = await call(seeding.door, contract.imports.create, { file: { name: fileName, type: 'text/csv', content } });
    await settle(seeding, uploaded.id, 'mapping');
    await call(seeding.door, contract.imports.check, {
      params: { id: uploaded.id },
      body: {
        columns,
        default_country: 'FR',
        consent: {
          source: met === 'shop' ? 'Online shop, checkout' : 'Card at the till',
          wording: consentWordings[met],
          date: daysBefore(seeding.now, met === 'shop' ? 160 : 90)
            .toISOString()
            .slice(0, 10),
          rows: 'column',
        },
        existing: 'update',
      },
    });
    await settle(seeding, uploaded.id, 'checked');
    await call(seeding.door, contract.imports.run, { params: { id: uploaded.id } });
    await settle(seeding, uploaded.id, 'imported');
  }
}

/** How long an import of the demo may take before something must be wrong, in polls of 100 ms. */
const importPollsMost = 300;

async function settle(seeding: Seeding, id: string, state: string): Promise<void> {
  for (let poll = 0; poll < importPollsMost; poll += 1) {
    const found = await call(seeding.door, contract.imports.get, { params: { id } });
    if (found.state === state) return;
    if (found.state === 'failed') throw new Error(`the demo's import failed: ${found.failure}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the demo's import did not become "${state}" in ${importPollsMost / 10} seconds`);
}

function printCsv(customers: readonly Customer[]): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = customers.map((one) =>
    [one.firstName, one.lastName, one.phone, one.email, one.language, one.tags.join('; '), one.city, one.favourite, one.agreed ? 'oui' : 'non']
      .map(cell)
      .join(','),
  );
  return ['Prénom,Nom,Téléphone,E-mail,Langue,Étiquettes,Ville,Café préféré,Accepte les offres', ...lines].join('\n');
}

/** Contact ids by phone, all pages. */
async function contactIds(seeding: Seeding): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const found = await call(seeding.door, contract.contacts.list, { query: cursor === undefined ? { limit: 200 } : { limit: 200, cursor } });
    for (const contact of found.items) if (contact.phone !== null) ids.set(contact.phone, contact.id);
    cursor = found.next ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

/** The most facts the API takes at once. */
const factsMost = 1000;

async function writeOrders(seeding: Seeding, customers: readonly Customer[], ids: Map<string, string>): Promise<void> {
  const price = (micros: number) => ({ amount: decimal(micros), currency: 'EUR' });
  await call(seeding.door, contract.products.put, {
    body: { products: wares.map(({ id, name, micros }) => ({ retailer_id: id, name, price: price(micros), catalog: demoCatalog.id })) },
  });
  const facts = customers.flatMap((customer) => {
    const contact = ids.get(customer.phone);
    if (contact === undefined) return [];
    return toldOrders(customer).map((order) => ({
      kind: 'order.paid' as const,
      contact,
      id: `demo ${order.number}`,
      at: daysBefore(seeding.now, order.daysAgo).toISOString(),
      order: {
        number: order.number,
        total: price(order.totalMicros),
        items: order.items.map(({ id, name, micros, quantity }) => ({ id, name, quantity, price: price(micros) })),
      },
    }));
  });
  for (let first = 0; first < facts.length; first += factsMost) {
    const { results } = await call(seeding.door, contract.facts.track, { body: { facts: facts.slice(first, first + factsMost) } });
    const refused = results.find(({ result }) => result === 'refused');
    if (refused !== undefined) throw new Error(`the demo's orders were refused: ${refused.error}`);
  }
}

async function writeWithdrawals(seeding: Seeding, customers: readonly Customer[], ids: Map<string, string>): Promise<void> {
  const gone = customers.filter((customer) => customer.withdrew);
  await inTurns(
    gone.map((customer, index) => async () => {
      const id = ids.get(customer.phone);
      if (id === undefined) return;
      await call(seeding.door, contract.contacts.consent, {
        params: { id },
        body: {
          purpose: 'marketing',
          state: 'withdrawn',
          source: 'Told at the till',
          wording: '« Plus d’offres, s’il vous plaît. »',
          occurred_at: daysBefore(seeding.now, 5 + index * 4).toISOString(),
        },
      });
    }),
    2,
  );
}

async function makeSegments(seeding: Seeding): Promise<string> {
  await call(seeding.door, contract.segments.create, {
    body: { name: 'Agreed to offers', definition: { match: 'all', of: [{ about: 'consent', is: 'given' }] } },
  });
  await call(seeding.door, contract.segments.create, {
    body: {
      name: 'Regulars in France',
      definition: {
        match: 'all',
        of: [
          { about: 'country', is: 'any_of', values: ['FR'] },
          { about: 'tag', is: 'any_of', values: ['regular'] },
        ],
      },
    },
  });
  const everybody = await call(seeding.door, contract.segments.create, { body: { name: 'Everybody', definition: { match: 'all', of: [] } } });
  return everybody.id;
}

async function makeDraft(seeding: Seeding, choices: { number: string; segments: string[]; template: string | null }): Promise<void> {
  await call(seeding.door, contract.campaigns.create, {
    body: {
      name: 'Café de Noël, first to know',
      choices: { ...choices, variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: 'et bienvenue' } } },
    },
  });
}

async function talk(seeding: Seeding, customers: readonly Customer[], phones: Phones, ids: Map<string, string>): Promise<void> {
  for (const conversation of conversations) {
    const who = customers.find((customer) => customer.featured && customer.country === conversation.country);
    const contact = who && ids.get(who.phone);
    if (!who || contact === undefined) continue;
    for (const line of conversation.lines) await phones.write(who, seeding.number.numberId, line);
    if (conversation.answer === null) continue;
    const opened = await heardFrom(seeding, contact);
    await call(seeding.door, contract.conversations.say, { params: { id: opened }, body: { kind: 'text', text: conversation.answer } });
    await call(seeding.door, contract.conversations.read, { params: { id: opened } });
  }
}

/** Waits until what a person wrote has come through the webhook, so that the window is open. */
async function heardFrom(seeding: Seeding, contact: string): Promise<string> {
  for (let poll = 0; poll < 100; poll += 1) {
    const found = await call(seeding.door, contract.conversations.list, { query: { limit: 200 } });
    const one = found.items.find((item) => item.contact === contact && item.window_until !== null);
    if (one) return one.id;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('a demo person wrote, but nothing came through the webhook within 10 seconds');
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 24 * 60 * 60 * 1000);
}

/** Runs the works, `atOnce` at a time. */
async function inTurns(works: readonly (() => Promise<void>)[], atOnce: number): Promise<void> {
  const queue = [...works];
  const worker = async () => {
    for (let work = queue.shift(); work !== undefined; work = queue.shift()) await work();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
