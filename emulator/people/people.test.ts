import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { WireStatus } from '#core/whatsapp/wire.ts';

import { approveSample, ids, openStage, sampleSend, type Stage, until } from '../stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage({ settings: { throughput_per_second: 100_000 } });
  await approveSample(stage);
});
after(() => stage.close());

let last = 33_600_000_000;
async function person(change: Record<string, unknown> = {}): Promise<string> {
  last += 1;
  await stage.control('POST', 'phones', [{ wa_id: String(last), name: 'Ana', persona: 'manual', ...change }]);
  return String(last);
}

const act = (waId: string, body: Record<string, unknown>): ReturnType<Stage['control']> =>
  stage.control('POST', `phones/${waId}/acts`, { number: ids.number, ...body });
const states = (id: string): string[] => stage.receiver.statuses(id).map((status: WireStatus) => status.status);
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 80));
const failure = async (body: Record<string, unknown>): Promise<number | undefined> => {
  const id = await stage.send(body);
  await until('it fails', () => states(id).includes('failed'));
  return stage.receiver.statuses(id).find((status) => status.status === 'failed')?.errors?.[0]?.code;
};

test('a message is sent, delivered, and read when the person opens the chat', async () => {
  const ana = await person();
  const id = await stage.send({ to: ana, ...sampleSend(), biz_opaque_callback_data: 'msg/1 é' });
  await until('it is delivered', () => states(id).includes('delivered'));

  const before = await stage.control('GET', `phones/${ana}`);
  await act(ana, { act: 'read' });
  await until('it is read', () => states(id).includes('read'));

  assert.deepEqual(states(id), ['sent', 'delivered', 'read']);
  assert.equal(before.body['unread'], 1);
  const [sent, , read] = stage.receiver.statuses(id);
  assert.deepEqual(sent?.pricing, { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' });
  assert.equal(read?.pricing, undefined);
  assert.equal(sent?.biz_opaque_callback_data, 'msg/1 é');
  assert.equal(sent?.recipient_id, ana);
});

test('outside the window a text is accepted and then fails with 131047; an answer opens the window', async () => {
  const ana = await person();

  assert.equal(await failure({ to: ana, type: 'text', text: { body: 'Hi' } }), 131047);
  await act(ana, { act: 'write', text: 'Hello?' });
  const id = await stage.send({ to: ana, type: 'text', text: { body: 'Hi' } });
  await until('it is delivered', () => states(id).includes('delivered'));
  const phone = await stage.control('GET', `phones/${ana}`);
  assert.ok((phone.body['chats'] as { window_open_until: string }[])[0]?.window_open_until);

  await stage.control('PATCH', 'settings', { service_window_ms: 1_000 });
  stage.emulator.world.people.find(ana)!.chats[0]!.lastInboundAt -= 1_000;
  assert.equal(await failure({ to: ana, type: 'text', text: { body: 'Hi' } }), 131047);
  await stage.control('PATCH', 'settings', { service_window_ms: 86_400_000 });
});

test('a number that is not on WhatsApp fails with 131026', async () => {
  assert.equal(await failure({ to: await person({ on_whatsapp: false }), ...sampleSend() }), 131026);
});

test('marketing to the United States fails with 131049, to Canada it arrives', async () => {
  assert.equal(await failure({ to: '+12125550123', ...sampleSend() }), 131049);
  const id = await stage.send({ to: '+14165550123', ...sampleSend() });
  await until('it is delivered', () => states(id).includes('delivered'));
});

test('who stopped marketing is told by user_preferences, and later marketing fails with 131050 until resumed', async () => {
  const ana = await person();
  await act(ana, { act: 'stop_marketing' });
  await until('the preference is told', () => stage.receiver.changes('user_preferences').length > 0);

  assert.equal(await failure({ to: ana, ...sampleSend() }), 131050);
  const [change] = stage.receiver.changes('user_preferences');
  const [preference] = (change?.['user_preferences'] ?? []) as Record<string, unknown>[];
  assert.deepEqual(
    [preference?.['wa_id'], preference?.['category'], preference?.['value'], typeof preference?.['timestamp']],
    [ana, 'marketing_messages', 'stop', 'number'],
  );

  await act(ana, { act: 'resume_marketing' });
  const id = await stage.send({ to: ana, ...sampleSend() });
  await until('it is delivered', () => states(id).includes('delivered'));
});

test('the messaging limit counts people, not messages, and fails with 131048', async () => {
  await stage.control('PATCH', 'settings', { messaging_limit: 2 });
  const [ana, ben, cem] = [await person(), await person(), await person()];
  for (const to of [ana, ben, ana]) await stage.send({ to, ...sampleSend() });

  assert.equal(await failure({ to: cem, ...sampleSend() }), 131048);
  await stage.control('PATCH', 'settings', { messaging_limit: null });
});

test('messages to who blocked the number stay sent; without signal they wait for it', async () => {
  const [ana, ben] = [await person(), await person()];
  await act(ana, { act: 'block' });
  await act(ben, { act: 'signal', on: false });
  const toAna = await stage.send({ to: ana, ...sampleSend() });
  const toBen = await stage.send({ to: ben, ...sampleSend() });
  await until('both are sent', () => states(toAna).length > 0 && states(toBen).length > 0);
  await settled();

  assert.deepEqual([states(toAna), states(toBen)], [['sent'], ['sent']]);
  assert.equal((await act(ana, { act: 'write', text: 'no' })).status, 400);
  await act(ben, { act: 'signal', on: true });
  await until('it arrives', () => states(toBen).includes('delivered'));
});

test('with read receipts off nobody learns that it was read', async () => {
  const ana = await person();
  await act(ana, { act: 'read_receipts', on: false });
  const id = await stage.send({ to: ana, ...sampleSend() });
  await until('it is delivered', () => states(id).includes('delivered'));

  await act(ana, { act: 'read' });
  await settled();

  assert.deepEqual(states(id), ['sent', 'delivered']);
  assert.equal((await stage.control('GET', `phones/${ana}`)).body['unread'], 0);
});

test('a tapped button, a chosen row, a reaction, a picture, a place and a quote arrive as Meta spells them', async () => {
  const ana = await person({ name: 'Zoë 🎉' });
  const card = await stage.send({
    to: ana,
    type: 'template',
    template: {
      name: 'sale_nov',
      language: { code: 'en_US' },
      components: [
        { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Zoë' }] },
        { type: 'button', sub_type: 'quick_reply', index: 1, parameters: [{ type: 'payload', payload: 'OUT' }] },
      ],
    },
  });
  await until('it is delivered', () => states(card).includes('delivered'));
  await act(ana, { act: 'tap', message_id: card, index: 1 });
  const menu = await stage.send({
    to: ana,
    type: 'interactive',
    interactive: { type: 'list', body: { text: 'Pick' }, action: { button: 'Open', sections: [{ rows: [{ id: 'r1', title: 'One', description: 'first' }] }] } },
  });
  const ask = await stage.send({
    to: ana,
    type: 'interactive',
    interactive: { type: 'button', body: { text: 'Sure?' }, action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] } },
  });
  await until('both are delivered', () => states(menu).includes('delivered') && states(ask).includes('delivered'));

  await act(ana, { act: 'choose', message_id: menu, row: 'r1' });
  await act(ana, { act: 'tap', message_id: ask, index: 0 });
  await act(ana, { act: 'react', message_id: ask, emoji: '👍' });
  await act(ana, { act: 'write', text: 'About this', quoted: ask });
  await act(ana, { act: 'share_location', latitude: 1.5, longitude: 2.5, name: 'Here' });
  await act(ana, { act: 'send_media', kind: 'image', mime: 'image/png', base64: Buffer.from('png').toString('base64'), caption: 'Look' });
  await act(ana, { act: 'send_raw', message: { type: 'hologram', hologram: { depth: 3 } } });
  const mine = (): ReturnType<Stage['receiver']['messages']> => stage.receiver.messages().filter((message) => message.from === ana);
  await until('all have arrived', () => mine().length === 8);

  const byType = (type: string): Record<string, unknown>[] => mine().filter((message) => message.type === type);
  assert.deepEqual(byType('button')[0]?.['button'], { payload: 'OUT', text: 'Stop promotions' });
  assert.deepEqual(byType('button')[0]?.['context'], { from: '15550783881', id: card });
  const interactive = byType('interactive').map((message) => message['interactive']);
  assert.deepEqual(interactive, [
    { type: 'list_reply', list_reply: { id: 'r1', title: 'One', description: 'first' } },
    { type: 'button_reply', button_reply: { id: 'y', title: 'Yes' } },
  ]);
  assert.deepEqual(byType('reaction')[0]?.['reaction'], { message_id: ask, emoji: '👍' });
  assert.deepEqual(byType('text')[0]?.['context'], { from: '15550783881', id: ask });
  assert.deepEqual(byType('location')[0]?.['location'], { latitude: 1.5, longitude: 2.5, name: 'Here' });
  assert.deepEqual(byType('hologram')[0]?.['hologram'], { depth: 3 });
  const image = byType('image')[0]?.['image'] as Record<string, string>;
  assert.match(image['sha256'] ?? '', /^[A-Za-z0-9+/]{43}=$/);
  const bytes = await fetch(String(image['url']), { headers: { authorization: 'Bearer parley-emulator-token' } });
  assert.equal(await bytes.text(), 'png');
  const tapped = (await stage.control('GET', `phones/${ana}`)).body['bubbles'] as { id: string; content: { buttons?: { tapped?: boolean }[] } }[];
  assert.deepEqual(
    tapped.find((bubble) => bubble.id === card)?.content.buttons?.map((one) => one.tapped),
    [false, true],
  );
});

test('the business types until its message is there', async () => {
  const ana = await person();
  const written = String((await act(ana, { act: 'write', text: 'Hello' })).body['message_id']);
  const typing = async (): Promise<boolean> => {
    const [chat] = (await stage.control('GET', `phones/${ana}`)).body['chats'] as { typing_until: string | null }[];
    return chat?.typing_until !== null;
  };

  await stage.graph('POST', `${ids.number}/messages`, {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: written,
    typing_indicator: { type: 'text' },
  });
  const before = await typing();
  const answer = await stage.send({ to: ana, type: 'text', text: { body: 'Hello you' } });
  await until('it is delivered', () => states(answer).includes('delivered'));

  assert.deepEqual([before, await typing()], [true, false]);
});

test('the business reads what it got, and its reaction gets a sent status only', async () => {
  const ana = await person();
  const written = String((await act(ana, { act: 'write', text: 'Hello' })).body['message_id']);

  const receipt = await stage.graph('POST', `${ids.number}/messages`, {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: written,
    typing_indicator: { type: 'text' },
  });
  const reaction = await stage.send({ to: ana, type: 'reaction', reaction: { message_id: written, emoji: '😀' } });
  await until('it is sent', () => states(reaction).length > 0);
  await settled();

  assert.deepEqual(receipt.body, { success: true });
  assert.deepEqual(states(reaction), ['sent']);
  const bubbles = (await stage.control('GET', `phones/${ana}`)).body['bubbles'] as { read: boolean; content: { kind: string } }[];
  assert.deepEqual(
    bubbles.map((bubble) => [bubble.content.kind, bubble.read]),
    [
      ['text', true],
      ['reaction', true],
    ],
  );
  assert.equal(await failure({ to: ana, type: 'reaction', reaction: { message_id: 'wamid.none', emoji: '😀' } }), 131009);
});
