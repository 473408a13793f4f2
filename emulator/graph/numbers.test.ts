import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { defaultOptions } from '../emulator.ts';
import { ids, openStage, type Stage, until } from '../stage.ts';

const minute = 60_000;

let stage: Stage;
before(async () => void (stage = await openStage()));
after(() => stage.close());

type Answer = { status: number; body: Record<string, unknown> };
const post = (path: string, body?: Record<string, unknown>): Promise<Answer> => stage.graph('POST', path, body ?? {});
const read = async (id: string, fields: string): Promise<Record<string, unknown>> => (await stage.graph('GET', `${id}?fields=${fields}`)).body;
const codeOf = (answer: Answer): number | undefined => (answer.body['error'] as { code: number } | undefined)?.code;
const jump = (milliseconds: number): Promise<Answer> => stage.control('POST', 'clock', { do: 'jump', by_ms: milliseconds });

let phone = 4_195_551_000;
let id = '';
beforeEach(async () => {
  phone += 1;
  const made = await post(`${ids.account}/phone_numbers`, { cc: '1', phone_number: String(phone), verified_name: 'Lucky Shrub' });
  id = String(made.body['id']);
});

async function verify(): Promise<void> {
  await post(`${id}/request_code?code_method=SMS&language=en_US`);
  await post(`${id}/verify_code`, { code: stage.emulator.world.numbers.get(id)!.code });
}

const hello = { messaging_product: 'whatsapp', to: '+33612345678', type: 'text', text: { body: 'hi' } };
const pin = { messaging_product: 'whatsapp', pin: '123456' };

test('a new number is verified by a code, registered with a PIN, and only then sends', async () => {
  const early = await post(`${id}/register`, pin);
  const unregistered = await post(`${id}/messages`, hello);
  const asked = await stage.graph('POST', `${id}/request_code?code_method=SMS&language=en_US`);
  const wrong = await post(`${id}/verify_code`, { code: '000000' });
  const right = await stage.graph('POST', `${id}/verify_code?code=${stage.emulator.world.numbers.get(id)!.code}`);
  const registered = await post(`${id}/register`, pin);
  const sent = await post(`${id}/messages`, hello);
  const fields = await read(id, 'status,code_verification_status,platform_type,is_pin_enabled');

  assert.equal(codeOf(early), 133_006);
  assert.equal(codeOf(unregistered), 133_010);
  assert.deepEqual([asked.body, codeOf(wrong), right.body, registered.body], [{ success: true }, 100, { success: true }, { success: true }]);
  assert.equal(sent.status, 200);
  assert.deepEqual(fields, { status: 'CONNECTED', code_verification_status: 'VERIFIED', platform_type: 'CLOUD_API', is_pin_enabled: true, id });
});

test('a code is good for ten minutes and for one use', async () => {
  await post(`${id}/request_code`, { code_method: 'VOICE', language: 'en' });
  const { code } = stage.emulator.world.numbers.get(id)!;
  await jump(11 * minute);

  const late = await post(`${id}/verify_code`, { code });
  await post(`${id}/request_code`, { code_method: 'VOICE', language: 'en' });
  const fresh = { code: stage.emulator.world.numbers.get(id)!.code };
  const first = await post(`${id}/verify_code`, fresh);
  const second = await post(`${id}/verify_code`, fresh);

  assert.deepEqual([late.status, first.status, second.status], [400, 200, 400]);
});

test('a wrong PIN is 133005, the sixth 133008, and an hour later the right one is taken', async () => {
  await verify();
  await post(`${id}/register`, pin);
  await post(`${id}/deregister`);

  const codes: (number | undefined)[] = [];
  for (let turn = 0; turn < 6; turn++) codes.push(codeOf(await post(`${id}/register`, { ...pin, pin: '999999' })));
  await jump(61 * minute);
  const right = await post(`${id}/register`, pin);

  assert.deepEqual(codes, [133_005, 133_005, 133_005, 133_005, 133_005, 133_008]);
  assert.equal(right.status, 200);
});

