import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import type { Needs } from '#core/expression/facts.ts';
import type { ContactId } from '#core/value/id.ts';
import { openStage, pub } from '#test/world/stage.ts';
import { learnPairs, shopTasks } from './learn.ts';
import { recommendationsFor } from './shop.ts';
import { recommendationSelect } from './store.recommend.ts';
import { takeFacts } from './tell.ts';

const stage = await openStage();
after(() => stage.close());

const day = 86_400_000;
let orders = 0;

/** An order of these things, so many days ago. */
async function bought(contact: ContactId, daysAgo: number, ...things: string[]): Promise<void> {
  orders += 1;
  const at = new Date(stage.now().getTime() - daysAgo * day).toISOString();
  const items = things.map((id) => ({ id, name: id.toUpperCase() }));
  const { results } = await takeFacts(stage.platform, stage.call(), [
    { kind: 'order.paid', contact: pub('contact', contact), at, order: { number: `O-${orders}`, total: { amount: '10', currency: 'EUR' }, items } },
  ]);
  assert.equal(results[0]!.result, 'taken');
}

const learn = () => learnPairs(stage.platform, stage.scope, stage.now());
const recommended = async (contact: ContactId, by: string) =>
  (await recommendationsFor(stage.platform.db, stage.scope, contact, stage.now())).filter((row) => row.by === by);
const forget = () => stage.database.pool.query('truncate purchase_order, purchase_line, product, product_pair, shop_learning');

test('bought together: what goes with the latest order more often than by chance, unless they have it', async () => {
  await forget();
  const shoppers = await Promise.all(Array.from({ length: 8 }, () => stage.person()));
  const [ana, ben] = await Promise.all([stage.person(), stage.person()]);
  // Beans and filters are in four orders together, beans and cups in three, paper is in every order: no bond.
  await bought(shoppers[0]!, 300, 'beans', 'filter', 'cup', 'paper');
  await bought(shoppers[1]!, 300, 'beans', 'filter', 'cup', 'paper');
  await bought(shoppers[2]!, 300, 'beans', 'filter', 'paper');
  await bought(shoppers[3]!, 300, 'beans', 'filter', 'paper');
  await bought(shoppers[4]!, 300, 'beans', 'cup', 'paper');
  await bought(shoppers[5]!, 300, 'tea', 'cup', 'paper');
  await bought(shoppers[6]!, 300, 'tea', 'paper');
  await bought(shoppers[7]!, 300, 'tea', 'paper');
  await bought(ana, 200, 'tea');
  await bought(ana, 2, 'beans');
  await bought(ben, 30, 'filter');
  await bought(ben, 2, 'beans');

  await learn();

  // 12 orders; beans in 7, filter in 5, cup in 4. Lift of beans+filter is 4·12/(7·5), of beans+cup 3·12/(7·4), of beans+paper 5·12/(7·8).
  const forAna = await recommended(ana, 'bought_together');
  assert.deepEqual(
    forAna.map(({ place, retailer_id, because, support, score }) => [place, retailer_id, because, support, Math.round(score * 1000)]),
    [
      [1, 'filter', 'beans', 4, 1371],
      [2, 'cup', 'beans', 3, 1286],
      [3, 'paper', 'beans', 5, 1071],
    ],
  );
  // Ben bought filters last month.
  assert.deepEqual(
    (await recommended(ben, 'bought_together')).map(({ place, retailer_id }) => [place, retailer_id]),
    [
      [1, 'cup'],
      [2, 'paper'],
    ],
  );
});

test('what is sold out is not recommended, and the next one takes its place', async () => {
  const ana = await stage.person();
  await bought(ana, 1, 'beans');
  await stage.database.pool.query(`update product set available = false where retailer_id = 'filter'`);

  const found = await recommended(ana, 'bought_together');

  assert.deepEqual(
    found.map(({ place, retailer_id }) => [place, retailer_id]),
    [
      [1, 'cup'],
      [2, 'paper'],
    ],
  );
});

test('the order of a warehouse says nothing about what goes together', async () => {
  await forget();
  const things = Array.from({ length: 31 }, (_, place) => `w-${place}`);
  for (let order = 0; order < 3; order += 1) await bought(await stage.person(), 50, ...things);
  for (let order = 0; order < 3; order += 1) await bought(await stage.person(), 50, ...things.slice(0, 2));
  const ana = await stage.person();
  await bought(ana, 1, 'w-0');

  await learn();

  // Four orders count: three pairs and hers. The lift is 3·4/(4·3), no more than chance.
  assert.deepEqual(await recommended(ana, 'bought_together'), []);
  await bought(await stage.person(), 1, 'w-9');
  await learn();
  assert.deepEqual(
    (await recommended(ana, 'bought_together')).map(({ retailer_id, support }) => [retailer_id, support]),
    [['w-1', 3]],
  );
});

