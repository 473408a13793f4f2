import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { contract } from '#core/contract/contract.ts';
import { parseId } from '#core/value/id.ts';
import { day, hour, second } from '#core/value/time.ts';
import { call } from '#server/app/client/client.ts';
import { queueMessage } from '#server/messaging/outbox/outbox.ts';
import { addCrowd, addTagged, phoneOfCrowd } from '#test/world/crowd.ts';
import { openWorld, until, type World } from '#test/world/world.ts';

const start = '2026-12-01T09:00:00.000Z';
const people = 25_000;
const repliers = 1_000;

const worlds: World[] = [];
after(async () => {
  for (const world of worlds) await world.close();
});

/** A shop with people who agreed to offers, put straight into its book; its portfolio may write to so many a day. */
async function openShop({ people, limit, raises }: { people: number; limit: number | null; raises: boolean }): Promise<World> {
  const world = await openWorld({
    clockFrom: start,
    throughput: 1_000,
    settings: {
      messaging_limit: limit,
      limit_raises: raises,
      sent_delay_ms: 300,
      delivered_delay_ms: 900,
      marketing_cap: null,
      experiment_share: 0,
      pacing: false,
      portfolio_pacing: false,
    },
  });
  worlds.push(world);
  await addCrowd(world, people);
  return world;
}

async function launch(world: World): Promise<string> {
  const template = await world.template({ name: 'harvest' });
  const campaign = await world.campaign({ template });
  await world.control.clock.pause();
  const plan = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });
  await call(world.door, contract.campaigns.launch, { params: { id: campaign }, body: { plan: plan.id, undo_seconds: 0 } });
  return campaign;
}

/** The last `repliers` write, so that their windows are open and answers may go to them. */
async function letWrite(world: World): Promise<void> {
  const phones = Array.from({ length: repliers }, (_, index) => phoneOfCrowd(people - index));
  for (let from = 0; from < phones.length; from += 50)
    await Promise.all(phones.slice(from, from + 50).map((phone) => world.act(phone, { act: 'write', text: 'Is it there?' })));
  await until(
    'they are all in the inbox',
    async () => {
      const found = await sql<{ n: number }>`select count(*)::int as n from conversation where last_direction = 'in'`.execute(world.opened.platform.db);
      return found.rows[0]?.n === repliers;
    },
    60_000,
  );
}

/** An answer to each of them, written at this moment. */
async function answerAll(world: World): Promise<void> {
  const { platform } = world.opened;
  const rows = (
    await sql<{
      workspace_id: string;
      id: string;
      contact_id: string;
      number_id: string;
    }>`select workspace_id, id, contact_id, number_id from conversation`.execute(platform.db)
  ).rows;
  await platform.db.transaction().execute(async (tx) => {
    for (const row of rows) {
      const message = { kind: 'text' as const, text: 'It is, come by.', preview: false };
      await queueMessage(
        platform,
        tx,
        { workspace: parseId(row.workspace_id) },
        {
          conversation: parseId(row.id),
          contact: parseId(row.contact_id),
          number: parseId(row.number_id),
          origin: 'agent',
          author: 'Ines',
          content: message,
          quoted: null,
          wire: { kind: 'free', message },
        },
        platform.clock.now(),
      );
    }
  });
}

/** In which moving days people had their message, counted from the first. */
async function windowsOf(world: World): Promise<{ windows: number; lasted: number; slowest: number | null }> {
  const found = await sql<{ windows: number; lasted: number; slowest: number | null }>`
    select count(distinct floor(extract(epoch from accepted_at - first) * 1000 / ${day}))::int as windows, max(extract(epoch from accepted_at - first) * 1000)::float8 as lasted,
      (select max(extract(epoch from accepted_at - at) * 1000)::float8 from message where direction = 'out') as slowest
    from (select accepted_at, min(accepted_at) over () as first from recipient) r`.execute(world.opened.platform.db);
  return found.rows[0] ?? { windows: 0, lasted: 0, slowest: null };
}

