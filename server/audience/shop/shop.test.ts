import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { presentId } from '#core/value/id.ts';
import { facts } from '#core/contract/shop.ts';
import type { Facts, Setting } from '#core/expression/facts.ts';
import { openStage, pub } from '#test/world/stage.ts';
import { loadPersonFacts } from './shop.ts';
import { takeFacts } from './tell.ts';

const stage = await openStage();
after(() => stage.close());

const tell = (...facts: unknown[]) => takeFacts(stage.platform, stage.call(), facts);
const query = async (text: string, values: unknown[] = []) => (await stage.database.pool.query(text, values)).rows;
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const order = (number: string, more: object = {}) => ({
  number,
  total: eur('59.90'),
  items: [
    { id: 'beans', name: 'Beans', quantity: 2, price: eur('20') },
    { id: 'mug', name: 'Mug', price: eur('19.90') },
  ],
  ...more,
});

test('an order of somebody new makes them a contact, stands on their timeline and names its products', async () => {
  const { taken, results } = await tell({ kind: 'order.paid', phone: '06 12 34 56 78', external_id: 'c-1', at: '2026-11-20T08:00:00Z', order: order('N-1') });

  assert.equal(taken, 1);
  assert.equal(results[0]!.result, 'taken');
  const [contact] = await query(`select c.*, i.value as external from contact c join contact_identity i on i.contact_id = c.id and i.kind = 'external'`);
  assert.deepEqual([contact.phone, contact.country, contact.external], ['+33612345678', 'FR', 'c-1']);
  assert.equal(results[0]!.contact, presentId('contact', contact.id));
  const facts = await query('select kind, data from fact where contact_id = $1 order by at', [contact.id]);
  assert.deepEqual(
    facts.map(({ kind }) => kind),
    ['order.paid', 'contact.created'],
  );
  assert.deepEqual(facts[0].data, {
    number: 'N-1',
    total: { currency: 'EUR', micros: 59_900_000 },
    count: 2,
    items: [
      { id: 'beans', name: 'Beans', quantity: 2 },
      { id: 'mug', name: 'Mug', quantity: 1 },
    ],
    url: null,
    tracking_url: null,
  });
  assert.deepEqual(await query('select retailer_id, name, price_micros, from_feed, available from product order by 1'), [
    { retailer_id: 'beans', name: 'Beans', price_micros: '20000000', from_feed: false, available: true },
    { retailer_id: 'mug', name: 'Mug', price_micros: '19900000', from_feed: false, available: true },
  ]);
});

test('a fact of the same id is taken once, in one request or in two', async () => {
  const contact = pub('contact', await stage.person());
  const fact = { kind: 'appointment.booked', contact, id: 'evt-1', data: { room: 4 } };

  const first = await tell(fact, fact);
  const second = await tell(fact, { ...fact, id: 'evt-2' });

  assert.deepEqual(
    [first, second].map(({ taken, results }) => [taken, results.map(({ result }) => result)]),
    [
      [1, ['taken', 'twice']],
      [1, ['twice', 'taken']],
    ],
  );
  assert.equal(second.results[0]!.contact, contact);
  assert.equal((await query(`select 1 from fact where kind = 'appointment.booked'`)).length, 2);
});

test('an older telling of an order is kept on the timeline and does not undo a newer one', async () => {
  const contact = pub('contact', await stage.person());
  const at = (day: number) => `2026-11-${day}T08:00:00Z`;
  await tell({ kind: 'order.shipped', contact, at: at(15), order: order('D-1', { tracking_url: 'https://post.example/1' }) });

  await tell({ kind: 'order.placed', contact, at: at(10), order: order('D-1', { total: eur('1.00') }) });
  await tell(
    { kind: 'order.paid', contact, at: at(15), order: order('D-1', { total: eur('2.00') }) },
    { kind: 'order.delivered', contact, at: at(18), order: order('D-1', { items: [{ id: 'mug' }] }) },
  );

  const [held] = await query(`select * from purchase_order where number = 'D-1'`);
  assert.deepEqual(
    [held.state, held.total_micros, held.placed_at.toISOString().slice(0, 10), held.tracking_url],
    ['delivered', '59900000', '2026-11-10', 'https://post.example/1'],
  );
  assert.deepEqual(
    held.items.map(({ id, name }: { id: string; name: string }) => [id, name]),
    [['mug', 'Mug']],
  );
  assert.deepEqual(
    (await query(`select product, bought_at from purchase_line where number = 'D-1'`)).map(({ product, bought_at }) => [
      product,
      bought_at.toISOString().slice(0, 10),
    ]),
    [['mug', '2026-11-10']],
  );
  assert.equal((await query(`select 1 from fact where kind like 'order.%' and data ->> 'number' = 'D-1'`)).length, 4);
});

