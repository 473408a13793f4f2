import { say } from '#core/contract/say.ts';
import type { BroadcastId } from '#core/value/id.ts';
import { keepTold } from '#core/value/say.ts';
import type { Hand, Ready } from './hand.ts';
import type { Held } from './hold.ts';
import type { BroadcastContext, Lane } from './lane.state.ts';
import { selectCommitted } from './store.sending.ts';

/** What a message to somebody costs, in millionths. The free message is no template and is not reckoned. */
export function costOf(context: BroadcastContext, recipient: { readonly country: string | null; readonly free: boolean }): number {
  if (recipient.free) return 0;
  return priceIn(context, recipient.country);
}

function priceIn(context: BroadcastContext, country: string | null): number {
  const known = country === null ? undefined : context.rates[country];
  return known ?? context.dearest;
}

/** The budget of a broadcast as the last look showed it; null without one. */
export function budgetOf(lane: Lane, broadcast: string): number | null {
  return lane.look.broadcasts.find(({ id }) => id === broadcast)?.budget_micros ?? null;
}

/**
 * Reads from the rows what is committed: accepted, arrived, or in doubt; what failed is given back. Exact while nothing of it is on the
 * wire, else never too little.
 */
export async function seedBudget(lane: Lane, broadcast: BroadcastId): Promise<void> {
  const context = lane.contexts.get(broadcast);
  if (context === undefined) return;
  // What is answered while we read is added from now on; if the rows have it too it counts twice, never not at all.
  context.spent = 0;
  await lane.writer.settled();
  const rows = await selectCommitted(lane.platform.db, lane.scope, broadcast);
  context.spent += rows.reduce((sum, row) => sum + row.messages * priceIn(context, row.country), 0);
}

/** What is committed now: the rows, and those in hand who may still become one. */
function committed(lane: Lane, context: BroadcastContext, broadcast: string): number {
  let sum = context.spent ?? 0;
  const add = (ready: Ready) => void (sum += ready.cost);
  for (const hand of lane.hands) {
    if (hand.broadcast !== broadcast) continue;
    hand.loaded.forEach(add);
    hand.asked?.pulled.forEach(add);
    hand.cleared.forEach(add);
    hand.flying.forEach(add);
  }
  return sum;
}

/** How many of these, in their order, can be paid. Notes the first that cannot. */
export function payable(lane: Lane, hand: Hand, recipients: readonly { readonly cost: number }[]): number {
  const budget = budgetOf(lane, hand.broadcast);
  const context = lane.contexts.get(hand.broadcast);
  if (budget === null || context === undefined) return recipients.length;
  let sum = committed(lane, context, hand.broadcast);
  for (const [index, { cost }] of recipients.entries()) {
    if (sum + cost > budget) {
      context.unpaid = cost;
      return index;
    }
    sum += cost;
  }
  return recipients.length;
}

/**
 * Looks once more, when nothing of a broadcast is in hand, whether the next can be paid: what failed meanwhile is free again, and the
 * budget may have been raised. Gives the hold when it cannot.
 */
export async function lookAtBudget(lane: Lane, broadcast: BroadcastId): Promise<Held | undefined> {
  const context = lane.contexts.get(broadcast);
  if (context?.unpaid === undefined) return undefined;
  await seedBudget(lane, broadcast);
  const budget = budgetOf(lane, broadcast);
  const spent = context.spent ?? 0;
  if (budget === null || spent + context.unpaid <= budget) {
    context.unpaid = undefined;
    return undefined;
  }
  const amount = (micros: number) => Math.round(micros / 10_000) / 100;
  return { by: 'budget', detail: keepTold(say('held_budget', { budget: amount(budget), spent: amount(spent), currency: lane.look.currency })) };
}
