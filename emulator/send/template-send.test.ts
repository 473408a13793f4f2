import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bodies, type Body, refusalOf } from './bodies.ts';
import { deskAccount, deskNow, openDesk } from './desk.ts';
import { sampleTemplates } from './samples.ts';
import { draftMarketing, fillTemplate } from './template-send.ts';

const { setup, mug, cup } = bodies;

const send = (name: string, components?: unknown, change: Body = {}): unknown => {
  const { world } = openDesk({ ...setup, templates: sampleTemplates });
  const { content, replies } = fillTemplate(world, deskAccount, { name, language: { code: 'en_US' }, components, ...change });
  return { content, replies };
};
const words = (...texts: unknown[]): Body[] => texts.map((text) => ({ type: 'text', text }));
const header = (...parameters: unknown[]): Body => ({ type: 'header', parameters });
const body = (...parameters: unknown[]): Body => ({ type: 'body', parameters });
const button = (subType: string, index: unknown, ...parameters: unknown[]): Body => ({ type: 'button', sub_type: subType, index, parameters });
const card = (change: Body): unknown => ({
  kind: 'card',
  header: null,
  text: 'Hello there',
  footer: null,
  offer: null,
  buttons: [],
  template: null,
  ...change,
});
const orderButtons = (suffix: string): unknown[] => [
  { kind: 'reply', text: 'I come', index: 0, tapped: false },
  { kind: 'reply', text: 'Later', index: 1, tapped: false },
  { kind: 'url', text: 'Follow', url: `https://shop.example/o/${suffix}`, index: 2 },
  { kind: 'url', text: 'Shop', url: 'https://shop.example', index: 3 },
  { kind: 'phone', text: 'Call', phone: '+15550783881', index: 4 },
];
const productHeader = (id: string): Body => ({ type: 'header', parameters: [{ type: 'product', product: { catalog_id: '900', product_retailer_id: id } }] });
const pictureCard = (index: unknown, left: string, suffix: string): Body => ({
  card_index: index,
  components: [
    header({ type: 'image', image: { id: '11' } }),
    body(...words(left)),
    button('quick_reply', '0', { type: 'payload', payload: `more ${left}` }),
    button('url', 1, ...words(suffix)),
  ],
});

