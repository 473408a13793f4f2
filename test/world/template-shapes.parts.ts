import type { TemplateButton, TemplateCard, TemplateContent } from '#core/whatsapp/template.ts';
import { type BadShape, draft, type GoodShape, header, phone, reply, shapeFiles, url } from './template-shapes.ts';

/*
 * Golden shapes of the parts beyond text: files, places, products, forms, coupons, offers, carousels, passcodes.
 */

const image = { kind: 'image' as const, media: shapeFiles.image };
const video = { kind: 'video' as const, media: shapeFiles.video };
const place = { kind: 'location' as const, latitude: '48.8584', longitude: '2.2945', name: 'Our shop', address: '5 rue de la Paix, Paris' };
const product = { kind: 'product' as const, catalog: '700001', product: 'MUG-1' };
/** The form a test publishes before it uses the shapes; `withForm` puts its id here. */
export const shapeForm = '900000000000001';
const form = { kind: 'form' as const, text: 'Book a table', form: shapeForm, screen: 'ASK' };
const coupon = (code: string): TemplateButton => ({ kind: 'copy_code', code });
const shelf = (sections: readonly (readonly [string, readonly string[]])[]): TemplateButton => ({
  kind: 'products',
  text: 'View items',
  thumbnail: 'MUG-1',
  sections: sections.map(([title, products]) => ({ title, products: [...products] })),
});
const card = (change: Partial<TemplateCard> = {}): TemplateCard => ({ header: image, body: 'A mug for slow mornings.', buttons: [url('See it')], ...change });
const cards = (count: number, change: Partial<TemplateCard> = {}): TemplateCard[] => Array.from({ length: count }, () => card(change));
const carousel = (list: TemplateCard[], change: Partial<TemplateContent> = {}) => draft({ body: 'Three mugs we like this week.', cards: list, ...change });
const offer = (change: Partial<TemplateContent> = {}) =>
  draft({ header: image, offer: { text: 'Until Friday', expires: '2030-01-04T18:00:00+01:00' }, buttons: [coupon('MUGS20'), url('Shop')], ...change });
const app = { package_name: 'com.example.shop', signature_hash: 'K8a/AINcGX7' };
type Passcode = Extract<TemplateButton, { kind: 'passcode' }>;
const otp = (change: Partial<Passcode> = {}): Passcode => ({
  kind: 'passcode',
  how: 'copy_code',
  text: null,
  autofill_text: null,
  apps: [],
  accepts_terms: false,
  ...change,
});
const passcode = (button: Passcode, change: Partial<TemplateContent> = {}) =>
  draft(
    { body: '', buttons: [button], passcode: { security_advice: true, expires_minutes: 10 }, samples: { code: '123456' }, ...change },
    { category: 'authentication' },
  );

