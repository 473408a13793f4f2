import type { Contract } from '#core/contract/contract.ts';
import type { BodyInOf, ParamsOf, QueryInOf, ReplyOf, Route } from '#core/contract/route.ts';
import { call, type LooseInput } from './call.ts';
import { type RouteLine, routes } from './routes.ts';

/** Leaves a part out where the route has none (zod says `Record<string, never>`), makes it optional where every key of it is. */
type Part<Name extends string, Value> = string extends keyof Value
  ? unknown
  : Record<never, never> extends Value
    ? { readonly [Key in Name]?: Value }
    : { readonly [Key in Name]: Value };

/** What one route is called with: `params`, `query`, `body`, each only where the contract has it, and `file` for uploads. */
export type InputOf<R extends Route> = Part<'params', ParamsOf<R>> &
  Part<'query', QueryInOf<R>> &
  Part<'body', BodyInOf<R>> & { readonly file?: File; readonly signal?: AbortSignal };

/** The whole API as functions: `await api.campaigns.launch({ params: { id }, body: { plan } })`. Refusals are thrown as ApiProblem. */
export type Api = {
  readonly [Set in keyof Contract]: {
    readonly [Name in keyof Contract[Set]]: Contract[Set][Name] extends Route
      ? (
          ...input: Record<never, never> extends InputOf<Contract[Set][Name]> ? [input?: InputOf<Contract[Set][Name]>] : [input: InputOf<Contract[Set][Name]>]
        ) => Promise<ReplyOf<Contract[Set][Name]>>
      : never;
  };
};

/** The routes are a table; that the table and the contract agree is the compiler's business in routes.ts, so the functions may be believed. */
function parseApi(table: Readonly<Record<string, Readonly<Record<string, RouteLine>>>>): Api {
  const sets = Object.entries(table).map(([set, lines]) => {
    const functions = Object.entries(lines).map(([name, line]) => [name, (input: LooseInput = {}) => call(line, input)] as const);
    return [set, Object.fromEntries(functions)] as const;
  });
  return Object.fromEntries(sets) as unknown as Api;
}

/** The one client of the dashboard. */
export const api: Api = parseApi(routes);

/** Where the bytes of an uploaded file are, for `src` of an image. */
export function mediaAddress(id: string): string {
  return `/v1/media/${encodeURIComponent(id)}/content`;
}

/** Where a small picture of a file is, when it `has_thumbnail`. */
export function thumbnailAddress(id: string): string {
  return `/v1/media/${encodeURIComponent(id)}/thumbnail`;
}
