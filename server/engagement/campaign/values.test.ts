import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { cartAttributes, compileSource, orderAttributes, type VariableSource } from '#core/expression/expression.ts';
import type { Person, Setting } from '#core/expression/facts.ts';
import { parseId } from '#core/value/id.ts';
import { learnPairs } from '#server/audience/shop/learn.ts';
import { loadPersonFacts } from '#server/audience/shop/shop.ts';
import { takeFacts } from '#server/audience/shop/tell.ts';
import type { Tx } from '#server/platform/platform.ts';
import { openStage, pub } from '#test/world/stage.ts';
import { rawValues, renderLiquid, type Valued, valuesJoin } from './store.values.ts';

const stage = await openStage();
after(() => stage.close());

const liquid = (template: string): VariableSource => ({ from: 'liquid', template, fallback: '' });
const recommended = (by: 'bought_together' | 'next_likely' | 'liked_again', place: number, attribute: 'name' | 'price' | 'url' | 'image' | 'retailer_id') =>
  ({ from: 'recommendation', by, place, attribute, fallback: '' }) as const;

const sources: VariableSource[] = [
  ...(['first_name', 'fields.city', 'fields.nothing', 'country', 'wrong'] as const).map((attribute) => ({ from: 'contact', attribute, fallback: '' }) as const),
  { from: 'text', text: ' COFFEE\n' },
  ...[...orderAttributes, 'data.note', 'data.points', 'data.deep', 'data.none', 'price'].map(
    (attribute) => ({ from: 'order', attribute, fallback: '' }) as const,
  ),
  ...[...cartAttributes, 'data.gift', 'number'].map((attribute) => ({ from: 'cart', attribute, fallback: '' }) as const),
  ...(['bought_together', 'next_likely', 'liked_again'] as const).flatMap((by) => [
    recommended(by, 1, 'name'),
    recommended(by, 1, 'price'),
    recommended(by, 2, 'retailer_id'),
  ]),
  recommended('bought_together', 1, 'url'),
  recommended('bought_together', 3, 'image'),
  liquid('{{ contact.first_name | upcase }}'),
  liquid('{{ order.total | money }} {{ order.at | date: "long" }} {{ order.items.size | plural: "# thing", "# things" }}'),
  liquid('{% if cart.items.size > 1 %}{{ cart.items | map: "name" | join: " + " }}{% endif %}'),
  liquid('{{ event.kind }} {{ event.at | date: "%H:%M" }} {{ event.data.count }}'),
  liquid('{{ campaign.name }}'),
];
const setting: Setting = { at: stage.now(), locale: 'en', timezone: 'Europe/Paris', campaign: { name: 'Winter' }, reason: 'cart.updated' };
const audience: Valued = {
  scope: stage.scope,
  inSegment: sql<boolean>`true`,
  variables: sources.map((source, place) => ({ name: `v${place}`, source })),
  setting,
};

type Row = { contact_id: string; raw: (string | null)[] };

async function valuesOf(tx: Tx, whom: Valued): Promise<Row[]> {
  await renderLiquid(tx, whom);
  const found = await sql<Row>`
    select reach.contact_id, ${rawValues(whom)} as raw from contact_reach reach ${valuesJoin(whom)}
    where reach.workspace_id = ${whom.scope.workspace} and ${whom.inSegment}`.execute(tx);
  return found.rows;
}

test('values that SQL fills for a set are those that are worked out for each person alone', async () => {
  await fillShop();
  const people = await stage.database.pool.query<Person & { contact_id: string }>('select *, display_name as name from contact_reach');

  const rows = await stage.platform.db.transaction().execute((tx) => valuesOf(tx, audience));

  const fills = sources.map(compileSource);
  const byContact = new Map(rows.map((row) => [row.contact_id, row.raw]));
  assert.equal(rows.length, people.rows.length);
  const seen = new Set<number>();
  for (const person of people.rows) {
    const facts = await loadPersonFacts(stage.platform.db, stage.scope, { id: parseId<'contact'>(person.contact_id), person }, sources, setting);
    const alone = fills.map((fill) => fill(facts).value);
    assert.deepEqual(byContact.get(person.contact_id), alone);
    for (const [place, value] of alone.entries()) if (value !== null) seen.add(place);
  }
  const never = sources.filter((_, place) => !seen.has(place)).map((source) => ('attribute' in source ? source.attribute : source.from));
  assert.deepEqual(never, ['fields.nothing', 'wrong', 'data.deep', 'data.none', 'price', 'number'], 'only what cannot be known is known of nobody');
});

