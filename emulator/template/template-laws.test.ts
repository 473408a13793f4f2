import assert from 'node:assert/strict';
import { test } from 'node:test';

import { GraphRefusal } from '../graph/errors.ts';
import { parseTemplate, type TemplateDraft } from './template-laws.ts';

type Fields = Record<string, unknown>;

const body = (text: string, ...samples: string[]): Fields => ({ type: 'BODY', text, ...(samples.length === 0 ? {} : { example: { body_text: [samples] } }) });
const plain = body('Our shop opens at nine.');
const buttons = (...list: unknown[]): Fields => ({ type: 'BUTTONS', buttons: list });
const header = (format: string, more: Fields = {}): Fields => ({ type: 'HEADER', format, ...more });
const picture = header('IMAGE', { example: { header_handle: ['4::abc'] } });
const reply = (text: string): Fields => ({ type: 'QUICK_REPLY', text });
const link = (text: string, url = 'https://shop.example/x', more: Fields = {}): Fields => ({ type: 'URL', text, url, ...more });
const card = (...components: unknown[]): Fields => ({ components });
const mediaCard = card(picture, body('A chair of oak.'), buttons(reply('Tell me more')));
const productCard = card(header('PRODUCT'), buttons({ type: 'SPM', text: 'View' }));
const carousel = (...cards: unknown[]): Fields => ({ type: 'CAROUSEL', cards });
const otp = (more: Fields = {}): Fields => buttons({ type: 'OTP', otp_type: 'COPY_CODE', ...more });
const app = { package_name: 'com.example.shop', signature_hash: 'K8a/AINcGX7' };
const offer = { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon', has_expiration: true } };

const make = (components: unknown, more: Fields = {}): Fields => ({ name: 'one', language: 'en_US', category: 'MARKETING', components, ...more });
const code = (components: unknown, more: Fields = {}): Fields => make(components, { category: 'AUTHENTICATION', ...more });

const good: readonly (readonly [string, Fields])[] = [
  ['a body alone', make([plain])],
  ['types and category in lower case', make([{ type: 'body', text: 'Our shop opens at nine.' }], { category: 'utility' })],
  ['a text header with a variable', make([header('text', { text: 'For {{1}}', example: { header_text: ['you'] } }), plain])],
  [
    'named variables',
    make([{ type: 'BODY', text: 'Dear {{name}}, we open.', example: { body_text_named_params: [{ param_name: 'name', example: 'A' }] } }], {
      parameter_format: 'named',
    }),
  ],
  ['an example that is one text', make([{ type: 'BODY', text: 'Dear {{1}}, we open.', example: { body_text: 'Ana' } }])],
  ['an example of older clients', make([{ type: 'BODY', text: 'Dear {{1}}, we open at {{2}} today.', example: { body_text: ['Ana', '9'] } }])],
  ['a document header', make([header('DOCUMENT', { example: { header_handle: ['4::abc'] } }), plain])],
  ['a GIF header', make([header('GIF', { example: { header_handle: ['4::abc'] } }), plain])],
  ['a location header', make([header('LOCATION'), plain], { category: 'UTILITY' })],
  [
    'replies, then links and a call',
    make([plain, buttons(reply('a'), reply('b'), link('c'), link('d'), { type: 'PHONE_NUMBER', text: 'e', phone_number: '+1 (555) 010-0000' })]),
  ],
  ['a link with a variable at its end', make([plain, buttons(link('a', 'https://shop.example/{{1}}', { example: ['https://shop.example/a'] }))])],
  ['a coupon code of 20 characters', make([plain, buttons({ type: 'COPY_CODE', example: 'A'.repeat(20) })])],
  ['a form by id', make([plain, buttons({ type: 'FLOW', text: 'Book', flow_id: '123456', flow_action: 'navigate', navigate_screen: 'ONE' })])],
  ['a catalogue', make([plain, buttons({ type: 'CATALOG', text: 'View catalog' })])],
  ['a multi-product message', make([header('TEXT', { text: 'Still there' }), plain, buttons({ type: 'MPM', text: 'View items' })])],
  ['a single product', make([header('PRODUCT'), plain, buttons({ type: 'SPM', text: 'View' })])],
  ['a voice call', make([plain, buttons({ type: 'VOICE_CALL', text: 'Call now' })])],
  ['a request for contact info', make([plain, buttons({ type: 'REQUEST_CONTACT_INFO' })], { category: 'UTILITY' })],
  ['a request for permission to call', make([plain, { type: 'call_permission_request' }])],
  ['a limited-time offer', make([picture, offer, body('Use the code today.'), buttons({ type: 'copy_code', example: 'CARIBE25' }, link('Book'))])],
  ['a carousel of media', make([plain, carousel(mediaCard, mediaCard)])],
  ['a carousel of products', make([plain, carousel(productCard, productCard, productCard)])],
  ['a copy-code template', code([{ type: 'BODY', add_security_recommendation: true }, { type: 'FOOTER', code_expiration_minutes: 10 }, otp()])],
  ['a one-tap template', code([{ type: 'BODY' }, otp({ otp_type: 'ONE_TAP', supported_apps: [app] })])],
  ['a one-tap template of older clients', code([{ type: 'BODY' }, otp({ otp_type: 'ONE_TAP', ...app })])],
  ['a zero-tap template', code([{ type: 'BODY' }, otp({ otp_type: 'ZERO_TAP', zero_tap_terms_accepted: true, supported_apps: [app, app] })])],
  ['a time-to-live of -1 for utility', make([plain], { category: 'UTILITY', message_send_ttl_seconds: -1 })],
  ['freedom opted out of', make([plain], { degrees_of_freedom_spec: { creative_features_spec: { image_touchups: { enroll_status: 'OPT_OUT' } } } })],
];

for (const [what, asked] of good) {
  test(`a template with ${what} is taken`, () => {
    const draft: TemplateDraft = parseTemplate(asked);

    assert.equal(draft.name, 'one');
    assert.ok(draft.components.some((one) => one.type === 'BODY' && one.text !== ''));
    assert.deepEqual(parseTemplate({ ...asked, components: draft.components }).components, draft.components, 'what was read can be sent again');
  });
}

const enumeration = 'no title';
const field = 'Message template "components" param is missing expected field(s)';
const long = 'Character limit exceeded';
const badBody = 'Message body format is incorrect';
const badHeader = 'Message header format is incorrect';
const badButtons = 'Message template buttons are incorrect';
const together = 'Message template components are incorrect';

const refused: readonly (readonly [string, Fields, number | undefined, string])[] = [
  ['no name', make([plain], { name: '' }), undefined, enumeration],
  ['a name with capitals', make([plain], { name: 'Sale' }), 2388046, 'Name Format is Incorrect'],
  ['a name of 513 characters', make([plain], { name: 'a'.repeat(513) }), 2388040, long],
  ['no language', make([plain], { language: undefined }), undefined, enumeration],
  ['an unknown language', make([plain], { language: 'xx_XX' }), undefined, enumeration],
  ['no category', make([plain], { category: undefined }), undefined, enumeration],
  ['an unknown category', make([plain], { category: 'NEWS' }), undefined, enumeration],
  ['an unknown format of parameters', make([plain], { parameter_format: 'WILD' }), undefined, enumeration],
  ['no components', make(undefined), undefined, enumeration],
  ['components that are no list', make('x'), undefined, enumeration],
  ['a component that is no object', make([plain, 7]), undefined, enumeration],
  ['a component nobody knows', make([plain, { type: 'GREETING' }]), undefined, enumeration],
  ['two bodies', make([plain, plain]), undefined, together],
  ['ten thousand components', make(Array.from({ length: 10_000 }, () => plain)), undefined, together],
  ['no body', make([{ type: 'FOOTER', text: 'f' }]), 2388043, field],
  ['an empty body', make([body('  ')]), 2388043, field],
  ['a body of 1,025 characters', make([body('a'.repeat(1025))]), 2388040, long],
  ['a body of a million braces', make([body('{'.repeat(1_000_000))]), 2388040, long],
  ['a body that begins with a variable', make([body('{{1}} is here now', 'x')]), 2388299, 'Leading or trailing params not allowed'],
  ['a body that ends with a variable', make([body('Here now is {{1}} ', 'x')]), 2388299, 'Leading or trailing params not allowed'],
  ['more variables than words', make([body('Hi {{1}}, {{2}}, {{3}} ok', 'a', 'b', 'c')]), 2388293, 'Parameters words ratio exceeds limit'],
  ['a gap in the numbers', make([body('Dear {{1}} and {{3}}, we open.', 'a', 'b')]), 2388072, badBody],
  ['a name where numbers are due', make([body('Dear {{name}}, we open.', 'a')]), 2388072, badBody],
  ['a capital in a name', make([body('Dear {{Name}}, we open.', 'a')], { parameter_format: 'NAMED' }), 2388072, badBody],
  ['a sign in the braces', make([body('Dear {{1$}}, we open.', 'a')]), 2388072, badBody],
  ['braces that do not close', make([body('Dear {{1, we open.')]), 2388072, badBody],
  ['three new lines in a row', make([body('One\n\n\ntwo')]), 2388072, badBody],
  ['a variable without an example', make([body('Dear {{1}}, we open.')]), 2388043, field],
  ['one example for two variables', make([body('Dear {{1}}, we open at {{2}} today.', 'a')]), 2388043, field],
  ['an unknown header', make([header('AUDIO'), plain]), undefined, enumeration],
  ['a header without text', make([header('TEXT'), plain]), 2388043, field],
  ['a header of 61 characters', make([header('TEXT', { text: 'a'.repeat(61) }), plain]), 2388040, long],
  ['a new line in the header', make([header('TEXT', { text: 'a\nb' }), plain]), 2388047, badHeader],
  ['an asterisk in the header', make([header('TEXT', { text: '*Sale*' }), plain]), 2388047, badHeader],
  ['an emoji in the header', make([header('TEXT', { text: 'Sale 🎉' }), plain]), 2388047, badHeader],
  ['two variables in the header', make([header('TEXT', { text: '{{1}} and {{2}}', example: { header_text: ['a', 'b'] } }), plain]), 2388047, badHeader],
  ['a header variable without an example', make([header('TEXT', { text: 'For {{1}}' }), plain]), 2388043, field],
  ['a picture header without a handle', make([header('IMAGE'), plain]), 2388043, field],
  ['an empty footer', make([plain, { type: 'FOOTER' }]), 2388043, field],
  ['a footer of 61 characters', make([plain, { type: 'FOOTER', text: 'a'.repeat(61) }]), 2388040, long],
  ['a variable in the footer', make([plain, { type: 'FOOTER', text: 'Bye {{1}}' }]), 2388073, 'Message footer format is incorrect'],
  ['no buttons', make([plain, buttons()]), 2388043, field],
  ['eleven buttons', make([plain, buttons(...Array.from({ length: 11 }, (_, i) => reply(`b${i}`)))]), undefined, badButtons],
  ['three links', make([plain, buttons(link('a'), link('b'), link('c'))]), undefined, badButtons],
  [
    'two calls',
    make([plain, buttons({ type: 'PHONE_NUMBER', text: 'a', phone_number: '15550100' }, { type: 'PHONE_NUMBER', text: 'b', phone_number: '15550101' })]),
    undefined,
    badButtons,
  ],
  ['a link between two replies', make([plain, buttons(reply('a'), link('b'), reply('c'))]), undefined, badButtons],
  ['two buttons of one text', make([plain, buttons(reply('a'), reply('a'))]), undefined, badButtons],
  ['a button that is no object', make([plain, buttons('x')]), undefined, badButtons],
  ['an unknown button', make([plain, buttons({ type: 'POSTBACK', text: 'a' })]), undefined, enumeration],
  ['a button without text', make([plain, buttons({ type: 'QUICK_REPLY' })]), 2388043, field],
  ['a button of 26 characters', make([plain, buttons(reply('a'.repeat(26)))]), 2388040, long],
  ['a variable in a button', make([plain, buttons(reply('Hi {{1}}'))]), undefined, badButtons],
  ['a link without an address', make([plain, buttons({ type: 'URL', text: 'a' })]), 2388043, field],
  ['a link without a scheme', make([plain, buttons(link('a', 'shop.example'))]), undefined, badButtons],
  ['a link of 2,001 characters', make([plain, buttons(link('a', `https://shop.example/${'a'.repeat(1980)}`))]), 2388040, long],
  ['a link variable in the middle', make([plain, buttons(link('a', 'https://shop.example/{{1}}/x', { example: ['a'] }))]), undefined, badButtons],
  ['a link variable without an example', make([plain, buttons(link('a', 'https://shop.example/{{1}}'))]), 2388043, field],
  ['a phone number of 21 characters', make([plain, buttons({ type: 'PHONE_NUMBER', text: 'a', phone_number: '1'.repeat(21) })]), 2388040, long],
  ['a phone number of letters', make([plain, buttons({ type: 'PHONE_NUMBER', text: 'a', phone_number: 'call me' })]), undefined, badButtons],
  ['a coupon without an example', make([plain, buttons({ type: 'COPY_CODE' })]), 2388043, field],
  ['a coupon code of 21 characters', make([plain, buttons({ type: 'COPY_CODE', example: 'A'.repeat(21) })]), 2388040, long],
  ['a form without a form', make([plain, buttons({ type: 'FLOW', text: 'Book' })]), undefined, badButtons],
  ['a form by id and by name', make([plain, buttons({ type: 'FLOW', text: 'Book', flow_id: '1', flow_name: 'a' })]), undefined, badButtons],
  ['a form with an unknown action', make([plain, buttons({ type: 'FLOW', text: 'Book', flow_id: '1', flow_action: 'jump' })]), undefined, enumeration],
  ['a catalogue beside a reply', make([plain, buttons({ type: 'CATALOG' }, reply('a'))]), undefined, badButtons],
  ['a catalogue that is utility', make([plain, buttons({ type: 'CATALOG' })], { category: 'UTILITY' }), undefined, together],
  ['a GIF that is utility', make([header('GIF', { example: { header_handle: ['4::a'] } }), plain], { category: 'UTILITY' }), undefined, together],
  ['an OTP button outside of authentication', make([plain, otp()]), undefined, badButtons],
  ['a permission to call with buttons', make([plain, { type: 'CALL_PERMISSION_REQUEST' }, buttons(reply('a'))]), undefined, together],
  ['an offer without text', make([picture, { type: 'LIMITED_TIME_OFFER', limited_time_offer: {} }, plain, buttons(link('a'))]), 2388043, field],
  ['an offer of 17 characters', make([{ type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'a'.repeat(17) } }, plain, buttons(link('a'))]), 2388040, long],
  ['an offer with a footer', make([offer, plain, { type: 'FOOTER', text: 'f' }, buttons(link('a'))]), undefined, together],
  ['an offer with a document', make([header('DOCUMENT', { example: { header_handle: ['4::a'] } }), offer, plain, buttons(link('a'))]), undefined, together],
  ['an offer whose code comes last', make([offer, plain, buttons(link('a'), { type: 'COPY_CODE', example: 'A' })]), undefined, together],
  ['an offer that is utility', make([offer, plain, buttons(link('a'))], { category: 'UTILITY' }), undefined, together],
  ['an offer with 601 characters', make([offer, body('a'.repeat(601)), buttons(link('a'))]), 2388040, long],
  ['a carousel of one card', make([plain, carousel(mediaCard)]), undefined, together],
  ['a carousel of eleven cards', make([plain, carousel(...Array.from({ length: 11 }, () => mediaCard))]), undefined, together],
  ['a carousel beside a footer', make([plain, { type: 'FOOTER', text: 'f' }, carousel(mediaCard, mediaCard)]), undefined, together],
  ['cards of two makes', make([plain, carousel(mediaCard, productCard)]), undefined, together],
  ['a card without a header', make([plain, carousel(card(buttons(reply('a'))), mediaCard)]), 2388043, field],
  ['a card without buttons', make([plain, carousel(card(picture), mediaCard)]), 2388043, field],
  ['a card with three buttons', make([plain, carousel(card(picture, buttons(reply('a'), reply('b'), reply('c'))), mediaCard)]), undefined, badButtons],
  ['a card with a text header', make([plain, carousel(card(header('TEXT', { text: 'a' }), buttons(reply('a'))), mediaCard)]), 2388047, badHeader],
  ['a card with 161 characters', make([plain, carousel(card(picture, body('a'.repeat(161)), buttons(reply('a'))), mediaCard)]), 2388040, long],
  ['a card with three line breaks', make([plain, carousel(card(picture, body('a\nb\nc\nd'), buttons(reply('a'))), mediaCard)]), 2388072, badBody],
  ['a product card with a body', make([plain, carousel(card(header('PRODUCT'), body('a b'), buttons({ type: 'SPM' })), productCard)]), undefined, together],
  ['a code without a button', code([{ type: 'BODY' }]), 2388043, field],
  ['a code with two buttons', code([{ type: 'BODY' }, buttons({ type: 'OTP', otp_type: 'COPY_CODE' }, reply('a'))]), undefined, badButtons],
  ['a code with a link', code([{ type: 'BODY' }, buttons(link('a'))]), undefined, badButtons],
  ['a code with words of its own', code([body('Your code is here: {{1}} ok', '1'), otp()]), undefined, together],
  ['a code with a picture', code([picture, { type: 'BODY' }, otp()]), undefined, together],
  ['a code that lives 91 minutes', code([{ type: 'BODY' }, { type: 'FOOTER', code_expiration_minutes: 91 }, otp()]), undefined, enumeration],
  ['a code that lives 0 minutes', code([{ type: 'BODY' }, { type: 'FOOTER', code_expiration_minutes: 0 }, otp()]), undefined, enumeration],
  ['an unknown kind of code', code([{ type: 'BODY' }, otp({ otp_type: 'TWO_TAP' })]), undefined, enumeration],
  ['a one-tap code without an app', code([{ type: 'BODY' }, otp({ otp_type: 'ONE_TAP' })]), 2388043, field],
  [
    'an app without a package',
    code([{ type: 'BODY' }, otp({ otp_type: 'ONE_TAP', supported_apps: [{ ...app, package_name: 'shop' }] })]),
    undefined,
    badButtons,
  ],
  ['a short signature', code([{ type: 'BODY' }, otp({ otp_type: 'ONE_TAP', supported_apps: [{ ...app, signature_hash: 'K8a' }] })]), undefined, badButtons],
  ['six apps', code([{ type: 'BODY' }, otp({ otp_type: 'ONE_TAP', supported_apps: [app, app, app, app, app, app] })]), undefined, badButtons],
  ['zero-tap terms not accepted', code([{ type: 'BODY' }, otp({ otp_type: 'ZERO_TAP', supported_apps: [app] })]), undefined, badButtons],
  ['a code that waits 901 seconds', code([{ type: 'BODY' }, otp()], { message_send_ttl_seconds: 901 }), undefined, enumeration],
  ['a utility that waits a day', make([plain], { category: 'UTILITY', message_send_ttl_seconds: 86_400 }), undefined, enumeration],
  ['marketing that waits an hour', make([plain], { message_send_ttl_seconds: 3_600 }), undefined, enumeration],
  ['marketing that waits -1', make([plain], { message_send_ttl_seconds: -1 }), undefined, enumeration],
  ['a form of a megabyte', make([plain, buttons({ type: 'FLOW', text: 'Book', flow_json: 'x'.repeat(1_000_000) })]), 2388040, long],
  ['a switch that is no boolean', make([plain], { cta_url_link_tracking_opted_out: 'perhaps' }), undefined, enumeration],
  ['freedom in no form', make([plain], { degrees_of_freedom_spec: { creative_features_spec: { image_touchups: 'no' } } }), undefined, enumeration],
];

