import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CampaignChoices } from '#core/contract/campaigns.ts';
import { contract } from '#core/contract/contract.ts';
import type { SegmentDefinition } from '#core/segment/segment.ts';
import { hour, minute } from '#core/value/time.ts';
import { call } from '#server/app/client/client.ts';
import { openWorld, received, until, type World } from '#test/world/world.ts';

/** Before dawn on a Tuesday in Paris; the product and its WhatsApp both go by the emulator's clock. */
const start = '2026-12-01T03:00:00.000Z';

let world: World;
let template: string;
before(async () => {
  world = await openWorld({ clockFrom: start });
  template = await world.template({ name: 'harvest' });
  await world.control.clock.pause();
});
after(() => world.close());

const clock = () => world.control.clock;

async function segment(name: string, of: SegmentDefinition['of']): Promise<string> {
  return (await call(world.door, contract.segments.create, { body: { name, definition: { match: 'all', of } } })).id;
}

/** A draft to those tagged so. */
async function draft(tag: string, choices: Partial<CampaignChoices> = {}): Promise<string> {
  const tagged = await segment(tag, [{ about: 'tag', is: 'any_of', values: [tag] }]);
  const made = await call(world.door, contract.campaigns.create, {
    body: {
      name: tag,
      choices: {
        segments: [tagged],
        template,
        number: world.number.id,
        variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: 'there' } },
        ...choices,
      },
    },
  });
  return made.id;
}

const planOf = (id: string) => call(world.door, contract.campaigns.plan, { params: { id } });
const report = (id: string, broadcast?: string) => call(world.door, contract.campaigns.report, { params: { id }, query: { broadcast } });
const get = (id: string) => call(world.door, contract.campaigns.get, { params: { id } });
const launch = async (id: string) => call(world.door, contract.campaigns.launch, { params: { id }, body: { plan: (await planOf(id)).id, undo_seconds: 60 } });
const recipients = async (id: string, broadcast?: string) =>
  (await call(world.door, contract.campaigns.recipients, { params: { id }, query: { limit: 200, broadcast } })).items;
const said = async (phone: string) => received(await world.phone(phone)).map(({ content }) => ('text' in content ? content.text : content.kind));
const isDone = async (id: string) => (await report(id)).campaign.broadcast?.state === 'done';

test('people in any of the segments and none of the others get it once', async () => {
  await world.person({ phone: '+33612000001', name: 'Ana Roux', tags: ['tea', 'coffee'] });
  await world.person({ phone: '+33612000002', name: 'Bo Roux', tags: ['tea', 'angry'] });
  await world.person({ phone: '+33612000003', name: 'Cy Roux', tags: ['coffee'] });
  const tag = async (name: string) => segment(`only ${name}`, [{ about: 'tag', is: 'any_of', values: [name] }]);
  const id = await draft('unused', { segments: [await tag('tea'), await tag('coffee')], except: [await tag('angry')] });

  const plan = await planOf(id);

  assert.deepEqual(
    plan.audience.segments.map(({ people }) => people),
    [2, 2],
  );
  assert.deepEqual(
    plan.audience.except.map(({ people }) => people),
    [1],
  );
  assert.deepEqual([plan.audience.people, plan.recipients], [2, 2]);
});

