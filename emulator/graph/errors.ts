import type { WireError } from '#core/whatsapp/wire.ts';

import { randomHex } from '../world/random.ts';

/** What an error of the Graph API says beside its code. */
export type GraphErrorMore = {
  status?: number;
  type?: string;
  subcode?: number;
  details?: string;
  title?: string;
  sentence?: string;
  /** May the same call succeed a little later? Said where Meta says it. */
  transient?: boolean;
  headers?: Record<string, string>;
  /** What stands beside the error: what a call did before it failed in part. */
  beside?: Record<string, unknown>;
};

/** A refused Graph call: thrown where the law is broken, printed once at the door in Meta's form. */
export class GraphRefusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly more: GraphErrorMore;

  constructor(code: number, message: string, more: GraphErrorMore) {
    super(message);
    this.name = 'GraphRefusal';
    this.code = code;
    this.status = more.status ?? 400;
    this.more = more;
  }
}

/** Prints a refusal as Meta does, with a fresh `fbtrace_id`. */
export function presentRefusal(refusal: GraphRefusal, trace = `A${randomHex(22)}`): WireError {
  const { type, subcode, details, title, sentence, transient } = refusal.more;
  return {
    ...refusal.more.beside,
    error: {
      message: clip(refusal.message),
      type: type ?? 'OAuthException',
      code: refusal.code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      ...(details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details: clip(details) } }),
      ...(title === undefined && transient === undefined ? {} : { is_transient: transient ?? false }),
      ...(title === undefined ? {} : { error_user_title: title }),
      ...(sentence === undefined ? {} : { error_user_msg: sentence }),
      fbtrace_id: trace,
    },
  };
}

/** How much an error says: it may repeat what was sent, and that may be a megabyte. */
const sentenceLength = 2_000;

function clip(text: string): string {
  return text.length > sentenceLength ? `${text.slice(0, sentenceLength).toWellFormed()}…` : text;
}

/** Titles of the codes a client meets, as Meta's error page prints them (read 2026-11-22). */
const titles: Readonly<Record<number, string>> = {
  0: 'AuthException',
  1: 'Invalid request or possible server error',
  2: 'Service temporarily unavailable',
  3: 'Capability or permissions issue',
  4: 'Application request limit reached',
  10: 'Permission denied',
  33: 'Parameter value is not valid',
  100: 'Invalid parameter',
  104: 'App secret proof is missing',
  190: 'Access token has expired',
  200: 'Permission is missing or was removed',
  368: 'Temporarily blocked for policies violations',
  613: 'Calls to this API have exceeded the rate limit',
  80007: 'Rate limit issues',
  130403: 'The business has blocked the user',
  130429: 'Rate limit hit',
  130472: "User's number is part of an experiment",
  130497: 'Business account is restricted from messaging users in this country',
  131000: 'Something went wrong',
  131005: 'Access denied',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131016: 'Service unavailable',
  131020: 'Group does not exist',
  131021: 'Recipient cannot be sender',
  131026: 'Message undeliverable',
  131030: 'Recipient phone number not in allowed list',
  131031: 'Business Account locked',
  131037: 'Display name approval needed',
  131042: 'Business eligibility payment issue',
  131044: 'Business eligibility payment issue',
  131045: 'Incorrect certificate',
  131047: 'Re-engagement message',
  131048: 'Spam rate limit hit',
  131049: 'This message was not delivered to maintain healthy ecosystem engagement.',
  131050: 'User has stopped marketing messages',
  131051: 'Unsupported message type',
  131052: 'Media download error',
  131053: 'Media upload error',
  131055: 'Method not allowed',
  131056: '(Business Account, Consumer Account) pair rate limit hit',
  131057: 'Account in maintenance mode',
  131059: 'Invalid pagination cursor',
  131062: 'Business-scoped user ID recipients are not supported for this message',
  131063: 'Marketing messages are disabled on Cloud API',
  131064: 'Limit reached because of template misclassification',
  131215: 'Groups not eligible',
  132000: 'Number of parameters does not match the expected number of params',
  132001: 'Template name does not exist in the translation',
  132005: 'Translated text too long',
  132007: 'Template format character policy violated',
  132008: 'Template parameter value is not valid',
  132012: 'Parameter format does not match format in the created template',
  132015: 'Template is paused',
  132016: 'Template is disabled',
  132018: "There's an issue with the parameters in your template",
  132068: 'Flow is blocked',
  132069: 'Flow is throttled',
  133000: 'Incomplete deregistration',
  133004: 'Server temporarily unavailable',
  133005: 'Two step verification PIN mismatch',
  133006: 'Phone number re-verification needed',
  133008: 'Too many two step verification PIN guesses',
  133009: 'Two step verification PIN guessed too fast',
  133010: 'Phone number not registered',
  133015: 'Please wait a few minutes before attempting to register this phone number',
  133016: 'Account register deregister rate limit exceeded',
  134100: 'Only marketing messages supported',
  134101: 'Your template is still syncing',
  134011: 'WhatsApp Payments terms of service are not accepted',
  134102: 'Template unavailable for use',
  135000: 'Generic user error',
  137000: 'Recipient identity key hash mismatch',
  138000: 'Calling API not enabled',
  139000: 'Blocked by Integrity',
  139001: "Flow can't be updated",
  139002: "Flow can't be published",
  139003: "Flow can't be deprecated",
  139004: "Flow can't be deleted",
  139100: 'Failed to block/unblock users',
  139101: 'Block list limit reached',
  139102: 'Block list concurrent update',
  139103: 'Block list internal error',
  139200: 'Access to this feature is blocked',
  147001: 'Username is not available',
  147002: 'Username is not eligible',
};

