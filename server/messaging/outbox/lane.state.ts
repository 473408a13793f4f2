import type { SendingLane } from '#core/contract/sending.ts';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, NumberId } from '#core/value/id.ts';
import type { FreeBodies } from '#core/whatsapp/free.bodies.ts';
import type { WireMediaSource } from '#core/whatsapp/wire.message.ts';
import type { SendAnswer } from '#server/cloud-api/answer.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { BroadcastLanguage } from './broadcast.ts';
import { type Hand, putBack } from './hand.ts';
import type { HoursNow } from './hours.ts';
import { type Pace, startPace } from './pace.ts';
import { openPairs, type Pairs } from './pair.ts';
import type { LimitLook } from './portfolio.ts';
import type { Printed } from './printed.ts';
import type { Share } from './shares.ts';
import type { ClaimedMessage } from './store.message.ts';
import type { BroadcastLook, NumberLook } from './store.sending.ts';
import type { Writer } from './writer.ts';

/** A line to speak on; `openLine` of messaging/number gives it. `post` takes a printed body and says what became of it: once, later, never throwing. */
export type SendingLine = { readonly post: (body: string, answered: (answer: SendAnswer) => void) => void };

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
  /** Languages printed once for all, by their place; forgotten when a file is. Null when one cannot be. */
  readonly printed: Map<number, Printed | null>;
  /** How long the values of a language may be together without being looked at one by one (`roomOf`), by its place. */
  readonly rooms: readonly number[];
  readonly lane: SendingLane;
  /** What a message costs by country, in millionths; a country that is not named costs as much as the dearest. */
  readonly rates: Readonly<Record<string, number>>;
  readonly dearest: number;
  /** What was accepted or is in doubt costs; undefined until a budget asks for it, and then kept exact by the lane. */
  spent: number | undefined;
  /** What could not be paid any more, so that nobody else is read; undefined while there is money. */
  unpaid: number | undefined;
};

/** A single message that was taken from the queue and may leave. */
export type Prepared = {
  readonly row: ClaimedMessage;
  /** As it goes on the wire. */
  readonly body: string;
  readonly files: ReadonlyMap<string, WireMediaSource>;
  /** The phone, or the user id, it goes to. */
  readonly person: string;
  readonly isOffer: boolean;
  /** Whether the person counts against the limit by it. */
  readonly counts: boolean;
};

/** One number in our hands. Times are milliseconds of the monotonic clock; those of `pace`, and `pacedUntil`, of the business clock. */
export type Lane = {
  readonly platform: Platform;
  readonly writer: Writer;
  readonly scope: Scope;
  readonly number: NumberId;
  readonly holder: string;
  readonly line: SendingLine;
  readonly pace: Pace;
  /** Calls of the app were too many: how long the next rest is. */
  callRest: number;
  /** Nothing goes on the wire before: the other end does not answer, or has stopped the number. */
  restUntil: number;
  /** What is ready waits for its pace until then; undefined when it does not. */
  pacedUntil: number | undefined;
  readonly hands: Hand[];
  readonly contexts: Map<BroadcastId, BroadcastContext>;
  /** Our lease ends before; nothing goes on the wire after it. */
  leaseUntil: number;
  /** What the last look showed; `broadcasts` are those of whom somebody may leave, the oldest first. */
  look: NumberLook;
  broadcasts: readonly BroadcastLook[];
  hasMessages: boolean;
  /** The limit that people outside their window count against. */
  limit: LimitLook;
  /** When who was written to without a limit is to be counted under it (monotonic); 0 at the first chance, undefined when it was done. */
  seedAt: number | undefined;
  /** When what a young number may do was read, and for which limit and beginning. */
  warmUpRead: { readonly at: number; readonly limit: number | null; readonly since: number | undefined } | undefined;
  /** Who had something of this number lately. */
  readonly pairs: Pairs;
  /** The share of each broadcast, and the pace of those that are spread over a time; by broadcast. */
  readonly shares: Map<string, Share>;
  readonly spreads: Map<string, Pace>;
  /** Whose hours are open, until when; by broadcast, country and zone. */
  readonly hours: Map<string, HoursNow>;
  /** Broadcasts for which there is no place in the limit, until a time of the business clock or another limit. */
  readonly waits: Map<string, { readonly until: number; readonly limit: string | null }>;
  /** Single messages that may leave, in order: answers and what people wait for, and offers. */
  readonly replies: Prepared[];
  readonly offers: Prepared[];
  isTakingReplies: boolean;
  /** More answers wait than were taken at once: until they are taken too, no campaign goes before them. */
  isBehind: boolean;
  /** Single messages whose files were uploaded again after Meta had forgotten them. */
  readonly renewed: Set<string>;
  /** Broadcasts that we hold back although a look may still show them as being sent; with when that was committed, infinity before. */
  readonly heldBack: Map<string, number>;
  readonly waitUntil: Map<string, number>;
  /** Refusals in a row that were the fault of what we sent, by broadcast. */
  readonly fixes: Map<BroadcastId, number>;
  /** Since when WhatsApp does not answer, how long the next rest is, whether it was said, and how many answers in a row were lost. */
  readonly outage: { since: number | undefined; rest: number; isTold: boolean; lost: number };
  /** Seconds, the best of late. */
  roundTrip: number;
  flying: number;
  isClaiming: boolean;
  isSettlingBudget: boolean;
  /** Those of whom one may leave now, as `nextHand` found them: kept here so that a message makes no list of its own. */
  readonly ready: Hand[];
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

/** While Meta counts too many calls of the app the number rests a minute, then longer each time. Meta: minutes to an hour (facts, cloud-api §5.1), read 2026-11-22. */
export const callRestFirstMilliseconds = 60_000;

export type LaneOptions = Pick<Lane, 'platform' | 'writer' | 'scope' | 'number' | 'holder' | 'line' | 'leaseUntil' | 'look'>;

/** A lane on which nothing has happened yet. */
export function freshLane(given: LaneOptions, now: number): Lane {
  return {
    ...given,
    pace: startPace(given.look.throughput_per_second, businessMilliseconds(given)),
    limit: { portfolio: given.look.portfolio, limit: null, warmUp: null },
    seedAt: 0,
    warmUpRead: undefined,
    pairs: openPairs(),
    shares: new Map(),
    spreads: new Map(),
    hours: new Map(),
    waits: new Map(),
    offers: [],
    callRest: callRestFirstMilliseconds,
    restUntil: 0,
    pacedUntil: undefined,
    hands: [],
    contexts: new Map(),
    broadcasts: [],
    hasMessages: false,
    replies: [],
    isTakingReplies: false,
    isBehind: false,
    renewed: new Set(),
    heldBack: new Map(),
    waitUntil: new Map(),
    fixes: new Map(),
    outage: { since: undefined, rest: restFirstMilliseconds, isTold: false, lost: 0 },
    roundTrip: roundTripGuessSeconds,
    flying: 0,
    isClaiming: false,
    isSettlingBudget: false,
    ready: [],
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
