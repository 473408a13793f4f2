import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId } from '#core/value/id.ts';
import type { Tx } from '#server/platform/platform.ts';
import { type HourLot, withLots } from './store.hours.ts';
import { learnRecipients, type RecipientSource } from './store.recipient.ts';

type Staged = {
  source: RecipientSource;
  chunkSize: number;
  isStaggered: boolean;
  isBestFirst: boolean;
  lots: readonly HourLot[];
  stagesOf: (people: number) => readonly number[];
};

/**
 * Freezes recipients in the stages of a canary, and says how many are in each; none when they are too few for one. Every stage is a random
 * sample of those who wait, the same for the same broadcast, in which each country has its share: people are ordered within their country by
 * chance and then by how far through their country they are (Sainte-Laguë), so that every beginning of the order is stratified. Those left
 * out are numbered last. A chunk holds people of one stage and, where each has an hour of their own, or there are hours for all, of one hour. Of a number that is warmed up the best
 * scores of a stage (and hour) come first: whom a stage holds stays a matter of chance.
 */
export async function insertStaged(tx: Tx, scope: Scope, broadcast: BroadcastId, input: Staged): Promise<readonly number[]> {
  await sql`
    create temporary table staged_people (
      contact_id uuid, phone text, country text, language smallint, variables text[], state text, reason text, free boolean, score smallint, due_at timestamptz,
      lot int, opens_at timestamptz
    ) on commit drop`.execute(tx);
  const kept = await sql`
    insert into staged_people select s.contact_id, s.phone, s.country, s.language, s.variables, s.state, s.reason, s.free, s.score, s.due_at, s.lot, s.opens_at
    from (${withLots(scope, input.source, input.lots)}) s`.execute(tx);
  const people = Number(kept.numAffectedRows ?? 0n);
  const waiting = await sql<{ people: number }>`select count(*)::int as people from staged_people where state = 'waiting'`.execute(tx);
  const stages = input.stagesOf(waiting.rows[0]?.people ?? 0);
  const firsts = firstsOf(stages);
  const keys = [
    ...(input.isStaggered ? [sql`o.due_at nulls first`] : []),
    ...(input.lots.length > 0 ? [sql`o.lot`] : []),
    ...(input.isBestFirst ? [sql`o.state = 'waiting' desc, o.score desc nulls last`] : []),
    sql`o.place`,
  ];
  const order = keys.length === 1 ? sql`o.place` : sql`row_number() over (order by width_bucket(o.place, ${firsts}::int[]), ${sql.join(keys)})`;
  await sql`
    insert into recipient (workspace_id, broadcast_id, seq, contact_id, phone, country, language, variables, state, reason, free, score, due_at)
    select ${scope.workspace}, ${broadcast}, (${order})::int, o.contact_id, o.phone, o.country, o.language, o.variables, o.state, o.reason, o.free, o.score, o.due_at
    from (
      select d.*, (row_number() over (order by d.state = 'waiting' desc, d.depth, d.draw))::int as place
      from (
        select s.*, (row_number() over (of_country order by s.draw) - 0.5) / count(*) over of_country as depth
        from (select p.*, hashtextextended(p.contact_id::text, hashtextextended(${broadcast}::text, 0)) as draw from staged_people p) s
        window of_country as (partition by s.state = 'waiting', s.country)
      ) d
    ) o`.execute(tx);
  const lots = input.isStaggered
    ? sql`
        select width_bucket(seq, ${firsts}::int[]) as stage, due_at, min(seq) as first, max(seq) as last
        from recipient where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast} group by 1, 2`
    : input.lots.length > 0
      ? sql`
        select width_bucket(r.seq, ${firsts}::int[]) as stage, max(p.opens_at) as due_at, min(r.seq) as first, max(r.seq) as last
        from recipient r join staged_people p on p.contact_id = r.contact_id
        where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast} group by 1, p.lot`
      : sql`
        select (place - 1)::int as stage, null::timestamptz as due_at, first, coalesce(lead(first) over (order by place) - 1, ${people}::int) as last
        from unnest(${[1, ...firsts]}::int[]) with ordinality as f (first, place)`;
  await sql`
    insert into chunk (workspace_id, broadcast_id, first_seq, last_seq, cursor, state, not_before, stage)
    select ${scope.workspace}, ${broadcast}, cut.first, least(cut.first + ${input.chunkSize}::int - 1, lot.last), cut.first - 1, 'open', lot.due_at, lot.stage
    from (${lots}) lot cross join lateral generate_series(lot.first, lot.last, ${input.chunkSize}::int) cut (first)`.execute(tx);
  await learnRecipients(tx, people);
  return stages;
}

/** The first number of each stage after the first. */
function firstsOf(stages: readonly number[]): number[] {
  let first = 1;
  return stages.slice(0, -1).map((people) => (first += people));
}

/** Of a broadcast that was just filled in stages, only the first may leave. */
export async function beginStages(tx: Tx, scope: Scope, broadcast: BroadcastId): Promise<void> {
  await tx.updateTable('broadcast').set({ stage: 0 }).where('workspace_id', '=', scope.workspace).where('id', '=', broadcast).execute();
}

/** From now on the chunks up to this stage may leave; who held it for the canary lets go. */
export async function releaseTo(tx: Tx, scope: Scope, broadcast: BroadcastId, stage: number): Promise<void> {
  await sql`
    update broadcast set stage = ${stage},
      held_by = case when held_by like 'canary%' then null else held_by end, held_detail = case when held_by like 'canary%' then null else held_detail end
    where workspace_id = ${scope.workspace} and id = ${broadcast} and stage <= ${stage}`.execute(tx);
}

/** Says that a broadcast that is being sent waits for its canary. True when something changed. */
export async function holdForCanary(tx: Tx, scope: Scope, broadcast: BroadcastId, held: { by: string; detail: string }): Promise<boolean> {
  const done = await sql`
    update broadcast set held_by = ${held.by}, held_detail = ${held.detail}
    where workspace_id = ${scope.workspace} and id = ${broadcast} and state = 'sending' and (held_by, held_detail) is distinct from (${held.by}, ${held.detail})`.execute(
    tx,
  );
  return (done.numAffectedRows ?? 0n) > 0n;
}

/** Counts messages that Meta took but holds back for now. */
export async function countHeldBack(tx: Tx, scope: Scope, broadcast: BroadcastId, messages: number): Promise<void> {
  await sql`update broadcast set held_back = held_back + ${messages} where workspace_id = ${scope.workspace} and id = ${broadcast}`.execute(tx);
}
