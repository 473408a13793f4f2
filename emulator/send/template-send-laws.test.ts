import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bodies, type Body, refusalOf } from './bodies.ts';
import { deskAccount, deskNow, openDesk } from './desk.ts';
import { sampleTemplates } from './samples.ts';
import { fillTemplate } from './template-send.ts';

const { setup } = bodies;

const words = (...texts: unknown[]): Body[] => texts.map((text) => ({ type: 'text', text }));
const header = (...parameters: unknown[]): Body => ({ type: 'header', parameters });
const body = (...parameters: unknown[]): Body => ({ type: 'body', parameters });
const button = (subType: unknown, index: unknown, ...parameters: unknown[]): Body => ({ type: 'button', sub_type: subType, index, parameters });
const top = header(...words('7'));
const middle = body(...words('Ana', '7', 'noon'));
const follow = button('url', 2, ...words('7'));
const order = (...components: unknown[]): [string, unknown] => ['order_ready', components];
const saying = (...parameters: unknown[]): [string, unknown] => order(top, body(...parameters), follow);
const named = (...parameters: unknown[]): [string, unknown] => ['named', [body(...parameters)]];
const called = (parameter_name: unknown, text = 'a'): Body => ({ type: 'text', parameter_name, text });
const coupon = (...parameters: unknown[]): [string, unknown] => ['coupon', [button('copy_code', 1, ...parameters)]];
const acting = (name: string, subType: string, action: unknown): [string, unknown] => [name, [button(subType, 0, { type: 'action', action })]];
const image = { type: 'image', image: { id: '11' } };
const offer = (change: unknown): [string, unknown] => [
  'ending_offer',
  [
    header(image),
    body(...words('Ana')),
    { type: 'limited_time_offer', parameters: [change] },
    button('copy_code', 0, { type: 'coupon_code', coupon_code: 'SAVE' }),
    button('url', 1, ...words('x')),
  ],
];
const ending = (time: unknown): [string, unknown] => offer({ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: time } });
const pictureCard = (index: unknown, ...change: unknown[]): Body => ({
  card_index: index,
  components: change.length > 0 ? change : [header(image), body(...words('3')), button('url', 1, ...words('x'))],
});
const pictures = (...cards: unknown[]): [string, unknown] => ['pictures', [body(...words('Ana')), { type: 'carousel', cards }]];
const productCard = (index: number, catalog: unknown = '900'): Body => ({
  card_index: index,
  components: [header({ type: 'product', product: { catalog_id: catalog, product_retailer_id: 'mug' } })],
});
const products = (...cards: unknown[]): [string, unknown] => ['products', [{ type: 'carousel', cards }]];

const place = "template['components']";
const subTypes = '{QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE, FLOW, CATALOG, MPM, SPM, VOICE_CALL, REQUEST_CONTACT_INFO}';
const follows = 'buttons: Button at index 2 of type Url';
const count = (where: string, sent: number, expected: number): string =>
  `${where}: number of localizable_params (${sent}) does not match the expected number of params (${expected})`;
const lines = 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces';

