import type { Person } from '../world/person.ts';
import { draw } from '../world/random.ts';
import type { World } from '../world/world.ts';

/** Is this person of the hold-out that gets no marketing? Drawn for the person, so it stays with them. */
export function isInExperiment(world: World, person: Person): boolean {
  const share = world.settings.experiment_share;
  return share > 0 && draw(world.seed, person.wa_id, 0, 'experiment') < share;
}

/** Is there nobody behind this number? Only of strangers: who was set up is as they were set up. */
export function isUnreachable(world: World, person: Person): boolean {
  if (!person.on_whatsapp || !person.installed) return true;
  const share = world.settings.unreachable_share;
  return share > 0 && !person.known && !person.populated && draw(world.seed, person.wa_id, 0, 'unreachable') < share;
}
