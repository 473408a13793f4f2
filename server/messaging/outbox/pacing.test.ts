import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Actor, scopes } from '#core/value/actor.ts';
import { hourOfInstant } from '#core/value/local.ts';
import { type BroadcastId, parseId } from '#core/value/id.ts';
import { queueMessage } from '#server/messaging/outbox/outbox.ts';
import { repaceBroadcast } from '#server/messaging/outbox/repace.ts';
import { openSender } from '#server/messaging/outbox/sender.ts';
import { resumeOffers, sendingState, stopOffers } from '#server/messaging/outbox/stop.ts';
import { openRig, openSink, type RigOptions, type SendingRig, type Sink, truth, until } from '#test/world/sending.ts';

const now = () => new Date();

type Desk = {
  rig: SendingRig;
  sink: Sink;
  actor: Actor;
  send(): void;
  set(id: BroadcastId, change: Record<string, unknown>): Promise<void>;
  accepted(id: BroadcastId): number;
};

async function open(t: TestContext, options: Omit<RigOptions, 'baseUrl'>): Promise<Desk> {
  const sink = await openSink();
  const rig = await openRig({ ...options, baseUrl: sink.url });
  const senders: { close(): Promise<void> }[] = [];
  t.after(async () => {
    for (const sender of senders) await sender.close();
    await rig.close();
    await sink.close();
  });
  return {
    rig,
    sink,
    actor: { kind: 'user', id: 'u1', name: 'Ines', workspace: rig.scope.workspace, scopes },
    send: () => void senders.push(openSender(rig.platform, { leaseMilliseconds: 1000 })),
    async set(id, change) {
      for (const [column, value] of Object.entries(change)) {
        const kept = typeof value === 'object' && value !== null ? sql`${JSON.stringify(value)}::jsonb` : sql`${value}`;
        await sql`update broadcast set ${sql.ref(column)} = ${kept} where id = ${id}`.execute(rig.platform.db);
      }
    },
    accepted: (id) => [...sink.accepted.values()].flat().filter(({ name }) => name.startsWith(`r.${id.replaceAll('-', '')}.`)).length,
  };
}

/** Somebody wrote a moment ago; returns their thread. */
async function thread(rig: SendingRig, index: number): Promise<string> {
  const id = rig.platform.random.uuid7('conversation', now());
  await sql`
    insert into conversation (workspace_id, id, contact_id, number_id, state, last_inbound_at, last_message_at, last_direction, created_at)
    values (${rig.scope.workspace}, ${id}, ${rig.person(index)}, ${rig.numbers[0]}, 'open', now(), now(), 'in', now())`.execute(rig.platform.db);
  return id;
}

function answer(rig: SendingRig, conversation: string, index: number): Promise<unknown> {
  const message = { kind: 'text' as const, text: 'Yes.', preview: false };
  const number = rig.numbers[0]!;
  return rig.platform.db.transaction().execute((tx) =>
    queueMessage(
      rig.platform,
      tx,
      rig.scope,
      {
        conversation: parseId(conversation),
        contact: rig.person(index),
        number,
        origin: 'agent',
        author: null,
        content: message,
        quoted: null,
        wire: { kind: 'free', message },
      },
      now(),
    ),
  );
}

test('stop everything halts fifty thousand within a second, answers and orders go on, and resume loses nobody', async (t) => {
  const { rig, sink, actor, send, accepted } = await open(t, { people: 50_600, throughput: 600 });
  const offers = await rig.broadcast({ from: 601 });
  send();
  await until('it is sending', () => accepted(offers) > 100);

  await stopOffers(rig.platform, actor, now());
  await sleep(1_000);
  const stopped = accepted(offers);
  const orders = await rig.broadcast({ to: 300, category: 'utility' });
  await sql`update broadcast set lane = 'transactional' where id = ${orders}`.execute(rig.platform.db);
  const later = await rig.broadcast({ from: 301, to: 600 });
  await answer(rig, await thread(rig, 1), 1);
  await until('the orders are out', async () => (await truth(rig, orders)).state === 'done');
  await until('so is the answer', () => [...sink.accepted.values()].flat().some(({ name }) => name.startsWith('m.')));

  assert.deepEqual([accepted(offers), accepted(later)], [stopped, 0], 'no offer has left since');
  assert.deepEqual(
    [(await truth(rig, offers)).state, (await truth(rig, offers)).heldBy, (await truth(rig, later)).heldBy],
    ['sending', 'all_stopped', 'all_stopped'],
  );
  const state = await sendingState(rig.platform.db, rig.scope);
  assert.deepEqual([state.stopped, state.stopped_by, state.held], [true, 'Ines', 2]);
  const told = await rig.platform.db.selectFrom('notice').select(['kind', 'level']).execute();
  assert.deepEqual(told, [{ kind: 'sending.stopped', level: 'warning' }]);

  await resumeOffers(rig.platform, actor, now());
  await until('both go on', async () => accepted(offers) > stopped + 100 && (await truth(rig, later)).state === 'done');
  assert.ok([...sink.accepted.values()].every((list) => new Set(list.map(({ name }) => name)).size === list.length));
  assert.equal((await truth(rig, offers)).heldBy, null);
  const acts = await rig.platform.db.selectFrom('audit_entry').select('act').orderBy('at').execute();
  assert.deepEqual(
    acts.map(({ act }) => act),
    ['sending.stop', 'sending.resume'],
  );
});

