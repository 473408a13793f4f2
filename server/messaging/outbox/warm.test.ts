import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { after as later, day, hour } from '#core/value/time.ts';
import { openStage, pub, type Stage } from '#test/world/stage.ts';
import { warmUpRoutes } from './warm.routes.ts';
import { describeWarmUp, warmUpSignals } from './warm.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
  await stage.database.pool.query(`update number set messaging_limit = 'TIER_250', quality = 'UNKNOWN'`);
});
after(() => stage.close());

/** People who got a template of a campaign at a moment; of them so many read it and so many opted out. */
async function sent(at: Date, people: number, read: number, harmed = 0): Promise<void> {
  const broadcast = stage.id('broadcast');
  const { pool } = stage.database;
  await pool.query(
    `insert into broadcast (workspace_id, id, campaign_id, plan_id, number_id, template_id, languages, state, opens_at, launched_by, launched_at, first_sent_at, finished_at, total, read, delivered, harmed)
     values ($1, $2, $3, $4, $5, $6, '[]', 'done', $7, 'Ada', $7, $7, $7, $8, $9, $10, $11)`,
    [stage.scope.workspace, broadcast, stage.id('campaign'), stage.id('plan'), stage.number, stage.id('template'), at, people, read, people - read, harmed],
  );
  await pool.query(
    `insert into recipient (workspace_id, broadcast_id, seq, contact_id, phone, country, language, variables, state, accepted_at, sent_at, delivered_at, read_at, harmed_at)
     select $1, $2, n, gen_random_uuid(), '+33', 'FR', 0, '{}', case when n <= $4 then 'read' else 'delivered' end, $6::timestamptz, $6, $6,
       case when n <= $4 then $6::timestamptz end, case when n <= $5 then $6::timestamptz end from generate_series(1, $3::int) n`,
    [stage.scope.workspace, broadcast, people, read, harmed, at],
  );
}

const ask = (name: string, body: object = {}) =>
  warmUpRoutes(stage.platform)
    .find((answer) => answer.name === name)!
    .prepare({ params: { id: pub('number', stage.number) }, query: {}, body })(stage.call()) as ReturnType<typeof shown>;
const shown = async () => (await describeWarmUp(stage.platform.db, stage.scope, stage.number, { now: stage.now(), language: 'en' }))!;

test('a number that is not warmed up has no cap, and is told what a warm-up would begin with', async () => {
  const { on, cap, ramp, text } = await ask('get');

  assert.deepEqual([on, cap, ramp], [false, null, [50, 100, 150, 200]]);
  assert.match(text, /would begin with 50 a day/);
});

test('a warm-up begins at the first step, and beginning it again changes nothing', async () => {
  const begun = await ask('set', { on: true });
  stage.wait(hour);
  const again = await ask('set', { on: true });

  assert.deepEqual([begun.on, begun.day, begun.cap, begun.used, begun.held_by], [true, 1, 50, 0, 'use']);
  assert.equal(again.since, begun.since);
  assert.deepEqual(
    begun.days.slice(0, 5).map(({ people, cap }) => [people, cap]),
    [
      [0, 50],
      [null, 100],
      [null, 150],
      [null, 200],
      [null, 225],
    ],
  );
});

test('what was used today opens nothing today, and the next step tomorrow', async () => {
  await sent(stage.now(), 45, 30);

  assert.deepEqual([(await shown()).cap, (await shown()).used], [50, 45]);
  stage.wait(day);

  const { cap, step, signals, days } = await shown();
  assert.deepEqual([cap, step], [100, 1]);
  assert.deepEqual(signals, { quality: 'UNKNOWN', delivered: 45, read: 30, harmed: 0, peak: 45 });
  assert.equal(days[0]?.people, 45);
});

test('messages that nobody reads hold it, but only when there was time to read them', async () => {
  await sent(stage.now(), 90, 5);
  stage.wait(6 * hour);

  assert.equal((await shown()).held_by, 'use', 'six hours are too soon');
  stage.wait(day);

  const { held_by, cap, text } = await shown();
  assert.deepEqual([held_by, cap], ['reads', 100]);
  assert.match(text, /35 of 135 were read/);
});

test('opt-outs hold it before reads are asked about, and the end of the warm-up frees it', async () => {
  await sent(later(stage.now(), -day), 10, 10, 3);

  assert.equal((await shown()).held_by, 'opt_outs');
  assert.deepEqual((await warmUpSignals(stage.platform.db, stage.scope, stage.number, later(stage.now(), -10 * day), stage.now())).harmed, 3);
  const ended = await ask('set', { on: false });
  assert.deepEqual([ended.on, ended.cap], [false, null]);
});
