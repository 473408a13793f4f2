import { preparedMark } from '#server/platform/postgres/prepared.ts';
import { messageStates, recipientStates, tellingCodes } from './outcome.ts';
import { ledgerOf } from './store.ledger.ts';

/**
 * What a batch has, and so which statement writes it: each shape is one text, prepared once. Of recipients it also says which columns
 * anybody has something in: answers of WhatsApp alone, statuses, both, or anything that went wrong as well; of chunks whether anybody is to be tried again.
 */
export type Shape = {
  readonly recipients: 'answers' | 'statuses' | 'both' | 'faults' | null;
  readonly messages: boolean;
  readonly chunks: 'cursors' | 'retries' | null;
  readonly webhooks: boolean;
};

/** Columns of rows that travel as arrays; what a shape leaves out is null in each row. */
type Columns = readonly { readonly name: string; readonly type: string }[];
type ColumnsOf = { readonly recipients: Columns; readonly messages: Columns; readonly chunks: Columns; readonly webhooks: Columns };

const known = new Map<string, string>();

/** The statement of a shape. `$1` is when the batch was put together. */
export function textOf(shape: Shape, columns: ColumnsOf): string {
  const key = `${shape.recipients} ${shape.messages} ${shape.chunks} ${shape.webhooks}`;
  let text = known.get(key);
  if (text === undefined) known.set(key, (text = makeText(shape, columns)));
  return text;
}

function makeText({ recipients, messages, chunks, webhooks }: Shape, columns: ColumnsOf): string {
  let places = 1;
  const place = (): string => `$${(places += 1)}`;
  const parts: string[] = [];
  if (recipients !== null) parts.push(learnedRecipients(columns.recipients, place), movedRecipients, countedBroadcasts);
  if (messages) parts.push(learnedMessages(columns.messages, place), movedMessages);
  if (chunks !== null) parts.push(movedChunks(columns.chunks, place, chunks));
  if (webhooks) parts.push(keptWebhooks(columns.webhooks, place));
  const list = (isThere: boolean, what: string) => (isThere ? `coalesce((select json_agg(x) from (${what}) x), '[]')` : `'[]'::json`);
  const failures = [
    ...(recipients === 'faults'
      ? [`select workspace_id as workspace, contact_id as contact, error_code as code from moved where state = 'failed' and ${isTelling}`]
      : []),
    ...(messages
      ? [`select workspace_id as workspace, contact_id as contact, error_code as code from moved_message where status = 'failed' and ${isTelling}`]
      : []),
  ];
  // In the order of the list the parts run: chunks are locked first, as by whoever takes, settles or cancels one.
  // A batch of webhooks alone says no time, and PostgreSQL refuses a parameter whose type it cannot see.
  return `${preparedMark} with batch as (select $1::timestamptz as at), ${parts.join(', ')}
    select ${list(chunks !== null, 'select broadcast_id as broadcast, first_seq, is_sending from moved_chunk')} as chunks,
      ${list(messages, 'select distinct workspace_id as workspace, conversation_id as id from moved_message')} as conversations,
      ${list(failures.length > 0, failures.join(' union all '))} as failures,
      ${list(recipients !== null, 'select workspace_id as workspace, id from counted')} as broadcasts`;
}

const isTelling = `is_moved and error_code in (${tellingCodes.join()})`;

/** The rows that travel as arrays, called t. */
function rowsOf(columns: Columns, place: () => string): string {
  return `unnest(${columns.map(({ type }) => `${place()}::${type}[]`).join()}) as t(${columns.map(({ name }) => name).join()})`;
}

/** The word of a rank, which is cheaper to send than the word. */
const stateOf = (states: readonly string[]) => `(array[${states.map((state) => `'${state}'`).join()}]::text[])[t.rank + 1] as state`;

/** What each row of outcomes may have, beside its key, `attempt` and `rank`. */
const outcomeColumns = {
  reason: 'text',
  wamid: 'text',
  accepted_at: 'float8',
  sent_at: 'float8',
  delivered_at: 'float8',
  read_at: 'float8',
  failed_at: 'float8',
  error_code: 'int',
  error_detail: 'text',
};

/** What nobody of the batch has is null in the statement, so the planner leaves out what would be made of it. */
function learnedRecipients(columns: Columns, place: () => string): string {
  const missing = Object.entries(outcomeColumns).filter(([name]) => !columns.some((column) => column.name === name));
  return `learned as (
    select t.*, ${stateOf(recipientStates)}, $1::timestamptz as at ${missing.map(([name, type]) => `, null::${type} as ${name}`).join('')}
    from ${rowsOf(columns, place)}
  )`;
}

const recipientLedger = ledgerOf({ row: 'r', column: 'state', states: recipientStates, unheard: ['waiting'] });
const messageLedger = ledgerOf({ row: 'm', column: 'status', states: messageStates, unheard: ['queued', 'sending'] });

/** `moved_from` and `moved_marks` are set beside what they remember, so RETURNING knows both even when another process moved the row meanwhile. */
const movedRecipients = `moved as (
  update recipient r set
    moved_from = r.state,
    moved_marks = nullif((r.doubted_at is not null)::int + (r.closed_at is not null)::int * 2 + r.twice::int * 4, 0),
    ${recipientLedger.set([
      ['state', 'n.state'],
      ['reason', recipientLedger.raised('reason')],
      ['error_code', recipientLedger.raised('error_code')],
      ['error_detail', recipientLedger.raised('error_detail')],
    ])}
  from learned i
  where r.workspace_id = i.workspace_id and r.broadcast_id = i.broadcast_id and r.seq = i.seq and ${recipientLedger.isNews}
  returning r.workspace_id, r.broadcast_id, r.contact_id, r.state, r.moved_from, r.state <> r.moved_from as is_moved, r.error_code,
    r.doubted_at is not null as is_doubted, r.closed_at is not null as is_closed, r.twice as is_twice, coalesce(r.moved_marks, 0) as marks
)`;

