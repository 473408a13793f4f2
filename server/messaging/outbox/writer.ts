import { parseId, presentId } from '#core/value/id.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { mergeOutcomes, tellingCodes } from './outcome.ts';
import { type Batch, type ChunkMove, type KeptWebhook, type MessageChange, type RecipientChange, writeBatch, type Written } from './store.writing.ts';
import { refusedBroadcast } from './store.plain.ts';
import { failuresTelling } from './tasks.ts';
import { openTeller, type Teller } from './teller.ts';
import { isClosed, isConflict, isDataFault } from './writer.faults.ts';

/** Who moves chunks. `take` is asked when a batch is put together, `committed` told when it is durable. */
export type ChunkSource = { take(): readonly ChunkMove[]; committed(held: Written['chunks']): void };

/** Adds, in the transaction that keeps them, the task that unpacks webhooks; called once for all of a commit. */
export type AskToUnpack = (tx: Tx, webhooks: readonly KeptWebhook[]) => Promise<void>;
export type WebhookEntry = { readonly webhook: KeptWebhook; readonly unpack: AskToUnpack | undefined };

/**
 * The one writer of a process: everything that the wire teaches us, in or out, is committed by it, one transaction at a
 * time. Whatever came while the last commit ran is the next batch; when that is little it waits for a few milliseconds more. While the
 * database is away it keeps what it has and tries again; what it holds is bounded by those who hand it over (the senders' windows, the door's `hasRoom`).
 */
export type Writer = {
  recipient(change: RecipientChange): void;
  message(change: MessageChange): void;
  /** Says when the webhook, and all that was handed over before it, is committed; by a callback, since thousands a second come. */
  webhook(entry: WebhookEntry, kept: () => void): void;
  join(source: ChunkSource): () => void;
  /** Says that a source has something to move. */
  wake(): void;
  /** Resolves when all that was handed over until now is committed. */
  settled(): Promise<void>;
  readonly isAway: boolean;
  /** Nothing is being written, and nothing waits to be. */
  readonly isIdle: boolean;
  readonly waitingBytes: number;
  readonly teller: Teller;
};

const writers = new WeakMap<Platform, Writer>();

/** The writer of this process. */
export function writerOf(platform: Platform): Writer {
  const known = writers.get(platform);
  if (known) return known;
  const writer = openWriter(platform);
  writers.set(platform, writer);
  return writer;
}

/** A commit costs nearly the same with one row and with ten, so while few wait commits begin so far apart. Whoever comes after a rest is written at once. */
const apartMilliseconds = 3;
/** So few are no reason to begin before the time, so many are always one: with more of them a commit would hardly be cheaper for each. */
const fewWaiting = 8;
const manyWaiting = 32;
/** Nor is it worth waiting when nearly all are back whom the last commit answered, and those who came meanwhile: perhaps there is nobody else. */
const backShare = 0.9;

/** Between two tries while the database is away. */
const retryFirstMilliseconds = 50;
const retryMostMilliseconds = 1_000;

type Queue = {
  /** By broadcast, then by `placeOf`: no text is made for each. */
  recipients: Map<string, Map<number, RecipientChange>>;
  messages: Map<string, MessageChange>;
  webhooks: WebhookEntry[];
  bytes: number;
  /** How many were handed over. */
  heard: number;
  done: (() => void)[];
  /** Whether something is said of an attempt that is not the first. */
  hasAgain: boolean;
};

const emptyQueue = (): Queue => ({ recipients: new Map(), messages: new Map(), webhooks: [], bytes: 0, heard: 0, done: [], hasAgain: false });

type Writing = {
  readonly platform: Platform;
  readonly sources: Set<ChunkSource>;
  readonly teller: Teller;
  queue: Queue;
  isRunning: boolean;
  isWoken: boolean;
  isAway: boolean;
  bytesWriting: number;
  /** Broadcasts that the shorter statement refused. */
  readonly unusual: Set<string>;
  /** When the last commit began; of the monotonic clock. */
  begunAt: number;
  /** How many must wait for the next to begin before its time. */
  enough: number;
  /** Begins the next commit now; undefined while none waits for its time. */
  begin: (() => void) | undefined;
};