/** What Meta calls a code. */
export function titleOf(code: number): string {
  return titles[code] ?? 'Something went wrong';
}

/** A refusal of a send: `(#code) title`, with the details that name the place. */
export function sendRefusal(code: number, details: string, status = 400): GraphRefusal {
  return new GraphRefusal(code, `(#${code}) ${titleOf(code)}`, { status, details });
}

/** A parameter the call cannot do without. Meta's text. */
export function missingParameter(name: string): GraphRefusal {
  return new GraphRefusal(100, `(#100) The parameter ${name} is required.`, {});
}

/** A parameter whose value is none of those allowed. Meta's text. */
export function badParameter(message: string, more: GraphErrorMore = {}): GraphRefusal {
  return new GraphRefusal(100, `(#100) ${message}`, more);
}

/** Ids have 20 digits at most, and those of uploads some hundred characters: what is longer is a mistake, and not repeated whole. */
const idShown = 300;

/** An id that names nothing this token may see: Meta answers 400, not 404, and still sends the subcode. */
export function unknownObject(method: string, id: string): GraphRefusal {
  const verb = method.toLowerCase();
  const named = id.length > idShown ? `${id.slice(0, idShown)}…` : id;
  const message =
    `Unsupported ${verb} request. Object with ID '${named}' does not exist, cannot be loaded due to missing permissions, ` +
    'or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api';
  return new GraphRefusal(100, message, { type: 'GraphMethodException', subcode: 33 });
}

/** A path no node has. General Graph behaviour. */
export function unknownPath(path: string): GraphRefusal {
  return new GraphRefusal(2500, `Unknown path components: /${path}`, {});
}

/** No token, or one this world never gave out. */
export function badToken(): GraphRefusal {
  return new GraphRefusal(190, 'Invalid OAuth access token - Cannot parse access token', { status: 401 });
}

/** The token was good once. */
export function expiredToken(): GraphRefusal {
  return new GraphRefusal(190, 'Error validating access token: Session has expired. Get a new token and try again.', { status: 401, subcode: 463 });
}

/** A template law: code 100 with the subcode, title and sentence Meta's managers show. */
export function templateRefusal(subcode: number, title: string, sentence: string): GraphRefusal {
  return new GraphRefusal(100, 'Invalid parameter', { subcode, title, sentence });
}
