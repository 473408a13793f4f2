import assert from 'node:assert/strict';
import { after as afterAll, before, test } from 'node:test';
import { type EtrInput, scoreEtr } from '#core/etr/etr.ts';
import { parseId } from '#core/value/id.ts';
import { after, day, hour } from '#core/value/time.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { openStage, type Stage, type StagePerson } from '#test/world/stage.ts';
import { audienceOf, type Frozen } from './frozen.ts';
import { measure, scoreKinds } from './score.ts';
import { consentDayEdges, reasonHourEdges, touchDayEdges } from './store.etr.ts';
import { keepPeople, tuplesOf } from './store.audience.ts';
import { decideTuples } from './verdicts.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const everybody = { match: 'all' as const, of: [] };
const frozen: Frozen = {
  name: 'Sale',
  include: [everybody],
  except: [],
  variables: [],
  free: null,
  schedule: null,
  topic: null,
  reason: null,
  leave_out_below: null,
  pace: null,
  canary: null,
  budget_micros: null,
};
type Asked = { readonly at?: Date; readonly hour?: string | null; readonly topic?: string; readonly reason?: string };

/** The measure of the whole house with the scores it is made of. The message comes at noon of each person's day unless told. */
async function score({ at = stage.now(), hour: local = '12:00', topic, reason }: Asked = {}) {
  return stage.platform.db.transaction().execute(async (tx) => {
    const house = await getWorkspace(tx, stage.scope);
    const asked: Frozen = {
      ...frozen,
      topic: topic ?? null,
      reason: reason ?? null,
      schedule: local === null ? null : { kind: 'local_hour', starts: `2026-11-22T${local}` },
    };
    const audience = audienceOf(stage.scope, asked, house, { at, window: null });
    const kinds = await keepPeople(tx, audience, { at, topic: asked.topic, reason: asked.reason });
    const scored = await scoreKinds(tx, audience, kinds, { frozen: asked, category: 'marketing', at });
    const kept = { ...audience, kinds: scored, bar: null };
    const tuples = decideTuples(tuplesOf(kept), { category: 'marketing', choose: () => 0, uses: [[]], free: [] }, stage.now());
    return { scored, etr: measure({ audience: kept, scored, tuples }, { threshold: 50, leaveOutBelow: 50 }) };
  });
}

const codesOf = (scored: Awaited<ReturnType<typeof score>>['scored']) => new Set(scored.flatMap((one) => one.whole.reasons.map(({ code }) => code)));

async function onlyPerson(person: StagePerson = {}) {
  await stage.database.pool.query('delete from contact');
  return stage.person({ consent: 'given', country: 'FR', ...person });
}

test('consent is dated by the ledger, and a campaign of this week and one of today are seen', async () => {
  const ana = await onlyPerson();
  await stage.database.pool.query(`update consent_state set occurred_at = $1`, [after(stage.now(), -400 * day)]);
  await stage.database.pool.query(
    `insert into consent_entry (workspace_id, id, contact_id, purpose, state, source, wording, occurred_at, recorded_at, actor_kind, actor_id)
     select workspace_id, entry_id, contact_id, purpose, state, 'till', 'offers by WhatsApp', occurred_at, occurred_at, 'user', 'ada' from consent_state`,
  );
  await sentTo(ana, [1 * hour, 3 * day, 5 * day]);

  const { scored, etr } = await score();

  const codes = codesOf(scored);
  assert.ok(!codes.has('consent_untold'));
  for (const code of ['consent_old', 'often', 'twice_a_day', 'hour_good'] as const) assert.ok(codes.has(code), `${code} among ${[...codes].join(', ')}`);
  assert.equal(etr?.people, 1);
  assert.equal(etr?.left_out, etr?.unwanted);
});

test('topics are tags: their own is a match, another is not, none is unknown', async () => {
  for (const [tags, code] of [
    [['topic:Coffee'], 'topic_theirs'],
    [['topic:Tea'], 'topic_other'],
    [['vip'], 'topic_unknown'],
  ] as const) {
    await onlyPerson({ tags: [...tags] });

    const { scored } = await score({ topic: 'coffee' });

    assert.ok(codesOf(scored).has(code), code);
  }
});

