import type { Scope } from '#core/value/actor.ts';
import { parseId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { bindTask, type TaskBinding } from '#server/platform/runner.ts';
import { deletePairs, insertBoughtTogether, insertNextLikely, selectLearning, upsertLearning } from './store.learn.ts';
import { shopLearn } from './tasks.ts';

/** Of a worker's time, learning takes at most one part in so many: a shop whose orders take 10 s waits 200 s in between. */
const restFactor = 20;

/** Asks for the pairs to be learned anew, in the transaction that changed the orders. */
export async function askToLearn(platform: Platform, tx: Tx, scope: Scope): Promise<void> {
  await platform.tasks.add(tx, shopLearn, { workspace: scope.workspace }, { key: `shop.learn ${scope.workspace}` });
}

/** Learns from all orders which products go together and which come next, and puts that in the place of what was known. */
export async function learnPairs(platform: Platform, scope: Scope, now: Instant): Promise<void> {
  const began = platform.realClock.now();
  await platform.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await deletePairs(tx, scope);
      await insertBoughtTogether(tx, scope, now);
      await insertNextLikely(tx, scope, now);
      const ended = platform.realClock.now();
      await upsertLearning(tx, scope, { learned_at: ended, took_milliseconds: ended.getTime() - began.getTime() });
    });
}

/** The answerer of `shop.learn`: a shop that was learned from a moment ago waits its turn. */
export function shopTasks(platform: Platform): TaskBinding[] {
  return [
    bindTask(shopLearn, async ({ workspace }) => {
      const scope: Scope = { workspace: parseId(workspace) };
      const last = await selectLearning(platform.db, scope);
      const rested = last === undefined ? Infinity : platform.realClock.now().getTime() - last.learned_at.getTime();
      const rest = (last?.took_milliseconds ?? 0) * restFactor;
      if (rested >= rest) await learnPairs(platform, scope, platform.clock.now());
      // The key is another than that of a new telling, which would otherwise put off the learning for ever.
      else await platform.tasks.add(platform.db, shopLearn, { workspace }, { key: `shop.learn later ${workspace}`, realDelayMilliseconds: rest - rested });
    }),
  ];
}
