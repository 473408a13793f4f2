import type { Contract } from '#core/contract/contract.ts';
import type { ReplyOf, Route } from '#core/contract/route.ts';
import { infiniteQueryOptions, queryOptions, type InfiniteData, type UseInfiniteQueryOptions, type UseQueryOptions } from '@tanstack/react-query';
import type { InputOf } from './api.ts';
import { call, type LooseInput } from './call.ts';
import { type RouteLine, routes } from './routes.ts';

/** A key of the cache: the set, the route, and what it was asked with. Live facts forget by the set. */
export type QueryKey = readonly [set: string, route: string, input: unknown];

/** Every GET of the contract answers; the others have no place in a cache. */
type Asks<Set extends keyof Contract> = {
  [Name in keyof Contract[Set]]: Contract[Set][Name] extends Route
    ? (typeof routes)[Set][Name & keyof (typeof routes)[Set]] extends { method: 'GET'; sends: 'json' }
      ? Name
      : never
    : never;
}[keyof Contract[Set]];

type InputList<R extends Route> = Record<never, never> extends InputOf<R> ? [input?: InputOf<R>] : [input: InputOf<R>];
type RouteAt<Set extends keyof Contract, Name extends keyof Contract[Set]> = Contract[Set][Name] extends Route ? Contract[Set][Name] : never;

/** What `useQuery`, `ensureQueryData` and `fetchQuery` take. */
type Question<Reply> = UseQueryOptions<Reply, Error, Reply, QueryKey> & {
  readonly queryKey: QueryKey;
  readonly queryFn: (context: { signal: AbortSignal }) => Promise<Reply>;
};
type LongQuestion<Reply> = UseInfiniteQueryOptions<Reply, Error, InfiniteData<Reply, string | null>, QueryKey, string | null>;

/** `useQuery(queries.contacts.get({ params: { id } }))` for every GET of the contract. */
export type Queries = {
  readonly [Set in keyof Contract]: { readonly [Name in Asks<Set>]: (...input: InputList<RouteAt<Set, Name>>) => Question<ReplyOf<RouteAt<Set, Name>>> };
};
/** `useInfiniteQuery(pages.contacts.list({ query }))`: the pages of a list, one after the other. */
export type Pages = {
  readonly [Set in keyof Contract]: { readonly [Name in Asks<Set>]: (...input: InputList<RouteAt<Set, Name>>) => LongQuestion<ReplyOf<RouteAt<Set, Name>>> };
};

function ask(set: string, name: string, line: RouteLine) {
  return (input: LooseInput = {}) =>
    queryOptions({ queryKey: [set, name, input] as const, queryFn: ({ signal }: { signal: AbortSignal }) => call(line, { ...input, signal }) });
}

function askPages(set: string, name: string, line: RouteLine) {
  return (input: LooseInput = {}) =>
    infiniteQueryOptions({
      queryKey: [set, `${name}*`, input] as const,
      initialPageParam: parseCursor(null),
      queryFn: ({ signal, pageParam }: { signal: AbortSignal; pageParam: string | null }) =>
        call(line, { ...input, query: { ...input.query, cursor: pageParam }, signal }),
      getNextPageParam: (last: unknown) => parseCursor(typeof last === 'object' && last !== null && 'next' in last ? last.next : null),
    });
}

function parseCursor(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Table and contract agree by routes.ts, so the made functions may be believed. */
function parseTable<Made>(make: (set: string, name: string, line: RouteLine) => unknown): Made {
  const sets = Object.entries(routes).map(([set, lines]: [string, Readonly<Record<string, RouteLine>>]) => {
    const reads = Object.entries(lines).filter(([, line]) => line.method === 'GET' && line.sends === 'json');
    return [set, Object.fromEntries(reads.map(([name, line]) => [name, make(set, name, line)]))] as const;
  });
  return Object.fromEntries(sets) as Made;
}

export const queries: Queries = parseTable<Queries>(ask);
export const pages: Pages = parseTable<Pages>(askPages);
