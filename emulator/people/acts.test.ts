import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { WireInbound } from '#core/whatsapp/wire.ts';

import { type ActInput, type EmulatorClient, EmulatorError, openEmulatorClient } from '../control/client.ts';
import { userIdOf } from '../policy/identity.ts';
import { ids, openStage, type Stage, until } from '../stage.ts';

let stage: Stage;
let emulator: EmulatorClient;
before(async () => {
  stage = await openStage({ settings: { throughput_per_second: 100_000 } });
  emulator = openEmulatorClient(stage.emulator.url);
});
after(() => stage.close());

let last = 33_610_000_000;
async function person(name = 'Ana Lima'): Promise<string> {
  last += 1;
  await emulator.people.add([{ wa_id: String(last), name, persona: 'manual' }]);
  return String(last);
}

/** Acts and waits for the webhook's message. */
async function play(waId: string, act: Record<string, unknown>): Promise<WireInbound> {
  const { message_id } = await emulator.act(waId, { number: ids.number, ...act } as ActInput);
  let found: WireInbound | undefined;
  await until('the webhook comes', () => (found = stage.receiver.messages().find((message) => message.id === message_id)) !== undefined);
  return found!;
}

const refused = async (waId: string, act: Record<string, unknown>): Promise<EmulatorError> => {
  try {
    await emulator.act(waId, { number: ids.number, ...act } as ActInput);
  } catch (error) {
    assert.ok(error instanceof EmulatorError);
    return error;
  }
  throw new Error('it was not refused');
};

/** Sends a message to somebody who has written, and waits until it is on their phone. */
async function send(waId: string, body: Record<string, unknown>): Promise<string> {
  await play(waId, { act: 'write', text: 'Hello' });
  const id = await stage.send({ to: waId, ...body });
  await until('it is delivered', () => stage.receiver.statuses(id).some((status) => status.status === 'delivered'));
  return id;
}

const interactive = (content: Record<string, unknown>): Record<string, unknown> => ({ type: 'interactive', interactive: content });
const context = (id: string): Record<string, unknown> => ({ from: '15550783881', id });

test('a place, contact cards and a forwarded text arrive as Meta spells them', async () => {
  const ana = await person();

  const place = await play(ana, { act: 'share_location', latitude: 48.85, longitude: 2.35, name: 'Tower', address: 'Paris', url: 'https://tower.example' });
  const pin = await play(ana, { act: 'share_location', latitude: 1.5, longitude: -2.5 });
  const cards = await play(ana, { act: 'share_contacts', contacts: [{ name: 'Ben Roy', phones: ['+33612345678', '12'], emails: ['b@x.example'] }] });
  const once = await play(ana, { act: 'write', text: 'See', forwarded: 'once' });
  const often = await play(ana, { act: 'write', text: 'See', forwarded: 'often' });

  assert.deepEqual(place.location, { latitude: 48.85, longitude: 2.35, name: 'Tower', address: 'Paris', url: 'https://tower.example' });
  assert.deepEqual(pin.location, { latitude: 1.5, longitude: -2.5 });
  assert.deepEqual(cards.contacts, [
    {
      name: { formatted_name: 'Ben Roy', first_name: 'Ben', last_name: 'Roy' },
      phones: [
        { phone: '+33612345678', type: 'CELL', wa_id: '33612345678' },
        { phone: '12', type: 'CELL' },
      ],
      emails: [{ email: 'b@x.example', type: 'HOME' }],
    },
  ]);
  assert.deepEqual([once.context, often.context], [{ forwarded: true }, { frequently_forwarded: true }]);
});

