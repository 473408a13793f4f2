import { readFileSync } from 'node:fs';
import { parseArgs, type ParseArgsConfig } from 'node:util';

import { Scenario } from '#core/rehearsal/rehearsal.ts';
import { settingFacts } from '#core/rehearsal/settingFacts.ts';
import { defaultSettings, Settings } from '#core/rehearsal/settings.ts';

import { findStrange } from './control/strange.ts';
import { defaultOptions, type EmulatorOptions } from './emulator.ts';

/** What the command line asked for. `print` says what to print once it listens. */
export type Config = { options: EmulatorOptions; print: 'env' | 'json' | 'help'; scenario: Scenario | null };

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  data: { type: 'string' },
  wall: { type: 'string' },
  'app-id': { type: 'string' },
  'app-secret': { type: 'string' },
  token: { type: 'string' },
  'verify-token': { type: 'string' },
  'number-id': { type: 'string' },
  'display-number': { type: 'string' },
  'business-account-id': { type: 'string' },
  'business-id': { type: 'string' },
  name: { type: 'string' },
  'webhook-url': { type: 'string' },
  seed: { type: 'string' },
  now: { type: 'string' },
  speed: { type: 'string' },
  settings: { type: 'string' },
  scenario: { type: 'string' },
  env: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** What `--help` says of each flag. */
const flagHelp: Readonly<Record<keyof typeof flags, string>> = {
  port: 'N  where it listens (4010); 0 takes a free one',
  host: 'ADDRESS  (127.0.0.1)',
  'tls-cert': 'FILE  a certificate (PEM): it speaks HTTPS, for clients that know no other way',
  'tls-key': 'FILE  its key',
  data: 'DIR  keeps its state in DIR/world.sqlite; without it everything is forgotten at the end',
  wall: 'DIR  the built page of phones',
  'app-id': 'ID  the app whose secret signs webhooks',
  'app-secret': 'TEXT',
  token: 'TEXT  the access token clients send',
  'verify-token': 'TEXT  what the challenge of a webhook address is asked with',
  'number-id': 'ID  the first business number',
  'display-number': '+15550783881',
  'business-account-id': 'ID  its account (WABA)',
  'business-id': 'ID  its portfolio',
  name: 'TEXT  its verified name',
  'webhook-url': 'URL  subscribes this address at the start, without the challenge',
  seed: 'TEXT  the same seed makes people do the same',
  now: 'TIME  where its clock starts, such as 2026-12-01T09:00:00Z',
  speed: 'N  how fast its clock goes: 1 real time, 60 a minute each second, 0 stands still',
  settings: 'FILE  settings as JSON, as GET /emulator/v1/settings names them',
  scenario: 'FILE  a world to begin from',
  env: 'prints what a client needs as lines NAME=value; so it does without any flag',
  json: 'prints the same as one line of JSON',
  help: 'prints this',
};

const settingNames = Object.keys(defaultSettings);

/**
 * Reads flags, then variables (`PARLEY_EMULATOR_PORT` for `--port`, and so on), then the settings file, then the defaults.
 * Throws one sentence for a flag, a file or a value that makes no sense.
 */
export function parseConfig(argv: readonly string[]): Config {
  const settingOptions = Object.fromEntries(settingNames.map((name) => [flagOf(name), { type: 'string' as const }]));
  const values = readFlags(argv, { ...settingOptions, ...flags });
  const given = (name: string): string | undefined => {
    const value = Object.entries(values).find(([key]) => key === name)?.[1];
    return typeof value === 'string' ? value : process.env[`PARLEY_EMULATOR_${name.toUpperCase().replaceAll('-', '_')}`];
  };
  const base = defaultOptions;
  const name = given('name') ?? base.number.verified_name;
  const scenario = parseScenario(given('scenario'));
  const options: EmulatorOptions = {
    ...base,
    port: parsePort(given('port')) ?? base.port,
    host: given('host') ?? base.host,
    tls: parseTls(given('tls-cert'), given('tls-key')),
    data: given('data') ?? base.data,
    wall: given('wall') ?? base.wall,
    app: {
      ...base.app,
      id: parseDigits('app-id', given('app-id')) ?? base.app.id,
      secret: given('app-secret') ?? base.app.secret,
      token: given('token') ?? base.app.token,
      verifyToken: given('verify-token') ?? base.app.verifyToken,
    },
    portfolio: { id: parseDigits('business-id', given('business-id')) ?? base.portfolio.id, name },
    account: { ...base.account, id: parseDigits('business-account-id', given('business-account-id')) ?? base.account.id, name },
    number: {
      id: parseDigits('number-id', given('number-id')) ?? base.number.id,
      display_phone_number: given('display-number') ?? base.number.display_phone_number,
      verified_name: name,
    },
    webhookUrl: parseUrl(given('webhook-url')),
    seed: given('seed') ?? scenario?.seed ?? null,
    now: parseTime(given('now') ?? scenario?.now),
    speed: parseSpeed(given('speed')) ?? base.speed,
    settings: { ...parseSettingsFile(given('settings')), ...parseSettings(given) },
  };
  return { options, print: values['help'] === true ? 'help' : values['json'] === true ? 'json' : 'env', scenario };
}

function readFlags(argv: readonly string[], options: NonNullable<ParseArgsConfig['options']>): Record<string, unknown> {
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const said = cause instanceof Error ? cause.message.split('\n', 1).join('') : String(cause);
    throw new Error(`${said.replace(/\.$/, '')}; --help lists every flag`, { cause });
  }
}

