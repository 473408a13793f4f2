import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { hour, minute } from '#core/value/time.ts';
import { openRig, truth } from '#test/world/sending.ts';
import { findGaps, lookForGaps } from './gaps.ts';
import { accepted, inDoubt, outcomeOfStatus } from './outcome.ts';
import { listChecks, reconcile, reconcileAll } from './reconcile.ts';
import { resends } from './resend.ts';
import { writerOf } from './writer.ts';

test('counters that differ from the rows are put right in one statement, told, and kept', async (t) => {
  const rig = await openRig({ baseUrl: 'http://127.0.0.1:9', people: 5 });
  t.after(() => rig.close());
  const id = await rig.broadcast();
  assert.deepEqual(await reconcile(rig.platform, rig.scope, id, 'end'), {});

  await sql`update broadcast set waiting = 3, delivered = 7`.execute(rig.platform.db);
  await reconcileAll(rig.platform);

  const { counts, counted } = await truth(rig, id);
  assert.deepEqual(counts, counted);
  const checks = await listChecks(rig.platform.db, rig.scope, id);
  assert.deepEqual(
    checks.map(({ occasion, difference }) => [occasion, difference]),
    [
      ['hourly', { waiting: 2, delivered: -7 }],
      ['end', null],
    ],
  );
  const notices = await rig.platform.db.selectFrom('notice').select(['kind', 'text']).execute();
  assert.equal(notices.length, 1);
  assert.match(notices[0]!.text, /ledger_repaired.*delivered −7/);
});

test('a recount beside a busy writer never takes a difference for one', async (t) => {
  const rig = await openRig({ baseUrl: 'http://127.0.0.1:9', people: 400 });
  t.after(() => rig.close());
  const id = await rig.broadcast();
  const writer = writerOf(rig.platform);
  let isOver = false;
  const checking = (async () => {
    const found = [];
    while (!isOver) found.push(await reconcile(rig.platform, rig.scope, id, 'hourly'));
    return found;
  })();

  for (let seq = 1; seq <= 400; seq += 1) {
    const key = { workspace: rig.scope.workspace, broadcast: id, seq, attempt: 0 };
    writer.recipient({ ...key, outcome: accepted(`wamid.${seq}`, 1_790_000_000_000) });
    if (seq % 20 === 0) await writer.settled();
  }
  isOver = true;

  assert.ok((await checking).every((difference) => Object.keys(difference).length === 0));
});

test('accepted messages of which nothing is told are listed by number and hour, and told when there are many', async (t) => {
  const rig = await openRig({ baseUrl: 'http://127.0.0.1:9', people: 40 });
  t.after(() => rig.close());
  const id = await rig.broadcast();
  const writer = writerOf(rig.platform);
  const now = rig.platform.clock.now();
  const key = { workspace: rig.scope.workspace, broadcast: id, attempt: 0 };
  for (let seq = 1; seq <= 30; seq += 1) writer.recipient({ ...key, seq, outcome: accepted(`wamid.${seq}`, now.getTime() - 2 * hour) });
  for (let seq = 31; seq <= 35; seq += 1) writer.recipient({ ...key, seq, outcome: accepted(`wamid.${seq}`, now.getTime() - minute) });
  writer.recipient({ ...key, seq: 1, outcome: outcomeOfStatus({ id: 'wamid.1', status: 'sent', timestamp: '1790000000' }) });
  await writer.settled();

  const gaps = await findGaps(rig.platform.db, rig.scope, 15, now);
  await lookForGaps(rig.platform);
  await lookForGaps(rig.platform);

  assert.deepEqual(
    gaps.map((gap) => [gap.number_id, gap.missing]),
    [[rig.numbers[0], 29]],
  );
  const notices = await rig.platform.db.selectFrom('notice').select('kind').execute();
  assert.deepEqual(notices, [{ kind: 'webhooks.missing' }]);

  for (let seq = 2; seq <= 30; seq += 1)
    writer.recipient({ ...key, seq, outcome: outcomeOfStatus({ id: `wamid.${seq}`, status: 'read', timestamp: '1790000000' }) });
  await writer.settled();
  await lookForGaps(rig.platform);

  assert.deepEqual(await findGaps(rig.platform.db, rig.scope, 15, now), []);
  assert.equal((await rig.platform.db.selectFrom('webhook_gap').select('messages').executeTakeFirstOrThrow()).messages, 0);
});

test('the setting sends again only after its minutes, only when later messages were echoed, and once a person', async (t) => {
  const rig = await openRig({ baseUrl: 'http://127.0.0.1:9', people: 6 });
  t.after(() => rig.close());
  const { platform, scope } = rig;
  const id = await rig.broadcast();
  await sql`update chunk set cursor = last_seq`.execute(platform.db);
  const writer = writerOf(platform);
  const key = { workspace: scope.workspace, broadcast: id, attempt: 0 };
  const now = platform.clock.now().getTime();
  const after = (minutes: number) => new Date(now + minutes * minute);
  const stateOf = async (seq: number) =>
    (await platform.db.selectFrom('recipient').select(['state', 'attempt']).where('seq', '=', seq).executeTakeFirstOrThrow()) satisfies { state: string };
  writer.recipient({ ...key, seq: 1, outcome: inDoubt(null, 'the answer was lost') });
  await writer.settled();

  assert.equal(await resends.next(platform.db, after(600)), null, 'it is off at first');
  await sql`update workspace set resend_minutes = 30`.execute(platform.db);
  const due = await resends.next(platform.db, after(0));
  assert.ok(due !== null && due >= after(30) && due < after(31));

  await resends.take(platform, after(40));
  assert.deepEqual(await stateOf(1), { state: 'in_doubt', attempt: 0 }, 'nothing was echoed since');
  assert.ok(((await resends.next(platform.db, after(40))) ?? after(0)) >= after(41), 'it is looked again in a minute');

  writer.recipient({ ...key, seq: 2, outcome: accepted('wamid.2', after(5).getTime()) });
  await writer.settled();
  await resends.take(platform, after(42));
  assert.deepEqual(await stateOf(1), { state: 'in_doubt', attempt: 0 }, 'accepted later, and not echoed');

  writer.recipient({
    ...key,
    seq: 2,
    outcome: outcomeOfStatus({ id: 'wamid.2', status: 'delivered', timestamp: String(Math.ceil(after(6).getTime() / 1000)) }),
  });
  await writer.settled();
  await resends.take(platform, after(44));
  assert.deepEqual(await stateOf(1), { state: 'waiting', attempt: 1 });
  assert.equal(await resends.next(platform.db, after(44)), null, 'nobody is left');

  writer.recipient({ ...key, seq: 1, attempt: 1, outcome: inDoubt(null, 'the answer was lost') });
  await writer.settled();
  await resends.take(platform, after(600));
  assert.deepEqual(await stateOf(1), { state: 'in_doubt', attempt: 1 }, 'once a person');
});
