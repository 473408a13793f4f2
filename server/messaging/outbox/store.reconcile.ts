import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { recipientStates } from './outcome.ts';

/** Every counter of a broadcast with how it follows from its recipients. */
const counters = [
  { name: 'total', counts: sql.raw('true') },
  ...recipientStates.map((state) => ({ name: state, counts: sql.raw(`state = '${state}'`) })),
  { name: 'replied', counts: sql.raw('replied_at is not null') },
  { name: 'doubted', counts: sql.raw('doubted_at is not null') },
  { name: 'settled', counts: sql.raw(`doubted_at is not null and state in ('accepted', 'sent', 'failed', 'delivered', 'read')`) },
  { name: 'closed', counts: sql.raw('closed_at is not null') },
  { name: 'harmed', counts: sql.raw('harmed_at is not null') },
  { name: 'twice', counts: sql.raw('twice') },
].map(({ name, counts }) => ({ name: sql.lit(name), column: sql.ref(name), counts }));

/**
 * Recounts the recipients of a broadcast, puts its counters right where they differ, and keeps that it was looked at; in one statement, so
 * that rows and counters are seen at the same moment. What is added is the difference, so a writer that moves both meanwhile stays right.
 * Returns the difference, `{}` when equal; undefined when there is no such broadcast.
 */
export async function reconcileCounters(
  db: Db | Tx,
  scope: Scope,
  broadcast: BroadcastId,
  check: { readonly id: string; readonly at: Instant; readonly occasion: 'end' | 'hourly' },
): Promise<Record<string, number> | undefined> {
  const result = await sql<{ difference: Record<string, number> | null }>`with
    counted as materialized (
      select ${sql.join(counters.map(({ column, counts }) => sql`(count(*) filter (where ${counts}))::int as ${column}`))}
      from recipient where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast}
    ),
    differing as materialized (
      select ${sql.join(counters.map(({ column }) => sql`c.${column} - b.${column} as ${column}`))}
      from counted c, broadcast b where b.workspace_id = ${scope.workspace} and b.id = ${broadcast}
    ),
    named as materialized (
      select jsonb_object_agg(n.name, n.difference) filter (where n.difference <> 0) as difference
      from differing d, lateral (values ${sql.join(counters.map(({ name, column }) => sql`(${name}, d.${column})`))}) n (name, difference)
      having count(*) > 0
    ),
    repaired as (
      update broadcast b set ${sql.join(counters.map(({ column }) => sql`${column} = b.${column} + d.${column}`))}
      from differing d, named n
      where b.workspace_id = ${scope.workspace} and b.id = ${broadcast} and n.difference is not null
    ),
    kept as (
      insert into reconciliation (workspace_id, broadcast_id, id, at, occasion, difference)
      select ${scope.workspace}, ${broadcast}, ${check.id}, ${check.at}, ${check.occasion}, n.difference from named n
    )
    select difference from named`.execute(db);
  const row = result.rows[0];
  return row === undefined ? undefined : (row.difference ?? {});
}

/** When a broadcast was looked at, the latest first. */
export async function selectChecks(db: Db | Tx, scope: Scope, broadcast: BroadcastId, limit: number) {
  const result = await sql<{ at: Date; occasion: 'end' | 'hourly'; difference: Record<string, number> | null }>`
    select at, occasion, difference from reconciliation
    where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast} order by at desc, id desc limit ${limit}`.execute(db);
  return result.rows;
}

/** Broadcasts that are going on, or have ended since a moment; of all workspaces. */
export async function selectToReconcile(db: Db, endedSince: Instant, limit: number): Promise<{ workspace_id: string; id: string }[]> {
  const result = await sql<{ workspace_id: string; id: string }>`
    select workspace_id, id from broadcast
    where state in ('sending', 'paused') or (state in ('done', 'stopped') and finished_at > ${endedSince})
    order by opens_at, id limit ${limit}`.execute(db);
  return result.rows;
}