/** Parts that both laws accept. */
export const goodParts: readonly GoodShape[] = [
  ['a video header', draft({ header: video })],
  ['a document header with a name', draft({ header: { kind: 'document', media: shapeFiles.document, filename: 'invoice.pdf' } }, { category: 'utility' })],
  ['a picture of each person’s own', draft({ header: { ...image, from: 'picture' }, samples: { picture: 'https://shop.example/a.png' } })],
  ['a place', draft({ header: place }, { category: 'utility' })],
  [
    'a place of each person’s own',
    draft(
      {
        header: { kind: 'location', latitude: '{{latitude}}', longitude: '{{longitude}}', name: '{{shop}}', address: '{{address}}' },
        samples: { latitude: '48.1', longitude: '-2.5', shop: 'Lyon', address: '1 place Bellecour' },
      },
      { category: 'utility' },
    ),
  ],
  ['a product above its button', draft({ header: product, buttons: [{ kind: 'product', text: 'View' }] })],
  ['a recommended product', draft({ header: { ...product, product: '{{pick}}' }, buttons: [{ kind: 'product', text: 'View' }], samples: { pick: 'MUG-1' } })],
  ['the whole catalogue', draft({ buttons: [{ kind: 'catalog', text: 'View catalog', thumbnail: null }] })],
  ['the whole catalogue with a picture', draft({ buttons: [{ kind: 'catalog', text: 'View catalog', thumbnail: 'MUG-1' }] })],
  ['products in one section', draft({ header: header('For the morning'), buttons: [shelf([['', ['MUG-1', 'MUG-2']]])] })],
  [
    'products in sections, some recommended',
    draft({
      header: header('For the morning'),
      buttons: [
        shelf([
          ['Mugs', ['MUG-1', '{{pick}}']],
          ['Coffee', ['BEAN-1']],
        ]),
      ],
      samples: { pick: 'MUG-2' },
    }),
  ],
  ['a form', draft({ buttons: [form] }, { category: 'utility' })],
  ['a form on its first screen, and a reply', draft({ buttons: [{ ...form, screen: null }, reply('No, thanks')] }, { category: 'utility' })],
  ['a coupon for everybody', draft({ buttons: [coupon('MUGS20'), url('Shop')] })],
  ['a coupon of each person’s own', draft({ buttons: [coupon('{{coupon}}')], samples: { coupon: 'A1B2-C3D4' } })],
  ['a coupon of 20 characters', draft({ buttons: [coupon('A'.repeat(20))] })],
  ['a contact request', draft({ buttons: [{ kind: 'contact_request' }] }, { category: 'utility' })],
  ['an offer with a coupon and an end', offer()],
  ['an offer without an end or a coupon', offer({ offer: { text: 'a'.repeat(16), expires: null }, buttons: [url('Shop')] })],
  [
    'an offer that ends for each when they were told',
    offer({
      header: video,
      offer: { text: 'For you', expires: '{{ends}}' },
      body: 'Dear {{first_name}}, twenty percent less on mugs.',
      buttons: [coupon('{{coupon}}'), url('Shop', 'https://shop.example/{{coupon}}')],
      samples: { ends: '2030-01-04T18:00:00Z', first_name: 'Ana', coupon: 'A1B2' },
    }),
  ],
  ['an offer with a body of 600 characters and no header', offer({ header: null, body: 'b'.repeat(600) })],
  ['a carousel of two', carousel(cards(2))],
  ['a carousel of ten films with replies', carousel(cards(10, { header: video, buttons: [reply('More of this'), url('See it')] }))],
  ['a carousel without texts on its cards', carousel(cards(3, { body: null, buttons: [phone('Call')] }))],
  ['a card of 160 characters on three lines', carousel(cards(2, { body: `${'c'.repeat(80)}\n${'d'.repeat(70)}\n${'e'.repeat(8)}` }))],
  [
    'a carousel of recommendations',
    carousel(
      [1, 2, 3].map((at) =>
        card({
          header: { ...image, from: `image_${at}` },
          body: `Now it costs {{price_${at}}} only here.`,
          buttons: [url('See it', `https://shop.example/{{link_${at}}}`)],
        }),
      ),
      {
        body: 'Dear {{first_name}}, these go with your order.',
        samples: { first_name: 'Ana', price_1: '9 €', price_2: '8 €', price_3: '7 €', link_1: 'a', link_2: 'b', link_3: 'c' },
      },
    ),
  ],
  [
    'a carousel of products',
    carousel(
      ['MUG-1', '{{pick}}'].map((id) => card({ header: { ...product, product: id }, body: null, buttons: [{ kind: 'product', text: 'View' }] })),
      {
        samples: { pick: 'MUG-2' },
      },
    ),
  ],
  ['a passcode to copy', passcode(otp())],
  [
    'a passcode with words of ours on the button, and no advice',
    passcode(otp({ text: 'Copy' }), { passcode: { security_advice: false, expires_minutes: null } }),
  ],
  ['a passcode in French that lives 90 minutes', { ...passcode(otp(), { passcode: { security_advice: true, expires_minutes: 90 } }), language: 'fr' }],
  ['a passcode filled in with one tap', passcode(otp({ how: 'one_tap', autofill_text: 'Fill in', apps: [app] }))],
  ['a passcode filled in by itself', passcode(otp({ how: 'zero_tap', apps: [app], accepts_terms: true }))],
];