test('25,000 people on a limit of 10,000 end in three windows without one refusal, and no answer waits behind the offers', async () => {
  const world = await openShop({ people, limit: 10_000, raises: false });
  await letWrite(world);
  const campaign = await launch(world);

  for (let moves = 0; moves < 8; moves += 1) await world.control.clock.jumpBy(second / 2);
  const under = await call(world.door, contract.campaigns.report, { params: { id: campaign } });
  await answerAll(world);
  await world.control.clock.runUntilIdle(5 * day);

  assert.ok(under.counts.waiting > people / 2 && under.counts.waiting < people, `answers come while offers leave: ${JSON.stringify(under.counts)}`);
  const { campaign: shown, counts } = await call(world.door, contract.campaigns.report, { params: { id: campaign } });
  const { windows, lasted, slowest } = await windowsOf(world);
  assert.deepEqual([shown.broadcast?.state, counts.delivered + counts.read, counts.failed], ['done', people, 0], JSON.stringify(counts));
  assert.equal(windows, 3, `${lasted / hour} h`);
  assert.ok(lasted > 2 * day && lasted < 2 * day + 3 * hour, `${lasted / hour} h`);
  assert.equal((await world.control.world()).counts.failed, 0, 'nothing was refused for the limit');
  const answered = await sql<{ n: number }>`select count(*)::int as n from message where direction = 'out' and status in ('delivered', 'read')`.execute(
    world.opened.platform.db,
  );
  assert.equal(answered.rows[0]?.n, repliers);
  assert.ok((slowest ?? Number.POSITIVE_INFINITY) <= 2 * second, `the slowest answer left after ${slowest} ms`);
});

test('a limit that Meta raises meanwhile ends the wait at once, and the plan had called that likely', async () => {
  const world = await openShop({ people: 4_500, limit: 2_000, raises: true });
  const campaign = await world.campaign({ template: await world.template({ name: 'harvest' }) });
  await world.control.clock.pause();
  const plan = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });
  await call(world.door, contract.campaigns.launch, { params: { id: campaign }, body: { plan: plan.id, undo_seconds: 0 } });

  await world.control.clock.jumpBy(second);
  await until('it waits for the limit', async () => {
    await world.control.clock.jumpBy(second);
    const { broadcast } = await call(world.door, contract.campaigns.get, { params: { id: campaign } });
    return broadcast?.held_by === 'limit' && broadcast.counts.delivered === 1_800;
  });
  const waiting = await call(world.door, contract.campaigns.report, { params: { id: campaign } });
  await world.control.clock.runUntilIdle(5 * day);

  assert.match(waiting.campaign.broadcast?.held_detail ?? '', /Offers have used their part \(1,800\) of the 2,000 people a day/);
  assert.equal(waiting.counts.waiting, 2_700, 'a tenth of the limit is left for what people wait for');
  const { campaign: shown, counts } = await call(world.door, contract.campaigns.report, { params: { id: campaign } });
  const { lasted } = await windowsOf(world);
  assert.deepEqual([shown.broadcast?.state, counts.delivered, counts.failed], ['done', 4_500, 0]);
  assert.ok(lasted < 8 * hour, `${lasted / hour} h`);
  assert.ok(plan.days.length === 3 && plan.days_with_raises !== null && plan.days_with_raises.length < 3, JSON.stringify([plan.days, plan.days_with_raises]));
});

test('who was written to before there was a limit counts under it', async () => {
  const world = await openShop({ people: 400, limit: null, raises: false });
  const template = await world.template({ name: 'harvest' });
  const send = async (name: string) => {
    const campaign = await world.campaign({ template, name });
    const plan = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });
    await call(world.door, contract.campaigns.launch, { params: { id: campaign }, body: { plan: plan.id, undo_seconds: 0 } });
    return async () => (await call(world.door, contract.campaigns.get, { params: { id: campaign } })).broadcast;
  };
  const before = await send('Before');
  await until('all 400 have it', async () => (await before())?.counts.delivered === 400, 60_000);

  await world.set({ messaging_limit: 250 });
  await call(world.door, contract.numbers.refresh, { params: { id: world.number.id } });
  await addTagged(
    world,
    'new',
    Array.from({ length: 100 }, (_, index) => ({ phone: `+3371234${String(1000 + index)}`, country: 'FR' })),
  );
  const after = await send('After');
  await until('it waits for the limit', async () => (await after())?.held_by === 'limit', 60_000);

  const found = await sql<{ fresh: number; refused: number; known: number }>`
    select (count(*) filter (where phone like '+3371234%' and r.state <> 'waiting'))::int as fresh, (count(*) filter (where r.state = 'failed'))::int as refused,
      (count(*) filter (where phone like '+336%' and r.state <> 'waiting'))::int as known
    from recipient r join broadcast b on b.id = r.broadcast_id join campaign c on c.id = b.campaign_id where c.name = 'After'`.execute(
    world.opened.platform.db,
  );
  const { fresh = -1, refused = -1, known = 0 } = found.rows[0] ?? {};
  assert.deepEqual([fresh, refused], [0, 0], 'nobody new has a place');
  assert.ok(known > 0, 'who counts already costs none, up to the first who has to wait');
});
