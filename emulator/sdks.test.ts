import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { GraphApiError, TemplateDefinition, WhatsAppClient, buildTemplateSendPayload } from '@kapso/whatsapp-cloud-api';
import { WhatsAppAPI } from 'whatsapp-api-js';
import {
  ActionButtons,
  ActionCTA,
  ActionList,
  Body,
  BodyComponent,
  BodyParameter,
  Button,
  Contacts,
  Footer,
  Header,
  Image,
  Interactive,
  Language,
  ListSection,
  Location,
  Name,
  Phone,
  Reaction,
  Row,
  Template,
  Text,
} from 'whatsapp-api-js/messages';
import { NodeNext } from 'whatsapp-api-js/setup/node';

import { approveSample, ids, openStage, type Stage, until } from './stage.ts';
import { signBody } from './webhooks.ts';

// Real clients, unmodified: what they accept and send is what the emulator must speak.

let stage: Stage;
let kapso: WhatsAppClient;
let second: WhatsAppAPI;
const to = '33612345678';
// Its types want both; an empty one is left out of the call.
const recipient = { phone: to, bsuid: '' };
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

before(async () => {
  stage = await openStage({ settings: { throughput_per_second: 100_000 } });
  await approveSample(stage, {
    name: 'plain',
    parameter_format: 'POSITIONAL',
    components: [{ type: 'BODY', text: 'Hello {{1}}, our sale is on.', example: { body_text: [['Ana']] } }],
  });
  kapso = new WhatsAppClient({ accessToken: 'parley-emulator-token', baseUrl: stage.emulator.url, graphVersion: 'v26.0' });
  second = openSecond('parley-emulator-token');
});
after(() => stage.close());

function openSecond(token: string): WhatsAppAPI {
  const redirected: typeof fetch = (input, init) => fetch(String(input).replace('https://graph.facebook.com', stage.emulator.url), init);
  return new WhatsAppAPI(
    NodeNext({ token, appSecret: 'parley-emulator-app-secret', webhookVerifyToken: 'v', v: 'v26.0', ponyfill: { fetch: redirected, subtle: crypto.subtle } }),
  );
}

type LooseTemplate = Parameters<WhatsAppClient['messages']['sendTemplate']>[0]['template'];

/** kapso's own payload type lacks the index signature its own client asks for. */
function loosely(payload: ReturnType<typeof buildTemplateSendPayload>): LooseTemplate {
  const { components, ...rest } = payload;
  return { ...rest, components: (components ?? []).map((one) => ({ ...one })) };
}

async function written(): Promise<string> {
  await stage.control('POST', 'phones', [{ wa_id: to, name: 'Ana', persona: 'manual' }]);
  return String((await stage.control('POST', `phones/${to}/acts`, { act: 'write', number: ids.number, text: 'hi' })).body['message_id']);
}

test('@kapso sends every kind, reads, and handles media', async () => {
  const base = { phoneNumberId: ids.number, to: `+${to}` };
  const inbound = await written();
  const image = await kapso.media.upload({ phoneNumberId: ids.number, type: 'image', file: new Blob([png], { type: 'image/png' }), fileName: 'p.png' });
  const sent = [
    await kapso.messages.sendText({ ...base, body: 'Olá 👋', previewUrl: true, bizOpaqueCallbackData: 'x' }),
    await kapso.messages.sendImage({ ...base, image: { id: image.id, caption: 'c' } }),
    await kapso.messages.sendInteractiveButtons({ ...base, bodyText: 'Pick', footerText: 'F', buttons: [{ id: 'a', title: 'Accept' }] }),
    await kapso.messages.sendInteractiveList({
      ...base,
      bodyText: 'B',
      buttonText: 'Open',
      sections: [{ title: 'S', rows: [{ id: 'r1', title: 'Row 1', description: 'first' }] }],
    }),
    await kapso.messages.sendTemplate({
      ...base,
      template: loosely(buildTemplateSendPayload({ name: 'plain', language: 'en_US', body: [{ type: 'text', text: 'Ana' }] })),
    }),
  ];

  for (const answer of sent) assert.match(answer.messages[0]?.id ?? '', /^wamid\.[A-Za-z0-9+/]+=*$/);
  assert.equal(sent[0]?.contacts[0]?.waId, to);
  assert.equal((await kapso.messages.markRead({ phoneNumberId: ids.number, messageId: inbound, typingIndicator: { type: 'text' } })).success, true);
  assert.equal((await kapso.media.get({ mediaId: image.id, phoneNumberId: ids.number })).mimeType, 'image/png');
  const bytes = await kapso.media.download({ mediaId: image.id, auth: 'always' });
  assert.deepEqual(Buffer.from(bytes as ArrayBuffer), png);
  assert.equal((await kapso.media.delete({ mediaId: image.id, phoneNumberId: ids.number })).success, true);
});

