import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import type { Plan } from '#core/contract/campaigns.ts';
import { Refusal } from '#core/contract/refusals.ts';
import { parsePublicId, type BroadcastId } from '#core/value/id.ts';
import { findBroadcastOfCampaign, recount } from '#server/messaging/outbox/outbox.ts';
import { takeTurn } from '#server/engagement/routing/routing.ts';
import { recordConsent } from '#server/audience/consent/consent.ts';
import { openStage, pub, type Stage } from '#test/world/stage.ts';
import { changeCampaign, createCampaign, listCampaigns, makePlan } from './campaign.ts';
import { launch } from './launch.ts';
import { pause, resume, stop, undo } from './steer.ts';
import { sendTest } from './trial.ts';
import { openBroadcast } from './opening.ts';
import { listPeople } from './people.ts';
import { report } from './report.ts';

let stage: Stage = await openStage();
afterEach(async () => {
  await stage.close();
  stage = await openStage();
});
after(() => stage.close());

const firstName = { from: 'contact', attribute: 'first_name', fallback: '' } as const;

async function draft(choices: Parameters<typeof createCampaign>[2]['choices'] = {}): Promise<string> {
  const segment = await stage.segment();
  const template = await stage.template({ languages: { en: {}, fr: { content: { body: 'Bonjour {{first_name}}' } } } });
  const made = await createCampaign(
    stage.platform,
    stage.actor,
    { name: 'Winter', choices: { segments: [pub('segment', segment)], template: pub('template', template), variables: { first_name: firstName }, ...choices } },
    stage.now(),
  );
  return made.id;
}

const plan = (campaign: string): Promise<Plan> => makePlan(stage.platform, stage.actor, campaign, stage.now());
const start = (campaign: string, made: Plan) => launch(stage.platform, stage.actor, campaign, { plan: made.id, undo_seconds: 60 }, stage.now());
const read = (campaign: string) => report(stage.platform, stage.actor, campaign, stage.now());
const people = async (campaign: string) => (await listPeople(stage.platform, stage.actor, campaign, { limit: 200 })).items;

async function broadcastOf(campaign: string): Promise<BroadcastId> {
  const id = parsePublicId('campaign', campaign);
  assert.ok(typeof id === 'string');
  return (await findBroadcastOfCampaign(stage.platform.db, stage.scope, id))!.id;
}

const open = async (campaign: string) => openBroadcast(stage.platform, stage.scope, await broadcastOf(campaign), stage.now());
const refused = (code: string, detail?: RegExp) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (detail === undefined || detail.test(error.message));

test('a plan says who gets it, who not and why, in which language and at what cost', async () => {
  await stage.person({ first: 'Ana', country: 'BR', language: 'pt-BR' });
  await stage.person({ first: 'Léa', country: 'FR', language: 'fr', phone: '+33612345678' });
  await stage.person({ first: 'Max', country: 'DE', consent: 'none' });
  await stage.person({ first: 'Eva', country: 'DE', consent: 'withdrawn' });
  await stage.person({ first: 'Joe', country: 'US' });
  await stage.person({ first: null, name: 'ACME', country: 'FR' });
  await stage.person({ first: 'Nob', phone: null });

  const made = await plan(await draft());

  assert.equal(made.audience.people, 7);
  assert.equal(made.recipients, 2);
  assert.deepEqual(made.exclusions, [
    { reason: 'no_phone', people: 1 },
    { reason: 'opted_out', people: 1 },
    { reason: 'no_consent', people: 1 },
    { reason: 'us_marketing_block', people: 1 },
    { reason: 'variable_missing', people: 1 },
  ]);
  assert.deepEqual(made.by_language, [
    { language: 'en', people: 1 },
    { language: 'fr', people: 1 },
  ]);
  const france = made.by_country.find(({ country }) => country === 'FR')!;
  assert.deepEqual([france.people, france.each?.currency, france.each!.micros === france.cost!.micros], [1, 'EUR', true]);
  assert.ok(made.cost.card_date >= '2026' && made.cost.card_source.length > 0);
  assert.deepEqual(made.problems, []);
  assert.deepEqual(
    made.samples.map(({ name, content }) => [name, content.kind === 'card' ? content.text : '']),
    [
      ['Ana', 'Hello Ana'],
      ['Léa', 'Bonjour Léa'],
    ],
  );
});

