import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSender } from '#server/messaging/outbox/sender.ts';
import { applyStatuses } from '#server/messaging/outbox/statuses.ts';
import { openRig, openSink, truth, until } from '#test/world/sending.ts';
import { findDebianPostgres, openPair } from './debian.ts';

const bin = findDebianPostgres();
const people = 1_500;

test(
  'the primary PostgreSQL is killed in the middle of a campaign and its standby promoted: nothing accepted is forgotten, nobody is served twice',
  {
    skip: bin === undefined ? 'Debian’s PostgreSQL is not here (apt-get install postgresql)' : false,
  },
  async (t) => {
    const pair = await openPair(bin ?? '');
    // Closed in the other order: who needs the database before the database.
    const closing = [pair.close];
    t.after(async () => {
      for (const close of closing.toReversed()) await close();
    });
    process.env['TEST_DATABASE_URL'] = pair.url;
    const sink = await openSink();
    closing.push(sink.close);
    const rig = await openRig({ baseUrl: sink.url, people, throughput: 300 });
    closing.push(rig.close);
    const id = await rig.broadcast();
    const senders = [openSender(rig.platform, { leaseMilliseconds: 2000 }), openSender(rig.anotherPlatform(), { leaseMilliseconds: 2000 })];
    closing.push(...senders.map((sender) => sender.close));

    await until('some are sent', () => sink.posts() > 300);
    const before = await rig.platform.db.selectFrom('recipient').select(['seq', 'wamid']).where('state', '=', 'accepted').execute();
    await pair.killPrimary();
    await sleep(1_000);
    await pair.promote();
    await until('it is done', async () => isDone().catch(() => false), 60_000);
    async function isDone(): Promise<boolean> {
      return (await truth(rig, id)).state === 'done';
    }

    const after = new Map((await rig.platform.db.selectFrom('recipient').select(['seq', 'wamid']).execute()).map(({ seq, wamid }) => [seq, wamid]));
    assert.ok(before.length > 0);
    for (const { seq, wamid } of before) assert.equal(after.get(seq), wamid, `recipient ${seq} was accepted before and is forgotten`);
    assert.ok(
      [...sink.accepted.values()].every((list) => list.length === 1),
      'somebody was served twice',
    );
    const { counts, counted } = await truth(rig, id);
    assert.deepEqual(counts, counted);
    assert.equal(counts.accepted + counts.in_doubt, people);
    // Every message that was taken is known, or is settled by its echo.
    await applyStatuses(
      rig.platform,
      rig.scope,
      [...sink.accepted.values()]
        .flat()
        .map(({ name, wamid }) => ({ id: wamid, status: 'sent' as const, timestamp: '1790000000', biz_opaque_callback_data: name })),
    );
    const settled = await truth(rig, id);
    assert.deepEqual([settled.counts.sent, settled.counts.in_doubt], [sink.accepted.size, people - sink.accepted.size]);
  },
);
