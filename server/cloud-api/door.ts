import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSameSecret, verifySignature } from './signature.ts';

/** What the door must know about an account to tell Meta's posts from others'. */
export type DoorSecrets = { readonly appSecret: string; readonly verifyToken: string };

/** What became of a post: kept durably, or too much at once (Meta posts it again later). */
export type Kept = 'kept' | 'busy';

export type DoorOptions<Account extends DoorSecrets> = {
  /** The account of a webhook key; undefined when there is none. May answer at once from memory. */
  readonly findAccount: (key: string) => Account | undefined | Promise<Account | undefined>;
  /** Keeps a signed body, and says so after it is committed; a promise is no more than what it needed before. */
  readonly keep: (account: Account, body: Buffer, kept: (kept: Kept) => void) => void | Promise<void>;
  /** Told of every post that was turned away, with the reason. */
  readonly onRefused: (refused: { readonly key: string; readonly httpStatus: number; readonly reason: string; readonly from: string | undefined }) => void;
};

/** Meta's largest posts (1,000 updates) are below this: "up to 3 MB", webhooks overview, read 2026-11-22. */
export const webhookBytesMost = 3 * 1024 * 1024;
/** Thousands a second get these. Whoever can sign is no browser, so they say nothing to one. */
const keptText = 'ok';
const keptHeaders = { 'content-type': 'text/plain; charset=utf-8', 'content-length': keptText.length };
/** So that no sender is believed to be a browser's, and nothing is cached. */
const plain = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };

/**
 * The one door in, on bare node:http: `GET` answers Meta's challenge, `POST` takes a webhook. 200 means that it was
 * committed; 401 a wrong or missing signature, 404 an unknown key, 413 too large, 503 try again.
 */
export function openDoor<Account extends DoorSecrets>(
  options: DoorOptions<Account>,
): (request: IncomingMessage, response: ServerResponse, key: string) => void {
  function refuse(request: IncomingMessage, response: ServerResponse, key: string, httpStatus: number, reason: string): void {
    options.onRefused({ key, httpStatus, reason, from: request.socket.remoteAddress });
    answer(response, httpStatus, reason);
  }

  async function challenge(request: IncomingMessage, response: ServerResponse, key: string): Promise<void> {
    const query = new URL(request.url ?? '/', 'http://door').searchParams;
    const account = await options.findAccount(key);
    if (account === undefined) return refuse(request, response, key, 404, 'unknown webhook key');
    const isKnown = isSameSecret(query.get('hub.verify_token') ?? '', account.verifyToken);
    if (!isKnown || query.get('hub.mode') !== 'subscribe') return refuse(request, response, key, 403, 'wrong verify token');
    answer(response, 200, query.get('hub.challenge') ?? '');
  }

  function take(request: IncomingMessage, response: ServerResponse, key: string, body: Buffer): void | Promise<void> {
    const found = options.findAccount(key);
    return found instanceof Promise
      ? found.then((account) => takeFor(account, { request, response, key, body }))
      : takeFor(found, { request, response, key, body });
  }

  function takeFor(
    account: Account | undefined,
    post: { request: IncomingMessage; response: ServerResponse; key: string; body: Buffer },
  ): void | Promise<void> {
    const { request, response, key, body } = post;
    if (account === undefined) return refuse(request, response, key, 404, 'unknown webhook key');
    const header = request.headers['x-hub-signature-256'];
    if (!verifySignature(account.appSecret, body, typeof header === 'string' ? header : undefined)) {
      return refuse(request, response, key, 401, header === undefined ? 'the signature is missing' : 'the signature is wrong');
    }
    return options.keep(account, body, (kept) => {
      if (kept === 'kept') answerKept(response);
      else refuse(request, response, key, 503, 'too much at once');
    });
  }

  /** A failure below (the database away while an account is looked up) is Meta's to repeat; why is told to us only. */
  function fail(error: unknown, request: IncomingMessage, response: ServerResponse, key: string): void {
    options.onRefused({ key, httpStatus: 503, reason: String(error), from: request.socket.remoteAddress });
    answer(response, 503, 'not now');
  }

  /** Does something, at once or later. */
  function settle(work: () => void | Promise<void>, request: IncomingMessage, response: ServerResponse, key: string): void {
    try {
      work()?.catch((error: unknown) => fail(error, request, response, key));
    } catch (error) {
      fail(error, request, response, key);
    }
  }

  return (request, response, key) => {
    if (request.method === 'GET') return settle(() => challenge(request, response, key), request, response, key);
    if (request.method !== 'POST') return answer(response, 405, 'GET or POST');
    readBody(request, (body) => {
      if (body === 'too_large') {
        response.setHeader('connection', 'close');
        refuse(request, response, key, 413, `a webhook has at most ${webhookBytesMost} bytes`);
      } else settle(() => take(request, response, key, body), request, response, key);
    });
  };
}

function answer(response: ServerResponse, httpStatus: number, text: string): void {
  if (response.writableEnded || response.destroyed) return;
  response.writeHead(httpStatus, { ...plain, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

function answerKept(response: ServerResponse): void {
  if (response.writableEnded || response.destroyed) return;
  response.writeHead(200, keptHeaders);
  response.end(keptText, 'latin1');
}

/** Gathers the body; tells once. A request that breaks off is told to nobody. */
function readBody(request: IncomingMessage, done: (body: Buffer | 'too_large') => void): void {
  let first: Buffer | undefined;
  let rest: Buffer[] | undefined;
  let bytes = 0;
  let isTold = false;
  request.on('data', (chunk: Buffer) => {
    if (isTold) return;
    bytes += chunk.length;
    if (bytes > webhookBytesMost) {
      isTold = true;
      done('too_large');
    } else if (first === undefined) first = chunk;
    else (rest ??= []).push(chunk);
  });
  request.on('end', () => {
    if (isTold) return;
    isTold = true;
    const whole = first ?? Buffer.alloc(0);
    done(rest === undefined ? whole : Buffer.concat([whole, ...rest]));
  });
  request.on('error', () => (isTold = true));
}
