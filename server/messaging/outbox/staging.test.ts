import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type BroadcastId, parseId } from '#core/value/id.ts';
import { openStage, type Stage } from '#test/world/stage.ts';
import { noteHarm } from './harm.ts';
import { createBroadcast, fillRecipients, getBroadcast, recount } from './outbox.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

/** A broadcast to 3,000 people: 2,400 in France, 594 in Brazil, 6 in Peru; every tenth is left out. Each has one of three hours if staggered. */
async function filled(options: { canary: boolean; isStaggered?: boolean; people?: number }): Promise<BroadcastId> {
  const { platform, scope, now, id } = stage;
  return platform.db.transaction().execute(async (tx) => {
    const broadcast = await createBroadcast(
      platform,
      tx,
      scope,
      {
        campaign: id('campaign'),
        plan: id('plan'),
        number: stage.number,
        template: id('template'),
        languages: [],
        undoSeconds: 0,
        isStaggered: options.isStaggered ?? false,
        by: 'test',
        canary: options.canary ? { rule: 'usual', matures_minutes: 60 } : null,
      },
      now(),
    );
    await fillRecipients(
      platform,
      tx,
      scope,
      broadcast,
      sql`select ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as contact_id, '+336' || i as phone,
        case when i <= 6 then 'PE' when i <= 600 then 'BR' else 'FR' end as country, 0::smallint as language, '{}'::text[] as variables,
        case when i % 10 = 0 then 'skipped' else 'waiting' end as state, case when i % 10 = 0 then 'opted_out' end as reason, false as free,
        case when i % 50 > 0 then (i * 37 % 101)::smallint end as score,
        ${options.isStaggered === true ? sql`${now()}::timestamptz + (i % 3) * interval '1 hour'` : sql`null::timestamptz`} as due_at
        from generate_series(1, ${options.people ?? 3_000}::int) i`,
    );
    return broadcast;
  });
}

type Chunk = { stage: number; first_seq: number; last_seq: number; not_before: Date | null };
const chunksOf = async (broadcast: BroadcastId) =>
  (await stage.database.pool.query<Chunk>('select stage, first_seq, last_seq, not_before from chunk where broadcast_id = $1 order by first_seq', [broadcast]))
    .rows;
type Row = { seq: number; country: string; contact_id: string; state: string; due_at: Date | null; score: number | null };
const rowsOf = async (broadcast: BroadcastId) =>
  (
    await stage.database.pool.query<Row>('select seq, country, contact_id, state, due_at, score from recipient where broadcast_id = $1 order by seq', [
      broadcast,
    ])
  ).rows;

test('the first sample is random, stratified by country, of those who wait only, and cut into chunks of its own', async () => {
  const broadcast = await filled({ canary: true });

  const rows = await rowsOf(broadcast);
  const first = rows.slice(0, 200);
  const countries = Object.fromEntries(['FR', 'BR', 'PE'].map((country) => [country, first.filter((row) => row.country === country).length]));

  assert.equal((await getBroadcast(stage.platform.db, stage.scope, broadcast)).stage, 0);
  assert.deepEqual(countries, { FR: 160, BR: 40, PE: 0 }, '160, 39.6 and 0.4 are their shares');
  assert.ok(first.every(({ state }) => state === 'waiting'));
  assert.ok(
    rows.slice(2_700).every(({ state }) => state === 'skipped'),
    'who is left out comes last',
  );
  assert.equal(new Set(rows.map(({ contact_id }) => contact_id)).size, 3_000);
  const order = first.map(({ contact_id }) => contact_id);
  assert.notDeepEqual(order, order.toSorted(), 'they are drawn, not taken from the top');
  assert.deepEqual(
    (await chunksOf(broadcast)).map(({ stage: of, first_seq, last_seq }) => [of, first_seq, last_seq]),
    [
      [0, 1, 200],
      [1, 201, 1_200],
      [2, 1_201, 2_200],
      [2, 2_201, 3_000],
    ],
  );
});