test('a budget is never exceeded, what fails is given back, and more money lets it go on', async (t) => {
  const { rig, sink, send, set, accepted } = await open(t, { people: 1_000, throughput: 2_000 });
  sink.answer = (body) => (Number(body.to?.slice(-2)) < 10 ? { status: 400, code: 131026 } : 'accept');
  const id = await rig.broadcast();
  await set(id, { budget_micros: 300 * 71_200 + 71_199, rates: { FR: 71_200 } });

  send();
  await until('it is held', async () => (await truth(rig, id)).state === 'paused');

  const { heldBy, heldDetail, counts, counted } = await truth(rig, id);
  assert.equal(heldBy, 'budget');
  assert.match(heldDetail ?? '', /held_budget/);
  assert.equal(accepted(id), 300, 'to the last message that can be paid, and those that failed cost nothing');
  assert.ok(counts.failed > 20);
  assert.deepEqual(counts, counted);

  await rig.platform.db.transaction().execute((tx) => repaceBroadcast(rig.platform, tx, rig.scope, id, { pace: undefined, budgetMicros: 500 * 71_200 }));
  await until('it is held again', async () => (await truth(rig, id)).state === 'paused');
  assert.equal(accepted(id), 500);

  await rig.platform.db.transaction().execute((tx) => repaceBroadcast(rig.platform, tx, rig.scope, id, { pace: undefined, budgetMicros: null }));
  await until('it is done', async () => (await truth(rig, id)).state === 'done');
  assert.equal(accepted(id), 900);
});

test('a campaign spread over a minute leaves evenly, and shortened it leaves at once', async (t) => {
  const { rig, send, set, accepted } = await open(t, { people: 300 });
  const id = await rig.broadcast();
  await set(id, { pace: { spread_minutes: 1, hours: null, open_threads_most: null } });
  const begun = performance.now();

  send();
  await sleep(4_000);
  const early = accepted(id);
  const due = (300 * (performance.now() - begun)) / 60_000;
  await rig.platform.db.transaction().execute((tx) => repaceBroadcast(rig.platform, tx, rig.scope, id, { pace: null, budgetMicros: undefined }));
  await until('it is done', async () => (await truth(rig, id)).state === 'done');

  assert.ok(early > due / 2 && early < due * 1.5 + 5, `${early} of about ${due}`);
  assert.equal(accepted(id), 300);
});

test('whoever is outside the allowed hours waits with the chunk as a whole, it says so, and other hours let them go', async (t) => {
  const { rig, sink, send, set } = await open(t, { people: 2_500 });
  const id = await rig.broadcast();
  const from = (hourOfInstant(now(), 'Europe/Paris') + 2) % 24;
  await set(id, { pace: { spread_minutes: null, hours: { from, to: from + 1 }, open_threads_most: null } });

  send();
  await until('it says why it waits', async () => (await truth(rig, id)).heldBy === 'hours');
  const chunks = await rig.platform.db.selectFrom('chunk').select(['not_before', 'retries', 'cursor', 'first_seq']).orderBy('first_seq').execute();

  assert.equal(sink.posts(), 0);
  assert.equal(chunks.length, 3);
  for (const chunk of chunks) {
    assert.equal(hourOfInstant(chunk.not_before ?? now(), 'Europe/Paris'), from);
    assert.deepEqual([chunk.retries, chunk.cursor], [[], chunk.first_seq - 1], 'nobody is noted one by one');
  }
  await rig.platform.db.transaction().execute((tx) => repaceBroadcast(rig.platform, tx, rig.scope, id, { pace: null, budgetMicros: undefined }));
  await until('it is done', async () => (await truth(rig, id)).state === 'done');
  assert.equal(sink.accepted.size, 2_500);
});

