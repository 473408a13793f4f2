import { CompiledQuery } from 'kysely';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { messageStates, type Outcome, rankOf } from './outcome.ts';
import { bigintArray, floatArray, idArray, intArray, textArray } from './store.arrays.ts';
import { plainOf, writePlain } from './store.plain.ts';
import { type Shape, textOf } from './store.writing.text.ts';

/** What was learned about an attempt to reach a recipient, the first being 0. */
export type RecipientChange = {
  readonly workspace: string;
  readonly broadcast: string;
  readonly seq: number;
  readonly attempt: number;
  readonly outcome: Outcome;
};

/** What was learned about a single message; with `retry`, that it did not leave when it was taken for the so-manieth time and shall be tried again. */
export type MessageChange = { readonly workspace: string; readonly id: string; readonly attempt: number } & (
  | { readonly outcome: Outcome }
  | { readonly retry: { readonly taken: number; readonly at: number; readonly errorCode: number | null; readonly errorDetail: string } }
);

/** A move of a chunk by the sender that holds it. `retries…` are JSON; `onlyIfSending` is what holds when the broadcast still sends. */
export type ChunkMove = {
  readonly workspace: string;
  readonly broadcast: string;
  readonly firstSeq: number;
  readonly holder: string;
  /** Where the cursor goes when the broadcast is being sent; else it stays. */
  readonly cursor: number;
  readonly retries: string;
  readonly retriesWhenHeld: string;
  readonly state: 'leased' | 'open' | 'done';
  /** When it is put down: nobody of it may leave before; Unix milliseconds. */
  readonly notBefore: number | null;
};

/** A webhook to be kept as it came. */
export type KeptWebhook = {
  readonly id: string;
  readonly receivedAt: Date;
  readonly workspace: string;
  readonly business: string;
  readonly body: Uint8Array;
  readonly state: 'waiting' | 'done' | 'set_aside';
  readonly reason: string | null;
};

export type Batch = {
  readonly recipients: readonly RecipientChange[];
  readonly messages: readonly MessageChange[];
  readonly chunks: readonly ChunkMove[];
  readonly webhooks: readonly KeptWebhook[];
  /** When it was put together, by the business clock. */
  readonly at: Instant;
};

/** What a batch did. `chunks`: those we still hold; `isSending` false means that the cursor was not moved. */
export type Written = {
  readonly chunks: readonly { readonly broadcast: string; readonly first_seq: number; readonly is_sending: boolean }[];
  readonly broadcasts: readonly { readonly workspace: string; readonly id: string }[];
  readonly conversations: readonly { readonly workspace: string; readonly id: string }[];
  /** Failures that say something about the person: 131026 and 131050. */
  readonly failures: readonly { readonly workspace: string; readonly contact: string; readonly code: number }[];
};

/**
 * Writes a batch in one statement: outcomes (never downgraded, times the earliest, so any order and any number of times
 * gives the same), the counters of their broadcasts from what really moved, the cursors of chunks we still hold, and
 * webhooks as they came. Rows are taken in the order of their keys: chunks, recipients, messages, broadcasts.
 * A batch that was written already changes nothing. The statement has only the parts that the batch has. `mayBePlain`: a batch as most are goes by
 * the shorter statement, which may refuse it (`refusedBroadcast`).
 */
export async function writeBatch(db: Db | Tx, batch: Batch, mayBePlain: boolean): Promise<Written> {
  const plain = mayBePlain ? plainOf(batch) : undefined;
  if (plain !== undefined) return writePlain(db, batch, plain);
  const shape = shapeOf(batch);
  const result = await db.executeQuery<Written>(CompiledQuery.raw(textOf(shape, columnsOf(shape)), valuesOf(batch, shape)));
  const row = result.rows[0];
  if (row === undefined) throw new Error('the writer had no answer');
  return row;
}

function shapeOf(batch: Batch): Shape {
  return {
    recipients: batch.recipients.length === 0 ? null : heardOf(batch.recipients),
    messages: batch.messages.length > 0,
    chunks:
      batch.chunks.length === 0
        ? null
        : batch.chunks.some(({ retries, retriesWhenHeld }) => retries !== '[]' || retriesWhenHeld !== '[]')
          ? 'retries'
          : 'cursors',
    webhooks: batch.webhooks.length > 0,
  };
}

function heardOf(changes: readonly RecipientChange[]): NonNullable<Shape['recipients']> {
  let hasAnswers = false;
  let hasStatuses = false;
  for (const { outcome } of changes) {
    if (outcome.reason !== null || outcome.failedAt !== null || outcome.errorCode !== null || outcome.errorDetail !== null) return 'faults';
    hasAnswers ||= outcome.acceptedAt !== null;
    hasStatuses ||= outcome.sentAt !== null || outcome.deliveredAt !== null || outcome.readAt !== null;
  }
  return hasStatuses ? (hasAnswers ? 'both' : 'statuses') : 'answers';
}

/** A column of rows that travel as arrays, one for each column. */
type Column<Row> = { readonly name: string; readonly type: string; readonly arrayOf: (rows: readonly Row[]) => string };

const ids = <Row>(name: string, of: (row: Row) => string): Column<Row> => ({ name, type: 'uuid', arrayOf: (rows) => idArray(rows.map(of)) });
const ints = <Row>(name: string, of: (row: Row) => number | null): Column<Row> => ({ name, type: 'int', arrayOf: (rows) => intArray(rows.map(of)) });
const floats = <Row>(name: string, of: (row: Row) => number | null): Column<Row> => ({ name, type: 'float8', arrayOf: (rows) => floatArray(rows.map(of)) });
const bigints = <Row>(name: string, of: (row: Row) => number): Column<Row> => ({ name, type: 'bigint', arrayOf: (rows) => bigintArray(rows.map(of)) });
const texts = <Row>(name: string, of: (row: Row) => string | null): Column<Row> => ({ name, type: 'text', arrayOf: (rows) => textArray(rows.map(of)) });

