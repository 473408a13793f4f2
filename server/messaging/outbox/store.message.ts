import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { ContactId, ConversationId, MessageId, NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

export type NewMessage = {
  id: MessageId;
  conversation: ConversationId;
  contact: ContactId;
  number: NumberId;
  direction: 'in' | 'out';
  origin: string;
  author: string | null;
  content: unknown;
  wire: unknown;
  wamid: string | null;
  status: 'queued' | 'received';
  at: Instant;
  quoted: string | null;
};

/** Adds a message. False when one with this wamid is there already. */
export async function insertMessage(tx: Tx, scope: Scope, message: NewMessage): Promise<boolean> {
  const done = await tx
    .insertInto('message')
    .values({
      workspace_id: scope.workspace,
      id: message.id,
      conversation_id: message.conversation,
      contact_id: message.contact,
      number_id: message.number,
      direction: message.direction,
      origin: message.origin,
      author: message.author,
      content: JSON.stringify(message.content),
      wire: message.wire === null ? null : JSON.stringify(message.wire),
      wamid: message.wamid,
      status: message.status,
      at: message.at,
      quoted_wamid: message.quoted,
      accepted_at: null,
      sent_at: null,
      delivered_at: null,
      read_at: null,
      failed_at: null,
      error_code: null,
      error_detail: null,
      next_try_at: null,
      lease_until: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'wamid']).where('wamid', 'is not', null).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Puts another content in the place of a message's. */
export async function updateContent(tx: Tx, scope: Scope, id: MessageId, content: unknown): Promise<void> {
  await tx
    .updateTable('message')
    .set({ content: JSON.stringify(content) })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .execute();
}

/** The content of one message. */
export function selectContent(db: Db | Tx, scope: Scope, id: MessageId) {
  return db
    .selectFrom('message')
    .select(['content', 'conversation_id', 'number_id', 'contact_id'])
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** A message on its way out, with what the policy must know about the person now. */
export type ClaimedMessage = {
  workspace_id: string;
  id: string;
  conversation_id: string;
  contact_id: string;
  origin: string;
  wire: unknown;
  quoted_wamid: string | null;
  attempts: number;
  /** How often it was sent again by somebody's choice. */
  attempt: number;
  at: Date;
  phone: string | null;
  bsuid: string | null;
  country: string | null;
  marketing_consent: 'given' | 'withdrawn' | 'none' | null;
  suppressions: string[] | null;
  last_inbound_at: Date | null;
};

/**
 * Takes messages of a number that are due by `now`, the business clock's, and notes that they are about to go on the wire; committed before they do. Of
 * each conversation only the first one that has not left, so that answers arrive in the order they were written; an offer holds up nothing
 * but offers. Answers first, then templates, offers last, and those only when they are asked for.
 */
export async function claimMessages(
  db: Db,
  number: NumberId,
  limit: number,
  times: { now: Instant; leaseMilliseconds: number; hasOffers: boolean },
): Promise<ClaimedMessage[]> {
  const isOffer = (message: 'm' | 'e') => sql`${sql.ref(`${message}.wire`)} ->> 'category' is not distinct from 'marketing'`;
  const result = await sql<ClaimedMessage>`with
    due as materialized (
      select m.workspace_id, m.id from message m
      where m.number_id = ${number} and m.status = 'queued' and (m.next_try_at is null or m.next_try_at <= ${times.now})
        and (${times.hasOffers} or not (${isOffer('m')}))
        and not exists (
          select 1 from message e
          where e.number_id = m.number_id and e.status in ('queued', 'sending') and e.workspace_id = m.workspace_id and e.conversation_id = m.conversation_id and (e.at, e.id) < (m.at, m.id)
            and (not (${isOffer('e')}) or ${isOffer('m')})
        )
      order by m.wire ->> 'kind' = 'template', ${isOffer('m')}, m.at, m.id limit ${limit} for update skip locked
    ),
    taken as (
      update message m set status = 'sending', moved_from = 'queued', attempts = m.attempts + 1, lease_until = clock_timestamp() + ${times.leaseMilliseconds} * interval '1 millisecond'
      from due where m.workspace_id = due.workspace_id and m.id = due.id and m.status = 'queued'
      returning m.workspace_id, m.id, m.conversation_id, m.contact_id, m.origin, m.wire, m.quoted_wamid, m.attempts, m.attempt, m.at
    )
    select t.*, reach.phone, reach.country, reach.marketing_consent, reach.suppressions, c.last_inbound_at,
      (select i.value from contact_address i where i.workspace_id = t.workspace_id and i.contact_id = t.contact_id and i.kind = 'bsuid' limit 1) as bsuid
    from taken t
    join conversation_window c on c.workspace_id = t.workspace_id and c.conversation_id = t.conversation_id
    left join lateral (
      select p.phone, p.country, p.marketing_consent, p.suppressions from contact_reach p
      where p.workspace_id = t.workspace_id and p.contact_id = t.contact_id offset 0
    ) reach on true
    order by t.at, t.id`.execute(db);
  return result.rows;
}

/**
 * What we sent under these wamids: a single message, or a recipient of a broadcast to one of these phones. Recipients are looked up person by person: no index has
 * their wamids, and a plan made while the table was small would read all of it for each webhook of a sender beside us.
 */
export async function findByWamid(db: Db | Tx, scope: Scope, wanted: readonly { wamid: string; phone: string | null }[]) {
  const wamids = wanted.map((one) => one.wamid);
  const phones = wanted.flatMap((one) => (one.phone === null ? [] : [one.phone]));
  const result = await sql<{ wamid: string; message: string | null; broadcast: string | null; seq: number | null; attempt: number }>`
    select m.wamid, m.id as message, null::uuid as broadcast, null::int as seq, m.attempt from message m
    where m.workspace_id = ${scope.workspace} and m.wamid = any(${wamids}::text[]) and m.direction = 'out'
    union all
    select r.wamid, null, r.broadcast_id, r.seq, r.attempt
    from contact_address i
    cross join lateral (
      select t.wamid, t.broadcast_id, t.seq, t.attempt from recipient t
      where t.workspace_id = i.workspace_id and t.contact_id = i.contact_id and t.wamid = any(${wamids}::text[]) offset 0
    ) r
    where i.workspace_id = ${scope.workspace} and i.kind in ('wa_id', 'phone') and i.value = any(${[...phones, ...phones.map((phone) => `+${phone}`)]}::text[])`.execute(
    db,
  );
  return result.rows;
}

/** How many distinct messages to a person failed with a code. */
export async function countFailures(tx: Tx, scope: Scope, contact: ContactId, code: number): Promise<number> {
  const result = await sql<{ failures: number }>`
    select (
      (select count(*) from recipient r where r.workspace_id = ${scope.workspace} and r.contact_id = ${contact} and r.state = 'failed' and r.error_code = ${code})
      + (select count(*) from message m
         where m.workspace_id = ${scope.workspace} and m.contact_id = ${contact} and m.direction = 'out' and m.status = 'failed' and m.error_code = ${code})
    )::int as failures`.execute(tx);
  return result.rows[0]?.failures ?? 0;
}

/** The message of a wamid. */
export function selectMessageByWamid(db: Db | Tx, scope: Scope, wamid: string) {
  return db.selectFrom('message').select('id').where('workspace_id', '=', scope.workspace).where('wamid', '=', wamid).executeTakeFirst();
}
