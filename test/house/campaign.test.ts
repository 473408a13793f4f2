import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import { call } from '#server/app/client/client.ts';
import { openWorld, received, until, type World } from '#test/world/world.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const ines = '+33612345001';
const paul = '+33612345002';
const emma = '+12125550101';
const never = '+33612345003';
const gone = '+33612345004';

test('a campaign goes from a plan to delivered, read and answered, and who writes STOP is left out of the next', async () => {
  await world.person({ phone: ines, name: 'Inès Carvalho', language: 'fr' });
  await world.person({ phone: paul, name: 'Paul Roux' });
  await world.person({ phone: emma, name: 'Emma Walker' });
  await world.person({ phone: never, name: 'Nora Never', consent: 'none' });
  await world.person({ phone: gone, name: 'Gil Gone', consent: 'withdrawn' });
  const template = await world.template({
    name: 'harvest',
    content: { footer: 'Reply STOP to get no more offers', buttons: [{ kind: 'reply', text: 'Keep one for me' }] },
  });
  const campaign = await world.campaign({ template, name: 'Harvest' });

  const plan = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });

  assert.equal(plan.audience.people, 5);
  assert.equal(plan.recipients, 2);
  assert.deepEqual(Object.fromEntries(plan.exclusions.map((one) => [one.reason, one.people])), { no_consent: 1, opted_out: 1, us_marketing_block: 1 });
  assert.deepEqual(plan.problems, []);
  assert.equal(plan.cost.most.micros, 2 * 71_200, 'two French marketing messages by the card of July 2026');

  await call(world.door, contract.campaigns.launch, { params: { id: campaign }, body: { plan: plan.id, undo_seconds: 0 } });
  await until('both have it', async () => received(await world.phone(ines)).length === 1 && received(await world.phone(paul)).length === 1);
  await world.act(ines, { act: 'read' });
  await until('the report knows that Inès read', async () => (await report(campaign)).counts.read === 1);
  await until('and that Paul has it', async () => (await report(campaign)).counts.delivered === 1);

  const bubble = received(await world.phone(ines))[0]!;
  assert.ok(bubble.content.kind === 'card' && bubble.content.text.startsWith('Hello Inès,'));
  await world.act(ines, { act: 'tap', message_id: bubble.id, index: 0 });
  await until(
    'the answer is counted and in the inbox',
    async () => (await report(campaign)).counts.replied === 1 && (await inboxOf('Inès Carvalho')).unread === 1,
  );

  const conversation = await inboxOf('Inès Carvalho');
  assert.equal(conversation.preview, 'Keep one for me');
  assert.ok(conversation.window_until !== null);
  await call(world.door, contract.conversations.say, { params: { id: conversation.id }, body: { kind: 'text', text: 'With pleasure, Inès.' } });
  await until('the agent’s words are on her phone', async () =>
    received(await world.phone(ines)).some((one) => one.content.kind === 'text' && one.content.text === 'With pleasure, Inès.'),
  );

  await world.act(paul, { act: 'write', text: 'Stop!' });
  await until('Paul is told once that it is done', async () => received(await world.phone(paul)).length === 2);
  const next = await call(world.door, contract.campaigns.plan, { params: { id: await world.campaign({ template, name: 'Next' }) } });
  assert.equal(next.recipients, 1);
  assert.equal(next.exclusions.find((one) => one.reason === 'opted_out')?.people, 2);
});

test('the numbers of the report add up and equal a recount of the people', async () => {
  const [campaign] = (await call(world.door, contract.campaigns.list, {})).items.filter((one) => one.name === 'Harvest');
  const { counts, reasons } = await report(campaign!.id);

  const people = await call(world.door, contract.campaigns.recipients, { params: { id: campaign!.id }, query: { limit: 200 } });

  assert.equal(people.items.length, counts.total);
  for (const state of ['waiting', 'skipped', 'accepted', 'sent', 'delivered', 'read', 'failed', 'in_doubt', 'cancelled'] as const) {
    assert.equal(people.items.filter((one) => one.state === state).length, counts[state], state);
  }
  assert.equal(people.items.filter((one) => one.replied_at !== null).length, counts.replied);
  assert.equal(
    reasons.filter((one) => one.kind === 'skipped').reduce((total, one) => total + one.people, 0),
    counts.skipped,
  );
});

test('a launch can be undone in its minute, and nobody gets anything', async () => {
  const template = (await call(world.door, contract.templates.list, {})).items[0]!.id;
  const campaign = await world.campaign({ template, name: 'Undone' });
  const plan = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });
  const before = received(await world.phone(ines)).length;

  await call(world.door, contract.campaigns.launch, { params: { id: campaign }, body: { plan: plan.id, undo_seconds: 60 } });
  const undone = await call(world.door, contract.campaigns.undo, { params: { id: campaign } });

  assert.equal(undone.state, 'draft');
  assert.equal(received(await world.phone(ines)).length, before);
  const again = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });
  assert.deepEqual(again.problems, []);
});

test('a variable without a value or a fallback is refused in the plan, not on the wire', async () => {
  const template = await world.template({
    name: 'order_news',
    category: 'utility',
    content: {
      body: 'Your order {{order_number}} has left us today, {{first_name}}, and is on its way.',
      samples: { order_number: 'BL-1', first_name: 'Ana' },
    },
  });
  const campaign = await world.campaign({ template, name: 'No order number' });

  const plan = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });

  assert.ok(
    plan.problems.some((problem) => problem.code === 'variable_missing' && problem.message.includes('order_number')),
    JSON.stringify(plan.problems),
  );
  await assert.rejects(call(world.door, contract.campaigns.launch, { params: { id: campaign }, body: { plan: plan.id } }));
});

async function report(id: string) {
  return call(world.door, contract.campaigns.report, { params: { id } });
}

async function inboxOf(name: string) {
  const found = await call(world.door, contract.conversations.list, { query: { limit: 200 } });
  const one = found.items.find((item) => item.name === name);
  assert.ok(one, `${name} is in the inbox`);
  return one;
}