test('the same draft and people give the same hash, another fallback another', async () => {
  await stage.person({ first: 'Ana' });
  const campaign = await draft();

  const [one, two] = [await plan(campaign), await plan(campaign)];
  await changeCampaign(stage.platform, stage.actor, campaign, { choices: { variables: { first_name: { ...firstName, fallback: 'you' } } } }, stage.now());
  const three = await plan(campaign);

  assert.notEqual(one.id, two.id);
  assert.equal(one.hash, two.hash);
  assert.notEqual(one.hash, three.hash);
});

test('a plan names what stands in the way, and cannot be launched', async () => {
  await stage.person({ first: 'Ana' });
  const template = await stage.template({
    languages: { en: { content: { header: { kind: 'image', media: pub('media', stage.id('media')) }, body: 'Hi {{first_name}}, {{code}}' } } },
  });
  const campaign = await draft({ template: pub('template', template), variables: { first_name: firstName } });
  await stage.database.pool.query(`update number set state = 'paused', pause_reason = 'payment is missing'`);
  await changeCampaign(stage.platform, stage.actor, campaign, { choices: { number: pub('number', stage.number) } }, stage.now());

  const made = await plan(campaign);

  assert.deepEqual(
    made.problems.map(({ code, at }) => [code, at]),
    [
      ['number_paused', '/choices/number'],
      ['variable_missing', '/choices/variables/code'],
      ['media_missing', '/choices/template'],
    ],
  );
  await assert.rejects(start(campaign, made), refused('number_paused', /payment is missing/));
});

test('a template without an approved language, and a segment without people, are problems', async () => {
  const template = await stage.template({ languages: { en: { state: 'pending' } } });

  const waiting = await plan(await draft({ template: pub('template', template) }));
  const empty = await plan(await draft());

  assert.deepEqual(
    waiting.problems.map(({ code }) => code),
    ['template_not_approved'],
  );
  assert.deepEqual(
    empty.problems.map(({ code }) => code),
    ['nobody_to_send_to'],
  );
});

test('a draft without a segment or a template cannot be planned, and says so', async () => {
  const campaign = await createCampaign(stage.platform, stage.actor, { name: 'Empty', choices: {} }, stage.now());

  await assert.rejects(
    plan(campaign.id),
    (error: unknown) =>
      error instanceof Refusal && error.code === 'invalid' && error.errors.map(({ at }) => at).join() === '/choices/segments,/choices/template',
  );
});

test('choices that can never work are refused at their place when they are saved', async () => {
  const variables = {
    a: { from: 'contact', attribute: 'shoe_size', fallback: '' },
    'b/c': { from: 'liquid', template: '{{ contact.first_name', fallback: '' },
  } as const;

  await assert.rejects(
    createCampaign(
      stage.platform,
      stage.actor,
      { name: 'Odd', choices: { segments: [pub('segment', stage.id('segment'))], number: 'num_x', variables } },
      stage.now(),
    ),
    (error: unknown) =>
      error instanceof Refusal &&
      error.code === 'invalid' &&
      error.errors.map(({ at }) => at).join() ===
        '/body/choices/segments/0,/body/choices/number,/body/choices/variables/a/attribute,/body/choices/variables/b~1c/template',
  );
});

test('a launch does the plan: everybody of the segment becomes a recipient with one outcome', async () => {
  const ana = await stage.person({ first: 'Ana', language: 'en' });
  const lea = await stage.person({ first: 'Léa', language: 'fr', country: 'FR' });
  const max = await stage.person({ first: 'Max', consent: 'none' });
  const campaign = await draft();
  const made = await plan(campaign);

  const launched = await start(campaign, made);
  assert.deepEqual(
    [launched.state, launched.broadcast!.state, launched.broadcast!.opens_at],
    ['launched', 'waiting', new Date(stage.now().getTime() + 60_000).toISOString()],
  );
  assert.equal((await read(campaign)).funnel[0]!.people, 2);
  stage.wait(60_000);
  await open(campaign);
  await open(campaign);

  const found = (await people(campaign)).toSorted((a, b) => (a.contact < b.contact ? -1 : 1));
  assert.deepEqual(
    found.map(({ contact, state, reason, language }) => [contact, state, reason, language]),
    [
      [pub('contact', ana), 'waiting', null, 'en'],
      [pub('contact', lea), 'waiting', null, 'fr'],
      [pub('contact', max), 'skipped', 'no_consent', 'en'],
    ],
  );
  const after = await read(campaign);
  assert.deepEqual([after.counts.total, after.counts.waiting, after.counts.skipped], [3, 2, 1]);
  assert.deepEqual(after.reasons, [{ kind: 'skipped', reason: 'no_consent', code: null, people: 1, fate: null, fault: null, acts: [] }]);
  assert.deepEqual(after.counts, await recount(stage.platform.db, stage.scope, await broadcastOf(campaign)));
});

