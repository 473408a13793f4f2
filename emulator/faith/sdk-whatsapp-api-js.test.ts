import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { WhatsAppAPI } from 'whatsapp-api-js/middleware/node-http';
import {
  ActionButtons,
  ActionCallPermission,
  ActionCatalog,
  ActionContactRequest,
  ActionCTA,
  ActionDataExchangeFlow,
  ActionList,
  ActionLocation,
  ActionNavigateFlow,
  ActionProduct,
  ActionProductList,
  Address,
  Audio,
  Birthday,
  Body,
  BodyComponent,
  BodyParameter,
  Button,
  CatalogComponent,
  CatalogProduct,
  Contacts,
  CopyComponent,
  Document,
  Email,
  FlowComponent,
  Footer,
  Header,
  HeaderComponent,
  HeaderParameter,
  Image,
  Interactive,
  Language,
  ListSection,
  Location,
  MPMComponent,
  Name,
  Organization,
  PayloadComponent,
  Phone,
  Product,
  ProductSection,
  Reaction,
  Row,
  SkipButtonComponent,
  Sticker,
  Template,
  Text,
  Url,
  URLComponent,
  Video,
} from 'whatsapp-api-js/messages';
import { NodeNext } from 'whatsapp-api-js/setup/node';
import type { ClientMessage } from 'whatsapp-api-js/types';

import { defaultOptions } from '../emulator.ts';
import { ids, until } from '../stage.ts';
import { files } from './golden-parts.ts';
import { openSdkReceiver, openSdkStage, type SdkStage, subscribeTo } from './sdk-stage.ts';

// whatsapp-api-js, unmodified: its fetch is redirected as its own option allows; its server receives our webhooks.

let sdk: SdkStage;
let api: WhatsAppAPI;
const number = ids.number;

before(async () => {
  sdk = await openSdkStage();
  api = open(defaultOptions.app.token);
});
after(() => sdk.close());

function open(token: string): WhatsAppAPI {
  const redirected: typeof fetch = (input, init) => fetch(String(input).replace('https://graph.facebook.com', sdk.stage.emulator.url), init);
  return new WhatsAppAPI(
    NodeNext({ token, appSecret: defaultOptions.app.secret, webhookVerifyToken: 'second', v: 'v26.0', ponyfill: { fetch: redirected, subtle: crypto.subtle } }),
  );
}

async function upload(base64: string, type: string, name: string): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([Buffer.from(base64, 'base64')], { type }), name);
  const answer = await api.uploadMedia(number, form);
  assert.ok('id' in answer, JSON.stringify(answer));
  return answer.id;
}

async function accepts(message: ClientMessage): Promise<void> {
  const answer = await api.sendMessage(number, sdk.to, message);
  assert.ok('messages' in answer && answer.messages[0]?.id.startsWith('wamid.'), `${message._type}: ${JSON.stringify(answer)}`);
}

