import type { BroadcastId } from '#core/value/id.ts';
import type { Share } from './shares.ts';
import type { ChunkMove, Written } from './store.writing.ts';
import type { ClaimedChunk } from './store.sending.ts';

/** A recipient whom the policy lets through, ready to be intended. `attempts` is how often it has been on the wire. */
export type Ready = {
  readonly seq: number;
  /** How often they were sent to again by choice; `attempts` counts tries of this one. */
  readonly attempt: number;
  readonly phone: string;
  readonly language: number;
  readonly variables: readonly string[];
  readonly attempts: number;
  /** Whether they get the free message and not the template. */
  readonly free: boolean;
  readonly isRetry: boolean;
  /** What it costs, in millionths, where a budget asks for it; else 0. */
  readonly cost: number;
  /** From when on it is outside their hours: a time of the business clock in Unix milliseconds, infinity without. */
  readonly closesAt: number;
};

/**
 * A chunk in the hands of a sender. A recipient goes loaded → (intent committed) → cleared → flying → out of the hand,
 * or from flying into `retries` when Meta said that it did not take it. Cleared and flying ones lie at or below the
 * committed cursor and in no committed retry: after a kill they are in doubt.
 */
export type Hand = {
  readonly workspace: string;
  readonly broadcast: BroadcastId;
  readonly holder: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** The share of its broadcast; all hands of one have the same. */
  readonly share: Share;
  /** What people wait for goes ahead of offers. */
  readonly isOffer: boolean;
  /** As committed. */
  cursor: number;
  /** Everybody up to here was read. */
  loadedTo: number;
  loaded: Ready[];
  cleared: Ready[];
  readonly flying: Map<number, Ready>;
  /** Known not to have left; by seq. */
  readonly retries: Map<number, { after: number; attempts: number; template?: boolean }>;
  isLoading: boolean;
  isDirty: boolean;
  isReleasing: boolean;
  /** When it is put down: nobody of it may leave before; Unix milliseconds. */
  notBefore: number | null;
  asked: { readonly pulled: Ready[]; readonly cursor: number; readonly state: ChunkMove['state'] } | undefined;
};

/** Takes a claimed chunk into the hand. */
export function openHand(place: { workspace: string; broadcast: BroadcastId; holder: string; share: Share; isOffer: boolean }, chunk: ClaimedChunk): Hand {
  return {
    ...place,
    firstSeq: chunk.first_seq,
    lastSeq: chunk.last_seq,
    cursor: chunk.cursor,
    loadedTo: chunk.cursor,
    loaded: [],
    cleared: [],
    flying: new Map(),
    retries: new Map(chunk.retries.map(({ seq, ...retry }) => [seq, retry])),
    isLoading: false,
    isDirty: false,
    isReleasing: false,
    notBefore: null,
    asked: undefined,
  };
}

/** How many are at or below the cursor without an outcome and not back in `retries`: what a kill would bring into doubt. */
export function outstanding(hand: Hand): number {
  return hand.cleared.length + hand.flying.size;
}

/** Who is to be read next: retries whose time has come, else those after the last one read; undefined when nobody. */
export function nextToLoad(hand: Hand, now: number): { seqs: number[] } | { after: number; last: number } | undefined {
  if (hand.isReleasing) return undefined;
  if (hand.retries.size > 0) {
    const underway = new Set([...hand.loaded, ...(hand.asked?.pulled ?? [])].filter((ready) => ready.isRetry).map((ready) => ready.seq));
    const due = [...hand.retries].filter(([seq, retry]) => retry.after <= now && !underway.has(seq)).map(([seq]) => seq);
    if (due.length > 0) return { seqs: due };
  }
  return hand.loadedTo < hand.lastSeq ? { after: hand.loadedTo, last: hand.lastSeq } : undefined;
}

/** A chunk with such a wait before its next retry is better put down than held. */
const parkMilliseconds = 3_000;

