import { randomBytes } from 'node:crypto';
import { Pool, type Dispatcher } from 'undici';
import { second } from '#core/value/time.ts';
import { faultOf, parseCallAnswer, parseSendAnswer, type SendAnswer } from './answer.ts';
import type { CallAnswer, Caller, CallOptions, FormPart } from './caller.ts';

/** Speaks for one WhatsApp Business Account. Nothing here throws for what Meta or the network does. */
export type Client = Caller & {
  /**
   * `POST /{number}/messages` with a printed `WireSend`. Accepted is not yet sent. `answered` is called once, after `post` has returned:
   * a promise for each of thousands a second is work for the garbage collector and nothing else.
   */
  post(numberMetaId: string, body: string, answered: (answer: SendAnswer) => void): void;
};

/** Where the account is and how we show who we are. `baseUrl` is http or https, with or without a path. */
export type ClientOptions = { readonly baseUrl: string; readonly version: string; readonly token: string };

/** 1,000 messages a second at 250 ms each way keep this many connections busy; fewer are opened when fewer are needed. */
const connectionsMost = 256;
/** Meta answers in well under a second; after this an answer is lost, and the message in doubt. */
const answerWithinMilliseconds = 30 * second;
const connectWithinMilliseconds = 10 * second;
/** Meta's edge keeps idle connections for minutes; we let go earlier, so that we are not the one who writes into a closed one. */
const keepAliveMilliseconds = 20 * second;
/** An answer to a call is a page of a list at most. */
const answerBytesMost = 16 * 1024 * 1024;

const pools = new Map<string, Pool>();

/** One pool for each origin in the process: numbers of one host share its connections. Idle sockets hold no process alive. */
function poolOf(origin: string): Pool {
  const known = pools.get(origin);
  if (known) return known;
  const pool = new Pool(origin, {
    connections: connectionsMost,
    pipelining: 1,
    allowH2: false,
    headersTimeout: answerWithinMilliseconds,
    bodyTimeout: answerWithinMilliseconds,
    connect: { timeout: connectWithinMilliseconds },
    keepAliveTimeout: keepAliveMilliseconds,
  });
  pools.set(origin, pool);
  return pool;
}

function placeOf(base: string): { pool: Pool; prefix: string } {
  const url = new URL(base);
  return { pool: poolOf(url.origin), prefix: url.pathname.replace(/\/+$/, '') };
}

/** Opens a client. Nothing is connected before the first call. */
export function openClient(options: ClientOptions): Client {
  const base = new URL(options.baseUrl);
  const pool = poolOf(base.origin);
  const prefix = `${base.pathname.replace(/\/+$/, '')}/${options.version}`;
  const authorization = `Bearer ${options.token}`;
  const jsonHeaders = { authorization, 'content-type': 'application/json' };

  async function call(method: 'GET' | 'POST' | 'DELETE', path: string, given: CallOptions = {}): Promise<CallAnswer> {
    const query = given.query === undefined ? '' : `?${new URLSearchParams(given.query).toString()}`;
    const content = contentOf(given);
    const headers: Record<string, string> = { authorization, ...(content.type === undefined ? {} : { 'content-type': content.type }), ...given.headers };
    const place = given.base === undefined ? { pool, prefix } : placeOf(given.base);
    const raw = await exchange(place.pool, { method, path: `${place.prefix}/${path}${query}`, headers, body: content.body }, answerBytesMost);
    return raw.ok ? parseCallAnswer(raw.status, raw.bytes.toString('utf8'), raw.retryAfter) : raw;
  }

  return {
    call,
    post(numberMetaId, body, answered) {
      const request = { method: 'POST', path: `${prefix}/${numberMetaId}/messages`, headers: jsonHeaders, body } as const;
      const listening = new Listening(request, answerBytesMost, (raw) =>
        answered(parseSendAnswer(raw.ok ? parseCallAnswer(raw.status, raw.bytes.toString('utf8'), raw.retryAfter) : raw)),
      );
      pool.dispatch(request, listening);
    },
    async download(url, bytesMost) {
      const target = new URL(url);
      const raw = await exchange(
        poolOf(target.origin),
        { method: 'GET', path: target.pathname + target.search, headers: { authorization }, body: null },
        bytesMost,
      );
      if (!raw.ok) return raw;
      if (raw.status === 200) return { ok: true, bytes: raw.bytes, mime: raw.type ?? 'application/octet-stream' };
      const answer = parseCallAnswer(raw.status, raw.bytes.toString('utf8'), raw.retryAfter);
      return answer.ok
        ? { ok: false, error: faultOf({ message: `HTTP ${raw.status} where a file was expected`, fate: 'fix', httpStatus: raw.status }) }
        : answer;
    },
  };
}