test('the eleventh register or deregister in 72 hours is 133016', async () => {
  await verify();

  const statuses: number[] = [];
  for (let turn = 0; turn < 5; turn++) statuses.push((await post(`${id}/register`, pin)).status, (await post(`${id}/deregister`)).status);
  const eleventh = await post(`${id}/register`, pin);
  await jump(73 * 60 * minute);
  const later = await post(`${id}/register`, pin);

  assert.deepEqual(
    statuses,
    Array.from({ length: 10 }, () => 200),
  );
  assert.equal(codeOf(eleventh), 133_016);
  assert.equal(later.status, 200);
});

test('a deleted number is gone, and registers again five minutes later with a new code', async () => {
  await verify();
  await post(`${id}/register`, pin);
  const early = await stage.graph('DELETE', id);
  await post(`${id}/deregister`);

  const deleted = await stage.graph('DELETE', id);
  const gone = await stage.graph('GET', id);
  const soon = await post(`${id}/register`, pin);
  await jump(6 * minute);
  const back = await post(`${id}/register`, pin);

  assert.deepEqual([early.status, deleted.body, codeOf(gone)], [400, { success: true }, 100]);
  assert.equal(codeOf(soon), 133_015);
  assert.equal(codeOf(back), 133_006);
});

test('a PIN is set on the number itself, with a slash at the end, and webhooks tell it and the first registration', async () => {
  const set = await post(`${ids.number}/`, { pin: '654321' });
  const bad = await post(`${ids.number}/`, { pin: '65' });
  await verify();
  await post(`${id}/register`, pin);
  const onboarded = (): Record<string, unknown> | undefined =>
    stage.receiver.changes('phone_number_quality_update').find((value) => value['display_phone_number'] === `1${phone}`);
  await until('security and onboarding are told', () => stage.receiver.changes('security').length > 0 && onboarded() !== undefined);

  assert.deepEqual(set.body, { success: true });
  assert.equal(codeOf(bad), 100);
  assert.equal(stage.receiver.changes('security')[0]?.['event'], 'PIN_CHANGED');
  assert.deepEqual(onboarded(), {
    display_phone_number: `1${phone}`,
    event: 'ONBOARDING',
    max_daily_conversations_per_business: 'TIER_UNLIMITED',
  });
});

test('webhooks of one number go where its own override says, after a challenge', async () => {
  const wrong = await post(ids.number, { webhook_configuration: { override_callback_uri: 'http://127.0.0.1:9/nowhere', verify_token: 'x' } });
  const right = await post(ids.number, { webhook_configuration: { override_callback_uri: `${stage.receiver.url}?own`, verify_token: 'x' } });
  const shown = (await read(ids.number, 'webhook_configuration'))['webhook_configuration'];
  await post(ids.number, { webhook_configuration: {} });

  assert.equal(codeOf(wrong), 2200);
  assert.equal(right.status, 200);
  assert.deepEqual(shown, { phone_number: `${stage.receiver.url}?own`, application: stage.receiver.url });
});

test('another display name is asked for and approved like a template', async () => {
  const asked = await post(ids.number, { new_display_name: 'Lucky Shrub Garden' });
  await until('the name is decided', () => stage.emulator.world.numbers.get(ids.number)!.newName === null);

  assert.equal(asked.status, 200);
  assert.equal((await read(ids.number, 'verified_name'))['verified_name'], 'Lucky Shrub Garden');
});

