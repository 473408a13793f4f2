import type { Exchange } from './exchange.ts';
import type { Shape } from './shape.ts';

/** Whom the golden messages go to, and a number nobody set up. */
export const reader = '33612345678';
export const stranger = '33698765432';

/** The smallest files of each type that the emulator takes for what they are. */
export const files = {
  png: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  pdf: Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64'),
  ogg: Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead\x01\x01', 'latin1'), Buffer.alloc(16)]).toString('base64'),
  mp4: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.alloc(12)]).toString('base64'),
  webp: Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8X\0\0\0\0', 'latin1'), Buffer.alloc(16)]).toString('base64'),
} as const;

export const done: Shape = { success: true };
export const id = /^\d{5,20}$/;
export const wamid = /^wamid\.[A-Za-z0-9+/]+=*$/;
export const trace = /^[A-Za-z0-9_-]{11,}$/;
export const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/;
export const text = /[^]/;

/** What an accepted message is answered with. */
export const accepted: Shape = { messaging_product: 'whatsapp', contacts: [{ input: /./, wa_id: /^\d+$/ }], messages: [{ id: wamid }] };
export const acceptedTemplate: Shape = {
  messaging_product: 'whatsapp',
  contacts: [{ input: /./, wa_id: /^\d+$/ }],
  messages: [{ id: wamid, message_status: 'accepted' }],
};

/** A refusal as Graph prints it: `(#code) …`, and the details where the code has some. */
export function refusal(code: number, message: string | RegExp, more: { [key: string]: Shape } = {}): Shape {
  return { error: { message, type: 'OAuthException', code, fbtrace_id: trace, ...more } };
}

/** A refusal of a send: it names the place in its details. */
export function sendRefusal(code: number, details: string | RegExp, message: string | RegExp = new RegExp(`^\\(#${code}\\) `)): Shape {
  return refusal(code, message, { error_data: { messaging_product: 'whatsapp', details } });
}

/** Meta's "Unsupported get request." for ids nobody has, word for word (facts §5.5). */
export function unknown(verb: 'get' | 'post' | 'delete', name: string): Shape {
  return {
    error: {
      message: `Unsupported ${verb} request. Object with ID '${name}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
      type: 'GraphMethodException',
      code: 100,
      error_subcode: 33,
      fbtrace_id: trace,
    },
  };
}

/** A template law: code 100 with a subcode, a title and a sentence. */
export function templateRefusal(subcode: number | null, title: string | RegExp, sentence: RegExp = /./): Shape {
  return refusal(100, 'Invalid parameter', {
    ...(subcode === null ? {} : { error_subcode: subcode }),
    is_transient: false,
    error_user_title: title,
    error_user_msg: sentence,
  });
}

/** A parameter that is not there, in Meta's words. */
export function missing(name: string): Shape {
  return refusal(100, `(#100) The parameter ${name} is required.`);
}

/** A send of this message to the reader that is accepted. */
export function send(say: string, message: Record<string, unknown>, more: Partial<Exchange> = {}): Exchange {
  const isTemplate = message['type'] === 'template';
  return {
    say,
    call: 'POST {number}/messages',
    body: { messaging_product: 'whatsapp', recipient_type: 'individual', to: `+${reader}`, ...message },
    answer: isTemplate ? acceptedTemplate : accepted,
    ...more,
  };
}

/** A send of this message that is refused with HTTP 400, or the status said. */
export function refused(say: string, message: Record<string, unknown>, answer: Shape, status = 400): Exchange {
  return send(say, message, { answer, status });
}

/** A page of a list: its items, and cursors. */
export function page(item: Shape): Shape {
  return { data: [item], paging: { cursors: { before: /./, after: /./ }, 'next?': /^http/, 'previous?': /^http/ } };
}