test('a launch reaches nobody whom its plan did not: who opts out, joins or agrees after it is left out, each with a reason', async () => {
  const ana = await stage.person({ first: 'Ana' });
  await stage.person({ first: 'Cia' });
  const dan = await stage.person({ first: 'Dan', consent: 'none' });
  const campaign = await draft();
  await start(campaign, await plan(campaign));

  await takeTurn(
    stage.platform,
    stage.scope,
    { contact: ana, number: stage.number },
    { wamid: 'wamid.in1', at: stage.now(), content: { kind: 'text', text: 'STOP' }, quoted: null },
    stage.now(),
  );
  await stage.person({ first: 'Bia' });
  await stage.platform.db
    .transaction()
    .execute((tx) =>
      recordConsent(
        stage.platform,
        tx,
        stage.scope,
        { contact: dan, state: 'given', source: 'Counter', wording: 'Yes, please.', occurredAt: stage.now(), actor: { kind: 'user', id: 'usr_test' } },
        stage.now(),
      ),
    );
  stage.wait(60_000);
  await open(campaign);

  assert.deepEqual((await people(campaign)).map(({ name, state, reason }) => [name, state, reason]).toSorted(), [
    ['Ana', 'skipped', 'opted_out'],
    ['Bia', 'skipped', 'not_planned'],
    ['Cia', 'waiting', null],
    ['Dan', 'skipped', 'not_planned'],
  ]);
  const { rows } = await stage.database.pool.query('select plan_id from plan_people');
  assert.equal(rows.length, 0, 'the ledger has them now');
});

test('two who plan at the same time both get their plan', async () => {
  await stage.person({ first: 'Ana' });
  const campaign = await draft();
  for (let count = 0; count < 5; count += 1) await plan(campaign);

  const made = await Promise.all(Array.from({ length: 6 }, () => plan(campaign)));

  assert.equal(new Set(made.map(({ id }) => id)).size, 6);
});

test('the people of the last few plans are kept, and an older plan is not launched without them', async () => {
  await stage.person({ first: 'Ana' });
  const campaign = await draft();
  const made: Plan[] = [];
  for (let count = 0; count < 5; count += 1) {
    made.push(await plan(campaign));
    stage.wait(1_000);
  }

  await assert.rejects(start(campaign, made[0]!), refused('plan_stale', /no longer kept/));
  await stage.person({ first: 'Bia' });
  await start(campaign, made[2]!);
  stage.wait(60_000);
  await open(campaign);

  assert.deepEqual((await people(campaign)).map(({ name, state }) => [name, state]).toSorted(), [
    ['Ana', 'waiting'],
    ['Bia', 'skipped'],
  ]);
});

test('a template paused during the undo minute leaves everybody out with its reason', async () => {
  await stage.person({ first: 'Ana' });
  const campaign = await draft();
  await start(campaign, await plan(campaign));

  await stage.database.pool.query(`update template_translation set status = 'paused'`);
  await open(campaign);

  assert.deepEqual(
    (await people(campaign)).map(({ state, reason }) => [state, reason]),
    [['skipped', 'no_language']],
  );
});

