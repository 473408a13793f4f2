import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSender } from '#server/messaging/outbox/sender.ts';
import { openRig, openSink, truth, until } from '#test/world/sending.ts';
import { windowMost } from './lane.ts';

test('a sender that was frozen in the middle and wakes after its lease sends nothing more and moves no chunk', async (t) => {
  const sink = await openSink();
  sink.answer = () => sleep(5, 'accept' as const);
  const rig = await openRig({ baseUrl: sink.url, people: 3_000, throughput: 1_000 });
  const id = await rig.broadcast();
  const child = fork(resolve(import.meta.dirname, '../../../test/world/sending.process.ts'), [...rig.processArguments, '700']);
  t.after(async () => {
    child.kill('SIGKILL');
    await rig.close();
    await sink.close();
  });
  await until('the child sends', () => sink.posts() > 300);

  child.kill('SIGSTOP');
  await sleep(100);
  const frozen = sink.posts();
  const sender = openSender(rig.platform, { leaseMilliseconds: 700 });
  t.after(() => sender.close());
  await until('another goes on within seconds', () => sink.posts() > frozen + 200, 8_000);
  child.kill('SIGCONT');
  await until('it is done', async () => (await truth(rig, id)).state === 'done');
  // The frozen one has its answers now, and its timers: whatever it wanted to do it has tried by then.
  await sleep(1_500);

  const { state, counts, counted } = await truth(rig, id);
  assert.equal(state, 'done');
  assert.deepEqual(counts, counted);
  assert.ok(
    [...sink.accepted.values()].every((list) => list.length === 1),
    'nobody has it twice',
  );
  assert.equal(counts.accepted + counts.in_doubt, 3_000);
  assert.ok(counts.in_doubt <= windowMost, `${counts.in_doubt} in doubt`);
  const chunks = await rig.platform.db.selectFrom('chunk').select('state').execute();
  assert.ok(chunks.every((chunk) => chunk.state === 'done'));
});