/** The columns that recipients and messages have in common. */
function outcomeColumns<Row>(of: (row: Row) => Outcome | undefined): readonly Column<Row>[] {
  return [
    texts('wamid', (row) => of(row)?.wamid ?? null),
    floats('accepted_at', (row) => of(row)?.acceptedAt ?? null),
    floats('sent_at', (row) => of(row)?.sentAt ?? null),
    floats('delivered_at', (row) => of(row)?.deliveredAt ?? null),
    floats('read_at', (row) => of(row)?.readAt ?? null),
    floats('failed_at', (row) => of(row)?.failedAt ?? null),
    ints('error_code', (row) => of(row)?.errorCode ?? null),
    texts('error_detail', (row) => of(row)?.errorDetail ?? null),
  ];
}

const recipientColumns: readonly Column<RecipientChange>[] = [
  ids('workspace_id', (change) => change.workspace),
  ids('broadcast_id', (change) => change.broadcast),
  ints('seq', (change) => change.seq),
  ints('attempt', (change) => change.attempt),
  ints('rank', (change) => rankOf(change.outcome.state)),
  texts('reason', (change) => change.outcome.reason),
  ...outcomeColumns<RecipientChange>((change) => change.outcome),
];

/** Columns in which nobody of a shape has anything. */
const emptyColumns: Readonly<Record<NonNullable<Shape['recipients']>, readonly string[]>> = {
  answers: ['reason', 'sent_at', 'delivered_at', 'read_at', 'failed_at', 'error_code', 'error_detail'],
  statuses: ['reason', 'accepted_at', 'failed_at', 'error_code', 'error_detail'],
  both: ['reason', 'failed_at', 'error_code', 'error_detail'],
  faults: [],
};

const outcomeOf = (change: MessageChange) => ('outcome' in change ? change.outcome : undefined);
const retryOf = (change: MessageChange) => ('retry' in change ? change.retry : undefined);

function messageRank(change: MessageChange): number | null {
  const state = outcomeOf(change)?.state;
  return state === undefined ? null : messageStates.findIndex((known) => known === state);
}

const messageColumns: readonly Column<MessageChange>[] = [
  ids('workspace_id', (change) => change.workspace),
  ids('id', (change) => change.id),
  ints('attempt', (change) => change.attempt),
  ints('rank', messageRank),
  ...outcomeColumns(outcomeOf),
  ints('taken', (change) => retryOf(change)?.taken ?? null),
  floats('next_try_at', (change) => retryOf(change)?.at ?? null),
  ints('retry_code', (change) => retryOf(change)?.errorCode ?? null),
  texts('retry_detail', (change) => retryOf(change)?.errorDetail ?? null),
];

const cursorColumns: readonly Column<ChunkMove>[] = [
  ids('workspace_id', (move) => move.workspace),
  ids('broadcast_id', (move) => move.broadcast),
  ints('first_seq', (move) => move.firstSeq),
  texts('holder', (move) => move.holder),
  ints('cursor', (move) => move.cursor),
  texts('state', (move) => move.state),
  floats('not_before', (move) => move.notBefore),
];
const retryColumns: readonly Column<ChunkMove>[] = [texts('retries', (move) => move.retries), texts('retries_when_held', (move) => move.retriesWhenHeld)];

const webhookColumns: readonly Column<KeptWebhook>[] = [
  ids('id', (webhook) => webhook.id),
  bigints('received_at', (webhook) => webhook.receivedAt.getTime()),
  ids('workspace_id', (webhook) => webhook.workspace),
  ids('business', (webhook) => webhook.business),
  ints('bytes', (webhook) => webhook.body.length),
  texts('state', (webhook) => webhook.state),
  texts('reason', (webhook) => webhook.reason),
];

function columnsOf({ recipients, chunks }: Shape) {
  return {
    recipients: recipients === null ? [] : recipientColumns.filter(({ name }) => !emptyColumns[recipients].includes(name)),
    messages: messageColumns,
    chunks: chunks === 'retries' ? [...cursorColumns, ...retryColumns] : cursorColumns,
    webhooks: webhookColumns,
  };
}

/** The values of a batch, in the order of the places in the text of its shape. */
function valuesOf(batch: Batch, shape: Shape): unknown[] {
  const columns = columnsOf(shape);
  const values: unknown[] = [batch.at];
  const add = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]) => {
    for (const { arrayOf } of columns) values.push(arrayOf(rows));
  };
  if (shape.recipients !== null) add(columns.recipients, batch.recipients.toSorted(byPlace((change) => change.seq)));
  if (shape.messages)
    add(
      columns.messages,
      batch.messages.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    );
  if (shape.chunks !== null) add(columns.chunks, batch.chunks.toSorted(byPlace((move) => move.firstSeq)));
  if (shape.webhooks) {
    // All bodies travel as one binary value and are cut apart there: as an array they would double as hexadecimal text.
    values.push(Buffer.concat(batch.webhooks.map((webhook) => webhook.body)));
    add(columns.webhooks, batch.webhooks);
    let offset = 1;
    values.push(intArray(batch.webhooks.map((webhook) => (offset += webhook.body.length) - webhook.body.length)));
  }
  return values;
}

function byPlace<Row extends { readonly broadcast: string }>(seqOf: (row: Row) => number): (one: Row, other: Row) => number {
  return (one, other) => (one.broadcast < other.broadcast ? -1 : one.broadcast > other.broadcast ? 1 : seqOf(one) - seqOf(other));
}
