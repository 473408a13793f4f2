import { say } from '#core/contract/say.ts';
import { keepTold } from '#core/value/say.ts';
import type { Held } from './hold.ts';
import { type BroadcastLook, type NumberLook, stoppedHold } from './store.sending.ts';

/** Why nothing of a broadcast leaves at this look; undefined when somebody may, or when what holds it was said by somebody else. */
export function stillness(look: NumberLook, broadcast: BroadcastLook): Held | undefined {
  if (look.stopped_by !== null && broadcast.lane === 'marketing')
    return { by: stoppedHold, detail: keepTold(say('held_all_stopped', { name: look.stopped_by })) };
  const most = broadcast.pace?.open_threads_most ?? null;
  if (most !== null && look.unanswered !== null && look.unanswered >= most)
    return { by: 'agents', detail: keepTold(say('held_agents', { threads: look.unanswered, most })) };
  return undefined;
}

/** Those of whom somebody may leave now. */
export function goingOf(look: NumberLook): BroadcastLook[] {
  return look.broadcasts.filter((broadcast) => broadcast.has_turn && stillness(look, broadcast) === undefined);
}
