import { randomBytes } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { faultOf, parseCallAnswer, parseSendAnswer, type SendAnswer } from './answer.ts';
import type { CallAnswer, Caller, CallOptions, FormPart } from './caller.ts';
import { type Connections, connectionsTo, type Exchange } from './connections.ts';

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

/** An answer to a call is a page of a list at most. */
const answerBytesMost = 16 * 1024 * 1024;

function placeOf(base: string): { connections: Connections; prefix: string } {
  const url = new URL(base);
  return { connections: connectionsTo(url.origin), prefix: url.pathname.replace(/\/+$/, '') };
}

/** Opens a client. Nothing is connected before the first call. */
export function openClient(options: ClientOptions): Client {
  const base = new URL(options.baseUrl);
  const connections = connectionsTo(base.origin);
  const prefix = `${base.pathname.replace(/\/+$/, '')}/${options.version}`;
  const authorization = `Bearer ${options.token}`;
  const jsonHeaders = { authorization, 'content-type': 'application/json' };

  async function call(method: 'GET' | 'POST' | 'DELETE', path: string, given: CallOptions = {}): Promise<CallAnswer> {
    const query = given.query === undefined ? '' : `?${new URLSearchParams(given.query).toString()}`;
    const content = contentOf(given);
    const headers: Record<string, string> = { authorization, ...(content.type === undefined ? {} : { 'content-type': content.type }), ...given.headers };
    const place = given.base === undefined ? { connections, prefix } : placeOf(given.base);
    const raw = await exchange(place.connections, { method, path: `${place.prefix}/${path}${query}`, headers, body: content.body }, answerBytesMost);
    return raw.ok ? parseCallAnswer(raw.status, raw.bytes.toString('utf8'), raw.retryAfter) : raw;
  }

  return {
    call,
    post(numberMetaId, body, answered) {
      const request = { method: 'POST', path: `${prefix}/${numberMetaId}/messages`, headers: jsonHeaders, body } as const;
      connections.exchange(request, answerBytesMost, (raw) =>
        answered(parseSendAnswer(raw.ok ? parseCallAnswer(raw.status, raw.bytes.toString('utf8'), raw.retryAfter) : raw)),
      );
    },
    async download(url, bytesMost) {
      const target = new URL(url);
      const raw = await exchange(
        connectionsTo(target.origin),
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

function exchange(connections: Connections, request: Dispatcher.DispatchOptions, bytesMost: number): Promise<Exchange> {
  return new Promise((resolve) => connections.exchange(request, bytesMost, resolve));
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
