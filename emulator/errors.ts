import type { WireError } from '#core/whatsapp/wire.ts';

import { randomHex } from './random.ts';

/** What an error of the Graph API says beside its code. */
export type GraphErrorMore = {
  status?: number;
  type?: string;
  subcode?: number;
  details?: string;
  title?: string;
  sentence?: string;
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
export function presentRefusal(refusal: GraphRefusal): WireError {
  const { type, subcode, details, title, sentence } = refusal.more;
  return {
    error: {
      message: refusal.message,
      type: type ?? 'OAuthException',
      code: refusal.code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      ...(details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } }),
      ...(title === undefined ? {} : { is_transient: false, error_user_title: title }),
      ...(sentence === undefined ? {} : { error_user_msg: sentence }),
      fbtrace_id: `A${randomHex(22)}`,
    },
  };
}

/** Titles of the codes a sender meets, as Meta's error page prints them (read 2026-11-22). */
const titles: Readonly<Record<number, string>> = {
  100: 'Invalid parameter',
  130429: 'Rate limit hit',
  131000: 'Something went wrong',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131021: 'Recipient cannot be sender',
  131026: 'Message undeliverable',
  131047: 'Re-engagement message',
  131048: 'Spam rate limit hit',
  131049: 'This message was not delivered to maintain healthy ecosystem engagement.',
  131050: 'User has stopped marketing messages',
  131051: 'Unsupported message type',
  131053: 'Media upload error',
  131056: '(Business Account, Consumer Account) pair rate limit hit',
  132000: 'Number of parameters does not match the expected number of params',
  132001: 'Template name does not exist in the translation',
  132005: 'Translated text too long',
  132012: 'Parameter format does not match format in the created template',
  132015: 'Template is paused',
  132016: 'Template is disabled',
  132018: "There's an issue with the parameters in your template",
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
export function badParameter(message: string): GraphRefusal {
  return new GraphRefusal(100, `(#100) ${message}`, {});
}

/** An id that names nothing this token may see: Meta answers 400, not 404, and still sends the subcode. */
export function unknownObject(method: string, id: string): GraphRefusal {
  const verb = method.toLowerCase();
  const message =
    `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, ` +
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

/** A template law: code 100 with the subcode, title and sentence Meta's managers show. */
export function templateRefusal(subcode: number, title: string, sentence: string): GraphRefusal {
  return new GraphRefusal(100, 'Invalid parameter', { subcode, title, sentence });
}
