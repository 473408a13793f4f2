import type { Act } from '#core/rehearsal/act.ts';
import type { Scenario } from '#core/rehearsal/rehearsal.ts';

import { doAct } from '../people/acts.ts';
import { meetPerson } from '../people/phones.ts';
import type { World } from '../world/world.ts';

/** An act of a scenario that is still to come. */
type PlannedAct = { readonly dueAt: number; readonly wa_id: string; readonly act: Act };

/** More acts than this are not saved; the schema of a scenario takes no more. */
const savedLimit = 10_000;

const planned = new WeakMap<World, Set<PlannedAct>>();

/** Lets a person do something when the clock has come so far. */
export function planAct(world: World, one: PlannedAct): void {
  const coming = planned.get(world) ?? new Set<PlannedAct>();
  planned.set(world, coming.add(one));
  world.wheel.at(one.dueAt, () => {
    coming.delete(one);
    doAct(world, meetPerson(world, one.wa_id), one.act);
  });
}

/** The acts still to come, the next first, counted from now. */
export function plannedActs(world: World): Scenario['acts'] {
  const now = world.clock.now();
  return [...(planned.get(world) ?? [])]
    .toSorted((a, b) => a.dueAt - b.dueAt)
    .slice(0, savedLimit)
    .map(({ dueAt, wa_id, act }) => ({ after_ms: Math.max(0, Math.ceil(dueAt - now)), wa_id, act }));
}