/** The name of a broadcast's campaign. */
export async function selectCampaignName(db: Db | Tx, scope: Scope, broadcast: BroadcastId): Promise<string | undefined> {
  const result = await sql<{ campaign_name: string }>`
    select campaign_name from broadcast_speech where workspace_id = ${scope.workspace} and broadcast_id = ${broadcast}`.execute(db);
  return result.rows[0]?.campaign_name;
}

/** When a kind of upkeep was last done; null when never. */
export async function selectUpkeep(db: Db, kind: string): Promise<Instant | null> {
  const result = await sql<{ done_at: Date }>`select done_at from upkeep where kind = ${kind}`.execute(db);
  return result.rows[0]?.done_at ?? null;
}

/** Notes that a kind of upkeep is done now, unless it was since `since`. True for the one process that is to do it. */
export async function beginUpkeep(tx: Tx, kind: string, now: Instant, since: Instant): Promise<boolean> {
  const result = await sql`
    insert into upkeep (kind, done_at) values (${kind}, ${now})
    on conflict (kind) do update set done_at = excluded.done_at where upkeep.done_at <= ${since}`.execute(tx);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Messages of an hour that were accepted before a moment and of which no status has come. */
export type GapRow = { readonly workspace_id: string; readonly number_id: NumberId; readonly hour: Date; readonly missing: number; readonly oldest_at: Date };

/**
 * Finds them, by number and hour, the latest hour first. Of broadcasts only those are read whose counter says that some are `accepted` and no
 * further; no index of the recipients is needed, a million of them are read in a third of a second. `scope` null: of all workspaces.
 */
export async function selectGaps(db: Db, scope: Scope | null, gap: { before: Instant; since: Instant; limit: number }): Promise<GapRow[]> {
  const [ofBroadcast, ofMessage] =
    scope === null ? [sql`true`, sql`true`] : [sql`b.workspace_id = ${scope.workspace}`, sql`m.workspace_id = ${scope.workspace}`];
  const result = await sql<GapRow>`
    select workspace_id, number_id, date_trunc('hour', accepted_at, 'UTC') as hour, count(*)::int as missing, min(accepted_at) as oldest_at
    from (
      select b.workspace_id, b.number_id, r.accepted_at
      from broadcast b join recipient r on r.workspace_id = b.workspace_id and r.broadcast_id = b.id
      where ${ofBroadcast} and b.accepted > 0 and b.launched_at > ${gap.since} and r.state = 'accepted' and r.accepted_at <= ${gap.before}
      union all
      select m.workspace_id, m.number_id, m.accepted_at from message m
      where ${ofMessage} and m.status in ('accepted', 'in_doubt') and m.status = 'accepted' and m.at > ${gap.since} and m.accepted_at <= ${gap.before}
    ) open
    group by 1, 2, 3 order by hour desc, workspace_id, number_id limit ${gap.limit}`.execute(db);
  return result.rows;
}

/** What was found missing by number the last time; those told of a warning know when. */
export async function selectKnownGaps(db: Db | Tx): Promise<{ workspace_id: string; number_id: string; messages: number; told_at: Date | null }[]> {
  return (
    await sql<{
      workspace_id: string;
      number_id: string;
      messages: number;
      told_at: Date | null;
    }>`select workspace_id, number_id, messages, told_at from webhook_gap`.execute(db)
  ).rows;
}

/** Keeps what is missing of a number. */
export async function keepGap(
  tx: Tx,
  gap: { workspace: string; number: string; messages: number; oldestAt: Instant | null; lookedAt: Instant; toldAt: Instant | null },
): Promise<void> {
  await sql`
    insert into webhook_gap (workspace_id, number_id, messages, oldest_at, looked_at, told_at)
    values (${gap.workspace}, ${gap.number}, ${gap.messages}, ${gap.oldestAt}, ${gap.lookedAt}, ${gap.toldAt})
    on conflict (workspace_id, number_id) do update set
      messages = excluded.messages, oldest_at = excluded.oldest_at, looked_at = excluded.looked_at, told_at = excluded.told_at`.execute(tx);
}

/** How numbers are shown, by id. */
export async function selectPhones(db: Db | Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const result = await sql<{ id: string; display_phone: string }>`select id, display_phone from number where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(result.rows.map((row) => [row.id, row.display_phone]));
}