/** What breaks a law: the code, and the details (the message where Meta sends no details), word for word. */
const refused: readonly (readonly [string, readonly [string, unknown], number, string])[] = [
  ['an unknown name', ['hello_worldx', []], 132001, 'template name (hello_worldx) does not exist in en_US'],
  ['the name of a prototype', ['__proto__', []], 132001, 'template name (__proto__) does not exist in en_US'],
  ['a template in review', ['pending', []], 132001, 'template name (pending) does not exist in en_US'],
  ['a rejected template', ['rejected', []], 132001, 'template name (rejected) does not exist in en_US'],
  ['an archived template', ['archived', []], 132001, 'template name (archived) does not exist in en_US'],
  ['a template in appeal', ['in_appeal', []], 132001, 'template name (in_appeal) does not exist in en_US'],
  ['a paused template', ['paused', []], 132015, 'template name (paused) is paused in en_US because of low quality'],
  ['a disabled template', ['disabled', []], 132016, 'template name (disabled) is disabled in en_US'],
  ['components in an object', ['hello_world', {}], 100, `(#100) Param ${place} must be an array.`],
  ['a component that is null', ['hello_world', [null]], 100, `(#100) Param ${place}[0] must be a JSON object.`],
  ['a component without a type', ['hello_world', [{}]], 100, `(#100) The parameter ${place}[0]['type'] is required.`],
  [
    'a footer component',
    ['hello_world', [{ type: 'footer' }]],
    100,
    `(#100) Param ${place}[0]['type'] must be one of {HEADER, BODY, BUTTON, LIMITED_TIME_OFFER, CAROUSEL} - got "footer".`,
  ],
  ['tap targets', ['hello_world', [{ type: 'tap_target_configuration' }]], 131005, 'Permission is either not granted or has been removed.'],
  ['two bodies', order(top, middle, middle), 100, `(#100) Param ${place}[2] is a second component of type BODY.`],
  ['parameters in an object', order({ type: 'header', parameters: {} }), 100, `(#100) Param ${place}[0]['parameters'] must be an array.`],
  ['a parameter that is a text', order(header('7')), 100, `(#100) Param ${place}[0]['parameters'][0] must be a JSON object.`],

  ['no components', ['order_ready', undefined], 132000, count('header', 0, 1)],
  ['no body', order(top, follow), 132000, count('body', 0, 3)],
  ['a parameter too many', saying(...words('a', 'b', 'c', 'd')), 132000, count('body', 4, 3)],
  ['10,000 parameters', saying(...words(...Array.from({ length: 10_000 }, () => 'a'))), 132000, count('body', 10_000, 3)],
  ['parameters for none', ['hello_world', [body(...words('a'))]], 132000, count('body', 1, 0)],
  ['a header for none', ['hello_world', [top]], 132000, count('header', 1, 0)],
  ['a parameter without a type', saying({ text: 'a' }, ...words('b', 'c')), 131008, 'body: parameter at index 0 requires a type'],
  ['a picture in the body', saying(image, ...words('b', 'c')), 132012, 'body: Format mismatch, expected TEXT, received IMAGE'],
  ['a group id in the body', saying({ type: 'group_id', group_id: 'Y2F' }, ...words('b', 'c')), 131215, 'Phone number is not eligible for groups'],
  ['no text', saying({ type: 'text' }, ...words('b', 'c')), 131008, 'body: parameter at index 0 of type text is missing text value'],
  ['an empty text', saying(...words('a', '', 'c')), 131008, 'body: parameter at index 1 of type text is missing text value'],
  ['a text that is null', saying(...words('a', null, 'c')), 131008, 'body: parameter at index 1 of type text is missing text value'],
  ['a text that is a number', saying(...words('a', 7, 'c')), 100, "(#100) Param body['parameters'][1]['text'] must be a string."],
  ['half a surrogate pair', saying(...words('a', '\udc00', 'c')), 100, "(#100) Param body['parameters'][1]['text'] must be a valid UTF-8 string."],
  ['a new line', saying(...words('a\nb', 'b', 'c')), 132018, lines],
  ['a tab', saying(...words('a\tb', 'b', 'c')), 132018, lines],
  ['five blanks', saying(...words('a     b', 'b', 'c')), 132018, lines],
  ['a new line in the header', order(header(...words('a\rb')), middle, follow), 132018, lines],
  [
    'a text that makes the body too long',
    saying(...words('a'.repeat(1000), 'b', 'c')),
    132005,
    'body: the text with its parameters is longer than 1024 characters',
  ],
  ['a megabyte in the body', saying(...words('a'.repeat(1_000_000), 'b', 'c')), 132005, 'body: the text with its parameters is longer than 1024 characters'],
  [
    'a text that makes the header too long',
    order(header(...words('7'.repeat(47))), middle, follow),
    132005,
    'header: the text with its parameters is longer than 60 characters',
  ],
  [
    'a name where numbers are',
    saying(called('first_name'), ...words('b', 'c')),
    132012,
    'body: parameter at index 0 has a parameter_name, but the template has positional parameters',
  ],
  ['no currency', saying({ type: 'currency' }, ...words('b', 'c')), 131008, 'body: parameter at index 0 of type currency is missing currency value'],
  [
    'a currency without an amount',
    saying({ type: 'currency', currency: { fallback_value: '$1', code: 'USD' } }, ...words('b', 'c')),
    131008,
    'body: parameter at index 0 of type currency requires code and amount_1000',
  ],
  [
    'a currency of four letters',
    saying({ type: 'currency', currency: { fallback_value: '$1', code: 'EURO', amount_1000: 1 } }, ...words('b', 'c')),
    131009,
    'body: currency code at index 0 must be an ISO 4217 code',
  ],
  [
    'an amount with a point',
    saying({ type: 'currency', currency: { fallback_value: '$1', code: 'USD', amount_1000: 1.5 } }, ...words('b', 'c')),
    131009,
    'body: amount_1000 at index 0 must be an integer',
  ],
  [
    'a date without its fallback',
    saying({ type: 'date_time', date_time: { day_of_week: 1 } }, ...words('b', 'c')),
    131008,
    'body: parameter at index 0 of type date_time is missing text value',
  ],
  ['a named template without names', named(...words('a', 'b')), 100, 'Parameter name is missing or empty'],
  ['a name that is a number', named(called(1), called('offer')), 100, 'Parameter name is missing or empty'],
  ['an unknown parameter name', named(called('first_name'), called('constructor')), 132000, 'body: the template has no parameter named constructor'],
  ['a name twice', named(called('offer'), called('offer')), 132000, 'body: the parameter first_name is missing'],

  ['no picture', ['with_image', []], 132012, 'header: Format mismatch, expected IMAGE, received UNKNOWN'],
  ['a film for a picture', ['with_image', [header({ type: 'video', video: { id: '12' } })]], 132012, 'header: Format mismatch, expected IMAGE, received VIDEO'],
  ['a text for a picture', ['with_image', [header(...words('a'))]], 132012, 'header: Format mismatch, expected IMAGE, received TEXT'],
  ['a picture without its object', ['with_image', [header({ type: 'image' })]], 131008, 'header: parameter at index 0 of type image is missing image value'],
  [
    'a picture without a source',
    ['with_image', [header({ type: 'image', image: {} })]],
    131008,
    'header: parameter at index 0 of type image is missing image value',
  ],
  ['two pictures', ['with_image', [header(image, image)]], 132000, count('header', 2, 1)],
  ['a picture nobody uploaded', ['with_image', [header({ type: 'image', image: { id: '99' } })]], 131009, 'The media id 99 does not exist or has expired'],
  ['a film by id as a picture', ['with_image', [header({ type: 'image', image: { id: '12' } })]], 131053, 'The media id 12 is of type video/mp4, not image'],
  [
    'a place without a latitude',
    ['with_location', [header({ type: 'location', location: { longitude: 1 } })]],
    100,
    "(#100) The parameter header['location']['latitude'] is required.",
  ],
  [
    'a product without a catalogue',
    ['with_product', [header({ type: 'product', product: { product_retailer_id: 'mug' } })]],
    100,
    "(#100) The parameter header['product']['catalog_id'] is required.",
  ],
  ['no product', ['with_product', []], 132012, 'header: Format mismatch, expected PRODUCT, received UNKNOWN'],

  ['a button without a sub_type', order(top, middle, { type: 'button', index: 0 }), 131008, `${place}[2]: a component of type button requires a sub_type`],
  ['an unknown sub_type', order(top, middle, button('wheel', 0)), 100, `(#100) Param ${place}[2]['sub_type'] must be one of ${subTypes} - got "wheel".`],
  ['a button without an index', order(top, middle, { type: 'button', sub_type: 'url' }), 131008, `${place}[2]: a component of type button requires an index`],
  ['an index in words', order(top, middle, button('url', 'two')), 100, `(#100) Param ${place}[2]['index'] must be an integer between 0 and 9 - got "two".`],
  ['an index in an array', order(top, middle, button('url', [2])), 100, `(#100) Param ${place}[2]['index'] must be an integer between 0 and 9 - got "array".`],
  ['an index of -1', order(top, middle, button('url', -1)), 100, `(#100) Param ${place}[2]['index'] must be an integer between 0 and 9 - got "-1".`],
  [
    'an index beyond the buttons',
    order(top, middle, follow, button('url', 5, ...words('a'))),
    132018,
    'buttons: Button at index 5 does not exist in the template',
  ],
  ['an index twice', order(top, middle, follow, follow), 132018, 'buttons: Button at index 2 is given more than once'],
  [
    'a reply for a link',
    order(top, middle, button('quick_reply', 2, { type: 'payload', payload: 'a' })),
    132018,
    'buttons: Button at index 2 must be of type Url',
  ],
  ['a link for a reply', order(top, middle, follow, button('url', 0, ...words('a'))), 132018, 'buttons: Button at index 0 must be of type QuickReply'],
  ['no link suffix', order(top, middle), 131008, `${follows} requires a parameter`],
  ['a link component without parameters', order(top, middle, button('url', 2)), 131008, `${follows} requires a parameter`],
  ['an empty suffix', order(top, middle, button('url', 2, ...words(''))), 131008, `${follows} requires a parameter`],
  ['two suffixes', order(top, middle, button('url', 2, ...words('a', 'b'))), 132000, count(follows, 2, 1)],
  [
    'a payload for a link',
    order(top, middle, button('url', 2, { type: 'payload', payload: 'a' })),
    132012,
    `${follows}: Format mismatch, expected TEXT, received PAYLOAD`,
  ],
  [
    'a suffix beyond 2,000 characters',
    order(top, middle, button('url', 2, ...words('a'.repeat(2000)))),
    132005,
    `${follows}: the url with its parameter is longer than 2000 characters`,
  ],
  [
    'a suffix for a fixed link',
    order(top, middle, follow, button('url', 3, ...words('a'))),
    132018,
    'buttons: Button at index 3 of type Url does not take parameters',
  ],
  [
    'a parameter for a phone',
    order(top, middle, follow, button('phone_number', 4, ...words('a'))),
    132018,
    'buttons: Button at index 4 of type PhoneNumber does not take parameters',
  ],
  [
    'a reply without a payload',
    order(top, middle, follow, button('quick_reply', 0)),
    131008,
    'buttons: Button at index 0 of type QuickReply requires a parameter',
  ],
  [
    'a reply with a text',
    order(top, middle, follow, button('quick_reply', 0, ...words('a'))),
    132012,
    'buttons: Button at index 0 of type QuickReply: Format mismatch, expected PAYLOAD, received TEXT',
  ],
  ['no coupon', ['coupon', []], 131008, 'buttons: Button at index 1 of type copy_code requires a non-empty parameter coupon_code'],
  [
    'an empty coupon',
    coupon({ type: 'coupon_code', coupon_code: '' }),
    131008,
    'buttons: Button at index 1 of type copy_code requires a non-empty parameter coupon_code',
  ],
  [
    'a coupon of 21 characters',
    coupon({ type: 'coupon_code', coupon_code: 'a'.repeat(21) }),
    131009,
    'buttons: Button at index 1 of type copy_code: coupon_code can have at most 20 characters',
  ],
  ['no form component', ['form', []], 131009, 'Components sub_type invalid at index: 0 and type: 0'],
  ['a form without its action', ['form', [button('flow', 0, { type: 'action' })]], 131008, 'buttons: Button at index 0 of type Flow is missing action value'],
  ['a blocked form', ['form_blocked', [button('flow', 0)]], 132068, 'Flow is in blocked state.'],
  ['no products', ['many_products', []], 131008, 'buttons: Button at index 0 of type Mpm requires a parameter'],
  [
    'no sections',
    acting('many_products', 'mpm', { thumbnail_product_retailer_id: 'mug' }),
    100,
    "(#100) The parameter buttons: Button at index 0 of type Mpm ['sections'] is required.",
  ],
  [
    'a parameter for a shared number',
    ['your_number', [button('request_contact_info', 0, ...words('a'))]],
    132018,
    'buttons: Button at index 0 of type RequestContactInfo does not take parameters',
  ],
  ['a call button', ['call_me', []], 138000, 'Calling APIs are not enabled for this phone number'],
  ['a request for calls', ['may_we_call', []], 138000, 'Calling APIs are not enabled for this phone number'],
  ['a passcode in the body only', ['passcode', [body(...words('123456'))]], 131008, 'buttons: Button at index 0 of type Url requires a parameter'],
  [
    'a passcode by copy_code',
    ['passcode', [body(...words('1')), button('copy_code', 0, { type: 'coupon_code', coupon_code: '1' })]],
    132018,
    'buttons: Button at index 0 must be of type Url',
  ],
  [
    'two passcodes',
    ['passcode', [body(...words('1')), button('url', 0, ...words('2'))]],
    131009,
    'buttons: Button at index 0 of type Url: the parameter must be the code of the body',
  ],
  [
    'a passcode of 16 characters',
    ['passcode', [body(...words('1'.repeat(16))), button('url', 0, ...words('1'.repeat(16)))]],
    131009,
    'buttons: Button at index 0 of type Url: a one-time passcode can have at most 15 characters',
  ],

  [
    'an offer without its end',
    ['ending_offer', [header(image), body(...words('Ana'))]],
    131008,
    'limited_time_offer: the template requires expiration_time_ms',
  ],
  ['an end of another type', offer(words('a')[0]), 132012, 'limited_time_offer: Format mismatch, expected LIMITED_TIME_OFFER, received TEXT'],
  ['an end that is over', ending(deskNow), 131009, 'limited_time_offer: expiration_time_ms must be in the future'],
  ['an end in words', ending('tomorrow'), 131009, 'limited_time_offer: expiration_time_ms must be a UNIX timestamp in milliseconds'],
  ['an end beyond all time', ending(1e300), 131009, 'limited_time_offer: expiration_time_ms must be a UNIX timestamp in milliseconds'],
  ['an end that is null', ending(null), 131008, 'limited_time_offer: the template requires expiration_time_ms'],
  [
    'an end for an offer without',
    ['lasting_offer', [{ type: 'limited_time_offer', parameters: [{ type: 'limited_time_offer' }] }]],
    132018,
    'limited_time_offer: the template has no expiration',
  ],
  [
    'a body beside an offer of 601 characters',
    ['ending_offer', [header(image), body(...words('a'.repeat(592)))]],
    132005,
    'body: the text with its parameters is longer than 600 characters',
  ],

  ['no cards', ['pictures', [body(...words('Ana'))]], 132018, 'carousel: number of cards (0) does not match the expected number of cards (2)'],
  ['a card of two', pictures(pictureCard(0)), 132018, 'carousel: number of cards (1) does not match the expected number of cards (2)'],
  ['cards for a template without', ['hello_world', [{ type: 'carousel', cards: [] }]], 132018, 'carousel: the template has no carousel'],
  ['cards that are no list', ['pictures', [{ type: 'carousel', cards: {} }]], 100, `(#100) Param ${place}[0]['cards'] must be an array.`],
  [
    'cards out of order',
    pictures(pictureCard(1), pictureCard(0)),
    131009,
    "template['components']['carousel']['cards'][0]['card_index'] must be 0 - got \"1\"",
  ],
  [
    'a card without its picture',
    pictures(pictureCard(0, body(...words('3'))), pictureCard(1)),
    132012,
    'carousel card 0 header: Format mismatch, expected IMAGE, received UNKNOWN',
  ],
  ['a card without its text', pictures(pictureCard(0), pictureCard(1, header(image))), 132000, count('carousel card 1 body', 0, 1)],
  [
    'a card body of 161 characters',
    pictures(pictureCard(0, header(image), body(...words('3'.repeat(152)))), pictureCard(1)),
    132005,
    'carousel card 0 body: the text with its parameters is longer than 160 characters',
  ],
  [
    'a card without its suffix',
    pictures(pictureCard(0, header(image), body(...words('3'))), pictureCard(1)),
    131008,
    'carousel card 0 buttons: Button at index 1 of type Url requires a parameter',
  ],
  ['buttons beside the cards', ['pictures', [body(...words('Ana')), follow]], 132018, 'buttons: the buttons of a carousel template are on its cards'],
  [
    'a carousel in a card',
    pictures(pictureCard(0, { type: 'carousel', cards: [] }), pictureCard(1)),
    132018,
    'carousel card 0: a card has a header, a body and buttons only',
  ],
  ['one product', products(productCard(0)), 131009, 'Invalid cards count. Min allowed cards: 2, Max allowed cards: 10'],
  [
    'eleven products',
    products(...Array.from({ length: 11 }, (_, i) => productCard(i))),
    131009,
    'Invalid cards count. Min allowed cards: 2, Max allowed cards: 10',
  ],
  [
    'a catalogue that is a number',
    products(productCard(0, 900), productCard(1)),
    100,
    "(#100) Param carousel card 0 header['product']['catalog_id'] must be a string.",
  ],
];

