import type { WireTemplateButton, WireTemplateCard } from '#core/whatsapp/wire.ts';

import type { DeskTemplate } from './desk.ts';

const pictureCard = (...buttons: WireTemplateButton[]): WireTemplateCard => ({
  components: [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text: 'Only {{1}} left' },
    { type: 'BUTTONS', buttons },
  ],
});

const productCard: WireTemplateCard = {
  components: [
    { type: 'HEADER', format: 'PRODUCT' },
    { type: 'BUTTONS', buttons: [{ type: 'SPM', text: 'View' }] },
  ],
};

const bare = (name: string, buttons: WireTemplateButton[]): DeskTemplate => ({
  name,
  components: [
    { type: 'BODY', text: 'Hello there' },
    { type: 'BUTTONS', buttons },
  ],
});

const headed = (name: string, format: 'IMAGE' | 'VIDEO' | 'GIF' | 'DOCUMENT' | 'LOCATION' | 'PRODUCT'): DeskTemplate => ({
  name,
  components: [
    { type: 'HEADER', format },
    { type: 'BODY', text: 'Hello there' },
  ],
});

const statuses = ['PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'ARCHIVED', 'IN_APPEAL', 'FLAGGED', 'UNARCHIVED'] as const;

/** A template of every shape that can be sent, for the golden tables and for measuring. Named after what they show. */
export const sampleTemplates: readonly DeskTemplate[] = [
  {
    name: 'order_ready',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}} is here' },
      { type: 'BODY', text: 'Dear {{1}}, come for your order {{2}} before {{3}}, dear {{1}}.' },
      { type: 'FOOTER', text: 'See you soon' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'I come' },
          { type: 'QUICK_REPLY', text: 'Later' },
          { type: 'URL', text: 'Follow', url: 'https://shop.example/o/{{1}}' },
          { type: 'URL', text: 'Shop', url: 'https://shop.example' },
          { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550783881' },
        ],
      },
    ],
  },
  { name: 'hello_world', category: 'UTILITY', components: [{ type: 'BODY', text: 'Welcome and congratulations!' }] },
  { name: 'named', format: 'NAMED', components: [{ type: 'BODY', text: 'Hello {{first_name}}, {{ offer }} is on, {{first_name}}.' }] },
  headed('with_image', 'IMAGE'),
  headed('with_video', 'VIDEO'),
  headed('with_gif', 'GIF'),
  headed('with_document', 'DOCUMENT'),
  headed('with_location', 'LOCATION'),
  {
    name: 'with_product',
    components: [
      { type: 'HEADER', format: 'PRODUCT' },
      { type: 'BODY', text: 'Look' },
      { type: 'BUTTONS', buttons: [{ type: 'SPM', text: 'View' }] },
    ],
  },
  bare('coupon', [
    { type: 'QUICK_REPLY', text: 'No thanks' },
    { type: 'COPY_CODE', text: 'Copy offer code', example: 'SAVE10' },
  ]),
  bare('form', [{ type: 'FLOW', text: 'Book', flow_id: '71', flow_action: 'navigate', navigate_screen: 'WELCOME' }]),
  bare('form_throttled', [{ type: 'FLOW', text: 'Book', flow_id: '75' }]),
  bare('form_blocked', [{ type: 'FLOW', text: 'Book', flow_id: '74' }]),
  bare('whole_catalog', [{ type: 'CATALOG', text: 'View catalog' }]),
  bare('many_products', [{ type: 'MPM', text: 'View items' }]),
  bare('call_me', [{ type: 'VOICE_CALL', text: 'Call us' }]),
  bare('your_number', [{ type: 'REQUEST_CONTACT_INFO', text: 'Share contact info' }]),
  { name: 'may_we_call', components: [{ type: 'BODY', text: 'May we call?' }, { type: 'CALL_PERMISSION_REQUEST' }] },
  {
    name: 'passcode',
    category: 'AUTHENTICATION',
    components: [
      { type: 'BODY', text: '*{{1}}* is your verification code.' },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
    ],
  },
  {
    name: 'ending_offer',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon!', has_expiration: true } },
      { type: 'BODY', text: 'For you, {{1}}' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'COPY_CODE', text: 'Copy offer code', example: 'SAVE10' },
          { type: 'URL', text: 'Shop', url: 'https://shop.example/{{1}}' },
        ],
      },
    ],
  },
  {
    name: 'lasting_offer',
    components: [
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Always on', has_expiration: false } },
      { type: 'BODY', text: 'For you' },
    ],
  },
  {
    name: 'pictures',
    components: [
      { type: 'BODY', text: 'Choose, {{1}}' },
      {
        type: 'CAROUSEL',
        cards: [1, 2].map(() => pictureCard({ type: 'QUICK_REPLY', text: 'More' }, { type: 'URL', text: 'Buy', url: 'https://shop.example/{{1}}' })),
      },
    ],
  },
  {
    name: 'products',
    components: [
      { type: 'BODY', text: 'New in' },
      { type: 'CAROUSEL', cards: [productCard, productCard] },
    ],
  },
  ...statuses.map((status): DeskTemplate => ({ name: status.toLowerCase(), status, components: [{ type: 'BODY', text: 'Hello there' }] })),
];
