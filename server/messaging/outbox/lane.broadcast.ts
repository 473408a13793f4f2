import { Refusal } from '#core/contract/refusals.ts';
import { keepTold } from '#core/value/say.ts';
import type { BroadcastId } from '#core/value/id.ts';
import { parseBroadcast } from './broadcast.ts';
import type { Lane } from './lane.state.ts';
import { hold } from './settle.ts';
import { selectBroadcast } from './store.broadcast.ts';
import { headerMetaId } from './wire.ts';

/** Between two tries to hand a picture to Meta. */
const tryAgainMilliseconds = 5_000;

/**
 * Reads what a broadcast says, once for each lane, and hands its pictures to Meta if they are not there. False when it
 * cannot be sent now: Meta does not answer (tried again), or refuses a picture (held until a person resumes it).
 */
export async function readBroadcast(lane: Lane, broadcast: BroadcastId): Promise<boolean> {
  if (lane.contexts.has(broadcast)) return true;
  const row = await selectBroadcast(lane.platform.db, lane.scope, broadcast);
  if (row === undefined) return false;
  const { languages } = parseBroadcast(row);
  const headers: (string | null)[] = [];
  try {
    for (const { content } of languages) headers.push(await headerMetaId(lane.platform, lane.scope, lane.number, content, lane.platform.clock.now()));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'platform_unreachable') lane.waitUntil.set(broadcast, performance.now() + tryAgainMilliseconds);
    else hold(lane, broadcast, { by: 'picture_refused', detail: keepTold(error.detail) });
    return false;
  }
  lane.contexts.set(broadcast, { languages, headers });
  return true;
}
