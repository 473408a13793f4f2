import type { Scope } from '#core/value/actor.ts';
import type { NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Tx } from '#server/platform/platform.ts';

/** What is remembered of a number. */
export type Traits = { id: string; quality: string; messaging_limit: string | null; throughput_per_second: number; state: string; pause_reason: string | null };

/** The traits of one number, or of all of a workspace, as they are; held until the transaction ends, so that no change slips between. */
export function lockTraits(tx: Tx, scope: Scope, number: NumberId | 'all'): Promise<Traits[]> {
  let query = tx
    .selectFrom('number')
    .select(['id', 'quality', 'messaging_limit', 'throughput_per_second', 'state', 'pause_reason'])
    .where('workspace_id', '=', scope.workspace);
  if (number !== 'all') query = query.where('id', '=', number);
  return query.orderBy('id').forUpdate().execute();
}

/** One change of one trait. `detail` is a kept sentence. */
export type TraitChange = {
  readonly number_id: string;
  readonly trait: 'quality' | 'limit' | 'throughput' | 'state';
  readonly before: string | null;
  readonly after: string;
  readonly detail: string | null;
};

/** Keeps changes under one moment. */
export async function insertHistory(tx: Tx, scope: Scope, changes: readonly TraitChange[], at: Instant): Promise<void> {
  if (changes.length === 0) return;
  await tx
    .insertInto('number_history')
    .values(changes.map((change) => ({ workspace_id: scope.workspace, ...change, at })))
    .execute();
}
