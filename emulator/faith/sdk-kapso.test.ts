import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  GraphApiError,
  KapsoProxyRequiredError,
  TemplateDefinition,
  WhatsAppClient,
  buildTemplatePayload,
  buildTemplateSendPayload,
} from '@kapso/whatsapp-cloud-api';
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server';

import { defaultOptions } from '../emulator.ts';
import { ids, until } from '../stage.ts';
import { files } from './golden-parts.ts';
import { openSdkReceiver, openSdkStage, type SdkStage, subscribeTo } from './sdk-stage.ts';

// @kapso/whatsapp-cloud-api, unmodified, pointed at the emulator by its own option: everything it can do without its proxy.

let sdk: SdkStage;
let kapso: WhatsAppClient;
const phoneNumberId = ids.number;
const businessAccountId = ids.account;
const bytesOf = (base64: string, type: string): Blob => new Blob([Buffer.from(base64, 'base64')], { type });

before(async () => {
  sdk = await openSdkStage();
  kapso = new WhatsAppClient({ accessToken: defaultOptions.app.token, baseUrl: sdk.stage.emulator.url, graphVersion: 'v26.0' });
});
after(() => sdk.close());

type LooseTemplate = Parameters<WhatsAppClient['messages']['sendTemplate']>[0]['template'];

/** kapso's own payload type lacks the index signature its own client asks for. */
function loosely(payload: ReturnType<typeof buildTemplateSendPayload>): LooseTemplate {
  const { components, ...rest } = payload;
  return { ...rest, components: (components ?? []).map((one) => ({ ...one })) };
}

/** kapso writes Flow JSON in camel case and sends it as Meta wants it. */
const flowJson = {
  version: '7.2',
  screens: [
    {
      id: 'WELCOME',
      terminal: true,
      title: 'Hello',
      layout: { type: 'SingleColumnLayout', children: [{ type: 'Footer', label: 'Done', onClickAction: { name: 'complete', payload: {} } }] },
    },
  ],
};

const refuses =
  (code: number, status = 400) =>
  (error: unknown) =>
    error instanceof GraphApiError && error.code === code && error.httpStatus === status;

test('@kapso sends a message of every kind', async () => {
  const base = { phoneNumberId, to: `+${sdk.to}` };
  const { messages, media } = kapso;
  const upload = async (base64: string, type: string, name: string): Promise<string> =>
    (await media.upload({ phoneNumberId, type, file: bytesOf(base64, type), fileName: name })).id;
  const image = await upload(files.png, 'image/png', 'p.png');
  const sticker = await upload(files.webp, 'image/webp', 's.webp');
  const voice = await upload(files.ogg, 'audio/ogg', 'a.ogg');
  const video = await upload(files.mp4, 'video/mp4', 'v.mp4');
  const document = await upload(files.pdf, 'application/pdf', 'd.pdf');

  const sent = [
    await messages.sendText({ ...base, body: 'Olá 👋 https://example.com', previewUrl: true, bizOpaqueCallbackData: 'x', contextMessageId: sdk.inbound }),
    await messages.sendText({ phoneNumberId, recipient: sdk.userId, body: 'by user id' }),
    await messages.sendImage({ ...base, image: { id: image, caption: 'c' } }),
    await messages.sendAudio({ ...base, audio: { id: voice, voice: true } }),
    await messages.sendDocument({ ...base, document: { id: document, filename: 'd.pdf', caption: 'c' } }),
    await messages.sendVideo({ ...base, video: { id: video, caption: 'c' } }),
    await messages.sendSticker({ ...base, sticker: { id: sticker } }),
    await messages.sendLocation({ ...base, location: { latitude: -33.45, longitude: -70.66, name: 'Santiago', address: 'CL' } }),
    await messages.sendContacts({
      ...base,
      contacts: [{ name: { formattedName: 'Ana Souza', firstName: 'Ana' }, phones: [{ phone: '+5511961234567', type: 'WORK' }] }],
    }),
    await messages.sendReaction({ ...base, reaction: { messageId: sdk.inbound, emoji: '🎉' } }),
    await messages.sendInteractiveButtons({
      ...base,
      bodyText: 'Pick',
      footerText: 'F',
      header: { type: 'image', image: { id: image } },
      buttons: [{ id: 'a', title: 'Accept' }],
    }),
    await messages.sendInteractiveList({
      ...base,
      bodyText: 'B',
      buttonText: 'Open',
      sections: [{ title: 'S', rows: [{ id: 'r1', title: 'Row 1', description: 'first' }] }],
    }),
    await messages.sendInteractiveProduct({ ...base, bodyText: 'Look', catalogId: '900', productRetailerId: 'mug' }),
    await messages.sendInteractiveProductList({
      ...base,
      bodyText: 'Look',
      header: { type: 'text', text: 'New' },
      catalogId: '900',
      sections: [{ title: 'S', productItems: [{ productRetailerId: 'mug' }] }],
    }),
    await messages.sendInteractiveFlow({
      ...base,
      bodyText: 'Book',
      parameters: {
        flowId: sdk.flow,
        flowCta: 'Book',
        flowMessageVersion: '3',
        flowToken: 't',
        flowAction: 'navigate',
        flowActionPayload: { screen: 'WELCOME' },
      },
    }),
    await messages.sendInteractiveAddress({ ...base, bodyText: 'Where?', parameters: { country: 'IN', values: { name: 'Ana' } } }),
    await messages.sendInteractiveLocationRequest({ ...base, bodyText: 'Where?', parameters: { requestMessage: 'Where?' } }),
    await messages.sendInteractiveCtaUrl({ ...base, bodyText: 'Go', parameters: { displayText: 'Open', url: 'https://example.com?utm=wa' } }),
    await messages.sendInteractiveCarousel({
      ...base,
      bodyText: 'Choose',
      cards: [0, 1].map((cardIndex) => ({
        cardIndex,
        header: { type: 'image' as const, image: { id: image } },
        bodyText: 'A card',
        action: { type: 'cta_url' as const, displayText: 'Open', url: 'https://example.com' },
      })),
    }),
    await messages.sendInteractiveCatalogMessage({ ...base, bodyText: 'All', parameters: { thumbnailProductRetailerId: 'mug' } }),
    await messages.sendInteractiveRaw({
      ...base,
      interactive: { type: 'request_contact_info', body: { text: 'Number?' }, action: { name: 'request_contact_info' } },
    }),
    await messages.sendRaw({ phoneNumberId, payload: { messaging_product: 'whatsapp', to: sdk.to, type: 'text', text: { body: 'raw' } } }),
    await messages.sendTemplate({
      ...base,
      template: loosely(buildTemplateSendPayload({ name: 'plain', language: 'en_US', body: [{ type: 'text', text: 'Ana' }] })),
    }),
    await messages.sendTemplate({
      ...base,
      template: loosely(
        buildTemplatePayload({
          name: 'plain',
          language: { code: 'en_US', policy: 'deterministic' },
          components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }],
        }),
      ),
    }),
  ];

  for (const answer of sent) assert.match(answer.messages[0]?.id ?? '', /^wamid\.[A-Za-z0-9+/]+=*$/);
  assert.equal(sent[0]?.contacts[0]?.waId, sdk.to);
  assert.equal(sent[1]?.contacts[0]?.userId, sdk.userId);
  assert.equal(sent.at(-1)?.messages[0]?.messageStatus, 'accepted');
  assert.equal((await messages.markRead({ phoneNumberId, messageId: sdk.inbound, typingIndicator: { type: 'text' } })).success, true);
  await assert.rejects(messages.sendInteractiveCallPermission({ ...base, bodyText: 'May we?', parameters: { phoneNumber: '+15550783881' } }), refuses(138_000));
});

