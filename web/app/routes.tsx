import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { parseContactSearch } from '#web/page/contacts/search.ts';
import { parseCampaignStart, parseComposerSearch, parsePlanSearch, parseReportSearch } from '#web/page/campaigns/search.ts';
import { parseEditSearch, parseGallerySearch, parseListSearch, parseNewSearch, parseTemplateSearch } from '#web/page/templates/search.ts';
import { planner, quality } from './insightRoutes.tsx';
import { inside, root, share, signIn } from './inside.tsx';
import { conversation, inbox, newSegment, segment, segments } from './peopleRoutes.tsx';
import { media } from './mediaRoute.tsx';
import { settingsTree } from './settingsRoutes.tsx';

const home = createRoute({ getParentRoute: () => inside, path: '/', component: lazyRouteComponent(() => import('#web/page/home/HomePage.tsx'), 'HomePage') });

const contacts = createRoute({
  getParentRoute: () => inside,
  path: '/contacts',
  validateSearch: parseContactSearch,
  component: lazyRouteComponent(() => import('#web/page/contacts/ContactsPage.tsx'), 'ContactsPage'),
});
const contact = createRoute({
  getParentRoute: () => inside,
  path: '/contacts/$id',
  component: lazyRouteComponent(() => import('#web/page/contacts/ContactPage.tsx'), 'ContactPage'),
});

const imports = createRoute({
  getParentRoute: () => inside,
  path: '/imports',
  component: lazyRouteComponent(() => import('#web/page/imports/ImportsPage.tsx'), 'ImportsPage'),
});
const newImport = createRoute({
  getParentRoute: () => inside,
  path: '/imports/new',
  component: lazyRouteComponent(() => import('#web/page/imports/NewImportPage.tsx'), 'NewImportPage'),
});
const oneImport = createRoute({
  getParentRoute: () => inside,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('#web/page/imports/ImportPage.tsx'), 'ImportPage'),
});

const templates = createRoute({
  getParentRoute: () => inside,
  path: '/templates',
  validateSearch: parseListSearch,
  component: lazyRouteComponent(() => import('#web/page/templates/TemplatesPage.tsx'), 'TemplatesPage'),
});
const newTemplate = createRoute({
  getParentRoute: () => inside,
  path: '/templates/new',
  validateSearch: parseNewSearch,
  component: lazyRouteComponent(() => import('#web/page/templates/NewTemplatePage.tsx'), 'NewTemplatePage'),
});
const template = createRoute({
  getParentRoute: () => inside,
  path: '/templates/$id',
  validateSearch: parseTemplateSearch,
  component: lazyRouteComponent(() => import('#web/page/templates/TemplatePage.tsx'), 'TemplatePage'),
});
const gallery = createRoute({
  getParentRoute: () => inside,
  path: '/templates/gallery',
  validateSearch: parseGallerySearch,
  component: lazyRouteComponent(() => import('#web/page/templates/GalleryPage.tsx'), 'GalleryPage'),
});
const editTemplate = createRoute({
  getParentRoute: () => inside,
  path: '/templates/$id/edit',
  validateSearch: parseEditSearch,
  component: lazyRouteComponent(() => import('#web/page/templates/EditTemplatePage.tsx'), 'EditTemplatePage'),
});

const campaigns = createRoute({
  getParentRoute: () => inside,
  path: '/campaigns',
  component: lazyRouteComponent(() => import('#web/page/campaigns/CampaignsPage.tsx'), 'CampaignsPage'),
});
const newCampaign = createRoute({
  getParentRoute: () => inside,
  path: '/campaigns/new',
  validateSearch: parseCampaignStart,
  component: lazyRouteComponent(() => import('#web/page/campaigns/NewCampaignPage.tsx'), 'NewCampaignPage'),
});
const campaign = createRoute({
  getParentRoute: () => inside,
  path: '/campaigns/$id',
  validateSearch: parseComposerSearch,
  component: lazyRouteComponent(() => import('#web/page/campaigns/CampaignPage.tsx'), 'CampaignPage'),
});
const report = createRoute({
  getParentRoute: () => inside,
  path: '/campaigns/$id/report',
  validateSearch: parseReportSearch,
  component: lazyRouteComponent(() => import('#web/page/campaigns/ReportPage.tsx'), 'ReportPage'),
});

const plan = createRoute({
  getParentRoute: () => inside,
  path: '/campaigns/$id/plans/$plan',
  validateSearch: parsePlanSearch,
  component: lazyRouteComponent(() => import('#web/page/campaigns/PlanPage.tsx'), 'PlanPage'),
});

/** Every address of the dashboard. A page is a file of its own, loaded when it is opened. */
export const routeTree = root.addChildren([
  signIn,
  share,
  inside.addChildren([
    home,
    contacts,
    contact,
    segments,
    newSegment,
    segment,
    imports,
    newImport,
    oneImport,
    templates,
    newTemplate,
    template,
    gallery,
    editTemplate,
    media,
    campaigns,
    newCampaign,
    campaign,
    report,
    plan,
    planner,
    quality,
    inbox,
    conversation,
    settingsTree,
  ]),
]);