test('a plan is stale once draft, segment or template changed', async () => {
  await stage.person({ first: 'Ana' });
  const campaign = await draft();
  const made = await plan(campaign);

  await changeCampaign(stage.platform, stage.actor, campaign, { choices: { variables: { first_name: { ...firstName, fallback: 'you' } } } }, stage.now());
  await assert.rejects(start(campaign, made), refused('plan_stale', /plan again/));
  const second = await plan(campaign);
  await stage.database.pool.query(`update segment set definition = '{"match":"all","of":[{"about":"country","is":"any_of","values":["BR"]}]}'`);
  await assert.rejects(start(campaign, second), refused('plan_stale'));
  const third = await plan(campaign);
  await stage.database.pool.query(`update template_translation set status = 'rejected' where language = 'fr'`);
  await assert.rejects(start(campaign, third), refused('plan_stale'));

  assert.equal((await start(campaign, await plan(campaign))).state, 'launched');
});

test('the same launch twice is one launch; a launched campaign does not change', async () => {
  await stage.person({ first: 'Ana' });
  const campaign = await draft();
  const made = await plan(campaign);

  const [one, two] = [await start(campaign, made), await start(campaign, made)];

  assert.equal(one.broadcast!.id, two.broadcast!.id);
  await assert.rejects(changeCampaign(stage.platform, stage.actor, campaign, { name: 'Other' }, stage.now()), refused('conflict', /launched/));
});

test('undo makes it a draft again without a trace; afterwards it is too late', async () => {
  await stage.person({ first: 'Ana' });
  const campaign = await draft();
  const made = await plan(campaign);
  await start(campaign, made);

  const undone = await undo(stage.platform, stage.actor, campaign, stage.now());
  assert.deepEqual([undone.state, undone.broadcast], ['draft', null]);
  await start(campaign, made);
  await open(campaign);

  await assert.rejects(undo(stage.platform, stage.actor, campaign, stage.now()), refused('conflict', /Stop it instead/));
});

test('pause, resume and stop hold twice as well as once', async () => {
  await stage.person({ first: 'Ana' });
  const campaign = await draft();
  await start(campaign, await plan(campaign));
  await open(campaign);
  const state = async (act: Promise<{ broadcast: { state: string } | null }>) => (await act).broadcast!.state;

  assert.equal(await state(pause(stage.platform, stage.actor, campaign, stage.now())), 'paused');
  assert.equal(await state(pause(stage.platform, stage.actor, campaign, stage.now())), 'paused');
  assert.equal(await state(resume(stage.platform, stage.actor, campaign, stage.now())), 'sending');
  assert.equal(await state(resume(stage.platform, stage.actor, campaign, stage.now())), 'sending');
  assert.equal(await state(stop(stage.platform, stage.actor, campaign, stage.now())), 'stopped');
  assert.equal(await state(stop(stage.platform, stage.actor, campaign, stage.now())), 'stopped');
  await assert.rejects(resume(stage.platform, stage.actor, campaign, stage.now()), refused('conflict'));
});

test('a test goes to one person with their values, needs no consent, and never to who opted out', async () => {
  const lea = await stage.person({ first: 'Léa', language: 'fr', consent: 'none' });
  const eva = await stage.person({ first: 'Eva', consent: 'withdrawn' });
  const campaign = await draft();

  await sendTest(stage.platform, stage.actor, campaign, { contact: pub('contact', lea) }, stage.now());

  const queued = await stage.database.pool.query<{ origin: string; text: string }>(`select origin, content ->> 'text' as text from message`);
  assert.deepEqual(queued.rows, [{ origin: 'test', text: 'Bonjour Léa' }]);
  await assert.rejects(
    sendTest(stage.platform, stage.actor, campaign, { contact: pub('contact', eva) }, stage.now()),
    refused('not_reachable', /withdrew their consent/),
  );
  await assert.rejects(sendTest(stage.platform, stage.actor, campaign, { phone: '+33612345699' }, stage.now()), refused('variable_missing', /"first_name"/));
});

test('campaigns are listed newest first, a page at a time', async () => {
  for (const name of ['one', 'two', 'three']) {
    await createCampaign(stage.platform, stage.actor, { name, choices: {} }, stage.now());
    stage.wait(1000);
  }

  const first = await listCampaigns(stage.platform.db, stage.scope, { limit: 2 });
  const second = await listCampaigns(stage.platform.db, stage.scope, { limit: 2, cursor: first.next! });

  assert.deepEqual(
    [...first.items, ...second.items].map(({ name }) => name),
    ['three', 'two', 'one'],
  );
  assert.equal(second.next, null);
});
