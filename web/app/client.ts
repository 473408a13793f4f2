import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '#web/api/problem.ts';

/** Live facts make answers stale; without one an answer is good for this long. */
const freshMilliseconds = 30_000;
/** A server that starts again is back within a few tries. */
const triesMost = 3;

/** What the server knows. A refusal is an answer and is not asked again; silence is. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      // The session ended while a page was open. Who is not signed in at first is led to the door by the router itself.
      const isAway = error instanceof ApiProblem && error.code === 'unauthenticated' && query.queryKey[1] !== 'me';
      if (isAway && window.location.pathname !== '/sign-in')
        window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: freshMilliseconds,
      retry: (tries, error) => tries < triesMost && error instanceof ApiProblem && (error.code === 'unreachable' || error.code === 'busy'),
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});
