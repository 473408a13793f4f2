import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type BroadcastId, parsePublicId } from '#core/value/id.ts';
import { accepted, failed, type Outcome, outcomeOfStatus } from '#server/messaging/outbox/outcome.ts';
import { findBroadcastOfCampaign, recount } from '#server/messaging/outbox/outbox.ts';
import { writerOf } from '#server/messaging/outbox/writer.ts';
import { takeTurn } from '#server/engagement/routing/routing.ts';
import { openStage, pub } from '#test/world/stage.ts';
import { createCampaign, makePlan } from './campaign.ts';
import { launch } from './launch.ts';
import { openBroadcast } from './opening.ts';
import { listPeople } from './people.ts';
import { report } from './report.ts';

const stage = await openStage();
after(() => stage.close());

const { platform, actor, scope } = stage;

test("the report's numbers equal a recount of the people at every moment, and add up", async () => {
  const people = [];
  for (let number = 0; number < 12; number += 1)
    people.push(
      await stage.person({
        first: `P${number}`,
        country: 'FR',
        phone: `+3361234560${String(number).padStart(2, '0')}`,
        consent: number < 10 ? 'given' : 'none',
      }),
    );
  const choices = {
    segments: [pub('segment', await stage.segment())],
    template: pub('template', await stage.template()),
    variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: '' } as const },
  };
  const campaign = await createCampaign(platform, actor, { name: 'Winter', choices }, stage.now());
  const plan = await makePlan(platform, actor, campaign.id, stage.now());
  await launch(platform, actor, campaign.id, { plan: plan.id, undo_seconds: 0 }, stage.now());
  const campaignId = parsePublicId('campaign', campaign.id);
  assert.ok(typeof campaignId === 'string');
  const broadcast: BroadcastId = (await findBroadcastOfCampaign(platform.db, scope, campaignId))!.id;
  await openBroadcast(platform, scope, broadcast, stage.now());
  const waiting = (await listPeople(platform, actor, campaign.id, { state: 'waiting', limit: 200 })).items;

  const look = async () => {
    const seen = await report(platform, actor, campaign.id, stage.now());
    const { total, replied: _replied, ...states } = seen.counts;
    assert.deepEqual(seen.counts, await recount(platform.db, scope, broadcast));
    assert.equal(
      Object.values(states).reduce((sum, count) => sum + count, 0),
      total,
    );
    return seen;
  };
  const learn = async (place: number, outcome: Outcome) => {
    const writer = writerOf(platform);
    writer.recipient({ workspace: scope.workspace, broadcast, seq: waiting[place]!.seq, attempt: 0, outcome });
    await writer.settled();
  };
  const at = stage.now().getTime();
  const told = (place: number, status: 'sent' | 'delivered' | 'read') => outcomeOfStatus({ id: `wamid.${place}`, status, timestamp: String(at / 1000) });
  await look();

  for (let place = 0; place < 8; place += 1) await learn(place, accepted(`wamid.${place}`, at));
  await stage.database.pool.query('update chunk set moved_at = $1', [stage.now()]);
  const early = await look();
  assert.deepEqual([early.counts.accepted, early.speed, early.finishes_at !== null], [8, 0.8, true]);
  for (let place = 0; place < 6; place += 1) await learn(place, told(place, 'delivered'));
  await learn(0, told(0, 'read'));
  await learn(0, told(0, 'sent'));
  await learn(6, failed(131026, 'Message undeliverable', at));
  await takeTurn(
    platform,
    scope,
    { contact: people.find((id) => pub('contact', id) === waiting[0]!.contact)!, number: stage.number },
    { wamid: 'wamid.in', at: stage.now(), content: { kind: 'text', text: 'Yes please' }, quoted: 'wamid.0' },
    stage.now(),
  );
  const late = await look();

  assert.deepEqual(
    late.funnel.map(({ step, people: reached }) => [step, reached]),
    [
      ['planned', 10],
      ['submitted', 8],
      ['sent', 6],
      ['delivered', 6],
      ['read', 1],
      ['replied', 1],
    ],
  );
  assert.equal(late.cost.micros, 6 * plan.by_country[0]!.each!.micros);
  assert.deepEqual(late.reasons.map(({ kind, code, people: some }) => [kind, code, some]).toSorted(), [
    ['failed', 131026, 1],
    ['skipped', null, 2],
  ]);
  const lost = (await listPeople(platform, actor, campaign.id, { state: 'failed', limit: 50 })).items;
  assert.deepEqual(
    lost.map(({ error_code }) => error_code),
    [131026],
  );
  assert.match(lost[0]!.reason!, /\w+\. .+\./);
  assert.deepEqual(
    (await listPeople(platform, actor, campaign.id, { state: 'replied', limit: 50 })).items.map(({ seq }) => seq),
    [waiting[0]!.seq],
  );
});

test('people are paged by their number', async () => {
  const { rows } = await stage.database.pool.query<{ id: string }>('select id from campaign');
  const campaign = `cmp_${rows[0]!.id.replaceAll('-', '')}`;

  const first = await listPeople(platform, actor, campaign, { limit: 5 });
  const second = await listPeople(platform, actor, campaign, { limit: 50, cursor: first.next! });

  assert.deepEqual([first.items.length, second.items.length, second.next], [5, 7, null]);
  assert.deepEqual(
    [...first.items, ...second.items].map(({ seq }) => seq),
    Array.from({ length: 12 }, (_, place) => place + 1),
  );
});
