import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Id, presentId } from '#core/value/id.ts';
import { after as later, day, hour, type Instant, minute } from '#core/value/time.ts';
import { applyCapability, applyNumberQuality, pauseNumber, resumeNumber } from '#server/messaging/number/number.ts';
import { openStage, type Stage } from '#test/world/stage.ts';
import { suspicionOf, timelineOf } from './quality.ts';

let stage: Stage;
before(async () => void (stage = await openStage()));
after(() => stage.close());

const asked = { number: undefined, template: undefined, from: undefined, to: undefined, language: 'en' } as const;
const timeline = (more: Partial<Parameters<typeof timelineOf>[2]> = {}) => timelineOf(stage.platform.db, stage.scope, { ...asked, now: stage.now(), ...more });
const query = (text: string, values: unknown[] = []) => stage.database.pool.query(text, values);

type SentInput = { name: string; at: Instant; people: number; read: number; optedOut?: number; unreachable?: number };

/** A campaign that was sent: of its people the first ones opted out, the last ones were not reachable. */
async function sent({ name, at, people, read, optedOut = 0, unreachable = 0 }: SentInput): Promise<Id<'campaign'>> {
  const [campaign, broadcast, plan, template] = [
    stage.id('campaign'),
    stage.id('broadcast'),
    stage.id('plan'),
    await stage.template({ name: `t_${stage.id('template').slice(-6)}` }),
  ];
  await query(
    `insert into campaign (workspace_id, id, name, choices, state, created_by, created_at, updated_at) values ($1, $2, $3, '{}', 'launched', 'ada', $4, $4)`,
    [stage.scope.workspace, campaign, name, at],
  );
  await query(`insert into plan (workspace_id, id, campaign_id, hash, body, created_by, created_at) values ($1, $2, $3, 'h', '{}', 'ada', $4)`, [
    stage.scope.workspace,
    plan,
    campaign,
    at,
  ]);
  await query(
    `insert into broadcast (workspace_id, id, campaign_id, plan_id, number_id, template_id, languages, state, opens_at, launched_by, launched_at, first_sent_at, finished_at,
       total, read, delivered, failed, harmed) values ($1, $2, $3, $4, $5, $6, '[]', 'done', $7, 'Ada', $7, $7, $7::timestamptz + interval '1 minute', $8, $9, $10, $11, $12)`,
    [stage.scope.workspace, broadcast, campaign, plan, stage.number, template, at, people, read, people - unreachable - read, unreachable, optedOut],
  );
  await query(
    `insert into recipient (workspace_id, broadcast_id, seq, contact_id, phone, country, language, variables, state, accepted_at, sent_at, delivered_at, read_at, failed_at, harmed_at, error_code)
     select $1, $2, n, gen_random_uuid(), '+33', 'FR', 0, '{}', case when n > $3 - $6 then 'failed' when n <= $4 then 'read' else 'delivered' end, $7::timestamptz, $7::timestamptz,
       case when n <= $3 - $6 then $7::timestamptz end, case when n <= $4 then $7::timestamptz end, case when n > $3 - $6 then $7::timestamptz end,
       case when n <= $5 then $7::timestamptz end, case when n > $3 - $6 then 131026 end
     from generate_series(1, $3::int) n`,
    [stage.scope.workspace, broadcast, people, read, optedOut, unreachable, at],
  );
  return campaign;
}

test('the timeline holds what was sent by the day, what came of it and why some failed', async () => {
  const at = later(stage.now(), -20 * day);
  await sent({ name: 'Hello', at, people: 1_000, read: 600, optedOut: 4, unreachable: 10 });

  const found = await timeline();

  assert.equal(found.step, 'day');
  assert.deepEqual(found.points, [{ at: '2026-11-01T23:00:00.000Z', submitted: 1_000, delivered: 990, read: 600, failed: 10, harmed: 4, opted_out: 0 }]);
  assert.deepEqual(found.failures, [{ code: 131_026, people: 10, text: 'Not reachable on WhatsApp' }]);
});

