import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bubble } from '#core/rehearsal/bubble.ts';
import type { MessageReport } from '#core/rehearsal/rehearsal.ts';
import { defaultSettings } from '#core/rehearsal/settings.ts';
import { home, parsePlace, writePlace } from './address.ts';
import { draftOf, readProduct, withProduct } from './desk/catalog.ts';
import { readWeights } from './desk/countries.ts';
import { prettyJson } from './desk/pretty.ts';
import { groupedSettings, kindOf } from './desk/setting.ts';
import { readSpan, writeSpan } from './desk/span.ts';
import { everyBubble } from './everyBubble.ts';
import { chatLines, ownReaction } from './hand/chatLines.ts';
import { kindOfFile, toBase64 } from './hand/files.ts';
import { tapped } from './hand/hand.ts';
import { curlOf, envelopeOf } from './inspect/curl.ts';
import { cutJson } from './inspect/json.ts';
import { wantedPhones } from './live.ts';
import { draftLines, emptyLine, faultOf, readLines, readTopics } from './person/script.ts';
import { phoneClock, phoneDay, phoneRecent } from './phoneTime.ts';
import { directionOf } from './phoneState.ts';
import { addressFields } from './sheet/address.ts';
import { vcardOf } from './sheet/contact.ts';
import { parseObject } from './sheet/raw.ts';
import { wallMediaUrl } from './control.ts';

test('an address says the view, the phone in the hand and its chat, and reads back the same', () => {
  const place = { view: 'clock', phone: '33612345000', chat: '110000000000001', search: 'inès & co', played: true } as const;

  assert.equal(writePlace(place), '#/clock/phone/33612345000/110000000000001?search=in%C3%A8s+%26+co&by=hand');
  assert.deepEqual(parsePlace(writePlace(place)), place);
  assert.deepEqual(parsePlace('#/phone/33612345000'), { ...home, phone: '33612345000' });
});

test('an old or a wrong address still opens the wall', () => {
  assert.deepEqual(parsePlace(''), home);
  assert.deepEqual(parsePlace('#/nowhere/phone/<script>'), home);
});

const said = (id: string, content: Bubble['content'], mine = false): Bubble => ({
  id,
  number: '1',
  mine,
  at: '2026-11-22T10:00:00Z',
  read: false,
  delivered: true,
  quoted: null,
  content,
});

test('reactions hang on their message, the last of each side counts, and one taken back is gone', () => {
  const bubbles = [
    said('a', { kind: 'text', text: 'Hello', preview: null }),
    said('b', { kind: 'reaction', emoji: '❤️', to: 'a' }, true),
    said('c', { kind: 'reaction', emoji: '👍', to: 'a' }),
    said('d', { kind: 'reaction', emoji: '😂', to: 'a' }, true),
  ];

  assert.deepEqual(
    chatLines(bubbles, () => 'today').map((line) => [line.bubble.id, line.reactions, line.newDay]),
    [['a', ['👍', '😂'], true]],
  );
  assert.equal(ownReaction(bubbles, 'a'), '😂');
  assert.deepEqual(chatLines([...bubbles, said('e', { kind: 'reaction', emoji: '', to: 'a' }, true)], () => 'today')[0]?.reactions, ['👍']);
});

test('a phone’s days and hours are those of its own zone', () => {
  const now = Date.parse('2026-11-24T23:30:00Z');

  assert.equal(phoneClock('2026-11-24T23:30:00Z', 'Asia/Tokyo', 'en-GB'), '08:30');
  assert.equal(phoneDay('2026-11-24T16:00:00Z', now, 'Asia/Tokyo', 'en-GB'), 'Today');
  assert.equal(phoneDay('2026-11-24T14:00:00Z', now, 'Asia/Tokyo', 'fr-FR'), 'Hier');
  assert.equal(phoneClock('2026-11-24T23:30:00Z', 'Nowhere/Land', 'en-GB'), '23:30');
  assert.equal(phoneRecent('2026-11-20T10:00:00Z', now, 'UTC', 'en-GB'), 'Fri');
});

test('what a tap does is told by the button: some are sent, some are copied, the rest opens something', () => {
  const outcomes = everyBubble
    .flatMap((bubble) => (bubble.content.kind === 'card' ? bubble.content.buttons : []))
    .map((button) => [button.kind, tapped('m', button)] as const);

  const kinds = new Map(outcomes.map(([kind, outcome]) => [kind, typeof outcome === 'object' ? outcome.kind : outcome]));
  assert.deepEqual(Object.fromEntries(kinds), {
    url: 'link',
    reply: 'tap',
    copy_code: 'copy',
    phone: 'call',
    send_location: 'location',
    catalog: 'shop',
    flow: 'flow',
    share_contact: 'own_number',
    address: 'address',
  });
});

