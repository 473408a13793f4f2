import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import type { Pace } from '#core/contract/sending.ts';
import { ApiProblem, call } from '#server/app/client/client.ts';
import { openWorld, until, type World } from '#test/world/world.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const within = (from: number, to: number): Pace => ({ spread_minutes: null, hours: { from, to }, open_threads_most: null });

test('hours that never come for somebody who waits are refused under way, before or after it opens, and nobody fails of them', async () => {
  await world.person({ phone: '+33612390001' });
  await world.person({ phone: '+79123456789' });
  await call(world.door, contract.sending.stop);
  const id = await world.campaign({ template: await world.template({ name: 'harvest' }) });
  const plan = await call(world.door, contract.campaigns.plan, { params: { id } });
  const repace = (pace: Pace) => call(world.door, contract.campaigns.pace, { params: { id }, body: { pace } });
  const refused = async (pace: Pace) => {
    const problem: unknown = await repace(pace).catch((error: unknown) => error);
    assert.ok(problem instanceof ApiProblem);
    const { status, errors } = problem.problem;
    return `${status} ${errors[0]?.at}: ${errors[0]?.message}`;
  };
  const order = /^422 \/body\/pace\/hours: the allowed hours begin at 20 and end at 9/;
  const never = /^422 \/body\/pace\/hours: the allowed hours never come for 1 person/;

  await call(world.door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: 600 } });
  assert.match(await refused(within(20, 9)), order);
  assert.match(await refused(within(9, 18)), never, 'in its undo minute, by the countries of the plan');
  await call(world.door, contract.campaigns.undo, { params: { id } });
  await call(world.door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: 0 } });
  const counts = async () => (await call(world.door, contract.campaigns.get, { params: { id } })).broadcast?.counts;
  await until('both wait', async () => (await counts())?.waiting === 2);

  assert.match(await refused(within(20, 9)), order);
  assert.match(await refused(within(9, 18)), never, 'eleven zones of Russia are never all within nine hours');
  const changed = await repace(within(0, 24));
  assert.deepEqual(changed.broadcast?.pace, within(0, 24));
  await call(world.door, contract.sending.resume);
  await until('both have it', async () => (await counts())?.delivered === 2);
  assert.equal((await counts())?.failed, 0);
});
