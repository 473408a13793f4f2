import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Actor } from '#core/value/actor.ts';
import type { Platform } from '../platform.ts';
import type { Answers } from './answers.ts';

/** A JSON body above this is no call of our API. */
export const jsonBytesMost = 1024 * 1024;
/** The largest document Meta takes; a contacts file of a million people is smaller. */
export const uploadBytesMost = 100 * 1024 * 1024;

/** Who asks, and how they showed it: a session's cookie is sent by the browser unasked, a key never. */
export type Caller = { readonly actor: Actor; readonly by: 'session' | 'key' };

/** A route on bare node:http, in front of everything else: for the webhook door and for a library that brings its own. */
export type FastRoute = {
  /** Exact method, or `*`. */
  readonly method: string;
  /** The path up to and with its last slash, such as `/webhooks/whatsapp/`. */
  readonly prefix: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
};

export type HttpOptions = {
  readonly platform: Platform;
  readonly answers: readonly Answers[];
  readonly fastRoutes: readonly FastRoute[];
  readonly resolveCaller: (headers: IncomingHttpHeaders) => Promise<Caller | undefined>;
  /** The OpenAPI document, served at /openapi.json. */
  readonly openApi: object;
  /** The built dashboard; undefined serves none. */
  readonly webFolder: string | undefined;
  /** Checks answers against the contract before they leave. */
  readonly checksReplies: boolean;
};
