import { isRecord } from '../world/json.ts';
import { misfits, type Shape } from './shape.ts';

/** A form as it is sent: its fields, and a file of bytes (base64) with its type. */
export type Form = { fields: Record<string, string>; file?: { name: string; type: string; base64: string } };

/**
 * One call of the Graph face and what it must be answered with. `{number}`, `{account}` and whatever earlier calls kept
 * stand for ids, in the path, the query and the body. A refusal names its code; its request is wrong on purpose.
 */
export type Exchange = {
  say: string;
  /** `POST {number}/messages`, with the query if there is one. */
  call: string;
  body?: unknown;
  form?: Form;
  bytes?: { type: string; base64: string; headers?: Record<string, string> };
  token?: 'app' | 'none' | 'wrong';
  status?: number;
  answer: Shape;
  /** Ids for later: the name they get, and where in the answer they are (`messages/0/id`). */
  keep?: Record<string, string>;
  /** Before it: calls of the control API. */
  first?: readonly { call: string; body?: unknown; keep?: Record<string, string> }[];
};

/** What was asked and answered, for whoever judges it. */
export type Exchanged = {
  exchange: Exchange;
  method: string;
  /** With ids in braces by what they are, as Meta's file writes them: `/{number}/messages`. */
  path: string;
  query: URLSearchParams;
  requestType: string | null;
  request: unknown;
  status: number;
  responseType: string;
  response: unknown;
  /** Where the answer is not the one that must come. */
  misfits: string[];
};

/** Where exchanges are run: the address of the Graph face and of the control API, the tokens, and the ids known so far. */
export type Ground = { graph: string; control: string; tokens: { user: string; app: string }; known: Map<string, string> };

/** Does one exchange: what comes first, the call, and the comparison with what must come. */
export async function runExchange(ground: Ground, exchange: Exchange): Promise<Exchanged> {
  for (const one of exchange.first ?? []) keep(ground, await callControl(ground, one.call, one.body), one.keep);
  const [method = 'GET', written = ''] = exchange.call.split(' ');
  const [path = '', query = ''] = fill(written, ground.known).split('?');
  const { body, headers } = writeBody(ground, exchange);
  const address = path.startsWith('http') ? path : `${ground.graph}/${path}`;
  const answer = await fetch(`${address}${query === '' ? '' : `?${query}`}`, {
    method,
    headers: { ...headers, ...authorization(ground, exchange) },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
  });
  const responseType = answer.headers.get('content-type')?.split(';')[0] ?? '';
  const bytes = Buffer.from(await answer.arrayBuffer());
  const response: unknown = responseType === 'application/json' ? JSON.parse(bytes.toString()) : bytes.toString('base64');
  keep(ground, response, exchange.keep);
  const wanted = exchange.status ?? 200;
  return {
    exchange,
    method,
    path: `/${written.split('?')[0] ?? ''}`,
    query: new URLSearchParams(query),
    requestType: headers['content-type'] ?? (exchange.form === undefined ? null : 'multipart/form-data'),
    request: exchange.form === undefined ? replaceIn(exchange.body, ground.known) : exchange.form.fields,
    status: answer.status,
    responseType,
    response,
    misfits: [
      ...(answer.status === wanted ? [] : [`HTTP ${answer.status}, not ${wanted}: ${JSON.stringify(response).slice(0, 400)}`]),
      ...misfits(response, fillShape(exchange.answer, ground.known)),
    ],
  };
}

function keep(ground: Ground, answer: unknown, places: Record<string, string> = {}): void {
  for (const [name, place] of Object.entries(places)) ground.known.set(name, String(valueAt(answer, place) ?? ''));
}

/** One call of the control API; fails when it is refused, for the story could not go on. */
export async function callControl(ground: Ground, call: string, body?: unknown): Promise<unknown> {
  const [method = 'GET', path = ''] = fill(call, ground.known).split(' ');
  const answer = await fetch(`${ground.control}/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(replaceIn(body, ground.known)) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the control API refused ${call}: ${text}`);
  return JSON.parse(text);
}

function authorization({ tokens }: Ground, { token }: Exchange): Record<string, string> {
  if (token === 'none') return {};
  const shown = token === 'wrong' ? 'nobody-has-this' : token === 'app' ? tokens.app : tokens.user;
  return { authorization: `Bearer ${shown}` };
}

type Written = { body: Blob | FormData | string | undefined; headers: Record<string, string> };

function writeBody(ground: Ground, { body, form, bytes }: Exchange): Written {
  if (bytes !== undefined) return { body: new Blob([Buffer.from(bytes.base64, 'base64')]), headers: { 'content-type': bytes.type, ...bytes.headers } };
  if (form !== undefined) {
    const data = new FormData();
    for (const [name, value] of Object.entries(form.fields)) data.set(name, fill(value, ground.known));
    if (form.file !== undefined) data.set('file', new Blob([Buffer.from(form.file.base64, 'base64')], { type: form.file.type }), form.file.name);
    return { body: data, headers: {} };
  }
  if (body === undefined) return { body: undefined, headers: {} };
  return { body: JSON.stringify(replaceIn(body, ground.known)), headers: { 'content-type': 'application/json' } };
}

function fill(text: string, known: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\{([a-z_]+)\}/g, (whole, name: string) => known.get(name) ?? whole);
}

function replaceIn(value: unknown, known: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return fill(value, known);
  if (Array.isArray(value)) return value.map((one) => replaceIn(one, known));
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaceIn(one, known)]));
  return value;
}

function fillShape(shape: Shape, known: ReadonlyMap<string, string>): Shape {
  if (typeof shape === 'string') return fill(shape, known);
  if (shape instanceof RegExp || typeof shape !== 'object' || shape === null) return shape;
  if (Array.isArray(shape)) return shape.map((one) => fillShape(one, known));
  return Object.fromEntries(Object.entries(shape).map(([key, one]) => [key, fillShape(one, known)]));
}

/** What stands at `messages/0/id` of an answer. */
export function valueAt(value: unknown, place: string): unknown {
  let found = value;
  for (const step of place.split('/')) {
    if (Array.isArray(found)) found = found[Number(step)];
    else found = isRecord(found) ? found[step] : undefined;
  }
  return found;
}
