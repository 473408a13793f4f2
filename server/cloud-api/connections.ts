import { buildConnector, Client as Connection, type Dispatcher } from 'undici';
import { second } from '#core/value/time.ts';
import { faultOf } from './answer.ts';
import type { CallAnswer } from './caller.ts';

/** What came of one request: the answer as it was, or that there was none. */
export type Exchange =
  | { readonly ok: true; readonly status: number; readonly bytes: Buffer; readonly type: string | undefined; readonly retryAfter: string | undefined }
  | (CallAnswer & { ok: false });

/** The connections of this process to one host. */
export type Connections = {
  /** Makes a request; `done` is called once, after `exchange` has returned. Answers above `bytesMost` are broken off. */
  exchange(request: Dispatcher.DispatchOptions, bytesMost: number, done: (raw: Exchange) => void): void;
};

/** 1,000 messages a second at 250 ms each way keep this many connections busy; fewer are opened when fewer are needed. */
const connectionsMost = 256;
/**
 * So many requests a millisecond are far more than all numbers of a process may make, so a host that answers quickly needs no more connections than that.
 * Those beyond it would only be dearer: 22 µs a request with 256 on the wire, 17 with 64, 2026-11-23.
 */
const requestsInMillisecond = 8;
const connectionsLeast = 64;
/** The quickest answer is forgotten this slowly, so that a line that became slower is noticed. */
const quickestDrift = 1.0005;
/** Those of whom it was the turn are taken out of the row together. */
const rowLengthKept = 1_024;
/** Meta answers in well under a second; after this an answer is lost, and the message in doubt. */
const answerWithinSeconds = 30;
const connectWithinMilliseconds = 10 * second;
/** Meta's edge keeps idle connections for minutes; we let go earlier, so that we are not the one who writes into a closed one. */
const keepAliveMilliseconds = 20 * second;

/** A connection and whom it works for. */
type Slot = { readonly connection: Connection; listening: Listening | undefined };

const known = new Map<string, Connections>();

/** The connections to an origin, one set for the process: numbers of one host share them. Idle sockets hold no process alive. */
export function connectionsTo(origin: string): Connections {
  const found = known.get(origin);
  if (found) return found;
  const made = openConnections(origin);
  known.set(origin, made);
  return made;
}

/** All connections to one host: those that are free (the one used last at the end), and requests for whom there was none. */
type Host = {
  readonly origin: string;
  readonly connect: ReturnType<typeof buildConnector>;
  readonly slots: Slot[];
  readonly free: Slot[];
  readonly waiting: Listening[];
  /** The first in `waiting` whose turn has not come. */
  first: number;
  busy: number;
  most: number;
  /** Milliseconds that the quickest answer of late took. */
  quickest: number;
  clock: ReturnType<typeof setInterval> | undefined;
};

/**
 * One request at a time on each connection, and the one that was used last is taken first: a pool of undici's looks through all of its connections for each
 * request, and goes around among them.
 */
function openConnections(origin: string): Connections {
  const host: Host = {
    origin,
    connect: buildConnector({ allowH2: false, timeout: connectWithinMilliseconds }),
    slots: [],
    free: [],
    waiting: [],
    first: 0,
    busy: 0,
    most: connectionsLeast,
    quickest: Number.POSITIVE_INFINITY,
    clock: undefined,
  };
  return {
    exchange(request, bytesMost, done) {
      host.clock ??= setInterval(look, second, host).unref();
      const listening = new Listening(host, request, bytesMost, done);
      if (host.busy < host.most) begin(host, listening);
      else host.waiting.push(listening);
    },
  };
}

function openSlot({ origin, connect, slots }: Host): Slot {
  const connection = new Connection(origin, {
    connect,
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: keepAliveMilliseconds,
  });
  const slot: Slot = { connection, listening: undefined };
  slots.push(slot);
  return slot;
}

