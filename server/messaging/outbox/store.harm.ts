import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, ContactId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Tx } from '#server/platform/platform.ts';

/** Who said no, to which message if they quoted one, when, and how far back what we sent may have caused it. */
export type Harm = { readonly contact: ContactId; readonly quotedWamid: string | null; readonly at: Instant; readonly since: Instant };

/**
 * Marks what made a person say no, once: the message they quoted, else the latest that we sent of our own accord, of a broadcast or a single
 * offer. The counter of the broadcast moves in the same statement. Gives the broadcast whose counter moved.
 */
export async function markHarmed(tx: Tx, scope: Scope, harm: Harm): Promise<{ broadcast: BroadcastId } | undefined> {
  const result = await sql<{ broadcast: BroadcastId }>`with
    cause as materialized (
      select * from (
        select r.broadcast_id, r.seq, null::uuid as message_id, (r.wamid = ${harm.quotedWamid}) is true as is_quoted,
          coalesce(r.accepted_at, r.sent_at, r.delivered_at, r.read_at) as at
        from recipient r
        where r.workspace_id = ${scope.workspace} and r.contact_id = ${harm.contact} and r.state in ('in_doubt', 'accepted', 'sent', 'delivered', 'read')
        union all
        select null, null, m.id, (m.wamid = ${harm.quotedWamid}) is true, coalesce(m.accepted_at, m.sent_at, m.delivered_at, m.read_at)
        from message m
        where m.workspace_id = ${scope.workspace} and m.contact_id = ${harm.contact} and m.direction = 'out' and m.wire ->> 'category' = 'marketing'
          and m.origin in ('api', 'automatic') and m.status in ('accepted', 'sent', 'delivered', 'read') and m.at >= ${harm.since}
      ) sent
      where is_quoted or at between ${harm.since} and ${harm.at}::timestamptz + interval '1 minute'
      order by is_quoted desc, at desc nulls last limit 1
    ),
    marked_message as (
      update message m set harmed_at = ${harm.at} from cause c
      where m.workspace_id = ${scope.workspace} and m.id = c.message_id and m.harmed_at is null
    ),
    marked as (
      update recipient r set harmed_at = ${harm.at} from cause c
      where r.workspace_id = ${scope.workspace} and r.broadcast_id = c.broadcast_id and r.seq = c.seq and r.harmed_at is null
      returning r.broadcast_id
    )
    update broadcast b set harmed = b.harmed + 1 from marked m
    where b.workspace_id = ${scope.workspace} and b.id = m.broadcast_id
    returning b.id as broadcast`.execute(tx);
  return result.rows[0];
}
