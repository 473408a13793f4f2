import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { approveSample, ids, openStage, sampleSend, type Stage, until } from '../stage.ts';
import { countClick } from './clicks.ts';
import { listArgument, parseFields } from './expansion.ts';

const day = 24 * 60 * 60;

let stage: Stage;
let template = '';
let today = 0;
before(async () => {
  stage = await openStage({ settings: { us_marketing_pause: false, read_delay_ms: 0 } });
  template = await approveSample(stage);
  const { world } = stage.emulator;
  for (const to of ['+33600000001', '+33600000002', '+16505551234']) await stage.send({ to, ...sampleSend() });
  const chat = world.people.openChat(world.people.meet('33600000001'), ids.number);
  chat.lastInboundAt = world.clock.now();
  await stage.send({ to: '+33600000001', type: 'text', text: { body: 'Thank you' } });
  await until('all four are delivered', () => world.counts.delivered === 4);
  for (const message of world.ledger.page({ after: null, limit: 10, mine: false })) if (message.template !== null) countClick(world, message, 0);
  today = Math.floor(world.clock.now() / 1000 / day) * day;
});
after(() => stage.close());

const ask = (fields: string): Promise<{ status: number; body: Record<string, unknown> }> =>
  stage.graph('GET', `${ids.account}?fields=${encodeURIComponent(fields)}`);
const span = (): string => `start(${today - day}).end(${today + 2 * day})`;
const code = (answer: { body: Record<string, unknown> }): number | undefined => (answer.body['error'] as { code: number } | undefined)?.code;

test('analytics count what was sent and delivered, by number, country and kind', async () => {
  const all = await ask(`analytics.${span()}.granularity(DAY).phone_numbers([]).country_codes([])`);
  const french = await ask(`id,analytics.${span()}.granularity(DAY).country_codes(["FR"])`);
  const service = await ask(`analytics.${span()}.granularity(MONTH).product_types([2])`);
  const nobody = await ask(`analytics.${span()}.granularity(HALF_HOUR).phone_numbers(["+999"])`);

  const points = (answer: typeof all): unknown => (answer.body['analytics'] as { data_points: unknown }).data_points;
  assert.deepEqual(points(all), [{ start: today, end: today + day, sent: 4, delivered: 4 }]);
  assert.deepEqual(points(french), [{ start: today, end: today + day, sent: 3, delivered: 3 }]);
  assert.deepEqual((points(service) as { sent: number }[])[0]?.sent, 1);
  assert.deepEqual(points(nobody), []);
});

test('pricing analytics count delivered messages by what they are priced as, and name a cost only where it is known', async () => {
  const answer = await ask(`pricing_analytics.${span()}.granularity(DAILY).dimensions(PRICING_CATEGORY,PRICING_TYPE,COUNTRY)`);

  const [{ data_points: points }] = (answer.body['pricing_analytics'] as { data: [{ data_points: Record<string, unknown>[] }] }).data;
  const rows = points.map((one) => [one['country'], one['pricing_category'], one['pricing_type'], one['volume'], one['cost']]).toSorted();
  assert.deepEqual(rows, [
    ['FR', 'MARKETING', 'REGULAR', 2, undefined],
    ['FR', 'SERVICE', 'FREE_CUSTOMER_SERVICE', 1, 0],
    ['US', 'MARKETING', 'REGULAR', 1, undefined],
  ]);
});

test('conversation analytics answer in the older shape', async () => {
  const answer = await ask(`conversation_analytics.${span()}.granularity(DAILY).dimensions(["CONVERSATION_CATEGORY"])`);

  const [{ data_points: points }] = (answer.body['conversation_analytics'] as { data: [{ data_points: Record<string, unknown>[] }] }).data;
  assert.deepEqual(points.map((one) => [one['conversation_category'], one['conversation']]).toSorted(), [
    ['MARKETING', 3],
    ['SERVICE', 1],
  ]);
});

test('template analytics tell sends, deliveries and taps by day', async () => {
  const answer = await stage.graph(
    'GET',
    `${ids.account}/template_analytics?start=${today - day}&end=${today + 2 * day}&granularity=daily&template_ids=[${template}]&metric_types=sent,delivered,clicked`,
  );

  assert.deepEqual(answer.body['data'], [
    {
      granularity: 'DAILY',
      product_type: 'cloud_api',
      data_points: [
        {
          template_id: template,
          start: today,
          end: today + day,
          sent: 3,
          delivered: 3,
          clicked: [{ type: 'quick_reply_button', button_content: 'Tell me more', count: 3 }],
        },
      ],
    },
  ]);
});

test('questions beyond the look-back, without insights or about strange templates are refused', async () => {
  const { world } = stage.emulator;
  const old = await ask(`analytics.start(${today - 400 * day}).end(${today}).granularity(DAY)`);
  const backwards = await ask(`analytics.start(${today}).end(${today - day}).granularity(DAY)`);
  const coarse = await ask(`analytics.${span()}.granularity(DECADE)`);
  const tooOld = await stage.graph(
    'GET',
    `${ids.account}/template_analytics?start=${today - 100 * day}&end=${today}&granularity=daily&template_ids=${template}`,
  );
  const strange = await stage.graph('GET', `${ids.account}/template_analytics?start=${today - day}&end=${today}&granularity=daily&template_ids=12345`);
  const eleven = await stage.graph(
    'GET',
    `${ids.account}/template_analytics?start=${today - day}&end=${today}&template_ids=${Array.from({ length: 11 }, () => template).join(',')}`,
  );
  world.accounts.get(ids.account)!.hasInsights = false;
  const blind = await stage.graph('GET', `${ids.account}/template_analytics?start=${today - day}&end=${today}&template_ids=${template}`);
  const enabled = await stage.graph('POST', `${ids.account}?is_enabled_for_insights=true`);

  assert.deepEqual([old, backwards, coarse, tooOld, strange, eleven, blind].map(code), [100, 100, 100, 100, 200_005, 100, 200_007]);
  assert.equal(enabled.body['id'], ids.account);
  assert.equal(world.accounts.get(ids.account)!.hasInsights, true);
});

test('the syntax of fields is read with brackets inside of brackets', () => {
  const fields = parseFields('id,analytics.start(1).end(2).phone_numbers(["1","2"]),owner{id,name{first}}');

  assert.deepEqual(
    fields.map((one) => one.name),
    ['id', 'analytics', 'owner'],
  );
  assert.deepEqual(listArgument(fields[1]?.arguments.get('phone_numbers')), ['1', '2']);
  assert.deepEqual(
    fields[2]?.parts.map((one) => one.name),
    ['id', 'name'],
  );
  for (const bad of ['a(', 'a)', 'a.b', 'a{b', '1.2(3)', 'a'.repeat(3) + '{'.repeat(50) + '}'.repeat(50)]) assert.throws(() => parseFields(bad), { code: 100 });
});
