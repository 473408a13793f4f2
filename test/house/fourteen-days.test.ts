import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import { day, hour, minute } from '#core/value/time.ts';
import { call } from '#server/app/client/client.ts';
import { openWorld, received, until, type World } from '#test/world/world.ts';

/** A Tuesday morning; the product and its WhatsApp both go by the emulator's clock. */
const start = '2026-12-01T09:00:00.000Z';

let world: World;
before(async () => {
  world = await openWorld({
    clockFrom: start,
    settings: { people: 'alive', sent_delay_ms: 300, delivered_delay_ms: 900, read_delay_ms: 20 * minute, reply_delay_ms: 5 * minute },
  });
});
after(() => world.close());

const ana = '+33612349900';
const phones = Array.from({ length: 40 }, (_, index) => `+336123499${String(index + 1).padStart(2, '0')}`);

test('fourteen days of campaigns, reads and a closed window play in a few real seconds', async () => {
  await world.person({ phone: ana, name: 'Ana Roux', persona: 'manual' });
  for (const phone of phones) await world.person({ phone, persona: 'keen' });
  const template = await world.template({ name: 'harvest' });
  const { clock } = world.control;
  await clock.pause();
  const begun = performance.now();

  const first = await launch(template, 'First', 60);
  const waiting = await report(first);
  const minuteOver = await clock.runUntilIdle(10 * day);
  const told = await report(first);

  assert.equal(waiting.campaign.broadcast?.state, 'waiting');
  assert.equal(told.campaign.broadcast?.state, 'done');
  assert.ok(Date.parse(told.campaign.broadcast?.first_sent_at ?? '') - Date.parse(told.campaign.broadcast?.launched_at ?? '') >= minute);
  assert.equal(told.counts.accepted + told.counts.sent + told.counts.waiting + told.counts.in_doubt, 0, JSON.stringify(told.counts));
  assert.ok(told.counts.read > phones.length / 2, JSON.stringify(told.counts));
  assert.ok(Date.parse(minuteOver.now) < Date.parse(start) + 5 * day, minuteOver.now);

  await world.act(ana, { act: 'write', text: 'Do you open on Sunday?' });
  await clock.jumpBy(minute);
  const thread = await threadOf('Ana Roux');
  await answer(thread, 'We do, until noon.');
  await clock.jumpBy(minute);
  const answered = received(await world.phone(ana)).some(({ content }) => content.kind === 'text' && content.text === 'We do, until noon.');
  await clock.jumpBy(25 * hour);

  assert.ok(answered);
  await assert.rejects(answer(thread, 'Did you come?'), /customer service window of Ana Roux closed at 2 December 2026/);
  assert.equal((await world.control.world()).counts.failed, 0, 'it was our own policy that said no');

  await clock.jumpTo(new Date(Date.parse(start) + 10 * day).toISOString());
  const second = await launch(template, 'Second', 60);
  await clock.jumpTo(new Date(Date.parse(start) + 14 * day).toISOString());
  const later = await report(second);

  assert.equal(later.campaign.broadcast?.state, 'done');
  assert.ok(later.campaign.broadcast?.first_sent_at?.startsWith('2026-12-11'), later.campaign.broadcast?.first_sent_at ?? 'never');
  assert.equal(later.counts.waiting + later.counts.in_doubt + later.counts.failed, 0, JSON.stringify(later.counts));
  assert.ok(later.counts.read > later.counts.total / 2, JSON.stringify(later.counts));
  assert.equal((await clock.report()).now, '2026-12-15T09:00:00.000Z');
  assert.ok(performance.now() - begun < realMillisecondsMost, `${Math.round(performance.now() - begun)} ms`);
});

/** Alone it takes two or three seconds. */
const realMillisecondsMost = 30_000;

async function launch(template: string, name: string, undoSeconds: number): Promise<string> {
  const id = await world.campaign({ template, name });
  const plan = await call(world.door, contract.campaigns.plan, { params: { id } });
  assert.ok(plan.recipients > phones.length / 2, `${plan.recipients} people: ${JSON.stringify(plan.exclusions)}`);
  await call(world.door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: undoSeconds } });
  return id;
}

const report = (id: string) => call(world.door, contract.campaigns.report, { params: { id } });
const answer = (id: string, text: string) => call(world.door, contract.conversations.say, { params: { id }, body: { kind: 'text', text } });

async function threadOf(name: string): Promise<string> {
  let found: string | undefined;
  await until(`${name} is in the inbox`, async () => {
    found = (await call(world.door, contract.conversations.list, { query: { limit: 200 } })).items.find((item) => item.name === name)?.id;
    return found !== undefined;
  });
  return found ?? '';
}
