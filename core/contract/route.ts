import { z } from 'zod';
import type { ScopeName } from '#core/value/actor.ts';

/**
 * One route of the HTTP API as a value. The server answers it, the dashboard and the CLI call it, the OpenAPI document
 * is printed from it.
 *
 * `path` has `{name}` places, each a key of `params`. A GET carries `query`, the others a JSON `body` unless `upload`
 * is true (multipart with one part `file`; further fields come as `query`). `reply` is the JSON answer; `sends: 'file'`
 * answers bytes instead, `sends: 'events'` a stream of server-sent events each shaped like `reply`.
 */
export type Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  /** What a key must hold; `null` is open to anybody (signing in, health). */
  readonly scope: ScopeName | null;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly reply: Reply;
  readonly upload: boolean;
  readonly sends: 'json' | 'file' | 'events';
  /** The HTTP status of success. */
  readonly status: 200 | 201 | 202;
  /** Keys of the reply that are shown this once and never kept: an answer kept for an Idempotency-Key has them empty. */
  readonly conceals: readonly string[];
  /** A request cut off before its answer is taken up again by its Idempotency-Key: the answer is made from what it had made. */
  readonly once: boolean;
};

const nothing = z.object({});
export type Nothing = typeof nothing;

type RouteInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = {
  method: Route['method'];
  path: `/${string}`;
  summary: string;
  scope: ScopeName | null;
  params?: P;
  query?: Q;
  body?: B;
  reply: R;
  upload?: boolean;
  sends?: 'json' | 'file' | 'events';
  status?: 200 | 201 | 202;
  conceals?: readonly string[];
  once?: boolean;
};

/** Makes a route; what is left out is empty. */
export function route<R extends z.ZodType, P extends z.ZodType = Nothing, Q extends z.ZodType = Nothing, B extends z.ZodType = Nothing>(
  input: RouteInput<P, Q, B, R>,
): Route<P, Q, B, R> {
  // The defaults stand for type parameters that were not given; TypeScript cannot see that they agree.
  const empty: z.ZodType = nothing;
  return {
    method: input.method,
    path: input.path,
    summary: input.summary,
    scope: input.scope,
    params: input.params ?? (empty as P),
    query: input.query ?? (empty as Q),
    body: input.body ?? (empty as B),
    reply: input.reply,
    upload: input.upload ?? false,
    sends: input.sends ?? 'json',
    status: input.status ?? 200,
    conceals: input.conceals ?? [],
    once: input.once ?? false,
  };
}

/** A page of a list: ask for more with `?cursor=` as long as `next` is not null. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** The query every list takes. */
export const pageQuery = { cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

/** An error as RFC 9457 says it, with our code and where in the input the fault is. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ at: z.string(), message: z.string() })),
  request_id: z.string(),
});
export type Problem = z.infer<typeof Problem>;

/** What a caller gives and gets, for the typed client and for `answers`. */
export type ParamsOf<R extends Route> = z.infer<R['params']>;
export type QueryOf<R extends Route> = z.infer<R['query']>;
export type QueryInOf<R extends Route> = z.input<R['query']>;
export type BodyOf<R extends Route> = z.infer<R['body']>;
export type BodyInOf<R extends Route> = z.input<R['body']>;
export type ReplyOf<R extends Route> = z.infer<R['reply']>;

/** A named set of routes, such as all that concerns campaigns. */
export type RouteSet = { readonly [name: string]: Route };
