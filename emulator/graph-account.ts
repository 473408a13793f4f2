import type { WireTemplate } from '#core/whatsapp/wire.ts';

import { badParameter, GraphRefusal, missingParameter, unknownObject, unknownPath } from './errors.ts';
import type { Call } from './graph-call.ts';
import { asText, wordsOf } from './json.ts';
import { accountDefaults, accountFields, numberDefaults, numberFields, pageOf, pickFields, templateFields } from './numbers.ts';
import { challenge, keepSubscriptions } from './subscriptions.ts';
import { createTemplate, deleteTemplates, presentTemplate } from './templates.ts';
import type { Account, World } from './world.ts';

/** Answers everything below `/{business account}`. */
export async function accountEdge(world: World, call: Call, account: Account, edge: string | undefined, rest: string | undefined): Promise<unknown> {
  if (edge === 'message_templates' && rest !== undefined) return readOwnTemplate(world, call, account, rest);
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return pickFields(accountFields(world, account), call.params['fields'], accountDefaults);
    case 'GET phone_numbers':
      return listNumbers(world, call, account);
    case 'GET message_templates':
      return listTemplates(world, call, account);
    case 'POST message_templates': {
      const template = createTemplate(world, account.id, call.params);
      return { id: template.id, status: template.status, category: template.category };
    }
    case 'DELETE message_templates':
      return removeTemplates(world, call, account);
    case 'GET subscribed_apps':
      return listSubscribedApps(world, account);
    case 'POST subscribed_apps':
      return await subscribeAccount(world, call, account);
    case 'DELETE subscribed_apps':
      world.subscriptions.accounts.delete(account.id);
      keepSubscriptions(world.store, world.subscriptions);
      return { success: true };
    default:
      throw edge === undefined ? unknownObject(call.method, account.id) : unknownPath(edge);
  }
}

function listNumbers(world: World, call: Call, account: Account): unknown {
  const own = [...world.numbers.values()].filter((number) => number.account === account.id);
  const page = pageOf(own, call.params, call.base, `/${call.path}`);
  return { ...page, data: page.data.map((number) => pickFields(numberFields(world, number), call.params['fields'], numberDefaults)) };
}

/** Some clients (kapso) read a template below its account, which Meta's own path does not have; it costs nothing to answer. */
function readOwnTemplate(world: World, call: Call, account: Account, id: string): unknown {
  const template = world.templates.get(id);
  if (template?.account !== account.id || call.method !== 'GET') throw unknownObject(call.method, id);
  return presentTemplate(world, template);
}

function listTemplates(world: World, call: Call, account: Account): unknown {
  const { params } = call;
  const oneOf = (key: string): string[] => wordsOf(params[key]).map((word) => word.toUpperCase());
  const statuses = oneOf('status');
  const categories = oneOf('category');
  const languages = wordsOf(params['language']);
  const name = typeof params['name'] === 'string' ? params['name'] : '';
  const content = typeof params['name_or_content'] === 'string' ? params['name_or_content'].toLowerCase() : '';
  const found = [...world.templates.values()]
    .filter(
      (one) =>
        one.account === account.id &&
        (statuses.length === 0 || statuses.includes(one.status)) &&
        (categories.length === 0 || categories.includes(one.category)) &&
        (languages.length === 0 || languages.includes(one.language)) &&
        one.name.includes(name) &&
        (content === '' || one.name.includes(content) || JSON.stringify(one.components).toLowerCase().includes(content)),
    )
    .toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  const page = pageOf(found, params, call.base, `/${call.path}`);
  return {
    ...page,
    data: page.data.map((one) => {
      const shown: WireTemplate = presentTemplate(world, one);
      return pickFields({ ...shown, ...templateFields(one) }, params['fields'], Object.keys(shown));
    }),
  };
}

function removeTemplates(world: World, call: Call, account: Account): { success: true } {
  const { params } = call;
  const ids = wordsOf(params['hsm_ids']);
  const name = typeof params['name'] === 'string' ? params['name'] : undefined;
  if (ids.length > 100) throw badParameter('Param hsm_ids can have at most 100 ids.');
  if (ids.length === 0 && name === undefined && params['hsm_id'] === undefined) throw missingParameter('name');
  const deleted =
    ids.length > 0
      ? ids.reduce((sum, id) => sum + deleteTemplates(world, account.id, undefined, id), 0)
      : deleteTemplates(world, account.id, name, params['hsm_id'] === undefined ? undefined : asText(params['hsm_id']));
  if (deleted === 0) {
    throw new GraphRefusal(100, 'Invalid parameter', {
      subcode: 2593002,
      title: 'Message Template Not Found',
      sentence: `The message template "${name ?? ids.join(', ')}" was not found in your account.`,
    });
  }
  return { success: true };
}

function listSubscribedApps(world: World, account: Account): unknown {
  const own = world.subscriptions.accounts.get(account.id);
  if (own === undefined) return { data: [] };
  const app = { id: world.app.id, link: `https://www.facebook.com/games/?app_id=${world.app.id}`, name: world.app.name };
  return { data: [{ whatsapp_business_api_data: app, ...(own.override_callback_uri === null ? {} : { override_callback_uri: own.override_callback_uri }) }] };
}

const overrideLimit = 200;

async function subscribeAccount(world: World, call: Call, account: Account): Promise<unknown> {
  const uri = call.params['override_callback_uri'];
  let override: string | null = null;
  if (typeof uri === 'string' && uri !== '') {
    if (uri.length > overrideLimit) throw badParameter(`Param override_callback_uri must be at most ${overrideLimit} characters long.`);
    if (typeof call.params['verify_token'] !== 'string') throw missingParameter('verify_token');
    await challenge(uri, call.params['verify_token']);
    override = uri;
  }
  world.subscriptions.accounts.set(account.id, { account: account.id, override_callback_uri: override });
  keepSubscriptions(world.store, world.subscriptions);
  return { success: true };
}