test('files go as WhatsApp knows them, and their bytes arrive whole', async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251);

  assert.deepEqual(['image/jpeg', 'image/webp', 'video/mp4', 'audio/ogg; codecs=opus', 'image/gif', ''].map(kindOfFile), [
    'image',
    'sticker',
    'video',
    'audio',
    'document',
    'document',
  ]);
  assert.deepEqual(new Uint8Array(Buffer.from(await toBase64(new Blob([bytes])), 'base64')), bytes);
});

test('media outside this machine is never fetched', () => {
  assert.equal(wallMediaUrl({ media: '77', link: null }), '/emulator/v1/media/77');
  assert.equal(wallMediaUrl({ media: null, link: 'https://elsewhere.example/a.jpg' }), undefined);
  assert.equal(wallMediaUrl({ media: null, link: 'http://127.0.0.1:3300/a.jpg' }), 'http://127.0.0.1:3300/a.jpg');
  assert.equal(wallMediaUrl({ media: null, link: 'not an address' }), undefined);
});

const report = (direction: MessageReport['direction'], wire: unknown): MessageReport => ({
  id: 'wamid.1',
  wa_id: '33612345000',
  n: 1,
  direction,
  number: '110',
  at: '2026-11-22T10:00:00Z',
  type: 'text',
  category: null,
  template: null,
  key: null,
  state: 'sent',
  sent_at: null,
  delivered_at: null,
  read_at: null,
  failed_at: null,
  error: null,
  wire,
  content: { kind: 'text', text: 'x', preview: null },
});

test('a message to a person is said again by one command, with quotes that a shell keeps', () => {
  const command = curlOf(report('to_person', { text: { body: "it's" } }), undefined, 'Inès');

  assert.match(command, /^curl -X POST "\$CLOUD_API_URL\/v26\.0\/110\/messages"/);
  assert.ok(command.endsWith(String.raw`-d '{"text":{"body":"it'\''s"}}'`));
});

test('a message from a person is a signed webhook in Meta’s envelope', () => {
  const inbound = report('from_person', { id: 'wamid.1', type: 'text' });

  assert.match(curlOf(inbound, undefined, 'Inès'), /X-Hub-Signature-256: sha256=\$SIGNATURE/);
  assert.deepEqual(Object.keys(Object(envelopeOf(inbound, undefined, 'Inès'))), ['object', 'entry']);
  assert.match(JSON.stringify(envelopeOf(inbound, undefined, 'Inès')), /"profile":\{"name":"Inès"\},"wa_id":"33612345000"/);
});

test('printed JSON is cut into coloured pieces without losing a letter', () => {
  const text = JSON.stringify({ a: -1.5e3, 'b "q"': 'x: y', c: [true, null, {}], d: '' }, null, 2);
  const pieces = cutJson(text);

  assert.equal(pieces.map((piece) => piece.text).join(''), text);
  assert.deepEqual(
    pieces.filter((piece) => piece.kind !== 'sign').map((piece) => [piece.kind, piece.text]),
    [
      ['key', '"a"'],
      ['number', '-1500'],
      ['key', String.raw`"b \"q\""`],
      ['text', '"x: y"'],
      ['key', '"c"'],
      ['word', 'true'],
      ['word', 'null'],
      ['key', '"d"'],
      ['text', '""'],
    ],
  );
  assert.equal(prettyJson('not json'), 'not json');
});

test('of what changed only phones in sight are asked again, the latest first', () => {
  const change = (wa_id: string) => ({ kind: 'phone', wa_id, what: 'message' }) as const;

  assert.deepEqual(wantedPhones([change('1'), { kind: 'counts' }, change('2'), change('1')], ['1', '2', '3']), { known: ['1', '2'], isNew: false });
  assert.equal(wantedPhones([change('9')], ['1']).isNew, true);
  assert.equal(
    wantedPhones(
      Array.from({ length: 40 }, (_, at) => change(String(at))),
      Array.from({ length: 40 }, (_, at) => String(at)),
    ).known.length,
    16,
  );
});