function flagOf(setting: string): string {
  return setting.replaceAll('_', '-');
}

function parsePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port must be a number from 0 to 65535, not "${text}"`);
  return port;
}

function parseTls(certFile: string | undefined, keyFile: string | undefined): { cert: string; key: string } | null {
  if (certFile === undefined && keyFile === undefined) return null;
  if (certFile === undefined || keyFile === undefined) throw new Error('--tls-cert and --tls-key go together; give both');
  return { cert: readPem('tls-cert', certFile), key: readPem('tls-key', keyFile) };
}

function readPem(flag: string, file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`--${flag}: cannot read ${file}`, { cause: error });
  }
  if (!text.includes('-----BEGIN ')) throw new Error(`--${flag}: ${file} is not PEM; it has to begin with -----BEGIN`);
  return text;
}

function parseDigits(name: string, text: string | undefined): string | undefined {
  if (text !== undefined && !/^\d{5,20}$/.test(text)) throw new Error(`--${name} must be 5 to 20 digits, not "${text}"`);
  return text;
}

function parseUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text))
    throw new Error(`--webhook-url must be an address such as http://127.0.0.1:3000/webhook, not "${text}"`);
  return text;
}

function parseTime(text: string | undefined): number | null {
  if (text === undefined) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`--now must be a time such as 2026-12-01T09:00:00Z, not "${text}"`);
  return at;
}

function parseSpeed(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const speed = Number(text);
  if (text.trim() === '' || !(speed === 0 || (speed >= 0.01 && speed <= 100_000)))
    throw new Error(`--speed must be 0 or a number from 0.01 to 100000, not "${text}"`);
  return speed;
}

function parseSettings(given: (name: string) => string | undefined): Partial<Settings> {
  const entries: [string, unknown][] = [];
  for (const setting of settingNames) {
    const text = given(flagOf(setting));
    if (text === undefined) continue;
    const value = text === 'true' ? true : text === 'false' ? false : text === 'null' || text === 'none' ? nothingFor(setting, text) : parseNumeral(text);
    entries.push([setting, value]);
  }
  return checkSettings(Object.fromEntries(entries), (setting) => `--${flagOf(setting)}`);
}

/** "none" is a word for some settings and nothing for others. */
function nothingFor(setting: string, text: string): string | null {
  return setting === 'outage' ? text : null;
}

function parseNumeral(text: string): string | number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function parseSettingsFile(file: string | undefined): Partial<Settings> {
  if (file === undefined) return {};
  const value = readJson('settings', file);
  const unknown = Object.keys(value).find((name) => !settingNames.includes(name));
  if (unknown !== undefined) throw new Error(`${file}: there is no setting "${unknown}"; docs/use/emulator.md lists them`);
  return checkSettings(value, (setting) => `${file}: ${setting}`);
}

function checkSettings(value: Record<string, unknown>, nameOf: (setting: string) => string): Partial<Settings> {
  const result = Settings.partial().safeParse(value);
  if (result.success) return Object.fromEntries(Object.entries(result.data).filter(([, one]) => one !== undefined));
  const issue = result.error.issues[0];
  const setting = String(issue?.path[0]);
  throw new Error(`${nameOf(setting)} is ${JSON.stringify(value[setting])}: ${issue?.message ?? 'not valid'}`);
}

function parseScenario(file: string | undefined): Scenario | null {
  if (file === undefined) return null;
  const value = readJson('scenario', file);
  const result = Scenario.safeParse(value);
  const strange = result.success ? findStrange(value, result.data) : undefined;
  if (strange !== undefined)
    throw new Error(`${file}: there is nothing of the name ${strange.join('.')}; docs/use/emulator-control.md says what a scenario has`);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Error(`${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not a scenario'}`);
}

function readJson(flag: string, file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`--${flag}: cannot read ${file}`, { cause: error });
  }
  try {
    return parseObject(text);
  } catch (error) {
    throw new Error(`--${flag}: ${file} is not a JSON object`, { cause: error });
  }
}

function parseObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not an object');
  return value as Record<string, unknown>;
}

/** What a client of the Cloud API is configured with. */
export function clientVariables(options: EmulatorOptions, url: string): Record<string, string> {
  return {
    CLOUD_API_URL: url,
    CLOUD_API_TOKEN: options.app.token,
    PHONE_NUMBER_ID: options.number.id,
    WABA_ID: options.account.id,
    BUSINESS_ID: options.portfolio.id,
    APP_ID: options.app.id,
    APP_SECRET: options.app.secret,
    VERIFY_TOKEN: options.app.verifyToken,
    CONTROL_URL: `${url}/emulator/v1`,
  };
}

/** The same as lines `NAME=value`. */
export function printEnv(options: EmulatorOptions, url: string): string {
  return Object.entries(clientVariables(options, url))
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}

/** What `--help` prints. */
export function printHelp(): string {
  const facts = Object.entries(settingFacts);
  const valueOf = new Map<string, unknown>(Object.entries(defaultSettings));
  return [
    'A WhatsApp of your own: Meta’s Cloud API, people with phones, a page to play them (docs/use/emulator.md).',
    '',
    'Flags; each is also a variable PARLEY_EMULATOR_…',
    ...Object.entries(flagHelp).map(([name, text]) => `  --${name} ${text}`),
    '',
    'Settings of its behaviour; each is also a variable, in the settings file, on the page and in the control API',
    ...facts.map(([name, { about }]) => `  --${flagOf(name)} (${String(valueOf.get(name))})  ${about}`),
  ].join('\n');
}
