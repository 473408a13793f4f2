import { type BroadcastId, type ContactId, parseId } from '#core/value/id.ts';
import type { Scope } from '#core/value/actor.ts';
import { second } from '#core/value/time.ts';
import { suppress } from '#server/audience/consent/consent.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { bindTask, type TaskBinding } from '#server/platform/runner.ts';
import { lookForGaps } from './gaps.ts';
import { tellBroadcast } from './outbox.ts';
import { reconcile, reconcileAll } from './reconcile.ts';
import { type BroadcastRow, selectBroadcast } from './store.broadcast.ts';
import { countFailures } from './store.message.ts';
import { cancelOneChunk } from './store.recipient.ts';
import { broadcastCancel, broadcastReconcile, failuresTelling, ledgerReconcile, webhooksLook } from './tasks.ts';

/** One undeliverable message may be a phone that is off or an old app; two distinct ones are a number not on WhatsApp. */
const undeliverableMost = 2;
/** How long a stopped broadcast waits for a sender to let go of a chunk, before it looks again. */
const lookAgainMilliseconds = second;

/** The tasks this room answers itself. */
export function outboxTasks(platform: Platform): TaskBinding[] {
  return [
    bindTask(broadcastCancel, ({ workspace, broadcast }) => cancelWaiting(platform, { workspace: parseId(workspace) }, parseId(broadcast))),
    bindTask(broadcastReconcile, async ({ workspace, broadcast }) => {
      await reconcile(platform, { workspace: parseId(workspace) }, parseId(broadcast), 'end');
    }),
    bindTask(ledgerReconcile, () => reconcileAll(platform)),
    bindTask(webhooksLook, () => lookForGaps(platform)),
    bindTask(failuresTelling, async ({ failures }) => {
      for (const failure of failures) await learnFromFailure(platform, { workspace: parseId(failure.workspace) }, parseId(failure.contact), failure.code);
    }),
  ];
}

async function cancelWaiting(platform: Platform, scope: Scope, broadcast: BroadcastId): Promise<void> {
  for (;;) {
    const left = await platform.db.transaction().execute(async (tx) => {
      const state = await lockBroadcastState(tx, scope, broadcast);
      if (state !== 'stopped') return 'nothing_left';
      const done = await cancelOneChunk(tx, scope, broadcast);
      await tellBroadcast(platform, tx, scope, broadcast);
      return done;
    });
    if (left === 'nothing_left') {
      await reconcile(platform, scope, broadcast, 'end');
      return;
    }
    if (left === 'held_by_a_sender') {
      await platform.tasks.add(
        platform.db,
        broadcastCancel,
        { workspace: scope.workspace, broadcast },
        { key: `broadcast.cancel ${broadcast}`, realDelayMilliseconds: lookAgainMilliseconds },
      );
      return;
    }
  }
}

async function lockBroadcastState(tx: Tx, scope: Scope, broadcast: BroadcastId): Promise<BroadcastRow['state'] | undefined> {
  return (await selectBroadcast(tx, scope, broadcast))?.state;
}

async function learnFromFailure(platform: Platform, scope: Scope, contact: ContactId, code: number): Promise<void> {
  const now = platform.clock.now();
  await platform.db.transaction().execute(async (tx) => {
    if (code === 131050)
      await suppress(
        platform,
        tx,
        scope,
        { contact, reason: 'platform_stop', detail: 'WhatsApp refused a message with code 131050: they stopped marketing messages from us there' },
        now,
      );
    if (code !== 131026) return;
    const failures = await countFailures(tx, scope, contact, code);
    if (failures >= undeliverableMost)
      await suppress(
        platform,
        tx,
        scope,
        { contact, reason: 'invalid', detail: `${failures} messages failed with code 131026: the number is not on WhatsApp` },
        now,
      );
  });
}
