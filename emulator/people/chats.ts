import { tellStatus } from '../send/status.ts';
import { noteRead } from '../policy/policy.ts';
import type { Message } from '../world/ledger.ts';
import type { Chat, Person } from '../world/person.ts';
import { keepPerson, numbersOf, type World } from '../world/world.ts';

/** The person reads one message; with read receipts on, the business is told. A voice note is not played by that: see `playVoice`. */
export function readMessage(world: World, person: Person, chat: Chat, message: Message): void {
  message.read = true;
  chat.unread -= 1;
  if (person.read_receipts) {
    message.state = 'read';
    message.readAt = world.clock.now();
    world.counts.read += 1;
    noteRead(world, message, person);
    tellStatus(world, person, message, 'read');
  }
  world.ledger.touch(message);
  world.live.tell({ kind: 'phone', wa_id: person.wa_id, what: 'read' });
}

/** The person opens the chat: whatever was delivered is read. */
export function readChat(world: World, person: Person, chat: Chat): void {
  if (chat.unread === 0) return;
  for (const message of world.ledger.unread(numbersOf(person), chat.number)) if (!message.read) readMessage(world, person, chat, message);
  chat.unread = 0;
  keepPerson(world, person);
}

/** The person listens to a voice note: `played` is told, once it was read and with read receipts on. Meta, changelog of 3 Nov 2025. */
export function playVoice(world: World, person: Person, message: Message): void {
  if (person.read_receipts) tellStatus(world, person, message, 'played');
}
