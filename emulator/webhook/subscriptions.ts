import { keepNumber, type BusinessNumber, type World } from '../world/world.ts';
import type { Store } from '../world/store.ts';
import { challenge } from './challenge.ts';

/** Where an app wants its webhooks, and which. `active` is false once deleted. */
export type AppSubscription = { callback_url: string; verify_token: string; fields: string[] };

/** That an account's webhooks go to our app, perhaps to an address of their own (for the `messages` family). */
export type AccountSubscription = { account: string; override_callback_uri: string | null };

/** Who listens. One app, as many accounts as there are. */
export type Subscriptions = { app: AppSubscription | null; readonly accounts: Map<string, AccountSubscription> };

/**
 * Fields about one number's traffic: they follow an override address of the number or the account, and their entries
 * have no time; all others go to the app's address. Meta, "Webhooks", read 2026-11-22.
 */
const numberFields = new Set(['messages', 'user_preferences', 'calls', 'history', 'smb_message_echoes', 'smb_app_state_sync']);

/** Is this field about one number's traffic? */
export function isNumberField(field: string): boolean {
  return numberFields.has(field);
}

/**
 * The address a webhook of this account and field goes to, or undefined when nobody asked for it. `callback` is the
 * number's own address. Precedence: number, account, app.
 */
export function addressOf(subscriptions: Subscriptions, account: string, field: string, callback: string | null): string | undefined {
  const own = subscriptions.accounts.get(account);
  if (own === undefined) return undefined;
  const override = callback ?? own.override_callback_uri;
  if (override !== null && numberFields.has(field)) return override;
  return subscriptions.app?.fields.includes(field) === true ? subscriptions.app.callback_url : undefined;
}

/** Sets or removes a number's own address. It is asked for its challenge first; refused, nothing changes. */
export async function setNumberCallback(world: World, number: BusinessNumber, callback: { url: string; verifyToken: string } | null): Promise<void> {
  if (callback !== null) await challenge(callback.url, callback.verifyToken);
  number.callback = callback;
  keepNumber(world, number);
}

/** Keeps the subscriptions as they are now. */
export function keepSubscriptions(store: Store, subscriptions: Subscriptions): void {
  store.put('subscription', 'all', () => JSON.stringify({ app: subscriptions.app, accounts: [...subscriptions.accounts.values()] }));
}
