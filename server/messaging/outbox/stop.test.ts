import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRig, openSink, truth, until } from '#test/world/sending.ts';
import { outboxTasks } from './answerers.ts';
import { outcomeOfStatus } from './outcome.ts';
import { stopBroadcast } from './outbox.ts';
import { openSender } from './sender.ts';
import { writerOf } from './writer.ts';

const people = 40_000;

test('stopped with tens of thousands waiting: the state at once, nothing leaves a second later, and the rest is cancelled in slices', async (t) => {
  const sink = await openSink();
  const rig = await openRig({ baseUrl: sink.url, people });
  const sender = openSender(rig.platform);
  t.after(async () => {
    await sender.close();
    await rig.close();
    await sink.close();
  });
  let lastPost = 0;
  sink.answer = () => {
    lastPost = performance.now();
    return 'accept';
  };
  const { platform, scope } = rig;
  const id = await rig.broadcast();
  await until('some are sent', () => sink.posts() > 500);

  const actor = { kind: 'user' as const, id: 'ada', name: 'Ada', workspace: scope.workspace, scopes: [] };
  const begun = performance.now();
  await platform.db.transaction().execute((tx) => stopBroadcast(platform, tx, scope, id, actor, new Date()));
  const stoppedAt = performance.now();
  const cancel = outboxTasks(platform).find(({ name }) => name === 'broadcast.cancel');
  // Each slice is a transaction of its own; whoever wants the broadcast's row meanwhile waits for one slice at most.
  const cancelling = cancel?.run({ workspace: scope.workspace, broadcast: id });
  await until(
    'all chunks are let go',
    async () => (await platform.db.selectFrom('chunk').select('first_seq').where('state', '=', 'leased').execute()).length === 0,
  );
  await cancelling;
  await until('all is cancelled', async () => {
    await cancel?.run({ workspace: scope.workspace, broadcast: id });
    return (await truth(rig, id)).counts.waiting === 0;
  });

  assert.ok(stoppedAt - begun < 1_000, `the stop was answered in ${stoppedAt - begun} ms`);
  assert.ok(lastPost - stoppedAt < 1_000, `the last left ${lastPost - stoppedAt} ms after it`);
  const { state, counts, counted } = await truth(rig, id);
  assert.equal(state, 'stopped');
  assert.deepEqual(counts, counted);
  assert.equal(counts.accepted, sink.accepted.size);
  assert.equal(counts.cancelled, people - sink.accepted.size);

  // What comes late still stands where it belongs: failed, then delivered after all; and an old "sent" changes nothing.
  const { seq, wamid } = await platform.db.selectFrom('recipient').select(['seq', 'wamid']).where('state', '=', 'accepted').limit(1).executeTakeFirstOrThrow();
  for (const status of ['failed', 'delivered', 'sent'] as const)
    writerOf(platform).recipient({
      workspace: scope.workspace,
      broadcast: id,
      seq,
      attempt: 0,
      outcome: outcomeOfStatus({ id: wamid ?? '', status, timestamp: '1790000000', errors: [{ code: 131_026, title: 'no' }] }),
    });
  await writerOf(platform).settled();
  const late = await truth(rig, id);
  assert.deepEqual([late.counts.delivered, late.counts.failed, late.state], [1, 0, 'stopped']);
  assert.deepEqual(late.counts, late.counted);
});
