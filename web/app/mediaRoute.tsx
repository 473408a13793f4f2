import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { parseMediaSearch } from '#web/page/media/search.ts';
import { inside } from './inside.tsx';

/** The media library; the open file and the filters live in the address. */
export const media = createRoute({
  getParentRoute: () => inside,
  path: '/media',
  validateSearch: parseMediaSearch,
  component: lazyRouteComponent(() => import('#web/page/media/MediaPage.tsx'), 'MediaPage'),
});
