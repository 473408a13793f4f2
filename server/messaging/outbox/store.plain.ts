import { CompiledQuery } from 'kysely';
import type { Db, Tx } from '#server/platform/platform.ts';
import { preparedMark } from '#server/platform/postgres/prepared.ts';
import { type Outcome, rankOf, recipientStates, tellingCodes } from './outcome.ts';
import { idArray } from './store.arrays.ts';
import { floatsOf, intsOf, textsOf } from './store.binary.ts';
import type { Batch, ChunkMove, KeptWebhook, RecipientChange, Written } from './store.writing.ts';

/**
 * A batch as nearly all are: of one workspace, first attempts that were accepted, told of or failed, cursors that move on, webhooks without a reason. Its
 * statement is a fraction of the general one, and so is the time PostgreSQL takes to make it ready, which of a commit of a few rows is most. It
 * knows rows only as they usually are: sent to once, never in doubt, not skipped. Meeting another it refuses the whole batch (`isNotPlain`), which then
 * goes by the general statement.
 */
type Plain = { readonly heard: Heard | null; readonly hasChunks: boolean; readonly hasWebhooks: boolean; readonly workspace: string };

/** Which columns of recipients anybody has something in; `failures` has all of them. */
type Heard = 'answers' | 'statuses' | 'both' | 'failures';

/** The SQLSTATE of a refusal, and where it says whose row it was: see migration 0027. */
const notPlain = 'PLAIN';

/** The broadcast that a plain statement met an unusual row of; undefined when that is not what the error says. */
export function refusedBroadcast(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && error.code === notPlain && 'detail' in error && typeof error.detail === 'string'
    ? error.detail
    : undefined;
}

/** Whether a batch is plain, and what it has. */
export function plainOf(batch: Batch): Plain | undefined {
  const workspace = (batch.recipients[0] ?? batch.chunks[0] ?? batch.webhooks[0])?.workspace;
  if (workspace === undefined || batch.messages.length > 0) return undefined;
  const business = batch.webhooks[0]?.business;
  for (const move of batch.chunks) if (move.workspace !== workspace || !isPlainMove(move)) return undefined;
  for (const webhook of batch.webhooks) if (webhook.workspace !== workspace || webhook.business !== business || webhook.reason !== null) return undefined;
  let [hasAnswers, hasStatuses, hasFailures] = [false, false, false];
  for (const change of batch.recipients) {
    const { outcome } = change;
    if (change.workspace !== workspace || change.attempt !== 0 || outcome.reason !== null || !isPlainState(outcome.state)) return undefined;
    hasAnswers ||= outcome.acceptedAt !== null;
    hasStatuses ||= outcome.sentAt !== null || outcome.deliveredAt !== null || outcome.readAt !== null;
    hasFailures ||= outcome.failedAt !== null || outcome.errorCode !== null || outcome.errorDetail !== null;
  }
  const heard = hasFailures ? 'failures' : hasAnswers && hasStatuses ? 'both' : hasStatuses ? 'statuses' : 'answers';
  return { workspace, heard: batch.recipients.length === 0 ? null : heard, hasChunks: batch.chunks.length > 0, hasWebhooks: batch.webhooks.length > 0 };
}

function isPlainMove({ state, retries, retriesWhenHeld }: ChunkMove): boolean {
  return state !== 'open' && retries === '[]' && retriesWhenHeld === '[]';
}

function isPlainState(state: Outcome['state']): boolean {
  return state === 'accepted' || state === 'sent' || state === 'failed' || state === 'delivered' || state === 'read';
}

/** Writes a plain batch in one statement; throws what `refusedBroadcast` knows when it meets an unusual row. */
export async function writePlain(db: Db | Tx, batch: Batch, plain: Plain): Promise<Written> {
  const broadcasts = [...new Set([...batch.recipients, ...batch.chunks].map(({ broadcast }) => broadcast))].toSorted();
  const result = await db.executeQuery<Said>(CompiledQuery.raw(textOf(plain), valuesOf(batch, plain, broadcasts)));
  const said = result.rows[0];
  if (said === undefined) throw new Error('the writer had no answer');
  return writtenOf(said, plain.workspace, broadcasts);
}

