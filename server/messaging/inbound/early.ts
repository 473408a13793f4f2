import { type Scope } from '#core/value/actor.ts';
import { parseId } from '#core/value/id.ts';
import { minute, second } from '#core/value/time.ts';
import type { WireStatus } from '#core/whatsapp/wire.ts';
import { parseWebhook } from '#server/cloud-api/webhook.ts';
import { type AddressedStatus, addressStatuses, findForeign, handOver } from '#server/messaging/outbox/statuses.ts';
import { type AskToUnpack, writerOf } from '#server/messaging/outbox/writer.ts';
import type { Platform } from '#server/platform/platform.ts';
import { type EventKey, selectEvent } from './store.ts';
import { webhookEarly } from './tasks.ts';

/**
 * When a status that names an unknown message is looked at again. Our accept is written within a second, or when the database is back; a
 * message that is still unknown after an hour is that of another program on the same number.
 */
const againAfterMilliseconds = [2 * second, 15 * second, 2 * minute, 15 * minute, 60 * minute];
const eventsPerTask = 50;

/**
 * Of statuses that no row was found for, those that may still be ours: they carry no id at all. What carries somebody else's id is somebody
 * else's message, and is passed over.
 */
export function findEarly(foreign: readonly WireStatus[], found: readonly AddressedStatus[]): WireStatus[] {
  const known = new Set(found.map(({ status }) => status));
  return foreign.filter((status) => !known.has(status) && status.biz_opaque_callback_data === undefined);
}

/** Adds the task that looks at such webhooks again, in the transaction that keeps them. */
export function askAgain(platform: Platform): AskToUnpack {
  return async (tx, webhooks) => {
    for (let from = 0; from < webhooks.length; from += eventsPerTask) {
      const events = webhooks.slice(from, from + eventsPerTask).map((webhook) => ({ id: webhook.id, received_at: webhook.receivedAt.toISOString() }));
      await platform.tasks.add(tx, webhookEarly, { events, tries: 0 }, { realDelayMilliseconds: againAfterMilliseconds[0] ?? 0 });
    }
  };
}

/** Looks again, from the webhooks as they were kept; what is still unknown waits for the next time, or is passed over in the end. */
export async function settleEarly(platform: Platform, asked: { events: readonly EventKey[]; tries: number }): Promise<void> {
  const writer = writerOf(platform);
  const still: EventKey[] = [];
  for (const key of asked.events) {
    const event = await selectEvent(platform.db, key);
    if (event === undefined) continue;
    const scope: Scope = { workspace: parseId(event.workspace_id) };
    const parsed = parseWebhook(event.body);
    const statuses = 'refused' in parsed ? [] : parsed.updates.flatMap((update) => (update.kind === 'status' ? [update.status] : []));
    const { foreign } = addressStatuses(statuses);
    const found = await findForeign(platform, scope, foreign);
    handOver(writer, scope, found);
    if (findEarly(foreign, found).length > 0) still.push(key);
  }
  await writer.settled();
  const wait = againAfterMilliseconds[asked.tries + 1];
  if (still.length > 0 && wait !== undefined)
    await platform.tasks.add(platform.db, webhookEarly, { events: still, tries: asked.tries + 1 }, { realDelayMilliseconds: wait });
}
