import assert from 'node:assert/strict';
import { test } from 'node:test';

import { defaultSettings } from '#core/rehearsal/settings.ts';

import { GraphRefusal } from '../graph/errors.ts';
import { bodies, type Body } from './bodies.ts';
import { openDesk } from './desk.ts';
import type { Draft } from './laws/draft.ts';
import { draftMessage } from './laws/message.ts';

const {
  setup,
  draft,
  mug,
  cup,
  text,
  media,
  place,
  contact,
  reaction,
  asked,
  reply,
  buttons,
  row,
  list,
  rows,
  link,
  opening,
  product,
  items,
  products,
  catalog,
  form,
  linkCard,
  replyCard,
  productCard,
  carousel,
  address,
} = bodies;

const card = (buttons: unknown[], change: Body = {}): unknown => ({
  kind: 'card',
  header: null,
  text: 'Pick one',
  footer: null,
  offer: null,
  buttons,
  template: null,
  ...change,
});

/** What passes, and what the phone draws of it; the replies where there are buttons. */
const accepted: readonly (readonly [string, Body, unknown, readonly string[] | null])[] = [
  ['a text', text({ body: 'Hello' }), { kind: 'text', text: 'Hello', preview: null }, null],
  [
    'a text with a preview',
    text({ body: 'See https://a.test/x and https://b.test', preview_url: true }),
    { kind: 'text', text: 'See https://a.test/x and https://b.test', preview: 'https://a.test/x' },
    null,
  ],
  ['a preview of nothing', text({ body: 'No link', preview_url: true }), { kind: 'text', text: 'No link', preview: null }, null],
  ['a preview not asked for', text({ body: 'https://a.test', preview_url: false }), { kind: 'text', text: 'https://a.test', preview: null }, null],
  ['an image by id', media('image', { id: '11', caption: 'c' }), { kind: 'image', media: '11', link: null, caption: 'c', filename: null }, null],
  ['an image by an id that is a number', media('image', { id: 11 }), { kind: 'image', media: '11', link: null, caption: null, filename: null }, null],
  [
    'a video by link',
    media('video', { link: 'https://a.test/v.mp4' }),
    { kind: 'video', media: null, link: 'https://a.test/v.mp4', caption: null, filename: null },
    null,
  ],
  [
    'a document',
    media('document', { id: '13', filename: 'bill.pdf', caption: 'Your bill' }),
    { kind: 'document', media: '13', link: null, caption: 'Your bill', filename: 'bill.pdf' },
    null,
  ],
  ['an audio', media('audio', { id: '15' }), { kind: 'audio', media: '15', link: null, voice: false }, null],
  ['a voice note', media('audio', { id: '14', voice: true }), { kind: 'audio', media: '14', link: null, voice: true }, null],
  ['a moving sticker', media('sticker', { id: '16' }), { kind: 'sticker', media: '16', link: null, animated: true }, null],
  ['a still sticker', media('sticker', { id: '17' }), { kind: 'sticker', media: '17', link: null, animated: false }, null],
  [
    'a location in texts',
    place({ latitude: '37.44', longitude: '-122.16', name: 'Here', address: '1 Way' }),
    { kind: 'location', latitude: 37.44, longitude: -122.16, name: 'Here', address: '1 Way' },
    null,
  ],
  ['a location at zero', place({ latitude: 0, longitude: 0 }), { kind: 'location', latitude: 0, longitude: 0, name: null, address: null }, null],
  [
    'a contact with every field',
    contact({
      name: { formatted_name: 'Dr Ana M. Souza Jr', first_name: 'Ana', last_name: 'Souza', middle_name: 'M.', suffix: 'Jr', prefix: 'Dr' },
      phones: [
        { phone: '+55 11 98765-4321', type: 'CELL', wa_id: '5511987654321' },
        { phone: '+1 555 0100', type: 'WORK' },
      ],
      emails: [{ email: 'ana@example.com', type: 'WORK' }],
      addresses: [{ street: 'Av. Paulista 1', city: 'São Paulo', state: 'SP', zip: '01310', country: 'Brazil', country_code: 'br', type: 'WORK' }],
      org: { company: 'Acme', department: 'R&D', title: 'Engineer' },
      urls: [{ url: 'https://example.com', type: 'WORK' }],
      birthday: '1990-02-29',
    }),
    {
      kind: 'contacts',
      contacts: [
        {
          name: 'Dr Ana M. Souza Jr',
          org: 'Acme, R&D, Engineer',
          phones: [
            { phone: '+55 11 98765-4321', wa_id: '5511987654321' },
            { phone: '+1 555 0100', wa_id: null },
          ],
          emails: ['ana@example.com'],
        },
      ],
    },
    null,
  ],
  ['a reaction', reaction({}), { kind: 'reaction', emoji: '🎉', to: 'wamid.HBg' }, null],
  ['a reaction of a family', reaction({ emoji: '👨‍👩‍👧‍👦' }), { kind: 'reaction', emoji: '👨‍👩‍👧‍👦', to: 'wamid.HBg' }, null],
  ['a reaction taken back', reaction({ emoji: '' }), { kind: 'reaction', emoji: '', to: 'wamid.HBg' }, null],
  [
    'buttons below a picture',
    buttons([reply('Yes', 'y'), reply('No', 'n')], { header: { type: 'image', image: { id: '11' } }, footer: { text: 'Foot' } }),
    {
      kind: 'card',
      header: { kind: 'image', media: '11', link: null, filename: null },
      text: 'Pick one',
      footer: 'Foot',
      offer: null,
      buttons: [
        { kind: 'reply', text: 'Yes', index: 0, tapped: false },
        { kind: 'reply', text: 'No', index: 1, tapped: false },
      ],
      template: null,
    },
    ['y', 'n'],
  ],
  [
    'a list of two sections',
    list(
      [
        { title: 'A', rows: [row('a')] },
        { title: 'B', rows: [row('b', { description: 'Second' })] },
      ],
      { header: { type: 'text', text: 'Head' } },
    ),
    {
      kind: 'list',
      header: 'Head',
      text: 'Pick one',
      footer: null,
      button: 'Options',
      sections: [
        { title: 'A', rows: [{ id: 'a', title: 'Row a', description: null }] },
        { title: 'B', rows: [{ id: 'b', title: 'Row b', description: 'Second' }] },
      ],
    },
    null,
  ],
  [
    'a list of one section without a title',
    list([{ rows: [row('a')] }]),
    {
      kind: 'list',
      header: null,
      text: 'Pick one',
      footer: null,
      button: 'Options',
      sections: [{ title: null, rows: [{ id: 'a', title: 'Row a', description: null }] }],
    },
    null,
  ],
  [
    'a link',
    link(opening, { header: { type: 'text', text: 'Dates' } }),
    {
      kind: 'card',
      header: { kind: 'text', text: 'Dates' },
      text: 'Pick one',
      footer: null,
      offer: null,
      buttons: [{ kind: 'url', text: 'See dates', url: 'https://shop.example/dates', index: 0 }],
      template: null,
    },
    [''],
  ],
  [
    'a request for a location',
    asked('location_request_message', { name: 'send_location' }),
    card([{ kind: 'send_location', text: 'Send location', index: 0 }]),
    [''],
  ],
  [
    'a request for a number',
    asked('request_contact_info', { name: 'request_contact_info' }),
    card([{ kind: 'share_contact', text: 'Share contact info', index: 0, tapped: false }]),
    [''],
  ],
  [
    'a product without a body',
    product({}, { body: undefined }),
    {
      kind: 'card',
      header: { kind: 'product', product: mug },
      text: '',
      footer: null,
      offer: null,
      buttons: [{ kind: 'product', text: 'View', catalog: '900', product: mug, index: 0 }],
      template: null,
    },
    [''],
  ],
  [
    'products in sections',
    products([
      { title: 'Hot', product_items: items('mug') },
      { title: 'Cold', product_items: items('cup') },
    ]),
    {
      kind: 'products',
      header: 'Our best',
      text: 'Pick one',
      footer: null,
      catalog: '900',
      sections: [
        { title: 'Hot', products: [mug] },
        { title: 'Cold', products: [cup] },
      ],
    },
    null,
  ],
  [
    'a catalogue',
    catalog({ parameters: { thumbnail_product_retailer_id: 'mug' } }),
    card([{ kind: 'catalog', text: 'View catalog', catalog: '900', thumbnail: mug, sections: [], index: 0 }]),
    [''],
  ],
  [
    'a form',
    form({ flow_token: 't1', flow_action: 'navigate', flow_action_payload: { screen: 'WELCOME', data: { name: 'Ana' } } }),
    card([{ kind: 'flow', text: 'Book!', flow: '71', token: 't1', action: 'navigate', screen: 'WELCOME', data: { name: 'Ana' }, index: 0, tapped: false }]),
    [''],
  ],
  [
    'a carousel of links',
    carousel([linkCard(0), linkCard(1)]),
    {
      kind: 'carousel',
      text: 'Pick one',
      cards: [0, 1].map((index) => ({
        header: { kind: 'image', media: null, link: 'https://shop.example/a.png', filename: null },
        text: 'A card',
        buttons: [{ kind: 'url', text: 'See dates', url: 'https://shop.example/dates', index }],
      })),
      template: null,
    },
    ['', ''],
  ],
  [
    'a carousel of replies, counted through',
    carousel([replyCard(0, 'a', 'b'), replyCard(1, 'c', 'd')]),
    {
      kind: 'carousel',
      text: 'Pick one',
      cards: [
        ['a', 'b'],
        ['c', 'd'],
      ].map((ids, card) => ({
        header: { kind: 'image', media: null, link: 'https://shop.example/a.png', filename: null },
        text: 'A card',
        buttons: ids.map((id, i) => ({ kind: 'reply', text: id, index: card * 2 + i, tapped: false })),
      })),
      template: null,
    },
    ['a', 'b', 'c', 'd'],
  ],
  [
    'a carousel of products',
    carousel([productCard(0), productCard(1, { product_retailer_id: 'cup' })]),
    {
      kind: 'carousel',
      text: 'Pick one',
      cards: [mug, cup].map((one, index) => ({
        header: { kind: 'product', product: one },
        text: null,
        buttons: [{ kind: 'product', text: 'View', catalog: '900', product: one, index }],
      })),
      template: null,
    },
    ['', ''],
  ],
  [
    'a request for an address',
    address({ country: 'IN', values: { name: 'Ana', in_pin_code: '400001', other: 'x' }, validation_errors: { in_pin_code: 'No such code' } }),
    card([
      {
        kind: 'address',
        text: 'Provide address',
        country: 'IN',
        values: { name: 'Ana', in_pin_code: '400001' },
        errors: { in_pin_code: 'No such code' },
        index: 0,
        tapped: false,
      },
    ]),
    [''],
  ],
];

