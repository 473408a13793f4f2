import type { Kysely, RawBuilder, SqlBool, Transaction } from 'kysely';
import type { z } from 'zod';
import type { Actor, Scope } from '#core/value/actor.ts';
import type { Id, IdKind } from '#core/value/id.ts';
import type { Spoken } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import type { CopyValue } from './postgres/copy.ts';
import type { Schema } from './postgres/schema.ts';

/** The one pool, and a transaction on it. Verbs that read take a `Db`; verbs that must be part of a caller's act take a `Tx`. */
export type Db = Kysely<Schema>;
export type Tx = Transaction<Schema>;

/**
 * The business clock, passed in so that it can be held still, hurried or moved: windows, waits, day limits, undo minutes,
 * the pace of a number, and every time that a person is shown. What guards the program itself (leases, time-outs,
 * back-off of connections, sessions) never asks it.
 */
export type Clock = {
  now(): Instant;
  /** Business milliseconds for each real one: 1 as a rule, 0 while it stands still. */
  speed(): number;
  /** Tells of what nobody can foresee from the last look: a jump, another speed. Returns how to stop listening. */
  onChange(listener: () => void): () => void;
};

/** The real time, which nobody moves. */
export type RealClock = { now(): Instant };

/** Chance, passed in so that a test can repeat it. */
export type Random = { uuid7<Kind extends IdKind>(kind: Kind, at: Instant): Id<Kind>; bytes(count: number): Buffer; fraction(): number };

/** Where uploads and exports lie: keys are made by the caller, such as `imports/<uuid>.csv`. */
export type Files = {
  put(key: string, content: AsyncIterable<Uint8Array> | Uint8Array): Promise<{ bytes: number; sha256: Buffer }>;
  read(key: string): Promise<Buffer>;
  /** Undefined when there is no such file. */
  find(key: string): Promise<Buffer | undefined>;
  stream(key: string): NodeJS.ReadableStream;
  remove(key: string): Promise<void>;
};

/**
 * Turns films and sounds. `format` names who reads the file, in ffmpeg's words, and `how` what is made of it; `said` is what went
 * wrong, in ffmpeg's words, for the log.
 */
export type Films = {
  turn(input: {
    content: Uint8Array;
    format?: string | undefined;
    how: readonly string[];
  }): Promise<{ readonly content: Buffer } | { readonly why: 'failed' | 'late'; readonly said: string }>;
};

/** Looks for viruses. `found` names one; `away` says why there is no verdict. */
export type Scanner = {
  readonly address: string;
  scan(content: Uint8Array): Promise<'clean' | { readonly found: string } | { readonly away: string }>;
};

/** Fetches what a person named by a link, and gives where it was in the end. Refuses what leads inside, is too large or too slow. */
export type FetchOutside = (url: string, limits: { readonly bytesMost: number }) => Promise<{ readonly content: Buffer; readonly url: string }>;

/** Structured lines with pino's argument order: fields first, sentence second. */
export type Log = {
  info(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
  error(fields: object, sentence: string): void;
  child(fields: object): Log;
};

/** A thing that must be done once, with the shape of its payload. Declared low by the asker, answered high, bound in `app`. */
export type Task<Payload> = { readonly name: string; readonly payload: z.ZodType<Payload> };

export type TaskOptions = {
  /** One waiting task per key: a second add replaces the first. */
  key?: string;
  /** Tasks of one queue run one at a time, in order: a contact's mailbox. */
  queue?: string;
  /**
   * Not before so much real time has passed: the back-off after a failure, or a look at whether another let go. What
   * waits for the business clock is a row with a due time instead (`due.ts`).
   */
  realDelayMilliseconds?: number;
  attemptsMost?: number;
};

/** Adds tasks in the caller's transaction, so that a task exists exactly when what asked for it was committed. */
export type Tasks = {
  add<Payload>(tx: Tx | Db, task: Task<Payload>, payload: Payload, options?: TaskOptions): Promise<void>;
};

/** What open screens are told: that something changed, never what it is now. They ask again through the contract. */
export type LiveChange = {
  kind: 'contact' | 'segment' | 'import' | 'template' | 'campaign' | 'broadcast' | 'conversation' | 'number' | 'webhook' | 'settings' | 'media' | 'notice';
  /** Border id such as `cmp_…`, or `*` for "the list". */
  id: string;
};

/** Tells open screens after commit (NOTIFY inside the transaction). */
export type Live = { tell(tx: Tx | Db, scope: Scope, change: LiveChange): Promise<void> };

/** Seals secrets at rest with AES-256-GCM under the installation's key (data/secret.key or PARLEY_SECRET_KEY). */
export type Sealer = {
  seal(plain: string): Buffer;
  open(sealed: Uint8Array): string;
  /** Another key made from the installation's, for one purpose, such as signing sessions. The same every time. */
  derive(purpose: string): string;
};

/**
 * Fills a table with one COPY on a connection of its own: all rows or none, and no part of anybody's transaction. For
 * store files, and for rows that can be written again. A list is a `text[]`, jsonb is given as its JSON text.
 */
export type CopyRows = (table: keyof Schema, columns: readonly string[], batches: AsyncIterable<readonly (readonly CopyValue[])[]>) => Promise<void>;

/** The tools every room is handed. Rooms take it as their first argument and keep nothing. */
export type Platform = {
  readonly db: Db;
  /** The same database by one connection of its own: the writer's, which waits behind nobody. */
  readonly writing: Db;
  readonly copyRows: CopyRows;
  readonly clock: Clock;
  readonly realClock: RealClock;
  readonly random: Random;
  readonly files: Files;
  /** Undefined on a machine without ffmpeg. */
  readonly films?: Films | undefined;
  /** Undefined unless one is configured. `whenAway`: whether files are taken without a verdict. */
  readonly scanner?: (Scanner & { readonly whenAway: 'refuse' | 'pass' }) | undefined;
  /** Undefined where links are not fetched, as on a stage without a network. */
  readonly fetchOutside?: FetchOutside | undefined;
  readonly log: Log;
  readonly tasks: Tasks;
  readonly live: Live;
  readonly sealer: Sealer;
  /** Where browsers reach us, without a slash at the end: http://127.0.0.1:3300 */
  readonly publicUrl: string;
};

/** Who asks, when, under which request id and in which language: what each answer to a route is given beside its input. */
export type Call = {
  readonly actor: Actor;
  readonly now: Instant;
  readonly requestId: string;
  readonly language: Spoken;
  /** There when the request has an `Idempotency-Key` and its route is one that is taken up again (`once`). */
  readonly once?: Once | undefined;
};

/** What ties an `Idempotency-Key` to what was made: `made` by an earlier run that was cut off before its answer, else null. */
export type Once = {
  readonly made: string | null;
  /** Notes what is made, in the transaction that makes it; throws when another run has taken the key meanwhile, and nothing is made. */
  readonly keep: (tx: Tx, made: string) => Promise<void>;
};

/** The caller's workspace as a scope for statements. */
export function scopeOf(actor: Actor): Scope {
  return { workspace: actor.workspace };
}

/** A piece of SQL a room hands to another room's statement, such as "is in this segment". Opaque outside store files. */
export type SqlPredicate = RawBuilder<SqlBool>;
