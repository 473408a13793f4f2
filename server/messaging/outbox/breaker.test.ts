import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Refusal } from '#core/contract/refusals.ts';
import { hour, minute, second } from '#core/value/time.ts';
import { ensureConversation } from '#server/messaging/conversation/conversation.ts';
import { openStage, type Stage } from '#test/world/stage.ts';
import { breakerLooks, closeBreaker, listBreakers } from './breaker.ts';
import { queueMessage } from './outbox.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
beforeEach(() => stage.database.pool.query('delete from breaker; delete from message'));
after(() => stage.close());

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
