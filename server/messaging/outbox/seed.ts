import { placeMilliseconds } from '#core/policy/slots.ts';
import type { Lane } from './lane.state.ts';
import { lockPortfolio } from './store.portfolio.ts';
import { insertSeeds } from './store.seed.ts';

/** What was on the wire when the limit appeared is known after this, and counted then. */
const secondLookMilliseconds = 15_000;

/**
 * Counts who was written to in the last day while nobody was counted: the portfolio had no limit, or it was not known yet. Done when a limit
 * appears and once more a little later; done again it changes nothing.
 */
export async function seedPlaces(lane: Lane): Promise<void> {
  const asked = performance.now();
  if (lane.seedAt === undefined || asked < lane.seedAt) return;
  lane.seedAt = lane.seedAt === 0 ? asked + secondLookMilliseconds : undefined;
  await lane.platform.db.transaction().execute(async (tx) => {
    await lockPortfolio(tx, lane.limit.portfolio);
    await insertSeeds(tx, lane.limit.portfolio, { now: lane.platform.clock.now(), spanMilliseconds: placeMilliseconds });
  });
}