function freshWriting(platform: Platform): Writing {
  return {
    platform,
    sources: new Set(),
    teller: openTeller(platform),
    queue: emptyQueue(),
    isRunning: false,
    isWoken: false,
    isAway: false,
    bytesWriting: 0,
    unusual: new Set(),
    begunAt: Number.NEGATIVE_INFINITY,
    enough: fewWaiting,
    begin: undefined,
  };
}

function openWriter(platform: Platform): Writer {
  const writing = freshWriting(platform);
  return {
    recipient(change) {
      const { recipients } = writing.queue;
      let own = recipients.get(change.broadcast);
      if (own === undefined) recipients.set(change.broadcast, (own = new Map()));
      if (change.attempt > 0) writing.queue.hasAgain = true;
      const place = placeOf(change);
      const before = own.get(place);
      own.set(place, before === undefined ? change : { ...change, outcome: mergeOutcomes(before.outcome, change.outcome) });
      hear(writing);
    },
    message(change) {
      const { messages } = writing.queue;
      const key = `${change.id} ${change.attempt}`;
      if (change.attempt > 0) writing.queue.hasAgain = true;
      const before = messages.get(key);
      messages.set(key, before === undefined ? change : mergeMessages(before, change));
      hear(writing);
    },
    webhook(entry, kept) {
      const { queue } = writing;
      queue.webhooks.push(entry);
      queue.bytes += entry.webhook.body.length;
      queue.done.push(kept);
      hear(writing);
    },
    join(source) {
      writing.sources.add(source);
      return () => void writing.sources.delete(source);
    },
    wake: () => wake(writing),
    settled: () =>
      new Promise((done) => {
        writing.queue.done.push(done);
        wake(writing);
      }),
    get isAway() {
      return writing.isAway;
    },
    get isIdle() {
      return !writing.isRunning;
    },
    get waitingBytes() {
      return writing.queue.bytes + writing.bytesWriting;
    },
    teller: writing.teller,
  };
}

/** Where a change stands among those of its broadcast: the seq, which has nine digits at most, and the attempt before it. */
const placeOf = ({ seq, attempt }: RecipientChange) => attempt * 1_000_000_000 + seq;

function allOf({ recipients }: Queue): RecipientChange[] {
  const all: RecipientChange[] = [];
  for (const own of recipients.values()) for (const change of own.values()) all.push(change);
  return all;
}

/** Something was handed over. */
function hear(writing: Writing): void {
  writing.queue.heard += 1;
  if (writing.begin !== undefined && writing.queue.heard >= writing.enough) writing.begin();
  wake(writing);
}

function wake(writing: Writing): void {
  writing.isWoken = true;
  if (writing.isRunning) return;
  writing.isRunning = true;
  setImmediate(() => void run(writing));
}

/** Commits what has come, again and again until nothing has come meanwhile. */
async function run(writing: Writing): Promise<void> {
  while (writing.isWoken) {
    await untilTurn(writing);
    writing.isWoken = false;
    writing.begunAt = performance.now();
    const taken = writing.queue;
    writing.queue = emptyQueue();
    writing.bytesWriting = taken.bytes;
    if (taken.hasAgain) await writeAgain(writing, taken);
    const asked = [...writing.sources].map((source) => ({ source, moves: source.take() })).filter(({ moves }) => moves.length > 0);
    const batch: Batch = {
      recipients: allOf(taken),
      messages: [...taken.messages.values()],
      chunks: asked.flatMap(({ moves }) => moves),
      webhooks: taken.webhooks.map(({ webhook }) => webhook),
      at: writing.platform.clock.now(),
    };
    if (sizeOf(batch) > 0) {
      const written = await writeUntilDone(writing, batch, taken.webhooks);
      for (const { source } of asked) source.committed(written.chunks);
      tellOf(writing.teller, written);
    }
    writing.bytesWriting = 0;
    for (const done of taken.done) tellDone(writing, done);
    writing.enough = Math.max(fewWaiting, Math.min(manyWaiting, Math.ceil((taken.heard + writing.queue.heard) * backShare)));
  }
  writing.isRunning = false;
}