const refuse = (name: string, components: unknown): [number, string] | undefined => {
  const { world } = openDesk({ ...setup, templates: sampleTemplates });
  return refusalOf(() => fillTemplate(world, deskAccount, { name, language: { code: 'en_US' }, components }));
};

for (const [what, [name, components], code, says] of refused) {
  test(`${what} is refused with ${code}`, () => {
    const refusal = refuse(name, components);

    assert.deepEqual(refusal, [code, says]);
  });
}

test('what names the template is looked at before the template', () => {
  const { world } = openDesk({ templates: sampleTemplates });
  const against = (value: unknown): string | undefined => refusalOf(() => fillTemplate(world, deskAccount, value))?.[1];

  assert.equal(against(undefined), '(#100) The parameter template is required.');
  assert.equal(against([]), '(#100) Param template must be a JSON object.');
  assert.equal(against({ language: { code: 'en_US' } }), "(#100) The parameter template['name'] is required.");
  assert.equal(against({ name: 7, language: { code: 'en_US' } }), "(#100) Param template['name'] must be a string.");
  assert.equal(against({ name: 'hello_world' }), "(#100) The parameter template['language'] is required.");
  assert.equal(against({ name: 'hello_world', language: 'en_US' }), "(#100) Param template['language'] must be a JSON object.");
  assert.equal(against({ name: 'hello_world', language: {} }), "(#100) The parameter template['language']['code'] is required.");
  assert.equal(against({ name: 'hello_world', language: { code: 'fr' } }), 'template name (hello_world) does not exist in fr');
  assert.equal(
    against({ name: 'hello_world', language: { code: 'en_US', policy: 'fallback' } }),
    "(#100) The parameter template['language']['policy'] must be one of {DETERMINISTIC}.",
  );
  assert.equal(against({ name: 'hello_world', language: { code: 'en_US', policy: 'DETERMINISTIC' } }), undefined);
});