test('who wrote within the day gets the free message, the rest the template, and the inbox shows what was said', async () => {
  const dora = await world.person({ phone: '+33612000011', name: 'Dora Roux', tags: ['free'] });
  await world.person({ phone: '+33612000012', name: 'Emil Roux', tags: ['free'] });
  await world.person({ phone: '+33612000013', name: 'Fay Roux', tags: ['free'], consent: 'none' });
  await world.act('+33612000011', { act: 'write', text: 'Hello?' });
  await world.act('+33612000013', { act: 'write', text: 'Hello?' });
  const thread = () => call(world.door, contract.conversations.list, { query: { limit: 50 } });
  await until('both are in the inbox', async () => (await thread()).items.filter(({ name }) => /Dora|Fay/.test(name)).length === 2);
  const id = await draft('free', { free: { en: { kind: 'text', text: 'Just for you, {{first_name}}: the harvest is in.', preview: true } } });

  const plan = await planOf(id);
  await launch(id);
  await clock().jumpBy(2 * minute);
  await until('it is done', () => isDone(id));

  assert.equal(plan.free?.people, 1);
  assert.ok((plan.free?.saves.micros ?? 0) > 0, 'an answer costs less than a marketing template');
  assert.deepEqual(plan.exclusions, [{ reason: 'no_consent', people: 1 }]);
  assert.deepEqual(
    plan.samples.map(({ name, free, content }) => [name, free, content.kind]),
    [
      ['Emil Roux', false, 'card'],
      ['Dora Roux', true, 'text'],
    ],
  );
  assert.deepEqual(await said('+33612000011'), ['Just for you, Dora: the harvest is in.']);
  assert.deepEqual(await said('+33612000012'), ['Hello Emil, the new harvest is here and waits for you.']);
  assert.deepEqual(await said('+33612000013'), []);
  const free = Object.fromEntries((await recipients(id)).map((one) => [one.name, one.free]));
  assert.deepEqual([free['Dora Roux'], free['Emil Roux']], [true, false]);
  const conversation = (await thread()).items.find(({ contact }) => contact === dora);
  const messages = await call(world.door, contract.conversations.messages, { params: { id: conversation?.id ?? '' }, query: { limit: 10 } });
  assert.ok(messages.items.some(({ origin, content }) => origin === 'broadcast' && content.kind === 'text' && content.text.startsWith('Just for you, Dora')));
  const told = await report(id);
  assert.equal(told.cost.micros, plan.cost.most.micros, 'what was delivered costs what the plan said, body by body');
});

test('a free message that WhatsApp would refuse is refused at its place, and so is a bad repetition', async () => {
  const tooMany = { kind: 'buttons', text: 'Choose', header: null, footer: null, buttons: ['a', 'b', 'c', 'd'].map((text) => ({ text })) } as const;

  await assert.rejects(draft('refused', { free: { en: { ...tooMany, buttons: [...tooMany.buttons] } } }), /\/body\/choices\/free\/en\/buttons|buttons/);
  await assert.rejects(
    draft('refused', { schedule: { kind: 'repeat', rule: 'FREQ=HOURLY', starts: '2026-12-01T09:00', timezone: 'Europe/Paris' } }),
    /"HOURLY" is none of them/,
  );
  await assert.rejects(draft('refused', { free: { en: { kind: 'reaction', to: 'msg_1', emoji: '👍' } } }), /cannot react/);
});

test('a campaign with a moment waits for it, can be undone until then, and reaches nobody who came after its plan', async () => {
  await world.person({ phone: '+33612000021', name: 'Gus Roux', tags: ['nine'] });
  const at = new Date(Date.parse((await clock().report()).now) + 5 * hour).toISOString();
  const id = await draft('nine', { schedule: { kind: 'at', at } });

  const launched = await launch(id);
  await clock().jumpBy(4 * hour);
  const waiting = await get(id);
  await call(world.door, contract.campaigns.undo, { params: { id } });
  await launch(id);
  await world.person({ phone: '+33612000022', name: 'Hal Roux', tags: ['nine'] });
  const early = await said('+33612000021');
  await clock().jumpBy(61 * minute);
  await until('it is done', () => isDone(id));

  assert.deepEqual([launched.broadcast?.state, launched.broadcast?.opens_at, waiting.broadcast?.state], ['waiting', at, 'waiting']);
  assert.deepEqual(early, []);
  assert.deepEqual([(await said('+33612000021')).length, (await said('+33612000022')).length], [1, 0]);
  assert.deepEqual(
    (await report(id)).reasons.map(({ reason, people }) => [reason, people]),
    [['not_planned', 1]],
  );
  assert.deepEqual(
    (await planOf(await draft('late', { schedule: { kind: 'at', at } }))).problems.map(({ code }) => code),
    ['schedule_past'],
  );
});

