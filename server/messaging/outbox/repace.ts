import type { Pace } from '#core/contract/sending.ts';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId } from '#core/value/id.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { tellBroadcast } from './outbox.ts';
import { updatePace } from './store.repace.ts';

/** Changes the pace and the budget of a broadcast under way; what is undefined stays. The sender sees it at its next look. False when it is over. */
export async function repaceBroadcast(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  id: BroadcastId,
  change: { readonly pace: Pace | null | undefined; readonly budgetMicros: number | null | undefined },
): Promise<boolean> {
  const isChanged = await updatePace(tx, scope, id, change);
  if (isChanged) await tellBroadcast(platform, tx, scope, id);
  return isChanged;
}
