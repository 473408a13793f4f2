import { refusal } from '#core/contract/refusals.ts';
import { say, tell } from '#core/contract/say.ts';
import type { Segment } from '#core/contract/segments.ts';
import { checkSegment, parseSegment } from '#core/segment/check.ts';
import type { SegmentDefinition } from '#core/segment/segment.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { parseId, parsePublicId, presentId, type SegmentId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import type { Instant } from '#core/value/time.ts';
import { type Db, type Platform, scopeOf, type SqlPredicate, type Tx } from '#server/platform/platform.ts';
import {
  countEach,
  countPeople,
  deleteSegment,
  insertSegment,
  selectDraftsUsing,
  selectSamples,
  selectSegment,
  selectSegments,
  updateSegment,
} from './store.ts';
import { anyWithout, predicateOf } from './store.predicate.ts';

/** A saved question about contacts. */
export type SavedSegment = {
  readonly id: SegmentId;
  readonly name: string;
  readonly definition: SegmentDefinition;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** The SQL that says who is in a segment, over the view contact_reach aliased "reach". Never null. */
export function segmentPredicate(definition: SegmentDefinition): SqlPredicate {
  return predicateOf(definition);
}

/** Who is in any of some segments and in none of others, as SQL over "reach". Never null; nobody while there is no segment to be in. */
export function audiencePredicate(audience: { readonly include: readonly SegmentDefinition[]; readonly except: readonly SegmentDefinition[] }): SqlPredicate {
  return anyWithout(audience.include, audience.except);
}

/** How many people are in each of these, in one pass over the people. */
export function countDefinitions(db: Db | Tx, scope: Scope, definitions: readonly SegmentDefinition[]): Promise<number[]> {
  return countEach(db, scope, definitions.map(predicateOf));
}

/** Fetches a segment; throws not_found. */
export async function getSegment(db: Db | Tx, scope: Scope, id: SegmentId): Promise<SavedSegment> {
  const row = await selectSegment(db, scope, id);
  if (row === undefined) throw refusal('not_found', say('segment_gone', { id: presentId('segment', id) }));
  return parseRow(row);
}

/** Reads a segment's border id; refuses what is none. */
export function segmentIdOf(publicId: string): SegmentId {
  const id = parsePublicId('segment', publicId);
  if (isRefused(id)) throw refusal('bad_id', id.detail);
  return id;
}

/** Who is in a saved segment, by its border id, as SQL over "reach"; throws not_found. */
export async function audienceOf(db: Db | Tx, scope: Scope, publicId: string): Promise<SqlPredicate> {
  return segmentPredicate((await getSegment(db, scope, segmentIdOf(publicId))).definition);
}

/** Saved segments, newest first. */
export async function listSegments(db: Db, scope: Scope, page: { before: { at: Instant; id: string } | null; limit: number }): Promise<SavedSegment[]> {
  return (await selectSegments(db, scope, page)).map(parseRow);
}

/** Segments as the contract shows them, with how many people are in each now. */
export async function presentSegments(db: Db | Tx, scope: Scope, segments: readonly SavedSegment[]): Promise<Segment[]> {
  const counts = await countEach(
    db,
    scope,
    segments.map((segment) => predicateOf(segment.definition)),
  );
  return segments.map((segment, index) => ({
    id: presentId('segment', segment.id),
    name: segment.name,
    definition: segment.definition,
    people: counts[index] ?? 0,
    created_at: segment.createdAt.toISOString(),
    updated_at: segment.updatedAt.toISOString(),
  }));
}

/** Saves a segment; refuses a definition that is not complete, naming each place. */
export async function createSegment(
  platform: Platform,
  actor: Actor,
  input: { name: string; definition: SegmentDefinition },
  now: Instant,
): Promise<SavedSegment> {
  refuseFaults(input.definition);
  const scope = scopeOf(actor);
  const id = platform.random.uuid7('segment', now);
  await platform.db.transaction().execute(async (tx) => {
    await insertSegment(tx, scope, { id, name: input.name, definition: JSON.stringify(input.definition) }, now);
    await platform.live.tell(tx, scope, { kind: 'segment', id: presentId('segment', id) });
  });
  return getSegment(platform.db, scope, id);
}

/** Renames or redefines a segment. */
export async function changeSegment(
  platform: Platform,
  actor: Actor,
  id: SegmentId,
  change: { name?: string | undefined; definition?: SegmentDefinition | undefined },
  now: Instant,
): Promise<SavedSegment> {
  const { name, definition } = change;
  if (definition !== undefined) refuseFaults(definition);
  const scope = scopeOf(actor);
  await getSegment(platform.db, scope, id);
  await platform.db.transaction().execute(async (tx) => {
    await updateSegment(
      tx,
      scope,
      id,
      { ...(name === undefined ? {} : { name }), ...(definition === undefined ? {} : { definition: JSON.stringify(definition) }) },
      now,
    );
    await platform.live.tell(tx, scope, { kind: 'segment', id: presentId('segment', id) });
  });
  return getSegment(platform.db, scope, id);
}

/** Deletes a segment that no draft uses; launched campaigns have their people frozen and do not need it. */
export async function removeSegment(platform: Platform, actor: Actor, id: SegmentId): Promise<void> {
  const scope = scopeOf(actor);
  const { name } = await getSegment(platform.db, scope, id);
  await platform.db.transaction().execute(async (tx) => {
    const drafts = await selectDraftsUsing(tx, scope, presentId('segment', id));
    if (drafts.length > 0)
      throw refusal('segment_in_use', say('segment_used', { name, count: drafts.length, drafts: { list: drafts.map((text) => say('quoted', { text })) } }));
    await deleteSegment(tx, scope, id);
    await platform.live.tell(tx, scope, { kind: 'segment', id: presentId('segment', id) });
  });
}

/** How many people a definition finds now, how many of them agreed to marketing, and the ids of a few. */
export async function countDefinition(db: Db | Tx, scope: Scope, definition: SegmentDefinition, samples: number) {
  refuseFaults(definition);
  const predicate = predicateOf(definition);
  const [counts, ids] = [await countPeople(db, scope, predicate), await selectSamples(db, scope, predicate, samples)];
  return { ...counts, samples: ids.map((id) => parseId<'contact'>(id)) };
}

function refuseFaults(definition: SegmentDefinition): void {
  const faults = checkSegment(definition);
  const first = faults[0];
  if (first !== undefined)
    throw refusal(
      'segment_invalid',
      first.message,
      faults.map((fault) => ({ at: `/body/definition${fault.at}`, message: fault.message })),
    );
}

function parseRow(row: { id: string; name: string; definition: unknown; created_at: Date; updated_at: Date }): SavedSegment {
  const definition = parseSegment(row.definition);
  if (isRefused(definition)) throw new Error(`segment ${row.id} holds a definition that is none: ${tell(definition.detail, 'en')}`);
  return { id: parseId<'segment'>(row.id), name: row.name, definition, createdAt: row.created_at, updatedAt: row.updated_at };
}
