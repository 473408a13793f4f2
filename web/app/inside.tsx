import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { queries } from '#web/api/queries.ts';
import { ApiProblem } from '#web/api/problem.ts';
import { BrokenPage } from './BrokenPage.tsx';
import { queryClient } from './client.ts';
import { MissingPage } from './MissingPage.tsx';
import { parseNext } from './next.ts';
import { Shell } from './Shell.tsx';

/** The root of all addresses. */
export const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage, errorComponent: BrokenPage });

/** The door. */
export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: parseNext,
  component: lazyRouteComponent(() => import('#web/page/sign-in/SignInPage.tsx'), 'SignInPage'),
});

/** The numbers of one report, for whoever holds the link. */
export const share = createRoute({
  getParentRoute: () => root,
  path: '/share/$token',
  component: lazyRouteComponent(() => import('#web/page/share/SharePage.tsx'), 'SharePage'),
});

/** Everything behind it needs somebody signed in; who is not goes to the door and comes back. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(queries.settings.me());
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'unauthenticated') redirect({ to: '/sign-in', search: { next: location.href }, throw: true });
      throw error;
    }
  },
  component: Shell,
  errorComponent: BrokenPage,
});