/** A fault of whoever waits is none of the writer's, which goes on for all others. */
function tellDone(writing: Writing, done: () => void): void {
  try {
    done();
  } catch (error) {
    writing.platform.log.error({ error }, 'somebody could not be told that something was committed');
  }
}

/** Until the next commit may begin: at once when enough wait, or when the last one began a while ago. */
async function untilTurn(writing: Writing): Promise<void> {
  const wait = writing.begunAt + apartMilliseconds - performance.now();
  if (wait <= 0 || writing.queue.heard >= writing.enough) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, wait);
    writing.begin = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  writing.begin = undefined;
}

/**
 * A statement takes one line for each row. So what is said of further attempts is written before, attempt by attempt; what came with it
 * (cursors, webhooks kept as done) goes with the first attempts, last, so that none of it says more than the rows.
 */
async function writeAgain(writing: Writing, taken: Queue): Promise<void> {
  const isAgain = ({ attempt }: { attempt: number }) => attempt > 0;
  const recipients = Map.groupBy(allOf(taken).filter(isAgain), ({ attempt }) => attempt);
  const messages = Map.groupBy([...taken.messages.values()].filter(isAgain), ({ attempt }) => attempt);
  for (const attempt of new Set([...recipients.keys(), ...messages.keys()])) {
    const batch: Batch = {
      recipients: recipients.get(attempt) ?? [],
      messages: messages.get(attempt) ?? [],
      chunks: [],
      webhooks: [],
      at: writing.platform.clock.now(),
    };
    tellOf(writing.teller, await writeUntilDone(writing, batch, []));
  }
  for (const own of taken.recipients.values()) for (const [place, change] of own) if (isAgain(change)) own.delete(place);
  for (const [key, change] of taken.messages) if (isAgain(change)) taken.messages.delete(key);
}

