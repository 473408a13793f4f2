import { noCounts } from '../world/restore.ts';
import { People } from '../world/people.ts';
import { openPolicy } from '../policy/policy.ts';
import { makePopulationsAgain } from '../people/population.ts';
import { keepMeta, type World } from '../world/world.ts';

/**
 * Forgets people, chats, messages, counts and what the policy remembers; populations are made again as they were.
 * Numbers, templates, settings, subscriptions and the clock stay. What the wheel still holds of a forgotten message does
 * nothing when it is due.
 */
export function resetWorld(world: World): void {
  const { store } = world;
  store.flush();
  store.database.exec("DELETE FROM entry WHERE kind IN ('person', 'policy')");
  world.ledger.clear();
  Object.assign(world, { people: new People(world.seed), policy: openPolicy() });
  Object.assign(world.counts, noCounts);
  world.typing.clear();
  makePopulationsAgain(world);
  keepMeta(world);
  world.live.tell({ kind: 'counts' });
}
