import { createHmac } from 'node:crypto';

import { Agent, type Dispatcher } from 'undici';

/** What came of a POST. `status` is null when there was no whole answer; then `error` says why. `response` is the beginning of the answer's body. */
export type Answer = { status: number | null; error: string | null; response: string };

/** One POST. The timeout is for all of it, in real milliseconds: whoever answers byte by byte gets no more time. */
export type Posting = { origin: string; path: string; body: Buffer; signature: string; timeoutMilliseconds: number };

/** Of the answer's body this much is kept for the log, and this much is read before the connection is cut; only its status matters. */
const responseKept = 2_000;
const responseRead = 64 * 1024;

/** Addresses somebody set, one after the other, each with its connections; more at a time is no desk's need. */
const originsAtOnce = 256;
const connectionsAtOnce = 256;
const connectMilliseconds = 10_000;

/** Signs the very bytes that are sent: `sha256=` and the HMAC in hex. */
export function signBody(body: string | Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Opens the connections. Time limits are set for each POST, so the agent has none of its own. */
export function openAgent(): Agent {
  return new Agent({
    connections: connectionsAtOnce,
    maxOrigins: originsAtOnce,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: connectMilliseconds },
  });
}

/** Sends a POST and tells once what came of it. Redirects are not followed. */
export function sendPost(agent: Agent, posting: Posting, done: (answer: Answer) => void): void {
  const { timeoutMilliseconds } = posting;
  let controller: Dispatcher.DispatchController | undefined;
  let status: number | null = null;
  let response = '';
  let read = 0;
  let isOver = false;
  const finish = (error: string | null): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    done({ status: error === null ? status : null, error, response });
  };
  const giveUp = (): void => {
    finish(`no whole answer within ${timeoutMilliseconds} ms`);
    controller?.abort(new Error('too late'));
  };
  const timer = setTimeout(giveUp, timeoutMilliseconds).unref();
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      controller = started;
      if (isOver) started.abort(new Error('too late'));
    },
    onResponseStart(_, code) {
      status = code;
    },
    onResponseData(self, chunk) {
      if (response.length < responseKept) response += chunk.toString('utf8', 0, responseKept - response.length);
      read += chunk.length;
      if (read <= responseRead) return;
      finish(null);
      self.abort(new Error('said enough'));
    },
    onResponseEnd: () => finish(null),
    onResponseError: (_, error) => finish(wordsOf(error)),
  };
  try {
    agent.dispatch({ origin: posting.origin, path: posting.path, method: 'POST', headers: headersOf(posting.signature), body: posting.body }, handler);
  } catch (error) {
    finish(wordsOf(error));
  }
}

function headersOf(signature: string): string[] {
  return ['content-type', 'application/json', 'accept', '*/*', 'user-agent', 'facebookexternalua', 'x-hub-signature-256', signature];
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? error.name : error.message;
}
