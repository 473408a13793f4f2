import type { Scope } from '#core/value/actor.ts';
import type { NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Tx } from '#server/platform/platform.ts';
import { insertHistory, lockTraits, type TraitChange, type Traits } from './store.history.ts';

/**
 * Does something to a number, or to all of a workspace, and keeps what it changed of quality, limit, throughput and state: the quality page tells
 * it. A number that was not there before tells everything that is known of it.
 */
export async function withHistory<Result>(tx: Tx, scope: Scope, number: NumberId | 'all', at: Instant, change: () => Promise<Result>): Promise<Result> {
  const before = new Map((await lockTraits(tx, scope, number)).map((traits) => [traits.id, traits]));
  const result = await change();
  const changes = (await lockTraits(tx, scope, number)).flatMap((traits) => changesOf(before.get(traits.id), traits));
  await insertHistory(tx, scope, changes, at);
  return result;
}

function changesOf(before: Traits | undefined, after: Traits): TraitChange[] {
  const traits = [
    { trait: 'quality', before: before?.quality, after: after.quality, detail: null },
    { trait: 'limit', before: before?.messaging_limit, after: after.messaging_limit, detail: null },
    { trait: 'throughput', before: before?.throughput_per_second.toString(), after: after.throughput_per_second.toString(), detail: null },
    { trait: 'state', before: before?.state, after: after.state, detail: after.pause_reason },
  ] as const;
  return traits.flatMap((change) =>
    change.after === null || change.before === change.after ? [] : [{ ...change, number_id: after.id, before: change.before ?? null, after: change.after }],
  );
}
