import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { contract } from '#core/contract/contract.ts';
import type { Import, ImportChoices } from '#core/contract/imports.ts';
import { call, type Door } from '#server/app/client/client.ts';

import { copyRows } from './copy.ts';
import { findRunningUrl } from '#server/platform/postgres/embedded.ts';
import { withClient } from '#server/platform/postgres/postgres.ts';
import type { Product } from '#test/world/product.ts';
import { compare, type Result } from './results.ts';

const header = ['First name', 'Last name', 'Phone', 'E-mail', 'City', 'Points', 'Agrees'];
const columns: ImportChoices['columns'] = [
  { to: 'first_name' },
  { to: 'last_name' },
  { to: 'phone' },
  { to: 'email' },
  { to: 'field', key: 'city', label: 'City', type: 'text' },
  { to: 'field', key: 'points', label: 'Points', type: 'number' },
  { to: 'consent' },
];

/** Rows of a shop's export: valid French mobiles, each person once. `from` keeps runs apart. */
export function makeRows(count: number, from: number): string[][] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    return [
      `Inès ${number}`,
      `Müller-${number % 97}`,
      `+336${String(12_000_000 + number)}`,
      `person${number}@example.com`,
      ['Lyon', 'Nantes', 'Lille'][number % 3] ?? '',
      String(number % 500),
      number % 5 === 0 ? 'no' : 'yes',
    ];
  });
}

/** The rows as a file. */
export function printCsv(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from([header, ...rows].map((row) => row.join(',')).join('\n'));
}

/** Imports a file to its end over the API; returns the import as it stands then. */
export async function importCsv(door: Door, content: Buffer, choices: Partial<ImportChoices> = {}): Promise<Import> {
  const uploaded = await call(door, contract.imports.create, { file: { name: 'people.csv', type: 'text/csv', content } });
  await settle(door, uploaded.id, 'mapping');
  await call(door, contract.imports.check, {
    params: { id: uploaded.id },
    body: {
      columns,
      default_country: 'FR',
      consent: { source: 'Bench', wording: 'Yes, offers on WhatsApp, please.', date: '2026-11-01', rows: 'column' },
      existing: 'update',
      ...choices,
    },
  });
  await settle(door, uploaded.id, 'checked');
  await call(door, contract.imports.run, { params: { id: uploaded.id } });
  return settle(door, uploaded.id, 'imported');
}

async function settle(door: Door, id: string, state: Import['state']): Promise<Import> {
  for (;;) {
    const found = await call(door, contract.imports.get, { params: { id } });
    if (found.state === state) return found;
    if (found.state === 'failed') throw new Error(`the import failed: ${found.failure}`);
    await sleep(25);
  }
}

/** `import.csv` (upload, read, dry run, import with identities, consent ledger and undo log) beside COPY of the same rows. */
export async function benchImport(product: Product, options: { rows: number; rounds: number }): Promise<Result> {
  const url = findRunningUrl(join(product.folder, 'postgres'), 'parley');
  if (url === undefined) throw new Error('the database of the product does not run');
  const imports: number[] = [];
  const copies: number[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const rows = makeRows(options.rows, round * options.rows);
    const content = printCsv(rows);
    copies.push(options.rows / (await timeCopy(url, rows)));
    const started = performance.now();
    const done = await importCsv(product.door, content);
    imports.push(options.rows / ((performance.now() - started) / 1000));
    if (done.counts?.new !== options.rows) throw new Error(`of ${options.rows} rows ${done.counts?.new} became new people`);
  }
  return compare({ name: 'import.csv', unit: 'rows/s', beside: 'import.copy' }, imports, copies);
}

async function timeCopy(url: string, rows: readonly (readonly string[])[]): Promise<number> {
  return withClient(url, async (client) => {
    await client.query('create table if not exists bench_copy (first_name text, last_name text, phone text, email text, city text, points text, agrees text)');
    await client.query('truncate bench_copy');
    const started = performance.now();
    await copyRows(client, 'bench_copy', ['first_name', 'last_name', 'phone', 'email', 'city', 'points', 'agrees'], rows);
    const seconds = (performance.now() - started) / 1000;
    await client.query('drop table bench_copy');
    return seconds;
  });
}