test('what was cancelled, returned or refunded was not bought', async () => {
  const contact = pub('contact', await stage.person());
  await tell({ kind: 'order.paid', contact, at: '2026-11-01T00:00:00Z', order: order('C-1') });

  await tell({ kind: 'order.refunded', contact, at: '2026-11-02T00:00:00Z', order: order('C-1') });

  assert.deepEqual(await query(`select 1 from purchase_line where number = 'C-1'`), []);
  assert.equal((await query(`select state from purchase_order where number = 'C-1'`))[0].state, 'refunded');
});

test('a bad fact is refused by name and holds nobody else', async () => {
  const contact = pub('contact', await stage.person());
  const good = { kind: 'order.paid', contact, order: order('G-1') };
  const { taken, results } = await tell(
    { ...good, order: { ...good.order, total: { amount: 'ten', currency: 'EUR' } } },
    { kind: 'order.paid', contact, data: {} },
    { kind: 'cart.updated', contact, cart: { items: [{ id: 'a', quantity: 0 }] } },
    { ...good, order: { ...good.order, url: 'javascript:alert(1)' } },
    { kind: 'Order Paid', contact },
    { kind: 'order.paid', order: order('G-2') },
    { kind: 'order.paid', contact: pub('contact', stage.id('contact')), order: order('G-2') },
    { kind: 'order.paid', external_id: 'nobody', order: order('G-2') },
    { kind: 'order.paid', phone: '12', order: order('G-2') },
    { kind: 'order.paid', contact, at: '2027-01-01T00:00:00Z', order: order('G-2') },
    { kind: 'note.made', contact, data: { text: 'x'.repeat(10_001) } },
    'order.paid',
    good,
  );

  assert.equal(taken, 1);
  assert.deepEqual(
    results.map(({ result }) => result),
    [...Array.from({ length: 12 }, () => 'refused'), 'taken'],
  );
  const errors = results.map(({ error }) => error ?? '');
  const expected = [
    /^order\/total\/amount: does not have the right form$/,
    /^order: is missing$/,
    /^cart\/items\/0\/quantity: must be/,
    /^order\/url: is no web address$/,
    /^kind: does not have the right form$/,
    /^says nobody: give contact, external_id or phone$/,
    /^contact: there is no contact con_/,
    /^external_id: nobody is known as "nobody"/,
    /^phone: .*12/,
    /^at: .*lies in the future/,
    /^the data of "note.made" has 10,012 characters/,
    /must be an object/,
    /^$/,
  ];
  expected.forEach((pattern, place) => assert.match(errors[place]!, pattern));
  assert.deepEqual(await query(`select number from purchase_order where number like 'G-%'`), [{ number: 'G-1' }]);
});

test('a fact that was refused may be told again with the same id', async () => {
  const fact = { kind: 'order.paid', external_id: 'late', id: 'try-1', order: order('T-1') };
  const first = await tell(fact);

  const second = await tell({ ...fact, phone: '+33612000001' });
  const third = await tell(fact);

  assert.deepEqual(
    [first, second, third].map(({ results }) => results[0]!.result),
    ['refused', 'taken', 'twice'],
  );
});