test('the reason is as old as what happened to the person last, and missing where nothing did', async () => {
  const ana = await onlyPerson();
  assert.ok(codesOf((await score({ reason: 'cart.updated' })).scored).has('reason_missing'));

  await stage.database.pool.query(
    `insert into fact (workspace_id, id, at, contact_id, kind) values ($1, $2, $3, $5, 'cart.updated'), ($1, $4, $6, $5, 'cart.updated')`,
    [stage.scope.workspace, stage.id('fact'), after(stage.now(), -30 * day), stage.id('fact'), ana, after(stage.now(), -2 * hour)],
  );

  assert.ok(codesOf((await score({ reason: 'cart.updated' })).scored).has('reason_today'));
});

test('the hour is the one of their own zone, else of their country', async () => {
  const evening = new Date('2026-11-22T20:30:00Z');
  await onlyPerson({ country: 'BR' });
  assert.ok(codesOf((await score({ at: evening, hour: null })).scored).has('hour_good'), '17:30 in São Paulo');

  await onlyPerson({ country: 'FR' });
  assert.ok(codesOf((await score({ at: evening, hour: null })).scored).has('hour_edge'), '21:30 in Paris');

  await onlyPerson({ country: 'JP' });
  assert.ok(codesOf((await score({ at: evening, hour: null })).scored).has('hour_night'), '05:30 in Tokyo');
});

test('of somebody nobody knows anything about, nothing is made up', async () => {
  await onlyPerson({ consent: 'none' });

  const codes = codesOf((await score()).scored);

  for (const code of ['consent_age_unknown', 'never_in_touch', 'often_not'] as const) assert.ok(codes.has(code), `${code} among ${[...codes].join(', ')}`);
});

test('who reads nothing of the last five is told from who replies', async () => {
  const ana = await onlyPerson();
  await sentTo(ana, [20 * day, 30 * day, 40 * day, 50 * day]);
  assert.ok(codesOf((await score()).scored).has('answers_ignores'));

  await stage.database.pool.query('update recipient set replied_at = accepted_at');
  await stage.database.pool.query('update broadcast set replied = 1');
  assert.ok(codesOf((await score()).scored).has('answers_replies'));
});

test('people whom something else keeps the message from are not in the measure', async () => {
  await onlyPerson();
  await stage.person({ consent: 'withdrawn', country: 'FR' });

  const { etr } = await score();

  assert.equal(etr?.people, 1);
});

test('cutting days and hours at the edges changes no score', () => {
  const plain: EtrInput = {
    isMarketing: true,
    consentDays: 0,
    consentTold: true,
    topic: 'not_asked',
    heardDays: null,
    wroteDays: null,
    sentDay: 0,
    sentWeek: 0,
    reasonHours: 'not_asked',
    hour: 12,
    audienceShare: 0.5,
    ownValues: 0,
    fallbacks: 0,
    speaksOfThem: false,
    deliveredLately: 0,
    readLately: 0,
    repliedLately: false,
  };
  const lowerEdge = (edges: readonly number[], value: number) => edges.findLast((edge) => edge <= value) ?? 0;

  for (let value = 0; value < 1000; value++) {
    for (const [name, edges] of [
      ['consentDays', consentDayEdges],
      ['heardDays', touchDayEdges],
      ['wroteDays', touchDayEdges],
      ['reasonHours', reasonHourEdges],
    ] as const)
      assert.deepEqual(scoreEtr({ ...plain, [name]: value }), scoreEtr({ ...plain, [name]: lowerEdge(edges, value) }), `${name} ${value}`);
  }
});

/** Campaign messages delivered to somebody, so long ago each; each is of a campaign of its own. */
async function sentTo(contact: string, ago: readonly number[]): Promise<void> {
  const { pool } = stage.database;
  await pool.query('delete from recipient');
  await pool.query('delete from broadcast');
  for (const before of ago) {
    const broadcast = stage.id('broadcast');
    await pool.query(
      `insert into broadcast (workspace_id, id, campaign_id, plan_id, number_id, template_id, languages, state, opens_at, launched_by, launched_at, total, delivered)
       values ($1, $2, $3, $4, $5, $6, '[]', 'done', $7, 'ada', $7, 1, 1)`,
      [stage.scope.workspace, broadcast, stage.id('campaign'), stage.id('plan'), stage.number, stage.id('template'), stage.now()],
    );
    await pool.query(
      `insert into recipient (workspace_id, broadcast_id, seq, contact_id, phone, language, variables, state, accepted_at, delivered_at) values ($1, $2, 1, $3, '+33', 0, '{}', 'delivered', $4, $4)`,
      [stage.scope.workspace, broadcast, parseId<'contact'>(contact), after(stage.now(), -before)],
    );
  }
}