for (const [what, asked, subcode, title] of refused) {
  test(`a template with ${what} is refused`, () => {
    const began = performance.now();

    const refusal = refusalOf(() => parseTemplate(asked));

    assert.deepEqual(
      [refusal.status, refusal.code, refusal.more.subcode, refusal.more.title ?? enumeration],
      [400, 100, subcode, title],
      refusal.more.sentence ?? refusal.message,
    );
    if (title === enumeration) assert.match(refusal.message, /^\(#100\) (The parameter .+ is required\.|Params? .+)/);
    else assert.ok((refusal.more.sentence ?? '') !== '');
    assert.ok(performance.now() - began < 200, 'bad input must not cost time');
  });
}

test('the words of an authentication template are Meta’s, in its own language', () => {
  const inSpanish = parseTemplate(
    code([{ type: 'BODY', add_security_recommendation: true }, { type: 'FOOTER', code_expiration_minutes: 10 }, otp()], { language: 'es_ES' }),
  );

  assert.deepEqual(inSpanish.components, [
    {
      type: 'BODY',
      text: 'Tu código de verificación es *{{1}}*. Por tu seguridad, no lo compartas.',
      add_security_recommendation: true,
      example: { body_text: [['123456']] },
    },
    { type: 'FOOTER', text: 'Este código caduca en 10 minutos.', code_expiration_minutes: 10 },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copiar código' }] },
  ]);
});

for (const language of ['fr', 'es', 'pt_BR', 'de', 'ar', 'hi', 'id']) {
  test(`a code in ${language} has words of its own`, () => {
    const texts = (at: string): string[] =>
      parseTemplate(
        code([{ type: 'BODY', add_security_recommendation: true }, { type: 'FOOTER', code_expiration_minutes: 7 }, otp()], { language: at }),
      ).components.flatMap((one) =>
        one.type === 'BODY' || one.type === 'FOOTER' ? [one.text] : one.type === 'BUTTONS' ? one.buttons.map((button) => button.text) : [],
      );

    const [own, english] = [texts(language), texts('en_US')];

    assert.equal(own.length, 3);
    assert.ok(
      own.every((text, i) => text !== english[i]),
      own.join(' | '),
    );
    assert.ok(own[0]?.includes('{{1}}') && own[1]?.includes('7'));
  });
}

function refusalOf(act: () => unknown): GraphRefusal {
  try {
    act();
  } catch (error) {
    if (error instanceof GraphRefusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