test('two days are told by the hour, of one template and of another', async () => {
  const found = await timeline({ from: later(stage.now(), -21 * day), to: later(stage.now(), -19 * day) });
  const other = await timeline({ template: stage.id('template') });

  assert.deepEqual([found.step, found.points.map(({ at, submitted }) => [at, submitted])], ['hour', [['2026-11-02T10:00:00.000Z', 1_000]]]);
  assert.deepEqual(other.points, []);
});

test('every change of a number is kept with its moment and told in words', async () => {
  const { platform, scope, number } = stage;
  await query(`update number set quality = 'GREEN', messaging_limit = 'TIER_2K'`);
  await platform.db.transaction().execute(async (tx) => {
    await applyCapability(platform, tx, scope, { max_daily_conversations_per_business: 10_000 });
    await pauseNumber(platform, tx, scope, number, 'tea');
    await pauseNumber(platform, tx, scope, number, 'tea again');
    await resumeNumber(platform, tx, scope, number);
    await applyNumberQuality(platform, tx, scope, {
      display_phone_number: '33180000000',
      event: 'ONBOARDING',
      max_daily_conversations_per_business: 'TIER_10K',
    });
  });

  const { changes, numbers } = await timeline({ to: later(stage.now(), hour) });

  assert.deepEqual(
    changes.map(({ kind, turn, text }) => [kind, turn, text]),
    [
      ['limit', 'better', 'The messaging limit went from 2,000 people a day to 10,000 people a day'],
      ['state', 'worse', 'Paused: tea'],
      ['state', 'better', 'It may send again'],
    ],
  );
  assert.deepEqual([numbers[0]?.limit, numbers[0]?.limit_text], [10_000, 'TIER_10K']);
});

test('a template that falls or is paused got worse, in words and not in Meta’s codes', async () => {
  const id = await stage.template({ name: 'flash_sale' });
  const template = presentId('template', id);
  const line = (minutes: number, status: string, detail: string) =>
    query(
      `insert into template_event (workspace_id, id, translation_id, at, status, detail)
       select v.workspace_id, gen_random_uuid(), v.id, $2, $3, $4 from template_translation v where v.template_id = $1`,
      [id, later(stage.now(), minutes * minute - day), status, detail],
    );
  const moved = (before: string, after: string) =>
    JSON.stringify({
      say: 'review_quality',
      values: { before: { say: `review_quality_${before}`, values: {} }, after: { say: `review_quality_${after}`, values: {} } },
    });
  await line(1, 'approved', moved('none', 'green'));
  await line(2, 'approved', moved('green', 'red'));
  await line(3, 'paused', 'FIRST_PAUSE');
  await line(4, 'approved', moved('red', 'yellow'));

  const told = (await timeline({ template: id })).changes.filter((one) => one.template === template && one.at < stage.now().toISOString());
  const french = (await timeline({ template: id, language: 'fr' })).changes.filter((one) => one.template === template && one.turn === 'worse');

  assert.deepEqual(
    told.slice(-4).map(({ turn, text }) => [turn, text]),
    [
      ['neither', 'quality: not rated → high'],
      ['worse', 'quality: high → low'],
      ['worse', 'Meta paused it for 3 hours because people blocked or reported it.'],
      ['better', 'quality: low → medium'],
    ],
  );
  assert.equal(french.at(-1)?.text, 'Meta l’a mis en pause pour 3 heures, car des personnes l’ont bloqué ou signalé.');
});