/** Lists as text, which costs less than JSON: broadcasts by their place in the batch, chunks as place, first seq and whether it still sends. */
type Said = { readonly broadcasts: string | null; readonly chunks: string | null; readonly failures: string | null };

function writtenOf(said: Said, workspace: string, broadcasts: readonly string[]): Written {
  const parts = (list: string | null) => (list === null ? [] : list.split(',').map((each) => each.split(' ')));
  const at = (place: string | undefined) => broadcasts[Number(place) - 1] ?? '';
  return {
    broadcasts: parts(said.broadcasts).map(([place]) => ({ workspace, id: at(place) })),
    chunks: parts(said.chunks).map(([place, first, sends]) => ({ broadcast: at(place), first_seq: Number(first), is_sending: sends === '1' })),
    failures: parts(said.failures).map(([contact = '', code]) => ({ workspace, contact, code: Number(code) })),
    conversations: [],
  };
}

const texts = new Map<string, string>();

function textOf(plain: Plain): string {
  const key = `${plain.heard} ${plain.hasChunks} ${plain.hasWebhooks}`;
  let text = texts.get(key);
  if (text === undefined) texts.set(key, (text = makeText(plain)));
  return text;
}

/** The values of a batch, in the order of the places in the text. */
function valuesOf(batch: Batch, plain: Plain, broadcasts: readonly string[]): unknown[] {
  const places = new Map(broadcasts.map((broadcast, index) => [broadcast, index + 1]));
  const placeOf = (row: { readonly broadcast: string }) => places.get(row.broadcast) ?? 0;
  const values: unknown[] = [batch.at, plain.workspace, idArray(broadcasts)];
  if (plain.heard !== null) {
    const rows = batch.recipients.toSorted((one, other) => placeOf(one) - placeOf(other) || one.seq - other.seq);
    values.push(intsOf(rows, placeOf));
    for (const { arrayOf } of columnsOf(plain.heard)) values.push(arrayOf(rows));
  }
  if (plain.hasChunks) {
    const rows = batch.chunks.toSorted((one, other) => placeOf(one) - placeOf(other) || one.firstSeq - other.firstSeq);
    values.push(intsOf(rows, placeOf));
    for (const { arrayOf } of chunkColumns) values.push(arrayOf(rows));
  }
  if (plain.hasWebhooks) {
    let next = 1;
    const starts = batch.webhooks.map(({ body }) => (next += body.length) - body.length);
    // All bodies travel as one value and are cut apart there.
    values.push(
      batch.webhooks[0]?.business,
      Buffer.concat(batch.webhooks.map(({ body }) => body)),
      intsOf(starts, (start) => start),
    );
    for (const { arrayOf } of webhookColumns) values.push(arrayOf(batch.webhooks));
  }
  return values;
}

type Column<Row> = { readonly name: string; readonly type: string; readonly arrayOf: (rows: readonly Row[]) => Buffer | string };

const ints = <Row>(name: string, of: (row: Row) => number): Column<Row> => ({ name, type: 'int', arrayOf: (rows) => intsOf(rows, of) });
const floats = <Row>(name: string, of: (row: Row) => number | null): Column<Row> => ({ name, type: 'float8', arrayOf: (rows) => floatsOf(rows, of) });
const strings = <Row>(name: string, of: (row: Row) => string | null): Column<Row> => ({ name, type: 'text', arrayOf: (rows) => textsOf(rows, of) });

const answerColumns: readonly Column<RecipientChange>[] = [floats('accepted_at', ({ outcome }) => outcome.acceptedAt)];
const statusColumns: readonly Column<RecipientChange>[] = [
  floats('sent_at', ({ outcome }) => outcome.sentAt),
  floats('delivered_at', ({ outcome }) => outcome.deliveredAt),
  floats('read_at', ({ outcome }) => outcome.readAt),
];
const times: Readonly<Record<Heard, readonly Column<RecipientChange>[]>> = {
  answers: answerColumns,
  statuses: statusColumns,
  both: [...answerColumns, ...statusColumns],
  failures: [...answerColumns, ...statusColumns, floats('failed_at', ({ outcome }) => outcome.failedAt)],
};