const accepted: readonly (readonly [string, string, unknown, unknown, readonly string[]])[] = [
  ['a template without parameters', 'hello_world', undefined, card({ text: 'Welcome and congratulations!', template: 'hello_world' }), []],
  ['components that are null', 'hello_world', null, card({ text: 'Welcome and congratulations!', template: 'hello_world' }), []],
  ['empty components', 'hello_world', [body()], card({ text: 'Welcome and congratulations!', template: 'hello_world' }), []],
  [
    'every positional part, in either case',
    'order_ready',
    [
      { type: 'HEADER', parameters: words('7') },
      { type: 'Body', parameters: words('Ana', '7', 'noon') },
      { type: 'BUTTON', sub_type: 'QUICK_REPLY', index: '0', parameters: [{ type: 'PAYLOAD', payload: 'COMES' }] },
      { type: 'button', sub_type: 'Url', index: 2, parameters: words('7?x=$&') },
    ],
    card({
      header: { kind: 'text', text: 'Order 7 is here' },
      text: 'Dear Ana, come for your order 7 before noon, dear Ana.',
      footer: 'See you soon',
      buttons: orderButtons('7?x=$&'),
      template: 'order_ready',
    }),
    ['COMES', 'Later', '', '', ''],
  ],
  [
    'named parameters in any order',
    'named',
    [body({ type: 'text', parameter_name: 'offer', text: 'the sale' }, { type: 'text', parameter_name: 'first_name', text: 'Ana' })],
    card({ text: 'Hello Ana, the sale is on, Ana.', template: 'named' }),
    [],
  ],
  [
    'currency and date by their fallback',
    'order_ready',
    [
      header(...words('7')),
      body(
        { type: 'text', text: 'Ana' },
        { type: 'currency', currency: { fallback_value: '$100.99', code: 'USD', amount_1000: 100990 } },
        { type: 'date_time', date_time: { fallback_value: 'February 25, 1977' } },
      ),
      button('url', 2, ...words('7')),
    ],
    card({
      header: { kind: 'text', text: 'Order 7 is here' },
      text: 'Dear Ana, come for your order $100.99 before February 25, 1977, dear Ana.',
      footer: 'See you soon',
      buttons: orderButtons('7'),
      template: 'order_ready',
    }),
    ['I come', 'Later', '', '', ''],
  ],
  [
    'an image above',
    'with_image',
    [header({ type: 'image', image: { id: '11' } })],
    card({ header: { kind: 'image', media: '11', link: null, filename: null }, template: 'with_image' }),
    [],
  ],
  [
    'a film above',
    'with_video',
    [header({ type: 'video', video: { link: 'https://a.test/v.mp4' } })],
    card({ header: { kind: 'video', media: null, link: 'https://a.test/v.mp4', filename: null }, template: 'with_video' }),
    [],
  ],
  [
    'a document with its name above',
    'with_document',
    [header({ type: 'document', document: { id: '13', filename: 'bill.pdf' } })],
    card({ header: { kind: 'document', media: '13', link: null, filename: 'bill.pdf' }, template: 'with_document' }),
    [],
  ],
  [
    'a place above',
    'with_location',
    [header({ type: 'location', location: { latitude: '37.4', longitude: '-122.1', name: 'Here', address: '1 Way' } })],
    card({ header: { kind: 'location', latitude: 37.4, longitude: -122.1, name: 'Here', address: '1 Way' }, template: 'with_location' }),
    [],
  ],
  [
    'a product above its button',
    'with_product',
    [productHeader('mug')],
    card({
      header: { kind: 'product', product: mug },
      text: 'Look',
      buttons: [{ kind: 'product', text: 'View', catalog: '900', product: mug, index: 0 }],
      template: 'with_product',
    }),
    [''],
  ],
  [
    'a coupon of 20 characters',
    'coupon',
    [button('COPY_CODE', 1, { type: 'coupon_code', coupon_code: 'ABCDEFGHIJ1234567890' })],
    card({
      buttons: [
        { kind: 'reply', text: 'No thanks', index: 0, tapped: false },
        { kind: 'copy_code', text: 'Copy offer code', code: 'ABCDEFGHIJ1234567890', index: 1 },
      ],
      template: 'coupon',
    }),
    ['No thanks', ''],
  ],
  [
    'a form with a token and data',
    'form',
    [button('flow', '0', { type: 'action', action: { flow_token: 't', flow_action_data: { name: 'Ana' } } })],
    card({
      buttons: [{ kind: 'flow', text: 'Book', flow: '71', token: 't', action: 'navigate', screen: 'WELCOME', data: { name: 'Ana' }, index: 0, tapped: false }],
      template: 'form',
    }),
    [''],
  ],
  [
    'a form with nothing to say',
    'form',
    [{ type: 'button', sub_type: 'flow', index: '0' }],
    card({
      buttons: [{ kind: 'flow', text: 'Book', flow: '71', token: 'unused', action: 'navigate', screen: 'WELCOME', data: {}, index: 0, tapped: false }],
      template: 'form',
    }),
    [''],
  ],
  [
    'a catalogue without a component',
    'whole_catalog',
    [],
    card({ buttons: [{ kind: 'catalog', text: 'View catalog', catalog: '900', thumbnail: null, sections: [], index: 0 }], template: 'whole_catalog' }),
    [''],
  ],
  [
    'a catalogue with its picture',
    'whole_catalog',
    [button('CATALOG', 0, { type: 'action', action: { thumbnail_product_retailer_id: 'mug' } })],
    card({ buttons: [{ kind: 'catalog', text: 'View catalog', catalog: '900', thumbnail: mug, sections: [], index: 0 }], template: 'whole_catalog' }),
    [''],
  ],
  [
    'products in sections',
    'many_products',
    [
      button('mpm', 0, {
        type: 'action',
        action: { thumbnail_product_retailer_id: 'mug', sections: [{ title: 'Hot', product_items: [{ product_retailer_id: 'cup' }] }] },
      }),
    ],
    card({
      buttons: [{ kind: 'catalog', text: 'View items', catalog: '900', thumbnail: mug, sections: [{ title: 'Hot', products: [cup] }], index: 0 }],
      template: 'many_products',
    }),
    [''],
  ],
  [
    'a request for a number',
    'your_number',
    [],
    card({ buttons: [{ kind: 'share_contact', text: 'Share contact info', index: 0, tapped: false }], template: 'your_number' }),
    [''],
  ],
  [
    'a one-time passcode, said twice',
    'passcode',
    [body(...words('123456')), button('url', '0', ...words('123456'))],
    card({ text: '*123456* is your verification code.', buttons: [{ kind: 'copy_code', text: 'Copy code', code: '123456', index: 0 }], template: 'passcode' }),
    [''],
  ],
  [
    'an offer that ends',
    'ending_offer',
    [
      header({ type: 'image', image: { id: '11' } }),
      body(...words('Ana')),
      { type: 'limited_time_offer', parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: deskNow + 60_000 } }] },
      button('copy_code', 0, { type: 'coupon_code', coupon_code: 'SAVE' }),
      button('url', 1, ...words('x')),
    ],
    card({
      header: { kind: 'image', media: '11', link: null, filename: null },
      text: 'For you, Ana',
      offer: { text: 'Ends soon!', expires_at: '2026-11-22T12:01:00.000Z', code: 'SAVE' },
      buttons: [
        { kind: 'copy_code', text: 'Copy offer code', code: 'SAVE', index: 0 },
        { kind: 'url', text: 'Shop', url: 'https://shop.example/x', index: 1 },
      ],
      template: 'ending_offer',
    }),
    ['', ''],
  ],
  [
    'an offer without an end',
    'lasting_offer',
    [],
    card({ text: 'For you', offer: { text: 'Always on', expires_at: null, code: null }, template: 'lasting_offer' }),
    [],
  ],
  [
    'a carousel, its buttons counted through',
    'pictures',
    [body(...words('Ana')), { type: 'carousel', cards: [pictureCard(0, '3', 'a'), pictureCard('1', '4', 'b')] }],
    {
      kind: 'carousel',
      text: 'Choose, Ana',
      cards: [
        ['3', 'a'],
        ['4', 'b'],
      ].map(([left, suffix], i) => ({
        header: { kind: 'image', media: '11', link: null, filename: null },
        text: `Only ${left} left`,
        buttons: [
          { kind: 'reply', text: 'More', index: i * 2, tapped: false },
          { kind: 'url', text: 'Buy', url: `https://shop.example/${suffix}`, index: i * 2 + 1 },
        ],
      })),
      template: 'pictures',
    },
    ['more 3', '', 'more 4', ''],
  ],
  [
    'more products than the template has cards',
    'products',
    [{ type: 'carousel', cards: ['mug', 'cup', 'mug'].map((id, i) => ({ card_index: i, components: [productHeader(id)] })) }],
    {
      kind: 'carousel',
      text: 'New in',
      cards: [mug, cup, mug].map((product, index) => ({
        header: { kind: 'product', product },
        text: null,
        buttons: [{ kind: 'product', text: 'View', catalog: '900', product, index }],
      })),
      template: 'products',
    },
    ['', '', ''],
  ],
  ['a flagged template', 'flagged', [], card({ template: 'flagged' }), []],
  ['a template out of the archive', 'unarchived', [], card({ template: 'unarchived' }), []],
];

