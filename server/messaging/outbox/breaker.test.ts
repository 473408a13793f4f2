import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Refusal } from '#core/contract/refusals.ts';
import { hour, minute, second } from '#core/value/time.ts';
import { ensureConversation } from '#server/messaging/conversation/conversation.ts';
import { openSink, type Sink, until } from '#test/world/sending.ts';
import { openStage, type Stage } from '#test/world/stage.ts';
import { breakerLooks, closeBreaker, endHeldOffers, listBreakers } from './breaker.ts';
import { queueMessage } from './outbox.ts';
import { openSender } from './sender.ts';

let stage: Stage;
let sink: Sink;
before(async () => {
  sink = await openSink();
  stage = await openStage({ baseUrl: sink.url });
});
beforeEach(() => stage.database.pool.query('delete from breaker; delete from message'));
after(async () => {
  await stage.close();
  await sink.close();
});

/** Queues one message as the API does: an offer, or what somebody waits for. */
async function send(category: 'marketing' | 'utility' = 'marketing'): Promise<void> {
  const { platform, scope, now, id, number } = stage;
  const contact = await stage.person();
  await platform.db.transaction().execute(async (tx) => {
    const conversation = await ensureConversation(platform, tx, scope, { contact, number }, now());
    const content = { header: null, body: 'Hello', footer: null, buttons: [], samples: {} };
    const wire = { kind: 'template' as const, template: id('template'), name: 'sale', category, language: 'en', content, values: {} };
    const message = {
      conversation,
      contact,
      number,
      origin: 'api' as const,
      author: null,
      quoted: null,
      wire,
      content: { kind: 'text' as const, text: 'Hello' },
    };
    await queueMessage(platform, tx, scope, message, now());
  });
}

/** What became of the offers: so many delivered of which some minded, and so many failed; the statuses WhatsApp would have told. */
async function became({ delivered, harmed = 0, failed = 0 }: { delivered: number; harmed?: number; failed?: number }): Promise<void> {
  await stage.database.pool.query(
    `insert into message (workspace_id, id, conversation_id, contact_id, number_id, direction, origin, content, wire, status, at, harmed_at, error_code)
     select $1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), $2, 'out', 'api', '{}', '{"category": "marketing"}',
       case when i <= $3 then 'delivered' else 'failed' end, $5, case when i <= $4 then $5::timestamptz end, case when i > $3 then 131026 end
     from generate_series(1, $3::int + $6::int) i`,
    [stage.scope.workspace, stage.number, delivered, harmed, stage.now(), failed],
  );
}

const look = () => breakerLooks.take(stage.platform, stage.now());
const breaker = async () => {
  const [one] = await listBreakers(stage.platform.db, stage.scope, stage.now());
  assert.ok(one);
  return one;
};
const refusedBy = async (work: Promise<void>) => {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  return error instanceof Refusal ? error : undefined;
};

test('offers that too many mind are refused with the numbers, while what people wait for goes on', async () => {
  await send();
  await became({ delivered: 100, harmed: 5 });
  stage.wait(2 * minute);

  await look();
  const refusal = await refusedBy(send());
  await send('utility');

  assert.equal(refusal?.code, 'breaker_open');
  assert.match(refusal?.message ?? '', /5 of 100 people who got one opted out or said no/);
  const { state, because, harm } = await breaker();
  assert.deepEqual([state, because, harm.events, harm.people], ['open', 'harm', 5, 100]);
});

test('four of a hundred are too few to tell, and failures open it as well', async () => {
  await send();
  await became({ delivered: 100, harmed: 4 });
  stage.wait(2 * minute);
  await look();
  const before = (await breaker()).state;

  await became({ delivered: 0, failed: 30 });
  stage.wait(2 * minute);
  await look();

  const { state, because } = await breaker();
  assert.deepEqual([before, state, because], ['closed', 'open', 'failures']);
});

test('a burst is looked at while it goes out, without the worker', async () => {
  await send();
  await became({ delivered: 100, harmed: 6 });
  stage.wait(11 * second);

  await send();
  const refusal = await refusedBy(send());

  assert.equal(refusal?.code, 'breaker_open');
});

test('after an hour twenty are let through; when they do well it closes, and when one of them minds it opens for longer', async () => {
  await send();
  await became({ delivered: 100, harmed: 6 });
  stage.wait(2 * minute);
  await look();
  stage.wait(hour);
  for (let times = 0; times < 20; times += 1) await send();
  const refusal = await refusedBy(send());
  const trying = await breaker();

  await became({ delivered: 20, harmed: 1 });
  stage.wait(31 * minute);
  await look();
  const again = await breaker();
  stage.wait(4 * hour);
  for (let times = 0; times < 20; times += 1) await send();
  await became({ delivered: 20 });
  stage.wait(31 * minute);
  await look();

  assert.deepEqual([refusal?.code, trying.state, trying.left], ['breaker_open', 'half_open', 0]);
  assert.equal(again.state, 'open');
  assert.equal(Date.parse(again.tries_at ?? '') - Date.parse(again.opened_at ?? ''), 4 * hour);
  assert.equal((await breaker()).state, 'closed');
  await send();
});

