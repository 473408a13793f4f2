import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, MessageId, NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** When the first who is in doubt may be sent to again by the workspace's setting; null when nobody is, or no workspace wants it. Small indexes only. */
export async function selectNextResend(db: Db): Promise<Instant | null> {
  const result = await sql<{ at: Date | null }>`
    select least(
      (
        select min(b.resend_from + w.resend_minutes * interval '1 minute')
        from broadcast b join workspace w on w.id = b.workspace_id where b.resend_from is not null and w.resend_minutes is not null
      ),
      (
        select min(coalesce(m.next_try_at, m.doubted_at + w.resend_minutes * interval '1 minute'))
        from message m join workspace w on w.id = m.workspace_id
        where m.status in ('accepted', 'in_doubt') and m.status = 'in_doubt' and m.attempt = 0 and m.closed_at is null and w.resend_minutes is not null
      )
    ) as at`.execute(db);
  return result.rows[0]?.at ?? null;
}

/** Broadcasts with somebody in doubt whose minutes are over. */
export async function selectResends(
  db: Db,
  now: Instant,
  limit: number,
): Promise<{ workspace_id: string; id: BroadcastId; number_id: NumberId; state: string; resend_minutes: number }[]> {
  const result = await sql<{ workspace_id: string; id: BroadcastId; number_id: NumberId; state: string; resend_minutes: number }>`
    select b.workspace_id, b.id, b.number_id, b.state, w.resend_minutes
    from broadcast b join workspace w on w.id = b.workspace_id
    where b.resend_from is not null and b.resend_from + w.resend_minutes * interval '1 minute' <= ${now}
    order by b.resend_from, b.id limit ${limit}`.execute(db);
  return result.rows;
}

/** Single messages in doubt whose minutes are over, by number. */
export async function selectMessageResends(
  db: Db,
  now: Instant,
  limit: number,
): Promise<{ workspace_id: string; id: MessageId; number_id: NumberId; doubted_at: Date }[]> {
  const result = await sql<{ workspace_id: string; id: MessageId; number_id: NumberId; doubted_at: Date }>`
    select m.workspace_id, m.id, m.number_id, m.doubted_at
    from message m join workspace w on w.id = m.workspace_id
    where m.status in ('accepted', 'in_doubt') and m.status = 'in_doubt' and m.attempt = 0 and m.closed_at is null
      and coalesce(m.next_try_at, m.doubted_at + w.resend_minutes * interval '1 minute') <= ${now}
    order by m.number_id, m.at, m.id limit ${limit}`.execute(db);
  return result.rows;
}

/**
 * When the latest message of a number was accepted of which a status has come since: whoever came into doubt before would have been settled
 * by an echo, if there were one to come. Null when none has. Reads the recipients of the number's broadcasts since `since`, so it is asked
 * only when somebody is due.
 */
export async function selectLatestEchoed(db: Db | Tx, scope: Scope, number: NumberId, since: Instant): Promise<Instant | null> {
  const result = await sql<{ at: Date | null }>`
    select greatest(
      (
        select max(r.accepted_at) from broadcast b join recipient r on r.workspace_id = b.workspace_id and r.broadcast_id = b.id
        where b.workspace_id = ${scope.workspace} and b.number_id = ${number} and b.opens_at > ${since}
          and coalesce(r.sent_at, r.delivered_at, r.read_at, r.failed_at) is not null
      ),
      (
        select max(m.accepted_at) from message m
        where m.workspace_id = ${scope.workspace} and m.number_id = ${number} and m.at > ${since} and m.direction = 'out'
          and coalesce(m.sent_at, m.delivered_at, m.read_at, m.failed_at) is not null
      )
    ) as at`.execute(db);
  return result.rows[0]?.at ?? null;
}

/**
 * Sets from when the minutes of those still in doubt count: their own time, but not so that they are due before `notBefore`; null when nobody is
 * left who was not sent to again. Locks the broadcast first, so that nobody who comes into doubt meanwhile is overlooked.
 */
export async function setResendFrom(tx: Tx, scope: Scope, broadcast: BroadcastId, minutes: number, notBefore: Instant): Promise<void> {
  await sql`select 1 from broadcast where workspace_id = ${scope.workspace} and id = ${broadcast} for update`.execute(tx);
  await sql`
    update broadcast set resend_from = (
      select greatest(min(r.doubted_at), ${notBefore}::timestamptz - ${minutes}::int * interval '1 minute') from recipient r
      where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} and r.state = 'in_doubt' and r.attempt = 0 and r.closed_at is null
      having count(*) > 0
    )
    where workspace_id = ${scope.workspace} and id = ${broadcast}`.execute(tx);
}

/** A broadcast of which nobody is sent to any more. */
export async function dropResend(tx: Tx, scope: Scope, broadcast: BroadcastId): Promise<void> {
  await sql`update broadcast set resend_from = null where workspace_id = ${scope.workspace} and id = ${broadcast}`.execute(tx);
}

/** Looks at a message in doubt again at a later time. */
export async function postponeMessage(db: Db, scope: Scope, id: MessageId, until: Instant): Promise<void> {
  await sql`update message set next_try_at = ${until} where workspace_id = ${scope.workspace} and id = ${id} and status = 'in_doubt'`.execute(db);
}
