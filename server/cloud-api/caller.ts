import type { PlatformFate } from '#core/whatsapp/errors.entry.ts';

/**
 * A "no" of Meta's, or silence. `code` is Meta's (0 is one of them), or null when there was no answer that could be
 * read (`reached: false`); then the call may have been carried out all the same and the fate is `in_doubt`.
 */
export type PlatformError = {
  readonly code: number | null;
  readonly subcode: number | null;
  /** Meta's own sentence; for our eyes and for those who know Meta's pages. */
  readonly message: string;
  /** `error_data.details`: names the place. */
  readonly details: string | null;
  /** What Meta shows people in its own screens, when it says so (templates). */
  readonly userTitle: string | null;
  readonly userMessage: string | null;
  readonly httpStatus: number | null;
  readonly fate: PlatformFate;
  /** Whether an answer came that could be read. */
  readonly reached: boolean;
  /** From `Retry-After` or the usage headers, when Meta gave one. */
  readonly retryAfterSeconds: number | null;
};

/** A part of a multipart body: a plain field, or a file with its type and name. */
export type FormPart =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly filename: string; readonly mime: string; readonly bytes: Uint8Array };

/** What a call may carry: one of `json`, `multipart` and `bytes` at most. A header given here replaces the usual one. */
export type CallOptions = {
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly multipart?: readonly FormPart[];
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another base than the client's, for the calls that Meta takes elsewhere; there `path` has no version before it. */
  readonly base?: string;
};

/** The answer of a call: parsed JSON as it came, or the error. Never throws for what Meta or the network does. */
export type CallAnswer = { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly error: PlatformError };

/**
 * What the management calls stand on; the client of client.ts is one. `path` lies below the version (`1065…/media`).
 * `download` fetches an absolute address with the same token and gives its bytes and type.
 */
export type Caller = {
  call(method: 'GET' | 'POST' | 'DELETE', path: string, options?: CallOptions): Promise<CallAnswer>;
  download(
    url: string,
    bytesMost: number,
  ): Promise<{ readonly ok: true; readonly bytes: Uint8Array; readonly mime: string } | { readonly ok: false; readonly error: PlatformError }>;
};
