import { readMessage } from '../people/chats.ts';
import { planAnswer, reachDelay, readDelay } from '../people/personas.ts';
import { noteWrittenTo } from '../people/truths.ts';
import { judgeMessage, noteAnswered, noteDelivered } from '../policy/policy.ts';
import type { Message, NewMessage } from '../world/ledger.ts';
import type { Chat, Person } from '../world/person.ts';
import { draw, drawInteger } from '../world/random.ts';
import { type BusinessNumber, keepNumber, keepPerson, personOf, type World } from '../world/world.ts';
import { tellStatus } from './status.ts';

/** Writes an accepted message down and sets it on its way: sent, delivered, read, each in its time. */
export function beginProgress(world: World, person: Person, chat: Chat, given: NewMessage): Message {
  const message = world.ledger.add(given);
  person.lastAt = given.at;
  chat.lastAt = given.at;
  chat.lastOutboundAt = given.at;
  world.counts.accepted += 1;
  if (message.state !== 'held') planNext(world, person, message);
  keepPerson(world, person);
  return message;
}

/** Plans the next step of a message from the state it is in. Also used when a world is opened again. */
export function planNext(world: World, person: Person, message: Message): void {
  const { sent_delay_ms: sentDelay, delivered_delay_ms: deliveredDelay } = world.settings;
  const { waId, n } = message;
  const tie = drawInteger(world.seed, waId, n, 'tie');
  const spread = (span: number, purpose: string): number => (span === 0 ? 0 : span * draw(world.seed, waId, n, purpose));
  switch (message.state) {
    case 'accepted':
      world.wheel.plan(message.at + spread(sentDelay, 'sent'), 'sent', message.id, tie);
      return;
    case 'sent':
      if (canReceive(world, person, message.number))
        world.wheel.plan(world.clock.now() + spread(deliveredDelay, 'delivered') + reachDelay(world, person, message), 'delivered', message.id, tie);
      return;
    case 'delivered': {
      const delay = message.read ? undefined : readDelay(world, person, message);
      if (delay !== undefined) world.wheel.plan(message.deliveredAt + delay, 'read', message.id, tie);
      return;
    }
    case 'held':
    case 'read':
    case 'failed':
    case 'dropped':
    case 'inbound':
      return;
  }
}

/** Says what the wheel does with planned messages; once for each world. */
export function wireProgress(world: World): void {
  world.wheel.on('sent', (id) => withMessage(world, id, 'accepted', stepSent));
  world.wheel.on('delivered', (id) => withMessage(world, id, 'sent', stepDelivered));
  world.wheel.on('read', (id) => withMessage(world, id, 'delivered', stepRead));
}

type Place = { person: Person; chat: Chat; number: BusinessNumber };

function withMessage(world: World, id: number, state: Message['state'], step: (world: World, message: Message, place: Place) => void): void {
  const message = world.ledger.get(id);
  if (message?.state !== state) return;
  const person = personOf(world, message);
  const number = world.numbers.get(message.number);
  if (person === undefined || number === undefined) return;
  step(world, message, { person, chat: world.people.openChat(person, message.number), number });
}

/** Lets a message go out now, or fail: also called for those that were held and are released. */
export function stepSent(world: World, message: Message, { person, chat, number }: Place): void {
  const verdict = judgeMessage(world, message, { person, chat });
  switch (verdict.do) {
    case 'hold':
      message.state = 'held';
      world.ledger.touch(message);
      return;
    case 'fail':
      failMessage(world, message, person, verdict.code);
      return;
    case 'send':
      break;
  }
  message.state = 'sent';
  message.sentAt = world.clock.now();
  message.pricing = verdict.pricing;
  world.counts.sent += 1;
  if (message.category !== 'reaction') noteAnswered(world, chat, message.sentAt);
  if (message.category === 'service') keepNumber(world, number);
  tellStatus(world, person, message, 'sent');
  if (message.category === 'reaction') {
    // Meta tells nothing more about a reaction; it is on the phone all the same.
    message.state = 'delivered';
    message.deliveredAt = message.sentAt;
    message.read = true;
    world.live.tell({ kind: 'phone', wa_id: person.wa_id, what: 'message' });
  } else planNext(world, person, message);
  world.ledger.touch(message);
  keepPerson(world, person);
}

/** A message fails with a code, and the business is told. */
export function failMessage(world: World, message: Message, person: Person, code: number): void {
  message.state = 'failed';
  message.failedAt = world.clock.now();
  message.error = code;
  message.pricing = null;
  world.counts.failed += 1;
  tellStatus(world, person, message, 'failed');
  world.ledger.touch(message);
}

/** A phone without signal gets it later; one who blocked the number never does, and Meta does not say so. */
function canReceive(world: World, person: Person, number: string): boolean {
  return person.online && person.installed && world.people.findChat(person, number)?.blocked !== true;
}

function stepDelivered(world: World, message: Message, { person, chat }: Place): void {
  if (!canReceive(world, person, message.number)) return;
  const now = world.clock.now();
  if (now > message.at + message.ttl) {
    // Too late for it: Meta promises no webhook for that.
    message.state = 'dropped';
    world.ledger.touch(message);
    return;
  }
  message.state = 'delivered';
  message.deliveredAt = now;
  chat.unread += 1;
  endTyping(world, person, message.number);
  world.counts.delivered += 1;
  noteDelivered(world, message, person);
  noteWrittenTo(world, person, message);
  if (!isDeliveredSkipped(world, person, message)) tellStatus(world, person, message, 'delivered');
  world.live.tell({ kind: 'phone', wa_id: person.wa_id, what: 'message' });
  world.live.tell({ kind: 'counts' });
  planNext(world, person, message);
  world.ledger.touch(message);
  keepPerson(world, person);
}

/** The business types no more once its message is there (Meta, "Typing indicators", read 2026-11-22). */
function endTyping(world: World, person: Person, number: string): void {
  if (world.typing.size > 0) world.typing.delete(`${number}/${person.wa_id}`);
}

/** The chat was open on the phone: `read` comes without a `delivered`, for those who read and show it. */
function isDeliveredSkipped(world: World, person: Person, message: Message): boolean {
  const share = world.settings.delivered_skip_share;
  return share > 0 && person.read_receipts && draw(world.seed, message.waId, message.n, 'skip') < share && readDelay(world, person, message) !== undefined;
}

function stepRead(world: World, message: Message, { person, chat }: Place): void {
  if (message.read || world.settings.people === 'still' || !person.online || !person.installed) return;
  readMessage(world, person, chat, message);
  keepPerson(world, person);
  planAnswer(world, person, message);
}

/** The phone has signal again, or no longer blocks a number: what waited arrives. */
export function deliverWaiting(world: World, person: Person): void {
  for (const chat of person.chats) {
    for (const message of world.ledger.chat([person.wa_id], chat.number, { before: null, limit: waitingAtOnce })) {
      if (message.state === 'sent' || (message.state === 'delivered' && !message.read)) planNext(world, person, message);
    }
  }
}

/** Messages of a chat that are looked at when a phone comes back. */
const waitingAtOnce = 1_000;

/** Plans every unfinished step of a world that was opened again. */
export function resumeProgress(world: World): void {
  for (const id of world.ledger.unfinished()) {
    const message = world.ledger.get(id);
    const person = message === undefined ? undefined : personOf(world, message);
    if (message !== undefined && person !== undefined) planNext(world, person, message);
  }
}