test('a reaction and its taking back, a quote, a button and a row point at the message they answer', async () => {
  const ana = await person();
  const buttons = await send(
    ana,
    interactive({ type: 'button', body: { text: 'Sure?' }, action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] } }),
  );
  const list = await send(
    ana,
    interactive({ type: 'list', body: { text: 'Pick' }, action: { button: 'Open', sections: [{ rows: [{ id: 'r1', title: 'One', description: 'first' }] }] } }),
  );

  const liked = await play(ana, { act: 'react', message_id: buttons, emoji: '👍' });
  const back = await play(ana, { act: 'react', message_id: buttons, emoji: '' });
  const quote = await play(ana, { act: 'write', text: 'This', quoted: list });
  const tapped = await play(ana, { act: 'tap', message_id: buttons, index: 0 });
  const chosen = await play(ana, { act: 'choose', message_id: list, row: 'r1' });
  const noRow = await refused(ana, { act: 'choose', message_id: list, row: 'r2' });
  const noList = await refused(ana, { act: 'choose', message_id: buttons, row: 'r1' });
  const noButton = await refused(ana, { act: 'tap', message_id: buttons, index: 3 });

  assert.deepEqual(liked.reaction, { message_id: buttons, emoji: '👍' });
  assert.deepEqual(back.reaction, { message_id: buttons });
  assert.deepEqual(quote.context, context(list));
  assert.deepEqual(tapped['interactive'], { type: 'button_reply', button_reply: { id: 'y', title: 'Yes' } });
  assert.deepEqual(chosen['interactive'], { type: 'list_reply', list_reply: { id: 'r1', title: 'One', description: 'first' } });
  assert.deepEqual([tapped.context, chosen.context], [context(buttons), context(list)]);
  assert.match(noRow.message, /has no row r2; choose one by its id/);
  assert.match(noList.message, /is no list/);
  assert.match(noButton.message, /has no button 3; it has 1/);
});

test('a finished form comes back as a string of JSON with the token of the business, and shows as used', async () => {
  const ana = await person();
  const created = await stage.graph('POST', `${ids.account}/flows`, { name: 'Sign up', categories: ['SIGN_UP'] });
  const flow = String(created.body['id']);
  const parameters = { flow_message_version: '3', flow_id: flow, flow_cta: 'Sign up', flow_token: 'tok', mode: 'draft', flow_action: 'data_exchange' };
  const id = await send(ana, interactive({ type: 'flow', body: { text: 'Join' }, action: { name: 'flow', parameters } }));

  const answer = await play(ana, { act: 'submit_flow', message_id: id, index: 0, answers: { email: 'a@x.example', age: 30 } });
  const wrong = await refused(ana, { act: 'submit_flow', message_id: id, index: 1, answers: {} });

  const { nfm_reply: reply } = answer['interactive'] as unknown as { nfm_reply: { name: string; body: string; response_json: string } };
  assert.deepEqual([reply.name, reply.body, JSON.parse(reply.response_json)], ['flow', 'Sent', { email: 'a@x.example', age: 30, flow_token: 'tok' }]);
  assert.deepEqual(answer.context, context(id));
  assert.match(wrong.message, /button 1 .* opens no form/);
  const phone = await emulator.phone(ana);
  const card = phone.bubbles.find((bubble) => bubble.id === id)!.content;
  assert.ok(card.kind === 'card' && card.buttons[0]!.kind === 'flow' && card.buttons[0]!.tapped);
});

test('an address and the own number come back to who asked for them', async () => {
  const ana = await person('Ana Lima');
  const address = await send(
    ana,
    interactive({ type: 'address_message', body: { text: 'Where?' }, action: { name: 'address_message', parameters: { country: 'IN' } } }),
  );
  const number = await send(ana, interactive({ type: 'request_contact_info', body: { text: 'Who?' }, action: { name: 'request_contact_info' } }));

  const where = await play(ana, { act: 'submit_address', message_id: address, values: { name: 'Ana', in_pin_code: '400063' } });
  const who = await play(ana, { act: 'share_own_number', message_id: number });
  const unasked = await play(ana, { act: 'share_own_number' });

  const { nfm_reply: reply } = where['interactive'] as unknown as { nfm_reply: { name: string; response_json: string } };
  assert.deepEqual([reply.name, JSON.parse(reply.response_json)], ['address_message', { values: { name: 'Ana', in_pin_code: '400063' } }]);
  const [card] = who.contacts as unknown as { origin: string; vcard: string; phones: unknown[] }[];
  assert.equal(card!.origin, 'contact_request');
  assert.match(card!.vcard, new RegExp(`^BEGIN:VCARD\\n[^]*waid=${ana}:\\+${ana}\\nEND:VCARD$`));
  assert.deepEqual(card!.phones, [{ phone: `+${ana}`, type: 'CELL', wa_id: ana }]);
  assert.deepEqual(who.context, context(number));
  assert.equal('origin' in (unasked.contacts?.[0] ?? {}), false);
});

