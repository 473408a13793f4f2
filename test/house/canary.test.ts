import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CampaignChoices } from '#core/contract/campaigns.ts';
import { contract } from '#core/contract/contract.ts';
import { parseId } from '#core/value/id.ts';
import { hour, minute } from '#core/value/time.ts';
import { call } from '#server/app/client/client.ts';
import { applyTemplateStatus } from '#server/messaging/template/webhooks.ts';
import { addTagged } from '#test/world/crowd.ts';
import { openWorld, received, until, type World } from '#test/world/world.ts';

/** Everything by the emulator's clock, which goes on only when it is told. */
const start = '2026-12-01T09:00:00.000Z';
const yes = { kind: 'reply' as const, text: 'Show me' };
const no = { kind: 'reply' as const, text: 'Not interested' };

let world: World;
let template: string;
before(async () => {
  world = await openWorld({ clockFrom: start, settings: { people: 'everybody_reads' } });
  template = await world.template({ name: 'harvest', content: { buttons: [yes, no] } });
  await world.control.clock.pause();
});
after(() => world.close());

const clock = () => world.control.clock;
const phoneOf = (prefix: string, index: number) => `${prefix}${String(index).padStart(6, '0')}`;

/** So many people with consent, three of four in France and one in Brazil, all tagged so. */
function crowd(tag: string, people: number, digit: number): Promise<string> {
  const someone = (_: unknown, index: number) => {
    const isFar = index % 4 === 3;
    return { phone: phoneOf(isFar ? `+55119${digit}` : `+336${digit}`, index).slice(0, 14), country: isFar ? 'BR' : 'FR' };
  };
  return addTagged(world, tag, Array.from({ length: people }, someone));
}

async function launched(tag: string, people: number, digit: number, choices: Partial<CampaignChoices> = {}): Promise<string> {
  const segments = [await crowd(tag, people, digit)];
  const { id } = await call(world.door, contract.campaigns.create, {
    body: {
      name: tag,
      choices: {
        segments,
        template,
        number: world.number.id,
        variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: 'there' } },
        canary: { rule: 'usual', matures_minutes: 120 },
        ...choices,
      },
    },
  });
  const plan = await call(world.door, contract.campaigns.plan, { params: { id } });
  assert.deepEqual(plan.problems, []);
  await call(world.door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: 60 } });
  return id;
}

const broadcastOf = async (id: string) => (await call(world.door, contract.campaigns.get, { params: { id } })).broadcast;
const canaryOf = async (id: string) => {
  const { canary } = await call(world.door, contract.canaries.get, { params: { id }, query: {} });
  assert.ok(canary);
  return canary;
};
const decide = async (id: string, decision: 'release' | 'stop' | 'wait', stage?: number) =>
  call(world.door, contract.canaries.decide, { params: { id }, body: { decision, stage: stage ?? (await canaryOf(id)).stage } });
/** Goes on until the stage under way has left and waits to be judged. */
async function leave(id: string, stage: number): Promise<void> {
  await until(`stage ${stage} has left`, async () => {
    await clock().jumpBy(minute);
    const { state, stage: at, stages } = await canaryOf(id);
    return at === stage && state !== 'sending' && stages[stage]?.left === stages[stage]?.people;
  });
}
/** Phones of those who have the message, by the emulator's own account. */
async function reached(id: string): Promise<string[]> {
  const rows = await world.database.pool.query<{ phone: string }>(
    `select r.phone from recipient r join broadcast b on b.id = r.broadcast_id join campaign c on c.id = b.campaign_id
     where 'cmp_' || replace(c.id::text, '-', '') = $1 and r.state in ('accepted', 'sent', 'delivered', 'read') order by r.seq`,
    [id],
  );
  return rows.rows.map(({ phone }) => phone);
}

