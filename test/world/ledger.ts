import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { parseId } from '#core/value/id.ts';
import { recipientStates } from '#server/messaging/outbox/outcome.ts';
import { reconcileCounters } from '#server/messaging/outbox/store.reconcile.ts';
import type { Db } from '#server/platform/platform.ts';
import { openRandom } from '#server/platform/random.ts';

/**
 * Recounts every broadcast of a database: its counters must equal its rows, and the states must add up to the audience. Every test that closes a
 * stage, a rig or a world does it, so a statement that moves a row and forgets its counter fails the test that ran it.
 */
export async function checkLedger(db: Db): Promise<void> {
  const columns = recipientStates.map((state) => `"${state}"`).join(' + ');
  const found = await sql<{ workspace_id: string; id: string; total: number; sum: number }>`
    select workspace_id, id, total, ${sql.raw(columns)} as sum from broadcast`.execute(db);
  for (const { workspace_id, id, total, sum } of found.rows) {
    assert.equal(sum, total, `the states of broadcast ${id} add up to ${sum}, its people are ${total}`);
    const at = new Date();
    const check = { id: openRandom().uuid7('fact', at), at, occasion: 'end' as const };
    const difference = await reconcileCounters(db, { workspace: parseId(workspace_id) }, parseId(id), check);
    assert.deepEqual(difference, {}, `the counters of broadcast ${id} differ from its recipients`);
  }
}
