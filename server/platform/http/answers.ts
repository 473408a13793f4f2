import type { BodyOf, ParamsOf, QueryOf, ReplyOf, Route, RouteSet } from '#core/contract/route.ts';
import { refusal, type RefusalFault } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Call } from '../platform.ts';
import { checkPart, sentenceOf } from './faults.ts';

/** A file on its way in. `stream` may be read once; reading past the limit throws `too_large`. */
export type Upload = { readonly filename: string; readonly mime: string; readonly stream: AsyncIterable<Uint8Array> };

/** What a route was given, checked against the contract. `upload` is there exactly when the route says `upload: true`. */
export type Input<R extends Route> = { readonly params: ParamsOf<R>; readonly query: QueryOf<R>; readonly body: BodyOf<R>; readonly upload?: Upload };

/** The answer of a route that `sends: 'file'`: bytes or a stream of them, downloaded unless `inline`. */
export type FileReply = { readonly type: string; readonly filename: string; readonly inline?: boolean } & (
  | { readonly bytes: Uint8Array }
  | { readonly stream: AsyncIterable<Uint8Array | string> }
);

/** The answer of a route that `sends: 'events'`: called once the stream is open, returns what to do when it closes. */
export type EventsReply<Event> = { readonly events: (send: (name: string, event: Event) => void) => () => void };

/** Routes whose reply is `z.unknown()` send files. */
type AnswerOf<R extends Route> = unknown extends ReplyOf<R> ? FileReply : ReplyOf<R> | EventsReply<ReplyOf<R>>;

/** Answers one route. A `Refusal` thrown here becomes a problem document; anything else thrown is a bug and a 500. */
export type Handler<R extends Route> = (call: Call, input: Input<R>) => Promise<AnswerOf<R>>;

/** What came over the wire, before the contract has looked at it. */
export type RawInput = { readonly params: unknown; readonly query: unknown; readonly body: unknown; readonly upload?: Upload };

/** A route with its answer, ready to be called with anything: `read` checks, `run` answers what was checked. */
export type Answer = { readonly name: string; readonly route: Route; readonly prepare: (raw: RawInput) => (call: Call) => Promise<unknown> };
export type Answers = readonly Answer[];

/**
 * Joins a part of the contract with its answers. Does not compile while a route is unanswered or a reply has the
 * wrong shape.
 *
 * @example export const segmentRoutes = (platform: Platform) => answers(segments, { list: async (call, { query }) => … })
 */
export function answers<Set extends RouteSet>(routes: Set, handlers: NoInfer<{ readonly [Name in keyof Set]: Handler<Set[Name]> }>): Answers {
  // NoInfer above: looking for Set in the handlers, the compiler would widen the literals of their replies.
  const bind = <Name extends keyof Set & string>(name: Name): Answer => answer(name, routes[name], handlers[name]);
  return Object.keys(routes).map(bind);
}

/** The file of a call to a route that takes one. */
export function requireUpload(input: { readonly upload?: Upload }): Upload {
  if (!input.upload) throw refusal('invalid', say('file_absent'), [{ at: '/body/file', message: say('unfit_missing') }]);
  return input.upload;
}

function answer<R extends Route>(name: string, route: R, handler: Handler<R>): Answer {
  return {
    name,
    route,
    prepare(raw) {
      const faults: RefusalFault[] = [];
      const params = checkPart<R['params']>('params', route.params, raw.params, faults);
      const query = checkPart<R['query']>('query', route.query, raw.query, faults);
      const body = checkPart<R['body']>('body', route.body, raw.body, faults);
      if (!params || !query || !body || faults.length > 0) throw refusal('invalid', sentenceOf(faults), faults);
      const input: Input<R> = { params: params.value, query: query.value, body: body.value, ...(raw.upload ? { upload: raw.upload } : {}) };
      return (call) => handler(call, input);
    },
  };
}
