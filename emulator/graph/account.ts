import { challenge } from '../webhook/challenge.ts';
import { keepSubscriptions } from '../webhook/subscriptions.ts';
import { listTemplates } from '../template/list.ts';
import { presentTemplate } from '../template/present.ts';
import {
  archiveTemplates,
  createTemplate,
  deleteTemplates,
  migrateTemplates,
  previewTemplates,
  unarchiveTemplates,
  upsertTemplates,
} from '../template/templates.ts';
import { asText } from '../world/json.ts';
import { type Account, keepAccount, type World } from '../world/world.ts';
import { analyticsFields, templateAnalytics } from './analytics.ts';
import type { Call } from './call.ts';
import { badParameter, missingParameter, sendRefusal, unknownObject, unknownPath } from './errors.ts';
import { parseFields } from './expansion.ts';
import { createFlow, listFlows, migrateFlows } from './flows.ts';
import { accountDefaults, accountFields, chooseNumbers, numberDefaults, numberFields } from './numbers.ts';
import { pageOf, pickFields } from './pages.ts';
import { createNumber } from './registration.ts';

/** Answers everything below `/{business account}`. */
export async function accountEdge(world: World, call: Call, account: Account): Promise<unknown> {
  const [, edge, rest] = call.segments;
  if (edge === 'message_templates' && rest !== undefined) return templateEdge(world, call, account, rest);
  if (rest !== undefined) throw unknownPath(`${edge ?? ''}/${rest}`);
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return readAccount(world, call, account);
    case 'POST ':
      return changeAccount(world, call, account);
    case 'GET phone_numbers':
      return listNumbers(world, call, account);
    case 'POST phone_numbers':
      return createNumber(world, account, call.params);
    case 'GET message_templates':
      return listTemplates(world, call, account);
    case 'POST message_templates':
      return createTemplate(world, call, account);
    case 'DELETE message_templates':
      return deleteTemplates(world, call, account);
    case 'POST upsert_message_templates':
      return upsertTemplates(world, call, account);
    case 'GET message_template_previews':
      return previewTemplates(call);
    case 'POST migrate_message_templates':
      return migrateTemplates(world, call, account);
    case 'GET template_analytics':
      return templateAnalytics(world, call, account);
    default:
      return accountVerb(world, call, account, edge);
  }
}

async function accountVerb(world: World, call: Call, account: Account, edge: string | undefined): Promise<unknown> {
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET flows':
      return listFlows(world, call, account);
    case 'POST flows':
      return createFlow(world, call, account);
    case 'POST migrate_flows':
      return migrateFlows(world, call, account);
    case 'GET subscribed_apps':
      return listSubscribedApps(world, account);
    case 'POST subscribed_apps':
      return subscribeAccount(world, call, account);
    case 'DELETE subscribed_apps':
      world.subscriptions.accounts.delete(account.id);
      keepSubscriptions(world.store, world.subscriptions);
      return { success: true };
    case 'GET assigned_users':
      return { data: [{ id: world.app.id, name: world.app.name, tasks: ['MANAGE', 'DEVELOP', 'MANAGE_TEMPLATES', 'MESSAGING'] }] };
    case 'GET group_analytics':
    case 'GET groups':
      throw sendRefusal(131215, 'No phone number of this account is eligible to use the Groups API.');
    default:
      throw edge === undefined || edges.has(edge) ? unknownObject(call.method, account.id) : unknownPath(edge);
  }
}

/** Edges there are, for methods they do not know. */
const edges = new Set([
  'phone_numbers',
  'message_templates',
  'upsert_message_templates',
  'message_template_previews',
  'migrate_message_templates',
  'template_analytics',
  'flows',
  'migrate_flows',
  'subscribed_apps',
  'assigned_users',
]);

/** Analytics are fields with arguments, as everything with arguments is in Graph. */
async function readAccount(world: World, call: Call, account: Account): Promise<unknown> {
  const analytics = await analyticsFields(world, call, account);
  const edges = await expandEdges(world, call, account);
  return pickFields({ ...accountFields(world, account), ...analytics, ...edges }, call.params['fields'], accountDefaults);
}

