import { z } from 'zod';

import { webhookFields } from '#core/rehearsal/webhookFields.ts';

import { ControlRefusal } from '../people/refusal.ts';
import { printEscaped } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { addressOf, isNumberField } from './subscriptions.ts';

/** A webhook made by hand: for fields the emulator has no life of its own for (calls, groups, history, coexistence) and for odd shapes. */
export const RawWebhook = z.object({
  /** The business account's id; without it the first one's. */
  account: z.string().max(40).optional(),
  field: z.string().max(100),
  /** The change's `value`, whatever it is. */
  value: z.record(z.string(), z.unknown()),
});
export type RawWebhook = z.infer<typeof RawWebhook>;

/** A storm: copies of the last deliveries, all at once. */
export const StormOrder = z.object({ copies: z.number().int().min(1).max(1_000), field: z.string().max(100).optional() });
export type StormOrder = z.infer<typeof StormOrder>;

/** Sends a webhook as it was written, escaped and signed like any other. Refuses what nobody would get. */
export function sendRaw(world: World, { account, field, value }: RawWebhook): { sent: true; url: string } {
  const known = [...world.accounts.keys()];
  const id = account ?? known[0] ?? '';
  if (!world.accounts.has(id)) throw new ControlRefusal(404, `there is no business account ${id}; there are ${known.join(', ')}`, 'account');
  if (!webhookFields.includes(field)) throw new ControlRefusal(400, `"${field}" is no webhook field; they are ${webhookFields.join(', ')}`, 'field');
  const number = numberOf(value);
  const url = addressOf(world.subscriptions, id, field, world.numbers.get(number)?.callback?.url ?? null);
  if (url === undefined)
    throw new ControlRefusal(409, `nobody is subscribed to "${field}" of business account ${id}; subscribe the app and the account first`, 'field');
  world.webhooks.tell(id, field, printEscaped(value), !isNumberField(field));
  return { sent: true, url };
}

function numberOf(value: Record<string, unknown>): string {
  const { metadata } = value;
  return typeof metadata === 'object' && metadata !== null && 'phone_number_id' in metadata ? String(metadata.phone_number_id) : '';
}

/** Repeats the last deliveries, of one field if it is named. Copies are not tried again. */
export function storm(world: World, order: StormOrder): { posts: number } {
  const posts = world.webhooks.storm(order);
  if (posts === 0)
    throw new ControlRefusal(409, `there is no delivery${order.field === undefined ? '' : ` of "${order.field}"`} in the log to repeat yet`, 'field');
  return { posts };
}