test('the suspicion names the campaign that did harm before the fall, with its numbers against the own usual', async () => {
  const now = stage.now();
  const guilty = await sent({ name: 'Black Friday', at: later(now, -1 * day), people: 2_000, read: 1_150, optedOut: 42, unreachable: 20 });
  await sent({ name: 'Newsletter', at: later(now, -2 * day), people: 800, read: 490, optedOut: 3, unreachable: 8 });
  await query(`insert into number_history (workspace_id, number_id, at, trait, before, after) values ($1, $2, $3, 'quality', 'GREEN', 'RED')`, [
    stage.scope.workspace,
    stage.number,
    later(now, -hour),
  ]);

  const found = await suspicionOf(stage.platform.db, stage.scope, { number: stage.number, at: undefined, now, language: 'en' });

  assert.equal(found.at, later(now, -hour).toISOString(), 'asked about the last fall by itself');
  assert.deepEqual([found.usual_is_own, found.usual_of, found.candidates], [true, 1_000, 2]);
  assert.deepEqual(
    found.suspects.map(({ kind, id, findings }) => [kind, id, findings.map(({ text }) => text)]),
    [['campaign', presentId('campaign', guilty), ['2.1% opted out of 1,980 people; usual is 0.4%']]],
  );
  assert.match(found.text, /Black Friday/);
});

test('where everything was as usual it says that nothing stands out, and where nothing was sent, that', async () => {
  const quiet = await suspicionOf(stage.platform.db, stage.scope, { number: undefined, at: later(stage.now(), -19 * day), now: stage.now(), language: 'fr' });
  const before = await suspicionOf(stage.platform.db, stage.scope, { number: undefined, at: later(stage.now(), -60 * day), now: stage.now(), language: 'en' });

  assert.deepEqual([quiet.suspects, quiet.text], [[], 'Rien ne ressort parmi les 1 envois de ces 7 jours']);
  assert.deepEqual([before.suspects, before.usual_is_own, before.text], [[], false, 'Nothing was sent in the 7 days before']);
});

test('a span that ends before it begins, or is too long, is refused with its cure', async () => {
  await assert.rejects(timeline({ from: stage.now(), to: later(stage.now(), -day) }), /ends .* before it begins/);
  await assert.rejects(timeline({ from: later(stage.now(), -200 * day) }), /120 are the most/);
});

test('where a canary stopped a campaign, and the guard of single offers opened, stands in the timeline', async () => {
  const { workspace } = stage.scope;
  const at = later(stage.now(), -3 * day);
  const campaign = await sent({ name: 'Too loud', at, people: 200, read: 90, optedOut: 9 });
  const verdict = {
    kind: 'stop',
    because: 'harm',
    instant: null,
    harm: { people: 200, events: 9, evidence: 3.1, stopsAt: 7, releasesAt: 3 },
    delivery: null,
    reads: null,
    heldBack: { people: 0, of: 200 },
    worse: [],
  };
  await query(
    `insert into canary_watch (workspace_id, broadcast_id, rule, matures_minutes, stages, ends, looked_at, began_at)
     select workspace_id, id, 'usual', 30, '{200}', '{200}', $2, $2 from broadcast where campaign_id = $1`,
    [campaign, at],
  );
  for (const what of ['stop', 'release'])
    await query(
      `insert into canary_look (workspace_id, broadcast_id, at, stage, verdict, because, numbers) select workspace_id, id, $2, 0, $4, 'harm', $3 from broadcast where campaign_id = $1`,
      [campaign, at, JSON.stringify(verdict), what],
    );
  await query(
    `insert into notice (workspace_id, id, at, level, kind, text, subject) values ($1, gen_random_uuid(), $2, 'warning', 'offers.breaker', 'Offers stopped', $3)`,
    [workspace, later(at, hour), presentId('number', stage.number)],
  );
  const stops = async (more: Parameters<typeof timeline>[0]) =>
    (await timeline(more)).changes.filter(({ kind }) => kind === 'canary' || kind === 'breaker').map((one) => [one.kind, one.campaign, one.turn, one.text]);

  const found = await stops({ number: stage.number });

  assert.deepEqual(found, [
    ['canary', presentId('campaign', campaign), 'worse', 'Stopped by its canary: 9 of 200 people who have it opted out or said no; from 7 on we stop'],
    ['breaker', null, 'worse', 'Offers stopped'],
  ]);
  assert.deepEqual(await stops({ number: stage.id('number') }), [], 'another number had neither');
});
