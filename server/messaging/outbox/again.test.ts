import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { say } from '#core/contract/say.ts';
import type { BroadcastId } from '#core/value/id.ts';
import { keepTold } from '#core/value/say.ts';
import { hour, minute } from '#core/value/time.ts';
import { doorFaults } from '#core/whatsapp/again.ts';
import { openRig, type SendingRig, truth } from '#test/world/sending.ts';
import { classifyFailed, closeDoubts, listDoubts, retryFailed, sendDoubtsAgain } from './again.ts';
import { accepted, failed, inDoubt, type Outcome, outcomeOfStatus } from './outcome.ts';
import { claimChunk, finishBroadcast } from './store.sending.ts';
import { writerOf } from './writer.ts';

const at = 1_790_000_000_000;
const status = (name: 'sent' | 'delivered' | 'failed', wamid: string): Outcome => outcomeOfStatus({ id: wamid, status: name, timestamp: String(at / 1000) });

async function openAgain(
  t: TestContext,
  people = 6,
): Promise<{ rig: SendingRig; id: BroadcastId; say: (seq: number, attempt: number, outcome: Outcome) => Promise<void> }> {
  const rig = await openRig({ baseUrl: 'http://127.0.0.1:9', people });
  t.after(() => rig.close());
  const id = await rig.broadcast();
  // As after a sender that has been through.
  await sql`update chunk set cursor = last_seq, state = 'done'`.execute(rig.platform.db);
  await sql`update broadcast set state = 'done', finished_at = now()`.execute(rig.platform.db);
  const writer = writerOf(rig.platform);
  const say = async (seq: number, attempt: number, outcome: Outcome) => {
    writer.recipient({ workspace: rig.scope.workspace, broadcast: id, seq, attempt, outcome });
    await writer.settled();
  };
  return { rig, id, say };
}

const rowOf = (rig: SendingRig, seq: number) =>
  rig.platform.db
    .selectFrom('recipient')
    .select(['state', 'attempt', 'twice', 'wamid', 'error_code', 'closed_at'])
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow();

test('sending again reopens the broadcast and gives the person to whoever takes the chunk next', async (t) => {
  const { rig, id, say } = await openAgain(t);
  await say(2, 0, inDoubt(131_000, 'the answer was lost'));

  const people = await sendDoubtsAgain(rig.platform, rig.scope, id, { seqs: null }, 'Ada');

  assert.equal(people, 1);
  const { state, counts, counted } = await truth(rig, id);
  assert.equal(state, 'sending');
  assert.deepEqual([counts.in_doubt, counts.doubted, counts.settled], [0, 1, 0]);
  assert.deepEqual(counts, counted);
  const chunk = await claimChunk(rig.platform.db, rig.scope, id, 'a sender', new Date());
  assert.deepEqual(chunk?.retries, [{ seq: 2, after: 0, attempts: 0 }]);
  const before = await rig.platform.db.selectFrom('recipient_attempt').selectAll().execute();
  assert.deepEqual(
    before.map(({ seq, attempt, state: left, error_code, ended_by }) => [seq, attempt, left, error_code, ended_by]),
    [[2, 0, 'in_doubt', 131_000, 'Ada']],
  );
});

test('somebody given back while a sender holds the chunk is not forgotten when it says that the chunk is done', async (t) => {
  const { rig, id, say } = await openAgain(t);
  await sql`update broadcast set state = 'sending', finished_at = null`.execute(rig.platform.db);
  await sql`update chunk set state = 'leased', holder = 'a sender'`.execute(rig.platform.db);
  await say(2, 0, inDoubt(null, 'the answer was lost'));
  await sendDoubtsAgain(rig.platform, rig.scope, id, { seqs: [2] }, 'Ada');

  const writer = writerOf(rig.platform);
  const move = {
    workspace: rig.scope.workspace,
    broadcast: id,
    firstSeq: 1,
    holder: 'a sender',
    cursor: 6,
    retries: '[]',
    retriesWhenHeld: '[]',
    state: 'done' as const,
    notBefore: null,
  };
  let isTaken = false;
  const leave = writer.join({ take: () => (isTaken ? [] : ((isTaken = true), [move])), committed: () => {} });
  writer.wake();
  await writer.settled();
  leave();

  assert.equal(await rig.platform.db.transaction().execute((tx) => finishBroadcast(tx, rig.scope, id, new Date())), false);
  assert.deepEqual((await claimChunk(rig.platform.db, rig.scope, id, 'another', new Date()))?.retries, [{ seq: 2, after: 0, attempts: 0 }]);
});

