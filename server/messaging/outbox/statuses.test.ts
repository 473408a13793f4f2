import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireMessageStatus, WireStatus } from '#core/whatsapp/wire.ts';
import { noteReply } from '#server/messaging/outbox/outbox.ts';
import { presentWireName } from '#server/messaging/outbox/outcome.ts';
import { applyStatuses } from '#server/messaging/outbox/statuses.ts';
import { writerOf } from '#server/messaging/outbox/writer.ts';
import { openRig, truth } from '#test/world/sending.ts';
import { accepted, failed, inDoubt } from './outcome.ts';

/** A small generator, so that a failing order can be repeated. */
function openChance(seed: number): () => number {
  return () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
}

const rank = ['in_doubt', 'accepted', 'sent', 'failed', 'delivered', 'read'];

test('statuses and answers in any order, doubled, from two processes at once: the rows end at the highest and the counters equal a recount', async (t) => {
  const rig = await openRig({ baseUrl: 'http://127.0.0.1:9', people: 120 });
  t.after(() => rig.close());
  const id = await rig.broadcast();
  const chance = openChance(11);
  const writers = [rig.platform, rig.anotherPlatform()];
  const expected = new Map<number, string>();
  const work: (() => Promise<void>)[] = [];
  for (let seq = 1; seq <= 100; seq += 1) {
    const said = rank.filter(() => chance() < 0.5);
    if (said.length > 0)
      expected.set(
        seq,
        said.reduce((high, one) => (rank.indexOf(one) > rank.indexOf(high) ? one : high)),
      );
    for (const state of [...said, ...said]) {
      const platform = writers[chance() < 0.5 ? 0 : 1]!;
      const status: WireStatus = {
        id: `wamid.${seq}`,
        status: state as WireMessageStatus,
        timestamp: '1790000000',
        biz_opaque_callback_data: presentWireName({ kind: 'recipient', broadcast: id, seq, attempt: 0 }),
        errors: [{ code: 131049, title: 'Not delivered' }],
      };
      const key = { workspace: rig.scope.workspace, broadcast: id, seq, attempt: 0 };
      work.push(async () => {
        if (state === 'accepted') writerOf(platform).recipient({ ...key, outcome: accepted(`wamid.${seq}`, 1) });
        else if (state === 'in_doubt') writerOf(platform).recipient({ ...key, outcome: inDoubt(null, 'lost') });
        else if (state === 'failed' && chance() < 0.5) writerOf(platform).recipient({ ...key, outcome: failed(131049, 'Not delivered', 1) });
        else return applyStatuses(platform, rig.scope, [status]);
        await writerOf(platform).settled();
      });
    }
  }

  const shuffled = work
    .map((one) => ({ one, at: chance() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
  while (shuffled.length > 0) await Promise.all(shuffled.splice(0, 16).map((one) => one()));

  const rows = await rig.platform.db.selectFrom('recipient').select(['seq', 'state', 'error_code']).execute();
  for (const row of rows) assert.equal(row.state, expected.get(row.seq) ?? 'waiting', `recipient ${row.seq}`);
  for (const row of rows) assert.equal(row.error_code, row.state === 'failed' ? 131049 : null);
  const { counts, counted } = await truth(rig, id);
  assert.deepEqual(counts, counted);
});

test('a status without our id finds its recipient by phone and wamid; one of somebody else is passed over', async (t) => {
  const rig = await openRig({ baseUrl: 'http://127.0.0.1:9', people: 3 });
  t.after(() => rig.close());
  const id = await rig.broadcast();
  writerOf(rig.platform).recipient({ workspace: rig.scope.workspace, broadcast: id, seq: 2, attempt: 0, outcome: accepted('wamid.two', 1) });
  await writerOf(rig.platform).settled();

  await applyStatuses(rig.platform, rig.scope, [
    { id: 'wamid.two', status: 'read', timestamp: '1790000000', recipient_id: '33600000002' },
    { id: 'wamid.other', status: 'read', timestamp: '1790000000', recipient_id: '33600000003' },
  ]);

  const { counts, counted } = await truth(rig, id);
  assert.deepEqual([counts.read, counts.waiting], [1, 2]);
  assert.deepEqual(counts, counted);
});

test('a reply counts once, for the message that was quoted', async (t) => {
  const rig = await openRig({ baseUrl: 'http://127.0.0.1:9', people: 1 });
  t.after(() => rig.close());
  const [older, newer] = [await rig.broadcast(), await rig.broadcast()];
  for (const [id, wamid, age] of [
    [older, 'wamid.older', 60_000],
    [newer, 'wamid.newer', 0],
  ] as const)
    writerOf(rig.platform).recipient({ workspace: rig.scope.workspace, broadcast: id, seq: 1, attempt: 0, outcome: accepted(wamid, Date.now() - age) });
  await writerOf(rig.platform).settled();
  const reply = (quotedWamid: string | null) =>
    rig.platform.db
      .transaction()
      .execute((tx) => noteReply(rig.platform, tx, rig.scope, { contact: rig.person(1), number: rig.numbers[0]!, quotedWamid, at: new Date() }));

  assert.equal(await reply('wamid.older'), true);
  assert.equal(await reply('wamid.older'), false);
  assert.equal(await reply(null), true);

  for (const id of [older, newer]) {
    const { counts, counted } = await truth(rig, id);
    assert.equal(counts.replied, 1);
    assert.deepEqual(counts, counted);
  }
});
