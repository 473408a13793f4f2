import { parseArgs } from 'node:util';
import { scopes } from '#core/value/actor.ts';
import { contract } from '#core/contract/contract.ts';
import { readConfig } from '#server/platform/config.ts';
import { runCampaign } from './cli/campaign.ts';
import { findDoor } from './cli/door.ts';
import { runImport } from './cli/import.ts';
import { runSay } from './cli/message.ts';
import { openSay, type Say, Usage } from './cli/say.ts';
import { runStatus } from './cli/status.ts';
import { runGoOn, runStop } from './cli/stop.ts';
import { runTemplate } from './cli/template.ts';
import { help } from './cli/words.ts';
import { ApiProblem, ApiUnreachable, call, type Door } from './client/client.ts';

const options = {
  json: { type: 'boolean' },
  url: { type: 'string' },
  key: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  country: { type: 'string' },
  'consent-source': { type: 'string' },
  'consent-wording': { type: 'string' },
  'consent-date': { type: 'string' },
  'consent-column': { type: 'boolean' },
  map: { type: 'string', multiple: true },
  recipient: { type: 'string', multiple: true },
  code: { type: 'string', multiple: true },
  fault: { type: 'string', multiple: true },
  tag: { type: 'string' },
  'skip-existing': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  errors: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  watch: { type: 'boolean' },
  'undo-seconds': { type: 'string' },
  phone: { type: 'string' },
  language: { type: 'string' },
  free: { type: 'boolean' },
  diff: { type: 'boolean' },
  with: { type: 'string' },
  spread: { type: 'string' },
  hours: { type: 'string' },
  threads: { type: 'string' },
  budget: { type: 'string' },
  release: { type: 'boolean' },
  wait: { type: 'boolean' },
  stop: { type: 'boolean' },
  scope: { type: 'string', multiple: true },
  image: { type: 'string' },
  video: { type: 'string' },
  audio: { type: 'string' },
  voice: { type: 'string' },
  document: { type: 'string' },
  sticker: { type: 'string' },
  location: { type: 'string' },
  name: { type: 'string' },
  address: { type: 'string' },
  button: { type: 'string', multiple: true },
  link: { type: 'string' },
  label: { type: 'string' },
  react: { type: 'string' },
  quote: { type: 'string' },
  message: { type: 'string' },
  check: { type: 'boolean' },
} as const;

/** The commands that speak to a running Parley over its API. The roles of the program are started elsewhere. */
export async function runCommand(words: readonly string[]): Promise<number> {
  const say = openSay(words.includes('--json'));
  try {
    const { values, positionals } = parseCommand(words);
    const [verb, ...rest] = positionals;
    if (values.help === true || verb === undefined || verb === 'help') {
      process.stdout.write(`${help}\n`);
      return 0;
    }
    const config = readConfig();
    const door = await findDoor({ url: values.url ?? config.terminalUrl, key: values.key ?? config.terminalKey }, config.dataFolder);
    return (await obey(door, verb, rest, values, say)) ?? 0;
  } catch (error) {
    return explain(error);
  }
}

type Values = ReturnType<typeof parseCommand>['values'];

function parseCommand(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (cause) {
    throw new Usage(`${cause instanceof Error ? cause.message : String(cause)}. "parley help" shows all there is.`);
  }
}

/** Does what was asked; the exit status where it is not 0. */
async function obey(door: Door, verb: string, rest: readonly string[], values: Values, say: Say): Promise<number | void> {
  if (verb === 'status') return runStatus(door, say);
  if (verb === 'say') return runSay(door, rest, values, say);
  if (verb === 'campaign') return runCampaign(door, rest, values, say);
  if (verb === 'template') return runTemplate(door, rest, say);
  if (verb === 'import') {
    const [file] = rest;
    if (file === undefined) throw new Usage('which file? parley import FILE');
    return runImport(door, file, values, say);
  }
  if (verb === 'stop-everything') return runStop(door, say);
  if (verb === 'go-on') return runGoOn(door, say);
  if (verb === 'key') return makeKey(door, rest, values.scope ?? [], say);
  throw new Usage(`"parley ${verb}" is not known. "parley help" shows all there is.`);
}

async function makeKey(door: Door, words: readonly string[], asked: readonly string[], say: Say): Promise<void> {
  const [verb, ...name] = words;
  if (verb !== 'create' || name.length === 0) throw new Usage('parley key create NAME [--scope contacts:read …]');
  const unknown = asked.find((one) => !scopes.some((scope) => scope === one));
  if (unknown !== undefined) throw new Usage(`"${unknown}" is no scope; there are ${scopes.join(', ')}`);
  const chosen = asked.length === 0 ? scopes : scopes.filter((scope) => asked.includes(scope));
  const key = await call(door, contract.settings.createKey, { body: { name: name.join(' '), scopes: [...chosen] } });
  say.answer(key, `${key.secret}\nThis is the only time it is shown. It may: ${key.scopes.join(', ')}.`);
}

/** Prints what went wrong for a person and returns the exit status: 2 for a wrong command, 1 for a "no", 3 for no answer. */
function explain(error: unknown): number {
  if (error instanceof Usage) return complain(error.message, 2);
  if (error instanceof ApiUnreachable) return complain(error.message, 3);
  if (error instanceof ApiProblem) {
    const places = error.problem.errors.map((one) => `  ${one.at}: ${one.message}`);
    return complain([`${error.problem.title}: ${error.problem.detail}`, ...places].join('\n'), 1);
  }
  throw error;
}

function complain(text: string, status: number): number {
  process.stderr.write(`${text}\n`);
  return status;
}