test('an echo of the first attempt comes before the second has left: the second does not leave', async (t) => {
  const { rig, id, say } = await openAgain(t);
  await say(3, 0, inDoubt(null, 'the answer was lost'));
  await sendDoubtsAgain(rig.platform, rig.scope, id, { seqs: [3] }, 'Ada');

  await say(3, 0, status('delivered', 'wamid.first'));

  const row = await rowOf(rig, 3);
  assert.deepEqual([row.state, row.attempt, row.twice, row.wamid], ['delivered', 1, false, 'wamid.first']);
  const { counts, counted } = await truth(rig, id);
  assert.deepEqual([counts.delivered, counts.waiting, counts.doubted, counts.settled, counts.twice], [1, 5, 1, 1, 0]);
  assert.deepEqual(counts, counted);
});

test('raised by the first attempt, which then fails: the person has failed and does not wait for ever', async (t) => {
  const { rig, id, say } = await openAgain(t);
  await say(3, 0, inDoubt(null, 'the answer was lost'));
  await sendDoubtsAgain(rig.platform, rig.scope, id, { seqs: [3] }, 'Ada');

  await say(3, 0, status('sent', 'wamid.first'));
  await say(3, 0, status('failed', 'wamid.first'));

  assert.equal((await rowOf(rig, 3)).state, 'failed');
});

test('a late failure of the first attempt says nothing of the second, which is still to leave', async (t) => {
  const { rig, id, say } = await openAgain(t);
  await say(3, 0, inDoubt(null, 'the answer was lost'));
  await sendDoubtsAgain(rig.platform, rig.scope, id, { seqs: [3] }, 'Ada');

  await say(3, 0, status('failed', 'wamid.first'));

  assert.equal((await rowOf(rig, 3)).state, 'waiting');
  const { counts, counted } = await truth(rig, id);
  assert.deepEqual(counts, counted);
});

test('two attempts that WhatsApp both has are counted as twice, in one commit too; and no more when one of them has failed', async (t) => {
  const { rig, id, say } = await openAgain(t);
  await say(4, 0, inDoubt(null, 'the answer was lost'));
  await sendDoubtsAgain(rig.platform, rig.scope, id, { seqs: [4] }, 'Ada');

  const writer = writerOf(rig.platform);
  const key = { workspace: rig.scope.workspace, broadcast: id, seq: 4 };
  writer.recipient({ ...key, attempt: 1, outcome: accepted('wamid.second', at) });
  await say(4, 0, status('delivered', 'wamid.first'));

  assert.deepEqual([(await rowOf(rig, 4)).state, (await rowOf(rig, 4)).twice], ['delivered', true]);
  assert.equal((await truth(rig, id)).counts.twice, 1);

  await say(4, 1, status('failed', 'wamid.second'));

  assert.deepEqual([(await rowOf(rig, 4)).state, (await rowOf(rig, 4)).twice], ['delivered', false]);
  const { counts, counted } = await truth(rig, id);
  assert.equal(counts.twice, 0);
  assert.deepEqual(counts, counted);
});

test('closed doubts are not sent to again with the others, only by name, and an echo opens the account again', async (t) => {
  const { rig, id, say } = await openAgain(t);
  for (const seq of [1, 2, 3]) await say(seq, 0, inDoubt(null, 'the answer was lost'));

  assert.equal(await closeDoubts(rig.platform, rig.scope, id, [1, 2]), 2);
  assert.equal(await closeDoubts(rig.platform, rig.scope, id, [1, 2]), 0);
  assert.equal(await sendDoubtsAgain(rig.platform, rig.scope, id, { seqs: null }, 'Ada'), 1);
  assert.equal(await sendDoubtsAgain(rig.platform, rig.scope, id, { seqs: [2] }, 'Ada'), 1);
  await say(1, 0, status('sent', 'wamid.one'));

  assert.deepEqual((await listDoubts(rig.platform.db, rig.scope, id, { after: 0, limit: 10 })).length, 0);
  assert.deepEqual([(await rowOf(rig, 1)).state, (await rowOf(rig, 1)).closed_at], ['sent', null]);
  const { counts, counted } = await truth(rig, id);
  assert.deepEqual([counts.doubted, counts.settled, counts.closed], [3, 1, 0]);
  assert.deepEqual(counts, counted);
});

