import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bodies, type Body, refusalOf } from './bodies.ts';
import { deskAccount, openDesk } from './desk.ts';
import { draftMessage } from './laws/message.ts';
import { sampleTemplates } from './samples.ts';
import { fillTemplate } from './template-send.ts';

const { setup, text, media, place, contact, reaction, asked, reply, buttons, row, list, link, opening, product, items, products, form, linkCard, carousel } =
  bodies;
const { world } = openDesk({ ...setup, templates: sampleTemplates });

/** Lists in lists, far deeper than a recursion can follow. */
const nested = ((): unknown => {
  let inner: unknown = 'deep';
  for (let i = 0; i < 50_000; i++) inner = [inner];
  return inner;
})();
const million = 'x'.repeat(1_000_000);

const sendKind = (body: Body): unknown => draftMessage(world, typeof body['type'] === 'string' ? body['type'] : '', body);
const sendTemplate = (value: unknown): unknown => fillTemplate(world, deskAccount, value);
const named = (name: unknown, ...components: unknown[]): Body => ({ name, language: { code: 'en_US' }, components });
const words = (...texts: unknown[]): Body[] => texts.map((one) => ({ type: 'text', text: one }));
const button = (subType: unknown, index: unknown, ...parameters: unknown[]): Body => ({ type: 'button', sub_type: subType, index, parameters });

const hostileKinds: readonly Body[] = [
  { type: million },
  text({ body: nested }),
  buttons([{ type: million, reply: {} }]),
  buttons(Array.from({ length: 10_000 }, () => reply('a'))),
  list(Array.from({ length: 10_000 }, () => ({ rows: [] }))),
  list([{ rows: Array.from({ length: 10_000 }, () => null) }]),
  media('image', { id: million }),
  media('image', { id: nested }),
  form({ flow_id: million }),
  form({ flow_action_payload: { data: { nested } } }),
  reaction({ emoji: '🎉'.repeat(100_000) }),
  carousel(Array.from({ length: 10_000 }, () => nested)),
  asked(million, {}),
  { type: 'contacts', contacts: nested },
];

const hostileTemplates: readonly Body[] = [
  named(million),
  { ...named('hello_world'), components: nested },
  named('hello_world', { type: nested }),
  named('hello_world', ...Array.from({ length: 10_000 }, () => ({ type: million }))),
  named('coupon', button(million, 0)),
  named('coupon', button('copy_code', million)),
  named('coupon', button('copy_code', 1, { type: million })),
  named('order_ready', { type: 'header', parameters: [{ type: nested }] }),
  named('order_ready', { type: 'header', parameters: [{ type: 'currency', currency: nested }] }),
  named('named', { type: 'body', parameters: [{ type: 'text', parameter_name: million, text: 'a' }, ...words('b')] }),
  named('form', button('flow', 0, { type: 'action', action: { flow_action_data: { nested } } })),
  named('pictures', { type: 'body', parameters: words('Ana') }, { type: 'carousel', cards: [nested, nested] }),
];

test('hostile bodies are refused in few words', () => {
  const refusals = [...hostileKinds.map((body) => refusalOf(() => sendKind(body))), ...hostileTemplates.map((value) => refusalOf(() => sendTemplate(value)))];

  for (const [i, refusal] of refusals.entries())
    assert.ok(refusal !== undefined && refusal[1].length < 1000, `the one at ${i}: ${refusal?.[1].slice(0, 200) ?? 'passed'}`);
});

/** Values that have no business where they are put. */
const intruders: readonly unknown[] = [
  null,
  undefined,
  0,
  -1,
  1.5,
  1e300,
  true,
  '',
  ' ',
  'x',
  '\ud800',
  '__proto__',
  'constructor',
  [],
  [null],
  {},
  { toString: 1 },
  [[]],
  million,
  nested,
];

/** Every body that differs from this one in one place, and there holds an intruder. */
function* broken(value: unknown): Generator<unknown> {
  for (const intruder of intruders) yield intruder;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    for (const [i, one] of items.entries()) for (const other of broken(one)) yield items.with(i, other);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) for (const other of broken(one)) yield { ...value, [key]: other };
  }
}

const sound: readonly Body[] = [
  text({ body: 'See https://a.test', preview_url: true }),
  media('document', { id: '13', filename: 'a.pdf', caption: 'c' }),
  media('audio', { link: 'https://a.test/a.ogg', voice: true }),
  place({ name: 'Here', address: '1 Way' }),
  contact({
    phones: [{ phone: '+1', wa_id: '1' }],
    emails: [{ email: 'a@b.c' }],
    org: { company: 'A' },
    urls: [{ url: 'https://a.test' }],
    addresses: [{ city: 'A' }],
    birthday: '1990-01-01',
  }),
  reaction({}),
  buttons([reply('Yes'), reply('No')], { header: { type: 'text', text: 'Head' }, footer: { text: 'Foot' } }),
  list([{ title: 'S', rows: [row('a', { description: 'd' })] }]),
  link(opening),
  product(),
  products([{ title: 'S', product_items: items('mug') }]),
  asked('catalog_message', { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'mug' } }),
  form({ flow_token: 't', mode: 'published', flow_action: 'navigate', flow_action_payload: { screen: 'WELCOME', data: { a: 1 } } }),
  carousel([linkCard(0), linkCard(1)]),
  asked('address_message', {
    name: 'address_message',
    parameters: { country: 'IN', values: { name: 'A' }, saved_addresses: [{ id: 'a', value: { name: 'A' } }] },
  }),
];

const soundTemplates: readonly Body[] = [
  named('order_ready', { type: 'header', parameters: words('7') }, { type: 'body', parameters: words('a', 'b', 'c') }, button('url', '2', ...words('7'))),
  named('named', { type: 'body', parameters: ['first_name', 'offer'].map((name) => ({ type: 'text', parameter_name: name, text: 'a' })) }),
  named('with_image', { type: 'header', parameters: [{ type: 'image', image: { id: '11' } }] }),
  named('with_location', { type: 'header', parameters: [{ type: 'location', location: { latitude: 1, longitude: 2, name: 'n', address: 'a' } }] }),
  named('coupon', button('copy_code', 1, { type: 'coupon_code', coupon_code: 'A' }), button('quick_reply', 0, { type: 'payload', payload: 'p' })),
  named('form', button('flow', 0, { type: 'action', action: { flow_token: 't', flow_action_data: { a: 1 } } })),
  named('many_products', button('mpm', 0, { type: 'action', action: { thumbnail_product_retailer_id: 'mug', sections: [{ product_items: items('mug') }] } })),
  named('products', {
    type: 'carousel',
    cards: [0, 1].map((i) => ({
      card_index: i,
      components: [{ type: 'header', parameters: [{ type: 'product', product: { catalog_id: '900', product_retailer_id: 'mug' } }] }],
    })),
  }),
];

test('one wrong value anywhere is taken or refused, and never breaks the emulator', () => {
  let tried = 0;
  for (const body of sound) {
    assert.equal(
      refusalOf(() => sendKind(body)),
      undefined,
      JSON.stringify(body),
    );
    for (const one of broken(body)) {
      if (typeof one !== 'object' || one === null || Array.isArray(one)) continue;
      refusalOf(() => sendKind({ ...one }));
      tried += 1;
    }
  }
  for (const value of soundTemplates) {
    assert.equal(
      refusalOf(() => sendTemplate(value)),
      undefined,
      JSON.stringify(value),
    );
    for (const one of broken(value)) {
      refusalOf(() => sendTemplate(one));
      tried += 1;
    }
  }

  assert.ok(tried > 3_000, `only ${tried} bodies were tried`);
});
