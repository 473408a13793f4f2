import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { preparedMark } from '#server/platform/postgres/prepared.ts';
import { messageStates, type Outcome, rankOf, recipientStates } from './outcome.ts';
import { bigintArray, floatArray, idArray, intArray, textArray } from './store.arrays.ts';

/** What was learned about a recipient. */
export type RecipientChange = { readonly workspace: string; readonly broadcast: string; readonly seq: number; readonly outcome: Outcome };

/** What was learned about a single message; with `retry`, that it did not leave on this attempt and shall be tried again. */
export type MessageChange = { readonly workspace: string; readonly id: string } & (
  | { readonly outcome: Outcome }
  | { readonly retry: { readonly attempt: number; readonly at: number; readonly errorCode: number | null; readonly errorDetail: string } }
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

/** Meta: "message undeliverable" (not on WhatsApp, mostly) and "user has stopped marketing messages". */
export const tellingCodes = [131026, 131050] as const;

const recipientRank = sql.raw(`array_position(array[${recipientStates.map((state) => `'${state}'`).join()}]::text[], r.state) - 1`);
const messageRank = sql.raw(`array_position(array[${messageStates.map((state) => `'${state}'`).join()}]::text[], m.status) - 1`);

/**
 * Writes a batch in one statement: outcomes (never downgraded, times the earliest, so any order and any number of times
 * gives the same), the counters of their broadcasts from what really moved, the cursors of chunks we still hold, and
 * webhooks as they came. Rows are taken in the order of their keys: recipients, messages, chunks, broadcasts.
 * A batch that was written already changes nothing.
 */
export async function writeBatch(db: Db | Tx, batch: Batch): Promise<Written> {
  const statement = sql<Written>`${sql.raw(preparedMark)} with
    ${learnedRecipients(batch.recipients)}, ${movedRecipients}, ${countedBroadcasts(batch.at)},
    ${learnedMessages(batch.messages)}, ${movedMessages},
    ${movedChunks(batch.chunks)}
    ${batch.webhooks.length === 0 ? sql`` : sql`, ${keptWebhooks(batch.webhooks)}`}
    select
      coalesce((select json_agg(f) from (
        select workspace_id as workspace, contact_id as contact, error_code as code from moved where state = 'failed' and is_moved and error_code = any(${intArray(tellingCodes)}::int[])
        union all
        select workspace_id, contact_id, error_code from moved_message where status = 'failed' and is_moved and error_code = any(${intArray(tellingCodes)}::int[])
      ) f), '[]') as failures,
      coalesce((select json_agg(c) from (select distinct workspace_id as workspace, conversation_id as id from moved_message) c), '[]') as conversations,
      coalesce((select json_agg(c) from (select broadcast_id as broadcast, first_seq, is_sending from moved_chunk) c), '[]') as chunks,
      coalesce((select json_agg(b) from (select workspace_id as workspace, id from counted) b), '[]') as broadcasts`;
  const result = await statement.execute(db);
  const row = result.rows[0];
  if (row === undefined) throw new Error('the writer had no answer');
  return row;
}

function learnedRecipients(changes: readonly RecipientChange[]): RawBuilder<unknown> {
  const sorted = changes.toSorted((one, other) => (one.broadcast < other.broadcast ? -1 : one.broadcast > other.broadcast ? 1 : one.seq - other.seq));
  const outcomes = sorted.map((change) => change.outcome);
  return sql`learned as (
    select * from unnest(
      ${idArray(sorted.map((change) => change.workspace))}::uuid[], ${idArray(sorted.map((change) => change.broadcast))}::uuid[], ${intArray(sorted.map((change) => change.seq))}::int[],
      ${intArray(outcomes.map((outcome) => rankOf(outcome.state)))}::int[], ${textArray(outcomes.map((outcome) => outcome.reason))}::text[], ${outcomeArrays(outcomes)}
    ) as t(workspace_id, broadcast_id, seq, rank, reason, state, wamid, accepted_at, sent_at, delivered_at, read_at, failed_at, error_code, error_detail)
  )`;
}

/** The columns that recipients and messages have in common. */
function outcomeArrays(outcomes: readonly (Outcome | undefined)[]): RawBuilder<unknown> {
  return sql`
    ${textArray(outcomes.map((outcome) => outcome?.state ?? null))}::text[], ${textArray(outcomes.map((outcome) => outcome?.wamid ?? null))}::text[],
    ${floatArray(outcomes.map((outcome) => outcome?.acceptedAt ?? null))}::float8[], ${floatArray(outcomes.map((outcome) => outcome?.sentAt ?? null))}::float8[],
    ${floatArray(outcomes.map((outcome) => outcome?.deliveredAt ?? null))}::float8[], ${floatArray(outcomes.map((outcome) => outcome?.readAt ?? null))}::float8[],
    ${floatArray(outcomes.map((outcome) => outcome?.failedAt ?? null))}::float8[],
    ${intArray(outcomes.map((outcome) => outcome?.errorCode ?? null))}::int[], ${textArray(outcomes.map((outcome) => outcome?.errorDetail ?? null))}::text[]`;
}

/** `moved_from` is set beside `state`, so RETURNING knows both even when another process moved the row meanwhile. */
const movedRecipients = sql`moved as (
  update recipient r set
    moved_from = r.state,
    state = case when i.rank > ${recipientRank} then i.state else r.state end,
    reason = case when i.rank > ${recipientRank} then i.reason else r.reason end,
    error_code = case when i.rank > ${recipientRank} then i.error_code else r.error_code end,
    error_detail = case when i.rank > ${recipientRank} then i.error_detail else r.error_detail end,
    wamid = coalesce(r.wamid, i.wamid),
    accepted_at = least(r.accepted_at, to_timestamp(i.accepted_at / 1000)),
    sent_at = least(r.sent_at, to_timestamp(i.sent_at / 1000)),
    delivered_at = least(r.delivered_at, to_timestamp(i.delivered_at / 1000)),
    read_at = least(r.read_at, to_timestamp(i.read_at / 1000)),
    failed_at = least(r.failed_at, to_timestamp(i.failed_at / 1000))
  from learned i
  where r.workspace_id = i.workspace_id and r.broadcast_id = i.broadcast_id and r.seq = i.seq
    and (
      i.rank > ${recipientRank} or (r.wamid is null and i.wamid is not null)
      or (i.accepted_at is not null and r.accepted_at is null) or (i.sent_at is not null and r.sent_at is null)
      or (i.delivered_at is not null and r.delivered_at is null) or (i.read_at is not null and r.read_at is null)
      or (i.failed_at is not null and r.failed_at is null)
    )
  returning r.workspace_id, r.broadcast_id, r.contact_id, r.state, r.moved_from, r.state <> r.moved_from as is_moved, r.error_code
)`;

const counted = recipientStates.map((state) => ({ column: sql.raw(`"${state}"`), state: sql.lit(state) }));

const countedBroadcasts = (at: Instant) => sql`delta as (
  select workspace_id, broadcast_id, ${sql.join(counted.map(({ column, state }) => sql`count(*) filter (where state = ${state}) - count(*) filter (where moved_from = ${state}) as ${column}`))}
  from moved where is_moved group by workspace_id, broadcast_id
),
counted as (
  update broadcast b set
    ${sql.join(counted.map(({ column }) => sql`${column} = b.${column} + d.${column}`))},
    first_sent_at = coalesce(b.first_sent_at, case when d.accepted + d.sent + d.delivered + d.read + d.failed + d.in_doubt > 0 then ${at}::timestamptz end)
  from (select * from delta order by broadcast_id) d
  where b.workspace_id = d.workspace_id and b.id = d.broadcast_id
  returning b.workspace_id, b.id
)`;

function learnedMessages(changes: readonly MessageChange[]): RawBuilder<unknown> {
  const sorted = changes.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const outcomes = sorted.map((change) => ('outcome' in change ? change.outcome : undefined));
  const retries = sorted.map((change) => ('retry' in change ? change.retry : undefined));
  return sql`learned_message as (
    select * from unnest(
      ${idArray(sorted.map((change) => change.workspace))}::uuid[], ${idArray(sorted.map((change) => change.id))}::uuid[],
      ${intArray(outcomes.map((outcome) => (outcome === undefined ? null : messageStates.findIndex((state) => state === outcome.state))))}::int[], ${outcomeArrays(outcomes)},
      ${intArray(retries.map((retry) => retry?.attempt ?? null))}::int[], ${floatArray(retries.map((retry) => retry?.at ?? null))}::float8[],
      ${intArray(retries.map((retry) => retry?.errorCode ?? null))}::int[], ${textArray(retries.map((retry) => retry?.errorDetail ?? null))}::text[]
    ) as t(workspace_id, id, rank, state, wamid, accepted_at, sent_at, delivered_at, read_at, failed_at, error_code, error_detail, attempt, next_try_at, retry_code, retry_detail)
  )`;
}

/** A retry counts only for the attempt it speaks of: written twice, it must not call back the next attempt. */
const movedMessages = sql`moved_message as (
  update message m set
    moved_from = m.status,
    status = case when i.attempt is not null then 'queued' when i.rank > ${messageRank} then i.state else m.status end,
    next_try_at = case when i.attempt is not null then to_timestamp(i.next_try_at / 1000) else m.next_try_at end,
    lease_until = null,
    error_code = case when i.attempt is not null then i.retry_code when i.rank > ${messageRank} then i.error_code else m.error_code end,
    error_detail = case when i.attempt is not null then i.retry_detail when i.rank > ${messageRank} then i.error_detail else m.error_detail end,
    wamid = coalesce(m.wamid, i.wamid),
    accepted_at = least(m.accepted_at, to_timestamp(i.accepted_at / 1000)),
    sent_at = least(m.sent_at, to_timestamp(i.sent_at / 1000)),
    delivered_at = least(m.delivered_at, to_timestamp(i.delivered_at / 1000)),
    read_at = least(m.read_at, to_timestamp(i.read_at / 1000)),
    failed_at = least(m.failed_at, to_timestamp(i.failed_at / 1000))
  from learned_message i
  where m.workspace_id = i.workspace_id and m.id = i.id and m.direction = 'out'
    and (
      (i.attempt is not null and m.status = 'sending' and m.attempts = i.attempt)
      or i.rank > ${messageRank} or (m.wamid is null and i.wamid is not null)
      or (i.accepted_at is not null and m.accepted_at is null) or (i.sent_at is not null and m.sent_at is null)
      or (i.delivered_at is not null and m.delivered_at is null) or (i.read_at is not null and m.read_at is null)
      or (i.failed_at is not null and m.failed_at is null)
    )
  returning m.workspace_id, m.conversation_id, m.contact_id, m.status, m.status <> m.moved_from as is_moved, m.error_code
)`;

/** `holder` is the fence: a sender that lost its chunk moves nothing. */
function movedChunks(moves: readonly ChunkMove[]): RawBuilder<unknown> {
  const sorted = moves.toSorted((one, other) => (one.broadcast < other.broadcast ? -1 : one.broadcast > other.broadcast ? 1 : one.firstSeq - other.firstSeq));
  return sql`moved_chunk as (
    update chunk c set
      cursor = case when b.state = 'sending' then greatest(c.cursor, i.cursor) else c.cursor end,
      retries = case when b.state = 'sending' then i.retries else i.retries_when_held end::jsonb,
      state = i.state,
      holder = case when i.state = 'leased' then c.holder end
    from unnest(
      ${idArray(sorted.map((move) => move.workspace))}::uuid[], ${idArray(sorted.map((move) => move.broadcast))}::uuid[], ${intArray(sorted.map((move) => move.firstSeq))}::int[],
      ${textArray(sorted.map((move) => move.holder))}::text[], ${intArray(sorted.map((move) => move.cursor))}::int[], ${textArray(sorted.map((move) => move.retries))}::text[],
      ${textArray(sorted.map((move) => move.retriesWhenHeld))}::text[], ${textArray(sorted.map((move) => move.state))}::text[]
    ) as i(workspace_id, broadcast_id, first_seq, holder, cursor, retries, retries_when_held, state)
    join broadcast b on b.workspace_id = i.workspace_id and b.id = i.broadcast_id
    where c.workspace_id = i.workspace_id and c.broadcast_id = i.broadcast_id and c.first_seq = i.first_seq and c.state = 'leased' and c.holder = i.holder
    returning c.broadcast_id, c.first_seq, b.state = 'sending' as is_sending
  )`;
}

/** All bodies travel as one binary value and are cut apart there: as an array they would double as hexadecimal text. */
function keptWebhooks(webhooks: readonly KeptWebhook[]): RawBuilder<unknown> {
  let offset = 1;
  const offsets = webhooks.map((webhook) => (offset += webhook.body.length) - webhook.body.length);
  return sql`kept as (
    insert into webhook_event (id, received_at, workspace_id, business_account_id, body, state, reason)
    select i.id, to_timestamp(i.received_at / 1000.0), i.workspace_id, i.business, substring(${Buffer.concat(webhooks.map((webhook) => webhook.body))}::bytea from i.start for i.bytes), i.state, i.reason
    from unnest(
      ${idArray(webhooks.map((webhook) => webhook.id))}::uuid[], ${bigintArray(webhooks.map((webhook) => webhook.receivedAt.getTime()))}::bigint[],
      ${idArray(webhooks.map((webhook) => webhook.workspace))}::uuid[], ${idArray(webhooks.map((webhook) => webhook.business))}::uuid[],
      ${intArray(offsets)}::int[], ${intArray(webhooks.map((webhook) => webhook.body.length))}::int[],
      ${textArray(webhooks.map((webhook) => webhook.state))}::text[], ${textArray(webhooks.map((webhook) => webhook.reason))}::text[]
    ) as i(id, received_at, workspace_id, business, start, bytes, state, reason)
    on conflict do nothing
  )`;
}
