import { type Persona, personas, Population } from '#core/rehearsal/rehearsal.ts';

import { getCountry } from '../world/countries.ts';
import { draw, drawInteger } from '../world/random.ts';
import type { World } from '../world/world.ts';
import { mobileAt, type NumberPlan, planOf } from './mobiles.ts';
import { ControlRefusal } from './refusal.ts';

/** People made before others may speak. */
const peopleAtOnce = 20_000;

export type PopulationReport = {
  /** People of this call, and how many of them were not there before. */
  people: number;
  added: number;
  /** Where the next call goes on: its `first`. */
  next: number;
};

/** Adds very many people, drawn from the seed by their place in the row: the same request makes the same people. */
export async function populate(world: World, request: Population): Promise<PopulationReport> {
  const crowd = openCrowd(world, request);
  const end = request.first + request.people;
  let added = 0;
  for (let place = request.first; place < end; place += peopleAtOnce) {
    added += crowd.add(place, Math.min(place + peopleAtOnce, end));
    await new Promise((resolve) => setImmediate(resolve));
  }
  remember(world, request);
  world.store.put('population', `${request.first}+${request.people}`, () => JSON.stringify(request));
  world.live.tell({ kind: 'counts' });
  return { people: request.people, added, next: end };
}

/** Makes the populations of an earlier run again: what a store keeps of them is the request, and those who were written to. */
export function resumePopulations(world: World): void {
  for (const row of world.store.all('population')) {
    const request = Population.parse(JSON.parse(row));
    openCrowd(world, request).add(request.first, request.first + request.people);
    remember(world, request);
  }
}

/** Makes the populations of a world whose people were forgotten again. */
export function makePopulationsAgain(world: World): void {
  for (const request of populationsOf(world)) openCrowd(world, request).add(request.first, request.first + request.people);
}

const requests = new WeakMap<World, Map<string, Population>>();

function remember(world: World, request: Population): void {
  const known = requests.get(world) ?? new Map<string, Population>();
  known.set(`${request.first}+${request.people}`, request);
  requests.set(world, known);
}

/** The populations of a world, as they were asked for. */
export function populationsOf(world: World): Iterable<Population> {
  return requests.get(world)?.values() ?? [];
}

type Choice<Kind> = { upTo: number; kind: Kind };
type Origin = { calling: string; plan: NumberPlan; shift: number };

function openCrowd(world: World, request: Population): { add(from: number, to: number): number } {
  const origins = weigh(
    Object.entries(request.countries).map(([code, weight]): [Origin, number] => {
      const country = getCountry(code);
      if (country.calling === '')
        throw new ControlRefusal(400, `the emulator knows no country ${code}; take one of those in docs/use/emulator.md`, `/countries/${code}`);
      const plan = planOf(code);
      if (request.first + request.people > plan.room) {
        const most = `place ${plan.room}`;
        throw new ControlRefusal(400, `${code} has mobile numbers up to ${most} only; ask for fewer people, or leave ${code} out`, `/countries/${code}`);
      }
      return [{ calling: country.calling, plan, shift: drawInteger(world.seed, code, 0, 'numbers') % plan.room }, weight];
    }),
    '/countries',
  );
  const kinds = weigh(
    personas.map((persona): [Persona, number] => [persona, request.personas[persona] ?? 0]),
    '/personas',
  );
  return {
    add(from, to) {
      let added = 0;
      for (let place = from; place < to; place++) {
        const origin = pick(origins, draw(world.seed, 'population', place, 'country'));
        const waId = origin.calling + mobileAt(origin.plan, place, origin.shift);
        if (world.people.find(waId) !== undefined) continue;
        const person = world.people.add(waId, pick(kinds, draw(world.seed, 'population', place, 'persona')));
        person.populated = true;
        person.known = true;
        if (person.persona === 'no_receipts') person.read_receipts = false;
        added += 1;
      }
      return added;
    },
  };
}

function weigh<Kind>(weights: readonly [Kind, number][], at: string): [Choice<Kind>, ...Choice<Kind>[]] {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  let upTo = 0;
  const choices = weights.filter(([, weight]) => weight > 0).map(([kind, weight]) => ({ upTo: (upTo += weight / total), kind }));
  const [first, ...rest] = choices;
  if (first === undefined) throw new ControlRefusal(400, 'all weights are 0; give at least one that is not', at);
  return [first, ...rest];
}

function pick<Kind>(choices: readonly [Choice<Kind>, ...Choice<Kind>[]], chance: number): Kind {
  return (choices.find((choice) => chance < choice.upTo) ?? choices.at(-1) ?? choices[0]).kind;
}