test('whatsapp-api-js sends a message of every kind', async () => {
  const image = await upload(files.png, 'image/png', 'p.png');
  const video = await upload(files.mp4, 'video/mp4', 'v.mp4');
  const document = await upload(files.pdf, 'application/pdf', 'd.pdf');
  const voice = await upload(files.ogg, 'audio/ogg', 'a.ogg');
  const sticker = await upload(files.webp, 'image/webp', 's.webp');
  const mug = new CatalogProduct('mug', '900');

  const messages = [
    new Text('Olá 👋 https://example.com', true),
    new Image(image, true, 'c'),
    new Image('https://example.com/a.png', false, 'c'),
    new Video(video, true, 'c'),
    new Document(document, true, 'c', 'd.pdf'),
    new Audio(voice, true, true),
    new Sticker(sticker, true),
    new Location(-58.38, -34.6, 'Obelisco', 'Av. 9 de Julio'),
    new Reaction(sdk.inbound, '🎉'),
    new Reaction(sdk.inbound),
    new Contacts([
      new Name('Ana Souza', 'Ana'),
      new Phone('+5511961234567', 'WORK', '5511961234567'),
      new Email('a@shop.example', 'WORK'),
      new Url('https://shop.example', 'WORK'),
      new Address('Brazil', 'br', 'SP', 'São Paulo', 'Rua A', '01000', 'WORK'),
      new Organization('Shop', 'Sales', 'Boss'),
      new Birthday('1999', '01', '23'),
    ]),
    new Interactive(new ActionButtons(new Button('y', 'Yes'), new Button('n', 'No')), new Body('Pick'), new Header('Head'), new Footer('Foot')),
    new Interactive(new ActionButtons(new Button('y', 'Yes')), new Body('Pick'), new Header(new Image(image, true))),
    new Interactive(
      new ActionList('Open', new ListSection('S1', new Row('r1', 'Row 1', 'first')), new ListSection('S2', new Row('r2', 'Row 2'))),
      new Body('B'),
      new Header('H'),
    ),
    new Interactive(new ActionCTA('Open', 'https://example.com/?a=1'), new Body('Go')),
    new Interactive(new ActionLocation(), new Body('Where?')),
    new Interactive(new ActionContactRequest(), new Body('Number?')),
    new Interactive(new ActionCatalog(new Product('mug')), new Body('All')),
    new Interactive(new ActionProduct(mug), new Body('This')),
    new Interactive(new ActionProductList('900', new ProductSection('New', new Product('mug'))), new Body('These'), new Header('New')),
    new Interactive(new ActionNavigateFlow('token', sdk.flow, 'Book', 'WELCOME', { a: 1 }), new Body('Book')),
    new Interactive(new ActionDataExchangeFlow('token', sdk.flow, 'Book'), new Body('Book')),
  ];
  for (const message of messages) await accepts(message);

  const reply = await api.sendMessage(number, { phone: sdk.to, bsuid: '' }, new Text('quoted'), sdk.inbound, 'key:1');
  const byId = await api.sendMessage(number, { phone: '', bsuid: sdk.userId }, new Text('by id'));
  assert.ok('messages' in reply && 'messages' in byId, JSON.stringify([reply, byId]));
  const call = await api.sendMessage(number, sdk.to, new Interactive(new ActionCallPermission(), new Body('May we call?')));
  assert.ok('error' in call && call.error.code === 138_000);
});

test('whatsapp-api-js sends templates of every kind', async () => {
  const mug = new Product('mug');
  const templates = [
    new Template('plain', new Language('en_US'), new BodyComponent(new BodyParameter('Ana'))),
    new Template('plain', 'en_US', new BodyComponent(new BodyParameter('Ana'))),
    new Template('replies', 'en_US', new PayloadComponent('YES'), new PayloadComponent('NO'), new URLComponent('p')),
    new Template('replies', 'en_US', new SkipButtonComponent(), new SkipButtonComponent(), new URLComponent('p')),
    new Template('coupon', 'en_US', new CopyComponent('SAVE10')),
    new Template('form', 'en_US', new FlowComponent('token', {})),
    new Template('catalog', 'en_US', new CatalogComponent(mug)),
    new Template('many', 'en_US', new MPMComponent(mug, new ProductSection('New', mug))),
    new Template(
      'place',
      'en_US',
      new HeaderComponent(new HeaderParameter(new Location(2.35, 48.85, 'Shop', '1 Rue A'))),
      new BodyComponent(new BodyParameter('42')),
    ),
    Template.OTP('passcode', 'en_US', '123456'),
  ];

  for (const template of templates) await accepts(template);

  const unknown = await api.sendMessage(number, sdk.to, new Template('no_such_template', 'en_US'));
  assert.ok('error' in unknown && unknown.error.code === 132_001 && unknown.error.fbtrace_id !== '');
});