test('with an hour for each the stage comes first and the hour within it', async () => {
  const broadcast = await filled({ canary: true, isStaggered: true });

  const [rows, chunks] = [await rowsOf(broadcast), await chunksOf(broadcast)];
  const hoursOf = (from: number, to: number) => rows.slice(from, to).map(({ due_at }) => due_at?.getTime() ?? 0);

  for (const [from, to] of [
    [0, 200],
    [200, 1_200],
    [1_200, 3_000],
  ] as const)
    assert.deepEqual(hoursOf(from, to), hoursOf(from, to).toSorted());
  assert.deepEqual([...new Set(chunks.map(({ stage: of }) => of))], [0, 1, 2]);
  assert.ok(chunks.every(({ first_seq, last_seq, not_before }) => hoursOf(first_seq - 1, last_seq).every((hour) => hour === not_before?.getTime())));
});

test('too few people, or no canary, go out at once', async () => {
  const few = await filled({ canary: true, people: 400 });
  const none = await filled({ canary: false });

  for (const broadcast of [few, none]) {
    const { stage: released } = await getBroadcast(stage.platform.db, stage.scope, broadcast);
    assert.ok((await chunksOf(broadcast)).every(({ stage: of }) => of <= released));
  }
});

test('of a number that is warmed up the most engaged of each stage go first, and chance alone says whom a stage holds', async () => {
  const cold = await filled({ canary: true });
  await stage.database.pool.query('update number set warm_since = $1', [stage.now()]);
  const [staged, plain, hourly] = [await filled({ canary: true }), await filled({ canary: false }), await filled({ canary: true, isStaggered: true })];
  await stage.database.pool.query('update number set warm_since = null');

  const [before, rows] = [await rowsOf(cold), await rowsOf(staged)];
  const scoresOf = (some: readonly Row[]) => some.filter(({ state }) => state === 'waiting').map(({ score }) => score ?? -1);
  const fallsFor = (some: readonly Row[]) =>
    assert.deepEqual(
      scoresOf(some),
      scoresOf(some).toSorted((one, other) => other - one),
    );

  for (const [from, to] of [
    [0, 200],
    [200, 1_200],
    [1_200, 3_000],
  ] as const) {
    fallsFor(rows.slice(from, to));
    for (const of of Map.groupBy((await rowsOf(hourly)).slice(from, to), ({ due_at }) => due_at?.getTime()).values()) fallsFor(of);
  }
  fallsFor(await rowsOf(plain));
  assert.notDeepEqual(
    scoresOf(before),
    scoresOf(before).toSorted((one, other) => other - one),
    'a warm number sorts nobody',
  );
  assert.deepEqual(
    Object.fromEntries(['FR', 'BR'].map((country) => [country, rows.slice(0, 200).filter((row) => row.country === country).length])),
    { FR: 160, BR: 40 },
    'the sample is still stratified',
  );
  assert.ok(Math.min(...scoresOf(rows.slice(0, 200))) < 20, 'and not the best of all');
  assert.ok(rows.slice(2_700).every(({ state }) => state === 'skipped'));
});

test('who opts out counts against the latest message they got within a week, once, and the counter equals the rows', async () => {
  const [older, newer] = [await filled({ canary: false, people: 10 }), await filled({ canary: false, people: 10 })];
  const { platform, scope, now } = stage;
  const sent = (broadcast: BroadcastId, hoursAgo: number) =>
    stage.database.pool.query(
      `with moved as (
         update recipient set state = 'delivered', moved_from = state, accepted_at = $2::timestamptz - make_interval(hours => $3) where broadcast_id = $1 and seq <= 3 returning seq
       ) update broadcast set waiting = waiting - 3, delivered = delivered + 3 where id = $1`,
      [broadcast, now(), hoursAgo],
    );
  await sent(older, 48);
  await sent(newer, 2);
  await stage.database.pool.query(`update recipient set accepted_at = accepted_at - interval '10 days' where seq = 3 and broadcast_id = any($1)`, [
    [older, newer],
  ]);
  const harm = async (seq: number) => {
    const contact = (await rowsOf(newer)).find((row) => row.seq === seq)?.contact_id ?? '';
    await platform.db.transaction().execute((tx) => noteHarm(platform, tx, scope, { contact: parseId(contact), quotedWamid: null, at: now() }));
  };

  await harm(1);
  await harm(1);
  await harm(3);

  const counts = async (broadcast: BroadcastId) => [
    (await getBroadcast(platform.db, scope, broadcast)).counts.harmed,
    (await recount(platform.db, scope, broadcast)).harmed,
  ];
  assert.deepEqual(await counts(newer), [1, 1]);
  assert.deepEqual(await counts(older), [0, 0], 'neither the older one, nor one of ten days ago');
});