test('without a reason to write there is no event, and without sources nothing is joined', async () => {
  const without: Valued = { ...audience, variables: [{ name: 'kind', source: liquid('{{ event.kind }}') }], setting: { ...setting, reason: null } };
  const none: Valued = { ...audience, variables: [] };

  const [events, nothing] = await stage.platform.db.transaction().execute(async (tx) => [await valuesOf(tx, without), await valuesOf(tx, none)]);

  assert.deepEqual(new Set(events.flatMap(({ raw }) => raw)), new Set([null]));
  assert.deepEqual(new Set(nothing.flatMap(({ raw }) => raw)), new Set([]));
});

test('values can be worked out twice in one transaction', async () => {
  const [once, twice] = await stage.platform.db.transaction().execute(async (tx) => [await valuesOf(tx, audience), await valuesOf(tx, audience)]);

  assert.deepEqual(once, twice);
});

/** Two hundred people with histories of a small shop, from a seed. */
async function fillShop(): Promise<void> {
  const random = mulberry(5);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const things = ['beans', 'filter', 'mug', 'grinder', 'descaler', 'tea'];
  const ago = (days: number) => new Date(stage.now().getTime() - Math.floor(days * 86_400_000)).toISOString();
  const items = () =>
    things
      .filter(() => random() < 0.4)
      .map((id) => ({
        id,
        name: pick([undefined, `${id} &\tCo`, id]),
        quantity: pick([1, 2, 0.5]),
        price: pick([undefined, { amount: '12.5', currency: 'EUR' }]),
      }));
  const facts: unknown[] = [];
  for (let number = 0; number < 200; number += 1) {
    const contact = pub(
      'contact',
      await stage.person({
        first: pick([null, 'Ana', 'Zoé\tÉlise']),
        country: pick(['BR', 'US', 'FR', null]),
        language: pick([null, 'en', 'fr', 'pt-BR', 'zz']),
        fields: pick([{}, { city: 'São Paulo' }, { city: 42 }, { city: ['a'] }]),
      }),
    );
    for (let one = 0; one < Math.floor(random() * 5); one += 1) {
      const data = pick([{}, { note: ' a\n b ', points: 7, deep: { a: 1 } }]);
      const order = {
        number: `V-${number}-${one}`,
        total: { amount: pick(['0', '59.90', '12345.678901']), currency: pick(['EUR', 'BRL', 'JPY']) },
        items: items(),
        data,
      };
      const links = pick([{}, { url: 'https://shop.example/o', tracking_url: 'https://post.example/1' }]);
      facts.push({
        kind: pick(['order.placed', 'order.paid', 'order.paid', 'order.cancelled']),
        contact,
        at: ago(random() * 200),
        order: { ...order, ...links },
      });
    }
    if (random() < 0.5) {
      const cart = {
        items: items(),
        ...pick([{}, { total: { amount: '9.99', currency: 'USD' } }]),
        ...pick([{}, { url: 'https://shop.example/cart', data: { gift: true } }]),
      };
      facts.push({ kind: pick(['cart.updated', 'cart.updated', 'cart.emptied']), contact, at: ago(random() * 3), cart });
    }
  }
  await takeFacts(stage.platform, stage.call(), facts);
  await stage.database.pool.query(`update product set url = 'https://shop.example/' || retailer_id, image = 'med_' || retailer_id where retailer_id <> 'tea'`);
  await learnPairs(stage.platform, stage.scope, stage.now());
}

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
