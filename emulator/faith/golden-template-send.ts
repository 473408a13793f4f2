import type { Exchange } from './exchange.ts';
import { acceptedTemplate, reader, refusal, refused, send, sendRefusal } from './golden-parts.ts';

type Json = Record<string, unknown>;
const template = (name: string, ...components: Json[]): Json => ({
  type: 'template',
  template: { name, language: { code: 'en_US' }, ...(components.length === 0 ? {} : { components }) },
});
const words = (...texts: string[]): Json => ({ type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) });
const named = (name: string, text: string): Json => ({ type: 'body', parameters: [{ type: 'text', parameter_name: name, text }] });
const button = (kind: string, index: string, parameter: Json): Json => ({ type: 'button', sub_type: kind, index, parameters: [parameter] });
const picture = { type: 'header', parameters: [{ type: 'image', image: { id: '{image}' } }] };
const link = (index: string): Json => button('url', index, { type: 'text', text: 'p' });
const coupon = button('copy_code', '0', { type: 'coupon_code', coupon_code: 'SAVE10' });
const offer = { type: 'limited_time_offer', parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: '{tomorrow_ms}' } }] };
const card = (index: number): Json => ({
  card_index: index,
  components: [picture, words('three'), button('quick_reply', '0', { type: 'payload', payload: `p${index}` }), link('1')],
});
const marketing = (body: Json): Json => ({ messaging_product: 'whatsapp', recipient_type: 'individual', to: reader, ...body });

/** Templates of every kind as they are sent, and the refusals of facts §5.3 and §5.5. */
export const templateSendExchanges: readonly Exchange[] = [
  send('a plain template', template('plain', words('Ana'))),
  refused(
    'a template without its words',
    template('plain'),
    sendRefusal(
      132_000,
      'body: number of localizable_params (0) does not match the expected number of params (1)',
      '(#132000) Number of parameters does not match the expected number of params',
    ),
  ),
  refused(
    'a template nobody made',
    template('hello_worldx'),
    sendRefusal(132_001, 'template name (hello_worldx) does not exist in en_US', '(#132001) Template name does not exist in the translation'),
    404,
  ),
  refused(
    'a template with a strange policy',
    { type: 'template', template: { name: 'plain', language: { code: 'en_US', policy: 'fallback' } } },
    refusal(100, "(#100) The parameter template['language']['policy'] must be one of {DETERMINISTIC}."),
  ),
  send('a template with named words', template('named', named('first_name', 'Ana')), {
    first: [{ call: 'PATCH templates/{template_named}', body: { verdict: 'approve' } }],
  }),
  refused('a template with words of another name', template('named', named('last_name', 'Ana')), sendRefusal(132_000, /./)),
  send(
    'a template with a picture and buttons',
    template('picture', picture, words('Ana'), button('quick_reply', '0', { type: 'payload', payload: 'MORE' }), link('1')),
  ),
  refused(
    'a template with a button left bare',
    template('picture', picture, words('Ana')),
    sendRefusal(131_008, 'buttons: Button at index 1 of type Url requires a parameter'),
  ),
  refused(
    'a template with the wrong header',
    template('picture', { type: 'header', parameters: [{ type: 'text', text: 'x' }] }, words('Ana'), link('1')),
    sendRefusal(132_012, /Format mismatch, expected IMAGE, received TEXT/),
  ),
  send(
    'a template with a place',
    template(
      'place',
      { type: 'header', parameters: [{ type: 'location', location: { latitude: '48.85', longitude: '2.35', name: 'Shop', address: '1 Rue A' } }] },
      words('42'),
    ),
  ),
  send('a template with an offer and a coupon', template('offer', picture, words('Ana'), offer, coupon, link('1'))),
  refused(
    'a template with an offer of yesterday',
    template(
      'offer',
      picture,
      words('Ana'),
      { type: 'limited_time_offer', parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1 } }] },
      coupon,
      link('1'),
    ),
    sendRefusal(131_009, /future/),
  ),
  send('a template with a form', template('form', button('flow', '0', { type: 'action', action: { flow_token: 'unused' } }))),
  send('a template with a catalogue', template('shop', button('catalog', '0', { type: 'action', action: { thumbnail_product_retailer_id: 'mug' } }))),
  send(
    'a template with products',
    template(
      'many',
      button('mpm', '0', {
        type: 'action',
        action: { thumbnail_product_retailer_id: 'mug', sections: [{ title: 'New', product_items: [{ product_retailer_id: 'mug' }] }] },
      }),
    ),
  ),
  send('a carousel template', template('cards', words('Ana'), { type: 'carousel', cards: [card(0), card(1)] })),
  refused('a carousel template with one card', template('cards', words('Ana'), { type: 'carousel', cards: [card(0)] }), sendRefusal(132_018, /./)),
  send('a passcode', template('passcode', words('123456'), button('url', '0', { type: 'text', text: '123456' }))),
  refused(
    'a passcode to a business-scoped id',
    { ...template('passcode', words('123456'), button('url', '0', { type: 'text', text: '123456' })), to: undefined, recipient: '{user_id}' },
    sendRefusal(131_062, /./),
  ),
  refused('a paused template', template('plain', words('Ana')), sendRefusal(132_015, /paused/)),
  refused('a disabled template', template('plain', words('Ana')), sendRefusal(132_016, /disabled/)),
  {
    say: 'marketing by its own API too early',
    call: 'POST {number}/marketing_messages',
    body: marketing({ ...template('picture', picture, words('Ana'), link('1')) }),
    status: 400,
    answer: sendRefusal(134_101, /10 minutes/),
  },
  {
    say: 'marketing by its own API',
    call: 'POST {number}/marketing_messages',
    body: marketing({ ...template('picture', picture, words('Ana'), link('1')), product_policy: 'CLOUD_API_FALLBACK', message_activity_sharing: true }),
    answer: acceptedTemplate,
  },
  {
    say: 'a utility template by the marketing API',
    call: 'POST {number}/marketing_messages',
    body: marketing(template('place')),
    status: 400,
    answer: sendRefusal(134_100, /marketing messages/),
  },
  {
    say: 'a text by the marketing API',
    call: 'POST {number}/marketing_messages',
    body: marketing({ type: 'text', text: { body: 'x' } }),
    status: 400,
    answer: refusal(100, /./, { error_data: { messaging_product: 'whatsapp', details: /template/ } }),
  },
].map((exchange) => {
  // The two states are Meta's to give: the control API sets them for one exchange each, and the next one takes them back.
  if (exchange.say === 'a paused template') return { ...exchange, first: [{ call: 'PATCH templates/{template_plain}', body: { status: 'PAUSED' } }] };
  if (exchange.say === 'a disabled template') return { ...exchange, first: [{ call: 'PATCH templates/{template_plain}', body: { status: 'DISABLED' } }] };
  return exchange;
});