test('@kapso creates, lists, pages and deletes templates, and knows our errors', async () => {
  const definition = TemplateDefinition.buildTemplateDefinition({
    name: 'kapso_named',
    language: 'en_US',
    category: 'UTILITY',
    parameterFormat: 'NAMED',
    components: [
      {
        type: 'BODY',
        text: 'Thank you, {{customer_name}}! Order {{order_number}}.',
        example: {
          bodyTextNamedParams: [
            { paramName: 'customer_name', example: 'Pablo' },
            { paramName: 'order_number', example: '860198' },
          ],
        },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Unsubscribe' },
          { type: 'URL', text: 'Shop', url: 'https://store.example/{{1}}', example: ['p'] },
        ],
      },
    ],
  });
  const made = await kapso.templates.create({ businessAccountId: ids.account, ...definition });
  const list = await kapso.templates.list({ businessAccountId: ids.account, name: 'kapso_named', limit: 1 });
  await until(
    'it is approved',
    async () => (await kapso.templates.list({ businessAccountId: ids.account, name: 'kapso_named' })).data[0]?.status === 'APPROVED',
  );
  const named = await kapso.messages.sendTemplate({
    phoneNumberId: ids.number,
    to,
    template: loosely(
      buildTemplateSendPayload({
        name: 'kapso_named',
        language: 'en_US',
        body: [
          { type: 'text', text: 'Ana', parameterName: 'customer_name' },
          { type: 'text', text: '42', parameterName: 'order_number' },
        ],
        buttons: [
          { type: 'button', subType: 'quick_reply', index: 0, parameters: [{ type: 'payload', payload: 'STOP' }] },
          { type: 'button', subType: 'url', index: 1, parameters: [{ type: 'text', text: 'p1' }] },
        ],
      }),
    ),
  });

  assert.ok(made.id && made.category === 'UTILITY');
  assert.ok(list.paging.cursors?.after);
  assert.ok(named.messages[0]?.id);
  assert.equal((await kapso.templates.delete({ businessAccountId: ids.account, name: 'kapso_named' })).success, true);
  const wrong = new WhatsAppClient({ accessToken: 'wrong', baseUrl: stage.emulator.url });
  await assert.rejects(
    wrong.messages.sendText({ phoneNumberId: ids.number, to, body: 'x' }),
    (error) => error instanceof GraphApiError && error.httpStatus === 401 && error.code === 190,
  );
});

test('whatsapp-api-js sends every kind, reads, and handles media', async () => {
  const inbound = await written();
  const form = new FormData();
  form.set('file', new Blob([png], { type: 'image/png' }), 'p.png');
  const uploaded = await second.uploadMedia(ids.number, form);
  assert.ok('id' in uploaded);
  const messages = [
    new Text('Olá 👋 https://example.com', true),
    new Image(uploaded.id, true, 'c'),
    new Location(-58.38, -34.6, 'Obelisco', 'Av. 9 de Julio'),
    new Reaction(inbound, '🎉'),
    new Contacts([new Name('Ana Souza', 'Ana'), new Phone('+5511961234567', 'WORK')]),
    new Interactive(new ActionButtons(new Button('y', 'Yes'), new Button('n', 'No')), new Body('Pick'), new Header('Head'), new Footer('Foot')),
    new Interactive(
      new ActionList('Open', new ListSection('S1', new Row('r1', 'Row 1', 'first')), new ListSection('S2', new Row('r2', 'Row 2'))),
      new Body('B'),
      new Header('H'),
    ),
    new Interactive(new ActionCTA('Open', 'https://example.com/?a=1'), new Body('Go')),
    new Template('plain', new Language('en_US'), new BodyComponent(new BodyParameter('Ana'))),
  ];

  for (const message of messages) {
    const answer = await second.sendMessage(ids.number, recipient, message);
    assert.ok('messages' in answer && answer.messages[0]?.id.startsWith('wamid.'), `${message._type}: ${JSON.stringify(answer)}`);
  }
  assert.deepEqual(await second.markAsRead(ids.number, inbound, 'text'), { success: true });
  const media = await second.retrieveMedia(uploaded.id, ids.number);
  assert.ok('url' in media && Number(media.file_size) === png.length);
  const bytes = await second.fetchMedia(media.url);
  assert.deepEqual(Buffer.from(await bytes.arrayBuffer()), png);
  assert.deepEqual(await second.deleteMedia(uploaded.id), { success: true });
  assert.ok('error' in (await second.retrieveMedia(uploaded.id)));
  const unknown = await second.sendMessage(ids.number, recipient, new Template('no_such_template', 'en_US'));
  assert.ok('error' in unknown && unknown.error.code === 132001);
  const refused = await openSecond('wrong').sendMessage(ids.number, recipient, new Text('x'));
  assert.ok('error' in refused && refused.error.code === 190);
});

test('whatsapp-api-js accepts the signature of our webhooks and reads the message', async () => {
  await stage.control('POST', 'phones', [{ wa_id: '33600000009', name: 'Zoë', persona: 'manual' }]);
  const before = stage.receiver.posts.length;
  await stage.control('POST', 'phones/33600000009/acts', { act: 'write', number: ids.number, text: 'déjà/vu 🎉' });
  await until('it arrives', () => stage.receiver.posts.slice(before).some((post) => post.raw.includes('33600000009')));
  const post = stage.receiver.posts.findLast((one) => one.raw.includes('"from":"33600000009"'));
  let heard = '';
  second.on.message = ({ message }) => {
    heard = message.type === 'text' ? message.text.body : '';
  };

  const status = await second.post(JSON.parse(post?.raw ?? '{}'), post?.raw ?? '', signBody(post?.raw ?? '', 'parley-emulator-app-secret'));

  await until('it is heard', () => heard !== '');
  assert.equal(heard, 'déjà/vu 🎉');
  assert.ok(status === undefined || Number(status) === 200);
});