test('QR codes are made, read, changed, listed and deleted, and their pictures are pictures', async () => {
  const path = `${ids.number}/message_qrdls`;

  const made = await stage.graph('POST', `${path}?generate_qr_image=png&prefilled_message=Hello`);
  const code = String(made.body['code']);
  const svg = await post(path, { prefilled_message: 'Hi', generate_qr_image: 'SVG' });
  const changed = await post(path, { code, prefilled_message: 'Changed' });
  const one = await stage.graph('GET', `${path}/${code}`);
  const all = await stage.graph('GET', path);
  const png = Buffer.from(await (await fetch(String(made.body['qr_image_url']))).arrayBuffer());
  const drawn = await (await fetch(String(svg.body['qr_image_url']))).text();
  const deleted = await stage.graph('DELETE', `${path}/${code}`);
  const again = await stage.graph('GET', `${path}/${code}`);

  assert.equal(made.body['deep_link_url'], `https://wa.me/message/${code}`);
  assert.equal(changed.body['prefilled_message'], 'Changed');
  assert.deepEqual(one.body, { data: [{ code, prefilled_message: 'Changed', deep_link_url: `https://wa.me/message/${code}` }] });
  assert.equal((all.body['data'] as unknown[]).length, 2);
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  assert.match(drawn, /^<svg /);
  assert.deepEqual([deleted.body, codeOf(again)], [{ success: true }, 100]);
});

test('the 2,001st QR code is refused', async () => {
  const { codes } = stage.emulator.world.numbers.get(id)!;
  for (let i = 0; i < 2_000; i++) codes.push({ code: `AAAAAAAAAA${String(i).padStart(4, '0')}`, prefilled_message: 'x', format: 'PNG' });

  const answer = await post(`${id}/message_qrdls`, { prefilled_message: 'one more' });

  assert.equal(codeOf(answer), 100);
});

test('only who wrote within a day is blocked; the rest fails with both answers at once, and the blocked are out of reach', async () => {
  const [ana, ben] = ['33600000001', '33600000002'];
  for (const [waId, name] of [
    [ana, 'Ana'],
    [ben, 'Ben'],
  ])
    await stage.control('POST', 'phones', { phones: [{ wa_id: waId, name, persona: 'manual' }] });
  const chat = stage.emulator.world.people.openChat(stage.emulator.world.people.meet(ana!), ids.number);
  chat.lastInboundAt = stage.emulator.world.clock.now();

  const answer = await post(`${ids.number}/block_users`, { messaging_product: 'whatsapp', block_users: [{ user: `+${ana}` }, { user: ben }] });
  const list = await stage.graph('GET', `${ids.number}/block_users`);
  const sent = await post(`${ids.number}/messages`, { ...hello, to: `+${ana}` });
  const unblocked = await stage.graph('DELETE', `${ids.number}/block_users`, { messaging_product: 'whatsapp', block_users: [{ user: ana }] });

  const result = answer.body['block_users'] as { added_users: unknown[]; failed_users: { wa_id: string; errors: { code: number }[] }[] };
  assert.deepEqual([answer.status, codeOf(answer)], [400, 139_100]);
  assert.deepEqual(result.added_users, [{ input: `+${ana}`, wa_id: ana }]);
  assert.deepEqual([result.failed_users[0]?.wa_id, result.failed_users[0]?.errors[0]?.code], [ben, 131_047]);
  assert.deepEqual(list.body['data'], [{ messaging_product: 'whatsapp', wa_id: ana }]);
  assert.equal(codeOf(sent), 130_403);
  assert.deepEqual(unblocked.body, { messaging_product: 'whatsapp', block_users: { removed_users: [{ input: ana, wa_id: ana }] } });
});

test('the block list ends at 64,000', async () => {
  const world = stage.emulator.world;
  const number = world.numbers.get(ids.number)!;
  number.blockedUsers = Array.from({ length: 64_000 }, (_, i) => String(34_600_000_000 + i));
  const chat = world.people.openChat(world.people.meet('33600000009'), ids.number);
  chat.lastInboundAt = world.clock.now();

  const answer = await post(`${ids.number}/block_users`, { messaging_product: 'whatsapp', block_users: [{ user: '33600000009' }] });
  number.blockedUsers = [];

  assert.equal(codeOf(answer), 139_101);
});

