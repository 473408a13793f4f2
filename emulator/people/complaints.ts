import type { complaintReasons } from '#core/rehearsal/act.ts';

import { noteComplaint } from '../policy/policy.ts';
import type { Chat, Person } from '../world/person.ts';
import { type BusinessNumber, keepPerson, numbersOf, type World } from '../world/world.ts';
import { tellPreference } from './preference.ts';

export type ComplaintReason = (typeof complaintReasons)[number];

/** Blocks a business. Meta counts it once, and tells the business nothing. */
export function blockChat(world: World, chat: Chat, reason: ComplaintReason): void {
  if (chat.blocked) return;
  chat.blocked = true;
  world.counts.blocked += 1;
  noteComplaint(world, chat, 'block', reason);
  settle(world, chat);
}

/** Messages of a chat that are looked at when it is unblocked. */
const lostAtOnce = 1_000;

/** Takes a block back. What was sent meanwhile never arrives, and nobody is told: to the business it stays `sent`. */
export function unblockChat(world: World, chat: Chat): void {
  if (!chat.blocked) return;
  chat.blocked = false;
  for (const message of world.ledger.chat(numbersOf(chat.person), chat.number, { before: null, limit: lostAtOnce })) {
    if (message.mine || message.state !== 'sent') continue;
    message.state = 'dropped';
    world.ledger.touch(message);
  }
  settle(world, chat);
}

/** Reports a business to Meta; a second report of the same chat counts again, as another message may have earned it. */
export function reportChat(world: World, chat: Chat, reason: ComplaintReason): void {
  chat.reported = true;
  world.counts.reported += 1;
  noteComplaint(world, chat, 'report', reason);
  settle(world, chat);
}

/** Mutes a chat, or no longer; only the muting counts. */
export function muteChat(world: World, chat: Chat, on: boolean): void {
  if (on && !chat.muted) noteComplaint(world, chat, 'mute', null);
  chat.muted = on;
  settle(world, chat);
}

/** Archives a chat, or takes it back; only the archiving counts. */
export function archiveChat(world: World, chat: Chat, on: boolean): void {
  if (on && !chat.archived) noteComplaint(world, chat, 'archive', null);
  chat.archived = on;
  settle(world, chat);
}

/** The phone's own "stop promotions" and its way back; each tells `user_preferences`. */
export function preferChat(world: World, number: BusinessNumber, chat: Chat, value: 'stop' | 'resume'): void {
  const isStopping = value === 'stop';
  if (chat.stopped !== isStopping && isStopping) {
    world.counts.stopped += 1;
    noteComplaint(world, chat, 'stop', null);
  }
  chat.stopped = isStopping;
  tellPreference(world, number, chat, value);
  settle(world, chat);
}

function settle(world: World, chat: Chat): void {
  const person: Person = chat.person;
  keepPerson(world, person);
  world.live.tell({ kind: 'phone', wa_id: person.wa_id, what: 'state' });
  world.live.tell({ kind: 'counts' });
}
