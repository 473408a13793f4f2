import { webhookFields } from '#core/rehearsal/webhookFields.ts';

import { badParameter, GraphRefusal, missingParameter, unknownObject, unknownPath } from './errors.ts';
import type { Call } from './call.ts';
import { asText, wordsOf } from '../world/json.ts';
import { challenge } from '../webhook/challenge.ts';
import { keepSubscriptions } from '../webhook/subscriptions.ts';
import { pickFields } from './pages.ts';
import { beginUpload } from './uploads.ts';
import type { World } from '../world/world.ts';

/** Answers everything below `/{app}`: webhooks and resumable uploads. */
export async function appEdge(world: World, call: Call, edge: string | undefined): Promise<unknown> {
  const rest = call.segments[2];
  if (rest !== undefined) throw unknownPath(`${edge ?? ''}/${rest}`);
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return pickFields({ id: world.app.id, name: world.app.name, link: `https://www.facebook.com/games/?app_id=${world.app.id}` }, call.params['fields'], [
        'link',
        'name',
        'id',
      ]);
    case 'POST uploads':
      return { id: `upload:${beginUpload(world, call.params).id}` };
    case 'GET subscriptions':
      needApp(call);
      return { data: listSubscriptions(world) };
    case 'POST subscriptions':
      needApp(call);
      return await subscribe(world, call);
    case 'DELETE subscriptions':
      needApp(call);
      unsubscribe(world, call);
      return { success: true };
    default:
      throw edge === undefined ? unknownObject(call.method, world.app.id) : unknownPath(edge);
  }
}

/** Webhooks are the app's own business: its token is asked for, not a person's. */
function needApp(call: Call): void {
  if (call.caller !== 'app') throw new GraphRefusal(15, '(#15) This method must be called with an app access_token.', {});
}

function listSubscriptions(world: World): unknown[] {
  const { app } = world.subscriptions;
  if (app === null) return [];
  const fields = app.fields.map((name) => ({ name, version: world.settings.webhook_version }));
  return [{ object: 'whatsapp_business_account', callback_url: app.callback_url, active: true, fields }];
}

async function subscribe(world: World, call: Call): Promise<{ success: true }> {
  const { object, callback_url: callbackUrl, verify_token: verifyToken } = call.params;
  if (object !== 'whatsapp_business_account') throw badParameter('Param object must be one of {WHATSAPP_BUSINESS_ACCOUNT}.');
  if (typeof callbackUrl !== 'string') throw missingParameter('callback_url');
  if (typeof verifyToken !== 'string') throw missingParameter('verify_token');
  const fields = wordsOf(call.params['fields']);
  const strange = fields.find((field) => !webhookFields.includes(field));
  if (strange !== undefined) throw badParameter(`Param fields[0] must be one of {${webhookFields.join(', ')}} - got "${strange}".`);
  await challenge(callbackUrl, verifyToken);
  const { app } = world.subscriptions;
  // Subscribing again adds fields and moves the address.
  world.subscriptions.app = { callback_url: callbackUrl, verify_token: verifyToken, fields: [...new Set([...(app?.fields ?? []), ...fields])] };
  keepSubscriptions(world.store, world.subscriptions);
  return { success: true };
}

function unsubscribe(world: World, call: Call): void {
  const fields = wordsOf(call.params['fields']);
  const { app } = world.subscriptions;
  const left = fields.length === 0 ? [] : (app?.fields.filter((field) => !fields.includes(field)) ?? []);
  world.subscriptions.app = app === null || left.length === 0 ? null : { ...app, fields: left };
  keepSubscriptions(world.store, world.subscriptions);
}

/** `GET|POST /oauth/access_token` with `client_credentials`: the app's own token. */
export function exchangeToken(world: World, { params }: Call): unknown {
  if (params['grant_type'] !== 'client_credentials') throw badParameter('Param grant_type must be one of {client_credentials}.');
  if (asText(params['client_id']) !== world.app.id)
    throw new GraphRefusal(101, 'Error validating application. Cannot get application info due to a system error.', {});
  if (params['client_secret'] !== world.app.secret) throw new GraphRefusal(1, 'Error validating client secret.', {});
  return { access_token: `${world.app.id}|${world.app.secret}`, token_type: 'bearer' };
}

/** `GET /debug_token`: what a token may do. */
export function debugToken(world: World, call: Call): unknown {
  const token = call.params['input_token'];
  if (typeof token !== 'string') throw missingParameter('input_token');
  const isUser = token === world.app.token;
  if (isUser && world.settings.token_expired) {
    const error = { code: 190, message: 'Error validating access token: Session has expired.', subcode: 463 };
    return { data: { app_id: world.app.id, is_valid: false, scopes: [], error } };
  }
  const isApp = token === `${world.app.id}|${world.app.secret}`;
  if (!isUser && !isApp) return { data: { is_valid: false, scopes: [], error: { code: 190, message: 'Invalid OAuth access token.' } } };
  const scopes = isUser ? ['whatsapp_business_management', 'whatsapp_business_messaging'] : [];
  const targets = [...world.accounts.keys()];
  return {
    data: {
      app_id: world.app.id,
      type: isUser ? 'SYSTEM_USER' : 'APP',
      application: world.app.name,
      expires_at: 0,
      is_valid: true,
      issued_at: Math.floor(world.clock.now() / 1000),
      scopes,
      granular_scopes: scopes.map((scope) => ({ scope, target_ids: targets })),
    },
  };
}