test('next likely: what people bought within 90 days after the same thing, by the share of them', async () => {
  await forget();
  const shoppers = await Promise.all(Array.from({ length: 5 }, () => stage.person()));
  for (const [place, shopper] of shoppers.entries()) {
    await bought(shopper, 400, 'machine');
    if (place < 4) await bought(shopper, 380, 'grinder'); // Four of five.
    if (place < 3) await bought(shopper, 330, 'descaler'); // Three of five.
    if (place < 2) await bought(shopper, 330, 'mug'); // Two people are chance.
    await bought(shopper, 200, 'beans'); // Half a year later is not next.
  }
  const [ana, old] = await Promise.all([stage.person(), stage.person()]);
  await bought(ana, 10, 'machine');
  await bought(old, 100, 'machine');

  await learn();

  const found = await recommended(ana, 'next_likely');
  // Of seven people who bought a machine.
  assert.deepEqual(
    found.map(({ place, retailer_id, because_name, support, score }) => [place, retailer_id, because_name, support, Math.round(score * 100)]),
    [
      [1, 'grinder', 'MACHINE', 4, 57],
      [2, 'descaler', 'MACHINE', 3, 43],
    ],
  );
  assert.deepEqual(await recommended(old, 'next_likely'), []);
});

test('liked again: what somebody buys again and again, when it is due by their own interval', async () => {
  await forget();
  const ana = await stage.person();
  for (const ago of [90, 60, 30]) await bought(ana, ago, 'beans'); // Every 30 days, due today.
  for (const ago of [80, 40]) await bought(ana, ago, 'filter'); // Every 40 days, due today.
  for (const ago of [40, 10]) await bought(ana, ago, 'tea'); // Every 30 days, not due for 14 more.
  for (const ago of [700, 690]) await bought(ana, ago, 'soap'); // Every 10 days, long given up.
  for (const ago of [20, 20]) await bought(ana, ago, 'gift'); // Twice in one day is no habit.
  await bought(ana, 100, 'mug'); // Once.

  const found = await recommended(ana, 'liked_again');

  assert.deepEqual(
    found.map(({ place, retailer_id, support, days, since }) => [place, retailer_id, support, Math.round(days!), Math.round(since!)]),
    [
      [1, 'beans', 3, 30, 30],
      [2, 'filter', 2, 40, 40],
    ],
  );
});

test('a whole segment is told the same as each person alone, in the places that are wanted', async () => {
  await forget();
  const random = mulberry(11);
  const things = Array.from({ length: 12 }, (_, place) => `thing-${place}`);
  const people = await Promise.all(Array.from({ length: 40 }, () => stage.person()));
  const facts = people.flatMap((contact, person) =>
    Array.from({ length: 1 + Math.floor(random() * 6) }, (_, number) => ({
      kind: 'order.paid',
      contact: pub('contact', contact),
      at: new Date(stage.now().getTime() - Math.floor(random() * 300) * day).toISOString(),
      order: {
        number: `R-${person}-${number}`,
        total: { amount: '1', currency: 'EUR' },
        items: things.filter(() => random() < 0.25).map((id) => ({ id })),
      },
    })),
  );
  await takeFacts(stage.platform, stage.call(), facts);
  await stage.database.pool.query(`update product set available = false where retailer_id = 'thing-3'`);
  await learn();
  const places: Needs['places'] = { bought_together: 3, next_likely: 2, liked_again: 10 };

  const set = await sql<{ contact_id: string; by: string; place: number; retailer_id: string }>`
    select contact_id, by, place, retailer_id
    from (${recommendationSelect({ scope: stage.scope, inSegment: sql<boolean>`true`, places, at: stage.now() })}) found
    order by contact_id, by, place`.execute(stage.platform.db);

  const single: typeof set.rows = [];
  for (const contact of people.toSorted()) {
    const rows = await recommendationsFor(stage.platform.db, stage.scope, contact, stage.now());
    single.push(...rows.filter(({ by, place }) => place <= places[by]).map(({ by, place, retailer_id }) => ({ contact_id: contact, by, place, retailer_id })));
  }
  assert.deepEqual(set.rows, single);
  assert.ok(set.rows.length > 60, 'the histories are rich enough to recommend something');
  assert.deepEqual(new Set(set.rows.map(({ by }) => by)), new Set(['bought_together', 'liked_again', 'next_likely']));
  assert.ok(set.rows.every(({ retailer_id }) => retailer_id !== 'thing-3'));
});

test('the task learns, and rests in between as long as learning took', async () => {
  await forget();
  const ana = await stage.person();
  await bought(ana, 1, 'beans');
  const [task] = shopTasks(stage.platform);
  const learning = async () => (await stage.database.pool.query('select learned_at, took_milliseconds from shop_learning')).rows[0];

  await task!.run({ workspace: stage.scope.workspace });
  await stage.database.pool.query(`update shop_learning set took_milliseconds = 3600000`);
  const first = await learning();
  await task!.run({ workspace: stage.scope.workspace });

  assert.deepEqual(await learning(), first);
  const jobs = await stage.database.pool.query(
    `select key, run_at > now() as is_later from graphile_worker.jobs where task_identifier = 'shop.learn' order by key`,
  );
  assert.deepEqual(jobs.rows, [
    { key: `shop.learn ${stage.scope.workspace}`, is_later: false },
    { key: `shop.learn later ${stage.scope.workspace}`, is_later: true },
  ]);
});

/** A small seeded generator, so that a failing run can be repeated. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
