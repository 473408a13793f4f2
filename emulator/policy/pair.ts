import { sendRefusal } from '../graph/errors.ts';
import type { Chat } from '../world/person.ts';
import type { World } from '../world/world.ts';

/** Refuses a message to a person who gets too many from this number: one in six seconds, 45 borrowed from the future. */
export function checkPair(world: World, chat: Chat, now: number): void {
  const { pair_interval_ms: interval, pair_burst: burst } = world.settings;
  if (interval === 0) return;
  if (chat.pairDueAt - now > interval * (burst - 1))
    throw sendRefusal(
      131056,
      'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
    );
}

/** Takes a message off the pair's rate. */
export function takePair(world: World, chat: Chat, now: number): void {
  const { pair_interval_ms: interval } = world.settings;
  if (interval > 0) chat.pairDueAt = Math.max(chat.pairDueAt, now) + interval;
}
