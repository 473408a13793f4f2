import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const repository = resolve(import.meta.dirname, '../..');

/** What the environment decides, read once. Paths are absolute, URLs have no slash at the end. */
export type Config = {
  /** Where the API and the dashboard listen. */
  readonly host: string;
  readonly port: number;
  /** Where browsers reach us. */
  readonly publicUrl: string;
  /** Where the phones of the rehearsal listen (on `host`). */
  readonly phonesPort: number;
  /** Whether `start` runs a rehearsal beside it. */
  readonly hasRehearsal: boolean;
  readonly dataFolder: string;
  /** A PostgreSQL of the owner's; undefined means our own, in the data folder. */
  readonly databaseUrl: string | undefined;
  /** The installation's key for secrets at rest; undefined means the file data/secret.key. */
  readonly secretKey: string | undefined;
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
  /** Whether answers are checked against the contract before they leave; for development and tests. */
  readonly checksReplies: boolean;
  /** Whether the first start fills a demo shop. */
  readonly hasDemo: boolean;
  /** Where the terminal finds the API, and with which key, when told so. */
  readonly terminalUrl: string | undefined;
  readonly terminalKey: string | undefined;
  /** The clock to follow: an address, or `rehearsal` for that of the rehearsal `start` runs. Undefined means the machine's. */
  readonly clockUrl: string | undefined;
};

/** Variables whose value may lie in a file named by `<NAME>_FILE`, as container secrets do. */
const secretNames = ['DATABASE_URL', 'PARLEY_SECRET_KEY', 'PARLEY_API_KEY'] as const;

const port = (fallback: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(65_535, 'must be at most 65535')
    .default(fallback);

const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port(3300),
  PHONES_PORT: port(4010),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an address such as https://parley.example.com' }).optional(),
  REHEARSAL: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be an address such as postgresql://user:password@host/database')
    .optional(),
  PARLEY_SECRET_KEY: z.string().min(32, 'must have at least 32 characters; make one with: openssl rand -base64 32').optional(),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug'], { error: 'must be error, warn, info or debug' }).default('info'),
  NODE_ENV: z.string().optional(),
  DEMO: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  PARLEY_URL: z.url({ protocol: /^https?$/, error: 'must be an address such as http://127.0.0.1:3300' }).optional(),
  PARLEY_API_KEY: z.string().optional(),
  CLOCK_URL: z
    .string()
    .refine((value) => value === 'rehearsal' || (/^https?:/.test(value) && URL.canParse(value)), {
      error: 'must be the word rehearsal, or an address such as http://127.0.0.1:4010/clock',
    })
    .optional(),
});

/** A mistake in the environment: the sentence names the variable, its value and the cure. */
export class ConfigError extends Error {}

/** Reads the environment. Throws a `ConfigError` that lists every mistake. An empty variable counts as not set. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  for (const name of secretNames) {
    const file = given[`${name}_FILE`];
    if (file !== undefined) given[name] = readSecretFile(`${name}_FILE`, file);
  }
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const isSecret = secretNames.some((secret) => secret === name);
      return `${name}${isSecret ? '' : `="${given[name] ?? ''}"`} ${issue.message}`;
    });
    throw new ConfigError(lines.join('\n'));
  }
  const values = parsed.data;
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: (values.PUBLIC_URL ?? addressOf(values.HOST, values.PORT)).replace(/\/+$/, ''),
    phonesPort: values.PHONES_PORT,
    hasRehearsal: values.REHEARSAL === 'on',
    dataFolder: values.DATA_DIR === undefined ? join(repository, 'data') : resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    secretKey: values.PARLEY_SECRET_KEY,
    logLevel: values.LOG_LEVEL,
    checksReplies: values.NODE_ENV !== 'production',
    hasDemo: values.DEMO === 'on',
    terminalUrl: values.PARLEY_URL,
    terminalKey: values.PARLEY_API_KEY,
    clockUrl: values.CLOCK_URL?.replace(/\/+$/, ''),
  };
}

/** The address a browser on this machine uses for something that listens on `host`. */
export function addressOf(host: string, portNumber: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${portNumber}`;
}

function readSecretFile(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new ConfigError(`${name}="${file}" cannot be read: name a file that this user may read`, { cause });
  }
}
