import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { SegmentId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** Segments, newest first (created_at, id), strictly before a place. */
export function selectSegments(db: Db, scope: Scope, page: { before: { at: Instant; id: string } | null; limit: number }) {
  let query = db.selectFrom('segment').select(['id', 'name', 'definition', 'created_at', 'updated_at']).where('workspace_id', '=', scope.workspace);
  if (page.before !== null) query = query.where(sql<boolean>`(created_at, id) < (${page.before.at}::timestamptz, ${page.before.id}::uuid)`);
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** One segment. */
export function selectSegment(db: Db | Tx, scope: Scope, id: SegmentId) {
  return db
    .selectFrom('segment')
    .select(['id', 'name', 'definition', 'created_at', 'updated_at'])
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Saves a new segment; `definition` is JSON text. */
export async function insertSegment(tx: Tx, scope: Scope, row: { id: SegmentId; name: string; definition: string }, now: Instant): Promise<void> {
  await tx
    .insertInto('segment')
    .values({ workspace_id: scope.workspace, ...row, created_at: now, updated_at: now })
    .execute();
}

/** Changes what is given. */
export async function updateSegment(tx: Tx, scope: Scope, id: SegmentId, change: { name?: string; definition?: string }, now: Instant): Promise<void> {
  await tx
    .updateTable('segment')
    .set({ ...change, updated_at: now })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .execute();
}

/** Deletes a segment. */
export async function deleteSegment(tx: Tx, scope: Scope, id: SegmentId): Promise<void> {
  await tx.deleteFrom('segment').where('workspace_id', '=', scope.workspace).where('id', '=', id).execute();
}

/** Names of the campaign drafts that use a segment (by its border id), a few of them. */
export async function selectDraftsUsing(db: Db | Tx, scope: Scope, publicId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('campaign')
    .select('name')
    .where('workspace_id', '=', scope.workspace)
    // One that repeats asks the segment anew each time.
    .where('state', 'in', ['draft', 'repeating'])
    .where(sql<boolean>`(choices -> 'segments' @> to_jsonb(${publicId}::text) or choices -> 'except' @> to_jsonb(${publicId}::text))`)
    .orderBy('created_at')
    .orderBy('id')
    .limit(3)
    .execute();
  return rows.map((row) => row.name);
}

/** How many people a predicate finds, and how many of them agreed to marketing. */
export async function countPeople(db: Db | Tx, scope: Scope, predicate: RawBuilder<SqlBool>): Promise<{ people: number; consented: number }> {
  const result = await sql<{ people: number; consented: number }>`
    select count(*)::int as people, count(*) filter (where reach.marketing_consent = 'given')::int as consented
    from contact_reach reach where reach.workspace_id = ${scope.workspace}::uuid and ${predicate}`.execute(db);
  return result.rows[0] ?? { people: 0, consented: 0 };
}

/** How many people each of several predicates finds, in one pass over the people, in the order given. */
export async function countEach(db: Db | Tx, scope: Scope, predicates: readonly RawBuilder<SqlBool>[]): Promise<number[]> {
  if (predicates.length === 0) return [];
  const counts = predicates.map((predicate) => sql`count(*) filter (where ${predicate})::int`);
  const result = await sql<{
    counts: number[];
  }>`select array[${sql.join(counts)}] as counts from contact_reach reach where reach.workspace_id = ${scope.workspace}::uuid`.execute(db);
  return result.rows[0]?.counts ?? [];
}

/** Ids of a few people whom a predicate finds, newest first. */
export async function selectSamples(db: Db | Tx, scope: Scope, predicate: RawBuilder<SqlBool>, limit: number): Promise<string[]> {
  const result = await sql<{ id: string }>`
    select reach.contact_id as id from contact_reach reach
    where reach.workspace_id = ${scope.workspace}::uuid and ${predicate}
    order by reach.contact_id desc limit ${limit}`.execute(db);
  return result.rows.map((row) => row.id);
}