function begin(host: Host, listening: Listening): void {
  const slot = host.free.pop() ?? openSlot(host);
  host.busy += 1;
  slot.listening = listening;
  listening.slot = slot;
  listening.begunAt = performance.now();
  slot.connection.dispatch(listening.request, listening);
}

/** A connection is free again; who waits longest has it. */
function end(host: Host, listening: Listening): void {
  const { slot } = listening;
  if (slot === undefined) return;
  slot.listening = undefined;
  host.free.push(slot);
  host.busy -= 1;
  noteTime(host, performance.now() - listening.begunAt);
  const next = host.busy < host.most ? host.waiting[host.first] : undefined;
  if (next === undefined) return;
  host.first += 1;
  if (host.first === host.waiting.length || host.first >= rowLengthKept) {
    host.waiting.splice(0, host.first);
    host.first = 0;
  }
  begin(host, next);
}

function noteTime(host: Host, milliseconds: number): void {
  host.quickest = Math.min(milliseconds, host.quickest * quickestDrift);
  host.most = Math.max(connectionsLeast, Math.min(connectionsMost, Math.ceil(host.quickest * requestsInMillisecond)));
}

/** One clock for all instead of two timers for each request. */
function look(host: Host): void {
  for (const { listening } of host.slots) listening?.grow(answerWithinSeconds);
  if (host.busy > 0) return;
  clearInterval(host.clock);
  host.clock = undefined;
}

/**
 * Hears one answer. A class, since thousands a second are made: one object each, and not five functions. An error before the request was begun means that
 * nothing was written: `retry`. Any later one leaves the answer lost: `in_doubt`.
 */
class Listening implements Dispatcher.DispatchHandler {
  readonly request: Dispatcher.DispatchOptions;
  /** When it was given a connection; of the monotonic clock. */
  begunAt = 0;
  slot: Slot | undefined;
  readonly #host: Host;
  readonly #bytesMost: number;
  readonly #done: (raw: Exchange) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #silentSeconds = 0;
  #isOver = false;
  #status = 0;
  #type: string | undefined;
  #retryAfter: string | undefined;
  #first: Buffer | undefined;
  #rest: Buffer[] | undefined;
  #bytes = 0;

  constructor(host: Host, request: Dispatcher.DispatchOptions, bytesMost: number, done: (raw: Exchange) => void) {
    this.#host = host;
    this.request = request;
    this.#bytesMost = bytesMost;
    this.#done = done;
  }

  /** Another second has gone by; breaks off when nothing was heard for so many. */
  grow(secondsMost: number): void {
    if (this.#controller === undefined || this.#isOver) return;
    this.#silentSeconds += 1;
    if (this.#silentSeconds > secondsMost) this.#controller.abort(new Error(`no answer within ${secondsMost} s`));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Record<string, string | string[] | undefined>): void {
    this.#status = status;
    this.#type = headerOf(headers['content-type']);
    this.#retryAfter = headerOf(headers['retry-after']);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#silentSeconds = 0;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bytesMost) controller.abort(new Error(`the answer is larger than ${this.#bytesMost} bytes`));
    else if (this.#first === undefined) this.#first = chunk;
    else (this.#rest ??= []).push(chunk);
  }

  onResponseEnd(): void {
    const whole = this.#first ?? Buffer.alloc(0);
    const bytes = this.#rest === undefined ? whole : Buffer.concat([whole, ...this.#rest]);
    this.#end({ ok: true, status: this.#status, bytes, type: this.#type, retryAfter: this.#retryAfter });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const { method, path } = this.request;
    const fate = this.#controller === undefined ? 'retry' : 'in_doubt';
    // undici says some of them before `dispatch` has returned.
    queueMicrotask(() => this.#end({ ok: false, error: faultOf({ message: `${method} ${path.split('?')[0]}: ${error.message}`, fate }) }));
  }

  /** A fault of whoever listens is no fault of the connection: undici would take it for one, and tell it here once more. */
  #end(raw: Exchange): void {
    if (this.#isOver) return;
    this.#isOver = true;
    end(this.#host, this);
    try {
      this.#done(raw);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