/** Parts with one fault, its code and its place. */
export const badParts: readonly BadShape[] = [
  ['a film header without a film', draft({ header: { kind: 'video', media: '' } }), 'header_video', '/header/media'],
  ['a document header without a document', draft({ header: { kind: 'document', media: 'x' } }), 'header_document', '/header/media'],
  ['a place beyond the pole', draft({ header: { ...place, latitude: '91' } }), 'place_degrees', '/header/latitude'],
  ['a place with letters', draft({ header: { ...place, longitude: '2° E' } }), 'place_degrees', '/header/longitude'],
  ['a place without a name', draft({ header: { ...place, name: ' ' } }), 'place_words', '/header/name'],
  ['a product header without a catalogue', draft({ header: { ...product, catalog: '' } }), 'catalog_empty', '/header/catalog'],
  ['a product header without a product', draft({ header: { ...product, product: '' } }), 'product_empty', '/header/product'],
  ['a product in a utility template', draft({ header: product }, { category: 'utility' }), 'shelf_category', '/header'],
  ['a button for a product that is not there', draft({ buttons: [{ kind: 'product', text: 'View' }] }), 'product_header', '/buttons/0'],
  [
    'a catalogue in a utility template',
    draft({ buttons: [{ kind: 'catalog', text: 'View catalog', thumbnail: null }] }, { category: 'utility' }),
    'shelf_category',
    '/buttons/0',
  ],
  ['a reply beside a catalogue', draft({ buttons: [{ kind: 'catalog', text: 'View catalog', thumbnail: null }, reply('No')] }), 'button_alone', '/buttons/0'],
  ['products without a section', draft({ buttons: [shelf([])] }), 'sections_count', '/buttons/0/sections'],
  ['eleven sections', draft({ buttons: [shelf(Array.from({ length: 11 }, (_, at) => [`S${at}`, ['A']]))] }), 'sections_count', '/buttons/0/sections'],
  ['31 products', draft({ buttons: [shelf([['', Array.from({ length: 31 }, (_, at) => `P${at}`)]])] }), 'shelf_count', '/buttons/0/sections'],
  [
    'two sections, one without a title',
    draft({
      buttons: [
        shelf([
          ['A', ['1']],
          ['', ['2']],
        ]),
      ],
    }),
    'section_title_missing',
    '/buttons/0/sections/1/title',
  ],
  ['a section title of 25 characters', draft({ buttons: [shelf([['a'.repeat(25), ['1']]])] }), 'section_title_long', '/buttons/0/sections/0/title'],
  ['an empty product in a section', draft({ buttons: [shelf([['A', ['']]])] }), 'product_empty', '/buttons/0/sections/0/products/0'],
  ['a form button without a form', draft({ buttons: [{ ...form, form: '' }] }), 'form_empty', '/buttons/0/form'],
  ['two forms', draft({ buttons: [form, { ...form, text: 'Another' }] }), 'button_second', '/buttons/1'],
  ['two coupons', draft({ buttons: [coupon('A'), coupon('B')] }), 'button_second', '/buttons/1'],
  ['a coupon of 21 characters', draft({ buttons: [coupon('A'.repeat(21))] }), 'coupon_long', '/buttons/0/code'],
  ['a coupon without a code', draft({ buttons: [coupon('')] }), 'coupon_empty', '/buttons/0/code'],
  ['a coupon variable without a sample', draft({ buttons: [coupon('{{coupon}}')] }), 'sample_missing', '/samples/coupon'],
  ['an offer of 17 characters', offer({ offer: { text: 'a'.repeat(17), expires: null } }), 'offer_long', '/offer/text'],
  ['an offer without words', offer({ offer: { text: '', expires: null } }), 'offer_empty', '/offer/text'],
  ['an offer with a variable in its words', offer({ offer: { text: 'For {{name}}', expires: null } }), 'offer_plain', '/offer/text'],
  ['an offer with a footer', offer({ footer: 'Bye' }), 'offer_footer', '/footer'],
  ['an offer under a text header', offer({ header: header('Sale') }), 'offer_header', '/header'],
  ['an offer as utility', { ...offer(), category: 'utility' }, 'offer_category', '/offer'],
  ['an offer without a link', offer({ buttons: [coupon('A')] }), 'offer_buttons', '/buttons'],
  ['an offer with its link first', offer({ buttons: [url('Shop'), coupon('A')] }), 'offer_buttons', '/buttons'],
  ['an offer with a body of 601 characters', offer({ body: 'a'.repeat(601) }), 'body_long', '/body'],
  ['an offer that ends at no moment', offer({ offer: { text: 'Now', expires: 'tomorrow' } }), 'offer_ends', '/offer/expires'],
  ['a carousel of one', carousel(cards(1)), 'cards_count', '/cards'],
  ['a carousel of eleven', carousel(cards(11)), 'cards_count', '/cards'],
  ['a carousel under a header', carousel(cards(2), { header: image }), 'cards_beside', '/header'],
  ['a carousel over a footer', carousel(cards(2), { footer: 'Bye' }), 'cards_beside', '/footer'],
  ['a carousel beside buttons', carousel(cards(2), { buttons: [reply('Stop promotions')] }), 'cards_beside', '/buttons'],
  ['cards with other buttons', carousel([card(), card({ buttons: [reply('More')] })]), 'cards_build', '/cards/1'],
  ['a card with a film among pictures', carousel([card(), card({ header: video })]), 'cards_build', '/cards/1'],
  ['a card without its text', carousel([card(), card({ body: null })]), 'cards_build', '/cards/1'],
  ['a card of 161 characters', carousel(cards(2, { body: 'a'.repeat(161) })), 'body_long', '/cards/0/body'],
  ['a card on four lines', carousel(cards(2, { body: 'a\nb\nc\nd' })), 'card_lines', '/cards/0/body'],
  ['a card with three buttons', carousel(cards(2, { buttons: [url('a'), reply('b'), phone('c')] })), 'card_buttons', '/cards/0/buttons'],
  ['a card without buttons', carousel(cards(2, { buttons: [] })), 'card_buttons', '/cards/0/buttons'],
  ['a card with a coupon', carousel(cards(2, { buttons: [coupon('A')] })), 'card_button', '/cards/0/buttons/0'],
  ['a card under a text header', carousel(cards(2, { header: header('Mug') })), 'card_header', '/cards/0/header'],
  [
    'a card that begins with a variable',
    carousel(cards(2, { body: '{{price}} for a mug of ours today' }), { samples: { price: '9 €' } }),
    'variable_first',
    '/cards/0/body',
  ],
  ['a product card with a text', carousel(cards(2, { header: product, buttons: [{ kind: 'product', text: 'View' }] })), 'card_product_body', '/cards/0/body'],
  ['a product card with a reply', carousel(cards(2, { header: product, body: null, buttons: [reply('More')] })), 'card_product_button', '/cards/0/buttons/0'],
  ['a passcode in a marketing template', draft({ buttons: [otp()] }), 'passcode_category', '/buttons/0'],
  ['an authentication template with words', passcode(otp(), { body: 'Hello there.' }), 'passcode_text', '/body'],
  ['an authentication template with a header', passcode(otp(), { header: image }), 'passcode_text', '/header'],
  ['an authentication template without its button', draft({ body: '' }, { category: 'authentication' }), 'passcode_button', '/buttons'],
  ['a passcode and a link', passcode(otp(), { buttons: [otp(), url('Shop')] }), 'passcode_button', '/buttons'],
  [
    'a passcode that lives 91 minutes',
    passcode(otp(), { passcode: { security_advice: true, expires_minutes: 91 } }),
    'passcode_minutes',
    '/passcode/expires_minutes',
  ],
  [
    'a passcode that lives no minute',
    passcode(otp(), { passcode: { security_advice: true, expires_minutes: 0 } }),
    'passcode_minutes',
    '/passcode/expires_minutes',
  ],
  ['a passcode of 16 characters', passcode(otp(), { samples: { code: '1'.repeat(16) } }), 'passcode_long', '/samples/code'],
  ['one tap without an app', passcode(otp({ how: 'one_tap' })), 'passcode_apps', '/buttons/0/apps'],
  ['six apps', passcode(otp({ how: 'one_tap', apps: Array.from({ length: 6 }, () => app) })), 'passcode_apps', '/buttons/0/apps'],
  [
    'an app without a package name',
    passcode(otp({ how: 'one_tap', apps: [{ ...app, package_name: 'shop' }] })),
    'passcode_package',
    '/buttons/0/apps/0/package_name',
  ],
  [
    'an app with a short hash',
    passcode(otp({ how: 'one_tap', apps: [{ ...app, signature_hash: 'abc' }] })),
    'passcode_hash',
    '/buttons/0/apps/0/signature_hash',
  ],
  ['no tap without the terms', passcode(otp({ how: 'zero_tap', apps: [app] })), 'passcode_terms', '/buttons/0/accepts_terms'],
];
