import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CampaignChoices } from '#core/contract/campaigns.ts';
import type { Planner } from '#core/contract/planner.ts';
import { Refusal } from '#core/contract/refusals.ts';
import { parsePublicId } from '#core/value/id.ts';
import { after as later, day, type Instant } from '#core/value/time.ts';
import { createCampaign, makePlan } from '#server/engagement/campaign/campaign.ts';
import { launch } from '#server/engagement/campaign/launch.ts';
import { openStage, pub, type Stage } from '#test/world/stage.ts';
import { plannerOf } from './planner.ts';
import { plannerRoutes } from './planner.routes.ts';

let stage: Stage;
/** A limit of ten leaves nine places for offers a day; everybody is 25 people. */
before(async () => {
  stage = await openStage();
  await stage.database.pool.query(`update number set messaging_limit = 'TIER_10', quality = 'GREEN'`);
  for (let place = 0; place < 25; place += 1)
    await stage.person({ first: `P${place}`, tags: [2, 5].filter((most) => place < most).map((most) => `first_${most}`) });
});
after(() => stage.close());

const span = { from: '2026-11-22', to: '2026-12-20' };
const show = (more: Partial<Parameters<typeof plannerOf>[2]> = {}) =>
  plannerOf(stage.platform.db, stage.scope, { ...span, now: stage.now(), language: 'en', ...more });
const find = (planner: Planner, name: string) => planner.items.filter((item) => item.name === name);

async function campaign(name: string, schedule: CampaignChoices['schedule'], most?: number): Promise<string> {
  const definition = most === undefined ? undefined : { match: 'all', of: [{ about: 'tag', is: 'any_of', values: [`first_${most}`] }] };
  const segment = await stage.segment(definition);
  const template = await stage.template();
  const variables = { first_name: { from: 'contact', attribute: 'first_name', fallback: '' } } as const;
  const choices = { segments: [pub('segment', segment)], template: pub('template', template), variables, schedule };
  return (await createCampaign(stage.platform, stage.actor, { name, choices }, stage.now())).id;
}

const plan = (id: string) => makePlan(stage.platform, stage.actor, id, stage.now());
const at = (moment: Instant) => ({ kind: 'at', at: moment.toISOString() }) as const;
const idOf = (text: string) => {
  const id = parsePublicId('campaign', text);
  assert.ok(typeof id === 'string');
  return id;
};

test('an empty calendar says what is free and nothing else', async () => {
  const { items, portfolios, today } = await show();

  assert.deepEqual([items, today], [[], '2026-11-22']);
  const [portfolio] = portfolios;
  assert.deepEqual([portfolio?.limit, portfolio?.reserve, portfolio?.used], [10, 1, 0]);
  assert.deepEqual(portfolio?.days[0], { date: '2026-11-22', people: 0, open: 9, room: 9, full_by: null, waiting: 0, text: null });
});

test('a launched campaign that is larger than the limit takes days, and the days say what waits and what to do', async () => {
  const id = await campaign('Winter', at(new Date('2026-12-01T08:00:00Z')));
  await launch(stage.platform, stage.actor, id, { plan: (await plan(id)).id, undo_seconds: 60 }, stage.now());

  const shown = await show();

  const [winter] = find(shown, 'Winter');
  assert.deepEqual([winter?.state, winter?.movable, winter?.people, winter?.basis], ['planned', true, 25, 'plan']);
  assert.deepEqual(winter?.days, [
    { date: '2026-12-01', people: 9 },
    { date: '2026-12-02', people: 9 },
    { date: '2026-12-03', people: 7 },
  ]);
  const days = shown.portfolios[0]?.days ?? [];
  const first = days.find(({ date }) => date === '2026-12-01');
  assert.deepEqual([first?.people, first?.room, first?.full_by, first?.waiting], [9, 0, 'limit', 16]);
  assert.match(first?.text ?? '', /16 people wait .* Move a campaign to a day with room/);
  assert.equal(days.find(({ date }) => date === '2026-12-03')?.full_by, null);
});

test('a draft with a time comes after it, and finds the places taken', async () => {
  const id = await campaign('Draft', at(new Date('2026-12-02T08:00:00Z')), 5);

  assert.deepEqual(
    find(await show(), 'Draft').map(({ people, basis, ends_at, movable }) => [people, basis, ends_at, movable]),
    [[null, 'none', null, true]],
    'nobody has counted yet, and nothing is made up',
  );
  await plan(id);

  const [draft] = find(await show(), 'Draft');

  assert.deepEqual([draft?.people, draft?.basis], [5, 'plan']);
  assert.deepEqual(
    draft?.days,
    [
      { date: '2026-12-03', people: 2 },
      { date: '2026-12-04', people: 3 },
    ],
    'Winter leaves two places on its last day',
  );
});