test('nothing leaves while so many threads wait for an answer, and it goes on as they are answered', async (t) => {
  const { rig, sink, send, set, accepted } = await open(t, { people: 400, throughput: 200 });
  const id = await rig.broadcast();
  await set(id, { pace: { spread_minutes: null, hours: null, open_threads_most: 3 } });
  const threads = [await thread(rig, 1), await thread(rig, 2)];
  send();
  await until('it is sending', () => accepted(id) > 20);

  threads.push(await thread(rig, 3));
  await until('it says why it waits', async () => (await truth(rig, id)).heldBy === 'agents');
  await sleep(300);
  const before = accepted(id);
  await sleep(700);

  assert.equal(accepted(id), before, 'nothing leaves');
  assert.ok(before < 400);
  await answer(rig, threads[0] ?? '', 1);
  await until('it is done', async () => (await truth(rig, id)).state === 'done');
  assert.equal(accepted(id), 400);
  assert.ok(sink.posts() >= 401);
});

test('of a canary only the released stages leave; what is left keeps it from being done', async (t) => {
  const { rig, send, set, accepted } = await open(t, { people: 3_000, throughput: 5_000 });
  const id = await rig.broadcast();
  await sql`update chunk set stage = case when first_seq = 1 then 0 else 1 end where broadcast_id = ${id}`.execute(rig.platform.db);
  await set(id, { stage: 0 });

  send();
  await until('the first have it', () => accepted(id) === 1_000);
  await sleep(800);
  const held = await truth(rig, id);
  await set(id, { stage: 1 });
  await until('it is done', async () => (await truth(rig, id)).state === 'done');

  assert.deepEqual([held.state, held.counts.accepted, held.counts.waiting], ['sending', 1_000, 2_000]);
  assert.equal(accepted(id), 3_000);
});

test('what people wait for overtakes offers, the oldest of these gets most, and the youngest is not starved', async (t) => {
  const { rig, send, accepted } = await open(t, { people: 4_000, throughput: 500 });
  const old = await rig.broadcast({ to: 2_000 });
  const young = await rig.broadcast({ from: 2_001, to: 3_700 });
  send();
  await until('offers leave', () => accepted(old) > 150);

  const orders = await rig.broadcast({ from: 3_701, to: 4_000, category: 'utility' });
  await sql`update broadcast set lane = 'transactional' where id = ${orders}`.execute(rig.platform.db);
  await until('the orders begin', () => accepted(orders) > 10);
  const begun = accepted(old) + accepted(young);
  await until('the orders are out', () => accepted(orders) === 300);
  const between = accepted(old) + accepted(young) - begun;
  await until('the old one is nearly over', () => accepted(old) > 1_500);

  assert.ok(between < 80, `${between} offers left between the orders`);
  const share = accepted(young) / accepted(old);
  assert.ok(share > 0.3 && share < 0.7, `half as much for the younger: ${accepted(young)} to ${accepted(old)}`);
});

test('an error of the account stops all of its numbers, one of the app’s calls stops nobody and loses nobody', async (t) => {
  const { rig, sink, send } = await open(t, { people: 400, numbers: 2, throughput: 400 });
  sink.answer = (_body, post) => (post <= 3 ? { status: 400, code: 4 } : 'accept');
  const first = await rig.broadcast({ number: 0, to: 100 });
  send();
  await until('the calls were too many', () => sink.posts() >= 1);
  await sleep(500);
  const resting = sink.posts();
  await sleep(1_500);
  const state = await truth(rig, first);

  assert.ok(resting <= 24 && sink.posts() === resting, `${resting} calls, then the number rests`);
  assert.deepEqual([state.state, state.counts.failed], ['sending', 0]);
  const ready = await rig.platform.db.selectFrom('number').select('state').execute();
  assert.deepEqual(ready, [{ state: 'ready' }, { state: 'ready' }]);

  sink.answer = () => ({ status: 403, code: 131031 });
  const second = await rig.broadcast({ number: 1, from: 101 });
  await until('both numbers are paused', async () => {
    const numbers = await rig.platform.db.selectFrom('number').select(['state', 'pause_reason']).execute();
    return numbers.every((number) => number.state === 'paused' && number.pause_reason?.includes('131031') === true);
  });
  assert.deepEqual([(await truth(rig, second)).counts.failed, (await truth(rig, second)).counts.waiting], [0, 300]);
});
