import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { contract } from '#core/contract/contract.ts';
import type { CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import { day, minute } from '#core/value/time.ts';
import { call } from '#server/app/client/client.ts';
import { openWorld, type World } from '#test/world/world.ts';

/*
 * What the plan forecasts is what the sender does: the same campaign, planned, and then sent on the emulator's clock.
 */

const start = '2026-12-01T08:30:00.000Z';
const worlds: World[] = [];
after(async () => {
  for (const world of worlds) await world.close();
});

/** A shop whose portfolio may write to 250 people a day, with people in these countries who agreed to offers. */
async function openShop(countries: Readonly<Record<string, number>>): Promise<World> {
  const world = await openWorld({
    clockFrom: start,
    throughput: 80,
    settings: {
      messaging_limit: 250,
      limit_raises: false,
      sent_delay_ms: 300,
      delivered_delay_ms: 900,
      marketing_cap: null,
      experiment_share: 0,
      pacing: false,
      portfolio_pacing: false,
    },
  });
  worlds.push(world);
  const { db } = world.opened.platform;
  for (const [country, people] of Object.entries(countries)) {
    const code = { FR: '+336', BR: '+55119' }[country] ?? '';
    await sql`
      insert into contact (workspace_id, id, first_name, display_name, phone, country, language, created_at, updated_at)
      select w.id, gen_random_uuid(), 'P' || i, 'P' || i, ${code}::text || lpad(i::text, 8, '0'), ${country}::text, 'en', ${start}, ${start}
      from workspace w, generate_series(1, ${people}::int) i`.execute(db);
  }
  await sql`
    insert into contact_identity select workspace_id, k.kind, case when k.kind = 'phone' then phone else substr(phone, 2) end, id
    from contact cross join (values ('phone'), ('wa_id')) k (kind)`.execute(db);
  await sql`insert into consent_state select workspace_id, id, 'marketing', 'given', id, ${start}, 'test' from contact`.execute(db);
  await sql`analyze contact, contact_identity, consent_state`.execute(db);
  return world;
}

/** Plans and sends; says on which day (of the workspace's zone) how many had it, and when the last one. */
async function send(world: World, choices: Partial<CampaignChoices>): Promise<{ plan: Plan; days: { date: string; people: number }[]; last: Date }> {
  const id = await world.campaign({ template: await world.template({ name: 'harvest' }) });
  await call(world.door, contract.campaigns.update, { params: { id }, body: { choices } });
  await world.control.clock.pause();
  const plan = await call(world.door, contract.campaigns.plan, { params: { id } });
  await call(world.door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: 60 } });
  await world.control.clock.runUntilIdle(6 * day);
  const { timezone } = (await call(world.door, contract.settings.me)).workspace;
  const { db } = world.opened.platform;
  const { rows: days } = await sql<{ date: string; people: number }>`
    select to_char(accepted_at at time zone ${timezone}, 'YYYY-MM-DD') as date, count(*)::int as people from recipient where accepted_at is not null group by 1 order by 1`.execute(
    db,
  );
  const { rows } = await sql<{ last: Date }>`select max(accepted_at) as last from recipient`.execute(db);
  return { plan, days, last: rows[0]?.last ?? new Date(0) };
}

/** How far the end that was planned may lie from the one that came: a limit’s places come free together, within a minute or so a day. */
const apartMost = 15 * minute;

function assertAgrees({ plan, days, last }: Awaited<ReturnType<typeof send>>): void {
  assert.deepEqual(
    days,
    plan.days.map(({ date, people }) => ({ date, people })),
  );
  const apart = Math.abs(last.getTime() - new Date(plan.finishes_at).getTime());
  assert.ok(apart < apartMost, `planned until ${plan.finishes_at}, ended ${last.toISOString()}`);
}

test('under a limit each day has as many people as the plan said, and it ends when the plan said', async () => {
  const world = await openShop({ FR: 600 });

  const sent = await send(world, {});

  assert.deepEqual(
    sent.plan.days.map(({ people }) => people),
    [225, 225, 150],
  );
  assertAgrees(sent);
});

test('with allowed hours in two countries and an even pace it ends when the plan said', async () => {
  const world = await openShop({ FR: 60, BR: 30 });

  const sent = await send(world, { pace: { spread_minutes: 60, hours: { from: 9, to: 18 }, open_threads_most: null } });

  assertAgrees(sent);
});
