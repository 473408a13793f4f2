import { sql } from 'kysely';
import type { Instant } from '#core/value/time.ts';
import type { Scope } from '#core/value/actor.ts';
import type { NumberId } from '#core/value/id.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { idArray, intArray, textArray } from './store.arrays.ts';

/** Somebody to be written to outside their window, and by which message: a recipient's or a single one. */
export type Place = { readonly person: string; readonly broadcast: string | null; readonly seq: number | null; readonly message: string | null };

/** Locks a portfolio until the transaction ends; it is made when it is not there. `people` count now, or did when last looked. */
export async function lockPortfolio(tx: Tx, id: string): Promise<{ people: number; frees_at: Instant | null }> {
  const result = await sql<{ people: number; frees_at: Instant | null }>`
    insert into portfolio (id) values (${id}) on conflict (id) do update set id = excluded.id returning people, frees_at`.execute(tx);
  const row = result.rows[0];
  if (row === undefined) throw new Error(`the portfolio ${id} could not be locked`);
  return row;
}

/**
 * Looks at what became of the messages for which places are held: of those that ran out, or of all whose fate is open. A place moves
 * to the moment of delivery, since Meta counts whom something was delivered to, and is given back when the message failed undelivered
 * or never left. What was sent and has not arrived counts from when it was sent. The portfolio must be locked. Returns how many count.
 */
export async function settlePlaces(tx: Tx, id: string, options: { now: Instant; spanMilliseconds: number; which: 'run_out' | 'all' }): Promise<number> {
  const { now } = options;
  const span = sql`(${options.spanMilliseconds} * interval '1 millisecond')`;
  const result = await sql<{ people: number }>`with
    looked as materialized (
      select p.person, p.counted_at, p.tried_at, p.free_at, coalesce(r.state, m.status) as state,
        coalesce(r.delivered_at, r.read_at, m.delivered_at, m.read_at) as arrived_at, coalesce(r.sent_at, m.sent_at) as sent_at
      from portfolio_person p
      left join recipient r on p.tried_at is not null and r.workspace_id = p.workspace_id and r.broadcast_id = p.broadcast_id and r.seq = p.seq
      left join message m on p.tried_at is not null and m.workspace_id = p.workspace_id and m.id = p.message_id
      where p.portfolio_id = ${id} and (p.free_at <= ${now} or ${options.which === 'all'} and p.tried_at is not null)
    ),
    judged as materialized (
      select person, tried_at is not null and arrived_at is null and state in ('waiting', 'queued', 'sending', 'accepted', 'sent', 'in_doubt') and free_at > ${now} as is_open,
        case
          when tried_at is null then counted_at
          when arrived_at is not null then greatest(counted_at, arrived_at)
          when state in ('accepted', 'sent', 'in_doubt', 'sending') then greatest(counted_at, coalesce(sent_at, tried_at))
          else counted_at
        end as counted_at
      from looked
    ),
    gone as (
      delete from portfolio_person p using judged j
      where p.portfolio_id = ${id} and p.person = j.person and not j.is_open and (j.counted_at is null or j.counted_at + ${span} <= ${now})
      returning p.person
    ),
    kept as (
      update portfolio_person p set counted_at = j.counted_at, tried_at = null, free_at = j.counted_at + ${span}
      from judged j
      where p.portfolio_id = ${id} and p.person = j.person and not j.is_open and j.counted_at + ${span} > ${now}
      returning p.free_at
    )
    update portfolio set
      people = people - (select count(*) from gone),
      frees_at = least((select min(free_at) from portfolio_person where portfolio_id = ${id} and free_at > ${now}), (select min(free_at) from kept))
    where id = ${id}
    returning people`.execute(tx);
  return result.rows[0]?.people ?? 0;
}

/**
 * Admits people in their order: who counts already costs nothing, of the others as many as there is room for. Each is noted with the
 * message that is about to leave. The portfolio must be locked. Returns by position who was admitted.
 */
