import type { ServerResponse } from 'node:http';

import { z } from 'zod';

import { ControlRefusal } from '../people/refusal.ts';
import type { World } from '../world/world.ts';
import { findStrange } from './strange.ts';

const megabyte = 1024 * 1024;

/** Bodies of most routes; acts carry media of up to Meta's 100 MB in base64, setups and recordings are lists. */
export const bodyLimits = { small: megabyte, list: 64 * megabyte, media: 140 * megabyte } as const;

/** What a route is told: the words of its path, its query and its body, read by their schemas. */
export type RouteCall<Query, Body> = { params: Readonly<Record<string, string>>; query: Query; body: Body; response: ServerResponse };

/** Given back by a route that has taken over the response (a stream, a file). */
export const streamed = Symbol('streamed');

/** One route of the control API: what it does, what it reads, what it answers, and an example of both. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Beneath the root, with words in braces for what changes: `phones/{wa_id}/acts`. */
  readonly path: string;
  readonly about: string;
  readonly query: z.ZodType | null;
  readonly body: z.ZodType | null;
  /** JSON of this shape, or (null) a stream of `type`. */
  readonly answer: z.ZodType | null;
  readonly type: string;
  readonly limit: number;
  readonly example: { readonly request?: unknown; readonly answer: unknown };
  readonly run: (world: World, raw: { params: Record<string, string>; query: URLSearchParams; body: Buffer; response: ServerResponse }) => unknown;
};

type RouteFacts<Query extends z.ZodType, Body extends z.ZodType> = {
  method: Route['method'];
  path: string;
  about: string;
  query?: Query;
  body?: Body;
  answer: z.ZodType | null;
  type?: string;
  limit?: number;
  example: Route['example'];
  run: (world: World, call: RouteCall<z.infer<Query>, z.infer<Body>>) => unknown;
};

const nothing = z.unknown();

/** Makes a route of its facts; `run` gets what the schemas made of query and body. */
export function route<Query extends z.ZodType = typeof nothing, Body extends z.ZodType = typeof nothing>(facts: RouteFacts<Query, Body>): Route {
  const { query, body } = facts;
  return {
    method: facts.method,
    path: facts.path,
    about: facts.about,
    query: query ?? null,
    body: body ?? null,
    answer: facts.answer,
    type: facts.type ?? 'application/json',
    limit: facts.limit ?? bodyLimits.small,
    example: facts.example,
    run: (world, raw) =>
      facts.run(world, {
        params: raw.params,
        response: raw.response,
        query: read(query, Object.fromEntries(raw.query)),
        body: read(body, body === undefined ? undefined : parseJson(raw.body)),
      }),
  };
}

/** Reads a value by its schema; the first thing wrong, or of a name nobody knows, is named by its JSON pointer. Without a schema nothing is read. */
function read<Schema extends z.ZodType>(schema: Schema | undefined, value: unknown): z.infer<Schema> {
  const result = (schema ?? nothing).safeParse(value);
  if (result.success) {
    const strange = findStrange(value, result.data);
    if (strange === undefined) return parseRead(result.data);
    throw new ControlRefusal(400, `${strange.join('.')}: there is nothing of this name; /emulator/v1/openapi.json lists the names`, `/${strange.join('/')}`);
  }
  const issue = result.error.issues[0];
  throw new ControlRefusal(400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'the wrong shape'}`.replace(/^: /, ''), `/${issue?.path.join('/') ?? ''}`);
}

/** What a schema gave back is of its type; the compiler loses that over the schema that may be missing. */
function parseRead<Value>(value: unknown): Value {
  return value as Value;
}

/** An empty body counts as an empty object. */
function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new ControlRefusal(400, 'the body is not JSON');
  }
}

/** Finds the route of a call; undefined parts of the answer say whether the path is known by another method. */
export function findRoute(routes: readonly Route[], method: string, path: string): { route: Route; params: Record<string, string> } | { allowed: string[] } {
  const allowed: string[] = [];
  const segments = path.split('/');
  for (const one of routes) {
    const params = matchPath(one.path, segments);
    if (params === undefined) continue;
    if (one.method === method || (method === 'HEAD' && one.method === 'GET')) return { route: one, params };
    allowed.push(one.method);
  }
  return { allowed };
}

function matchPath(pattern: string, segments: readonly string[]): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  if (wanted.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, word] of wanted.entries()) {
    const segment = segments[i] ?? '';
    if (word.startsWith('{')) {
      const value = decode(segment);
      if (value === undefined || value === '') return undefined;
      params[word.slice(1, -1)] = value;
    } else if (word !== segment) return undefined;
  }
  return params;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** A query's whole number with a default, in bounds. */
export function limitOf(otherwise: number, most = 1_000): z.ZodType<number> {
  return z.coerce.number({ error: 'must be a whole number' }).int().min(1).max(most).default(otherwise);
}
