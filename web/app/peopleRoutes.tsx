import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from './inside.tsx';

/** Saved questions about contacts. */
export const segments = createRoute({
  getParentRoute: () => inside,
  path: '/segments',
  component: lazyRouteComponent(() => import('#web/page/segments/SegmentsPage.tsx'), 'SegmentsPage'),
});
/** A new one. */
export const newSegment = createRoute({
  getParentRoute: () => inside,
  path: '/segments/new',
  component: lazyRouteComponent(() => import('#web/page/segments/NewSegmentPage.tsx'), 'NewSegmentPage'),
});
/** One of them. */
export const segment = createRoute({
  getParentRoute: () => inside,
  path: '/segments/$id',
  component: lazyRouteComponent(() => import('#web/page/segments/SegmentPage.tsx'), 'SegmentPage'),
});

/** What people write to us. */
export const inbox = createRoute({
  getParentRoute: () => inside,
  path: '/inbox',
  component: lazyRouteComponent(() => import('#web/page/inbox/InboxPage.tsx'), 'InboxPage'),
});
/** One thread. */
export const conversation = createRoute({
  getParentRoute: () => inside,
  path: '/inbox/$id',
  component: lazyRouteComponent(() => import('#web/page/inbox/InboxPage.tsx'), 'InboxPage'),
});