test('an order has the prices of the catalogue; a product nobody knows needs its price said', async () => {
  const ana = await person();
  await emulator.catalogs.add({
    id: '77',
    name: 'Bread',
    business_account_id: ids.account,
    products: [{ retailer_id: 'b1', name: 'Baguette', price: 1.2, currency: 'EUR' }],
  });

  const order = await play(ana, { act: 'order', catalog: '77', items: [{ retailer_id: 'b1', quantity: 2 }], text: 'Today' });
  const said = await play(ana, { act: 'order', catalog: '78', items: [{ retailer_id: 'x', quantity: 1, price: 3, currency: 'USD' }] });
  const unknown = await refused(ana, {
    act: 'order',
    catalog: '77',
    items: [
      { retailer_id: 'b1', quantity: 1 },
      { retailer_id: 'b2', quantity: 1 },
    ],
  });

  assert.deepEqual(order['order'], {
    catalog_id: '77',
    text: 'Today',
    product_items: [{ product_retailer_id: 'b1', quantity: 2, item_price: 1.2, currency: 'EUR' }],
  });
  assert.deepEqual((said['order'] as { product_items: unknown[] }).product_items, [{ product_retailer_id: 'x', quantity: 1, item_price: 3, currency: 'USD' }]);
  assert.deepEqual([unknown.status, unknown.at], [400, '/items/1/retailer_id']);
  assert.match(unknown.message, /say its price and currency, or add it with POST catalogs/);
});

test('a question about a product names it in the context', async () => {
  const ana = await person();
  const id = await send(ana, interactive({ type: 'product', action: { catalog_id: '77', product_retailer_id: 'b1' } }));

  const asked = await play(ana, { act: 'ask_about_product', message_id: id, catalog: '77', retailer_id: 'b1', text: 'Fresh?' });

  assert.deepEqual(asked.context, { ...context(id), referred_product: { catalog_id: '77', product_retailer_id: 'b1' } });
  assert.deepEqual(asked.text, { body: 'Fresh?' });
});

test('who comes by an advertisement brings it along, with a click id of their own', async () => {
  const [ana, ben] = [await person(), await person()];

  const first = await play(ana, { act: 'click_ad', text: 'Hi', referral: { headline: 'Sale', source_id: '42' } });
  const post = await play(ben, { act: 'click_ad', text: 'Hi', referral: { source_type: 'post' } });

  const referral = first['referral'] as Record<string, unknown>;
  assert.deepEqual([referral['source_type'], referral['source_id'], referral['headline'], referral['media_type']], ['ad', '42', 'Sale', 'image']);
  assert.match(String(referral['ctwa_clid']), /^AR[\w-]{43}$/);
  assert.equal('ctwa_clid' in (post['referral'] as object), false);
  assert.ok(stage.emulator.world.people.find(ana)!.chats[0]!.adClickedAt > 0);
});

test('a scanned code sends its text; one the number does not have is refused', async () => {
  const ana = await person();
  stage.emulator.world.numbers.get(ids.number)!.codes.push({ code: 'ABC123', prefilled_message: 'I saw your window', format: 'PNG' });

  const scanned = await play(ana, { act: 'scan_code', code: 'https://wa.me/message/ABC123' });
  const wrong = await refused(ana, { act: 'scan_code', code: 'NOPE' });

  assert.deepEqual(scanned.text, { body: 'I saw your window' });
  assert.deepEqual([wrong.status, wrong.at], [404, '/code']);
});

test('a chat opened for the first time is told once, to a number that asked for it', async () => {
  const [ana, ben] = [await person(), await person()];
  const number = stage.emulator.world.numbers.get(ids.number)!;

  const quiet = await emulator.act(ben, { act: 'open_chat', number: ids.number });
  number.automation = { ...number.automation, enable_welcome_message: true };
  const welcome = await play(ana, { act: 'open_chat' });
  const again = await refused(ana, { act: 'open_chat' });

  assert.equal(quiet.message_id, undefined);
  assert.equal(welcome.type, 'request_welcome');
  assert.match(again.message, /only the first opening is told/);
});