/** Of who was ever in doubt: what became of them is known. */
const settledStates = `('accepted', 'sent', 'failed', 'delivered', 'read')`;

/** Counters beside the states: how a moved row counts now, and how it counted before. */
const marks = [
  { column: 'doubted', now: 'is_doubted', before: 'marks & 1 = 1' },
  { column: 'settled', now: `is_doubted and state in ${settledStates}`, before: `marks & 1 = 1 and moved_from in ${settledStates}` },
  { column: 'closed', now: 'is_closed', before: 'marks & 2 = 2' },
  { column: 'twice', now: 'is_twice', before: 'marks & 4 = 4' },
];

const counters = [...recipientStates.map((state) => ({ column: `"${state}"`, now: `state = '${state}'`, before: `moved_from = '${state}'` })), ...marks];

/** Rows that moved alike are counted first, so that the many counters are worked out for a few kinds and not for each row. */
const countedBroadcasts = `kind as (
  select workspace_id, broadcast_id, state, moved_from, is_moved, is_doubted, is_closed, is_twice, marks, count(*)::int as n
  from moved where is_moved or is_twice <> (marks & 4 = 4) group by 1, 2, 3, 4, 5, 6, 7, 8, 9
),
delta as (
  select workspace_id, broadcast_id,
    ${counters.map(({ column, now, before }) => `sum(n * ((${now})::int - (${before})::int))::int as ${column}`).join()},
    bool_or(state = 'in_doubt' and is_moved) as has_fresh
  from kind group by workspace_id, broadcast_id
),
counted as (
  update broadcast b set
    ${counters.map(({ column }) => `${column} = b.${column} + d.${column}`).join()},
    first_sent_at = coalesce(b.first_sent_at, case when d.accepted + d.sent + d.delivered + d.read + d.failed + d.in_doubt > 0 then $1::timestamptz end),
    resend_from = case when d.has_fresh then coalesce(b.resend_from, $1::timestamptz) else b.resend_from end
  from (select * from delta order by broadcast_id) d
  where b.workspace_id = d.workspace_id and b.id = d.broadcast_id
  returning b.workspace_id, b.id
)`;

function learnedMessages(columns: Columns, place: () => string): string {
  return `learned_message as (select t.*, ${stateOf(messageStates)}, $1::timestamptz as at from ${rowsOf(columns, place)})`;
}

/** A retry counts only for the time of taking it speaks of: written twice, it must not call back the next. */
const movedMessages = `moved_message as (
  update message m set
    moved_from = m.status,
    next_try_at = case when i.taken is not null then to_timestamp(i.next_try_at / 1000) else m.next_try_at end,
    lease_until = null,
    ${messageLedger.set([
      ['status', `case when i.taken is not null then 'queued' else n.state end`],
      ['error_code', `case when i.taken is not null then i.retry_code else ${messageLedger.raised('error_code')} end`],
      ['error_detail', `case when i.taken is not null then i.retry_detail else ${messageLedger.raised('error_detail')} end`],
    ])}
  from learned_message i
  where m.workspace_id = i.workspace_id and m.id = i.id and m.direction = 'out'
    and ((i.taken is not null and m.status = 'sending' and m.attempts = i.taken) or (i.taken is null and ${messageLedger.isNews}))
  returning m.workspace_id, m.conversation_id, m.contact_id, m.status, m.status <> m.moved_from as is_moved, m.error_code
)`;

/** `holder` is the fence: a sender that lost its chunk moves nothing. */
function movedChunks(columns: Columns, place: () => string, shape: NonNullable<Shape['chunks']>): string {
  const retries = shape === 'retries' ? `case when b.state = 'sending' then t.retries else t.retries_when_held end::jsonb` : `'[]'`;
  return `moved_chunk as (
    update chunk c set
      cursor = case when b.state = 'sending' then greatest(c.cursor, t.cursor) else c.cursor end,
      retries = ${retries},
      -- Somebody was given back to the chunk meanwhile: it is for whoever takes it next.
      state = case when t.state = 'done' and c.returned <> '[]' then 'open' else t.state end,
      holder = case when t.state = 'leased' then c.holder end,
      moved_at = $1::timestamptz,
      not_before = case when t.state = 'open' and t.not_before is not null then to_timestamp(t.not_before / 1000) else c.not_before end
    from ${rowsOf(columns, place)}
    join broadcast b on b.workspace_id = t.workspace_id and b.id = t.broadcast_id
    where c.workspace_id = t.workspace_id and c.broadcast_id = t.broadcast_id and c.first_seq = t.first_seq and c.state = 'leased' and c.holder = t.holder
    returning c.broadcast_id, c.first_seq, b.state = 'sending' as is_sending
  )`;
}

/** The bodies come as one, before the other columns, and where each begins after them. */
function keptWebhooks(columns: Columns, place: () => string): string {
  const bodies = place();
  return `kept as (
    insert into webhook_event (id, received_at, workspace_id, business_account_id, body, state, reason)
    select t.id, to_timestamp(t.received_at / 1000.0), t.workspace_id, t.business, substring(${bodies}::bytea from t.start for t.bytes), t.state, t.reason
    from ${rowsOf([...columns, { name: 'start', type: 'int' }], place)}
    on conflict do nothing
  )`;
}