for (const [what, name, components, content, replies] of accepted) {
  test(`${what} is sent and drawn`, () => {
    const sent = send(name, components);

    assert.deepEqual(sent, { content, replies });
  });
}

test('a form of a template goes out ten times an hour while it is throttled', () => {
  const { world, move } = openDesk({ ...setup, templates: sampleTemplates });
  const value = { name: 'form_throttled', language: { code: 'en_US' }, components: [button('flow', 0)] };

  for (let i = 0; i < 10; i++) fillTemplate(world, deskAccount, value);
  const eleventh = refusalOf(() => fillTemplate(world, deskAccount, value));
  move(60 * 60 * 1000);
  const later = refusalOf(() => fillTemplate(world, deskAccount, value));

  assert.equal(eleventh?.[0], 132069);
  assert.equal(later, undefined);
});

test('an edited template is sent as it reads now', () => {
  const { world } = openDesk({ ...setup, templates: sampleTemplates });
  const value = { name: 'hello_world', language: { code: 'en_US' } };
  const before = fillTemplate(world, deskAccount, value);

  before.template.components = [{ type: 'BODY', text: 'Welcome back!' }];
  const after = fillTemplate(world, deskAccount, value);

  assert.deepEqual(
    [before.content, after.content].map((content) => content.kind === 'card' && content.text),
    ['Welcome and congratulations!', 'Welcome back!'],
  );
});

