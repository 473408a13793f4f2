import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import { call } from '#server/app/client/client.ts';
import { openWorld, received, until, type World } from '#test/world/world.ts';

let world: World;
before(async () => {
  world = await openWorld({ settings: { people: 'everybody_reads' } });
});
after(() => world.close());

const phones = Array.from({ length: 60 }, (_, index) => `+3361236${String(1000 + index)}`);

test('on a bad day of WhatsApp (429, 5xx, lost answers, webhooks twice and out of order) everybody is served once and the report is right', async () => {
  for (const phone of phones) await world.person({ phone });
  const template = await world.template({ name: 'harvest' });
  const id = await world.campaign({ template });
  const plan = await call(world.door, contract.campaigns.plan, { params: { id } });
  await world.set({
    latency_ms: 5,
    latency_jitter_ms: 20,
    fault_throttle_share: 0.1,
    fault_error_share: 0.1,
    fault_drop_before_share: 0.03,
    fault_drop_after_share: 0.05,
    webhook_duplicate_share: 0.3,
    webhook_reorder_share: 0.3,
    webhook_delay_ms: 50,
  });

  await call(world.door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: 0 } });
  const report = () => call(world.door, contract.campaigns.report, { params: { id } });
  await until('the broadcast is over', async () => (await report()).campaign.broadcast?.state === 'done', 90_000);
  const onPhones = () => Promise.all(phones.map(async (phone) => received(await world.phone(phone)).length));
  // An echo that settles a lost answer may be among the webhooks that come two seconds late.
  const isTold = async () => {
    const { counts } = await report();
    return counts.read + counts.failed + counts.in_doubt === phones.length && counts.read === (await onPhones()).filter((one) => one === 1).length;
  };
  await until('everything is told', isTold, 60_000);

  const { counts } = await report();
  const got = await onPhones();
  assert.ok(got.every((one) => one <= 1));
  assert.ok(counts.read > phones.length / 2, JSON.stringify(counts));
  assert.equal(counts.read, got.filter((one) => one === 1).length);
  // Lost before WhatsApp took it, so no echo will ever settle it; who is in doubt is not written to again.
  assert.equal(counts.in_doubt + counts.failed, got.filter((one) => one === 0).length);
});
