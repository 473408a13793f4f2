import { readFile } from 'node:fs/promises';
import { contract } from '#core/contract/contract.ts';
import type { BodyInOf } from '#core/contract/route.ts';
import type { Template, TemplateVersion } from '#core/contract/templates.ts';
import { call, type Door } from '../client/client.ts';
import { printTable } from './print.ts';
import { type Say, Usage } from './say.ts';

const verbs = 'list, show, check, create, submit, archive, unarchive, sync';
type Creation = BodyInOf<typeof contract.templates.create>;

/** `parley template list|show|check|create|submit|archive|unarchive|sync`. */
export async function runTemplate(door: Door, words: readonly string[], say: Say): Promise<void> {
  const [verb, ...rest] = words;
  const [name = '', language] = rest;
  if (verb === 'list') return list(door, say);
  if (verb === 'sync') return sync(door, say);
  if (verb === 'show') return show(door, await find(door, name), language, say);
  if (verb === 'check') return check(door, await readCreation(name), say);
  if (verb === 'create') {
    const made = await call(door, contract.templates.create, { body: await readCreation(name) });
    return say.answer(made, `${made.id}\n${printStates(made)}`);
  }
  if (verb === 'submit') {
    if (language === undefined) throw new Usage('which language? parley template submit NAME LANGUAGE');
    const { id } = await find(door, name);
    const submitted = await call(door, contract.templates.submit, { params: { id }, body: { language } });
    return say.answer(submitted, printStates(submitted));
  }
  if (verb === 'archive' || verb === 'unarchive') {
    const { id } = await find(door, name);
    const moved = await call(door, contract.templates[verb], { params: { id } });
    return say.answer(moved, printStates(moved));
  }
  throw new Usage(`"parley template ${verb ?? ''}" is not known; there are ${verbs}`);
}

async function list(door: Door, say: Say): Promise<void> {
  const found = await call(door, contract.templates.list, { query: { limit: 200 } });
  const rows = found.items.map((one) => [one.id, one.name, one.category, statesOf(one)]);
  say.answer(found, found.items.length === 0 ? 'No templates yet.' : printTable(rows));
}

async function sync(door: Door, say: Say): Promise<void> {
  const done = await call(door, contract.templates.sync);
  say.answer(done, `${done.changed} changed, ${done.added} added`);
}

async function show(door: Door, template: Template, language: string | undefined, say: Say): Promise<void> {
  if (language === undefined) return say.answer(template, printStates(template));
  const found = await call(door, contract.templates.versions, { params: { id: template.id }, query: { language } });
  say.answer(found, found.items.map(printVersion).join('\n'));
}

async function check(door: Door, creation: Creation, say: Say): Promise<void> {
  const { name, category, language, content } = creation;
  const found = await call(door, contract.templates.lint, { body: { name, category, language, content } });
  const lines = found.faults.map((fault) => `  ${fault.severity} ${fault.at}: ${fault.message}`);
  const guess = found.category.agrees
    ? []
    : [`  Meta will likely file it under ${found.category.guess}: ${found.category.reasons.map((one) => one.because).join(' ')}`];
  say.answer(found, lines.length + guess.length === 0 ? 'Nothing to find fault with.' : [...lines, ...guess].join('\n'));
}

/** The file holds what `POST /v1/templates` takes; the API itself says what is wrong in it. */
async function readCreation(file: string): Promise<Creation> {
  if (file === '') throw new Usage('which file? It holds the JSON that POST /v1/templates takes');
  try {
    return parseCreation(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new Usage(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function parseCreation(value: unknown): Creation {
  return value as Creation;
}

async function find(door: Door, wanted: string): Promise<Template> {
  if (wanted === '') throw new Usage('which template? Give its name or its id; "parley template list" shows them');
  if (/^tpl_[0-9a-f]{32}$/.test(wanted)) return call(door, contract.templates.get, { params: { id: wanted } });
  let cursor: string | undefined;
  do {
    const found = await call(door, contract.templates.list, { query: { limit: 200, cursor } });
    const same = found.items.find((one) => one.name === wanted);
    if (same !== undefined) return same;
    cursor = found.next ?? undefined;
  } while (cursor !== undefined);
  throw new Usage(`no template is called "${wanted}"; "parley template list" shows them`);
}

function statesOf(template: Template): string {
  return template.translations.map((one) => `${one.language} ${one.state}`).join(', ');
}

function printStates(template: Template): string {
  const own = template.translations.map((one) => {
    const until = one.paused_until === null ? '' : ` until ${one.paused_until}`;
    const next = one.edits.next_at === null ? '' : `; next change ${one.edits.next_at}`;
    return `  ${one.language}  ${one.state}${until}, version ${one.version}${one.revision === null ? '' : ', with a draft'}${next}${one.reason === null ? '' : `\n      ${one.reason}`}`;
  });
  const copies = template.copies.map(
    (copy) => `  in ${copy.account.name}: ${copy.translations.map((one) => `${one.language} ${one.state}${one.same ? '' : ' (differs)'}`).join(', ')}`,
  );
  return [`${template.name} (${template.category}) in ${template.account.name}`, ...own, ...copies].join('\n');
}

function printVersion(version: TemplateVersion): string {
  const changes = version.changes.map((one) => `    ${one.at}: ${one.before ?? '(nothing)'} → ${one.after ?? '(nothing)'}`);
  return [`  ${version.version}  ${version.at}  ${version.by ?? ''}`.trimEnd(), ...changes].join('\n');
}
