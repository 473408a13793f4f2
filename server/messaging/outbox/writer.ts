import { parseId, presentId } from '#core/value/id.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { mergeOutcomes, tellingCodes } from './outcome.ts';
import { type Batch, type ChunkMove, type KeptWebhook, type MessageChange, type RecipientChange, writeBatch, type Written } from './store.writing.ts';
import { failuresTelling } from './tasks.ts';
import { openTeller, type Teller } from './teller.ts';

/** Who moves chunks. `take` is asked when a batch is put together, `committed` told when it is durable. */
export type ChunkSource = { take(): readonly ChunkMove[]; committed(held: Written['chunks']): void };

/** Adds, in the transaction that keeps them, the task that unpacks webhooks; called once for all of a commit. */
export type AskToUnpack = (tx: Tx, webhooks: readonly KeptWebhook[]) => Promise<void>;
export type WebhookEntry = { readonly webhook: KeptWebhook; readonly unpack?: AskToUnpack };

/**
 * The one writer of a process: everything that the wire teaches us, in or out, is committed by it, one transaction at a
 * time. Whatever came while the last commit ran is the next batch. While the database is away it keeps what it has and
 * tries again; what it holds is bounded by those who hand it over (the senders' windows, the door's `hasRoom`).
 */
export type Writer = {
  recipient(change: RecipientChange): void;
  message(change: MessageChange): void;
  /** Resolves when the webhook, and all that was handed over before it, is committed. */
  webhook(entry: WebhookEntry): Promise<void>;
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

/** Between two tries while the database is away. */
const retryFirstMilliseconds = 50;
const retryMostMilliseconds = 1_000;

type Queue = {
  /** By broadcast, then by `placeOf`: no text is made for each. */
  recipients: Map<string, Map<number, RecipientChange>>;
  messages: Map<string, MessageChange>;
  webhooks: WebhookEntry[];
  bytes: number;
  done: (() => void)[];
  /** Whether something is said of an attempt that is not the first. */
  hasAgain: boolean;
};

const emptyQueue = (): Queue => ({ recipients: new Map(), messages: new Map(), webhooks: [], bytes: 0, done: [], hasAgain: false });

type Writing = {
  readonly platform: Platform;
  readonly sources: Set<ChunkSource>;
  readonly teller: Teller;
  queue: Queue;
  isRunning: boolean;
  isWoken: boolean;
  isAway: boolean;
  bytesWriting: number;
};

function openWriter(platform: Platform): Writer {
  const writing: Writing = {
    platform,
    sources: new Set(),
    teller: openTeller(platform),
    queue: emptyQueue(),
    isRunning: false,
    isWoken: false,
    isAway: false,
    bytesWriting: 0,
  };
  const waitForCommit = () =>
    new Promise<void>((done) => {
      writing.queue.done.push(done);
      wake(writing);
    });
  return {
    recipient(change) {
      const { recipients } = writing.queue;
      let own = recipients.get(change.broadcast);
      if (own === undefined) recipients.set(change.broadcast, (own = new Map()));
      if (change.attempt > 0) writing.queue.hasAgain = true;
      const place = placeOf(change);
      const before = own.get(place);
      own.set(place, before === undefined ? change : { ...change, outcome: mergeOutcomes(before.outcome, change.outcome) });
      wake(writing);
    },
    message(change) {
      const { messages } = writing.queue;
      const key = `${change.id} ${change.attempt}`;
      if (change.attempt > 0) writing.queue.hasAgain = true;
      const before = messages.get(key);
      messages.set(key, before === undefined ? change : mergeMessages(before, change));
      wake(writing);
    },
    webhook(entry) {
      writing.queue.webhooks.push(entry);
      writing.queue.bytes += entry.webhook.body.length;
      return waitForCommit();
    },
    join(source) {
      writing.sources.add(source);
      return () => void writing.sources.delete(source);
    },
    wake: () => wake(writing),
    settled: waitForCommit,
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

function wake(writing: Writing): void {
  writing.isWoken = true;
  if (writing.isRunning) return;
  writing.isRunning = true;
  setImmediate(() => void run(writing));
}

/** Commits what has come, again and again until nothing has come meanwhile. */
async function run(writing: Writing): Promise<void> {
  while (writing.isWoken) {
    writing.isWoken = false;
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
    for (const done of taken.done) done();
  }
  writing.isRunning = false;
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
async function writeUntilDone(writing: Writing, batch: Batch, entries: readonly WebhookEntry[]): Promise<Written> {
  const { log } = writing.platform;
  let wait = retryFirstMilliseconds;
  for (;;) {
    try {
      const written = await write(writing.platform, batch, entries);
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

/** One statement and no more, unless tasks must exist exactly when it was committed. */
async function write(platform: Platform, batch: Batch, entries: readonly WebhookEntry[]): Promise<Written> {
  const asking = Map.groupBy(
    entries.filter(({ unpack }) => unpack !== undefined),
    ({ unpack }) => unpack,
  );
  const isTelling = (change: RecipientChange | MessageChange) => 'outcome' in change && tellingCodes.some((code) => code === change.outcome.errorCode);
  if (asking.size === 0 && !batch.recipients.some(isTelling) && !batch.messages.some(isTelling)) return writeBatch(platform.writing, batch);
  return platform.writing.transaction().execute(async (tx) => {
    const written = await writeBatch(tx, batch);
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

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** SQLSTATE classes 22 (data), 23 (constraints), 42 (types): the same rows fail the same way again. */
function isDataFault(error: unknown): boolean {
  return /^(22|23|42)\w{3}$/.test(codeOf(error));
}

/** The pool was closed by us: the process ends, and what is left is in doubt as after a kill. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && /destroyed|after calling end/.test(error.message);
}

/** Deadlocks and serialization failures: other processes write as well. */
function isConflict(error: unknown): boolean {
  return /^40\w{3}$/.test(codeOf(error));
}
