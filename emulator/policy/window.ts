import type { Chat } from '../world/person.ts';
import type { World } from '../world/world.ts';

/** Is the customer service window between these two open? Whatever the person sends opens it: a word, a tap, a reaction, a form. */
export function isWindowOpen(world: World, chat: Chat, now: number): boolean {
  const { lastInboundAt } = chat;
  return lastInboundAt > 0 && now < lastInboundAt + world.settings.service_window_ms;
}

/** Is the free entry point window open? It outlives the service window: afterwards only templates may be sent, still free. */
export function isFreeEntryOpen(chat: Chat, now: number): boolean {
  return now < chat.freeEntryUntil;
}

/** Is the person waiting for the first answer after an advertisement? That answer is free and opens the free window. */
export function awaitsFirstAnswer(world: World, chat: Chat, now: number): boolean {
  const { adClickedAt } = chat;
  return adClickedAt > 0 && now <= adClickedAt + world.settings.free_entry_answer_ms && chat.freeEntryUntil - world.settings.free_entry_window_ms < adClickedAt;
}
