import { type Problem } from '#core/contract/route.ts';
import { Refusal, refusal, refusals } from '#core/contract/refusals.ts';
import { say, tell } from '#core/contract/say.ts';
import { type Spoken, typeset } from '#core/value/say.ts';

/** The address of a refusal's description; the API document lists them all. */
const typeOf = (code: string): string => `/openapi.json#/x-refusals/${code}`;

/** A refusal as an RFC 9457 document, in the language of the caller. */
export function presentProblem(refused: Refusal, requestId: string, language: Spoken): Problem {
  const { status, title } = refusals[refused.code];
  return {
    type: typeOf(refused.code),
    title: typeset(title[language], language),
    status,
    code: refused.code,
    detail: tell(refused.detail, language),
    errors: refused.errors.map(({ at, message }) => ({ at, message: tell(message, language) })),
    request_id: requestId,
  };
}

/** Turns whatever was thrown into a refusal: ours as it is, the framework's translated, a bug into `internal`. */
export function refusalOf(error: unknown, limits: { bodyBytesMost: number }): Refusal {
  if (error instanceof Refusal) return error;
  const code = codeOf(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refusal('too_large', say('body_large', { bytes: limits.bodyBytesMost }));
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || code === 'FST_INVALID_MULTIPART_CONTENT_TYPE') {
    return refusal('bad_request', 'this content type is not understood here: send application/json, or multipart/form-data to a route that takes a file');
  }
  // An address that leaves the folder of the dashboard.
  if (code === 'FST_STATIC_FORBIDDEN_PATH') return refusal('not_found', 'there is no such address');
  if (code === 'FST_ERR_MAX_PARAM_LENGTH') return refusal('bad_request', 'a part of the address is too long to be an id');
  if (code.startsWith('FST_') && isCallersFault(error)) return refusal('bad_request', error instanceof Error ? error.message : 'the request cannot be read');
  if (isConnectionLost(error)) return refusal('busy', say('database_away'));
  return refusal('internal', say('internal'));
}

/** The framework gives each of its errors a status; below 500 it blames the request. */
function isCallersFault(error: unknown): boolean {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500;
}

/** Errors of pg and the sockets below it that say the server went away, as opposed to a statement that is wrong. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  if (/^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|57P0[123]|08\d\d\d)$/.test(code)) return code !== 'ENOENT' || /connect/.test(String(error));
  return (
    error instanceof Error && /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(error.message)
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
