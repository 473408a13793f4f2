import { createRouter } from '@tanstack/react-router';
import { routeTree } from './routes.tsx';

/** The addresses of the dashboard. A page is loaded when its link is pointed at, so that a click is answered at once. */
export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPreloadDelay: 40,
  scrollRestoration: true,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
