import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db } from '#server/platform/platform.ts';
import { preparedMark } from '#server/platform/postgres/prepared.ts';

/** A recipient with what the policy must know about the person now. `marketing_consent` is null when the person is gone. */
export type ReadRecipient = {
  readonly seq: number;
  readonly attempt: number;
  readonly contact_id: string;
  readonly phone: string;
  readonly country: string | null;
  readonly language: number;
  readonly variables: readonly string[];
  readonly marketing_consent: 'given' | 'withdrawn' | 'none' | null;
  readonly suppressions: readonly string[] | null;
  /** As it was noted; empty when it was not. */
  readonly timezone: string | null;
  /** Whether they are to get the free message, and when they last wrote to this number: null when never, or when no window matters. */
  readonly free: boolean;
  readonly last_inbound_at: Instant | null;
};

/**
 * Reads who is next: the waiting ones of a range, by primary key, each with the policy's inputs, which are asked once for all of them. `seqs` reads
 * those alone. `window` is the number whose service window is asked for, of all or only of those with a free message.
 */
export async function readRecipients(
  db: Db,
  scope: Scope,
  broadcast: BroadcastId,
  range: { after: number; last: number; limit: number } | { seqs: readonly number[] },
  window: { readonly number: NumberId; readonly isOfAll: boolean } | null,
): Promise<ReadRecipient[]> {
  const which = 'seqs' in range ? sql`r.seq = any(${range.seqs}::int[])` : sql`r.seq > ${range.after} and r.seq <= ${range.last}`;
  const limit = 'seqs' in range ? sql`` : sql`limit ${range.limit}`;
  const result = await sql<ReadRecipient>`${sql.raw(preparedMark)}
    with page as materialized (
      select r.workspace_id, r.seq, r.attempt, r.contact_id, r.phone, r.country, r.language, r.variables, r.free from recipient r
      where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} and ${which} and r.state = 'waiting'
      order by r.seq ${limit}
    ),
    person as materialized (select z.contact_id, z.timezone from contact_zone z where ${isOnPage(scope, sql`z`)}),
    agreed as materialized (select a.contact_id, a.state from contact_agreement a where ${isOnPage(scope, sql`a`)}),
    held_back as materialized (
      select s.contact_id, array_agg(s.reason order by s.reason) as reasons from contact_suppression s where ${isOnPage(scope, sql`s`)} group by s.contact_id
    )
    select r.seq, r.attempt, r.contact_id, r.phone, r.country, r.language, r.variables,
      case when person.contact_id is not null then coalesce(agreed.state, 'none') end as marketing_consent,
      case when person.contact_id is not null then coalesce(held_back.reasons, '{}') end as suppressions, person.timezone, r.free,
      ${window === null ? sql`null::timestamptz` : sql`held.last_inbound_at`} as last_inbound_at
    from page r
    left join person on person.contact_id = r.contact_id
    left join agreed on agreed.contact_id = r.contact_id
    left join held_back on held_back.contact_id = r.contact_id
    ${windowJoin(window)}
    order by r.seq`.execute(db);
  return result.rows;
}

/** Of a row that belongs to a person: they are on the page. The list is one value, so that PostgreSQL looks them up together. */
function isOnPage(scope: Scope, row: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${row}.workspace_id = ${scope.workspace} and ${row}.contact_id = any(array(select contact_id from page))`;
}

function windowJoin(window: { readonly number: NumberId; readonly isOfAll: boolean } | null): RawBuilder<unknown> {
  if (window === null) return sql``;
  const whose = window.isOfAll ? sql`` : sql`r.free and`;
  return sql`left join lateral (
    select w.last_inbound_at from conversation_window w
    where ${whose} w.workspace_id = r.workspace_id and w.contact_id = r.contact_id and w.number_id = ${window.number} offset 0
  ) held on true`;
}