/** A code that Meta may yet invent becomes the largest that PostgreSQL can keep. */
const codeMost = 2_147_483_647;
const failureColumns: readonly Column<RecipientChange>[] = [
  floats('error_code', ({ outcome: { errorCode } }) => (errorCode === null ? null : Math.max(-codeMost, Math.min(codeMost, Math.trunc(errorCode))))),
  strings('error_detail', ({ outcome }) => outcome.errorDetail),
];

/** Of recipients, after the place of their broadcast. */
function columnsOf(heard: Heard): readonly Column<RecipientChange>[] {
  return [
    ints('seq', ({ seq }) => seq),
    ints('rank', ({ outcome }) => rankOf(outcome.state)),
    strings('wamid', ({ outcome }) => outcome.wamid),
    ...times[heard],
    ...(heard === 'failures' ? failureColumns : []),
  ];
}

const chunkColumns: readonly Column<ChunkMove>[] = [
  ints('first_seq', ({ firstSeq }) => firstSeq),
  strings('holder', ({ holder }) => holder),
  ints('cursor', ({ cursor }) => cursor),
  ints('done', ({ state }) => (state === 'done' ? 1 : 0)),
];

const webhookStates = ['waiting', 'done', 'set_aside'] as const;
const webhookColumns: readonly Column<KeptWebhook>[] = [
  { name: 'id', type: 'uuid', arrayOf: (rows) => idArray(rows.map(({ id }) => id)) },
  floats('received_at', ({ receivedAt }) => receivedAt.getTime()),
  ints('bytes', ({ body }) => body.length),
  ints('state', ({ state }) => webhookStates.indexOf(state)),
];

/** `$1` is when, `$2` the workspace, `$3` the broadcasts in the order of their ids. */
function makeText({ heard, hasChunks, hasWebhooks }: Plain): string {
  let places = 3;
  const place = (): string => `$${(places += 1)}`;
  const parts = ['batch as (select $1::timestamptz, $2::uuid, $3::uuid[])'];
  if (heard !== null) parts.push(movedRecipients(heard, place), countedBroadcasts(heard));
  if (hasChunks) parts.push(movedChunks(place));
  if (hasWebhooks) parts.push(keptWebhooks(place));
  const isTelling = `state = 'failed' and state <> moved_from and error_code in (${tellingCodes.join()})`;
  const list = (isThere: boolean, each: string, from: string) => (isThere ? `(select string_agg(${each}, ',') from ${from})` : 'null');
  // In this order the parts run: chunks are locked first, as by whoever takes, settles or cancels one.
  return `${preparedMark} with ${parts.join(', ')}
    select ${list(hasChunks, `place || ' ' || first_seq || ' ' || is_sending::int`, 'moved_chunk')} as chunks,
      ${list(heard !== null, 'place::text', 'counted')} as broadcasts,
      ${list(heard === 'failures', `contact_id || ' ' || error_code`, `moved where ${isTelling}`)} as failures`;
}

/**
 * Rows that travel as arrays, called t. In the list of a query their elements come one beside the other at no cost; as a table, each array would be laid down
 * first. `place` is the broadcast's.
 */
function rowsOf(columns: readonly { readonly name: string; readonly type: string }[], place: () => string): string {
  return `(select ${columns.map(({ name, type }) => `unnest(${place()}::${type}[]) as ${name}`).join()}) t`;
}

const placeColumn = { name: 'place', type: 'int' };
const broadcastOf = (row: string) => `($3::uuid[])[${row}.place]`;

/** The states a plain row may be in; without failures nobody of the batch needs to be known to have failed. */
const plainStates = (heard: Heard) => recipientStates.filter((state) => state === 'waiting' || (state === 'failed' ? heard === 'failures' : isHeld(state)));
const isHeld = (state: string) => state === 'accepted' || state === 'sent' || state === 'delivered' || state === 'read';

