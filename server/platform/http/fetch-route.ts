import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../platform.ts';
import type { FastRoute } from './options.ts';
import { setSecurityHeaders } from './security.ts';

/** A form to sign in is small. */
const bodyBytesMost = 64 * 1024;

/**
 * Lends a part of the address space to a library that answers the web's Request with a Response. The client's address
 * is put into the header `clientHeader`, whatever the client wrote there.
 */
export function fetchRoute(options: { prefix: string; clientHeader: string; log: Log; answer: (request: Request) => Promise<Response> }): FastRoute {
  return {
    method: '*',
    prefix: options.prefix,
    handle: (request, response) => void serve(options, request, response),
  };
}

async function serve({ clientHeader, log, answer }: Parameters<typeof fetchRoute>[0], request: IncomingMessage, response: ServerResponse): Promise<void> {
  setSecurityHeaders(response);
  try {
    const body = await readBody(request);
    if (body === undefined) {
      response.writeHead(413, { connection: 'close' }).end();
      return;
    }
    const asked = toRequest(request, body, clientHeader);
    if (asked === undefined) {
      response.writeHead(400).end();
      return;
    }
    const answered = await answer(asked);
    answered.headers.forEach((value, name) => {
      if (name !== 'set-cookie') response.setHeader(name, value);
    });
    const cookies = answered.headers.getSetCookie();
    if (cookies.length > 0) response.setHeader('set-cookie', cookies);
    response.setHeader('cache-control', 'no-store');
    response.writeHead(answered.status).end(Buffer.from(await answered.arrayBuffer()));
  } catch (error) {
    log.error({ error, url: request.url }, 'a request failed');
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    const buffer = Buffer.from(part);
    bytes += buffer.byteLength;
    if (bytes > bodyBytesMost) return undefined;
    parts.push(buffer);
  }
  return Buffer.concat(parts);
}

/** Undefined for what the web's Request cannot say: an address or Host that is no URL, a method such as TRACE. */
function toRequest(request: IncomingMessage, body: Buffer, clientHeader: string): Request | undefined {
  const { method = 'GET', url = '/' } = request;
  const address = `http://${request.headers.host ?? 'localhost'}${url}`;
  if (!URL.canParse(address) || method === 'TRACE' || method === 'CONNECT') return undefined;
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  headers.set(clientHeader, request.socket.remoteAddress ?? '');
  return new Request(address, { method, headers, ...(method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) }) });
}