test('at nine of each person’s own morning, chunk by chunk, and the report says for whom it waits', async () => {
  const now = (await clock().report()).now;
  const tomorrow = new Date(Date.parse(now) + 24 * hour).toISOString().slice(0, 10);
  const people = { Tokyo: '+819012345678', Paris: '+33612000031', Recife: '+5581912345678' };
  for (const [name, phone] of Object.entries(people)) await world.person({ phone, name, tags: ['own'] });
  const recife = (await call(world.door, contract.contacts.list, { query: { limit: 10, search: 'Recife' } })).items[0]?.id ?? '';
  await world.database.pool.query(`update contact set timezone = 'America/Recife' where id = $1`, [uuidOf(recife)]);
  const id = await draft('own', { schedule: { kind: 'local_hour', starts: `${tomorrow}T09:00` } });

  const plan = await planOf(id);
  await launch(id);
  await clock().jumpTo(`${tomorrow}T00:00:30.000Z`);
  await until('Tokyo has it', async () => (await said(people.Tokyo)).length === 1);
  const afterTokyo = await report(id);
  await clock().jumpTo(`${tomorrow}T08:00:30.000Z`);
  await until('Paris has it', async () => (await said(people.Paris)).length === 1);
  const beforeRecife = await said(people.Recife);
  await clock().jumpTo(`${tomorrow}T12:00:30.000Z`);
  await until('it is done', () => isDone(id));

  assert.deepEqual(
    plan.waves.map(({ at, people: count, label }) => [at.slice(11, 16), count, label]),
    [
      ['00:00', 1, 'Asia/Tokyo'],
      ['08:00', 1, 'Europe/Paris'],
      ['12:00', 1, 'America/Recife'],
    ],
  );
  assert.deepEqual([afterTokyo.campaign.broadcast?.state, afterTokyo.counts.waiting], ['sending', 2]);
  assert.deepEqual(
    afterTokyo.waits.map(({ at, people: count }) => [at?.slice(11, 16), count]),
    [
      ['08:00', 1],
      ['12:00', 1],
    ],
  );
  assert.deepEqual(beforeRecife, []);
  for (const one of await recipients(id)) assert.ok((one.at ?? '') >= (one.due_at ?? 'z'), `${one.name}: ${one.at} for ${one.due_at}`);
  assert.equal(new Set((await recipients(id)).map(({ due_at }) => due_at)).size, 3);
});

