import { parseArgs } from 'node:util';

import { Settings } from '#core/rehearsal/rehearsal.ts';

import { defaultOptions, type EmulatorOptions } from './emulator.ts';
import { defaultSettings } from './settings.ts';

/** What the command line asked for. `print` says what to print once it listens. */
export type Config = { options: EmulatorOptions; print: 'ready' | 'env' | 'help' };

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  wall: { type: 'string' },
  'app-id': { type: 'string' },
  'app-secret': { type: 'string' },
  token: { type: 'string' },
  'verify-token': { type: 'string' },
  'number-id': { type: 'string' },
  'display-number': { type: 'string' },
  'business-account-id': { type: 'string' },
  name: { type: 'string' },
  'webhook-url': { type: 'string' },
  seed: { type: 'string' },
  env: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const settingFlags = Object.keys(defaultSettings).map((name) => name.replaceAll('_', '-'));

/**
 * Reads flags, then variables (`PARLEY_EMULATOR_PORT` for `--port`, and so on), then the defaults.
 * Throws one sentence for a flag or value that makes no sense.
 */
export function parseConfig(argv: readonly string[]): Config {
  const settingOptions = Object.fromEntries(settingFlags.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...argv], options: { ...settingOptions, ...flags }, strict: true, allowPositionals: false });
  const given = (name: string): string | undefined => {
    const value = Object.entries(values).find(([key]) => key === name)?.[1];
    return typeof value === 'string' ? value : process.env[`PARLEY_EMULATOR_${name.toUpperCase().replaceAll('-', '_')}`];
  };
  const base = defaultOptions;
  const name = given('name') ?? base.number.verified_name;
  const options: EmulatorOptions = {
    ...base,
    port: parsePort(given('port')) ?? base.port,
    host: given('host') ?? base.host,
    data: given('data') ?? base.data,
    wall: given('wall') ?? base.wall,
    app: {
      ...base.app,
      id: parseDigits('app-id', given('app-id')) ?? base.app.id,
      secret: given('app-secret') ?? base.app.secret,
      token: given('token') ?? base.app.token,
      verifyToken: given('verify-token') ?? base.app.verifyToken,
    },
    account: { ...base.account, id: parseDigits('business-account-id', given('business-account-id')) ?? base.account.id, name },
    number: {
      id: parseDigits('number-id', given('number-id')) ?? base.number.id,
      display_phone_number: given('display-number') ?? base.number.display_phone_number,
      verified_name: name,
    },
    webhookUrl: given('webhook-url') ?? null,
    seed: given('seed') ?? null,
    settings: parseSettings(given),
  };
  return { options, print: values.help === true ? 'help' : values.env === true ? 'env' : 'ready' };
}

function parsePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port must be a number from 0 to 65535, not "${text}"`);
  return port;
}

function parseDigits(name: string, text: string | undefined): string | undefined {
  if (text !== undefined && !/^\d{5,20}$/.test(text)) throw new Error(`--${name} must be 5 to 20 digits, not "${text}"`);
  return text;
}

function parseSettings(given: (name: string) => string | undefined): Partial<Settings> {
  const entries: [string, unknown][] = [];
  for (const flag of settingFlags) {
    const text = given(flag);
    if (text === undefined) continue;
    const value = text === 'true' ? true : text === 'false' ? false : text === 'null' || text === 'none' ? null : /^\d+$/.test(text) ? Number(text) : text;
    entries.push([flag.replaceAll('-', '_'), value]);
  }
  const result = Settings.partial().safeParse(Object.fromEntries(entries));
  if (result.success) return Object.fromEntries(Object.entries(result.data).filter(([, value]) => value !== undefined));
  const issue = result.error.issues[0];
  throw new Error(`--${String(issue?.path[0]).replaceAll('_', '-')}: ${issue?.message ?? 'is not valid'}`);
}

/** The lines a client of the Cloud API is configured with. */
export function printEnv(options: EmulatorOptions, url: string): string {
  return [
    `CLOUD_API_URL=${url}`,
    `CLOUD_API_TOKEN=${options.app.token}`,
    `PHONE_NUMBER_ID=${options.number.id}`,
    `WABA_ID=${options.account.id}`,
    `APP_ID=${options.app.id}`,
    `APP_SECRET=${options.app.secret}`,
    `VERIFY_TOKEN=${options.app.verifyToken}`,
  ].join('\n');
}

/** What `--help` prints. */
export function printHelp(): string {
  return [
    'A local WhatsApp Cloud API. Flags (or PARLEY_EMULATOR_… variables):',
    ...Object.keys(flags).map((name) => `  --${name}`),
    'Settings of its behaviour (docs/use/emulator.md):',
    ...Object.entries(defaultSettings).map(([name, value]) => `  --${name.replaceAll('_', '-')} ${String(value)}`),
  ].join('\n');
}
