import { fateOf } from '#core/whatsapp/errors.ts';
import type { PlatformFate } from '#core/whatsapp/errors.entry.ts';
import type { WireSent } from '#core/whatsapp/wire.ts';
import type { CallAnswer, PlatformError } from './caller.ts';
import { mend } from './mend.ts';

/** What became of a send: accepted (with its wamid), or a "no" with its fate. */
export type SendAnswer = { readonly ok: true; readonly sent: WireSent } | { readonly ok: false; readonly error: PlatformError };

const httpUnauthorized = 401;
const httpTooManyRequests = 429;
const httpServerFault = 500;
/** As much of an answer that is no JSON as helps to see what it was: a proxy's page, mostly. */
const quotedCharactersMost = 200;

/** An error that is not Meta's: nothing was read, or what was read is no answer of the Graph API. */
export function faultOf(fault: { message: string; fate: PlatformFate; httpStatus?: number; retryAfterSeconds?: number | null }): PlatformError {
  return {
    code: null,
    subcode: null,
    message: fault.message,
    details: null,
    userTitle: null,
    userMessage: null,
    httpStatus: fault.httpStatus ?? null,
    fate: fault.fate,
    reached: fault.httpStatus !== undefined,
    retryAfterSeconds: fault.retryAfterSeconds ?? null,
  };
}

/**
 * Reads an answer of the Graph API. A 2xx whose body is no JSON may still have been carried out, so it is in doubt; so
 * is a 5xx without a readable error. `retryAfter` is the header of that name.
 */
export function parseCallAnswer(httpStatus: number, text: string, retryAfter: string | undefined): CallAnswer {
  const body = parseJson(text);
  if (httpStatus >= 200 && httpStatus < 300 && body !== undefined) return { ok: true, body };
  const retryAfterSeconds = retryAfter !== undefined && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null;
  const error = typeof body === 'object' && body !== null && 'error' in body ? parseError(body.error, httpStatus, retryAfterSeconds) : undefined;
  if (error) return { ok: false, error };
  return {
    ok: false,
    error: faultOf({ message: `HTTP ${httpStatus}: ${text.slice(0, quotedCharactersMost)}`, fate: fateOfStatus(httpStatus), httpStatus, retryAfterSeconds }),
  };
}

/** Reads the answer of a send: without a message id nobody can say whether it was taken, so that is in doubt. */
export function parseSendAnswer(answer: CallAnswer): SendAnswer {
  if (!answer.ok) return answer;
  const sent = answer.body as Partial<WireSent> | null;
  const id = Array.isArray(sent?.messages) ? sent.messages[0]?.id : undefined;
  if (typeof id === 'string') return { ok: true, sent: answer.body as WireSent };
  return { ok: false, error: faultOf({ message: 'the answer names no message', fate: 'in_doubt', httpStatus: 200 }) };
}

function parseError(value: unknown, httpStatus: number, retryAfterSeconds: number | null): PlatformError | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const error = value as Record<string, unknown>;
  const code = typeof error['code'] === 'number' ? error['code'] : undefined;
  if (code === undefined) return undefined;
  const subcode = typeof error['error_subcode'] === 'number' ? error['error_subcode'] : null;
  const data = error['error_data'] as { details?: unknown } | undefined;
  return {
    code,
    subcode,
    message: textOf(error['message']) ?? '',
    details: textOf(data?.details),
    userTitle: textOf(error['error_user_title']),
    userMessage: textOf(error['error_user_msg']),
    httpStatus,
    fate: fateOf(code, httpStatus),
    reached: true,
    retryAfterSeconds,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(mend(text));
  } catch {
    return undefined; // The caller says what that means for its status.
  }
}

function fateOfStatus(httpStatus: number): PlatformFate {
  if (httpStatus === httpTooManyRequests) return 'slow_down';
  if (httpStatus === httpUnauthorized) return 'stop_account';
  if (httpStatus >= httpServerFault || httpStatus < 300) return 'in_doubt';
  return 'fix';
}
