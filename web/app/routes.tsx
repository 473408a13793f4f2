import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { parseContactSearch } from '#web/page/contacts/search.ts';
import { parseCampaignStart, parseComposerSearch, parseReportSearch } from '#web/page/campaigns/search.ts';
import { parseEditSearch, parseGallerySearch, parseListSearch, parseNewSearch, parseTemplateSearch } from '#web/page/templates/search.ts';
import { inside, root, signIn } from './inside.tsx';
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

const segments = createRoute({
  getParentRoute: () => inside,
  path: '/segments',
  component: lazyRouteComponent(() => import('#web/page/segments/SegmentsPage.tsx'), 'SegmentsPage'),
});
const newSegment = createRoute({
  getParentRoute: () => inside,
  path: '/segments/new',
  component: lazyRouteComponent(() => import('#web/page/segments/NewSegmentPage.tsx'), 'NewSegmentPage'),
});
const segment = createRoute({
  getParentRoute: () => inside,
  path: '/segments/$id',
  component: lazyRouteComponent(() => import('#web/page/segments/SegmentPage.tsx'), 'SegmentPage'),
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

const inbox = createRoute({
  getParentRoute: () => inside,
  path: '/inbox',
  component: lazyRouteComponent(() => import('#web/page/inbox/InboxPage.tsx'), 'InboxPage'),
});
const conversation = createRoute({
  getParentRoute: () => inside,
  path: '/inbox/$id',
  component: lazyRouteComponent(() => import('#web/page/inbox/InboxPage.tsx'), 'InboxPage'),
});

/** Every address of the dashboard. A page is a file of its own, loaded when it is opened. */
export const routeTree = root.addChildren([
  signIn,
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
    inbox,
    conversation,
    settingsTree,
  ]),
]);