/** Whether nothing is left of it but people to be tried again some time later. */
export function isParked(hand: Hand, now: number): boolean {
  if (
    hand.retries.size === 0 ||
    hand.isReleasing ||
    hand.isLoading ||
    hand.loaded.length > 0 ||
    outstanding(hand) > 0 ||
    hand.asked !== undefined ||
    hand.loadedTo < hand.lastSeq
  )
    return false;
  for (const retry of hand.retries.values()) if (retry.after <= now + parkMilliseconds) return false;
  return true;
}

/** Whether nothing of it is under way: it was put down in the middle, or all that may be sent has left. */
export function isQuiet(hand: Hand): boolean {
  return !hand.isLoading && hand.loaded.length === 0 && outstanding(hand) === 0 && hand.asked === undefined;
}

/** When the first of those to be tried again may be; infinity when there is nobody. */
export function nextRetryAt(hand: Hand): number {
  let next = Number.POSITIVE_INFINITY;
  for (const retry of hand.retries.values()) next = Math.min(next, retry.after);
  return next;
}

/** Puts off what was cleared or loaded: those cleared never left, so they are to be tried again by whoever goes on. */
export function putBack(hand: Hand): void {
  if (hand.cleared.length > 0) hand.isDirty = true;
  for (const ready of hand.cleared) hand.retries.set(ready.seq, { after: 0, attempts: ready.attempts });
  hand.cleared = [];
  hand.loaded = [];
}

/**
 * The next move of the chunk, to be committed together with the outcomes known so far; undefined when there is none.
 * `room` is how many more may be intended. Must be followed by `moved` before it is asked again.
 */
export function nextMove(hand: Hand, room: number): ChunkMove | undefined {
  if (hand.isReleasing) putBack(hand);
  const pulled = hand.loaded.splice(0, Math.max(0, room));
  const isRead = hand.loadedTo >= hand.lastSeq && !hand.loaded.some((ready) => !ready.isRetry);
  const newest = pulled.findLast((ready) => !ready.isRetry)?.seq ?? hand.cursor;
  const cursor = hand.isReleasing ? hand.cursor : isRead ? hand.lastSeq : Math.max(hand.cursor, newest);
  const isEmpty = pulled.length === 0 && hand.loaded.length === 0 && outstanding(hand) === 0 && !hand.isLoading;
  const isDone = isEmpty && isRead && hand.retries.size === 0 && !hand.isReleasing;
  const isReleased = isEmpty && hand.isReleasing;
  if (pulled.length === 0 && cursor === hand.cursor && !hand.isDirty && !isDone && !isReleased) return undefined;
  hand.isDirty = false;
  const state = isDone ? 'done' : isReleased ? 'open' : 'leased';
  hand.asked = { pulled, cursor, state };
  const retriesWhenHeld = presentRetries(hand, []);
  const retries = pulled.some((ready) => ready.isRetry) ? presentRetries(hand, pulled) : retriesWhenHeld;
  return {
    workspace: hand.workspace,
    broadcast: hand.broadcast,
    firstSeq: hand.firstSeq,
    holder: hand.holder,
    cursor,
    retries,
    retriesWhenHeld,
    state,
    notBefore: hand.notBefore,
  };
}

function presentRetries(hand: Hand, without: readonly Ready[]): string {
  if (hand.retries.size === 0) return '[]';
  const gone = new Set(without.map((ready) => ready.seq));
  return JSON.stringify([...hand.retries].filter(([seq]) => !gone.has(seq)).map(([seq, retry]) => ({ seq, ...retry })));
}

/**
 * Takes in what became of the move: `held` is the chunk's line in the writer's answer, undefined when it is not ours any
 * more. Says whether the hand is to be kept.
 */
export function moved(hand: Hand, held: Written['chunks'][number] | undefined): 'keep' | 'drop' {
  const asked = hand.asked;
  hand.asked = undefined;
  if (asked === undefined) return 'keep';
  if (held === undefined || asked.state !== 'leased') return 'drop';
  if (!held.is_sending) {
    hand.loaded.unshift(...asked.pulled);
    hand.isReleasing = true;
    return 'keep';
  }
  hand.cursor = asked.cursor;
  for (const ready of asked.pulled) if (ready.isRetry) hand.retries.delete(ready.seq);
  hand.cleared.push(...asked.pulled);
  return 'keep';
}
