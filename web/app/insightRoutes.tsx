import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { parsePlannerSearch } from '#web/page/planner/search.ts';
import { parseQualitySearch } from '#web/page/quality/search.ts';
import { inside } from './inside.tsx';

/** The calendar of what will be sent; the span lives in the address. */
export const planner = createRoute({
  getParentRoute: () => inside,
  path: '/planner',
  validateSearch: parsePlannerSearch,
  component: lazyRouteComponent(() => import('#web/page/planner/PlannerPage.tsx'), 'PlannerPage'),
});

/** How Meta rates us and why; the filters live in the address. */
export const quality = createRoute({
  getParentRoute: () => inside,
  path: '/quality',
  validateSearch: parseQualitySearch,
  component: lazyRouteComponent(() => import('#web/page/quality/QualityPage.tsx'), 'QualityPage'),
});
