import type { Pace } from '#core/contract/sending.ts';
import { opensNext } from '#core/policy/hours.ts';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { zonesOfPerson } from '#core/value/zones.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { tellBroadcast } from './outbox.ts';
import { selectHomes, updatePace } from './store.repace.ts';

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

/** Where somebody lives, as far as is known, and how many do. */
export type Home = { readonly country: string; readonly timezone: string; readonly people: number };

/** Where those live who wait in a broadcast; nobody before it has opened. */
export function listHomes(tx: Tx, scope: Scope, id: BroadcastId): Promise<Home[]> {
  return selectHomes(tx, scope, id);
}

/** For how many people these hours never come, since the clocks of their country are too far apart: they would fail at once. */
export function countNever(
  homes: readonly Home[],
  ask: { readonly hours: NonNullable<Pace['hours']>; readonly houseZone: string; readonly now: Instant },
): number {
  const never = homes.filter((home) => opensNext(ask.hours, zonesOfPerson(home, ask.houseZone), ask.now) === undefined);
  return never.reduce((sum, { people }) => sum + people, 0);
}
