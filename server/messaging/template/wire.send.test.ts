import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import type { WireMediaSource } from '#core/whatsapp/wire.message.ts';
import { goodParts } from '#test/world/template-shapes.parts.ts';
import { shapeFiles } from '#test/world/template-shapes.ts';
import { toWireCreate } from './wire.create.ts';
import { toWireTemplate } from './wire.ts';

const shape = (what: string): TemplateContent => {
  const found = goodParts.find(([name]) => name === what);
  assert.ok(found, what);
  return found[1].content;
};
const files = new Map<string, WireMediaSource>([
  [shapeFiles.image, { id: '11' }],
  [shapeFiles.video, { id: '12' }],
  [shapeFiles.document, { id: '13' }],
]);
const send = (content: TemplateContent, values: Record<string, string> = content.samples, token?: string) =>
  toWireTemplate({ name: 'a' }, { language: 'en', content }, values, files, token).components;

/** What each part is on the wire, by Meta's pages (the project's facts, cloud-api §1.1.3). */
const golden: readonly (readonly [string, unknown])[] = [
  ['a video header', [{ type: 'header', parameters: [{ type: 'video', video: { id: '12' } }] }]],
  ['a document header with a name', [{ type: 'header', parameters: [{ type: 'document', document: { id: '13', filename: 'invoice.pdf' } }] }]],
  ['a picture of each person’s own', [{ type: 'header', parameters: [{ type: 'image', image: { link: 'https://shop.example/a.png' } }] }]],
  [
    'a place of each person’s own',
    [{ type: 'header', parameters: [{ type: 'location', location: { latitude: '48.1', longitude: '-2.5', name: 'Lyon', address: '1 place Bellecour' } }] }],
  ],
  ['a recommended product', [{ type: 'header', parameters: [{ type: 'product', product: { product_retailer_id: 'MUG-1', catalog_id: '700001' } }] }]],
  ['the whole catalogue', undefined],
  [
    'the whole catalogue with a picture',
    [{ type: 'button', sub_type: 'catalog', index: '0', parameters: [{ type: 'action', action: { thumbnail_product_retailer_id: 'MUG-1' } }] }],
  ],
  [
    'products in sections, some recommended',
    [
      {
        type: 'button',
        sub_type: 'mpm',
        index: '0',
        parameters: [
          {
            type: 'action',
            action: {
              thumbnail_product_retailer_id: 'MUG-1',
              sections: [
                { title: 'Mugs', product_items: [{ product_retailer_id: 'MUG-1' }, { product_retailer_id: 'MUG-2' }] },
                { title: 'Coffee', product_items: [{ product_retailer_id: 'BEAN-1' }] },
              ],
            },
          },
        ],
      },
    ],
  ],
  ['a form', [{ type: 'button', sub_type: 'flow', index: '0', parameters: [{ type: 'action', action: { flow_token: 'unused' } }] }]],
  ['a coupon for everybody', [{ type: 'button', sub_type: 'copy_code', index: '0', parameters: [{ type: 'coupon_code', coupon_code: 'MUGS20' }] }]],
  [
    'an offer with a coupon and an end',
    [
      { type: 'header', parameters: [{ type: 'image', image: { id: '11' } }] },
      {
        type: 'limited_time_offer',
        parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: Date.UTC(2030, 0, 4, 17) } }],
      },
      { type: 'button', sub_type: 'copy_code', index: '0', parameters: [{ type: 'coupon_code', coupon_code: 'MUGS20' }] },
    ],
  ],
  ['an offer without an end or a coupon', [{ type: 'header', parameters: [{ type: 'image', image: { id: '11' } }] }]],
  [
    'a carousel of products',
    [
      {
        type: 'carousel',
        cards: ['MUG-1', 'MUG-2'].map((product_retailer_id, card_index) => ({
          card_index,
          components: [{ type: 'header', parameters: [{ type: 'product', product: { product_retailer_id, catalog_id: '700001' } }] }],
        })),
      },
    ],
  ],
  [
    'a passcode to copy',
    [
      { type: 'body', parameters: [{ type: 'text', text: '123456' }] },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '123456' }] },
    ],
  ],
];
for (const [what, components] of golden) {
  test(`a template with ${what} is sent as Meta spells it`, () => assert.deepEqual(send(shape(what)), components));
}

test('each card of a carousel carries its own picture, words and link', () => {
  const content = shape('a carousel of recommendations');

  const components = send(content, { ...content.samples, image_2: 'https://shop.example/cup.png' });

  const carousel = components?.[1];
  assert.deepEqual(components?.[0], { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Ana' }] });
  assert.ok(carousel?.type === 'carousel');
  assert.deepEqual(carousel.cards[1], {
    card_index: 1,
    components: [
      { type: 'header', parameters: [{ type: 'image', image: { link: 'https://shop.example/cup.png' } }] },
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'price_2', text: '8 €' }] },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'b' }] },
    ],
  });
});

test('a form carries the token it is given', () => {
  assert.deepEqual(send(shape('a form'), {}, 'msg_1'), [
    { type: 'button', sub_type: 'flow', index: '0', parameters: [{ type: 'action', action: { flow_token: 'msg_1' } }] },
  ]);
});

test('an end that cannot be read is one in the past, so that Meta refuses this message alone', () => {
  const content = shape('an offer that ends for each when they were told');

  const offer = send(content, { ...content.samples, ends: 'soon' })?.find((one) => one.type === 'limited_time_offer');

  assert.deepEqual(offer?.type === 'limited_time_offer' && offer.parameters, [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 0 } }]);
});

test('a file nobody named at Meta is told by its name, an address goes as a link', () => {
  const content = shape('a video header');

  assert.throws(() => toWireTemplate({ name: 'sale' }, { language: 'en', content }, {}, new Map()), /template "sale" needs the file "med_1+"/);
});

test('an authentication template is submitted as choices, its words left to Meta', () => {
  const { components } = toWireCreate(
    { name: 'code', category: 'authentication' },
    { language: 'fr', content: shape('a passcode filled in with one tap') },
    new Map(),
  );

  assert.deepEqual(components, [
    { type: 'BODY', add_security_recommendation: true },
    { type: 'FOOTER', code_expiration_minutes: 10 },
    {
      type: 'BUTTONS',
      buttons: [
        {
          type: 'OTP',
          otp_type: 'ONE_TAP',
          autofill_text: 'Fill in',
          supported_apps: [{ package_name: 'com.example.shop', signature_hash: 'K8a/AINcGX7' }],
        },
      ],
    },
  ]);
});
