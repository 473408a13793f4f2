import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import { type BroadcastId, type ConversationId, type MessageId, parseId, presentId } from '#core/value/id.ts';
import { after, type Instant } from '#core/value/time.ts';
import { type DoorFault, type Sendable, sendableAgain, sendableFromDoor } from '#core/whatsapp/again.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { tellBroadcast } from './outbox.ts';
import {
  type AgainWish,
  closeDoubted,
  closeMessage,
  countFailed,
  countFailedBefore,
  lockForAgain,
  moveToAgain,
  queueAgain,
  selectDoubts,
} from './store.again.ts';
import { lockBroadcast } from './store.broadcast.ts';
import { selectContent } from './store.message.ts';

/** At once in one transaction; the next lot is taken after it. As many as a handful of chunks hold, so that senders are not kept waiting. */
const lotMost = 5_000;

/** Somebody in doubt as the ledger has it. */
export type DoubtRecord = Awaited<ReturnType<typeof selectDoubts>>[number];

/** Who of a broadcast is in doubt, closed ones too, in the order of their number, after `after`. */
export function listDoubts(db: Db | Tx, scope: Scope, id: BroadcastId, page: { after: number; limit: number }): Promise<DoubtRecord[]> {
  return selectDoubts(db, scope, id, page);
}

/**
 * Sends again to those in doubt who are not closed, or to these. Their next attempt begins: they wait, the policy at the door asks again,
 * and an echo of the attempt before still counts. Refuses for a broadcast that was stopped or undone. Returns how many.
 */
export function sendDoubtsAgain(
  platform: Platform,
  scope: Scope,
  id: BroadcastId,
  wish: { readonly seqs: readonly number[] | null; readonly doubtedBefore?: Instant; readonly isFirstOnly?: boolean },
  by: string,
): Promise<number> {
  return sendAgain(
    platform,
    scope,
    id,
    { state: 'in_doubt', seqs: wish.seqs, doubtedBefore: wish.doubtedBefore ?? null, isFirstOnly: wish.isFirstOnly ?? false },
    by,
  );
}

async function sendAgain(platform: Platform, scope: Scope, id: BroadcastId, wish: AgainWish, by: string): Promise<number> {
  let people = 0;
  for (;;) {
    const lot = await platform.db.transaction().execute(async (tx) => {
      const seqs = await lockForAgain(tx, scope, id, wish, lotMost);
      const broadcast = await lockBroadcast(tx, scope, id);
      if (broadcast === undefined) throw refusal('not_found', say('broadcast_gone', { id: presentId('broadcast', id) }));
      refuseOver(broadcast.state);
      if (seqs.length === 0) return 0;
      const moved = await moveToAgain(tx, scope, id, { seqs, from: wish.state, by, at: platform.clock.now() });
      await tellBroadcast(platform, tx, scope, id);
      return moved;
    });
    people += lot;
    if (lot < lotMost) return people;
  }
}

function refuseOver(state: string): void {
  if (state === 'stopped') throw refusal('conflict', say('again_stopped'));
  if (state !== 'sending' && state !== 'paused' && state !== 'done') throw refusal('conflict', say('again_not_sent'));
}

/** Closes those in doubt, all or these: they stay in doubt, are not sent to again and not asked about. Returns how many. */
export async function closeDoubts(platform: Platform, scope: Scope, id: BroadcastId, seqs: readonly number[] | null): Promise<number> {
  return platform.db.transaction().execute(async (tx) => {
    const people = await closeDoubted(tx, scope, id, seqs, platform.clock.now());
    await tellBroadcast(platform, tx, scope, id);
    return people;
  });
}

/** Failures of one code, or without one of one fault: how many can be sent to again now, how many not yet and from when, or why none can. */
export type FailedClass = {
  readonly code: number | null;
  readonly fault: DoorFault | null;
  readonly people: number;
  readonly tooEarly: number;
  readonly from: Instant | null;
  readonly refused: 'person' | 'doubt' | 'message' | 'values' | null;
};

/** Which failures are asked about: codes of Meta's, all of them or these, and what failed without one. */
export type FailuresWanted = { readonly codes: readonly number[] | 'all'; readonly faults: readonly DoorFault[] };

/** What failed, by Meta's code or by what it needs, and what sending again would do; the most people first. */
export async function classifyFailed(db: Db | Tx, scope: Scope, id: BroadcastId, wanted: FailuresWanted, now: Instant): Promise<FailedClass[]> {
  const classes: FailedClass[] = [];
  for (const { code, fault, people } of await countFailed(db, scope, id, wanted)) {
    const sendable = sendableOf({ code, fault });
    const about = { code, fault, tooEarly: 0, from: null };
    if (sendable.may === 'now') classes.push({ ...about, people, refused: null });
    else if (sendable.may === 'never') classes.push({ ...about, people: 0, refused: sendable.why });
    else if (code !== null) {
      const ripe = await countFailedBefore(db, scope, id, code, after(now, -sendable.milliseconds));
      const from = ripe.next_at === null ? null : after(ripe.next_at, sendable.milliseconds);
      classes.push({ ...about, people: ripe.people, tooEarly: people - ripe.people, from, refused: null });
    }
  }
  return classes;
}

function sendableOf({ code, fault }: Pick<FailedClass, 'code' | 'fault'>): Sendable {
  return code === null ? sendableFromDoor(fault ?? 'unsaid') : sendableAgain(code);
}

/** Sends again to everybody who failed in one of these ways, as far as `sendableAgain` lets; others are left as they are. Returns how many. */
export async function retryFailed(
  platform: Platform,
  scope: Scope,
  id: BroadcastId,
  kinds: readonly Pick<FailedClass, 'code' | 'fault'>[],
  by: string,
): Promise<number> {
  let people = 0;
  for (const { code, fault } of kinds) {
    const sendable = sendableOf({ code, fault });
    if (sendable.may === 'never') continue;
    const failedBefore = sendable.may === 'after' ? after(platform.clock.now(), -sendable.milliseconds) : null;
    const kind = code === null ? { fault: fault ?? 'unsaid' } : { code };
    people += await sendAgain(platform, scope, id, { state: 'failed', kind, failedBefore }, by);
  }
  return people;
}

/** Sends a single message in doubt again, in the caller's transaction; `isFirstOnly` only when it was not yet. False when it is not in doubt. */
export async function sendMessageAgain(platform: Platform, tx: Tx, scope: Scope, id: MessageId, isFirstOnly = false): Promise<boolean> {
  const row = await queueAgain(tx, scope, id, isFirstOnly);
  if (row !== undefined) await tellConversation(platform, tx, scope, row.conversation_id);
  return row !== undefined;
}

/** The conversation a single message belongs to; undefined when there is no such message. */
export async function conversationOfMessage(db: Db | Tx, scope: Scope, id: MessageId): Promise<ConversationId | undefined> {
  const row = await selectContent(db, scope, id);
  return row === undefined ? undefined : parseId(row.conversation_id);
}

/** Closes a single message in doubt, in the caller's transaction; when it was closed. Undefined when it is not in doubt. */
export async function closeMessageDoubt(platform: Platform, tx: Tx, scope: Scope, id: MessageId): Promise<Instant | undefined> {
  const row = await closeMessage(tx, scope, id, platform.clock.now());
  if (row !== undefined) await tellConversation(platform, tx, scope, row.conversation_id);
  return row?.closed_at;
}

async function tellConversation(platform: Platform, tx: Tx, scope: Scope, conversation: string): Promise<void> {
  await platform.live.tell(tx, scope, { kind: 'conversation', id: presentId('conversation', parseId(conversation)) });
}