test('trying another time forecasts it and saves nothing', async () => {
  const [draft] = find(await show(), 'Draft');
  const move = { campaign: idOf(draft?.campaign ?? ''), at: new Date('2026-11-25T08:00:00Z') };

  const [tried] = find(await show({ move }), 'Draft');

  assert.deepEqual(tried?.days, [{ date: '2026-11-25', people: 5 }]);
  assert.equal(tried?.starts_at, '2026-11-25T08:00:00.000Z');
  assert.equal(find(await show(), 'Draft')[0]?.starts_at, '2026-12-02T08:00:00.000Z');
});

test('a time that is past, a campaign that is not there or repeats, cannot be tried, and is told why', async () => {
  const weekly = await campaign('Weekly', { kind: 'repeat', rule: 'FREQ=WEEKLY', starts: '2026-12-07T09:00', timezone: 'Europe/Paris' }, 2);
  await launch(stage.platform, stage.actor, weekly, { plan: (await plan(weekly)).id, undo_seconds: 60 }, stage.now());
  const winter = find(await show(), 'Winter')[0]?.campaign ?? '';
  const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

  await assert.rejects(show({ move: { campaign: idOf(winter), at: later(stage.now(), -day) } }), refused('invalid'));
  await assert.rejects(show({ move: { campaign: stage.id('campaign'), at: later(stage.now(), day) } }), refused('not_found'));
  await assert.rejects(show({ move: { campaign: idOf(weekly), at: later(stage.now(), day) } }), refused('conflict'));
  await assert.rejects(show({ from: '2026-12-20', to: '2026-11-22' }), refused('invalid'));
  await assert.rejects(show({ to: '2027-12-20' }), refused('invalid'));
});

test('a repetition stands on each of its days', async () => {
  const weekly = find(await show(), 'Weekly');

  assert.deepEqual(
    weekly.map(({ state, starts_at, people, movable }) => [state, starts_at, people, movable]),
    [
      ['repeating', '2026-12-07T08:00:00.000Z', 2, false],
      ['repeating', '2026-12-14T08:00:00.000Z', 2, false],
    ],
  );
});

test('a young number is held by its warm-up, and the days say so', async () => {
  await stage.database.pool.query(`update number set warm_since = $1`, [stage.now()]);

  const shown = await show();
  await stage.database.pool.query(`update number set warm_since = null`);

  const first = shown.portfolios[0]?.days.find(({ date }) => date === '2026-11-22');
  assert.deepEqual([first?.open, shown.portfolios[0]?.numbers[0]?.warms_up], [2, true]);
  const [winter] = find(shown, 'Winter');
  assert.equal(winter?.days[0]?.people, 9, 'by then its steps would be behind it');
  const soon = find(await show({ move: { campaign: idOf(winter?.campaign ?? ''), at: later(stage.now(), 60_000) } }), 'Winter')[0];
  assert.equal(soon?.days[0]?.people, 9);
});

test('the calendar link shows the planned sends to whoever has it, until it ends', async () => {
  const routes = new Map(plannerRoutes(stage.platform).map((answer) => [answer.name, answer]));
  const ask = (name: string, params: object = {}) => routes.get(name)!.prepare({ params, query: {}, body: {} })(stage.call());
  const { url } = (await ask('makeFeed')) as { url: string };
  const token = /\/v1\/calendars\/([^/]+)\/parley\.ics$/.exec(url)?.[1] ?? '';

  const file = (await ask('calendar', { token })) as { bytes: Uint8Array; type: string };
  const text = new TextDecoder().decode(file.bytes).replaceAll('\r\n ', '');

  assert.match(file.type, /^text\/calendar/);
  assert.equal(text.match(/^BEGIN:VEVENT/gm)?.length, 2 + 6, 'Winter, the draft, and six Mondays of seven weeks');
  assert.match(text, /SUMMARY:Winter\r\nDESCRIPTION:About 25 people\r\n/);
  assert.match(text, /DTSTART:20261201T080000Z\r\nDTEND:20261203T/);
  assert.ok(((await ask('feed')) as { seen_at: string | null }).seen_at !== null);

  await ask('makeFeed');
  await assert.rejects(ask('calendar', { token }), /this calendar link has ended/);
  await ask('endFeed');
  assert.deepEqual(await ask('feed'), { made_at: null, made_by: null, seen_at: null });
});
