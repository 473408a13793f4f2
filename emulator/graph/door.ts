import { randomHex } from '../world/random.ts';
import type { World } from '../world/world.ts';
import { type Budget, largeBodiesBytes, openBudget } from './budget.ts';
import { openThrottle, type Throttle } from './throttle.ts';

/** What the Graph face remembers between calls. */
export type Door = {
  /** Calls so far: faults are drawn by it. */
  calls: number;
  readonly throttle: Throttle;
  /** Memory for files on their way in, and on their way out. */
  readonly budget: Budget;
  readonly downloads: Budget;
  /** A trace id nobody had before; cheap, for it is on every answer. */
  trace(): string;
  /** Is this version (`v26.0`, or empty for none) one that is there? */
  knowsVersion(version: string): boolean;
};

const doors = new WeakMap<World, Door>();

/** The door of a world, opened at the first call. */
export function doorOf(world: World): Door {
  const known = doors.get(world);
  if (known !== undefined) return known;
  const door = openDoor(world);
  doors.set(world, door);
  return door;
}

function openDoor(world: World): Door {
  const salt = `A${randomHex(14)}`;
  let traces = 0;
  return {
    calls: 0,
    throttle: openThrottle(),
    budget: openBudget(largeBodiesBytes),
    downloads: openBudget(largeBodiesBytes),
    trace() {
      traces += 1;
      return salt + traces.toString(36).padStart(8, '0');
    },
    knowsVersion: (version) => version === '' || version === world.settings.graph_version || isOlder(version, world.settings.graph_version),
  };
}

/** Versions had a minor number up to v2.12; since v3.0 it is 0, with v3.1 to v3.3 in between. */
function isOlder(version: string, newest: string): boolean {
  const [major, minor] = partsOf(version);
  const [newestMajor, newestMinor] = partsOf(newest);
  if (major === 0 || (major > 3 && minor > 0)) return false;
  return major < newestMajor || (major === newestMajor && minor <= newestMinor);
}

function partsOf(version: string): [number, number] {
  const match = /^v(\d{1,3})\.(\d{1,2})$/.exec(version);
  return [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
}