/** What `ledgerOf` does, for rows that were sent to once and were never in doubt: the highest rank stands, and the earliest of each time. */
function movedRecipients(heard: Heard, place: () => string): string {
  const rank = `case r.state ${plainStates(heard)
    .map((state) => `when '${state}' then ${rankOf(state)}`)
    .join(' ')} end`;
  const names = times[heard].map(({ name }) => name);
  const raised = (name: string) => `${name} = case when t.rank > ${rank} then t.${name} else r.${name} end`;
  const faults = heard === 'failures' ? ['error_code', 'error_detail'] : [];
  const isUsual = ['r.attempt = 0', 'r.doubted_at is null', `${rank} is not null`, ...(faults.length > 0 ? [] : ['r.error_code is null'])];
  const isNews = [`t.rank > ${rank}`, '(r.wamid is null and t.wamid is not null)', ...names.map((name) => `(t.${name} is not null and r.${name} is null)`)];
  return `moved as (
    update recipient r set moved_from = r.state,
      state = case when t.rank > ${rank} then (array[${recipientStates.map((state) => `'${state}'`).join()}]::text[])[t.rank + 1] else r.state end,
      wamid = coalesce(r.wamid, t.wamid), ${[...names.map((name) => `${name} = least(r.${name}, to_timestamp(t.${name} / 1000))`), ...faults.map(raised)].join()}
    from ${rowsOf([placeColumn, ...columnsOf(heard)], place)}
    where r.workspace_id = $2::uuid and r.broadcast_id = ${broadcastOf('t')} and r.seq = t.seq
      and case when ${isUsual.join(' and ')} then ${isNews.join(' or ')} else refuse_recipient(r.broadcast_id) end
    returning t.place, r.state, r.moved_from${heard === 'failures' ? ', r.contact_id, r.error_code' : ''}
  )`;
}

function countedBroadcasts(heard: Heard): string {
  const counters = plainStates(heard).map((state) => ({ name: `"${state}"`, state }));
  return `delta as (
    select place, ${counters.map(({ name, state }) => `sum((state = '${state}')::int - (moved_from = '${state}')::int)::int as ${name}`).join()}
    from moved where state <> moved_from group by place
  ),
  counted as (
    update broadcast b set ${counters.map(({ name }) => `${name} = b.${name} + d.${name}`).join()},
      first_sent_at = coalesce(b.first_sent_at, $1::timestamptz)
    from (select * from delta order by place) d
    where b.workspace_id = $2::uuid and b.id = ${broadcastOf('d')}
    returning d.place
  )`;
}

/** `holder` is the fence: a sender that lost its chunk moves nothing. */
function movedChunks(place: () => string): string {
  return `moved_chunk as (
    update chunk c set
      cursor = case when b.state = 'sending' then greatest(c.cursor, t.cursor) else c.cursor end,
      retries = '[]',
      -- Somebody was given back to the chunk meanwhile: it is for whoever takes it next.
      state = case when t.done = 0 then 'leased' when c.returned <> '[]' then 'open' else 'done' end,
      holder = case when t.done = 0 then c.holder end,
      moved_at = $1::timestamptz
    from ${rowsOf([placeColumn, ...chunkColumns], place)}
    join broadcast b on b.workspace_id = $2::uuid and b.id = ${broadcastOf('t')}
    where c.workspace_id = $2::uuid and c.broadcast_id = ${broadcastOf('t')} and c.first_seq = t.first_seq and c.state = 'leased' and c.holder = t.holder
    returning t.place, c.first_seq, b.state = 'sending' as is_sending
  )`;
}

/** For the first try only: what is tried again, and may be there already, goes by the general statement. */
function keptWebhooks(place: () => string): string {
  const [business, bodies, starts] = [place(), place(), { name: 'start', type: 'int' }];
  return `kept as (
    insert into webhook_event (id, received_at, workspace_id, business_account_id, body, state)
    select t.id, to_timestamp(t.received_at / 1000), $2::uuid, ${business}::uuid, substring(${bodies}::bytea from t.start for t.bytes),
      (array[${webhookStates.map((state) => `'${state}'`).join()}]::text[])[t.state + 1]
    from ${rowsOf([starts, ...webhookColumns], place)}
  )`;
}
