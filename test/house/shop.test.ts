import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import { call } from '#server/app/client/client.ts';
import { openWorld, received, until, type World } from '#test/world/world.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const ines = '+33612345001';
const paul = '+33612345002';
const wallace = '+447400123456';

const order = (number: string, amount: string, ...things: string[]) => ({
  number,
  total: { amount, currency: 'EUR' },
  items: things.map((id) => ({ id, name: id, quantity: 1, price: { amount: '10', currency: 'EUR' } })),
});

test('what a shop tells is said in a campaign, in the language of each person; who has nothing to be told is left out', async () => {
  await world.person({ phone: ines, name: 'Inès', language: 'fr' });
  await world.person({ phone: wallace, name: 'Wallace', language: 'en' });
  await world.person({ phone: paul, name: 'Paul', language: 'fr' });
  await buyTogether();
  const told = await call(world.door, contract.facts.track, {
    body: {
      facts: [
        { kind: 'order.paid', phone: ines, order: order('A-1', '1259.90', 'beans', 'mug') },
        { kind: 'order.paid', phone: wallace, order: order('A-2', '20', 'beans') },
      ],
    },
  });
  assert.equal(told.taken, 2);
  const inesId = told.results[0]?.contact ?? '';
  await until('the pairs are learned', async () => (await recommended(inesId)).includes('filter'));
  const template = await world.template({
    name: 'thanks',
    content: {
      body: 'Thank you for {{what}} and {{sum}} today. Next time, why not take our {{next}} as well? Your roasters',
      samples: { what: '2 things', sum: '€20.00', next: 'filters' },
    },
  });
  const campaign = await world.campaign({ template, name: 'Thanks' });
  const liquid = '{% if order %}{{ order.items.size | plural: "one thing", "# things" }}{% endif %}';
  await call(world.door, contract.campaigns.update, {
    params: { id: campaign },
    body: {
      choices: {
        variables: {
          what: { from: 'liquid', template: liquid, fallback: '' },
          sum: { from: 'order', attribute: 'total', fallback: '' },
          next: { from: 'recommendation', by: 'bought_together', place: 1, attribute: 'name', fallback: 'tea' },
        },
      },
    },
  });

  const plan = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });

  assert.deepEqual(plan.problems, []);
  assert.equal(plan.recipients, 2);
  assert.equal(plan.exclusions.find(({ reason }) => reason === 'variable_missing')?.people, 1, 'Paul has no order');
  await call(world.door, contract.campaigns.launch, { params: { id: campaign }, body: { plan: plan.id, undo_seconds: 0 } });
  await until('both have it', async () => received(await world.phone(ines)).length === 1 && received(await world.phone(wallace)).length === 1);
  const said = await Promise.all([ines, wallace].map(async (phone) => received(await world.phone(phone))[0]?.content));
  assert.deepEqual(
    said.map((content) => (content?.kind === 'card' ? content.text.replace(/[\u00a0\u202f]/gu, ' ') : '')),
    [
      'Thank you for 2 things and 1 259,90 € today. Next time, why not take our filter as well? Your roasters',
      'Thank you for one thing and €20.00 today. Next time, why not take our filter as well? Your roasters',
    ],
  );
});

test('the same sources fill a message to one person', async () => {
  const template = await world.template({
    name: 'shipped',
    category: 'utility',
    content: { body: 'Your order {{number}} of {{sum}} has left our workshop today.', samples: { number: 'A-1', sum: '€1' } },
  });

  await call(world.door, contract.messages.send, {
    body: {
      phone: wallace,
      say: {
        kind: 'template',
        template,
        language: 'en',
        variables: {
          number: { from: 'order', attribute: 'number', fallback: '' },
          sum: { from: 'liquid', template: '{{ order.total | money }}', fallback: '' },
        },
      },
    },
  });

  await until('he has it', async () => received(await world.phone(wallace)).length === 2);
  const content = received(await world.phone(wallace)).at(-1)?.content;
  assert.equal(content?.kind === 'card' ? content.text : '', 'Your order A-2 of €20.00 has left our workshop today.');
});

