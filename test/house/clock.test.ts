import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { after, before, beforeEach, afterEach, test } from 'node:test';
import { parseSync } from 'oxc-parser';
import { Refusal } from '#core/contract/refusals.ts';
import { day, hour, minute } from '#core/value/time.ts';
import { openWorker, type Worker } from '#server/app/worker.ts';
import { createCampaign, makePlan } from '#server/engagement/campaign/campaign.ts';
import { launch } from '#server/engagement/campaign/launch.ts';
import { report } from '#server/engagement/campaign/report.ts';
import { answer, listConversations } from '#server/engagement/inbox/inbox.ts';
import { takeTurn } from '#server/engagement/routing/routing.ts';
import { openSender } from '#server/messaging/outbox/sender.ts';
import { lookAtNumbers, settleOrphans } from '#server/messaging/outbox/store.sending.ts';
import { followClock, type FollowedClock } from '#server/platform/clock.followed.ts';
import { silentLog } from '#server/platform/log.ts';
import { type Leader, openLeader } from '#test/world/leader.ts';
import { openSink, type Sink, until } from '#test/world/sending.ts';
import { openStage, pub, type Stage } from '#test/world/stage.ts';

/** A product whose business clock is elsewhere, in another year, and stands still until it is moved. */
const start = new Date('2031-03-03T09:00:00.000Z');

let leader: Leader;
let followed: FollowedClock;
let sink: Sink;
let stage: Stage;
let worker: Worker;

beforeEach(async () => {
  leader = await openLeader(start);
  followed = await followClock({ url: leader.url, follower: 'parley', log: silentLog });
  sink = await openSink();
  stage = await openStage({ clock: followed.clock, baseUrl: sink.url });
  worker = openWorker({ platform: stage.platform, database: stage.database, databaseUrl: stage.database.url, followed, webhookDays: 7, close: async () => {} });
  await leader.acknowledged(1);
});
afterEach(async () => {
  await worker.close();
  await followed.close();
  await stage.close();
  await sink.close();
  await leader.close();
});

const later = (milliseconds: number): Date => new Date(leader.now().getTime() + milliseconds);

async function launchTo(people: number, undoSeconds = 60): Promise<string> {
  for (let one = 1; one <= people; one += 1) await stage.person({ first: `P${one}`, country: 'FR', phone: `+3361${String(one).padStart(7, '0')}` });
  const [segment, template] = [await stage.segment(), await stage.template()];
  const { id } = await createCampaign(
    stage.platform,
    stage.actor,
    {
      name: 'Winter',
      choices: {
        segments: [pub('segment', segment)],
        template: pub('template', template),
        number: pub('number', stage.number),
        variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: '' } },
      },
    },
    stage.now(),
  );
  const plan = await makePlan(stage.platform, stage.actor, id, stage.now());
  await launch(stage.platform, stage.actor, id, { plan: plan.id, undo_seconds: undoSeconds }, stage.now());
  return id;
}

const read = (campaign: string) => report(stage.platform, stage.actor, campaign, stage.now());
const stateOf = async (campaign: string) => (await read(campaign)).campaign.broadcast?.state;
const count = async (question: string) => Number((await stage.database.pool.query<{ n: string }>(question)).rows[0]?.n);

/** What plays time forward does: goes from one due time to the next until nothing is due. */
async function runUntilIdle(stepsMost: number): Promise<number> {
  let steps = 0;
  for (let said = await leader.acknowledged(leader.jumpTo(leader.now())); said.due !== null && steps < stepsMost; steps += 1) {
    said = await leader.acknowledged(leader.jumpTo(said.due));
  }
  return steps;
}

test('a launch waits its undo minute on the clock that is followed, and not a minute of real time', async () => {
  const begun = performance.now();
  const campaign = await launchTo(3);
  const launched = await leader.acknowledged(leader.jumpTo(leader.now()));

  const almost = await leader.acknowledged(leader.jumpTo(later(minute - 1)));
  const before = await stateOf(campaign);
  const over = await leader.acknowledged(leader.jumpTo(later(1)));
  const opened = (await read(campaign)).campaign.broadcast;
  await runUntilIdle(10);

  assert.deepEqual([launched.due, almost.due], [new Date(start.getTime() + minute), new Date(start.getTime() + minute)]);
  assert.equal(before, 'waiting');
  assert.equal(opened?.state, 'sending');
  // One has left at the minute; the others wait for the pace of the number, which is a matter of the clock too.
  assert.deepEqual([over.due, opened.first_sent_at], [new Date(start.getTime() + minute + 500), later(-500).toISOString()]);
  const { campaign: shown, counts } = await read(campaign);
  assert.deepEqual([shown.broadcast?.state, counts.accepted, sink.accepted.size], ['done', 3, 3]);
  assert.equal(shown.broadcast?.finished_at, leader.now().toISOString());
  assert.ok(performance.now() - begun < 20_000);
});