test('every setting stands in one group and can be turned by what its schema says', () => {
  const names = groupedSettings.flatMap((group) => group.names);

  assert.deepEqual(names.toSorted(), Object.keys(defaultSettings).toSorted());
  assert.deepEqual(kindOf('webhook_loss_share'), { kind: 'share', least: 0, most: 1, nullable: false });
  assert.equal(kindOf('messaging_limit').kind, 'number');
  assert.equal(kindOf('pacing').kind, 'switch');
  assert.equal(kindOf('graph_version').kind, 'text');
  assert.deepEqual(
    names.flatMap((name) => {
      const kind = kindOf(name);
      return kind.kind === 'choice' ? kind.options.filter((option) => option.word === null).map((option) => option.value) : [];
    }),
    [],
  );
});

test('lengths of time are written short and read in both languages', () => {
  assert.deepEqual([0, 300, 1500, 90_000, 86_400_000, 123_457].map(writeSpan), ['0', '300 ms', '1.5 s', '1.5 min', '1 d', '123457 ms']);
  assert.deepEqual(['300', '8 s', '1,5 h', '7 j', 'x', '-1'].map(readSpan), [300, 8000, 5_400_000, 604_800_000, null, null]);
});

test('weights of countries are read, and anything else is refused', () => {
  assert.deepEqual(readWeights('FR 6, br 2; MA'), { FR: 6, BR: 2, MA: 1 });
  assert.equal(readWeights('France 6'), null);
  assert.equal(readWeights('FR 0'), null);
  assert.equal(readWeights(''), null);
});

test('a card is kept as a vCard, and what would break its lines is escaped', () => {
  const card = vcardOf({ name: 'Vidal; Théo', org: null, phones: [{ phone: '+33 6', wa_id: null }], emails: [] });

  assert.match(card, /^BEGIN:VCARD\r\nVERSION:3\.0\r\nFN:Vidal\\; Théo\r\n/);
  assert.match(card, /TEL;TYPE=CELL:\+33 6\r\nEND:VCARD\r\n$/);
});

test('the address form asks what its country asks', () => {
  assert.ok(addressFields('IN').some((field) => field.name === 'in_pin_code' && field.required));
  assert.ok(addressFields('SG').every((field) => field.name !== 'in_pin_code'));
});

test('only an object is a raw message', () => {
  assert.deepEqual(parseObject('{"type":"x"}'), { type: 'x' });
  assert.equal(parseObject('[1]'), null);
  assert.equal(parseObject('{'), null);
});

test('Arabic and Hebrew phones run from right to left', () => {
  assert.deepEqual(['ar', 'ar-MA', 'he', 'fr', 'arn'].map(directionOf), ['rtl', 'rtl', 'rtl', 'ltr', 'ltr']);
});

test('a product is read from what was typed, or told what is wrong with it', () => {
  const tea = { retailer_id: 'tea', name: 'Tea', price: 4, currency: 'CHF', media: '801' };
  const catalog = { id: 'c', name: 'Shop', business_account_id: '1', products: [tea] };
  const draft = { ...draftOf(null, catalog.products), id: ' cup ', name: 'Cup', price: 0 };

  assert.deepEqual(readProduct(draft, null, catalog.products), { retailer_id: 'cup', name: 'Cup', price: 0, currency: 'CHF', media: null });
  assert.deepEqual(
    [{ id: '' }, { id: 'tea' }, { name: ' ' }, { price: '' }, { price: -1 }, { currency: 'E1' }].map((wrong) =>
      readProduct({ ...draft, ...wrong }, null, catalog.products),
    ),
    ['id', 'taken', 'name', 'price', 'price', 'currency'],
  );
  assert.deepEqual(withProduct(catalog, tea, { ...tea, price: 5 }).products, [{ ...tea, price: 5 }]);
  assert.deepEqual(readProduct(draftOf(tea, catalog.products), tea, catalog.products), tea);
});

test('a script comes back from its draft as it was, and a line without an act or with a wrong time is named', () => {
  const lines = [{ on: 'sale', after_ms: 90_000, say: 'When?', block: false, stop_marketing: true }];
  const drafts = draftLines(lines);
  const added = emptyLine(drafts);

  assert.deepEqual(readLines(drafts), lines);
  assert.equal(added.key, 1);
  assert.deepEqual([faultOf(added), faultOf({ ...added, block: true }), faultOf({ ...added, block: true, after: '8 d' })], ['idle', null, 'after']);
  assert.equal(readLines([...drafts, added]), null);
  assert.deepEqual(readTopics('bread, , tea,bread'), ['bread', 'tea']);
});
