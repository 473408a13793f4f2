import { access, constants, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { contract } from '#core/contract/contract.ts';
import type { ColumnTarget, Import, ImportChoices } from '#core/contract/imports.ts';
import { call, type Door, download } from '../client/client.ts';
import { printImport, printTable } from './print.ts';
import { type Say, Usage } from './say.ts';

/** The options of `parley import`, as parseArgs gives them. */
export type ImportOptions = {
  country?: string | undefined;
  'consent-source'?: string | undefined;
  'consent-wording'?: string | undefined;
  'consent-date'?: string | undefined;
  'consent-column'?: boolean | undefined;
  map?: string[] | undefined;
  tag?: string | undefined;
  'skip-existing'?: boolean | undefined;
  'dry-run'?: boolean | undefined;
  errors?: string | undefined;
};

/** Imports a CSV file over the API: reads, maps, checks, runs, and says what became of every row. */
export async function runImport(door: Door, file: string, options: ImportOptions, say: Say): Promise<void> {
  const content = await readFile(file).catch((cause: unknown) => {
    throw new Usage(`cannot read "${file}": ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  if (options.errors !== undefined) await requireWritable(options.errors);
  const me = await call(door, contract.settings.me);
  const uploaded = await call(door, contract.imports.create, { file: { name: basename(file), type: 'text/csv', content } });
  const read = await settle(door, uploaded.id, ['mapping'], say);
  if (read.reading === null) throw new Usage(`"${file}" was not read`);
  const body = chooseFor(read.reading, options, me.workspace.default_country);
  say.note(printTable(read.reading.columns.map((column, index) => [`  ${column.name}`, `→ ${describeTarget(body.columns[index])}`])));
  await call(door, contract.imports.check, { params: { id: read.id }, body });
  let done = await settle(door, read.id, ['checked'], say);
  if (options['dry-run'] !== true) {
    await call(door, contract.imports.run, { params: { id: read.id } });
    done = await settle(door, read.id, ['imported'], say);
  }
  if (options.errors !== undefined) await writeFile(options.errors, await download(door, contract.imports.errors, { params: { id: done.id } }));
  say.answer(done, printImport(done) + (body.consent === null ? '\nNo consent was stated: nobody in this file can be marketed to.' : ''));
}

/** Before anything is imported, since afterwards is too late to name another place. */
async function requireWritable(file: string): Promise<void> {
  await access(dirname(resolve(file)), constants.W_OK).catch((cause: unknown) => {
    throw new Usage(`cannot write "${file}": ${cause instanceof Error ? cause.message : String(cause)}`);
  });
}

function chooseFor(reading: NonNullable<Import['reading']>, options: ImportOptions, country: string): ImportChoices {
  const asked = new Map((options.map ?? []).map(parseMapping));
  for (const name of asked.keys()) {
    if (!reading.columns.some((column) => column.name === name))
      throw new Usage(`--map names the column "${name}", but the file has: ${reading.columns.map((column) => column.name).join(', ')}`);
  }
  return {
    columns: reading.columns.map((column) => asked.get(column.name) ?? column.suggested),
    default_country: (options.country ?? country).toUpperCase(),
    consent: consentFrom(options),
    existing: options['skip-existing'] === true ? 'skip' : 'update',
    tag: options.tag ?? null,
  };
}

function consentFrom(options: ImportOptions): ImportChoices['consent'] {
  const { 'consent-source': source, 'consent-wording': wording, 'consent-date': date } = options;
  if (source === undefined && wording === undefined && date === undefined) return null;
  if (source === undefined || wording === undefined || date === undefined) {
    throw new Usage('consent needs all three: --consent-source, --consent-wording and --consent-date; without them nobody in the file can be marketed to');
  }
  return { source, wording, date, rows: options['consent-column'] === true ? 'column' : 'all' };
}

const plainTargets = [
  'skip',
  'phone',
  'first_name',
  'last_name',
  'full_name',
  'email',
  'language',
  'country',
  'company',
  'tags',
  'consent',
  'external_id',
] as const;

function parseMapping(text: string): [string, ColumnTarget] {
  const at = text.lastIndexOf('=');
  const column = text.slice(0, at);
  const to = text.slice(at + 1);
  const plain = plainTargets.find((target) => target === to);
  if (at > 0 && plain !== undefined) return [column, { to: plain }];
  const key = /^field:([a-z][a-z0-9_]*)$/.exec(to)?.[1];
  if (at > 0 && key !== undefined) return [column, { to: 'field', key, label: column, type: 'text' }];
  throw new Usage(`--map "${text}" should read "Column=target" with a target of ${plainTargets.join(', ')} or field:key`);
}

function describeTarget(target: ColumnTarget | undefined): string {
  if (target === undefined) return 'skip';
  return target.to === 'field' ? `field ${target.key}` : target.to;
}

const pollMilliseconds = 200;

async function settle(door: Door, id: string, states: readonly Import['state'][], say: Say): Promise<Import> {
  for (;;) {
    const found = await call(door, contract.imports.get, { params: { id } });
    if (states.includes(found.state)) return found;
    if (found.state === 'failed') throw new Usage(`"${found.file_name}" cannot be imported: ${found.failure ?? 'no reason is known'}`);
    if (found.rows_total > 0) say.progress(`${found.state} ${found.rows_done} of ${found.rows_total} rows`);
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
  }
}
