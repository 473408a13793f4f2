import { request } from 'undici';

import { badParameter, GraphRefusal } from './errors.ts';
import { randomHex } from './random.ts';
import type { Store } from './store.ts';

/** Where an app wants its webhooks, and which. `active` is false once deleted. */
export type AppSubscription = { callback_url: string; verify_token: string; fields: string[] };

/** That an account's webhooks go to our app, perhaps to an address of their own (for the `messages` family). */
export type AccountSubscription = { account: string; override_callback_uri: string | null };

/** Who listens. One app, as many accounts as there are. */
export type Subscriptions = { app: AppSubscription | null; readonly accounts: Map<string, AccountSubscription> };

/** Fields an app may subscribe to (Meta's webhook reference, read 2026-11-22). */
export const webhookFields = [
  'messages',
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
  'phone_number_quality_update',
  'phone_number_name_update',
  'account_update',
  'account_alerts',
  'account_review_update',
  'business_capability_update',
  'user_preferences',
  'security',
  'flows',
  'calls',
  'group_lifecycle_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
  'history',
  'smb_message_echoes',
  'smb_app_state_sync',
  'automatic_events',
  'partner_solutions',
  'payment_configuration_update',
  'business_username_update',
  'standby',
];

/** Fields that follow an account's override address; the others always go to the app's. */
const overriddenFields = new Set(['messages', 'user_preferences', 'calls', 'history', 'smb_message_echoes', 'smb_app_state_sync']);

const challengeTimeoutMilliseconds = 10_000;

/** The address a webhook of this account and field goes to, or undefined when nobody asked for it. */
export function addressOf(subscriptions: Subscriptions, account: string, field: string): string | undefined {
  const own = subscriptions.accounts.get(account);
  if (own === undefined || subscriptions.app === null) return own?.override_callback_uri ?? undefined;
  if (own.override_callback_uri !== null && overriddenFields.has(field)) return own.override_callback_uri;
  return subscriptions.app.fields.includes(field) ? subscriptions.app.callback_url : undefined;
}

/** Asks an address for its challenge, as Meta does whenever an address or a verify token is set; refuses it otherwise. */
export async function challenge(callbackUrl: string, verifyToken: string): Promise<void> {
  if (!URL.canParse(callbackUrl) || !/^https?:$/.test(new URL(callbackUrl).protocol)) throw badParameter('Param callback_url must be a valid URL');
  const expected = String(1_000_000_000 + (Number.parseInt(randomHex(7), 16) % 1_000_000_000));
  const url = new URL(callbackUrl);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', expected);
  url.searchParams.set('hub.verify_token', verifyToken);
  const answer = await ask(url);
  if (answer.status !== 200) throw failed(`HTTP Status Code = ${answer.status}; HTTP Message = ${answer.body.slice(0, 80)}`);
  if (answer.body.trim() !== expected) {
    throw new GraphRefusal(
      2200,
      `(#2200) Callback verification failed with the following errors: The URL couldn't be validated. Response does not match challenge, expected value="${expected}", received="${answer.body.slice(0, 80)}"`,
      {},
    );
  }
}

async function ask(url: URL): Promise<{ status: number; body: string }> {
  try {
    const response = await request(url, {
      headersTimeout: challengeTimeoutMilliseconds,
      bodyTimeout: challengeTimeoutMilliseconds,
      signal: AbortSignal.timeout(challengeTimeoutMilliseconds),
    });
    return { status: response.statusCode, body: await response.body.text() };
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error));
  }
}

function failed(reason: string): GraphRefusal {
  return new GraphRefusal(2200, `(#2200) Callback verification failed with the following errors: ${reason}`, {});
}

/** Keeps the subscriptions as they are now. */
export function keepSubscriptions(store: Store, subscriptions: Subscriptions): void {
  store.put('subscription', 'all', () => JSON.stringify({ app: subscriptions.app, accounts: [...subscriptions.accounts.values()] }));
}
