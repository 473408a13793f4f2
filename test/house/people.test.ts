import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import { call } from '#server/app/client/client.ts';
import { openWorld, received, until, type World } from '#test/world/world.ts';

let world: World;
before(async () => {
  world = await openWorld({ settings: { usernames: 'full' } });
});
after(() => world.close());

const iris = '+33612340001';
const noor = '+33612340002';
const eva = '+33612340005';
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

test('somebody whose number Meta does not tell becomes a contact by their user id, and can be answered', async () => {
  await world.control.people.add([{ wa_id: iris.slice(1), name: 'Iris Lind', persona: 'manual', username: 'iris.lind' }]);

  await world.act(iris, { act: 'write', text: 'Are you open?' });
  const thread = await threadOf('Iris Lind');
  await call(world.door, contract.conversations.say, { params: { id: thread.id }, body: { kind: 'text', text: 'Until six, Iris.' } });
  await until('the answer is on her phone', async () => received(await world.phone(iris)).some(({ content }) => content.kind === 'text'));
  await world.act(iris, { act: 'read' });

  assert.equal(thread.phone, null);
  await until('we know that she read it', async () => (await messagesOf(thread.id)).some((one) => one.direction === 'out' && one.state === 'read'));
  const said = await messagesOf(thread.id);
  assert.deepEqual(said.map(({ direction }) => direction).toSorted(), ['in', 'out']);
  await world.act(iris, { act: 'write', text: 'Thank you!' });
  await until('it is in the same thread', async () => (await messagesOf(thread.id)).length === 3);
  assert.equal((await asides()).length, 0);
});

test('who was known by their number stays the same contact when Meta tells it no more', async () => {
  await world.set({ usernames: 'off' });
  await world.person({ phone: noor, name: 'Noor Haddad' });
  await world.act(noor, { act: 'write', text: 'Hello' });
  const thread = await threadOf('Noor Haddad');
  await world.set({ usernames: 'full' });

  await world.act(noor, { act: 'write', text: 'Still me' });

  await until('both are in one thread', async () => (await messagesOf(thread.id)).length === 2);
  assert.equal(thread.phone, noor);
});

test('whatever a phone can send is kept and shown, and nothing is set aside', async () => {
  const { id } = await threadOf('Noor Haddad');
  const before = (await messagesOf(id)).length;

  await world.act(noor, { act: 'send_media', kind: 'image', mime: 'image/png', base64: png });
  await world.act(noor, { act: 'send_media', kind: 'sticker', mime: 'image/webp', base64: png });
  await world.act(noor, { act: 'send_media', kind: 'document', mime: 'application/pdf', base64: png, filename: 'bill.pdf' });
  await world.act(noor, { act: 'share_location', latitude: 48.85, longitude: 2.35, name: 'Paris' });
  await world.act(noor, { act: 'share_contacts', contacts: [{ name: 'Léa Petit', phones: ['+33612340009'] }] });
  await world.act(noor, { act: 'order', catalog: '1234567', items: [{ retailer_id: 'beans', quantity: 2, price: 9, currency: 'EUR' }] });
  await world.act(noor, { act: 'click_ad', text: 'I saw your ad' });

  await until('all are kept', async () => (await messagesOf(id)).length === before + 7);
  const kinds = (await messagesOf(id)).slice(0, 7).map(({ content }) => content.kind);
  assert.deepEqual(kinds.toSorted(), ['contacts', 'document', 'image', 'location', 'order', 'sticker', 'text']);
  assert.deepEqual(await asides(), []);
});

test('who moves to another number stays the same person with the new phone; it stands in the thread and is no message of theirs', async () => {
  await world.set({ usernames: 'off' });
  await world.person({ phone: eva, name: 'Eva Moser' });
  await world.act(eva, { act: 'write', text: 'My old number' });
  const { id, contact } = await threadOf('Eva Moser');

  await world.act(eva, { act: 'change_number', to: '33612340004' });
  await until('it is on the timeline', async () => (await kindsOf(contact)).includes('contact.user_changed_user_id'));
  const after = await messagesOf(id);
  const { deliveries } = await world.control.webhooks.list({ limit: 200 });
  for (const { id: told } of deliveries.filter(({ body }) => body.includes('user_changed_'))) await world.control.webhooks.replay(told);
  await world.act('+33612340004', { act: 'write', text: 'My new number' });

  await until('both numbers write in one thread', async () => (await messagesOf(id)).filter(({ content }) => content.kind === 'text').length === 2);
  assert.deepEqual(after.map(({ content }) => content.kind).toSorted(), ['system', 'system', 'text']);
  const thread = await call(world.door, contract.conversations.get, { params: { id } });
  assert.deepEqual([thread.unread, thread.person.phone], [2, '+33612340004'], 'what WhatsApp tells is nothing to be answered');
  const kinds = (await kindsOf(contact)).filter((kind) => kind.startsWith('contact.user_changed_'));
  assert.deepEqual(kinds.toSorted(), ['contact.user_changed_number', 'contact.user_changed_user_id'], 'told twice, it is still one fact each');
  assert.deepEqual(await asides(), []);
});

const kindsOf = async (id: string) => (await call(world.door, contract.contacts.timeline, { params: { id } })).items.map(({ kind }) => kind);

async function threadOf(name: string) {
  const find = async () => (await call(world.door, contract.conversations.list, { query: { limit: 200 } })).items.find((item) => item.name === name);
  await until(`${name} is in the inbox`, async () => (await find()) !== undefined);
  return (await find())!;
}

const messagesOf = async (id: string) => (await call(world.door, contract.conversations.messages, { params: { id } })).items;
const asides = async () => (await call(world.door, contract.webhooks.aside, {})).items;
