import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { EmulatorError, openEmulatorClient } from '../control/client.ts';
import { openStage, sampleSend, approveSample } from '../stage.ts';
import { countries, countryOf } from '../world/countries.ts';
import { People } from '../world/people.ts';
import { mobileAt, planOf } from './mobiles.ts';

const weights = { FR: 3, US: 2, BR: 2, IN: 2, DE: 1 };

test('a population is the same for a seed, with the countries and personas asked for', async () => {
  const stage = await openStage();
  const emulator = openEmulatorClient(stage.emulator.url);

  const made = await emulator.people.populate({ people: 20_000, countries: weights, personas: { keen: 1, no_receipts: 3 } });
  const again = await emulator.people.populate({ people: 20_000, countries: weights, personas: { keen: 1, no_receipts: 3 } });
  const more = await emulator.people.populate({ people: 5_000, first: made.next, countries: weights });

  const { people } = stage.emulator.world;
  assert.deepEqual([made.added, again.added, more.added, people.size], [20_000, 0, 5_000, 25_000]);
  const all = Array.from({ length: 20_000 }, (_, index) => people.at(index));
  const share = (isTrue: (person: (typeof all)[number]) => boolean): number => all.filter(isTrue).length / all.length;
  assert.ok(Math.abs(share((person) => person.country.code === 'FR') - 0.3) < 0.01);
  assert.ok(Math.abs(share((person) => person.persona === 'keen') - 0.25) < 0.01);
  assert.ok(all.every((person) => person.read_receipts === (person.persona !== 'no_receipts')));
  assert.ok(all.filter((person) => person.country.code === 'FR').every((person) => /^33[67]\d{8}$/.test(person.wa_id)));
  const first = all.find((person) => person.country.code === 'BR')!;
  assert.match(first.wa_id, /^55\d{2}9\d{8}$/);
  assert.deepEqual([first.language, first.timezone, first.place], ['pt-BR', 'America/Sao_Paulo', 'Brazil']);
  assert.match(first.name, /^\S+ \S+/);
  await stage.close();
});

test('numbers of every country have that country, and neighbours do not collide', () => {
  for (const country of countries.slice(1)) {
    const plan = planOf(country.code);
    const seen = new Set(Array.from({ length: 2_000 }, (_, place) => country.calling + mobileAt(plan, place, 12_345)));

    assert.equal(seen.size, 2_000, country.code);
    for (const waId of seen) {
      assert.match(waId, /^[1-9]\d{6,14}$/);
      assert.equal(countryOf(waId).code, country.code, waId);
    }
  }
});

test('a country that has not so many numbers, or is none, is refused', async () => {
  const stage = await openStage();
  const emulator = openEmulatorClient(stage.emulator.url);
  const refusal = async (countriesAsked: Record<string, number>, first = 0): Promise<string> => {
    const error = await emulator.people.populate({ people: 10, first, countries: countriesAsked }).catch((reason: unknown) => reason);
    assert.ok(error instanceof EmulatorError && error.status === 400);
    return `${error.at}: ${error.message}`;
  };

  assert.match(await refusal({ XX: 1 }), /^\/countries\/XX: the emulator knows no country XX/);
  assert.match(await refusal({ IS: 1 }, 50_000_000), /^\/countries\/IS: IS has mobile numbers up to place 3000000 only/);
  await stage.close();
});

test('those set up by hand stay as they are, and a population is there again after a restart', async () => {
  const data = await mkdtemp(join(tmpdir(), 'parley-population-'));
  const first = await openStage({ data });
  const emulator = openEmulatorClient(first.emulator.url);
  await emulator.people.populate({ people: 1_000, countries: { FR: 1 } });
  const ana = first.emulator.world.people.at(7).wa_id;
  await approveSample(first);
  await first.send({ to: ana, ...sampleSend() });
  const names = Array.from({ length: 1_000 }, (_, index) => first.emulator.world.people.at(index).name).toSorted();
  await first.close();

  const second = await openStage({ data });
  const { people } = second.emulator.world;

  assert.equal(people.size, 1_000);
  assert.deepEqual(Array.from({ length: 1_000 }, (_, index) => people.at(index).name).toSorted(), names);
  assert.equal(people.find(ana)?.sentTo, 1);
  await second.close();
  await rm(data, { recursive: true });
});

test('a number that was given up and met again goes on counting, so that no two messages have one place', () => {
  const people = new People('seed');
  const ana = people.add('33600000001', 'polite');
  ana.sentTo = 4;
  ana.sentBy = 2;

  people.renumber(ana, '33600000002');
  const next = people.meet('33600000001');

  assert.deepEqual([next.on_whatsapp, next.sentTo, next.sentBy], [false, 4, 2]);
  assert.equal(people.findFormer('33600000001')?.index, ana.index);
});
