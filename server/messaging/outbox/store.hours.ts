import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Tx } from '#server/platform/platform.ts';
import type { RecipientSource } from './store.recipient.ts';

/** Distinct places of a workspace, countries and zones that are noted, that are told apart; who lives elsewhere is numbered first and put off one by one. */
const placesMost = 2_000;

/** A country and the zone noted for somebody there; empty when there is none. */
export type Place = { readonly country: string; readonly timezone: string };
/** Who may be written to from the same moment on, until the same moment: numbered together. `opensAt` is null for those who may now. */
export type HourLot = { readonly places: readonly Place[]; readonly opensAt: Instant | null };

/** Where the people of a workspace live, the most crowded places first. */
export async function selectPlaces(tx: Tx, scope: Scope): Promise<Place[]> {
  const result = await sql<Place>`
    select coalesce(country, '') as country, coalesce(timezone, '') as timezone from contact_reach where workspace_id = ${scope.workspace}
    group by 1, 2 order by count(*) desc, 1, 2 limit ${placesMost}`.execute(tx);
  return result.rows;
}

/**
 * The same people with the lot they belong to (`lot` int, from 1) and when it opens (`opens_at`). Those of places that no lot has are in lot 0, and
 * those who are left out behind all others.
 */
export function withLots(scope: Scope, source: RecipientSource, lots: readonly HourLot[]): RecipientSource {
  if (lots.length === 0) return sql`select s.*, 0 as lot, null::timestamptz as opens_at from (${source}) s`;
  const rows = lots.flatMap(({ places, opensAt }, index) => places.map((place) => ({ ...place, lot: index + 1, opensAt })));
  return sql`
    select s.*, case when s.state = 'waiting' then coalesce(l.lot, 0) else ${lots.length + 1}::int end as lot, case when s.state = 'waiting' then l.opens_at end as opens_at
    from (${source}) s
    left join contact_reach p on p.workspace_id = ${scope.workspace} and p.contact_id = s.contact_id
    left join unnest(
      ${rows.map(({ country }) => country)}::text[], ${rows.map(({ timezone }) => timezone)}::text[],
      ${rows.map(({ lot }) => lot)}::int[], ${rows.map(({ opensAt }) => opensAt?.toISOString() ?? null)}::timestamptz[]
    ) as l (country, timezone, lot, opens_at) on l.country = coalesce(s.country, '') and l.timezone = coalesce(p.timezone, '')`;
}

/**
 * Freezes recipients in the order of their hours: numbered lot after lot, with chunks of one lot each, which wait as a whole until it opens. Nobody
 * who sleeps stands between those who may be sent to. Of a number that is warmed up the best scores of a lot come first.
 */
export async function insertByHours(
  tx: Tx,
  scope: Scope,
  broadcast: BroadcastId,
  input: { source: RecipientSource; chunkSize: number; isBestFirst: boolean; lots: readonly HourLot[] },
): Promise<void> {
  const best = input.isBestFirst ? sql`s.score desc nulls last, s.contact_id` : sql`s.contact_id`;
  const added = await sql`with
    numbered as materialized (
      select s.*, (row_number() over (order by s.lot, ${best}))::int as seq from (${withLots(scope, input.source, input.lots)}) s
    ),
    cut as (
      insert into chunk (workspace_id, broadcast_id, first_seq, last_seq, cursor, state, not_before)
      select ${scope.workspace}, ${broadcast}, first, least(first + ${input.chunkSize}::int - 1, lot.last), first - 1, 'open', lot.opens_at
      from (select min(seq) as first, max(seq) as last, max(opens_at) as opens_at from numbered group by numbered.lot) lot (least, last, opens_at)
      cross join lateral generate_series(lot.least, lot.last, ${input.chunkSize}::int) first
    )
    insert into recipient (workspace_id, broadcast_id, seq, contact_id, phone, country, language, variables, state, reason, free, score, due_at)
    select ${scope.workspace}, ${broadcast}, seq, contact_id, phone, country, language, variables, state, reason, free, score, due_at from numbered`.execute(
    tx,
  );
  // As after every bulk load: what follows is planned by what is known of the table.
  if (Number(added.numAffectedRows ?? 0n) > input.chunkSize) await sql`analyze recipient`.execute(tx);
}
