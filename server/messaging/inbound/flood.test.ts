import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import type { BroadcastId } from '#core/value/id.ts';
import { inboundTasks } from '#server/messaging/inbound/bindings.ts';
import { webhookPrefix, webhookRoute } from '#server/messaging/inbound/inbound.ts';
import { accepted, inDoubt, presentWireName } from '#server/messaging/outbox/outcome.ts';
import { writerOf } from '#server/messaging/outbox/writer.ts';
import { withClient } from '#server/platform/postgres/postgres.ts';
import { openRig, type SendingRig, statusPost, truth, until } from '#test/world/sending.ts';

type Status = Record<string, unknown>;

async function open(t: TestContext, people: number): Promise<{ rig: SendingRig; post(statuses: readonly Status[]): Promise<number> }> {
  const rig = await openRig({ baseUrl: 'http://127.0.0.1:9', people });
  const route = webhookRoute(rig.platform);
  const server = createServer((request, response) => route.handle(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await rig.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}${webhookPrefix}${rig.webhookKey}`;
  return {
    rig,
    async post(statuses) {
      const { body, signature } = statusPost(rig, statuses);
      return (await fetch(url, { method: 'POST', body: Uint8Array.from(body), headers: { 'x-hub-signature-256': signature } })).status;
    },
  };
}

const lives = [
  [],
  ['sent'],
  ['sent', 'delivered'],
  ['sent', 'delivered', 'read'],
  ['sent', 'failed'],
  ['failed'],
  ['delivered'],
  ['read'],
  ['sent', 'failed', 'delivered'],
] as const;
const ranks = ['waiting', 'in_doubt', 'accepted', 'sent', 'failed', 'delivered', 'read'];
const updatesPerPostMost = 1_000;

function statusOf(broadcast: BroadcastId, seq: number, status: string, second: number): Status {
  return {
    id: `wamid.${broadcast}.${seq}`,
    status,
    timestamp: String(1_790_000_000 + second),
    recipient_id: `336${String(seq).padStart(8, '0')}`,
    biz_opaque_callback_data: presentWireName({ kind: 'recipient', broadcast, seq, attempt: 0 }),
    ...(status === 'failed' ? { errors: [{ code: 131_026, title: 'Message undeliverable' }] } : {}),
  };
}

/** What becomes of one person: what Meta says of them in the end, and what our own sender knows. */
const Person = fc.record({ life: fc.constantFrom(...lives), answer: fc.constantFrom('accepted', 'in_doubt', 'lost' as const) });

test('whatever the order, the doubles and the size of the posts, rows and counters end the same', async (t) => {
  const { rig, post } = await open(t, 400);

  await fc.assert(
    fc.asyncProperty(
      fc.array(Person, { minLength: 400, maxLength: 400 }),
      fc.integer({ min: 1, max: updatesPerPostMost }),
      fc.infiniteStream(fc.integer({ min: 0, max: 1_000_000 })),
      async (people, size, draws) => {
        const broadcast = await rig.broadcast();
        const draw = () => draws.next().value ?? 0;
        const said = people.flatMap(({ life }, index) => life.map((status, second) => statusOf(broadcast, index + 1, status, second)));
        const doubled = [...said, ...said.filter(() => draw() % 2 === 0)].map((status) => ({ status, place: draw() }));
        const shuffled = doubled.toSorted((one, other) => one.place - other.place).map(({ status }) => status);

        const posts = Array.from({ length: Math.ceil(shuffled.length / size) }, (_, index) => shuffled.slice(index * size, (index + 1) * size));
        const answers = posts.map((statuses) => post(statuses));
        for (const [index, { answer }] of people.entries()) {
          const key = { workspace: rig.scope.workspace, broadcast, seq: index + 1, attempt: 0 };
          if (answer === 'accepted') writerOf(rig.platform).recipient({ ...key, outcome: accepted(`wamid.${broadcast}.${index + 1}`, 1_789_999_999_000) });
          if (answer === 'in_doubt') writerOf(rig.platform).recipient({ ...key, outcome: inDoubt(null, 'lost') });
        }
        // A replay of everything, as after an outage of Meta's.
        assert.deepEqual(new Set(await Promise.all([...answers, ...posts.map((statuses) => post(statuses))])), new Set(posts.length === 0 ? [] : [200]));
        await writerOf(rig.platform).settled();

        const rows = await rig.platform.db
          .selectFrom('recipient')
          .select(['seq', 'state', 'sent_at', 'delivered_at', 'read_at', 'failed_at'])
          .where('broadcast_id', '=', broadcast)
          .orderBy('seq')
          .execute();
        const expected = people.map(({ life, answer }, index) => {
          const heard: string[] = [...life, answer === 'lost' ? 'waiting' : answer];
          const at = (status: string) =>
            ([...life] as string[]).includes(status) ? new Date((1_790_000_000 + ([...life] as string[]).indexOf(status)) * 1000) : null;
          return {
            seq: index + 1,
            state: heard.toSorted((one, other) => ranks.indexOf(other) - ranks.indexOf(one))[0],
            sent_at: at('sent'),
            delivered_at: at('delivered'),
            read_at: at('read'),
            failed_at: at('failed'),
          };
        });
        assert.deepEqual(rows, expected);
        const { counts, counted } = await truth(rig, broadcast);
        assert.deepEqual(counts, counted);
      },
    ),
    { numRuns: 8, seed: 5 },
  );
});

test('a status that names an unknown message is kept, and counts once the accept is written', async (t) => {
  const { rig, post } = await open(t, 3);
  const broadcast = await rig.broadcast();
  const early = { id: 'wamid.ours', status: 'delivered', timestamp: '1790000005', recipient_id: '33600000002' };
  const tasks = async () =>
    (
      await rig.database.pool.query<{ id: string; payload: { tries: number }; wait: number }>(
        `select j.id, j.payload, round(extract(epoch from j.run_at - now()))::int as wait from graphile_worker._private_jobs j
         join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'webhook.early' order by j.id`,
      )
    ).rows;
  const run = async () => {
    const [job] = await tasks();
    await rig.database.pool.query('delete from graphile_worker._private_jobs where id = $1', [job!.id]);
    await inboundTasks(rig.platform)
      .find(({ name }) => name === 'webhook.early')
      ?.run(job!.payload);
  };

  assert.equal(await post([early, { ...early, id: 'wamid.theirs', biz_opaque_callback_data: 'order 7 of another program' }]), 200);
  assert.deepEqual(
    (await tasks()).map(({ wait }) => wait),
    [2],
  );
  await run();
  assert.deepEqual(
    (await tasks()).map(({ payload, wait }) => [payload.tries, wait]),
    [[1, 15]],
  );
  writerOf(rig.platform).recipient({ workspace: rig.scope.workspace, broadcast, seq: 2, attempt: 0, outcome: accepted('wamid.ours', 1_790_000_001_000) });
  await writerOf(rig.platform).settled();
  await run();

  assert.deepEqual(await tasks(), []);
  const row = await rig.platform.db.selectFrom('recipient').select(['state', 'delivered_at']).where('seq', '=', 2).executeTakeFirstOrThrow();
  assert.deepEqual(row, { state: 'delivered', delivered_at: new Date(1_790_000_005_000) });
  assert.deepEqual((await truth(rig, broadcast)).counts, (await truth(rig, broadcast)).counted);
});

test('a status with the id of another program is passed over at once', async (t) => {
  const { rig, post } = await open(t, 1);

  assert.equal(
    await post([{ id: 'wamid.theirs', status: 'sent', timestamp: '1790000005', recipient_id: '33600000001', biz_opaque_callback_data: 'order 7' }]),
    200,
  );

  const jobs = await rig.database.pool.query('select 1 from graphile_worker._private_jobs');
  assert.equal(jobs.rowCount, 0);
});

test('a flood while the database is away is answered 503 and brings the same state when it is repeated', async (t) => {
  const { rig, post } = await open(t, 300);
  const broadcast = await rig.broadcast();
  const posts = Array.from({ length: 300 }, (_, index) => [statusOf(broadcast, index + 1, 'sent', 0), statusOf(broadcast, index + 1, 'read', 2)]);
  assert.equal(await post(posts[0]!), 200);
  const name = /test_\d+_\d+/.exec(rig.database.url)?.[0] ?? '';

  await withClient(rig.database.url.replace(name, 'postgres'), async (client) => {
    await client.query(`alter database ${name} allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    // Those that came before it was noticed wait for their commit, and are told 200 when the database is back.
    const waiting = post(posts[1]!);
    await until('it is noticed', () => writerOf(rig.platform).isAway);
    const flood = await Promise.all(posts.map((statuses) => post(statuses)));
    assert.deepEqual([...new Set(flood)], [503]);
    await client.query(`alter database ${name} allow_connections true`);
    assert.equal(await waiting, 200);
  });
  await until('the door is open again', () => !writerOf(rig.platform).isAway);
  assert.deepEqual([...new Set(await Promise.all(posts.map((statuses) => post(statuses))))], [200]);

  const { counts, counted } = await truth(rig, broadcast);
  assert.deepEqual(counts, counted);
  assert.deepEqual([counts.read, counts.total], [300, 300]);
  const kept = await rig.database.pool.query(`select count(*)::int as n from webhook_event`);
  assert.ok(kept.rows[0].n >= 301, 'every post that was answered 200 is kept');
});