/** A lost connection at commit leaves open whether it was done; written again, a batch changes nothing. */
async function writeUntilDone(writing: Writing, batch: Batch, entries: readonly WebhookEntry[], wasTried = false): Promise<Written> {
  const { log } = writing.platform;
  let wait = retryFirstMilliseconds;
  for (let isAgain = wasTried; ; isAgain = true) {
    try {
      const written = await write(writing, batch, entries, isAgain);
      if (writing.isAway) log.info({ rows: sizeOf(batch) }, 'the database is back; what was kept meanwhile is written');
      writing.isAway = false;
      return written;
    } catch (error) {
      if (isClosed(error)) return nothingWritten;
      if (isDataFault(error)) return writeInHalves(writing, batch, entries, error);
      if (!writing.isAway && !isConflict(error)) {
        log.warn({ error: String(error), rows: sizeOf(batch) }, 'the database does not take what was learned; keeping it and trying again');
        writing.isAway = true;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(retryMostMilliseconds, wait * 2);
    }
  }
}

/** One row that PostgreSQL will never take must not hold the others: it is found by halving, told, and left out. */
async function writeInHalves(writing: Writing, batch: Batch, entries: readonly WebhookEntry[], fault: unknown): Promise<Written> {
  if (sizeOf(batch) === 1) {
    writing.platform.log.error({ error: fault, batch }, 'a row that the database refuses was left out');
    return nothingWritten;
  }
  const all: Written[] = [];
  for (const part of halvesOf(batch)) {
    const own = new Set(part.webhooks);
    all.push(
      await writeUntilDone(
        writing,
        part,
        entries.filter(({ webhook }) => own.has(webhook)),
        true,
      ),
    );
  }
  return {
    chunks: all.flatMap((one) => one.chunks),
    broadcasts: all.flatMap((one) => one.broadcasts),
    conversations: all.flatMap((one) => one.conversations),
    failures: [],
  };
}

const nothingWritten: Written = { chunks: [], broadcasts: [], conversations: [], failures: [] };

/** Broadcasts in which somebody stands otherwise than is usual (was in doubt, is sent to again); beyond this many we begin to learn anew. */
const unusualMost = 10_000;

/** By the shorter statement if it may be; what that refuses, and what may be written already, by the general one. */
async function write(writing: Writing, batch: Batch, entries: readonly WebhookEntry[], isAgain: boolean): Promise<Written> {
  const { platform, unusual } = writing;
  const mayBePlain = !isAgain && !batch.recipients.some(({ broadcast }) => unusual.has(broadcast));
  try {
    return await writeOnce(platform, batch, entries, mayBePlain);
  } catch (error) {
    const refused = refusedBroadcast(error);
    if (refused === undefined) throw error;
    if (unusual.size >= unusualMost) unusual.clear();
    unusual.add(refused);
    return writeOnce(platform, batch, entries, false);
  }
}

/** One statement and no more, unless tasks must exist exactly when it was committed. */
async function writeOnce(platform: Platform, batch: Batch, entries: readonly WebhookEntry[], mayBePlain: boolean): Promise<Written> {
  const asking = Map.groupBy(
    entries.filter(({ unpack }) => unpack !== undefined),
    ({ unpack }) => unpack,
  );
  const isTelling = (change: RecipientChange | MessageChange) => 'outcome' in change && tellingCodes.some((code) => code === change.outcome.errorCode);
  if (asking.size === 0 && !batch.recipients.some(isTelling) && !batch.messages.some(isTelling)) return writeBatch(platform.writing, batch, mayBePlain);
  return platform.writing.transaction().execute(async (tx) => {
    const written = await writeBatch(tx, batch, mayBePlain);
    for (const [unpack, asked] of asking)
      await unpack?.(
        tx,
        asked.map(({ webhook }) => webhook),
      );
    if (written.failures.length > 0) await platform.tasks.add(tx, failuresTelling, { failures: [...written.failures] });
    return written;
  });
}

/** An answer that calls a message back to the queue is the last word on its attempt unless a status knows better. */
function mergeMessages(before: MessageChange, change: MessageChange): MessageChange {
  if ('outcome' in before && 'outcome' in change) return { ...change, outcome: mergeOutcomes(before.outcome, change.outcome) };
  return 'outcome' in before ? before : change;
}

function tellOf(teller: Teller, written: Written): void {
  for (const { workspace, id } of written.broadcasts)
    teller.tell({ workspace: parseId(workspace) }, { kind: 'broadcast', id: presentId('broadcast', parseId(id)) });
  for (const { workspace, id } of written.conversations)
    teller.tell({ workspace: parseId(workspace) }, { kind: 'conversation', id: presentId('conversation', parseId(id)) });
}

function sizeOf(batch: Batch): number {
  return batch.recipients.length + batch.messages.length + batch.chunks.length + batch.webhooks.length;
}

/** What was learned first and the cursors last, so that no cursor says more than the rows. */
function halvesOf(batch: Batch): Batch[] {
  const none: Batch = { recipients: [], messages: [], chunks: [], webhooks: [], at: batch.at };
  const half = <Item>(items: readonly Item[]): (readonly Item[])[] =>
    (items.length > 1 ? [items.slice(0, items.length >> 1), items.slice(items.length >> 1)] : [items]).filter((part) => part.length > 0);
  const kinds = [half(batch.recipients).length, half(batch.messages).length, half(batch.webhooks).length, half(batch.chunks).length].filter(
    (count) => count > 0,
  ).length;
  // Kinds are parted first; a batch of one kind is cut in two.
  const parts = <Item>(items: readonly Item[]): (readonly Item[])[] => (kinds > 1 ? [items].filter((part) => part.length > 0) : half(items));
  return [
    ...parts(batch.recipients).map((recipients) => ({ ...none, recipients })),
    ...parts(batch.messages).map((messages) => ({ ...none, messages })),
    ...parts(batch.webhooks).map((webhooks) => ({ ...none, webhooks })),
    ...parts(batch.chunks).map((chunks) => ({ ...none, chunks })),
  ];
}
