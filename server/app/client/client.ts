import type { BodyInOf, ParamsOf, Problem, QueryInOf, ReplyOf, Route } from '#core/contract/route.ts';

/** Where the API is and with which key: what the terminal, the demo shop and the tests speak through. */
export type Door = { readonly url: string; readonly key: string };

/** What a call needs; parts a route does not have are left out. */
export type Input<R extends Route> = {
  params?: ParamsOf<R>;
  query?: QueryInOf<R>;
  body?: BodyInOf<R>;
  /** For uploads. */
  file?: { name: string; type: string; content: Uint8Array };
};

/** The API said no. `problem` is its RFC 9457 document. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.title}: ${problem.detail}`);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

/** The API could not be reached at all. */
export class ApiUnreachable extends Error {
  constructor(url: string, cause: unknown) {
    super(`Parley does not answer at ${url}. Is it running? Start it with npm start.`, { cause });
    this.name = 'ApiUnreachable';
  }
}

/** Calls one route of the contract and returns its reply; throws ApiProblem for a refusal. */
export async function call<R extends Route>(door: Door, route: R, input: Input<R> = {}): Promise<ReplyOf<R>> {
  const response = await request(door, route, input);
  const text = await response.text();
  if (!response.ok) throw new ApiProblem(parseProblem(text, response.status));
  return parseReply<R>(route, text);
}

/** Calls a route that answers with a file. */
export async function download(door: Door, route: Route, input: Input<Route> = {}): Promise<Uint8Array> {
  const response = await request(door, route, input);
  if (!response.ok) throw new ApiProblem(parseProblem(await response.text(), response.status));
  return new Uint8Array(await response.arrayBuffer());
}

async function request(door: Door, route: Route, input: Input<Route>): Promise<Response> {
  const url = new URL(door.url + fillPath(route.path, parseRecord(input.params)));
  for (const [name, value] of Object.entries(parseRecord(input.query))) {
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
  }
  const headers: Record<string, string> = { authorization: `Bearer ${door.key}`, accept: 'application/json' };
  let body: FormData | string | undefined;
  if (input.file) {
    const form = new FormData();
    form.set('file', new Blob([Uint8Array.from(input.file.content)], { type: input.file.type }), input.file.name);
    body = form;
  } else if (route.method !== 'GET' && route.method !== 'DELETE') {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(input.body ?? {});
  }
  try {
    return await fetch(url, body === undefined ? { method: route.method, headers } : { method: route.method, headers, body });
  } catch (cause) {
    throw new ApiUnreachable(door.url, cause);
  }
}

function fillPath(path: string, params: Record<string, unknown>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
}

function parseRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function parseReply<R extends Route>(route: R, text: string): ReplyOf<R> {
  return route.reply.parse(JSON.parse(text)) as ReplyOf<R>;
}

function parseProblem(text: string, status: number): Problem {
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    if (typeof problem.code === 'string' && typeof problem.detail === 'string')
      return { type: '', title: problem.code, status, errors: [], request_id: '', ...problem, code: problem.code, detail: problem.detail };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { type: 'about:blank', title: `HTTP ${status}`, status, code: 'internal', detail: text.slice(0, 400), errors: [], request_id: '' };
}
