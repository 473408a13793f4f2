import { bodies } from '../send/bodies.ts';
import type { Exchange } from './exchange.ts';
import { accepted, done, missing, reader, refusal, refused, send, sendRefusal, wamid } from './golden-parts.ts';

const { buttons, reply, list, rows, row, link, opening, product, products, items, catalog, carousel, linkCard, replyCard, productCard, asked } = bodies;
const image = { link: 'https://shop.example/a.png' };
const form = {
  flow_message_version: '3',
  flow_id: '{flow}',
  flow_token: 'unused',
  flow_cta: 'Book!',
  flow_action: 'navigate',
  flow_action_payload: { screen: 'WELCOME' },
};
const address = { country: 'IN', values: { name: 'Ana Souza', phone_number: '+919876543210' } };

/** Messages of every type, each accepted once and refused once. Meta, "Send messages", as facts §1.1 has it. */
const plain: readonly Exchange[] = [
  send('a text', { type: 'text', text: { body: 'Hello https://example.com', preview_url: true } }, { keep: { sent: 'messages/0/id' } }),
  send('a text that quotes and carries a key', {
    type: 'text',
    text: { body: 'Again' },
    context: { message_id: '{sent}' },
    biz_opaque_callback_data: 'camp:1:2',
  }),
  refused('a text without body', { type: 'text', text: {} }, missing("text['body']")),
  refused('a text of 4,097 characters', { type: 'text', text: { body: 'x'.repeat(4097) } }, refusal(100, /4096/)),
  send('a picture by id', { type: 'image', image: { id: '{image}', caption: 'Nice' } }),
  send('a picture by link', { type: 'image', image: { ...image, caption: 'Nice' } }),
  refused('a picture with an id nobody has', { type: 'image', image: { id: '1' } }, sendRefusal(131_009, /media id 1 /)),
  send('a film', { type: 'video', video: { id: '{video}', caption: 'Look' } }),
  refused('a film that is a picture', { type: 'video', video: { id: '{image}' } }, sendRefusal(131_053, /image\/png/)),
  send('a document with its name', { type: 'document', document: { id: '{document}', filename: 'invoice.pdf', caption: 'Yours' } }),
  refused('a document without a source', { type: 'document', document: { filename: 'invoice.pdf' } }, refusal(100, /^\(#100\) The parameter document/)),
  send('a voice note', { type: 'audio', audio: { id: '{audio}', voice: true } }),
  refused('an audio with a caption', { type: 'audio', audio: { id: '{audio}', caption: 'no' } }, refusal(100, /Unexpected key "caption"/)),
  send('a sticker', { type: 'sticker', sticker: { id: '{sticker}' } }),
  refused('a sticker that is a picture', { type: 'sticker', sticker: { id: '{image}' } }, sendRefusal(131_053, /image\/png/)),
  send('a place', { type: 'location', location: { latitude: '37.44', longitude: '-122.16', name: 'Philz', address: '101 Forest Ave' } }),
  refused('a place beyond the pole', { type: 'location', location: { latitude: '97', longitude: '0' } }, sendRefusal(131_009, /latitude/)),
  send('contacts', {
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: 'Ana Souza', first_name: 'Ana' },
        phones: [{ phone: '+5511961234567', type: 'WORK', wa_id: '5511961234567' }],
        birthday: '1999-01-23',
      },
    ],
  }),
  refused('a contact without name', { type: 'contacts', contacts: [{ phones: [] }] }, missing("contacts[0]['name']")),
  send('a reaction', { type: 'reaction', reaction: { message_id: '{inbound}', emoji: '😀' } }),
  refused('a reaction to nothing', { type: 'reaction', reaction: { emoji: '😀' } }, missing("reaction['message_id']")),
];

