import { openChance } from './chance.ts';

/** A process of the fleet: which role, and which of its kind. */
export type Slot = { readonly role: 'worker' | 'api'; readonly index: number };

/** Something that befalls the fleet, so many real milliseconds after the first message may leave. */
export type Fault =
  | { readonly at: number; readonly kind: 'kill'; readonly slot: Slot; readonly skewMilliseconds: number }
  | { readonly at: number; readonly kind: 'kill_database'; readonly signal: 'SIGKILL' | 'SIGQUIT' }
  | { readonly at: number; readonly kind: 'hold_webhooks' | 'release_webhooks' };

export type ScheduleOptions = {
  readonly seed: string;
  readonly kills: number;
  readonly databaseKills: number;
  readonly workers: number;
  readonly apis: number;
};

/** Between two kills on average: long enough that most processes have begun to work, short enough that many have not. */
export const killEveryMilliseconds = 1_000;
/** One in five kills meets the API, the others the workers: those are what has something on the wire. */
const apiShare = 0.2;
/** How far a process's clock may be from the machine's, either way. */
export const skewMostMilliseconds = 20_000;
/** How much of the run webhooks are lost for, in two spells. */
const holdShare = 0.12;

/** Draws all faults of a run from its seed, in order of time. Pure. */
export function drawSchedule(options: ScheduleOptions): Fault[] {
  const chance = openChance(options.seed, 'schedule');
  const faults: Fault[] = [];
  let at = killEveryMilliseconds;
  for (let kill = 0; kill < options.kills; kill += 1) {
    at += chance.between(killEveryMilliseconds * 0.2, killEveryMilliseconds * 1.8);
    const role = chance.next() < apiShare ? 'api' : 'worker';
    const slot: Slot = { role, index: chance.between(0, (role === 'api' ? options.apis : options.workers) - 1) };
    faults.push({ at, kind: 'kill', slot, skewMilliseconds: drawSkew(chance.next()) });
  }
  const total = at;
  for (let kill = 0; kill < options.databaseKills; kill += 1) {
    const share = (kill + 0.3 + chance.next() * 0.4) / options.databaseKills;
    faults.push({ at: Math.round(total * share), kind: 'kill_database', signal: chance.pick(['SIGKILL', 'SIGQUIT']) });
  }
  for (const middle of [0.25, 0.7]) {
    const from = Math.round(total * (middle + (chance.next() - 0.5) * 0.1));
    faults.push({ at: from, kind: 'hold_webhooks' }, { at: from + Math.round(total * holdShare), kind: 'release_webhooks' });
  }
  return faults.toSorted((one, other) => one.at - other.at);
}

/** A process's first skew, before it was killed. */
export function firstSkew(seed: string, slot: Slot): number {
  return drawSkew(openChance(seed, `skew ${slot.role} ${slot.index}`).next());
}

function drawSkew(draw: number): number {
  return Math.round((draw * 2 - 1) * skewMostMilliseconds);
}

/** A fault as one line. */
export function describeFault(fault: Fault): string {
  const at = `${(fault.at / 1000).toFixed(1).padStart(6)} s `;
  switch (fault.kind) {
    case 'kill':
      return `${at} kill -9 ${fault.slot.role} ${fault.slot.index}; comes back with a clock ${fault.skewMilliseconds} ms off`;
    case 'kill_database':
      return `${at} ${fault.signal === 'SIGKILL' ? 'kill -9' : 'immediate shutdown'} of PostgreSQL`;
    case 'hold_webhooks':
      return `${at} webhooks are lost`;
    case 'release_webhooks':
      return `${at} webhooks come back`;
  }
}
