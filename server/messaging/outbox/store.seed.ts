import { sql } from 'kysely';
import type { Instant } from '#core/value/time.ts';
import type { Tx } from '#server/platform/platform.ts';

/**
 * Adds everybody whom a portfolio's numbers have written to within the span and who is not counted, as the ledger knows them: what arrived
 * counts from then, what has not is looked at again as any other. The portfolio must be locked. Whether their window was open then is not
 * known any more; who got a free message is left out, and single messages count when they were templates.
 */
export async function insertSeeds(tx: Tx, id: string, options: { now: Instant; spanMilliseconds: number }): Promise<void> {
  const { now } = options;
  const span = sql`(${options.spanMilliseconds} * interval '1 millisecond')`;
  const gone = sql`('accepted', 'sent', 'delivered', 'read', 'in_doubt')`;
  await sql`with
    ours as materialized (
      select n.workspace_id, n.id from number n join business_account a on a.workspace_id = n.workspace_id and a.id = n.business_account_id
      where coalesce(a.portfolio_id, 'account ' || a.meta_id) = ${id}
    ),
    told as (
      select r.phone as person, o.id as number_id, r.workspace_id, r.broadcast_id, r.seq, null::uuid as message_id,
        coalesce(r.delivered_at, r.read_at) as arrived_at, coalesce(r.sent_at, r.accepted_at, r.doubted_at) as left_at
      from ours o
      join broadcast b on b.workspace_id = o.workspace_id and b.number_id = o.id and b.first_sent_at is not null
        and (b.finished_at is null or b.finished_at > ${now}::timestamptz - ${span})
      join recipient r on r.workspace_id = b.workspace_id and r.broadcast_id = b.id and r.state in ${gone} and not r.free
      union all
      select c.phone, o.id, m.workspace_id, null, null, m.id, coalesce(m.delivered_at, m.read_at), coalesce(m.sent_at, m.accepted_at, m.at)
      from ours o
      join message m on m.workspace_id = o.workspace_id and m.number_id = o.id and m.direction = 'out' and m.status in ${gone} and m.at > ${now}::timestamptz - ${span}
        and m.content ->> 'kind' = 'template'
      join contact_reach c on c.workspace_id = m.workspace_id and c.contact_id = m.contact_id and c.phone is not null
    ),
    latest as (
      select distinct on (person) t.* from told t where coalesce(t.arrived_at, t.left_at) > ${now}::timestamptz - ${span}
      order by person, coalesce(t.arrived_at, t.left_at) desc
    ),
    added as (
      insert into portfolio_person (portfolio_id, person, number_id, counted_at, tried_at, free_at, workspace_id, broadcast_id, seq, message_id)
      select ${id}, person, number_id, arrived_at, case when arrived_at is null then left_at end, coalesce(arrived_at, left_at) + ${span}, workspace_id, broadcast_id, seq, message_id
      from latest
      on conflict (portfolio_id, person) do nothing
      returning free_at
    )
    update portfolio set people = people + (select count(*) from added), frees_at = least(frees_at, (select min(free_at) from added))
    where id = ${id} and exists (select 1 from added)`.execute(tx);
}