test('nothing that waits for the business clock is in the queue, which runs on real time', async () => {
  await launchTo(1);
  await leader.acknowledged(leader.jumpTo(later(minute)));

  const ahead = await count(`select count(*) as n from graphile_worker.jobs where run_at > now() + interval '1 day'`);

  assert.equal(ahead, 0);
});

test('the pace of a number is kept on the clock that is followed, so hundreds leave in a few steps', async () => {
  const campaign = await launchTo(300);
  const seconds = new Map<number, number>();
  sink.answer = () => {
    const second = Math.floor(leader.now().getTime() / 1000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
    return 'accept';
  };

  const steps = await runUntilIdle(100);

  assert.equal(await stateOf(campaign), 'done');
  assert.equal(sink.accepted.size, 300);
  assert.ok(steps >= 4 && steps < 40, `${steps} steps`);
  // The number bears 80 a second; 300 take no less than 3 seconds of the clock, and hardly more.
  assert.ok(Math.max(...seconds.values()) <= 80 + 40, JSON.stringify([...seconds]));
  const took = leader.now().getTime() - start.getTime() - minute;
  assert.ok(took >= 3_000 && took < 8_000, `${took} ms`);
});

test('the customer service window closes when the clock jumps 25 hours', async () => {
  const ana = await stage.person({ first: 'Ana' });
  const inbound = { wamid: 'wamid.in', at: stage.now(), content: { kind: 'text' as const, text: 'Hello' }, quoted: null };
  await takeTurn(stage.platform, stage.scope, { contact: ana, number: stage.number }, inbound, stage.now());
  const [thread] = (await listConversations(stage.platform, stage.actor, { state: 'open', limit: 10 })).items;
  await answer(stage.platform, stage.actor, thread!.id, { kind: 'text', text: 'Good morning, Ana.', preview: true }, stage.now());
  await leader.acknowledged(leader.jumpTo(leader.now()));
  const sent = sink.posts();

  await leader.acknowledged(leader.jumpTo(later(25 * hour)));

  assert.ok(sent >= 1);
  await assert.rejects(
    answer(stage.platform, stage.actor, thread!.id, { kind: 'text', text: 'Still there?', preview: true }, stage.now()),
    (error) => error instanceof Refusal && error.code === 'window_closed',
  );
});

test('after a jump of 14 days, and of 100, the partitions are there', async () => {
  const names = async () =>
    (await stage.database.pool.query<{ name: string }>(`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'fact'::regclass`)).rows.map(
      ({ name }) => name,
    );

  await leader.acknowledged(leader.jumpTo(later(14 * day)));
  const fortnight = await names();
  await leader.acknowledged(leader.jumpTo(later(86 * day)));
  const summer = await names();

  for (const month of ['2031_03', '2031_04', '2031_05']) assert.ok(fortnight.includes(`fact_${month}`), fortnight.join());
  for (const month of ['2031_06', '2031_07', '2031_08']) assert.ok(summer.includes(`fact_${month}`), summer.join());
});

test('a jump ends no lease: what is on the wire is neither in doubt nor sent by another', async () => {
  const held = Promise.withResolvers<'accept'>();
  sink.answer = () => held.promise;
  const other = openSender(stage.platform, { leaseMilliseconds: 1_000 });
  const ana = await stage.person({ first: 'Ana' });
  await takeTurn(
    stage.platform,
    stage.scope,
    { contact: ana, number: stage.number },
    { wamid: 'wamid.in', at: stage.now(), content: { kind: 'text', text: 'Hello' }, quoted: null },
    stage.now(),
  );
  const [thread] = (await listConversations(stage.platform, stage.actor, { state: 'open', limit: 10 })).items;
  await answer(stage.platform, stage.actor, thread!.id, { kind: 'text', text: 'Good morning, Ana.', preview: true }, stage.now());
  await until('it is on the wire', () => sink.posts() > 0);
  const holder = () => stage.database.pool.query(`select lease_holder from number`).then(({ rows }) => rows[0]);
  const before = await holder();

  const jumped = leader.jumpTo(later(30 * day));
  await until('the jump is heard', () => followed.revision() === jumped);
  const [look] = await lookAtNumbers(stage.platform.db, 'somebody else', stage.now());
  const doubted = await stage.platform.db.transaction().execute((tx) => settleOrphans(tx, stage.scope, stage.number, 'somebody else', stage.now()));
  const during = await count(`select count(*) as n from message where status = 'sending'`);
  const silent = leader.said.every((word) => word.revision < jumped);
  held.resolve('accept');
  await leader.acknowledged(jumped);
  const still = await holder();
  // Whoever of the two held it gives it back when it closes.
  await other.close();

  assert.deepEqual([look!.is_free, look!.has_orphans, doubted, during], [false, false, 0, 1]);
  assert.ok(silent, 'the follower did not say that it was done while an answer was missing');
  assert.deepEqual(still, before);
  assert.equal(await count(`select count(*) as n from message where status = 'accepted'`), 1);
  assert.equal(await count(`select count(*) as n from message where status = 'in_doubt'`), 0);
});

test('what Meta asks to be tried again later is due on the clock, and is tried when it is moved there', async () => {
  sink.answer = (_body, post) => (post === 1 ? { status: 400, code: 131056 } : 'accept');
  const campaign = await launchTo(1, 0);
  const refused = await leader.acknowledged(leader.jumpTo(leader.now()));

  const tried = await leader.acknowledged(leader.jumpTo(refused.due!));

  assert.equal(refused.due!.getTime() - start.getTime(), 4_000);
  assert.equal(tried.due, null);
  assert.equal(await stateOf(campaign), 'done');
});

test('a clock that runs a thousand times as fast opens a launch within a second', async () => {
  const campaign = await launchTo(2);
  const begun = performance.now();

  leader.run(1_000);
  await until('it is sent', async () => (await stateOf(campaign)) === 'done');

  assert.ok(performance.now() - begun < 5_000);
  assert.ok(leader.now().getTime() - start.getTime() >= minute);
});

let files: { name: string; text: string }[] = [];
before(() => {
  const root = `${import.meta.dirname}/../..`;
  files = globSync('server/**/*.ts', { cwd: root, exclude: (name) => name.endsWith('.test.ts') }).map((name) => ({
    name,
    text: readFileSync(`${root}/${name}`, 'utf8'),
  }));
});
after(() => assert.ok(files.length > 100, 'the house was read'));

test('no business time is given to the queue: only the queue adds jobs, and a delay is a span, never made from a clock', () => {
  const adders = files.filter(({ text }) => /add_job|addJob|quickAddJob/.test(text)).map(({ name }) => name);
  const options = files.find(({ name }) => name === 'server/platform/platform.ts')!.text.match(/export type TaskOptions = \{[^}]*\}/)![0];
  const delays = files.flatMap(({ name, text }) => delaysIn(name, text));

  assert.deepEqual(adders, ['server/platform/queue.ts']);
  assert.doesNotMatch(options.replaceAll(/\/\*[^]*?\*\//g, ''), /Instant|Date|\bat\b/);
  assert.ok(delays.length >= 3, JSON.stringify(delays));
  for (const { name, value } of delays) assert.doesNotMatch(value, /clock|now|getTime|Date|after\(|At\b/, `${name}: ${value} is business time`);
});

/** Every value that is given to a task as its delay. */
function delaysIn(name: string, text: string): { name: string; value: string }[] {
  const found: { name: string; value: string }[] = [];
  JSON.stringify(parseSync(name, text).program, (_key, node: unknown) => {
    const property = parseProperty(node);
    if (property !== undefined) found.push({ name, value: text.slice(property.value.start, property.value.end) });
    return typeof node === 'bigint' ? String(node) : node;
  });
  return found;
}

function parseProperty(node: unknown): { value: { start: number; end: number } } | undefined {
  const property = node as { type?: string; key?: { name?: string }; value: { start: number; end: number } } | null;
  return property?.type === 'Property' && property.key?.name === 'realDelayMilliseconds' ? property : undefined;
}
