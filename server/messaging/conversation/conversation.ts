import type { Scope } from '#core/value/actor.ts';
import { type ContactId, type ConversationId, type NumberId, presentId } from '#core/value/id.ts';
import { after, day, type Instant } from '#core/value/time.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { findConversation, insertConversation, setRead, setState, touchInbound, touchOutbound } from './store.ts';

/**
 * The customer service window: free-form is allowed for 24 h after their last message. Source: Meta, "Send messages",
 * read 2026-11-22.
 */
export const serviceWindowMilliseconds = day;

/** As much of a message as a list shows. */
const previewCharactersMost = 200;

/** Until when free-form is allowed; null when they never wrote. */
export function windowUntil(lastInboundAt: Instant | null): Instant | null {
  return lastInboundAt === null ? null : after(lastInboundAt, serviceWindowMilliseconds);
}

/** Whether free-form is allowed now. A hint: Meta has the last word (131047). */
export function isWindowOpen(lastInboundAt: Instant | null, now: Instant): boolean {
  const until = windowUntil(lastInboundAt);
  return until !== null && now < until;
}

/** The thread of a contact with one of our numbers, if they ever had one. */
export function findThread(tx: Tx, scope: Scope, who: { contact: ContactId; number: NumberId }): Promise<ConversationId | undefined> {
  return findConversation(tx, scope, who);
}

/** The lasting thread of a contact with one of our numbers; made the first time. */
export async function ensureConversation(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  who: { contact: ContactId; number: NumberId },
  now: Instant,
): Promise<ConversationId> {
  const known = await findConversation(tx, scope, who);
  if (known !== undefined) return known;
  await insertConversation(tx, scope, { id: platform.random.uuid7('conversation', now), ...who }, now);
  const made = await findConversation(tx, scope, who);
  if (made === undefined) throw new Error(`conversation of contact ${who.contact} was made and is not there`);
  return made;
}

/**
 * Notes what they wrote: the window opens, the conversation is open and on top, and counts as unread if it
 * `needsAnswer`. An older message that comes late moves nothing back.
 */
export async function noteInbound(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  note: { conversation: ConversationId; at: Instant; preview: string; needsAnswer: boolean },
): Promise<void> {
  await touchInbound(tx, scope, { ...note, preview: note.preview.slice(0, previewCharactersMost) });
  await platform.live.tell(tx, scope, { kind: 'conversation', id: presentId('conversation', note.conversation) });
}

/** Notes what we wrote. An agent who answers has read what was there: `isRead` sets unread to nothing. */
export async function noteOutbound(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  note: { conversation: ConversationId; at: Instant; preview: string; isRead: boolean },
): Promise<void> {
  await touchOutbound(tx, scope, { ...note, preview: note.preview.slice(0, previewCharactersMost) });
  await platform.live.tell(tx, scope, { kind: 'conversation', id: presentId('conversation', note.conversation) });
}

/** Takes a conversation out of the inbox, or puts it back. */
export async function setConversationState(platform: Platform, tx: Tx, scope: Scope, id: ConversationId, state: 'open' | 'closed'): Promise<void> {
  await setState(tx, scope, id, state);
  await platform.live.tell(tx, scope, { kind: 'conversation', id: presentId('conversation', id) });
}

/** Somebody of ours has read it. */
export async function markConversationRead(platform: Platform, tx: Tx, scope: Scope, id: ConversationId): Promise<void> {
  await setRead(tx, scope, id);
  await platform.live.tell(tx, scope, { kind: 'conversation', id: presentId('conversation', id) });
}
