import { addToChat, readMessage } from './chats.ts';
import { answerByThemselves, readDelay } from './personas.ts';
import { draw } from './random.ts';
import { tellStatus } from './status.ts';
import { type Chat, keepPerson, type Message, type Person, type World } from './world.ts';

/** Puts an accepted message into the chat and sets it on its way: sent, delivered, read, each in its time. */
export function beginProgress(world: World, person: Person, chat: Chat, message: Message): void {
  addToChat(chat, message);
  person.lastAt = message.at;
  world.counts.accepted += 1;
  scheduleNext(world, person, chat, message);
  keepPerson(world, person);
}

/** Plans the next step of a message from the state it is in. Also used when a world is opened again. */
export function scheduleNext(world: World, person: Person, chat: Chat, message: Message): void {
  const { sent_delay_ms: sentDelay, delivered_delay_ms: deliveredDelay } = world.settings;
  const spread = (span: number, purpose: string): number => (span === 0 ? 0 : span * draw(world.seed, person.wa_id, message.turn, purpose));
  const now = world.clock.now();
  switch (message.state) {
    case 'accepted':
      world.wheel.at(now + spread(sentDelay, 'sent'), () => stepSent(world, person, chat, message));
      return;
    case 'sent':
      world.wheel.at(now + spread(deliveredDelay, 'delivered'), () => stepDelivered(world, person, chat, message));
      return;
    case 'delivered': {
      const delay = message.read ? undefined : readDelay(world, person, message);
      if (delay !== undefined) world.wheel.at(now + delay, () => stepReadByThemselves(world, person, chat, message));
      return;
    }
    case 'read':
    case 'failed':
    case 'inbound':
      return;
  }
}

function stepSent(world: World, person: Person, chat: Chat, message: Message): void {
  if (message.doomed !== null) {
    message.state = 'failed';
    world.counts.failed += 1;
    tellStatus(world, person, message, 'failed');
    keepPerson(world, person);
    return;
  }
  message.state = 'sent';
  world.counts.sent += 1;
  tellStatus(world, person, message, 'sent');
  if (message.category === 'reaction') {
    // Meta tells nothing more about a reaction; it is on the phone all the same.
    message.state = 'delivered';
    message.read = true;
    world.live.tell({ kind: 'phone', wa_id: person.wa_id, what: 'message' });
  } else if (canReceive(person, message.number)) scheduleNext(world, person, chat, message);
  keepPerson(world, person);
}

/** A phone without signal gets it later; one who blocked the number never does, and Meta does not say so. */
function canReceive(person: Person, number: string): boolean {
  return person.online && !person.blocked.includes(number);
}

function stepDelivered(world: World, person: Person, chat: Chat, message: Message): void {
  if (message.state !== 'sent' || !canReceive(person, message.number)) return;
  message.state = 'delivered';
  chat.unread += 1;
  world.counts.delivered += 1;
  tellStatus(world, person, message, 'delivered');
  world.live.tell({ kind: 'phone', wa_id: person.wa_id, what: 'message' });
  world.live.tell({ kind: 'counts' });
  scheduleNext(world, person, chat, message);
  keepPerson(world, person);
}

function stepReadByThemselves(world: World, person: Person, chat: Chat, message: Message): void {
  if (message.state !== 'delivered' || message.read || world.settings.people === 'still' || !person.online) return;
  readMessage(world, person, chat, message);
  keepPerson(world, person);
  answerByThemselves(world, person, chat, message);
}

/** The phone has signal again, or no longer blocks a number: what waited arrives. */
export function deliverWaiting(world: World, person: Person): void {
  for (const chat of person.chats) {
    for (const message of chat.messages) {
      if ((message.state === 'sent' || message.state === 'delivered') && canReceive(person, message.number)) scheduleNext(world, person, chat, message);
    }
  }
}

/** Plans every unfinished step of a world that was opened again. */
export function resumeProgress(world: World): void {
  for (const person of world.people.values()) {
    for (const chat of person.chats) {
      for (const message of chat.messages) {
        if (message.state === 'sent' && !canReceive(person, message.number)) continue;
        scheduleNext(world, person, chat, message);
      }
    }
  }
}
