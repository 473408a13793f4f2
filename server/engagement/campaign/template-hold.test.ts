import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { CampaignChoices } from '#core/contract/campaigns.ts';
import { type BroadcastId, parsePublicId, type TemplateId } from '#core/value/id.ts';
import { day } from '#core/value/time.ts';
import { findBroadcastOfCampaign, undoTimes } from '#server/messaging/outbox/outbox.ts';
import { openStage, pub, type Stage } from '#test/world/stage.ts';
import { accessCampaign, createCampaign, makePlan, showCampaign } from './campaign.ts';
import { launch } from './launch.ts';
import { openBroadcast } from './opening.ts';
import { repetitions } from './repeat.ts';
import { pause, resume, stop } from './steer.ts';
import { holdForTemplate, releaseForTemplate, type TemplateChange } from './template-hold.ts';

let stage: Stage;
let template: TemplateId;
beforeEach(async () => {
  stage = await openStage();
  await stage.person({ first: 'Ana' });
  template = await stage.template();
});
afterEach(() => stage.close());

async function launched(choices: Partial<CampaignChoices> = {}): Promise<string> {
  const given = {
    segments: [pub('segment', await stage.segment())],
    template: pub('template', template),
    variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: '' } as const },
    ...choices,
  };
  const { id } = await createCampaign(stage.platform, stage.actor, { name: 'Winter', choices: given }, stage.now());
  const plan = await makePlan(stage.platform, stage.actor, id, stage.now());
  await launch(stage.platform, stage.actor, id, { plan: plan.id, undo_seconds: 60 }, stage.now());
  return id;
}

const show = async (id: string) => showCampaign(stage.platform.db, stage.scope, await accessCampaign(stage.platform.db, stage.actor, id));
const hold = (change: TemplateChange['change'], language: string | null = null) =>
  stage.platform.db
    .transaction()
    .execute((tx) => holdForTemplate(stage.platform, tx, stage.scope, { template, language, change, detail: 'Meta paused it for low quality' }, stage.now()));
const release = () => stage.platform.db.transaction().execute((tx) => releaseForTemplate(stage.platform, tx, stage.scope, template, stage.now()));
const notices = async () =>
  (await stage.database.pool.query<{ kind: string; to_actor: string }>('select kind, to_actor from notice order by id')).rows.map(
    ({ kind, to_actor }) => `${kind} ${to_actor}`,
  );

async function broadcastOf(campaign: string): Promise<BroadcastId> {
  const id = parsePublicId('campaign', campaign);
  assert.ok(typeof id === 'string');
  return (await findBroadcastOfCampaign(stage.platform.db, stage.scope, id))!.id;
}

test('a broadcast being sent pauses for its template and goes on by itself when it is approved again', async () => {
  const id = await launched();
  await openBroadcast(stage.platform, stage.scope, await broadcastOf(id), stage.now());

  await hold('paused');
  await hold('paused');
  const held = (await show(id)).broadcast!;
  await release();
  const free = (await show(id)).broadcast!;

  assert.deepEqual([held.state, held.held_by], ['paused', 'template_paused']);
  assert.deepEqual([free.state, free.held_by], ['sending', null]);
  assert.deepEqual(await notices(), ['campaign.held ada', 'campaign.released ada']);
});

test('one that waits does not open while it is held, and opens at once when it is let go', async () => {
  const id = await launched();
  await hold('rejected', 'en');
  await hold('rejected', 'fr');
  stage.wait(2 * 60_000);
  const dueWhileHeld = await undoTimes.next(stage.platform.db, stage.now());
  const held = (await show(id)).broadcast!;

  await release();
  const due = await undoTimes.next(stage.platform.db, stage.now());

  assert.deepEqual([held.state, held.held_by, dueWhileHeld], ['waiting', 'template_rejected', null]);
  assert.ok(due !== null && due <= stage.now());
});

test('a changed text or category needs a person, who resumes it', async () => {
  const id = await launched();
  await openBroadcast(stage.platform, stage.scope, await broadcastOf(id), stage.now());
  await hold('content');
  await release();
  const held = (await show(id)).broadcast!;

  const resumed = await resume(stage.platform, stage.actor, id, stage.now());

  assert.deepEqual([held.state, held.held_by], ['paused', 'template_content']);
  assert.equal(resumed.broadcast!.state, 'sending');
});

test('a pause of Meta ends by itself only with the text that was launched', async () => {
  const id = await launched();
  await openBroadcast(stage.platform, stage.scope, await broadcastOf(id), stage.now());
  await hold('paused');
  await stage.database.pool.query(`update template_translation set content = jsonb_set(content, '{body}', '"Hi {{first_name}}"')`);

  await release();

  assert.equal((await show(id)).broadcast!.state, 'paused');
});

test('what a person paused stays theirs', async () => {
  const id = await launched();
  await openBroadcast(stage.platform, stage.scope, await broadcastOf(id), stage.now());
  await pause(stage.platform, stage.actor, id, stage.now());

  await hold('paused');
  await release();

  assert.deepEqual([(await show(id)).broadcast!.state, (await show(id)).broadcast!.held_by], ['paused', 'by_person']);
  assert.deepEqual(await notices(), []);
});

test('a repetition stands still with its template and finds its next time when it is let go', async () => {
  const id = await launched({ schedule: { kind: 'repeat', rule: 'FREQ=DAILY', starts: '2026-11-23T09:00', timezone: 'Europe/Paris' } });
  await hold('disabled');
  const held = await show(id);
  const dueWhileHeld = await repetitions.next(stage.platform.db, stage.now());
  stage.wait(3 * day);

  await release();

  assert.deepEqual([held.state, held.next_at, dueWhileHeld], ['repeating', null, null]);
  assert.match(held.held ?? '', /held_template/);
  assert.equal((await show(id)).next_at, '2026-11-26T08:00:00.000Z');
});

test('a repetition is paused, resumed and stopped by a person, and is a draft again when it never went out', async () => {
  const schedule = { kind: 'repeat', rule: 'FREQ=DAILY', starts: '2026-11-23T09:00', timezone: 'Europe/Paris' } as const;
  const id = await launched({ schedule });

  const paused = await pause(stage.platform, stage.actor, id, stage.now());
  stage.wait(2 * day);
  const resumed = await resume(stage.platform, stage.actor, id, stage.now());
  await repetitions.take(stage.platform, new Date('2026-11-25T08:00:00Z'));
  const taken = await show(id);
  const stopped = await stop(stage.platform, stage.actor, id, stage.now());

  assert.deepEqual([paused.state, paused.next_at], ['repeating', null]);
  assert.deepEqual([resumed.next_at, resumed.held], ['2026-11-25T08:00:00.000Z', null]);
  assert.equal(taken.next_at, '2026-11-26T08:00:00.000Z');
  assert.deepEqual([stopped.state, stopped.next_at], ['draft', null]);
});