test('a raw message goes out as it was written', async () => {
  const ana = await person();
  const errors = [{ code: 131_051, title: 'Message type unknown' }];

  const raw = await play(ana, { act: 'send_raw', message: { type: 'unsupported', errors, unsupported: { type: 'poll' } } });

  assert.deepEqual([raw.type, raw.errors, raw['unsupported']], ['unsupported', errors, { type: 'poll' }]);
});

test('a block and a report count with their reasons; a blocked business gets nothing until it is unblocked', async () => {
  const ana = await person();
  const { blocked, reported } = (await emulator.world()).counts;

  await emulator.act(ana, { act: 'report', number: ids.number, reason: 'spam' });
  await emulator.act(ana, { act: 'block', number: ids.number, reason: 'did_not_sign_up' });
  await emulator.act(ana, { act: 'block', number: ids.number });
  const refusal = await refused(ana, { act: 'write', text: 'no' });
  const summary = await emulator.phone(ana);
  await emulator.act(ana, { act: 'unblock', number: ids.number });

  const counts = (await emulator.world()).counts;
  assert.deepEqual([counts.blocked - blocked, counts.reported - reported], [1, 1]);
  assert.match(refusal.message, /has blocked the number .*; unblock it first/);
  assert.deepEqual(summary.blocked, [ids.number]);
  assert.equal((await play(ana, { act: 'write', text: 'yes' })).text?.body, 'yes');
});

test('a muted and an archived chat show so, and come back', async () => {
  const ana = await person();

  await emulator.act(ana, { act: 'mute', number: ids.number, on: true });
  const muted = (await emulator.phone(ana)).muted;
  await emulator.act(ana, { act: 'mute', number: ids.number, on: false });
  await emulator.act(ana, { act: 'archive', number: ids.number, on: true });

  assert.deepEqual(muted, [ids.number]);
  assert.deepEqual((await emulator.phone(ana)).muted, []);
  assert.equal(stage.emulator.world.people.find(ana)!.chats[0]!.archived, true);
});

test('stop and resume are told by user_preferences with an integer time', async () => {
  const ana = await person();

  await emulator.act(ana, { act: 'stop_marketing', number: ids.number });
  await emulator.act(ana, { act: 'resume_marketing', number: ids.number });
  const told = (): Record<string, unknown>[] =>
    stage.receiver.changes('user_preferences').flatMap((value) => value['user_preferences'] as Record<string, unknown>[]);
  await until('both are told', () => told().filter((one) => one['wa_id'] === ana).length === 2);

  const preferences = told().filter((one) => one['wa_id'] === ana);
  assert.deepEqual(
    preferences.map(({ detail, category, value }) => ({ detail, category, value })),
    [
      { detail: 'User requested to stop marketing messages', category: 'marketing_messages', value: 'stop' },
      { detail: 'User requested to resume marketing messages', category: 'marketing_messages', value: 'resume' },
    ],
  );
  assert.ok(Number.isInteger(preferences[0]?.['timestamp']));
});

test('without the app or the signal a phone does nothing, and says what to do', async () => {
  const ana = await person();

  await emulator.act(ana, { act: 'app', installed: false });
  const noApp = await refused(ana, { act: 'write', text: 'hi' });
  await emulator.act(ana, { act: 'app', installed: true });
  await emulator.act(ana, { act: 'signal', on: false });
  const noSignal = await refused(ana, { act: 'write', text: 'hi' });
  await emulator.act(ana, { act: 'signal', on: true });

  assert.match(noApp.message, /install it first: \{"act":"app","installed":true\}/);
  assert.match(noSignal.message, /give it some first: \{"act":"signal","on":true\}/);
  assert.equal((await play(ana, { act: 'write', text: 'hi' })).text?.body, 'hi');
});