test('products are listed by name, page by page, and replaced by their id; a double one is refused', async () => {
  const put = (...products: { retailer_id: string; name: string; available?: boolean; catalog?: string }[]) =>
    call(world.door, contract.products.put, { body: { products } });
  await put({ retailer_id: 'z', name: 'Amaretti', catalog: '900' }, { retailer_id: 'a', name: 'Amaretti' });
  await put({ retailer_id: 'a', name: 'Amaretti', available: false, catalog: '901' });

  const first = await call(world.door, contract.products.list, { query: { limit: 1, search: 'maret' } });
  const second = await call(world.door, contract.products.list, { query: { limit: 1, search: 'maret', cursor: first.next ?? '' } });

  assert.deepEqual(
    [first, second].map(({ items, next }) => [items.map(({ retailer_id, available }) => [retailer_id, available]), next]),
    [
      [[['a', false]], 'a'],
      [[['z', true]], null],
    ],
  );
  assert.deepEqual((await call(world.door, contract.catalogs.list, {})).items, [
    { id: '900', products: 1 },
    { id: '901', products: 1 },
  ]);
  await assert.rejects(put({ retailer_id: 'x', name: 'X' }, { retailer_id: 'x', name: 'Y' }), /product "x" stands twice/);
});

test('orders of a person are listed newest first, page by page', async () => {
  const at = (day: number) => `2026-11-0${day}T10:00:00Z`;
  const { results } = await call(world.door, contract.facts.track, {
    body: { facts: [1, 3, 2].map((day) => ({ kind: 'order.paid', phone: '+33612345009', at: at(day), order: order(`P-${day}`, '1', 'tea') })) },
  });
  const id = results[0]?.contact ?? '';

  const first = await call(world.door, contract.orders.of, { params: { id }, query: { limit: 2 } });
  const second = await call(world.door, contract.orders.of, { params: { id }, query: { limit: 2, cursor: first.next ?? '' } });

  assert.deepEqual(
    [...first.items, ...second.items].map(({ number, state, placed_at }) => [number, state, placed_at]),
    [3, 2, 1].map((day) => [`P-${day}`, 'paid', `2026-11-0${day}T10:00:00.000Z`]),
  );
  assert.equal(second.next, null);
});

test('forms are read at WhatsApp with their screens', async () => {
  const { id: account } = [...world.emulator.world.accounts.values()][0] ?? { id: '' };
  const json = {
    version: '7.1',
    screens: [
      {
        id: 'DAY',
        title: 'Day',
        layout: {
          type: 'SingleColumnLayout',
          children: [{ type: 'Footer', label: 'Next', 'on-click-action': { name: 'navigate', next: { type: 'screen', name: 'HOUR' } } }],
        },
      },
      {
        id: 'HOUR',
        title: 'Hour',
        terminal: true,
        layout: { type: 'SingleColumnLayout', children: [{ type: 'Footer', label: 'Book', 'on-click-action': { name: 'complete', payload: {} } }] },
      },
    ],
  };
  const made = await fetch(`${world.emulator.url}/v26.0/${account}/flows`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.emulator.world.app.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'booking', categories: ['APPOINTMENT_BOOKING'], flow_json: JSON.stringify(json) }),
  });
  assert.equal(made.status, 200);

  const { items } = await call(world.door, contract.forms.list, { query: {} });

  assert.deepEqual(
    items.map(({ name, state, screens }) => ({ name, state, screens })),
    [{ name: 'booking', state: 'DRAFT', screens: ['DAY', 'HOUR'] }],
  );
});

/** Beans and filters in three orders together, and enough other orders for that to be no chance. */
async function buyTogether(): Promise<void> {
  const baskets = [['beans', 'filter'], ['beans', 'filter'], ['beans', 'filter'], ['tea'], ['tea'], ['soap']];
  const facts = baskets.map((things, place) => ({
    kind: 'order.paid',
    phone: `+3361234510${place}`,
    at: '2026-06-01T10:00:00Z',
    order: order(`B-${place}`, '10', ...things),
  }));
  await call(world.door, contract.facts.track, { body: { facts } });
}

async function recommended(id: string): Promise<string[]> {
  return (await call(world.door, contract.products.recommended, { params: { id } })).items.map(({ product }) => product.retailer_id);
}
