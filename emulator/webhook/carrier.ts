import type { Agent } from 'undici';

import type { Settings } from '#core/rehearsal/settings.ts';

import type { Clock } from '../world/clock.ts';
import type { Store } from '../world/store.ts';
import type { Wheel } from '../world/wheel.ts';
import { type Failed, openFailed } from './failed.ts';
import { type Fifo, openFifo } from './fifo.ts';
import { type Log, openLog, type Post } from './log.ts';
import { openAgent } from './post.ts';
import { openQueue, type Queue, type Room, roomBytes } from './queue.ts';
import { openShelf, queueKey, type Shelf } from './shelf.ts';
import type { Subscriptions } from './subscriptions.ts';

/** What the carrier needs to know of the world. */
export type WebhookOptions = {
  clock: Clock;
  wheel: Wheel;
  store: Store;
  seed: string;
  subscriptions: Subscriptions;
  /** The address a number's own webhooks go to, if it has one. */
  callbackOf: (number: string) => string | null;
  secret: string;
  settings: () => Settings;
  onSettled: () => void;
  /** Bytes that may wait in memory; the rest waits in the file. */
  roomBytes?: number;
};

/** One address as one account uses it: so many POSTs at a time, and those who wait for a place. */
export type Lane = {
  readonly origin: string;
  readonly path: string;
  inFlight: number;
  /** Failed deliveries of this lane that are being tried again right now. */
  retrying: number;
  /** Did the last POST fail? Then old deliveries are tried one at a time, so that a dead address costs the others nothing. */
  isFailing: boolean;
  readonly waiting: Fifo<Task>;
};

/**
 * Something a number can do next: tell what is new, try again what failed, or send copies somebody asked for. New things
 * go one POST at a time, so that they keep their order (or as many as `webhook_per_number` says); the others do not wait for each other.
 */
export type Task = { readonly kind: 'new' | 'again' | 'copy'; readonly stream: Stream; isQueued: boolean };

/** A copy of a delivery that goes out at once; a storm's is not tried again. */
export type Copy = { post: Post; isTriedAgain: boolean };

/** One number, or what concerns an account as a whole. */
export type Stream = {
  readonly queue: Queue;
  readonly fresh: Task;
  readonly again: Task;
  readonly copy: Task;
  readonly copies: Fifo<Copy>;
  /** POSTs of new things that are on their way. */
  busy: number;
  /** Theoretical arrival time of its POSTs (GCRA), real milliseconds; for gathering. */
  paceDueAt: number;
  /** When the wheel wakes the stream for what is delayed (Infinity: never), and for what is tried again. */
  wakesAt: number;
  readonly retriesAt: Set<number>;
  url: string;
  lane: Lane | undefined;
};

/** All that the carrier holds while it is open. */
export type Carrier = WebhookOptions & {
  readonly agent: Agent;
  readonly room: Room;
  readonly shelf: Shelf;
  readonly failed: Failed;
  readonly log: Log;
  readonly streams: Map<string, Stream>;
  readonly lanes: Map<string, Lane>;
  readonly ready: Fifo<Task>;
  readonly lingering: Set<Task>;
  readonly onTheirWay: Map<number, Post>;
  readonly waiters: (() => void)[];
  linger: NodeJS.Timeout | undefined;
  inFlight: number;
  waiting: number;
  delivered: number;
  failing: number;
  dropped: number;
  lost: number;
  lastError: string | null;
  isPumping: boolean;
  isClosed: boolean;
};

/** Addresses kept in mind; those not in use are forgotten beyond it. */
const lanesKept = 1_000;

/** Makes a carrier with nothing to do. */
export function makeCarrier(options: WebhookOptions): Carrier {
  const shelf = openShelf(options.store);
  return {
    ...options,
    agent: openAgent(),
    room: { shelf, most: options.roomBytes ?? roomBytes, bytes: 0, lastId: 0 },
    shelf,
    failed: openFailed(options.store),
    log: openLog(),
    streams: new Map(),
    lanes: new Map(),
    ready: openFifo(),
    lingering: new Set(),
    onTheirWay: new Map(),
    waiters: [],
    linger: undefined,
    inFlight: 0,
    waiting: 0,
    delivered: 0,
    failing: 0,
    dropped: 0,
    lost: 0,
    lastError: null,
    isPumping: false,
    isClosed: false,
  };
}

/** The stream of a number, or of an account (with an empty number). */
export function streamOf(carrier: Carrier, account: string, number: string): Stream {
  // A number's id is nearly always enough of a key, and no text has to be put together for it.
  const known = carrier.streams.get(number);
  if (known !== undefined && known.queue.account === account) return known;
  const key = number !== '' && known === undefined ? number : queueKey(account, number);
  const found = carrier.streams.get(key);
  if (found !== undefined) return found;
  const task = (kind: Task['kind']): Task => ({
    kind,
    get stream() {
      return stream;
    },
    isQueued: false,
  });
  const stream: Stream = {
    queue: openQueue(account, number),
    fresh: task('new'),
    again: task('again'),
    copy: task('copy'),
    copies: openFifo(),
    busy: 0,
    paceDueAt: 0,
    wakesAt: Number.POSITIVE_INFINITY,
    retriesAt: new Set(),
    url: '',
    lane: undefined,
  };
  carrier.streams.set(key, stream);
  return stream;
}

/** The lane of an address for a stream. */
export function laneOf(carrier: Carrier, stream: Stream, url: string): Lane {
  if (stream.url === url && stream.lane !== undefined) return stream.lane;
  const key = `${stream.queue.account} ${url}`;
  let lane = carrier.lanes.get(key);
  if (lane === undefined) {
    if (carrier.lanes.size >= lanesKept)
      for (const [old, { inFlight, waiting }] of carrier.lanes) if (inFlight === 0 && waiting.size === 0) carrier.lanes.delete(old);
    // An address from a flag was never asked for its challenge; one that is none fails when it is used, and says so.
    const { origin, pathname, search } = URL.canParse(url) ? new URL(url) : { origin: url, pathname: '/', search: '' };
    lane = { origin, path: `${pathname}${search}`, inFlight: 0, retrying: 0, isFailing: false, waiting: openFifo() };
    carrier.lanes.set(key, lane);
  }
  stream.url = url;
  stream.lane = lane;
  return lane;
}

/** Is nothing ready or on its way? Then whatever is left waits for the wheel. */
export function isIdle(carrier: Carrier): boolean {
  return carrier.inFlight === 0 && carrier.ready.size === 0 && carrier.lingering.size === 0;
}
