import { chatLengthLimit } from './settings.ts';
import { tellStatus } from './status.ts';
import { type Chat, keepPerson, type Message, type Person, type World } from './world.ts';

/** Adds a message at the end; the oldest settled ones beyond the limit are forgotten. */
export function addToChat(chat: Chat, message: Message): void {
  chat.messages.push(message);
  chat.lastAt = message.at;
  if (chat.messages.length <= chatLengthLimit + 10) return;
  let surplus = chat.messages.length - chatLengthLimit;
  chat.messages = chat.messages.filter((one) => {
    if (surplus <= 0 || one.state === 'accepted' || one.state === 'sent') return true;
    surplus -= 1;
    if (!one.mine && one.state === 'delivered' && !one.read) chat.unread -= 1;
    return false;
  });
}

/** The person reads one message; with read receipts on, the business is told. */
export function readMessage(world: World, person: Person, chat: Chat, message: Message): void {
  message.read = true;
  chat.unread -= 1;
  if (person.read_receipts) {
    message.state = 'read';
    world.counts.read += 1;
    tellStatus(world, person, message, 'read');
  }
  world.live.tell({ kind: 'phone', wa_id: person.wa_id, what: 'read' });
}

/** The person opens the chat: whatever was delivered is read. */
export function readChat(world: World, person: Person, chat: Chat): void {
  if (chat.unread === 0) return;
  for (const message of chat.messages) if (!message.mine && !message.read && message.state === 'delivered') readMessage(world, person, chat, message);
  keepPerson(world, person);
}