test('whatsapp-api-js broadcasts, reads receipts, handles media and codes, blocks, and hears that calls are off', async () => {
  const image = await upload(files.png, 'image/png', 'p.png');

  const broadcast = await Promise.all(api.broadcastMessage(number, [sdk.to, '33600000001', '33600000002'], new Text('all'), 2, 1));
  assert.ok(broadcast.every((answer) => 'messages' in answer));
  assert.deepEqual(await api.markAsRead(number, sdk.inbound, 'text'), { success: true });
  const media = await api.retrieveMedia(image, number);
  assert.ok('url' in media && Number(media.file_size) === Buffer.from(files.png, 'base64').length);
  const bytes = await api.fetchMedia(media.url);
  assert.deepEqual(Buffer.from(await bytes.arrayBuffer()), Buffer.from(files.png, 'base64'));
  assert.deepEqual(await api.deleteMedia(image), { success: true });
  assert.ok('error' in (await api.retrieveMedia(image)));

  const made = await api.createQR(number, 'Hello', 'svg');
  assert.ok('code' in made && made.qr_image_url !== undefined, JSON.stringify(made));
  const read = await api.retrieveQR(number, made.code);
  assert.ok('data' in read && read.data[0]?.prefilled_message === 'Hello', JSON.stringify(read));
  const changed = await api.updateQR(number, made.code, 'Bye');
  assert.ok('prefilled_message' in changed && changed.prefilled_message === 'Bye', JSON.stringify(changed));
  assert.deepEqual(await api.deleteQR(number, made.code), { success: true });

  const blocked = await api.blockUser(number, sdk.to);
  assert.ok('block_users' in blocked && !('error' in blocked), JSON.stringify(blocked));
  const unblocked = await api.unblockUser(number, sdk.to);
  assert.ok('block_users' in unblocked && !('error' in unblocked), JSON.stringify(unblocked));
  const calls = [
    await api.initiateCall(number, sdk.to, 'v=0'),
    await api.preacceptCall(number, 'wacid.1', 'v=0'),
    await api.acceptCall(number, 'wacid.1', 'v=0'),
    await api.rejectCall(number, 'wacid.1'),
    await api.terminateCall(number, 'wacid.1'),
  ];
  for (const call of calls) assert.ok('error' in call && call.error.code === 138_000, JSON.stringify(call));
  const refused = await open('wrong').sendMessage(number, sdk.to, new Text('x'));
  assert.ok('error' in refused && refused.error.code === 190);
});

test('whatsapp-api-js answers our challenge, accepts our signatures, and reads messages and statuses', async () => {
  const answers: number[] = [];
  const texts: string[] = [];
  const statuses: { status: string; id: string; key: string | undefined; category: string | undefined }[] = [];
  api.on.message = async ({ message, name, reply, received }) => {
    if (message.type !== 'text') return;
    texts.push(`${name ?? ''}: ${message.text.body}`);
    await received();
    await reply(new Text('Thank you'));
  };
  api.on.status = ({ status, id, biz_opaque_callback_data: key, pricing }) => void statuses.push({ status, id, key, category: pricing?.category });
  const receiver = await openSdkReceiver((request, response) => {
    if (request.method === 'GET') return void response.end(api.handle_get(request));
    void api.handle_post(request).then((status) => {
      answers.push(status);
      response.writeHead(status).end();
    });
  });
  await sdk.stage.control('PATCH', 'settings', { webhook_batch: 1 });
  await subscribeTo(sdk.stage, receiver.url, 'second');

  await sdk.stage.control('POST', `phones/${sdk.to}/acts`, { act: 'write', number, text: 'déjà/vu 🎉' });
  const sent = await api.sendMessage(number, { phone: sdk.to, bsuid: '' }, new Text('with a key'), undefined, 'clé/1');
  assert.ok('messages' in sent);
  const id = sent.messages[0].id;
  await until('all is heard', () => texts.length > 0 && statuses.some((one) => one.id === id && one.status === 'delivered'));
  await receiver.close();

  assert.deepEqual(texts, ['Zoë: déjà/vu 🎉']);
  assert.deepEqual(
    statuses.find((one) => one.id === id),
    { status: 'sent', id, key: 'clé/1', category: 'service' },
  );
  assert.ok(answers.length > 0 && answers.every((status) => status === 200), answers.join());
  await assert.rejects(subscribeTo(sdk.stage, receiver.url, 'second'), /refused/, 'a receiver that is gone');
});