/** Edges that may be asked for as fields, each with fields and a limit of its own: `phone_numbers.limit(2){id,status}`. */
const expandable: ReadonlySet<string> = new Set(['phone_numbers', 'message_templates', 'flows', 'subscribed_apps', 'assigned_users']);

async function expandEdges(world: World, call: Call, account: Account): Promise<Record<string, unknown>> {
  const expanded: Record<string, unknown> = {};
  if (call.params['fields'] === undefined) return expanded;
  for (const field of parseFields(call.params['fields'])) {
    if (!expandable.has(field.name)) continue;
    const params = { ...Object.fromEntries(field.arguments), ...(field.parts.length === 0 ? {} : { fields: field.parts.map((part) => part.name) }) };
    const segments = [account.id, field.name];
    expanded[field.name] = await accountEdge(world, { ...call, segments, params, path: segments.join('/') }, account);
  }
  return expanded;
}

function changeAccount(world: World, call: Call, account: Account): unknown {
  const { is_enabled_for_insights: insights, disable_marketing_messages_on_cloud_api: disabled } = call.params;
  if (insights === undefined && disabled === undefined) throw missingParameter('is_enabled_for_insights');
  if (insights !== undefined) {
    if (asText(insights) !== 'true') throw sendRefusal(200006, 'Template insights cannot be disabled once they are enabled.');
    account.hasInsights = true;
  }
  if (disabled !== undefined) {
    if (!['true', 'false'].includes(asText(disabled))) throw badParameter('Param disable_marketing_messages_on_cloud_api must be a boolean.');
    account.marketingOnCloudDisabled = asText(disabled) === 'true';
  }
  keepAccount(world, account);
  return { id: account.id, success: true };
}

function listNumbers(world: World, call: Call, account: Account): unknown {
  const page = pageOf(chooseNumbers(world, account, call.params), call.params, call.base, `/${call.path}`);
  return { ...page, data: page.data.map((number) => pickFields(numberFields(world, number), call.params['fields'], numberDefaults)) };
}

/** `archive` and `unarchive` are Meta's (on another host); a template's id below its account is what some clients (kapso) read. */
function templateEdge(world: World, call: Call, account: Account, rest: string): unknown {
  if (call.method === 'POST' && rest === 'archive') return archiveTemplates(world, call, account);
  if (call.method === 'POST' && rest === 'unarchive') return unarchiveTemplates(world, call, account);
  const template = world.templates.get(rest);
  if (template?.account !== account.id || call.method !== 'GET') throw unknownObject(call.method, rest);
  return presentTemplate(world, template, call.params['fields']);
}

function listSubscribedApps(world: World, account: Account): unknown {
  const own = world.subscriptions.accounts.get(account.id);
  if (own === undefined) return { data: [] };
  const app = { id: world.app.id, link: `https://www.facebook.com/games/?app_id=${world.app.id}`, name: world.app.name };
  return { data: [{ whatsapp_business_api_data: app, ...(own.override_callback_uri === null ? {} : { override_callback_uri: own.override_callback_uri }) }] };
}

/** Meta, "Webhook overrides", read 2026-11-22. */
const overrideLimit = 200;

async function subscribeAccount(world: World, call: Call, account: Account): Promise<unknown> {
  const uri = call.params['override_callback_uri'];
  let override: string | null = null;
  if (typeof uri === 'string' && uri !== '') {
    if (uri.length > overrideLimit) throw badParameter(`Param override_callback_uri must be at most ${overrideLimit} characters long.`);
    if (call.params['verify_token'] === undefined) throw missingParameter('verify_token');
    await challenge(uri, asText(call.params['verify_token']));
    override = uri;
  }
  world.subscriptions.accounts.set(account.id, { account: account.id, override_callback_uri: override });
  keepSubscriptions(world.store, world.subscriptions);
  return { success: true };
}
