import { Refusal } from '#core/contract/refusals.ts';
import { keepTold } from '#core/value/say.ts';
import type { BroadcastId } from '#core/value/id.ts';
import type { WireMediaSource } from '#core/whatsapp/wire.message.ts';
import { parseBroadcast } from './broadcast.ts';
import type { Lane } from './lane.state.ts';
import { hold } from './settle.ts';
import { selectBroadcast } from './store.broadcast.ts';
import { headersOf } from '#core/whatsapp/draw.ts';
import { filesIn } from '#core/whatsapp/law/free.files.ts';
import { roomOf } from '#core/whatsapp/law/room.ts';
import { variablesIn } from '#core/whatsapp/variables.ts';
import { wireFiles } from '#server/messaging/media/lookup.ts';

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
  const { languages, free, lane: sendingLane, rates } = parseBroadcast(row);
  // What is the same for everybody is handed over now, so that a picture Meta refuses holds the broadcast; the others when they are read.
  const shared = [
    ...languages.flatMap(({ content }) => headersOf(content).flatMap((header) => ('media' in header && header.from === undefined ? [header.media] : []))),
    ...Object.values(free ?? {}).flatMap((body) => filesIn(body).flatMap(({ media }) => (variablesIn(media).length === 0 ? [media] : []))),
  ];
  let files: ReadonlyMap<string, WireMediaSource>;
  try {
    files = await wireFiles(lane.platform, lane.scope, lane.number, shared, lane.platform.clock.now());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'platform_unreachable') lane.waitUntil.set(broadcast, performance.now() + tryAgainMilliseconds);
    else hold(lane, broadcast, { by: 'picture_refused', detail: keepTold(error.detail) });
    return false;
  }
  lane.contexts.set(broadcast, {
    languages,
    free,
    files: new Map(files),
    stale: new Set(),
    gone: new Set(),
    renewals: new Map(),
    printed: new Map(),
    rooms: languages.map(({ content, variables }) => roomOf(content, variables)),
    lane: sendingLane,
    rates,
    dearest: Math.max(0, ...Object.values(rates)),
    spent: undefined,
    unpaid: undefined,
  });
  return true;
}
