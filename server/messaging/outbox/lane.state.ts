import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, NumberId } from '#core/value/id.ts';
import type { FreeBodies } from '#core/whatsapp/free.bodies.ts';
import type { WireMediaSource } from '#core/whatsapp/wire.message.ts';
import type { WireSend } from '#core/whatsapp/wire.ts';
import type { SendAnswer } from '#server/cloud-api/answer.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { BroadcastLanguage } from './broadcast.ts';
import { type Hand, putBack } from './hand.ts';
import { type Pace, startPace } from './pace.ts';
import type { ClaimedMessage } from './store.message.ts';
import type { NumberLook } from './store.sending.ts';
import type { Writer } from './writer.ts';

/** A line to speak on; `openLine` of messaging/number gives it. */
export type SendingLine = { readonly send: (body: WireSend) => Promise<SendAnswer> };

/**
 * What every message of a broadcast is made from. `files` is what Meta calls each file; those of `stale` are to be uploaded again,
 * because Meta has forgotten them (`gone` are the names it no longer knows), and `renewals` counts how often that was.
 */
export type BroadcastContext = {
  readonly languages: readonly BroadcastLanguage[];
  /** Said instead of the template to those marked for it, in their language. */
  readonly free: FreeBodies | null;
  readonly files: Map<string, WireMediaSource>;
  readonly stale: Set<string>;
  readonly gone: Set<string>;
  readonly renewals: Map<string, number>;
};

/** A single message that was taken from the queue and may leave. */
export type Prepared = { readonly row: ClaimedMessage; readonly body: WireSend; readonly files: ReadonlyMap<string, WireMediaSource> };

/** One number in our hands. Times are milliseconds of the monotonic clock; those of `pace`, and `pacedUntil`, of the business clock. */
export type Lane = {
  readonly platform: Platform;
  readonly writer: Writer;
  readonly scope: Scope;
  readonly number: NumberId;
  readonly holder: string;
  readonly line: SendingLine;
  readonly pace: Pace;
  /** Nothing goes on the wire before: the other end does not answer, or has stopped the number. */
  restUntil: number;
  /** What is ready waits for its pace until then; undefined when it does not. */
  pacedUntil: number | undefined;
  readonly hands: Hand[];
  readonly contexts: Map<BroadcastId, BroadcastContext>;
  /** Our lease ends before; nothing goes on the wire after it. */
  leaseUntil: number;
  /** What the last look showed. */
  broadcasts: NumberLook['broadcasts'];
  hasMessages: boolean;
  /** Single messages that may leave, in order. */
  readonly replies: Prepared[];
  isTakingReplies: boolean;
  /** Single messages whose files were uploaded again after Meta had forgotten them. */
  readonly renewed: Set<string>;
  /** Broadcasts that we hold back although the last look still shows them as being sent. */
  readonly heldBack: Set<string>;
  readonly waitUntil: Map<string, number>;
  /** Refusals in a row that were the fault of what we sent, by broadcast. */
  readonly fixes: Map<BroadcastId, number>;
  /** Since when WhatsApp does not answer, how long the next rest is, whether it was said, and how many answers in a row were lost. */
  readonly outage: { since: number | undefined; rest: number; isTold: boolean; lost: number };
  /** Seconds, the best of late. */
  roundTrip: number;
  flying: number;
  isClaiming: boolean;
  /** `draining`: nothing new; `dead`: nothing at all, answers included, as after a kill. */
  state: 'sending' | 'draining' | 'dead';
  idleSince: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** Sends what may leave now. */
  pump: () => void;
  /** Leaves the writer and the clock. */
  leave: () => void;
};

/** Until the first answer the round trip is guessed. */
const roundTripGuessSeconds = 0.05;
/** The best round trip is forgotten this slowly, so that a line that became slower is noticed. */
const roundTripDrift = 1.02;
/** While WhatsApp does not answer the number rests, longer each time. */
export const restFirstMilliseconds = 250;

export type LaneOptions = Pick<Lane, 'platform' | 'writer' | 'scope' | 'number' | 'holder' | 'line' | 'leaseUntil'> & { readonly throughput: number };

/** A lane on which nothing has happened yet. */
export function freshLane({ throughput, ...given }: LaneOptions, now: number): Lane {
  return {
    ...given,
    pace: startPace(throughput, businessMilliseconds(given)),
    restUntil: 0,
    pacedUntil: undefined,
    hands: [],
    contexts: new Map(),
    broadcasts: [],
    hasMessages: false,
    replies: [],
    isTakingReplies: false,
    renewed: new Set(),
    heldBack: new Set(),
    waitUntil: new Map(),
    fixes: new Map(),
    outage: { since: undefined, rest: restFirstMilliseconds, isTold: false, lost: 0 },
    roundTrip: roundTripGuessSeconds,
    flying: 0,
    isClaiming: false,
    state: 'sending',
    idleSince: now,
    timer: undefined,
    pump: () => {},
    leave: () => {},
  };
}

/** The business clock, as the pace counts it. */
export function businessMilliseconds(lane: Pick<Lane, 'platform'>): number {
  return lane.platform.clock.now().getTime();
}

/** Takes a round trip into the account: the best one of late. */
export function noteRoundTrip(lane: Lane, seconds: number): void {
  lane.roundTrip = Math.min(seconds, lane.roundTrip * roundTripDrift);
}

/** Lets a chunk go: what is on the wire is awaited, the rest is for whoever goes on. */
export function release(lane: Lane, hand: Hand): void {
  hand.isReleasing = true;
  putBack(hand);
  lane.writer.wake();
}