test('a username is taken once, suggested from the name, and told by webhook', async () => {
  const taken = await post(`${ids.number}/username`, { username: 'lucky.shrub' });
  const second = await post(`${id}/username`, { username: 'lucky.shrub' });
  const forced = await post(`${id}/username`, { username: 'lucky.shrub', transfer_action: 'force_transfer' });
  const suggested = await stage.graph('GET', `${id}/username_suggestions`);
  await until('the webhook is told', () => stage.receiver.changes('business_username_update').length >= 3);

  assert.deepEqual(taken.body, { status: 'approved' });
  assert.equal(codeOf(second), 147_001);
  assert.deepEqual(forced.body, { status: 'reserved' });
  assert.ok(!JSON.stringify(suggested.body).includes('"lucky.shrub"') && JSON.stringify(suggested.body).includes('luckyshrub'));
  assert.deepEqual(
    stage.receiver.changes('business_username_update').map((value) => value['status']),
    ['approved', 'deleted', 'reserved'],
  );
});

test('health says what is wrong, and where', async () => {
  const healthy = (await read(ids.number, 'health_status'))['health_status'] as { can_send_message: string };
  const unregistered = (await read(id, 'health_status'))['health_status'] as {
    can_send_message: string;
    entities: { entity_type: string; can_send_message: string }[];
  };
  stage.emulator.world.settings.payment_missing = true;
  const unpaid = (await read(ids.account, 'health_status'))['health_status'] as { entities: { errors?: { error_code: number }[] }[] };
  stage.emulator.world.settings.payment_missing = false;

  assert.equal(healthy.can_send_message, 'AVAILABLE');
  assert.equal(unregistered.can_send_message, 'BLOCKED');
  assert.deepEqual(unregistered.entities[0], { ...unregistered.entities[0]!, entity_type: 'PHONE_NUMBER', can_send_message: 'BLOCKED' });
  assert.equal(unpaid.entities[0]?.errors?.[0]?.error_code, 141_006);
});

test('numbers are listed by page, filtered by field and sorted by age', async () => {
  const first = await stage.graph('GET', `${ids.account}/phone_numbers?limit=1&fields=id`);
  const { next } = first.body['paging'] as { next: string };
  const second = (await (await fetch(next, { headers: { authorization: `Bearer ${defaultOptions.app.token}` } })).json()) as { data: { id: string }[] };
  const connected = await stage.graph(
    'GET',
    `${ids.account}/phone_numbers?fields=id&filtering=${encodeURIComponent('[{"field":"status","operator":"EQUAL","value":"UNVERIFIED"}]')}`,
  );

  assert.notEqual(second.data[0]?.id, (first.body['data'] as { id: string }[])[0]?.id);
  assert.ok((connected.body['data'] as { id: string }[]).some((one) => one.id === id));
  assert.ok(!(connected.body['data'] as { id: string }[]).some((one) => one.id === ids.number));
});

test('what belongs to an account can be asked for among its fields, with fields and a limit of its own', async () => {
  const asked = encodeURIComponent('name,phone_numbers.limit(1){id,status},message_templates{name}');
  const { body } = await stage.graph('GET', `${ids.account}?fields=${asked}`);

  const numbers = body['phone_numbers'] as { data: Record<string, unknown>[]; paging: { next?: string } };
  assert.equal(numbers.data.length, 1);
  assert.deepEqual(Object.keys(numbers.data[0]!).toSorted(), ['id', 'status']);
  assert.match(numbers.paging.next ?? '', new RegExp(`/${ids.account}/phone_numbers\\?`));
  assert.deepEqual((body['message_templates'] as { data: unknown[] }).data, []);
  assert.deepEqual(Object.keys(body).toSorted(), ['id', 'message_templates', 'name', 'phone_numbers']);
});