test('@kapso uploads, reads, downloads and deletes media', async () => {
  const { media } = kapso;
  const { id: mediaId } = await media.upload({ phoneNumberId, type: 'image', file: bytesOf(files.png, 'image/png'), fileName: 'p.png' });

  const record = await media.get({ mediaId, phoneNumberId });
  const bytes = await media.download({ mediaId, auth: 'always' });

  assert.deepEqual([record.mimeType, record.id], ['image/png', mediaId]);
  assert.deepEqual(Buffer.from(bytes as ArrayBuffer), Buffer.from(files.png, 'base64'));
  // Without the token it asks without one, and takes the 404 it gets for a file.
  assert.deepEqual(Buffer.from((await media.download({ mediaId })) as ArrayBuffer).toString(), 'Not found');
  assert.equal((await media.delete({ mediaId, phoneNumberId })).success, true);
  await assert.rejects(media.get({ mediaId }), refuses(100));
});

test('@kapso creates, lists, pages, reads and deletes templates, and knows our errors', async () => {
  const { templates } = kapso;
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

  const made = await templates.create({ businessAccountId, ...definition });
  const list = await templates.list({ businessAccountId, limit: 1 });
  const next = await templates.list({ businessAccountId, limit: 1, after: list.paging.cursors?.after ?? '' });
  await until('it is approved', async () => (await templates.get({ businessAccountId, templateId: made.id })).status === 'APPROVED');
  const named = await kapso.messages.sendTemplate({
    phoneNumberId,
    to: sdk.to,
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

  assert.equal(made.category, 'UTILITY');
  assert.notEqual(list.data[0]?.id, next.data[0]?.id);
  assert.ok(named.messages[0]?.id);
  await assert.rejects(templates.create({ businessAccountId, ...definition }), refuses(100));
  assert.equal((await templates.delete({ businessAccountId, name: 'kapso_named' })).success, true);
  const wrong = new WhatsAppClient({ accessToken: 'wrong', baseUrl: sdk.stage.emulator.url });
  await assert.rejects(wrong.messages.sendText({ phoneNumberId, to: sdk.to, body: 'x' }), refuses(190, 401));
  await assert.rejects(
    kapso.messages.sendTemplate({ phoneNumberId, to: sdk.to, template: { name: 'nothing', language: { code: 'en_US' } } }),
    refuses(132_001, 404),
  );
  await assert.rejects(kapso.messages.query({ phoneNumberId }), KapsoProxyRequiredError);
});

test('@kapso registers a number, sets its profile and its settings, and is told that calls are off', async () => {
  const { phoneNumbers, calls } = kapso;
  const added = await sdk.stage.graph('POST', `${ids.account}/phone_numbers`, { cc: '33', phone_number: '199000111', verified_name: 'Second' });
  const own = { phoneNumberId: String(added.body['id']) };

  assert.equal((await phoneNumbers.requestCode({ ...own, codeMethod: 'SMS', language: 'en_US' })).success, true);
  const code = sdk.stage.emulator.world.numbers.get(own.phoneNumberId)?.code ?? '';
  assert.equal((await phoneNumbers.verifyCode({ ...own, code })).success, true);
  assert.equal((await phoneNumbers.register({ ...own, pin: '123456', dataLocalizationRegion: 'DE' })).success, true);
  assert.equal((await phoneNumbers.deregister(own)).success, true);
  assert.equal(
    (await phoneNumbers.businessProfile.update({ phoneNumberId, about: 'Shoes', websites: ['https://shop.example'], vertical: 'RETAIL' })).success,
    true,
  );
  const profile = await phoneNumbers.businessProfile.get({ phoneNumberId });
  assert.equal(profile.data[0]?.about, 'Shoes');
  assert.ok(await phoneNumbers.settings.get({ phoneNumberId }));
  assert.equal((await phoneNumbers.settings.update({ phoneNumberId, calling: { status: 'DISABLED' } })).success, true);
  await assert.rejects(calls.connect({ phoneNumberId, to: sdk.to, session: { sdpType: 'offer', sdp: 'v=0' } }), refuses(138_000));
  await assert.rejects(calls.permissions.get({ phoneNumberId, userWaId: sdk.to }), refuses(138_000));
});

test('@kapso makes, fills, publishes, previews and deprecates forms', async () => {
  const { flows } = kapso;
  const wabaId = ids.account;

  const made = await flows.create({ wabaId, name: 'kapso form', categories: ['OTHER'], flowJson });
  const filled = await flows.updateAsset({ flowId: made.id, json: flowJson });
  const published = await flows.publish({ flowId: made.id });
  const preview = await flows.preview({ flowId: made.id });
  const read = await flows.get<{ status: string }>({ flowId: made.id });
  const list = await flows.list<{ data: unknown[] }>({ wabaId });
  const deployed = await flows.deploy(flowJson, { name: 'kapso deployed', wabaId, categories: ['OTHER'], publish: true, preview: true });

  assert.deepEqual([made.success, filled.success, published.success, read.status], [true, true, true, 'PUBLISHED']);
  assert.match(preview.preview.previewUrl, /^http/);
  assert.ok(list.data.length >= 2);
  assert.ok(deployed.flowId !== '' && deployed.previewUrl !== undefined);
  assert.equal((await flows.deprecate({ flowId: made.id })).success, true);
});

test('@kapso checks the signature of our webhooks and reads messages and statuses', async () => {
  const heard: ReturnType<typeof normalizeWebhook>[] = [];
  const wrong: string[] = [];
  const receiver = await openSdkReceiver((request, response) => {
    const url = new URL(`http://hook${request.url ?? ''}`);
    if (request.method === 'GET') return void response.end(url.searchParams.get('hub.verify_token') === 'kapso' ? url.searchParams.get('hub.challenge') : '');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const rawBody = Buffer.concat(chunks);
      const signatureHeader = String(request.headers['x-hub-signature-256']);
      if (!verifySignature({ appSecret: defaultOptions.app.secret, rawBody, signatureHeader })) wrong.push(rawBody.toString());
      heard.push(normalizeWebhook(JSON.parse(rawBody.toString())));
      response.end();
    });
  });
  await subscribeTo(sdk.stage, receiver.url, 'kapso');

  await sdk.stage.control('POST', `phones/${sdk.to}/acts`, { act: 'write', number: ids.number, text: 'déjà/vu 🎉' });
  const sent = await kapso.messages.sendText({ phoneNumberId, to: sdk.to, body: 'Hello', bizOpaqueCallbackData: 'key/1' });
  const id = sent.messages[0]?.id;
  await until(
    'both are heard',
    () => heard.some((one) => one.messages.length > 0) && heard.some((one) => one.statuses.some((status) => status.id === id && status.status === 'delivered')),
  );
  await receiver.close();

  const message = heard.flatMap((one) => one.messages)[0];
  const contact = heard.flatMap((one) => one.contacts)[0];
  const status = heard.flatMap((one) => one.statuses).find((one) => one.id === id && one.status === 'sent');
  assert.deepEqual(wrong, []);
  assert.equal(message?.text?.body, 'déjà/vu 🎉');
  assert.deepEqual([contact?.waId, contact?.userId, contact?.profile?.name], [sdk.to, sdk.userId, 'Zoë']);
  assert.deepEqual(
    [status?.recipientId, status?.recipientUserId, status?.['bizOpaqueCallbackData'], status?.pricing?.['category']],
    [sdk.to, sdk.userId, 'key/1', 'service'],
  );
  assert.equal(verifySignature({ appSecret: 'another', rawBody: '{}', signatureHeader: 'sha256=00' }), false);
});
