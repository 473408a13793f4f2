import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseTemplate } from '../template/template-laws.ts';
import { bodies, type Body } from './bodies.ts';
import { deskAccount, deskNow, openDesk } from './desk.ts';
import { fillTemplate } from './template-send.ts';

const handle = { header_handle: ['4::aW'] };
const words = (...texts: string[]): Body[] => texts.map((text) => ({ type: 'text', text }));
const picture: Body = { type: 'header', parameters: [{ type: 'image', image: { id: '11' } }] };
const button = (subType: string, index: number, parameter: Body): Body => ({ type: 'button', sub_type: subType, index, parameters: [parameter] });
const buttons = (...list: Body[]): Body => ({ type: 'BUTTONS', buttons: list });
const cards = (count: number, components: Body[]): Body[] => Array.from({ length: count }, (_, i) => ({ card_index: i, components }));

/** What is created, in Meta's words, what is sent of it, and the words the phone shows. */
const shapes: readonly (readonly [string, Body, readonly Body[], RegExp])[] = [
  [
    'authentication',
    {
      category: 'AUTHENTICATION',
      components: [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'FOOTER', code_expiration_minutes: 10 },
        buttons({ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }),
      ],
    },
    [{ type: 'body', parameters: words('123456') }, button('url', 0, { type: 'text', text: '123456' })],
    /123456.*"copy_code".*"code":"123456"/,
  ],
  [
    'offer',
    {
      category: 'MARKETING',
      components: [
        { type: 'HEADER', format: 'IMAGE', example: handle },
        { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon!', has_expiration: true } },
        { type: 'BODY', text: 'For you {{1}} today', example: { body_text: [['Ana']] } },
        buttons({ type: 'COPY_CODE', example: 'SAVE' }, { type: 'URL', text: 'Shop', url: 'https://shop.example/{{1}}', example: ['https://shop.example/a'] }),
      ],
    },
    [
      picture,
      { type: 'body', parameters: words('Ana') },
      { type: 'limited_time_offer', parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: deskNow + 1000 } }] },
      button('copy_code', 0, { type: 'coupon_code', coupon_code: 'SAVE10' }),
      button('url', 1, { type: 'text', text: 'x' }),
    ],
    /For you Ana today.*Ends soon!.*SAVE10.*shop\.example\/x/,
  ],
  [
    'carousel',
    {
      category: 'MARKETING',
      components: [
        { type: 'BODY', text: 'Choose one of these now' },
        {
          type: 'CAROUSEL',
          cards: [1, 2].map(() => ({
            components: [
              { type: 'HEADER', format: 'IMAGE', example: handle },
              { type: 'BODY', text: 'A nice card' },
              buttons({ type: 'QUICK_REPLY', text: 'More' }),
            ],
          })),
        },
      ],
    },
    [{ type: 'carousel', cards: cards(2, [picture]) }],
    /Choose one.*A nice card.*"index":0.*A nice card.*"index":1/,
  ],
  [
    'products',
    {
      category: 'MARKETING',
      components: [
        { type: 'BODY', text: 'Choose one of these now' },
        { type: 'CAROUSEL', cards: [1, 2].map(() => ({ components: [{ type: 'HEADER', format: 'PRODUCT' }, buttons({ type: 'SPM', text: 'View' })] })) },
      ],
    },
    [
      {
        type: 'carousel',
        cards: cards(3, [{ type: 'header', parameters: [{ type: 'product', product: { product_retailer_id: 'mug', catalog_id: '900' } }] }]),
      },
    ],
    /Choose one.*A mug.*A mug.*A mug/,
  ],
  [
    'named',
    {
      category: 'UTILITY',
      parameter_format: 'named',
      components: [
        { type: 'BODY', text: 'Your order {{order_id}} is on its way', example: { body_text_named_params: [{ param_name: 'order_id', example: '7' }] } },
      ],
    },
    [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'order_id', text: '4711' }] }],
    /Your order 4711 is on its way/,
  ],
  [
    'shared number',
    { category: 'UTILITY', components: [{ type: 'BODY', text: 'May we have your number please' }, buttons({ type: 'REQUEST_CONTACT_INFO' })] },
    [],
    /share_contact/,
  ],
];

for (const [what, create, components, shown] of shapes) {
  test(`a template with ${what} is sent as it was created`, () => {
    const { category, components: created, format } = parseTemplate({ name: 'made', language: 'en_US', ...create });
    const { world } = openDesk({ ...bodies.setup, templates: [{ name: 'made', category, components: created, format }] });

    const { content } = fillTemplate(world, deskAccount, { name: 'made', language: { code: 'en_US' }, components });

    assert.match(JSON.stringify(content), shown);
  });
}
