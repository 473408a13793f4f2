import type { Scope } from '#core/value/actor.ts';
import type { ContactId } from '#core/value/id.ts';
import { after, day, type Instant } from '#core/value/time.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { tellBroadcast } from './outbox.ts';
import { markHarmed } from './store.harm.ts';

/** Who opts out within this time of the latest message of ours does so because of it. The same as for replies. */
const harmWithinMilliseconds = 7 * day;

/**
 * Marks that a person opted out, or said no with a button: against the message they quoted, else against the latest of a broadcast or single
 * offer of the last 7 days. Once for each message. It locks the broadcast's row until the caller commits, so call it late.
 */
export async function noteHarm(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  harm: { readonly contact: ContactId; readonly quotedWamid: string | null; readonly at: Instant },
): Promise<void> {
  const marked = await markHarmed(tx, scope, { ...harm, since: after(harm.at, -harmWithinMilliseconds) });
  if (marked !== undefined) await tellBroadcast(platform, tx, scope, marked.broadcast);
}
