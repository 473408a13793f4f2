import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import type { CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import type { PlanDiff, PlanSummary } from '#core/contract/plans.ts';
import { Refusal } from '#core/contract/refusals.ts';
import { tell } from '#core/contract/say.ts';
import { day, hour } from '#core/value/time.ts';
import { parseTold } from '#core/value/say.ts';
import { deliveryTallies } from '#server/messaging/outbox/tally.ts';
import { openStage, pub, type Stage } from '#test/world/stage.ts';
import { changeCampaign, createCampaign, makePlan } from './campaign.ts';
import { launch } from './launch.ts';
import { planRoutes } from './plans.ts';
import { pause, undo } from './steer.ts';

let stage: Stage = await openStage();
afterEach(async () => {
  await stage.close();
  stage = await openStage();
});
after(() => stage.close());

async function draft(choices: Partial<CampaignChoices> = {}): Promise<string> {
  const made = await createCampaign(
    stage.platform,
    stage.actor,
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
  return made.id;
}

const plan = (campaign: string): Promise<Plan> => makePlan(stage.platform, stage.actor, campaign, stage.now());
const change = (campaign: string, choices: Partial<CampaignChoices>) => changeCampaign(stage.platform, stage.actor, campaign, { choices }, stage.now());
const start = (campaign: string, { id }: Plan) => launch(stage.platform, stage.actor, campaign, { plan: id, undo_seconds: 60 }, stage.now());
const codes = (made: Plan) => made.warnings.map(({ code }) => code);

/** As the API answers, in English unless told otherwise. */
async function ask<Reply>(route: 'list' | 'get' | 'diff', params: object, query: object = {}, language: 'en' | 'fr' = 'en'): Promise<Reply> {
  const answer = planRoutes(stage.platform).find(({ name }) => name === route);
  assert.ok(answer !== undefined);
  return (await answer.prepare({ params, query, body: {} })({ ...stage.call(), language })) as Reply;
}

/** Many people at once, all in one place, with consent. */
async function crowd(people: number, country = 'FR'): Promise<void> {
  await stage.database.pool.query(
    `with made as (
      insert into contact (workspace_id, id, first_name, display_name, phone, country, tags, fields, created_at, updated_at)
      select $1::uuid, gen_random_uuid(), 'P' || n, 'P' || n, '+336' || lpad(n::text, 8, '0'), $3, '{}', '{}', $4, $4 from generate_series(1, $2::int) n
      returning id
    )
    insert into consent_state (workspace_id, contact_id, purpose, state, entry_id, occurred_at, source)
    select $1, id, 'marketing', 'given', gen_random_uuid(), $4, 'test' from made`,
    [stage.scope.workspace, people, country, stage.now()],
  );
  // As autovacuum does within a minute: without statistics the joins of so many are planned for a handful.
  await stage.database.pool.query('analyze contact, consent_state');
}

const limited = (level: string) =>
  stage.database.pool.query(`update number set messaging_limit = $1, quality = 'GREEN', throughput_per_second = 1000`, [level]);

test('25,000 people on a limit of 10,000 are planned for three days, or for one if Meta raises the limit', async () => {
  await crowd(25_000);
  await limited('TIER_10K');

  const made = await plan(await draft());

  assert.deepEqual(
    made.days.map(({ people, bound_by, limit }) => [people, bound_by, limit]),
    [
      [9000, 'limit', 10_000],
      [9000, 'limit', 10_000],
      [7000, null, 10_000],
    ],
  );
  assert.deepEqual(
    made.days_with_raises?.map(({ people }) => people),
    [25_000],
  );
  assert.deepEqual(made.limit, { most: 10_000, open: 9000, used: 0, warms_up: false });
  const [warning] = made.warnings.filter(({ code }) => code === 'over_limit');
  assert.match(tell(parseTold(warning!.message), 'en'), /25,000 people is more than the 10,000 .* 9,000 are for offers.* if Meta raises/);
  assert.ok(made.finishes_at > '2026-11-24' && made.finishes_at < '2026-11-24T11:00:00Z', made.finishes_at);
});

test('a quality that is not high promises no raise, and what people wait for has the whole limit', async () => {
  await crowd(3000);
  await limited('TIER_2K');
  await stage.database.pool.query(`update number set quality = 'YELLOW'`);

  const offer = await plan(await draft());
  const notice = await plan(await draft({ template: pub('template', await stage.template({ category: 'utility' })) }));

  assert.deepEqual(
    offer.days.map(({ people }) => people),
    [1800, 1200],
  );
  assert.equal(offer.days_with_raises, null);
  assert.deepEqual(
    notice.days.map(({ people }) => people),
    [2000, 1000],
  );
  assert.deepEqual([offer.lane, notice.lane], ['marketing', 'transactional']);
});

test('a sending that was launched before takes its places of the limit first', async () => {
  await crowd(2000);
  await limited('TIER_2K');
  const first = await draft();
  await start(first, await plan(first));

  const second = await plan(await draft({ except: [] }));

  // The first takes 1,800 today and 200 tomorrow; so this one begins tomorrow.
  assert.deepEqual(
    second.days.map(({ date, people }) => [date, people]),
    [
      ['2026-11-23', 1600],
      ['2026-11-24', 400],
    ],
  );
});

test('a young number is planned by its warm-up, and says so', async () => {
  await crowd(250);
  await limited('TIER_250');
  await stage.database.pool.query(`update number set warm_since = $1, quality = 'UNKNOWN'`, [stage.now()]);

  const made = await plan(await draft());

  assert.deepEqual(
    made.days.map(({ people, bound_by }) => [people, bound_by]),
    [
      [50, 'warm_up'],
      [100, 'warm_up'],
      [100, null],
    ],
  );
  assert.deepEqual(made.limit, { most: 250, open: 50, used: 0, warms_up: true });
  assert.ok(codes(made).includes('warm_up'));
});

test('the canary and the hours stand in the plan with their times, and small audiences have no canary', async () => {
  await crowd(1000);
  const canary = { rule: 'usual', matures_minutes: 120 } as const;
  const pace = { spread_minutes: null, hours: { from: 9, to: 12 }, open_threads_most: null };

  const made = await plan(await draft({ canary, pace }));

  assert.deepEqual(
    made.canary?.stages,
    made.canary?.steps.map(({ people }) => people),
  );
  assert.equal(made.canary!.stages[0], 200);
  // It is eleven in Paris; the sample is judged at one, when the hours are over.
  const [sample, rest] = made.canary!.steps;
  assert.equal(Date.parse(sample!.judged_at!) - Date.parse(sample!.ends_at), 2 * hour);
  assert.equal(rest!.starts_at, '2026-11-23T08:00:00.000Z');
  assert.deepEqual(
    made.days.map(({ people, bound_by }) => [people, bound_by]),
    [
      [200, 'hours'],
      [800, null],
    ],
  );
});

test('few people have no canary', async () => {
  await stage.person({ first: 'Ana' });

  const made = await plan(await draft({ canary: { rule: 'strict', matures_minutes: 60 } }));

  assert.deepEqual(made.canary, { rule: 'strict', matures_minutes: 60, stages: [], steps: [] });
});

test('an even pace, a repetition that comes before the end, and both canary and pace are said', async () => {
  await crowd(600);
  const repeat = { kind: 'repeat', rule: 'FREQ=DAILY', starts: '2026-11-23T09:00', timezone: 'Europe/Paris' } as const;
  const pace = { spread_minutes: 2 * 24 * 60, hours: null, open_threads_most: null };

  const made = await plan(await draft({ schedule: repeat, pace, canary: { rule: 'usual', matures_minutes: 60 } }));

  assert.ok(codes(made).includes('overlaps_next'), codes(made).join());
  assert.ok(codes(made).includes('canary_spread'), codes(made).join());
  assert.deepEqual(
    made.days.slice(0, -1).map(({ bound_by }) => bound_by),
    ['pace', 'pace'],
  );
});

test('hours that are none, and a local hour outside them, are refused with words', async () => {
  const pace = { spread_minutes: null, hours: { from: 9, to: 18 }, open_threads_most: null };
  const campaign = await draft({ pace });
  const refusedAt = (at: string, words: RegExp) => (error: unknown) =>
    error instanceof Refusal && error.code === 'invalid' && error.errors[0]?.at === at && words.test(tell(error.errors[0].message, 'en'));

  await assert.rejects(change(campaign, { pace: { ...pace, hours: { from: 18, to: 9 } } }), refusedAt('/body/choices/pace/hours', /begin at 18 and end at 9/));
  await assert.rejects(
    change(campaign, { schedule: { kind: 'local_hour', starts: '2026-12-01T20:00' } }),
    refusedAt('/body/choices/pace/hours', /at 20 o’clock .* from 9 to 18/),
  );
  await change(campaign, { schedule: { kind: 'local_hour', starts: '2026-12-01T09:00' } });
});

test('allowed hours that never come for a country stand in the way', async () => {
  await stage.person({ first: 'Ana' });
  await stage.person({ first: 'Cub', country: 'AU', phone: '+61412345678' });

  const made = await plan(await draft({ pace: { spread_minutes: null, hours: { from: 9, to: 10 }, open_threads_most: null } }));

  const [problem] = made.problems;
  assert.equal(problem?.code, 'hours_never');
  // Brazil's clocks are up to three hours apart as well.
  assert.match(tell(parseTold(problem!.message), 'en'), /for 2 people/);
});

test('the budget is compared with what it will likely cost, and says for how many it is enough', async () => {
  await crowd(100);
  const campaign = await draft({ budget_micros: 3_560_000 });

  const short = await plan(campaign);
  await change(campaign, { budget_micros: 7_000_000 });
  const tight = await plan(campaign);
  await change(campaign, { budget_micros: 8_000_000 });
  const enough = await plan(campaign);

  // 100 people in France at 0.0712 EUR: 7.12 EUR at most, about 6.76 EUR most probably.
  assert.equal(short.cost.most.micros, 7_120_000);
  assert.equal(short.cost.likely?.middle.micros, 6_764_000);
  assert.equal(short.cost.budget_buys, 50);
  assert.ok(codes(short).includes('over_budget'));
  assert.ok(codes(tight).includes('budget_tight') && !codes(tight).includes('over_budget'));
  assert.ok(!codes(enough).some((code) => code.includes('budget')));
  assert.equal(enough.cost.budget_buys, null);
});

test('what was delivered before moves the likely cost, a day after that sending ended', async () => {
  await crowd(100);
  const campaign = await draft();
  const before = await plan(campaign);
  await start(campaign, before);
  await stage.database.pool.query(`update broadcast set state = 'done', finished_at = $1, total = 100, delivered = 60, failed = 40`, [stage.now()]);
  await stage.database.pool.query(
    `insert into recipient (workspace_id, broadcast_id, seq, contact_id, phone, country, language, variables, state)
     select b.workspace_id, b.id, n, gen_random_uuid(), '+336' || n, 'FR', 0, '{}', case when n <= 60 then 'delivered' else 'failed' end from broadcast b, generate_series(1, 100) n`,
  );

  stage.wait(day + 1000);
  const due = await deliveryTallies.next(stage.platform.db, stage.now());
  await deliveryTallies.take(stage.platform, stage.now());
  await deliveryTallies.take(stage.platform, stage.now());
  const again = await plan(await draft());

  assert.ok(due !== null && due <= stage.now());
  assert.equal(await deliveryTallies.next(stage.platform.db, stage.now()), null);
  assert.ok(again.cost.likely!.middle.micros < before.cost.likely!.middle.micros * 0.75, JSON.stringify(again.cost.likely));
  assert.ok(again.cost.likely!.low.micros < again.cost.likely!.middle.micros && again.cost.likely!.middle.micros < again.cost.likely!.high.micros);
  assert.deepEqual(again.by_country[0]?.likely, again.cost.likely);
  assert.deepEqual(
    again.cost.by_category.map(({ category, people, cost }) => [category, people, cost.micros]),
    [['marketing', 100, 7_120_000]],
  );
});

test('a launch hands over exactly what the plan froze, with the price of every country', async () => {
  await crowd(600);
  const choices = {
    pace: { spread_minutes: 60, hours: { from: 8, to: 22 }, open_threads_most: 20 },
    canary: { rule: 'strict', matures_minutes: 30 },
    budget_micros: 50_000_000,
  } as const;
  const campaign = await draft(choices);
  const made = await plan(campaign);

  await start(campaign, made);

  const { rows } = await stage.database.pool.query(`select lane, pace, canary, budget_micros, rates, plan_id from broadcast`);
  const [row] = rows;
  assert.deepEqual([row.lane, row.pace, row.canary, row.budget_micros], ['marketing', choices.pace, choices.canary, '50000000']);
  assert.equal(row.rates.FR, 71_200);
  assert.ok(row.rates.DE > 0 && row.rates.BR > 0 && Object.keys(row.rates).length > 200);
  assert.equal(pub('plan', row.plan_id), made.id);
});

test('whatever is done to a launch later names its plan and hash in the audit', async () => {
  await crowd(10);
  const campaign = await draft();
  const made = await plan(campaign);
  await start(campaign, made);
  await undo(stage.platform, stage.actor, campaign, stage.now());
  const again = await plan(campaign);
  await start(campaign, again);
  await stage.database.pool.query(`update broadcast set state = 'sending' where state = 'waiting'`);

  await pause(stage.platform, stage.actor, campaign, stage.now());

  const { rows } = await stage.database.pool.query(`select act, detail from audit_entry where act like 'campaign.%' order by at, id`);
  assert.deepEqual(
    rows.map(({ act, detail }) => [act, detail.plan, detail.hash]),
    [
      ['campaign.launch', made.id, made.hash],
      ['campaign.undo', made.id, made.hash],
      ['campaign.launch', again.id, again.hash],
      ['campaign.pause', again.id, again.hash],
    ],
  );
});

test('a plan cannot be changed, not even in the database', async () => {
  await crowd(1);
  await plan(await draft());

  await assert.rejects(stage.database.pool.query(`update plan set hash = 'x'`), /cannot be changed/);
});

test('plans are listed, newest first, and say which was launched', async () => {
  await crowd(3);
  const campaign = await draft();
  const [one, two] = [await plan(campaign), await plan(campaign)];
  await start(campaign, two);

  const { items } = await ask<{ items: PlanSummary[] }>('list', { id: campaign });

  assert.deepEqual(
    items.map(({ id, recipients, broadcast }) => [id, recipients, broadcast !== null]),
    [
      [two.id, 3, true],
      [one.id, 3, false],
    ],
  );
  const kept = await ask<Plan>('get', { id: campaign, plan: one.id });
  assert.deepEqual([kept.id, kept.hash, kept.recipients, kept.finishes_at], [one.id, one.hash, 3, one.finishes_at]);
});

test('the difference of two plans is told in words: what was chosen first, then what comes of it', async () => {
  await crowd(600);
  const campaign = await draft();
  const first = await plan(campaign);
  await stage.person({ first: 'Eva', country: 'DE', phone: '+491701234567' });
  await change(campaign, {
    canary: { rule: 'usual', matures_minutes: 120 },
    pace: { spread_minutes: 240, hours: { from: 9, to: 21 }, open_threads_most: null },
    budget_micros: 40_000_000,
    variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: 'friend' } },
  });
  await plan(campaign);
  const second = await plan(campaign);

  const diff = await ask<PlanDiff>('diff', { id: campaign, plan: second.id });

  assert.deepEqual([diff.from?.id, diff.same], [first.id, false]);
  const told = diff.changes.map(({ part, name, before, after: now }) => `${part} | ${name} | ${before ?? '–'} | ${now ?? '–'}`);
  for (const line of [
    'variables | Variable “first_name” | contact.first_name (“you”) | contact.first_name (“friend”)',
    'pace | Spread over | – | 4 hours',
    'pace | Allowed hours | – | 9 to 21 o’clock',
    'canary | Canary | – | usual rule, 2 hours a stage',
    'budget | Budget | – | €40.00',
    'people | People who get it | 600 people | 601 people',
    'people | In Germany | – | 1 person',
    'cost | Cost at most | €42.72 | €42.83',
  ])
    assert.ok(told.includes(line), `${line}\nis not among\n${told.join('\n')}`);
  const order = diff.changes.map(({ part }) => part);
  assert.ok(order.indexOf('canary') < order.indexOf('people') && order.indexOf('people') < order.indexOf('cost'));
});