test('of a stopped broadcast nobody is sent to again, and the words say what to do', async (t) => {
  const { rig, id, say } = await openAgain(t);
  await say(1, 0, inDoubt(null, 'the answer was lost'));
  await sql`update broadcast set state = 'stopped'`.execute(rig.platform.db);

  await assert.rejects(sendDoubtsAgain(rig.platform, rig.scope, id, { seqs: null }, 'Ada'), /was stopped.*close what is in doubt/);

  assert.equal((await rowOf(rig, 1)).state, 'in_doubt');
});

test('failures that were put right are sent again, capped ones after a day, what lies with the person never', async (t) => {
  const { rig, id, say } = await openAgain(t);
  const now = rig.platform.clock.now();
  const ago = (milliseconds: number) => now.getTime() - milliseconds;
  await say(1, 0, failed(132_001, 'no such template', ago(hour)));
  await say(2, 0, failed(131_049, 'capped', ago(25 * hour)));
  await say(3, 0, failed(131_049, 'capped', ago(23 * hour)));
  await say(4, 0, failed(131_050, 'stopped', ago(30 * hour)));
  await say(5, 0, failed(null, 'the text grew too long', ago(hour)));

  const classes = await classifyFailed(rig.platform.db, rig.scope, id, { codes: 'all', faults: [] }, now);
  const people = await retryFailed(rig.platform, rig.scope, id, classes, 'Ada');

  assert.deepEqual(
    classes.map((one) => [one.code, one.people, one.tooEarly, one.refused]).toSorted(),
    [
      [131_049, 1, 1, null],
      [131_050, 0, 0, 'person'],
      [132_001, 1, 0, null],
    ].toSorted(),
  );
  assert.ok(Math.abs((classes.find(({ code }) => code === 131_049)?.from?.getTime() ?? 0) - (now.getTime() + hour)) < minute);
  assert.equal(people, 2);
  assert.deepEqual(await Promise.all([1, 2, 3, 4, 5].map(async (seq) => (await rowOf(rig, seq)).state)), ['waiting', 'waiting', 'failed', 'failed', 'failed']);
  // A late copy of the first failure changes nothing of what is to be sent.
  await say(1, 0, failed(132_001, 'no such template', ago(hour)));
  assert.equal((await rowOf(rig, 1)).state, 'waiting');
  const { counts, counted } = await truth(rig, id);
  assert.deepEqual(counts, counted);
});

test('what failed at our own door is a class by what it needs: hours and files are sent again, frozen values are not', async (t) => {
  const { rig, id, say: learn } = await openAgain(t);
  const now = rig.platform.clock.now();
  const at = now.getTime() - minute;
  const noHour = keepTold(say('pace_no_hour', { from: 9, to: 18, country: { country: 'RU' } }));
  await learn(1, 0, failed(null, noHour, at));
  await learn(2, 0, failed(null, noHour, at));
  await learn(3, 0, failed(null, keepTold(say('message_unlawful', { why: 'too long' })), at));
  await learn(4, 0, failed(null, keepTold(say('media_gone', { id: 'med_1' })), at));
  await learn(5, 0, failed(null, 'Meta gave no reason', at));
  await learn(6, 0, failed(132_001, 'no such template', at));

  const classes = await classifyFailed(rig.platform.db, rig.scope, id, { codes: [], faults: doorFaults }, now);
  const people = await retryFailed(rig.platform, rig.scope, id, classes, 'Ada');

  assert.deepEqual(
    classes.map(({ code, fault, people: many, refused }) => [code, fault, many, refused]),
    [
      [null, 'hours', 2, null],
      [null, 'file', 1, null],
      [null, 'unsaid', 1, null],
      [null, 'values', 0, 'values'],
    ],
  );
  assert.equal(people, 4);
  assert.deepEqual(await Promise.all([1, 2, 3, 4, 5, 6].map(async (seq) => (await rowOf(rig, seq)).state)), [
    'waiting',
    'waiting',
    'failed',
    'waiting',
    'waiting',
    'failed',
  ]);
  const { counts, counted } = await truth(rig, id);
  assert.deepEqual(counts, counted);
});
