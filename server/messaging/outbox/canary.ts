import type { BroadcastId } from '#core/value/id.ts';
import type { Scope } from '#core/value/actor.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import type { Held } from './hold.ts';
import { tellBroadcast } from './outbox.ts';
import { holdForCanary, releaseTo } from './store.staging.ts';

/** Why it is paused: its canary said stop. */
export const canaryStopped = 'canary_stopped';

/** Lets the stages up to this one leave; what was held for the canary goes on. */
export async function releaseStage(platform: Platform, tx: Tx, scope: Scope, broadcast: BroadcastId, stage: number): Promise<void> {
  await releaseTo(tx, scope, broadcast, stage);
  await tellBroadcast(platform, tx, scope, broadcast);
}

/** Says that a broadcast waits for its canary. It goes on being sent: nothing of the stages that may leave is left. */
export async function waitForCanary(platform: Platform, tx: Tx, scope: Scope, broadcast: BroadcastId, held: Held): Promise<void> {
  if (await holdForCanary(tx, scope, broadcast, held)) await tellBroadcast(platform, tx, scope, broadcast);
}