const interactive: readonly Exchange[] = [
  send('reply buttons', buttons([reply('Yes', 'y'), reply('No', 'n')], { header: { type: 'text', text: 'Head' }, footer: { text: 'Foot' } })),
  refused('four reply buttons', buttons(['a', 'b', 'c', 'd'].map((one) => reply(one))), sendRefusal(131_009, /./)),
  send('a list', list([{ title: 'S', rows: [row('r1', { description: 'first' }), row('r2')] }], { header: { type: 'text', text: 'H' } })),
  refused('a list of eleven rows', list([{ title: 'S', rows: rows(11) }]), sendRefusal(131_009, /10/)),
  send('a link button', link(opening, { header: { type: 'image', image } })),
  refused('a link button without address', link({ display_text: 'Go' }), sendRefusal(131_009, /url/i)),
  send('a request for the place', asked('location_request_message', { name: 'send_location' })),
  refused('a request for the place with another name', asked('location_request_message', { name: 'send_money' }), refusal(100, /send_location/i)),
  send('a request for the number', asked('request_contact_info', { name: 'request_contact_info' })),
  refused('a request for the number with another name', asked('request_contact_info', { name: 'x' }), refusal(100, /request_contact_info/i)),
  send('a request for an address', asked('address_message', { name: 'address_message', parameters: address })),
  refused(
    'a request for an address in a land without it',
    asked('address_message', { name: 'address_message', parameters: { ...address, country: 'FR' } }),
    sendRefusal(131_009, /./),
  ),
  send('a product', product({ catalog_id: '900' })),
  refused('a product without catalogue', product({ catalog_id: undefined }), missing("interactive['action']['catalog_id']")),
  send('products', products([{ title: 'New', product_items: items('mug') }])),
  refused('products without a header', products([{ title: 'New', product_items: items('mug') }], { header: undefined }), refusal(100, /header/)),
  send('a catalogue', catalog({ parameters: { thumbnail_product_retailer_id: 'mug' } })),
  refused('a catalogue with another name', catalog({ name: 'x' }), refusal(100, /catalog_message/i)),
  send('a form', asked('flow', { name: 'flow', parameters: form })),
  refused('a form nobody made', asked('flow', { name: 'flow', parameters: { ...form, flow_id: '1' } }), sendRefusal(131_009, /./)),
  send('a carousel of links', carousel([linkCard(0), linkCard(1)])),
  send('a carousel of replies', carousel([replyCard(0, 'a'), replyCard(1, 'b')])),
  send('a carousel of products', carousel([productCard(0), productCard(1)])),
  refused('a carousel of one card', carousel([linkCard(0)]), sendRefusal(131_009, /./)),
  refused('a request to call', asked('call_permission_request', { name: 'call_permission_request' }), sendRefusal(138_000, /./)),
];

const doors: readonly Exchange[] = [
  { say: 'a read receipt', call: 'POST {number}/messages', body: { messaging_product: 'whatsapp', status: 'read', message_id: '{inbound}' }, answer: done },
  {
    say: 'typing',
    call: 'POST {number}/messages',
    body: { messaging_product: 'whatsapp', status: 'read', message_id: '{inbound}', typing_indicator: { type: 'text' } },
    answer: done,
  },
  {
    say: 'a read receipt of a message nobody wrote',
    call: 'POST {number}/messages',
    body: { messaging_product: 'whatsapp', status: 'read', message_id: 'nothing' },
    status: 400,
    answer: sendRefusal(131_009, /message_id/),
  },
  {
    say: 'a text to a business-scoped id',
    call: 'POST {number}/messages',
    body: { messaging_product: 'whatsapp', recipient_type: 'individual', recipient: '{user_id}', type: 'text', text: { body: 'Hi' } },
    answer: { messaging_product: 'whatsapp', contacts: [{ input: '{user_id}', user_id: '{user_id}' }], messages: [{ id: wamid }] },
  },
  {
    say: 'a text to an id of another portfolio',
    call: 'POST {number}/messages',
    body: { messaging_product: 'whatsapp', recipient: 'US.1', type: 'text', text: { body: 'Hi' } },
    status: 400,
    answer: sendRefusal(131_009, /US\.1/),
  },
  {
    say: 'a text without product',
    call: 'POST {number}/messages',
    body: { to: reader, type: 'text', text: { body: 'x' } },
    status: 400,
    answer: missing('messaging_product'),
  },
  {
    say: 'a text to nobody',
    call: 'POST {number}/messages',
    body: { messaging_product: 'whatsapp', type: 'text', text: { body: 'x' } },
    status: 400,
    answer: missing('to'),
  },
  refused('a type nobody knows', { type: 'hologram', hologram: {} }, refusal(100, /^\(#100\) Param type must be one of \{TEXT, .*got "hologram"/)),
  refused('a type only people send', { type: 'order', order: {} }, sendRefusal(131_051, /order/)),
  refused('a message to a group', { recipient_type: 'group', type: 'text', text: { body: 'x' } }, sendRefusal(131_215, /./)),
  refused('a key of 513 characters', { type: 'text', text: { body: 'x' }, biz_opaque_callback_data: 'k'.repeat(513) }, refusal(100, /512/)),
  { ...send('a text by an address without version', { type: 'text', text: { body: 'x' } }), call: 'POST {number}/messages/', answer: accepted },
];

/** Everything `POST /{number}/messages` takes but templates. */
export const sendExchanges: readonly Exchange[] = [...plain, ...interactive, ...doors];