test('a repeating campaign goes out at each time with who is there then; what stands in the way holds one time only', async () => {
  await world.person({ phone: '+33612000041', name: 'Ivo Roux', tags: ['weekly'] });
  const now = (await clock().report()).now;
  const starts = `${new Date(Date.parse(now) + 24 * hour).toISOString().slice(0, 10)}T09:00`;
  const id = await draft('weekly', { schedule: { kind: 'repeat', rule: 'FREQ=WEEKLY;COUNT=4', starts, timezone: 'Europe/Paris' } });
  const first = Date.parse(`${starts}:00.000Z`) - hour;
  const week = 7 * 24 * hour;

  const plan = await planOf(id);
  const launched = await launch(id);
  await clock().jumpTo(new Date(first + minute).toISOString());
  await until('the first is done', () => isDone(id));
  await world.person({ phone: '+33612000042', name: 'Jo Roux', tags: ['weekly'] });
  await clock().jumpTo(new Date(first + week + minute).toISOString());
  await until('the second is done', async () => (await get(id)).broadcasts === 2 && (await isDone(id)));
  const second = await get(id);
  await call(world.door, contract.numbers.pause, { params: { id: world.number.id } });
  await clock().jumpTo(new Date(first + 2 * week + minute).toISOString());
  await until('the third is held', async () => (await get(id)).held !== null);
  const held = await get(id);
  await call(world.door, contract.numbers.resume, { params: { id: world.number.id } });
  await clock().jumpTo(new Date(first + 3 * week + minute).toISOString());
  await until('the fourth is done', async () => (await get(id)).broadcasts === 3 && (await isDone(id)));

  assert.deepEqual(
    plan.waves.map(({ at }) => Date.parse(at)),
    [0, 1, 2, 3].map((weeks) => first + weeks * week),
  );
  assert.deepEqual([launched.state, launched.broadcast, Date.parse(launched.next_at ?? '')], ['repeating', null, first]);
  assert.deepEqual([second.state, Date.parse(second.next_at ?? '')], ['repeating', first + 2 * week]);
  assert.match(held.held ?? '', /"weekly" did not go out at .* paused/);
  assert.equal(Date.parse(held.next_at ?? ''), first + 3 * week);
  const notices = await call(world.door, contract.notices.list, { query: { limit: 10 } });
  assert.ok(notices.items.some(({ kind, subject }) => kind === 'campaign.missed' && subject === id));
  const over = await get(id);
  assert.deepEqual([over.state, over.next_at, over.held], ['launched', null, null]);
  assert.deepEqual([(await said('+33612000041')).length, (await said('+33612000042')).length], [3, 2]);
  const all = await call(world.door, contract.campaigns.broadcasts, { params: { id }, query: { limit: 2 } });
  assert.deepEqual([all.items.length, all.next === null], [2, false]);
  const rest = await call(world.door, contract.campaigns.broadcasts, { params: { id }, query: { limit: 2, cursor: all.next ?? '' } });
  assert.deepEqual([rest.items.length, rest.next], [1, null]);
  assert.equal((await report(id, rest.items[0]?.id)).counts.total, 1, 'the report of the first time');
  assert.equal((await recipients(id, all.items[0]?.id)).length, 2);
});

test('a test goes to every phone of the team, in a chosen language, and a draft can be copied and thrown away', async () => {
  await world.control.people.add(['33612000051', '33612000052'].map((wa_id) => ({ wa_id, name: wa_id, language: 'en', persona: 'manual' as const })));
  const id = await draft('team', { variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: '' } } });
  const trial = (body: { language?: string; free?: boolean } = {}) =>
    call(world.door, contract.campaigns.test, { params: { id }, body: { free: false, ...body } });

  await assert.rejects(trial(), /no phones of the team/);
  const team_phones = [
    { name: 'Ada', phone: '+33612000051' },
    { name: 'Bea', phone: '06 12 00 00 52' },
  ];
  const workspace = await call(world.door, contract.settings.update, { body: { team_phones } });
  const sent = await trial({ language: 'en' });
  await until('both have it', async () => (await said('+33612000051')).length + (await said('+33612000052')).length === 2);
  const copy = await call(world.door, contract.campaigns.clone, { params: { id } });
  await call(world.door, contract.campaigns.remove, { params: { id } });

  assert.deepEqual(
    workspace.team_phones.map(({ phone }) => phone),
    ['+33612000051', '+33612000052'],
  );
  assert.deepEqual(
    sent.messages.map(({ phone }) => phone),
    ['+33612000051', '+33612000052'],
  );
  assert.match((await said('+33612000051')).join(), /^Hello Ana,/, 'Ada is no customer, so her name is the template’s sample');
  await assert.rejects(trial({ language: 'fr' }), /there is no campaign/);
  assert.deepEqual([copy.name, copy.state, copy.choices.template], ['team (2)', 'draft', template]);
  await assert.rejects(call(world.door, contract.campaigns.test, { params: { id: copy.id }, body: { free: false, language: 'fr' } }), /"fr"/);
  await assert.rejects(call(world.door, contract.settings.update, { body: { team_phones: [{ name: 'X', phone: '12' }] } }), /too short|no phone/);
});

function uuidOf(publicId: string): string {
  const hex = publicId.slice(4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