for (const [what, body, content, replies] of accepted) {
  test(`${what} is accepted and drawn`, () => {
    const drawn = draft(body);

    assert.deepEqual(drawn, { content, replies });
  });
}

for (const [what, body] of [
  ['a draft sent as a draft', form({ flow_id: '72', mode: 'draft' })],
  ['a form by its name', form({ flow_id: undefined, flow_name: 'booking' })],
  ['a form that asks its endpoint', form({ flow_action: 'data_exchange' })],
  ['4,096 characters beyond the BMP', text({ body: '🎉'.repeat(4096) })],
  ['a list body of 4,096 characters', list([{ rows: rows(1) }], { body: { text: 'a'.repeat(4096) } })],
  ['ten rows', list([{ rows: rows(10) }])],
  ['257 contacts', { type: 'contacts', contacts: Array.from({ length: 257 }, () => ({ name: { formatted_name: 'A' } })) }],
  ['thirty products', products([{ product_items: items(...Array.from({ length: 30 }, (_, i) => `p${i}`)) }])],
  ['ten cards', carousel(Array.from({ length: 10 }, (_, i) => linkCard(String(i))))],
  ['a button title of 20 emoji', buttons([reply('🎉'.repeat(20), 'a')])],
  ['an interactive type in capitals', asked('BUTTON', { buttons: [reply('Yes')] })],
] as const) {
  test(`${what} is accepted`, () => {
    assert.doesNotThrow(() => draft(body));
  });
}

test('a product nobody set up is drawn by its id, or refused when the settings say so', () => {
  const body = product({ product_retailer_id: 'cup' });

  const drawn = draft(body);
  const refuse = (): Draft => draft(body, { settings: { ...defaultSettings, unknown_products: 'refuse' } });

  assert.deepEqual(drawn.content.kind === 'card' && drawn.content.header, { kind: 'product', product: cup });
  assert.throws(refuse, (error) => error instanceof GraphRefusal && error.code === 131009 && error.more.details === 'Products not found in FB Catalog');
});

test('a throttled form goes out ten times an hour, and again when the hour is over', () => {
  const { world, move } = openDesk(setup);
  const send = (): Draft => draftMessage(world, 'interactive', form({ flow_id: '75' }));

  for (let i = 0; i < 10; i++) send();
  assert.throws(send, (error) => error instanceof GraphRefusal && error.code === 132069);
  move(60 * 60 * 1000);

  assert.doesNotThrow(send);
});

test('a media id that has expired is not there', () => {
  const { world, move } = openDesk(setup);
  move(1000);

  assert.throws(() => draftMessage(world, 'image', media('image', { id: '11' })), /Parameter value is not valid/);
});
