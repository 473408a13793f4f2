import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import { call } from '#server/app/client/client.ts';
import { second } from '#core/value/time.ts';
import { addCrowd } from '#test/world/crowd.ts';
import { openWorld, until, type World } from '#test/world/world.ts';

let world: World;
before(async () => {
  world = await openWorld({ clockFrom: '2026-12-01T09:00:00.000Z', throughput: 80, settings: { throughput_per_second: 25 } });
});
after(() => world.close());

test('a number that is allowed less than it is said to be finds its pace by itself, and again when it is allowed more', async () => {
  await addCrowd(world, 400);
  const campaign = await world.campaign({ template: await world.template({ name: 'harvest' }) });
  await world.control.clock.pause();
  const plan = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });
  await call(world.door, contract.campaigns.launch, { params: { id: campaign }, body: { plan: plan.id, undo_seconds: 0 } });
  const left = async () => (await call(world.door, contract.campaigns.get, { params: { id: campaign } })).broadcast?.counts.waiting ?? 0;
  const pass = async (seconds: number) => {
    for (let half = 0; half < seconds * 2; half += 1) await world.control.clock.jumpBy(second / 2);
  };

  await pass(6);
  const slow = 400 - (await left());
  await world.set({ throughput_per_second: 80 });
  await pass(6);
  const raised = 400 - (await left()) - slow;
  await world.control.clock.runUntilIdle(60 * second);

  assert.ok(slow > 50 && slow <= 175, `${slow} in six seconds at 25 a second, one second’s worth at once`);
  assert.ok(raised > 165, `${raised} in the six seconds after the raise, of which 25 a second would be 150`);
  const { broadcast } = await call(world.door, contract.campaigns.get, { params: { id: campaign } });
  assert.deepEqual([broadcast?.state, broadcast?.counts.delivered, broadcast?.counts.failed, broadcast?.counts.in_doubt], ['done', 400, 0, 0]);
});

test('what Meta raises a number to is read when its webhook says so, and kept in the number’s history', async () => {
  await world.control.numbers.change(world.number.meta_id, { throughput_per_second: 1_000 });

  const read = async () => (await call(world.door, contract.numbers.list)).items[0]?.throughput_per_second;
  await until('the number is read at Meta', async () => (await read()) === 1_000);
  await world.control.clock.jumpBy(second);

  const { changes } = await call(world.door, contract.quality.timeline);
  const raised = changes.filter(({ kind }) => kind === 'throughput').at(-1);
  assert.deepEqual([raised?.before, raised?.after], ['80', '1000']);
});