test('a message that one of twenty minds stops by itself before the second stage, says why, and tells whose it is', async () => {
  const id = await launched('minded', 1_300, 1);
  await clock().jumpBy(2 * minute);
  await leave(id, 0);
  const first = await reached(id);
  const far = first.filter((phone) => phone.startsWith('+55')).length;

  for (const [index, phone] of first.filter((_, at) => at % 20 === 0).entries()) {
    const bubble = received(await world.phone(phone)).at(-1);
    if (index % 2 === 0) await world.act(phone, { act: 'write', text: 'STOP' });
    else await world.act(phone, { act: 'tap', message_id: bubble?.id ?? '', index: 1 });
  }
  await until('the canary has said stop', async () => (await canaryOf(id)).state === 'stopped');
  await clock().jumpBy(6 * hour);

  const broadcast = await broadcastOf(id);
  const canary = await canaryOf(id);
  assert.equal(first.length, 200);
  assert.equal(far, 50, 'each country has its share of the sample');
  assert.deepEqual([broadcast?.state, broadcast?.held_by, broadcast?.counts.waiting], ['paused', 'canary_stopped', 1_100]);
  assert.ok((broadcast?.counts.harmed ?? 0) >= 7 && (broadcast?.counts.harmed ?? 0) <= 10, `${broadcast?.counts.harmed} harmed`);
  assert.deepEqual([canary.looks[0]?.verdict, canary.looks[0]?.because, canary.looks[0]?.harm.stops_at], ['stop', 'harm', 7]);
  assert.match(canary.looks[0]?.text ?? '', /of 200 people who have it opted out or said no; from 7 on we stop/);
  assert.deepEqual(
    canary.stages.map(({ people, left, state }) => [people, left, state]),
    [
      [200, 200, 'stopped'],
      [550, 0, 'waiting'],
      [550, 0, 'waiting'],
    ],
  );
  const notices = (await call(world.door, contract.notices.list, { query: {} })).items;
  assert.ok(notices.some(({ kind, text }) => (kind === 'campaign.stopped_by_canary' && text.includes('“minded”')) || text.includes('"minded"')));
  await assert.rejects(call(world.door, contract.campaigns.resume, { params: { id } }), /look at its numbers and decide there/);
});

test('released all the same by a person it goes on, and stopped by one nobody more gets it', async () => {
  const [{ id } = { id: '' }] = (await call(world.door, contract.campaigns.list, { query: {} })).items;

  const { canary } = await decide(id, 'release', 0);
  await assert.rejects(decide(id, 'release', 0), /decided about sample 1 .* by now it is at sample 2/);
  await assert.rejects(decide(id, 'wait', 0), /by now it is at sample 2/);
  await leave(id, 1);
  await decide(id, 'stop');
  await until('the others are cancelled', async () => (await broadcastOf(id))?.counts.waiting === 0);

  const counts = (await broadcastOf(id))?.counts;
  assert.deepEqual([canary?.stage, canary?.state, canary?.looks[0]?.by], [1, 'sending', 'The terminal of this machine']);
  assert.equal(counts?.cancelled, 550);
  await assert.rejects(decide(id, 'release'), /no canary under way/);
});

test('a message that nobody minds is released stage by stage, and reaches everybody once', async () => {
  const id = await launched('fine', 600, 2);
  await clock().jumpBy(2 * minute);
  await leave(id, 0);

  const early = await canaryOf(id);
  const held = await broadcastOf(id);
  await clock().jumpBy(Date.parse(early.matures_at ?? '') - Date.parse((await clock().report()).now) - minute);
  const still = await canaryOf(id);
  await clock().jumpBy(5 * minute);
  await leave(id, 1);
  await clock().jumpBy(3 * hour);
  await until('it is done', async () => (await broadcastOf(id))?.state === 'done');

  const canary = await canaryOf(id);
  assert.deepEqual([early.state, held?.state, held?.held_by, held?.counts.waiting], ['maturing', 'sending', 'canary', 400]);
  assert.equal(still.stage, 0, 'not before two hours after the last one left');
  assert.deepEqual(
    canary.looks.map(({ stage, verdict, because }) => [stage, verdict, because]),
    [
      [1, 'release', 'fine'],
      [0, 'release', 'fine'],
    ],
  );
  const messages = await Promise.all((await reached(id)).map(async (phone) => received(await world.phone(phone)).length));
  assert.deepEqual([messages.length, messages.every((count) => count === 1)], [600, true]);
});

test('neither fine nor bad, with only the rest to come, a person is asked; who waits is asked again, and who releases ends it', async () => {
  const id = await launched('unclear', 500, 4);
  await clock().jumpBy(2 * minute);
  await leave(id, 0);
  const { items } = await call(world.door, contract.campaigns.recipients, { params: { id }, query: { limit: 3 } });
  for (const { contact } of items)
    await call(world.door, contract.contacts.consent, {
      params: { id: contact },
      body: { purpose: 'marketing', state: 'withdrawn', source: 'Telephone', wording: 'No more, please.' },
    });
  const asked = async () => {
    await clock().jumpBy(10 * minute);
    return (await canaryOf(id)).state === 'asks';
  };

  await until('a person is asked', asked);
  const held = await broadcastOf(id);
  await decide(id, 'wait');
  const waiting = await canaryOf(id);
  await until('a person is asked again', asked);
  await decide(id, 'release');
  await clock().jumpBy(10 * minute);
  await until('it is done', async () => (await broadcastOf(id))?.state === 'done');

  const { items: notices } = await call(world.door, contract.notices.list, { query: {} });
  assert.deepEqual([held?.state, held?.held_by, held?.counts.harmed], ['sending', 'canary_asks', 3]);
  assert.match(held?.held_detail ?? '', /your decision is needed: 3 of 200 people/);
  assert.equal(waiting.state, 'maturing');
  assert.equal(notices.filter(({ kind }) => kind === 'campaign.asks').length, 2);
  assert.deepEqual(
    (await canaryOf(id)).looks.map(({ verdict, by }) => [verdict, by === null]),
    [
      ['release', false],
      ['undecided', true],
      ['wait', false],
      ['undecided', true],
    ],
  );
  assert.equal((await reached(id)).length, 500);
});