test('the same person is found by any form of their number, and by the id the shop gave them', async () => {
  const { results: first } = await tell({ kind: 'visit.made', phone: '+5215512345678', external_id: 'mx-1' });

  const { results } = await tell(
    { kind: 'visit.made', phone: '+525512345678' },
    { kind: 'visit.made', external_id: 'mx-1' },
    { kind: 'visit.made', phone: '+33612000001', external_id: 'mx-1' },
  );

  assert.deepEqual(new Set([...first, ...results].map(({ contact }) => contact)).size, 1);
});

test('a thousand facts of five hundred people are taken in one go, each for itself', async () => {
  const facts = Array.from({ length: 1000 }, (_, place) => ({
    kind: 'order.paid',
    phone: `+336200${String(10_000 + (place % 500))}`,
    id: `bulk-${place}`,
    at: `2026-11-0${1 + (place % 9)}T00:00:00Z`,
    order: order(`B-${place}`),
  }));

  const { taken, results } = await tell(...facts);
  const again = await tell(...facts);

  assert.equal(taken, 1000);
  assert.equal(new Set(results.map(({ contact }) => contact)).size, 500);
  assert.deepEqual([again.taken, again.results.every(({ result }) => result === 'twice')], [0, true]);
  assert.equal((await query(`select count(*)::int as lines from purchase_line where number like 'B-%'`))[0].lines, 2000);
});

test('two requests that meet the same stranger at once end with one person', async () => {
  const fact = (number: string) => ({ kind: 'order.paid', phone: '+33633000000', order: order(number) });

  const [one, two] = await Promise.all([tell(fact('S-1')), tell(fact('S-2'))]);

  assert.equal(one.results[0]!.contact, two.results[0]!.contact);
  assert.equal((await query(`select count(*)::int as people from contact where phone = '+33633000000'`))[0].people, 1);
});

test('a cart is what was told last; an emptied one is none, and an older telling does not fill it again', async () => {
  const id = await stage.person();
  const contact = pub('contact', id);
  const setting: Setting = { at: stage.now(), locale: 'en', timezone: 'UTC', campaign: null, reason: 'cart.updated' };
  const person: Facts['contact'] = {
    first_name: null,
    last_name: null,
    name: 'x',
    country: null,
    language: null,
    email: null,
    phone: null,
    timezone: null,
    tags: [],
    fields: {},
  };
  const load = () =>
    loadPersonFacts(
      stage.platform.db,
      stage.scope,
      { id, person },
      [{ from: 'liquid', template: '{{ cart.total }}{{ order.number }}{{ event.at }}', fallback: '' }],
      setting,
    );
  await tell({
    kind: 'cart.updated',
    contact,
    at: '2026-11-21T10:00:00Z',
    cart: { total: eur('5'), items: [{ id: 'mug' }], url: 'https://shop.example/cart' },
  });

  const open = await load();
  await tell(
    { kind: 'cart.emptied', contact, at: '2026-11-21T12:00:00Z', cart: { items: [] } },
    { kind: 'cart.updated', contact, at: '2026-11-21T11:00:00Z', cart: { items: [{ id: 'beans' }] } },
  );
  const emptied = await load();

  assert.deepEqual(open.cart, {
    at: '2026-11-21T10:00:00.000Z',
    data: {},
    items: [{ id: 'mug', name: 'Mug', quantity: 1, price: null, url: null, image: null }],
    total: { currency: 'EUR', micros: 5_000_000 },
    url: 'https://shop.example/cart',
  });
  assert.equal(open.event?.kind, 'cart.updated');
  assert.deepEqual([emptied.cart, emptied.order, emptied.event?.at], [null, null, '2026-11-21T11:00:00.000Z']);
});

test('a body that is no list of facts is refused as a whole', () => {
  assert.equal(facts.track.body.safeParse({ facts: [] }).success, false);
  assert.equal(facts.track.body.safeParse({ facts: Array.from({ length: 1001 }, () => ({})) }).success, false);
  assert.equal(facts.track.body.safeParse({ facts: [{ kind: 'order.paid', order: 5 }] }).success, true);
});