test('marketing_messages takes marketing templates only, GIFs included', () => {
  const { world } = openDesk({ ...setup, templates: sampleTemplates });
  const gif = [header({ type: 'gif', gif: { link: 'https://a.test/g.mp4' } })];
  const marketing = (name: string, change: Body = {}, components: unknown = []): unknown =>
    draftMarketing(world, deskAccount, { type: 'template', template: { name, language: { code: 'en_US' }, components }, ...change });

  assert.deepEqual(
    refusalOf(() => marketing('hello_world')),
    [134100, "You're only able to send marketing messages on this API."],
  );
  assert.deepEqual(
    refusalOf(() => draftMarketing(world, deskAccount, { type: 'text', text: { body: 'a' } })),
    [100, 'Message must be a template message.'],
  );
  assert.deepEqual(
    refusalOf(() => marketing('with_gif', { product_policy: 'LOOSE' }, gif)),
    [100, '(#100) Param product_policy must be one of {CLOUD_API_FALLBACK, STRICT} - got "LOOSE".'],
  );
  assert.deepEqual(
    refusalOf(() => marketing('with_gif', { message_activity_sharing: 'maybe' }, gif)),
    [100, '(#100) Param message_activity_sharing must be a boolean.'],
  );
  assert.equal(
    refusalOf(() => marketing('with_gif', { product_policy: 'STRICT', message_activity_sharing: true }, gif)),
    undefined,
  );
  assert.deepEqual(
    refusalOf(() => send('with_gif', gif)),
    [131009, 'header: templates with a GIF are sent by marketing_messages only'],
  );
});

test('older Graph versions refuse a utility template with 131055', () => {
  const { world } = openDesk({ ...setup, templates: sampleTemplates, settings: { graph_version: 'v22.0' } });

  const refusal = refusalOf(() => draftMarketing(world, deskAccount, { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } }));

  assert.deepEqual(refusal, [131055, 'Only marketing template messages are supported']);
});

test('a new template reaches marketing_messages after ten minutes, and again after an idle week', () => {
  const minute = 60_000;
  const week = 7 * 24 * 60 * minute;
  const templates = [{ name: 'fresh', createdAt: deskNow, components: [{ type: 'BODY' as const, text: 'Hello there' }] }];
  const { world, move } = openDesk({ templates });
  const ask = (policy?: string): number | undefined =>
    refusalOf(() => {
      const { template } = draftMarketing(world, deskAccount, {
        type: 'template',
        template: { name: 'fresh', language: { code: 'en_US' } },
        ...(policy === undefined ? {} : { product_policy: policy }),
      });
      template.lastSentAt = world.clock.now();
    })?.[0];

  assert.deepEqual([ask(), ask('STRICT')], [134101, 134101]);
  move(10 * minute - 1);
  assert.equal(ask(), 134101);
  move(1);
  assert.equal(ask(), undefined);
  move(week);
  assert.equal(ask(), 134101);
  move(10 * minute);
  assert.equal(ask(), undefined);
  move(week);
  assert.deepEqual([ask('CLOUD_API_FALLBACK'), ask()], [undefined, undefined]);
});
