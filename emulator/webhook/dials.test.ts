import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Settings } from '#core/rehearsal/settings.ts';

import { openTarget, openTrial } from './trial.ts';

const statuses = ['sent', 'delivered', 'read'] as const;
const people = 200;

/** Tells 600 statuses under dials, lets ten minutes pass, and answers what arrived, in order. */
async function tellAll(settings: Partial<Settings>, seed: string): Promise<{ ids: string[]; lost: number; before: number }> {
  const target = await openTarget();
  const trial = openTrial(target.url, { settings: { webhook_batch: 1, ...settings }, seed });
  for (const status of statuses) for (let n = 0; n < people; n++) trial.tellStatus(n, status);
  await trial.webhooks.settled();
  const before = target.ids().length;
  for (let step = 0; step < 600; step++) {
    trial.pass(1_000);
    await trial.webhooks.settled();
  }
  const { lost, waiting } = trial.webhooks.count();
  assert.equal(waiting, 0);
  await trial.close();
  const ids = target.ids();
  await target.close();
  return { ids, lost, before };
}

const inOrder = statuses.flatMap((status) => Array.from({ length: people }, (_, n) => `wamid.${n} ${status}`));

test('with the dials at rest everything arrives once, at once, in order', async () => {
  const calm = await tellAll({}, 'a');

  assert.deepEqual(calm, { ids: inOrder, lost: 0, before: 600 });
});

test('losses are drawn by seed and update: the same again, others with another seed', async () => {
  const settings = { webhook_loss_share: 0.25 };

  const [one, again, other] = [await tellAll(settings, 'a'), await tellAll(settings, 'a'), await tellAll(settings, 'b')];

  assert.deepEqual(again.ids, one.ids);
  assert.notDeepEqual(other.ids, one.ids);
  assert.equal(one.ids.length + one.lost, 600);
  assert.ok(one.lost > 110 && one.lost < 190, `${one.lost} of 600 are lost`);
});

test('doubles come a little later, in a POST of their own', async () => {
  const doubled = await tellAll({ webhook_duplicate_share: 0.5 }, 'a');

  const counts = new Map<string, number>();
  for (const id of doubled.ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const twice = [...counts.values()].filter((count) => count === 2).length;
  assert.equal(counts.size, 600);
  assert.equal(doubled.ids.length, 600 + twice);
  assert.ok(twice > 240 && twice < 360, `${twice} of 600 came twice`);
  assert.equal(doubled.before, 600);
});

test('what is passed arrives after later ones, and nothing is missing', async () => {
  const mixed = await tellAll({ webhook_reorder_share: 0.3 }, 'a');

  assert.notDeepEqual(mixed.ids, inOrder);
  assert.deepEqual(mixed.ids.toSorted(), inOrder.toSorted());
  assert.ok(mixed.before < 600);
  assert.deepEqual(
    mixed.ids.slice(0, mixed.before),
    inOrder.filter((id) => mixed.ids.indexOf(id) < mixed.before),
  );
});

test('a delay waits for the emulator’s clock and keeps the order', async () => {
  const delayed = await tellAll({ webhook_delay_ms: 300_000 }, 'a');

  assert.ok(delayed.before < 10, `${delayed.before} came at once`);
  assert.deepEqual(delayed.ids, inOrder);
});