test('a trial that few offers leave in is judged a day after it began, and looked at by itself', async () => {
  const tried = async (restHours: number) => {
    await send();
    await became({ delivered: 100, harmed: 6 });
    stage.wait(2 * minute);
    await look();
    stage.wait(restHours * hour);
    await send();
  };
  await tried(1);
  stage.wait(23 * hour);
  await look();
  const trying = await breaker();
  stage.wait(hour);
  const due = await breakerLooks.next(stage.platform.db, stage.now());
  await look();
  const closed = (await breaker()).state;

  await tried(4);
  await became({ delivered: 3, harmed: 1 });
  stage.wait(24 * hour);
  await look();

  assert.deepEqual([trying.state, trying.left], ['half_open', 19]);
  assert.ok(due !== null && due <= stage.now());
  assert.deepEqual([closed, (await breaker()).state], ['closed', 'open'], 'of the second trial one of the few minded');
});

test('a person closes it, and what was counted so far counts no more', async () => {
  await send();
  await became({ delivered: 100, harmed: 6 });
  stage.wait(2 * minute);
  await look();

  const closed = await closeBreaker(stage.platform, stage.actor, (await breaker()).id, stage.now());
  stage.wait(2 * minute);
  await look();

  assert.deepEqual([closed.state, closed.harm.events], ['closed', 0]);
  await send();
});

/** Waits until something holds, while the clock goes on: a number that stands still in time has nothing to send by. */
const meanwhile = (what: string, holds: () => Promise<boolean>) => until(what, async () => (stage.wait(second / 10), holds()));

/** How many offers wait in the queue, and how many have left, of a worker that sends while something holds. */
const standing = async () => {
  const { rows } = await stage.database.pool.query<{ status: string; n: number }>(
    `select status, count(*)::int as n from message where wire ->> 'name' is not null and wire ->> 'category' = 'marketing' group by 1`,
  );
  const found = new Map(rows.map(({ status, n }) => [status, n]));
  return { queued: found.get('queued') ?? 0, accepted: found.get('accepted') ?? 0, failed: found.get('failed') ?? 0 };
};

test('offers that were queued when it opens stay in the queue, and what people wait for passes them', async (t) => {
  for (let times = 0; times < 40; times += 1) await send();
  await became({ delivered: 100, harmed: 6 });
  stage.wait(2 * minute);
  await look();
  await send('utility');
  const sender = openSender(stage.platform);
  t.after(() => sender.close());
  const posted = sink.posts();

  await meanwhile('the other message left', async () => sink.posts() > posted);
  await meanwhile('nothing else is due', async () => (await sender.standing(stage.now())).isIdle);

  assert.deepEqual([sink.posts() - posted, await standing()], [1, { queued: 40, accepted: 0, failed: 0 }]);
  assert.equal((await breaker()).held, 40);
});

test('in a trial twenty of those that waited leave, and when they do well all others', async (t) => {
  for (let times = 0; times < 40; times += 1) await send();
  await became({ delivered: 100, harmed: 6 });
  stage.wait(2 * minute);
  await look();
  const sender = openSender(stage.platform);
  t.after(() => sender.close());

  stage.wait(hour);
  await meanwhile('twenty have left', async () => (await standing()).accepted === 20);
  await meanwhile('nothing else is due', async () => (await sender.standing(stage.now())).isIdle);
  const tried = [await standing(), (await breaker()).state, (await breaker()).left, (await breaker()).held] as const;
  await stage.database.pool.query(`update message set status = 'delivered', delivered_at = $1 where tried_at is not null`, [stage.now()]);
  stage.wait(31 * minute);
  await look();
  const numbers = (await breaker()).harm.people;
  await meanwhile('the others have left', async () => (await standing()).queued === 0);

  assert.deepEqual(tried, [{ queued: 20, accepted: 20, failed: 0 }, 'half_open', 0, 20]);
  assert.deepEqual([(await breaker()).state, numbers, (await breaker()).held], ['closed', 20, 0]);
});

test('a person closes it and those that waited leave, or ends them and nobody gets them', async (t) => {
  const held = async () => {
    for (let times = 0; times < 25; times += 1) await send();
    await became({ delivered: 100, harmed: 6 });
    stage.wait(2 * minute);
    await look();
    return (await breaker()).id;
  };
  const first = await held();
  const again = openSender(stage.platform);
  t.after(() => again.close());
  await closeBreaker(stage.platform, stage.actor, first, stage.now());
  await meanwhile('they have left', async () => (await standing()).accepted === 25);
  await again.close();

  const second = await held();
  const ended = await endHeldOffers(stage.platform, stage.actor, second, stage.now());

  assert.deepEqual([ended.state, ended.held, await standing()], ['open', 0, { queued: 0, accepted: 25, failed: 25 }]);
  await assert.rejects(endHeldOffers(stage.platform, stage.actor, second, stage.now()), /no offer waits in the queue/);
  const { rows } = await stage.database.pool.query(`select distinct error_detail from message where status = 'failed' and wire ->> 'name' is not null`);
  assert.match(rows[0].error_detail, /breaker_ended.*Ada/);
});
