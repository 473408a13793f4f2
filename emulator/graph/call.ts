import type { IncomingMessage } from 'node:http';

import type { ParsedBody } from './body.ts';

/** One call of the Graph face, its parameters merged from query and body (the body wins). */
export type Call = {
  method: string;
  /** Path without version and slashes at the ends. */
  path: string;
  segments: readonly string[];
  params: Record<string, unknown>;
  /** The body as it came, if it was text; its fields as JSON if it was a form. For the inspector of a message. */
  text: string;
  files: ParsedBody['files'];
  bytes: Buffer;
  headers: IncomingMessage['headers'];
  /** `user` has the access token, `app` has `app_id|app_secret`. */
  caller: 'user' | 'app';
  /** Where the client found us: media addresses and page links follow it. */
  base: string;
};

/** Where a client found us: through a proxy that says so, or directly. */
export function baseOf(request: IncomingMessage): string {
  const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value?.split(',')[0]?.trim());
  const host = first(request.headers['x-forwarded-host']) ?? request.headers.host ?? '127.0.0.1';
  const spoken = 'encrypted' in request.socket && request.socket.encrypted === true ? 'https' : 'http';
  return `${first(request.headers['x-forwarded-proto']) ?? spoken}://${host}`;
}