test('who changes their number tells every business, keeps their chat, and leaves the old number to nobody', async () => {
  const ana = await person('Ana Lima');
  const to = String(Number(ana) + 500_000);
  await play(ana, { act: 'write', text: 'before' });
  const world = stage.emulator.world;
  const portfolio = [...world.portfolios.keys()][0]!;
  const before = userIdOf(world, world.people.find(ana)!, portfolio);

  await emulator.act(ana, { act: 'change_number', to });
  const system = (): WireInbound[] => stage.receiver.messages().filter((message) => message.type === 'system' && message.from === ana);
  await until('both are told', () => system().length === 2);

  const now = userIdOf(world, world.people.find(to)!, portfolio);
  const text = `User Ana Lima changed from ${ana} to ${to}`;
  assert.deepEqual(system()[0]!['system'], { body: text, wa_id: to, type: 'user_changed_number' });
  assert.deepEqual(system()[1]!['system'], {
    body: `User Ana Lima changed from ${before} to ${now}`,
    wa_id: to,
    user_id: now,
    previous_user_id: before,
    type: 'user_changed_user_id',
  });
  assert.notEqual(before, now);
  const change = stage.receiver.changes('messages').find((value) => JSON.stringify(value).includes('user_changed_number'))!;
  assert.equal('contacts' in change, false);
  const phone = await emulator.phone(to);
  assert.deepEqual(
    phone.bubbles.map((bubble) => bubble.content.kind),
    ['text', 'system'],
  );
  assert.equal((await refused(ana, { act: 'read' })).status, 404);

  const toOld = await stage.send({ to: ana, type: 'text', text: { body: 'Hi' } });
  await until('it fails', () => stage.receiver.statuses(toOld).some((status) => status.status === 'failed'));
  assert.equal(stage.receiver.statuses(toOld).find((status) => status.status === 'failed')?.errors?.[0]?.code, 131_026);
  assert.equal((await emulator.phone(to)).bubbles.length, 2);
});

test('a username is told with the next message and hides the number where usernames are on; two cannot have one', async () => {
  const [ana, ben] = [await person('Ana'), await person('Ben')];

  await emulator.act(ana, { act: 'take_username', username: 'ana.lima' });
  const taken = await refused(ben, { act: 'take_username', username: 'ana.lima' });
  await emulator.act(ana, { act: 'write', number: ids.number, text: 'It is me' });
  const value = (): Record<string, unknown> | undefined =>
    stage.receiver.changes('messages').find((one) => JSON.stringify(one['messages'] ?? []).includes('It is me'));
  await until('it is told', () => value() !== undefined);

  const [contact] = value()!['contacts'] as { profile: { name: string; username: string }; user_id: string }[];
  assert.deepEqual(contact!.profile, { name: 'Ana', username: '@ana.lima' });
  assert.match(contact!.user_id, /^FR\.\w+$/);
  assert.match(taken.message, /is taken by \d+; choose another/);
});

test('a voice note that is listened to is told as played', async () => {
  const ana = await person();
  const id = await send(ana, { type: 'audio', audio: { link: 'https://x.example/a.ogg', voice: true } });

  await emulator.act(ana, { act: 'tap', number: ids.number, message_id: id, index: 0 });
  await until('it is told', () => stage.receiver.statuses(id).some((status) => status.status === 'played'));

  assert.deepEqual(
    stage.receiver.statuses(id).map((status) => status.status),
    ['sent', 'delivered', 'read', 'played'],
  );
});

test('a number that has blocked somebody hears nothing of them', async () => {
  const ana = await person();
  stage.emulator.world.numbers.get(ids.number)!.blockedUsers.push(ana);

  const { message_id } = await emulator.act(ana, { act: 'write', number: ids.number, text: 'Hello?' });
  const ben = await person();
  await play(ben, { act: 'write', text: 'after' });

  assert.equal(
    stage.receiver.messages().some((message) => message.id === message_id),
    false,
  );
  assert.deepEqual(
    (await emulator.phone(ana)).bubbles.map((bubble) => bubble.delivered),
    [false],
  );
  assert.equal((await emulator.phone(ana)).chats[0]!.window_open_until, null);
});
