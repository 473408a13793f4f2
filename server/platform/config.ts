import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const repository = resolve(import.meta.dirname, '../..');

/** Meta repeats what was not taken for seven days ("webhooks: retries", read 2026-11-22): older ones can no longer be compared with anything. */
export const webhookDaysUsual = 7;

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
  /** A bucket for uploads; undefined keeps them in the data folder. */
  readonly filesS3:
    | { readonly url: string; readonly bucket: string; readonly region: string; readonly accessKey: string; readonly secretKey: string }
    | undefined;
  /** The virus scanner, and whether files are taken while it is away. */
  readonly scanner: { readonly url: string; readonly whenAway: 'refuse' | 'pass' } | undefined;
  /** The program that turns films and sounds; undefined looks for one. `searchPath` is the machine's PATH. */
  readonly films: { readonly path: string | undefined; readonly searchPath: string };
  /** Whether links of the media library may lead to addresses inside this network. */
  readonly allowsInsideLinks: boolean;
  /** How many days webhooks are kept as they came. */
  readonly webhookDays: number;
};

/** Variables whose value may lie in a file named by `<NAME>_FILE`, as container secrets do. */
const secretNames = ['DATABASE_URL', 'PARLEY_SECRET_KEY', 'PARLEY_API_KEY', 'FILES_S3_ACCESS_KEY', 'FILES_S3_SECRET_KEY'] as const;

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
  FILES_S3_URL: z.url({ protocol: /^https?$/, error: 'must be an address such as https://s3.eu-west-3.amazonaws.com' }).optional(),
  FILES_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket, such as parley-files')
    .optional(),
  FILES_S3_REGION: z.string().default('us-east-1'),
  FILES_S3_ACCESS_KEY: z.string().optional(),
  FILES_S3_SECRET_KEY: z.string().optional(),
  CLAMAV_URL: z
    .string()
    .regex(/^(tcp:\/\/[^/\s]+|unix:\/\S+)$/, 'must be an address such as tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl')
    .optional(),
  CLAMAV_WHEN_AWAY: z.enum(['refuse', 'pass'], { error: 'must be refuse or pass' }).default('refuse'),
  FFMPEG_PATH: z
    .string()
    .refine((path) => existsSync(path), { error: 'is no file: name the program itself, such as /usr/bin/ffmpeg' })
    .optional(),
  LINKS_INSIDE: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
  WEBHOOK_DAYS: z.coerce
    .number({ error: 'must be a number of days' })
    .int('must be a whole number of days')
    .min(1, 'must be at least 1')
    .max(365, 'must be at most 365')
    .default(webhookDaysUsual),
  PATH: z.string().default(''),
});

/** A bucket needs all of its words. */
const bucketNames = ['FILES_S3_URL', 'FILES_S3_BUCKET', 'FILES_S3_ACCESS_KEY', 'FILES_S3_SECRET_KEY'] as const;

function readBucket(values: z.infer<typeof Environment>): Config['filesS3'] {
  const [url, bucket, accessKey, secretKey] = bucketNames.map((name) => values[name]);
  if (url !== undefined && bucket !== undefined && accessKey !== undefined && secretKey !== undefined)
    return { url: url.replace(/\/+$/, ''), bucket, region: values.FILES_S3_REGION, accessKey, secretKey };
  const missing = bucketNames.filter((name) => values[name] === undefined);
  if (missing.length === bucketNames.length) return undefined;
  throw new ConfigError(`${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set: files in a bucket need ${bucketNames.join(', ')}`);
}

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
    filesS3: readBucket(values),
    scanner: values.CLAMAV_URL === undefined ? undefined : { url: values.CLAMAV_URL, whenAway: values.CLAMAV_WHEN_AWAY },
    films: { path: values.FFMPEG_PATH, searchPath: values.PATH },
    allowsInsideLinks: values.LINKS_INSIDE === 'on',
    webhookDays: values.WEBHOOK_DAYS,
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
