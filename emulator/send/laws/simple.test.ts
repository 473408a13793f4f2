import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bodies, type Body, refusalOf } from '../bodies.ts';

const { draft, text, media, place, contact, reaction } = bodies;

/** What breaks a law: the code, and the details (the message where Meta sends no details), word for word. */
const refused: readonly (readonly [string, Body, number, string])[] = [
  [
    'an unknown type',
    { type: 'hologram' },
    100,
    '(#100) Param type must be one of {TEXT, IMAGE, VIDEO, DOCUMENT, AUDIO, STICKER, LOCATION, CONTACTS, REACTION, INTERACTIVE, TEMPLATE, PIN} - got "hologram".',
  ],
  ['a pin', { type: 'pin', pin: { type: 'pin', message_id: 'wamid.x' } }, 131215, 'Phone number is not eligible for groups'],
  ['an order', { type: 'order', order: {} }, 131051, "Messages of type order can't be sent"],
  [
    'a text by Direct Send',
    { ...text({ body: 'a' }), category: 'utility' },
    100,
    '(#100) Unexpected key "category" on the message: Direct Send is not enabled for this WhatsApp Business account.',
  ],
  ['a text without its object', { type: 'text' }, 100, '(#100) The parameter text is required.'],
  ['a text that is null', text(null), 100, '(#100) The parameter text is required.'],
  ['a text that is an array', text([]), 100, '(#100) Param text must be a JSON object.'],
  ['a text that is a text', text('Hello'), 100, '(#100) Param text must be a JSON object.'],
  ['no body', text({}), 100, "(#100) The parameter text['body'] is required."],
  ['an empty body', text({ body: '' }), 100, "(#100) The parameter text['body'] is required."],
  ['blanks for a body', text({ body: ' \n ' }), 100, "(#100) The parameter text['body'] is required."],
  ['a body that is a number', text({ body: 5 }), 100, "(#100) Param text['body'] must be a string."],
  ['half a surrogate pair', text({ body: 'a\ud83cb' }), 100, "(#100) Param text['body'] must be a valid UTF-8 string."],
  ['4,097 characters', text({ body: 'a'.repeat(4097) }), 100, "(#100) Param text['body'] must be at most 4096 characters long."],
  ['a megabyte of text', text({ body: 'a'.repeat(1_000_000) }), 100, "(#100) Param text['body'] must be at most 4096 characters long."],
  ['a preview that is a word', text({ body: 'a', preview_url: 'yes' }), 100, "(#100) Param text['preview_url'] must be a boolean."],
  ['an image without a source', media('image', {}), 100, "(#100) The parameter image['id'] or image['link'] is required."],
  [
    'an image with both sources',
    media('image', { id: '11', link: 'https://a.test/a.png' }),
    100,
    "(#100) Param image must have either 'id' or 'link', not both.",
  ],
  ['an image nobody uploaded', media('image', { id: '99' }), 131009, 'The media id 99 does not exist or has expired'],
  ['a film as an image', media('image', { id: '12' }), 131053, 'The media id 12 is of type video/mp4, not image'],
  ['a sticker as an image', media('image', { id: '16' }), 131053, 'The media id 16 is of type image/webp, not image'],
  ['a picture as a sticker', media('sticker', { id: '11' }), 131053, 'The media id 11 is of type image/png, not sticker'],
  ['a link that is none', media('video', { link: 'nowhere' }), 100, "(#100) Param video['link'] is not a valid URL."],
  ['a link of another kind', media('video', { link: 'ftp://a.test/v.mp4' }), 100, "(#100) Param video['link'] is not a valid URL."],
  [
    'a link of a megabyte',
    media('video', { link: `https://a.test/${'v'.repeat(1_000_000)}` }),
    100,
    "(#100) Param video['link'] must be at most 8192 characters long.",
  ],
  [
    'a caption of 1,025 characters',
    media('image', { id: '11', caption: 'a'.repeat(1025) }),
    100,
    "(#100) Param image['caption'] must be at most 1024 characters long.",
  ],
  ['a caption on an audio', media('audio', { id: '15', caption: 'a' }), 100, '(#100) Unexpected key "caption" on param "audio".'],
  ['a caption on a sticker', media('sticker', { id: '16', caption: 'a' }), 100, '(#100) Unexpected key "caption" on param "sticker".'],
  ['a filename on an image', media('image', { id: '11', filename: 'a.png' }), 100, '(#100) Unexpected key "filename" on param "image".'],
  [
    'a voice note in MP3',
    media('audio', { id: '15', voice: true }),
    131053,
    'A voice message must be of type audio/ogg; the media id 15 is of type audio/mpeg',
  ],
  ['no latitude', place({ latitude: undefined }), 100, "(#100) The parameter location['latitude'] is required."],
  ['a longitude that is null', place({ longitude: null }), 100, "(#100) The parameter location['longitude'] is required."],
  ['a latitude of 91', place({ latitude: 91 }), 131009, "location['latitude'] must be between -90 and 90"],
  ['a longitude of -181', place({ longitude: '-181' }), 131009, "location['longitude'] must be between -180 and 180"],
  ['a latitude in words', place({ latitude: 'north' }), 131009, "location['latitude'] must be a number"],
  ['no contacts', { type: 'contacts', contacts: [] }, 100, '(#100) The parameter contacts is required.'],
  ['contacts that are an object', { type: 'contacts', contacts: {} }, 100, '(#100) Param contacts must be an array.'],
  [
    '258 contacts',
    { type: 'contacts', contacts: Array.from({ length: 258 }, () => ({ name: { formatted_name: 'A' } })) },
    131009,
    'There can be at most 257 contacts in a message',
  ],
  ['a contact that is null', { type: 'contacts', contacts: [null] }, 100, '(#100) Param contacts[0] must be a JSON object.'],
  ['a contact without a name', contact({ name: undefined }), 100, "(#100) The parameter contacts[0]['name'] is required."],
  [
    'a contact without a formatted name',
    contact({ name: { first_name: 'Ana' } }),
    100,
    "(#100) The parameter contacts[0]['name']['formatted_name'] is required.",
  ],
  [
    'a first name that is a number',
    contact({ name: { formatted_name: 'A', first_name: 1 } }),
    100,
    "(#100) Param contacts[0]['name']['first_name'] must be a string.",
  ],
  ['phones that are an object', contact({ phones: {} }), 100, "(#100) Param contacts[0]['phones'] must be an array."],
  ['a phone that is a text', contact({ phones: ['+1'] }), 100, "(#100) Param contacts[0]['phones'][0] must be a JSON object."],
  ['a birthday in words', contact({ birthday: 'in May' }), 131009, "contacts[0]['birthday'] must be written YYYY-MM-DD"],
  ['a reaction to nothing', reaction({ message_id: undefined }), 100, "(#100) The parameter reaction['message_id'] is required."],
  ['a reaction without an emoji', reaction({ emoji: undefined }), 100, "(#100) The parameter reaction['emoji'] is required."],
  ['a reaction in words', reaction({ emoji: 'nice' }), 131009, "reaction['emoji'] must be one emoji"],
  ['two emoji', reaction({ emoji: '🎉🎉' }), 131009, "reaction['emoji'] must be one emoji"],
];

for (const [what, body, code, says] of refused) {
  test(`${what} is refused with ${code}`, () => {
    const refusal = refusalOf(() => draft(body));

    assert.deepEqual(refusal, [code, says]);
  });
}
