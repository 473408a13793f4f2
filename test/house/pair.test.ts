import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { contract } from '#core/contract/contract.ts';
import { pairRule } from '#core/policy/pace.ts';
import { day, second } from '#core/value/time.ts';
import { parseId } from '#core/value/id.ts';
import { call } from '#server/app/client/client.ts';
import { queueMessage } from '#server/messaging/outbox/outbox.ts';
import { addCrowd, phoneOfCrowd } from '#test/world/crowd.ts';
import { openWorld, until, type World } from '#test/world/world.ts';

/** Meta's rule as it stands: one message in six seconds to a person, of which 45 may be lent. */
const settings = { pair_interval_ms: 6_000, pair_burst: 45 };
const people = 5;
/** More to each than Meta lends at once. */
const messagesEach = 60;

let world: World;
before(async () => {
  world = await openWorld({ clockFrom: '2026-12-01T09:00:00.000Z', throughput: 80, settings });
});
after(() => world.close());

/** So many answers to everybody who wrote, all at this moment. */
async function answerAll(): Promise<void> {
  const { platform } = world.opened;
  const found = await sql<{ workspace_id: string; id: string; contact_id: string; number_id: string }>`
    select workspace_id, id, contact_id, number_id from conversation`.execute(platform.db);
  await platform.db.transaction().execute(async (tx) => {
    for (const row of found.rows)
      for (let index = 0; index < messagesEach; index += 1) {
        const message = { kind: 'text' as const, text: `Line ${index}`, preview: false };
        const of = { conversation: parseId<'conversation'>(row.id), contact: parseId<'contact'>(row.contact_id), number: parseId<'number'>(row.number_id) };
        const outgoing = { ...of, origin: 'agent' as const, author: 'Ines', content: message, quoted: null, wire: { kind: 'free' as const, message } };
        await queueMessage(platform, tx, { workspace: parseId(row.workspace_id) }, outgoing, platform.clock.now());
      }
  });
}

test('a campaign and sixty answers to each of the same people: WhatsApp is not asked for one message too many', async () => {
  await addCrowd(world, people);
  for (let index = 1; index <= people; index += 1) await world.act(phoneOfCrowd(index), { act: 'write', text: 'Tell me everything' });
  const written = async () => (await sql`select 1 from conversation where last_direction = 'in'`.execute(world.opened.platform.db)).rows.length;
  await until('they are in the inbox', async () => (await written()) === people);
  const campaign = await world.campaign({ template: await world.template({ name: 'harvest' }) });
  await world.control.clock.pause();
  await world.control.recording.set(true);
  const plan = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });

  await answerAll();
  await call(world.door, contract.campaigns.launch, { params: { id: campaign }, body: { plan: plan.id, undo_seconds: 0 } });
  await world.control.clock.runUntilIdle(day);

  const { recording } = await world.control.recording.get();
  const asked = (recording?.entries ?? []).filter(
    ({ kind, path, body }) => kind === 'graph' && path.endsWith('/messages') && !body.includes('"status":"read"'),
  );
  const had = new Map<string, number[]>();
  for await (const { wa_id: to, at } of world.control.ledger.all('to_person')) had.set(to, [...(had.get(to) ?? []), Date.parse(at)]);
  const all = [...had.values()].flat();
  assert.deepEqual(
    [...had.values()].map((times) => times.length),
    Array.from({ length: people }, () => messagesEach + 1),
  );
  assert.equal(asked.length, all.length, 'each message was asked for once, so none was refused (131056)');
  for (const times of had.values()) {
    const lasted = Math.max(...times) - Math.min(...times);
    const least = (messagesEach + 1 - pairRule.burst) * pairRule.intervalMilliseconds;
    assert.ok(lasted >= least && lasted < least + 60 * second, `${lasted / 1000} s; Meta asks for ${least / 1000} s`);
  }
  const { broadcast } = await call(world.door, contract.campaigns.get, { params: { id: campaign } });
  assert.deepEqual([broadcast?.state, broadcast?.counts.delivered, broadcast?.counts.failed], ['done', people, 0]);
});