test('a difference can be asked for against any plan, in French too, and one that is not there is refused', async () => {
  await crowd(2);
  const campaign = await draft();
  const [one, two] = [await plan(campaign), await plan(campaign)];
  const template = await stage.template({ name: 'other', languages: { fr: { content: { body: 'Bonjour {{first_name}}' } } } });
  await change(campaign, { template: pub('template', template) });
  const three = await plan(campaign);

  const same = await ask<PlanDiff>('diff', { id: campaign, plan: two.id }, { with: one.id });
  const alone = await ask<PlanDiff>('diff', { id: campaign, plan: one.id });
  const text = await ask<PlanDiff>('diff', { id: campaign, plan: three.id }, { with: one.id }, 'fr');

  assert.deepEqual([same.same, same.changes], [true, []]);
  assert.deepEqual([alone.from, alone.changes], [null, []]);
  assert.ok(text.changes.some(({ name, before, after: now }) => name === 'Texte en fr' && before === null && now === 'Bonjour {{first_name}}'));
  assert.ok(text.changes.some(({ name, before, after: now }) => name === 'Texte en en' && before === 'Hello {{first_name}}' && now === null));
  await assert.rejects(ask('diff', { id: await draft(), plan: one.id }), (error: unknown) => error instanceof Refusal && error.code === 'not_found');
});

test('the same draft has the same hash at another hour, although its days and its end are others', async () => {
  await crowd(600);
  await limited('TIER_250');
  const campaign = await draft({ canary: { rule: 'usual', matures_minutes: 60 } });

  const one = await plan(campaign);
  stage.wait(5 * hour);
  const two = await plan(campaign);

  assert.equal(one.hash, two.hash);
  assert.notEqual(one.finishes_at, two.finishes_at);
});
