import type { Scope } from '#core/value/actor.ts';
import { type BroadcastId, parseId } from '#core/value/id.ts';
import type { Platform } from '#server/platform/platform.ts';
import { countHeldBack } from './store.staging.ts';

type Counting = { isWriting: boolean; readonly waiting: Map<BroadcastId, { scope: Scope; messages: number }> };

const countings = new WeakMap<Platform, Counting>();

/**
 * Notes that Meta took a message but holds it back for now (`held_for_quality_assessment`), for the canary to see. What comes while one count is
 * being written is written together. A count lost with a killed process changes a share of a sample by little; what became of each message
 * is told by its status.
 */
export function noteHeldBack(platform: Platform, scope: Scope, broadcast: string): void {
  const counting = countings.get(platform) ?? { isWriting: false, waiting: new Map() };
  countings.set(platform, counting);
  const id: BroadcastId = parseId(broadcast);
  counting.waiting.set(id, { scope, messages: (counting.waiting.get(id)?.messages ?? 0) + 1 });
  if (!counting.isWriting) void write(platform, counting);
}

async function write(platform: Platform, counting: Counting): Promise<void> {
  counting.isWriting = true;
  try {
    while (counting.waiting.size > 0) {
      const taken = [...counting.waiting];
      counting.waiting.clear();
      await platform.db.transaction().execute(async (tx) => {
        for (const [id, { scope, messages }] of taken) await countHeldBack(tx, scope, id, messages);
      });
    }
  } catch (error) {
    platform.log.warn({ error: String(error) }, 'what WhatsApp holds back could not be counted');
  }
  counting.isWriting = false;
}