export async function admitPlaces(
  tx: Tx,
  scope: Scope,
  id: string,
  ask: { number: NumberId; places: readonly Place[]; room: number; now: Instant; spanMilliseconds: number },
): Promise<readonly number[]> {
  const { now, places } = ask;
  const none = '00000000-0000-0000-0000-000000000000';
  const free = sql`${now}::timestamptz + (${ask.spanMilliseconds} * interval '1 millisecond')`;
  const result = await sql<{ admitted: number[] }>`with
    wanted as materialized (
      select t.person, nullif(t.broadcast_id, ${none}::uuid) as broadcast_id, t.seq, nullif(t.message_id, ${none}::uuid) as message_id, t.n
      from unnest(
        ${textArray(places.map((place) => place.person))}::text[], ${idArray(places.map((place) => place.broadcast ?? none))}::uuid[],
        ${intArray(places.map((place) => place.seq))}::int[], ${idArray(places.map((place) => place.message ?? none))}::uuid[]
      ) with ordinality as t (person, broadcast_id, seq, message_id, n)
    ),
    known as (
      update portfolio_person p set
        -- Another message before this one may have arrived; the same one, tried again, has not.
        counted_at = case when (p.broadcast_id, p.seq, p.message_id) is distinct from (w.broadcast_id, w.seq, w.message_id) then greatest(p.counted_at, p.tried_at) else p.counted_at end,
        tried_at = ${now}, free_at = greatest(p.free_at, ${free}), number_id = ${ask.number}, workspace_id = ${scope.workspace},
        broadcast_id = w.broadcast_id, seq = w.seq, message_id = w.message_id
      from wanted w where p.portfolio_id = ${id} and p.person = w.person
      returning w.n
    ),
    fresh as (
      select w.*, row_number() over (order by w.n) as place from wanted w
      where not exists (select 1 from portfolio_person p where p.portfolio_id = ${id} and p.person = w.person)
    ),
    added as (
      insert into portfolio_person (portfolio_id, person, number_id, tried_at, free_at, workspace_id, broadcast_id, seq, message_id)
      select ${id}, person, ${ask.number}, ${now}, ${free}, ${scope.workspace}, broadcast_id, seq, message_id from fresh where place <= ${ask.room}
      returning person
    ),
    counted as (
      update portfolio set people = people + (select count(*) from added), frees_at = least(frees_at, ${free})
      where id = ${id} and exists (select 1 from added)
    )
    select array(select n::int from known union all select w.n::int from wanted w join added a on a.person = w.person) as admitted`.execute(tx);
  return (result.rows[0]?.admitted ?? []).map((n) => n - 1);
}

/** How many people one number of a portfolio has written to. */
export async function countPlacesOfNumber(tx: Tx, id: string, number: NumberId): Promise<number> {
  const result = await sql<{
    people: number;
  }>`select count(*)::int as people from portfolio_person where portfolio_id = ${id} and number_id = ${number}`.execute(tx);
  return result.rows[0]?.people ?? 0;
}

/** When the places at these positions are free again, of one number or of all, the first to be free at 0; fewer when there are not so many. In order. */
export async function selectFreeTimes(tx: Tx, id: string, at: { first: number; last: number; number: NumberId | null }): Promise<Instant[]> {
  const whose = sql`portfolio_id = ${id} and (${at.number}::uuid is null or number_id = ${at.number})`;
  const result = await sql<{ free_at: Instant }>`
    (select free_at from portfolio_person where ${whose} order by free_at offset ${at.first} limit 1)
    union all
    (select free_at from portfolio_person where ${whose} order by free_at offset ${at.last} limit 1)`.execute(tx);
  return result.rows.map((row) => row.free_at);
}

/** When places are free again, gathered by ten minutes and number: for a forecast. At most 200 lines for each number, since a place is held for a day. */
export async function selectPlacesByTime(db: Db | Tx, id: string): Promise<{ free_at: Instant; number_id: string; people: number }[]> {
  const result = await sql<{ free_at: Instant; number_id: string; people: number }>`
    select date_bin('10 minutes', free_at, '2000-01-01Z') + interval '10 minutes' as free_at, number_id, count(*)::int as people
    from portfolio_person where portfolio_id = ${id} group by 1, 2 order by 1, 2`.execute(db);
  return result.rows;
}

/** The portfolio that a number counts with: Meta's, else its business account stands for it. */
export async function selectPortfolioOf(db: Db | Tx, scope: Scope, number: NumberId): Promise<string | undefined> {
  const result = await sql<{ portfolio: string }>`
    select coalesce(a.portfolio_id, 'account ' || a.meta_id) as portfolio
    from number n join business_account a on a.workspace_id = n.workspace_id and a.id = n.business_account_id
    where n.workspace_id = ${scope.workspace} and n.id = ${number}`.execute(db);
  return result.rows[0]?.portfolio;
}
