import type { Deliveries } from '#core/policy/likely.ts';
import type { Scope } from '#core/value/actor.ts';
import { after, day, type Instant } from '#core/value/time.ts';
import { declareDue } from '#server/platform/due.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { selectDeliveries, selectFirstUntallied, tallySendings } from './store.tally.ts';

/** By then nearly everything that will arrive has: phones are charged overnight. */
const settledAfterMilliseconds = day;
/** What happened earlier tells little of the next sending. */
const lookedBackMilliseconds = 90 * day;
/** A sending counts half as much for each month it is older. */
const halfDays = 30;

/** Tallies what arrived of each sending, a day after it has ended. Nobody waits for it. */
export const deliveryTallies = declareDue('the tally of a sending', {
  isUpkeep: true,
  async next(db) {
    const ended = await selectFirstUntallied(db);
    return ended === null ? null : after(ended, settledAfterMilliseconds);
  },
  take: (platform, now) => platform.db.transaction().execute((tx) => tallySendings(tx, after(now, -settledAfterMilliseconds), now)),
});

/** How much of what was sent in a category has arrived lately, by country; empty before the first tally. */
export async function deliveriesOf(db: Db | Tx, scope: Scope, category: string, now: Instant): Promise<ReadonlyMap<string, Deliveries>> {
  const rows = await selectDeliveries(db, scope, { category, since: after(now, -lookedBackMilliseconds), now, halfDays });
  return new Map(rows.map(({ country, submitted, delivered }) => [country, { submitted, delivered }]));
}
