import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { inside } from './inside.tsx';

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('#web/page/settings/SettingsPage.tsx'), 'SettingsPage'),
});
const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    redirect({ to: '/settings/workspace', throw: true });
  },
});
const workspaceSettings = createRoute({
  getParentRoute: () => settings,
  path: '/workspace',
  component: lazyRouteComponent(() => import('#web/page/settings/WorkspaceSettings.tsx'), 'WorkspaceSettings'),
});
const numberSettings = createRoute({
  getParentRoute: () => settings,
  path: '/numbers',
  component: lazyRouteComponent(() => import('#web/page/settings/NumberSettings.tsx'), 'NumberSettings'),
});
const keySettings = createRoute({
  getParentRoute: () => settings,
  path: '/keys',
  component: lazyRouteComponent(() => import('#web/page/settings/KeySettings.tsx'), 'KeySettings'),
});
const webhookSettings = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('#web/page/settings/WebhookSettings.tsx'), 'WebhookSettings'),
});
const passwordSettings = createRoute({
  getParentRoute: () => settings,
  path: '/password',
  component: lazyRouteComponent(() => import('#web/page/settings/PasswordSettings.tsx'), 'PasswordSettings'),
});
const auditSettings = createRoute({
  getParentRoute: () => settings,
  path: '/audit',
  component: lazyRouteComponent(() => import('#web/page/settings/AuditSettings.tsx'), 'AuditSettings'),
});

/** The settings and their parts. */
export const settingsTree = settings.addChildren([
  settingsStart,
  workspaceSettings,
  numberSettings,
  keySettings,
  webhookSettings,
  passwordSettings,
  auditSettings,
]);