test('a number that Meta flags stops the canary at once', async () => {
  const id = await launched('flagged', 500, 3);
  await clock().jumpBy(2 * minute);
  await leave(id, 0);

  await world.control.numbers.change(world.number.meta_id, { quality_rating: 'RED' });
  await call(world.door, contract.numbers.refresh, { params: { id: world.number.id } });
  await until('the canary has said stop', async () => (await canaryOf(id)).state === 'stopped');

  const look = (await canaryOf(id)).looks[0];
  assert.deepEqual([look?.verdict, look?.because, look?.instant], ['stop', 'instant', 'quality_red']);
});

const stopOf = async (id: string) => {
  await until('the canary has said stop', async () => {
    await clock().jumpBy(10 * 1000);
    return (await canaryOf(id)).state === 'stopped';
  });
  const [look] = (await canaryOf(id)).looks;
  const broadcast = await broadcastOf(id);
  return [look?.verdict, look?.because, look?.instant, broadcast?.held_by, broadcast?.counts.waiting];
};

test('a template that Meta flags, or pauses, stops the canary at once, and it stays stopped when Meta lets the template through again', async () => {
  const flagged = await launched('flagged template', 500, 5);
  await clock().jumpBy(2 * minute);
  await leave(flagged, 0);
  const [own] = (await world.control.templates.list()).filter(({ name }) => name === 'harvest');
  const metaId = String(own?.['id']);
  const tell = () =>
    world.opened.platform.db.transaction().execute(async (tx) => {
      const [{ id } = { id: '' }] = await tx.selectFrom('workspace').select('id').execute();
      const value = { event: 'FLAGGED', message_template_id: Number(metaId), message_template_name: 'harvest', message_template_language: 'en', reason: null };
      await applyTemplateStatus(world.opened.platform, tx, { workspace: parseId(id) }, value, world.opened.platform.clock.now());
    });
  await tell();
  await tell();
  const first = await stopOf(flagged);
  const paused = await launched('paused template', 500, 6);
  await clock().jumpBy(2 * minute);
  await leave(paused, 0);
  await world.control.templates.change(metaId, { status: 'PAUSED' });
  const second = await stopOf(paused);
  await world.control.templates.change(metaId, { status: 'APPROVED' });
  await clock().jumpBy(hour);

  const { items: notices } = await call(world.door, contract.notices.list, { query: {} });
  const events = (await call(world.door, contract.templates.get, { params: { id: template } })).translations.flatMap(({ history }) => history);
  assert.deepEqual(first, ['stop', 'instant', 'template_flagged', 'canary_stopped', 300]);
  assert.deepEqual(second, ['stop', 'instant', 'template_paused', 'canary_stopped', 300]);
  assert.equal((await broadcastOf(paused))?.held_by, 'canary_stopped');
  assert.equal(notices.filter(({ kind }) => kind === 'template_flagged').length, 1, 'told twice by Meta, it is said once');
  assert.equal(events.filter(({ detail }) => detail === 'flagged by Meta: people mind it').length, 1);
});

test('messages that Meta drops for bad feedback (135000), and a number that it stops (131048), stop the canary at once', async () => {
  await world.set({ fault_failure_share: 1, fault_failure_code: 135_000 });
  const dropped = await launched('dropped', 500, 7);
  await clock().jumpBy(2 * minute);
  const first = await stopOf(dropped);
  await world.set({ fault_failure_share: 0, fault_refusal_share: 1, fault_refusal_code: 131_048 });
  const spam = await launched('spam', 500, 8);
  await clock().jumpBy(2 * minute);
  const second = await stopOf(spam);
  await world.set({ fault_refusal_share: 0 });

  assert.deepEqual(first.slice(0, 4), ['stop', 'instant', 'portfolio_paced', 'canary_stopped']);
  assert.deepEqual(second, ['stop', 'instant', 'spam_limit', 'canary_stopped', 500]);
  assert.equal((await reached(spam)).length, 0);
});