type Exchange = { ok: true; status: number; bytes: Buffer; type: string | undefined; retryAfter: string | undefined } | (CallAnswer & { ok: false });

/**
 * One request on the pool, by undici's bare dispatch (its `request` costs 20 % more, `fetch` ten times). An error before
 * the request was begun means that nothing was written: `retry`. Any later one leaves the answer lost: `in_doubt`.
 */
function exchange(pool: Pool, request: Dispatcher.DispatchOptions, bytesMost: number): Promise<Exchange> {
  return new Promise((resolve) => void pool.dispatch(request, new Listening(request, bytesMost, resolve)));
}

/** Hears one answer. A class, since thousands a second are made: one object each, and not five functions. */
class Listening implements Dispatcher.DispatchHandler {
  readonly #request: Dispatcher.DispatchOptions;
  readonly #bytesMost: number;
  readonly #done: (raw: Exchange) => void;
  #isBegun = false;
  #isOver = false;
  #status = 0;
  #type: string | undefined;
  #retryAfter: string | undefined;
  #first: Buffer | undefined;
  #rest: Buffer[] | undefined;
  #bytes = 0;

  constructor(request: Dispatcher.DispatchOptions, bytesMost: number, done: (raw: Exchange) => void) {
    this.#request = request;
    this.#bytesMost = bytesMost;
    this.#done = done;
  }

  onRequestStart(): void {
    this.#isBegun = true;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Record<string, string | string[] | undefined>): void {
    this.#status = status;
    this.#type = headerOf(headers['content-type']);
    this.#retryAfter = headerOf(headers['retry-after']);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
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
    const { method, path } = this.#request;
    const fate = this.#isBegun ? 'in_doubt' : 'retry';
    // undici says some of them before `dispatch` has returned.
    queueMicrotask(() => this.#end({ ok: false, error: faultOf({ message: `${method} ${path.split('?')[0]}: ${error.message}`, fate }) }));
  }

  /** A fault of whoever listens is no fault of the connection: undici would take it for one, and tell it here once more. */
  #end(raw: Exchange): void {
    if (this.#isOver) return;
    this.#isOver = true;
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

function contentOf(options: CallOptions): { body: string | Uint8Array | null; type?: string } {
  if (options.json !== undefined) return { body: JSON.stringify(options.json), type: 'application/json' };
  if (options.bytes !== undefined) return { body: options.bytes, type: 'application/octet-stream' };
  if (options.multipart !== undefined) return multipartOf(options.multipart);
  return { body: null };
}

/** Writes the parts as multipart/form-data; names and file names may hold anything, so quotes and line ends are escaped. */
function multipartOf(parts: readonly FormPart[]): { body: Uint8Array; type: string } {
  const boundary = `parley-${randomBytes(16).toString('hex')}`;
  const quoted = (text: string) => text.replace(/["\r\n]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`);
  const pieces = parts.flatMap((part) => {
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(part.name)}"`;
    if ('value' in part) return [Buffer.from(`${head}\r\n\r\n${part.value}\r\n`)];
    return [Buffer.from(`${head}; filename="${quoted(part.filename)}"\r\ncontent-type: ${part.mime}\r\n\r\n`), part.bytes, Buffer.from('\r\n')];
  });
  return { body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]), type: `multipart/form-data; boundary=${boundary}` };
}
