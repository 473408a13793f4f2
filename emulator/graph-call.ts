import type { IncomingMessage } from 'node:http';

import type { ParsedBody } from './body.ts';

/** One call of the Graph face, its parameters merged from query and body (the body wins). */
export type Call = {
  method: string;
  /** Path without version and slashes at the ends. */
  path: string;
  segments: readonly string[];
  params: Record<string, unknown>;
  files: ParsedBody['files'];
  bytes: Buffer;
  headers: IncomingMessage['headers'];
  /** `user` has the access token, `app` has `app_id|app_secret`. */
  caller: 'user' | 'app';
  /** Where the client found us: media addresses and page links follow it. */
  base: string;
};
