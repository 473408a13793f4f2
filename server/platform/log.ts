import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';
import pretty from 'pino-pretty';
import type { Log } from './platform.ts';

export type LogOptions = {
  readonly level: 'error' | 'warn' | 'info' | 'debug' | 'silent';
  /** Everything goes into this file, and only errors to the terminal. Without it: all to stdout. */
  readonly file?: string;
  /** Nothing goes to the terminal. */
  readonly isQuiet?: boolean;
};

/** Fields whose values never reach a log, wherever one level of nesting puts them. */
const secretFields = ['password', 'token', 'secret', 'authorization', 'cookie', 'access_token', 'app_secret'];

/** Opens the log: JSON lines, or readable ones when a person is looking (a terminal). */
export function openLog(options: LogOptions): Log {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: '…' },
    serializers: { error: pino.stdSerializers.err },
  };
  const terminal = process.stdout.isTTY
    ? pretty({ colorize: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', sync: true })
    : pino.destination({ dest: 1, sync: true });
  if (options.file === undefined) return pino(settings, terminal);
  mkdirSync(dirname(options.file), { recursive: true });
  const file = pino.destination({ dest: options.file, sync: true, mode: 0o600 });
  return pino(
    settings,
    pino.multistream([{ level: 'debug', stream: file }, ...(options.isQuiet === true ? [] : [{ level: 'error' as const, stream: terminal }])]),
  );
}

/** Says nothing. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {}, child: () => silentLog };
