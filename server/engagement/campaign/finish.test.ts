import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import type { CampaignChoices } from '#core/contract/campaigns.ts';
import { type BroadcastId, parsePublicId } from '#core/value/id.ts';
import { day, hour, minute } from '#core/value/time.ts';
import { plannerOf } from '#server/insight/planner.ts';
import { findBroadcastOfCampaign } from '#server/messaging/outbox/outbox.ts';
import { openStage, pub, type Stage } from '#test/world/stage.ts';
import { createCampaign, makePlan } from './campaign.ts';
import { launch } from './launch.ts';
import { openBroadcast } from './opening.ts';
import { report } from './report.ts';

let stage: Stage = await openStage();
afterEach(async () => {
  await stage.close();
  stage = await openStage();
});
after(() => stage.close());

/** A campaign to so many people in France that is being sent; nobody has left. */
async function begun(people: number, choices: Partial<CampaignChoices> = {}): Promise<{ id: string; broadcast: BroadcastId }> {
  const { platform, actor, scope } = stage;
  await stage.database.pool.query(
    `with made as (
      insert into contact (workspace_id, id, first_name, display_name, phone, country, tags, fields, created_at, updated_at)
      select $1::uuid, gen_random_uuid(), 'P' || n, 'P' || n, '+336' || lpad(n::text, 8, '0'), 'FR', '{}', '{}', $3, $3 from generate_series(1, $2::int) n
      returning id
    )
    insert into consent_state (workspace_id, contact_id, purpose, state, entry_id, occurred_at, source)
    select $1, id, 'marketing', 'given', gen_random_uuid(), $3, 'test' from made`,
    [scope.workspace, people, stage.now()],
  );
  const { id } = await createCampaign(
    platform,
    actor,
    {
      name: 'Winter',
      choices: {
        segments: [pub('segment', await stage.segment())],
        template: pub('template', await stage.template()),
        variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: 'you' } },
        ...choices,
      },
    },
    stage.now(),
  );
  const plan = await makePlan(platform, actor, id, stage.now());
  await launch(platform, actor, id, { plan: plan.id, undo_seconds: 0 }, stage.now());
  const campaign = parsePublicId('campaign', id);
  assert.ok(typeof campaign === 'string');
  const broadcast = (await findBroadcastOfCampaign(platform.db, scope, campaign))!.id;
  await openBroadcast(platform, scope, broadcast, stage.now());
  return { id, broadcast };
}

/** The first so many of a broadcast have it; each takes a place of the limit if there is one. */
const left = (broadcast: BroadcastId, people: number) =>
  stage.database.pool.query(
    `with moved as (
      update recipient set moved_from = state, state = 'delivered', accepted_at = $3, delivered_at = $3 where broadcast_id = $1 and seq <= $2 returning workspace_id, contact_id, seq
    ), counted as (
      update broadcast set waiting = waiting - $2, delivered = delivered + $2, first_sent_at = $3 where id = $1
    ), portfolio_row as (
      insert into portfolio (id, people) select coalesce(a.portfolio_id, 'account ' || a.meta_id), $2 from business_account a returning id
    )
    insert into portfolio_person (portfolio_id, person, number_id, counted_at, free_at, workspace_id, broadcast_id, seq)
    select p.id, m.contact_id::text, $4, $3, $3::timestamptz + interval '1 day 5 minutes', m.workspace_id, $1, m.seq from moved m, portfolio_row p`,
    [broadcast, people, stage.now(), stage.number],
  );
const finish = async (id: string) => Date.parse((await report(stage.platform, stage.actor, id, stage.now())).finishes_at ?? '') - stage.now().getTime();
const span = { from: '2026-11-22', to: '2026-12-20' };
const planned = async () => {
  const [item] = (await plannerOf(stage.platform.db, stage.scope, { ...span, now: stage.now(), language: 'en' })).items;
  return Date.parse(item?.ends_at ?? '') - stage.now().getTime();
};
const near = (spanMilliseconds: number, wanted: number, words: string) =>
  assert.ok(Math.abs(spanMilliseconds - wanted) < 20 * minute, `${words}: ${spanMilliseconds / hour} h instead of about ${wanted / hour} h`);

test('under a limit it is forecast anew by who is left and who uses the limit, long after the plan’s end too', async () => {
  await stage.database.pool.query(`update number set messaging_limit = 'TIER_250', quality = 'YELLOW'`);
  const { id, broadcast } = await begun(600);

  // 225 a day are for offers: today, tomorrow, and 150 on the third.
  near(await finish(id), 2 * day, 'when nobody has it');
  stage.wait(5 * day);
  await left(broadcast, 225);
  near(await finish(id), 2 * day, 'when 225 have it, days after the plan said');
  stage.wait(12 * hour);
  near(await finish(id), 1.5 * day, 'half a day on');
});

test('a warm-up bounds it by whom the number itself has written to', async () => {
  await stage.database.pool.query(`update number set messaging_limit = 'TIER_250', quality = 'YELLOW', warm_since = $1`, [stage.now()]);
  const { id, broadcast } = await begun(100);

  near(await finish(id), day, 'fifty today and fifty tomorrow: a yellow number does not grow');
  await left(broadcast, 20);
  near(await finish(id), day, 'thirty of today’s are left, and the twenty come free with them');
});

test('what is left of a canary is waited for, in the report and in the calendar; nobody can tell when a person decides', async () => {
  const { id, broadcast } = await begun(600, { canary: { rule: 'usual', matures_minutes: 120 } });
  const watch = (change: string) => stage.database.pool.query(`update canary_watch set ${change}`);

  for (const told of [finish(id), planned()]) near(await told, 4 * hour, 'two stages are watched for two hours each');
  await left(broadcast, 200);
  await watch(`state = 'maturing', matures_at = '${new Date(stage.now().getTime() + 90 * minute).toISOString()}'`);
  await stage.database.pool.query(`update broadcast set held_by = 'canary'`);
  for (const told of [finish(id), planned()]) near(await told, 3.5 * hour, 'the sample is watched for 90 minutes more, and the next for two hours');
  const { waits } = await report(stage.platform, stage.actor, id, stage.now());
  await watch(`state = 'asks', matures_at = null`);
  await stage.database.pool.query(`update broadcast set held_by = 'canary_asks'`);

  assert.deepEqual([waits[0]?.held_by, Date.parse(waits[0]?.at ?? '') - stage.now().getTime()], ['canary', 90 * minute]);
  assert.ok(Number.isNaN(await finish(id)) && Number.isNaN(await planned()));
});

test('a spread that has begun is forecast by what is left of its time', async () => {
  const { id, broadcast } = await begun(600, { pace: { spread_minutes: 240, hours: null, open_threads_most: null } });

  stage.wait(2 * hour);
  await left(broadcast, 300);

  for (const told of [finish(id), planned()]) near(await told, 2 * hour, 'half of four hours');
});
