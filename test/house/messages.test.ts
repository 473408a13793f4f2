import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { contract } from '#core/contract/contract.ts';
import type { Message } from '#core/contract/conversations.ts';
import type { Bubble, BubbleContent } from '#core/rehearsal/bubble.ts';
import { call } from '#server/app/client/client.ts';
import { signBody } from '#server/cloud-api/signature.ts';
import { bubbleOf } from '#web/phone/message.ts';
import { files } from '#test/world/free-messages.ts';
import { goldenHeard, goldenSaid } from '#test/world/golden-messages.ts';
import { openWorld, received, until, type World } from '#test/world/world.ts';

// Every golden message through the API, the sender, the wire and the emulator, onto a phone; and every inbound one back.

const ana = '+33612340001';
const bob = '+33612340002';
let world: World;
let conversation = '';
before(async () => {
  world = await openWorld();
  await keepFiles();
  await world.person({ phone: ana, name: 'Ana Silva' });
  await world.act(ana, { act: 'write', text: 'Bonjour' });
  conversation = await threadOf('Ana Silva');
});
after(() => world.close());

async function threadOf(name: string): Promise<string> {
  const find = async () => (await call(world.door, contract.conversations.list, { query: { limit: 10 } })).items.find((thread) => thread.name === name);
  await until(`${name} has written`, async () => (await find()) !== undefined);
  return (await find())!.id;
}
const saidIn = async (id: string): Promise<Message[]> =>
  (await call(world.door, contract.conversations.messages, { params: { id }, query: { limit: 200 } })).items.toReversed();
const messageOf = (id: string) => call(world.door, contract.messages.get, { params: { id } });

/** The sample files stand in the library under the ids that the golden files name. */
async function keepFiles(): Promise<void> {
  const { rows } = await world.database.pool.query<{ id: string }>('select id from workspace');
  for (const { id, name, mime, content, animated } of Object.values(files)) {
    const uuid = uuidOf(id);
    const key = `media/${uuid}`;
    await world.opened.platform.files.put(key, content);
    await world.database.pool.query(
      `insert into media (workspace_id, id, name, mime, bytes, sha256, file_key, animated, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, now())`,
      [rows[0]!.id, uuid, name, mime, content.length, createHash('sha256').update(content).digest(), key, animated],
    );
  }
}

function uuidOf(media: string): string {
  return media.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A form at the emulator with the screen that the golden file opens. */
async function publishForm(): Promise<string> {
  const account = [...world.emulator.world.accounts.keys()][0] ?? '';
  const footer = { type: 'Footer', label: 'Send', 'on-click-action': { name: 'complete', payload: {} } };
  const screen = { id: 'WELCOME', title: 'Book', terminal: true, data: {}, layout: { type: 'SingleColumnLayout', children: [footer] } };
  const answer = await fetch(`${world.emulator.url}/v24.0/${account}/flows`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.emulator.world.app.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'tasting', categories: ['OTHER'], flow_json: JSON.stringify({ version: '7.3', screens: [screen] }), publish: true }),
  });
  const { id } = (await answer.json()) as { id?: string };
  assert.ok(id);
  return id;
}

/** What both drawings have in common: ids of files and forms differ, and the phone knows more of a place than we sent. */
function comparable(content: BubbleContent): unknown {
  return JSON.parse(
    JSON.stringify(content, (key, value: unknown) => (['media', 'flow', 'token', 'data', 'filename', 'to', 'catalog', 'values', 'errors', 'preview'].includes(key) ? undefined : value)), // prettier-ignore
  );
}

test('every kind of message goes from the API to the phone, and both draw the same', async () => {
  const form = await publishForm();
  const first = (await saidIn(conversation))[0]!.id;
  const sent: { kind: string; id: string }[] = [];
  for (const { say } of goldenSaid()) {
    const changed = say.kind === 'reaction' ? { to: first } : say.kind === 'form' ? { form } : {};
    const message = await call(world.door, contract.conversations.say, { params: { id: conversation }, body: { ...say, ...changed } as never });
    sent.push({ kind: say.kind, id: message.id });
    await until(`"${say.kind}" has left`, async () => !['queued', 'sending'].includes((await messageOf(message.id)).state));
  }

  const messages = await Promise.all(sent.map(({ id }) => messageOf(id)));
  assert.deepEqual(
    messages.filter(({ error }) => error !== null).map(({ content, error }) => [content.kind, error]),
    [],
  );
  const bubbles = received(await world.phone(ana));
  const drawn = new Map(bubbles.map((bubble: Bubble) => [JSON.stringify(comparable(bubble.content)), bubble]));
  for (const { content } of messages)
    assert.ok(drawn.has(JSON.stringify(comparable(bubbleOf(content)))), `${content.kind}: ${JSON.stringify(comparable(bubbleOf(content)))}`);
  assert.equal(bubbles.length, messages.length);
});

test('every kind of message that people send is in the thread as what it is, and none is set aside', async () => {
  await world.person({ phone: bob, name: 'Bob Noir' });
  await world.act(bob, { act: 'write', text: 'Bonsoir' });
  const thread = await threadOf('Bob Noir');
  const heardIn = async () => (await saidIn(thread)).filter(({ direction }) => direction === 'in').slice(1);
  const golden = goldenHeard();

  for (const [place, { wire }] of golden.entries()) {
    const moment = Math.floor(world.opened.platform.clock.now().getTime() / 1000);
    await post({ ...wire, from: bob.slice(1), from_user_id: undefined, id: `wamid.golden.${place}`, timestamp: String(moment) });
  }
  await until('all are kept', async () => (await heardIn()).length === golden.length);

  const heard = (await heardIn()).map(({ content }) => withoutFile(content));
  for (const { name, wire, content } of golden) {
    const expected = content.kind === 'unknown' ? { ...content, raw: undefined } : content;
    assert.ok(
      heard.some((one) => isDeepStrictEqual(one, withoutFile(expected))),
      `${name}: ${JSON.stringify(wire)}`,
    );
  }
  assert.deepEqual((await call(world.door, contract.webhooks.aside, {})).items, []);
});

/** Meta's file ids of the golden messages are nobody's here, so the files never come; how the raw form was signed differs as well. */
function withoutFile(content: object): unknown {
  return JSON.parse(JSON.stringify(content, (key, value: unknown) => (key === 'raw' ? undefined : value)));
}

/** Posts a message as Meta would, signed, to where the number's webhooks go. */
async function post(message: object): Promise<void> {
  const { rows } = await world.database.pool.query<{ webhook_key: string }>('select webhook_key from business_account');
  const metadata = { display_phone_number: '33180000000', phone_number_id: world.number.meta_id };
  const value = { messaging_product: 'whatsapp', metadata, messages: [message] };
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: world.number.business_account.meta_id, changes: [{ field: 'messages', value }] }],
  });
  const answer = await fetch(`${world.door.url}/webhooks/whatsapp/${rows[0]!.webhook_key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signBody(world.emulator.world.app.secret, Buffer.from(body)) },
    body,
  });
  assert.equal(answer.status, 200);
}

test('a file that Meta has forgotten is uploaded again, and the message arrives without anyone noticing', async () => {
  const say = () =>
    call(world.door, contract.conversations.say, { params: { id: conversation }, body: { kind: 'image', media: files.jpeg.id, caption: 'Again' } });
  const arrived = async () => received(await world.phone(ana)).filter(({ content }) => content.kind === 'image' && content.caption === 'Again').length;
  await say();
  await until('the first has arrived', async () => (await arrived()) === 1);
  const forgotten = await forgetAtMeta(files.jpeg.id);

  const again = await say();
  await until('the second has arrived', async () => (await arrived()) === 2);

  const kept = await world.database.pool.query<{ meta_id: string }>('select meta_id from media_upload where media_id = $1', [uuidOf(files.jpeg.id)]);
  assert.notEqual(kept.rows[0]!.meta_id, forgotten);
  assert.equal((await messageOf(again.id)).error, null);
});

test('a picture of a campaign that Meta has forgotten is uploaded again, and everybody gets it', async () => {
  const header = { kind: 'image', media: files.png.id } as const;
  const template = await world.template({ name: 'with_picture', content: { header } });
  const segment = (await call(world.door, contract.segments.create, { body: { name: 'All', definition: { match: 'all', of: [] } } })).id;
  const cards = async (phone: string) =>
    received(await world.phone(phone)).filter(({ content }) => content.kind === 'card' && content.template === 'with_picture').length;
  const launchOne = async (name: string) => {
    const campaign = await world.campaign({ template, segment, name });
    const plan = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });
    await call(world.door, contract.campaigns.launch, { params: { id: campaign }, body: { plan: plan.id, undo_seconds: 0 } });
    return campaign;
  };
  await launchOne('First');
  await until('the first has arrived', async () => (await cards(ana)) === 1);
  await forgetAtMeta(files.png.id);

  const second = await launchOne('Second');
  await until('the second has arrived', async () => (await cards(ana)) === 2);

  const report = await call(world.door, contract.campaigns.report, { params: { id: second } });
  assert.equal(report.counts.failed, 0);
});

test('a product that the shop has told of stands in the thread with its name and price; what an order was sent with stays', async () => {
  const { rows } = await world.database.pool.query<{ id: string }>('select id from workspace');
  await world.database.pool.query(
    `insert into product (workspace_id, retailer_id, name, currency, price_micros, available, from_feed, updated_at) values ($1, 'guji', 'Guji, 250 g', 'EUR', 14500000, true, true, now())`,
    [rows[0]!.id],
  );
  const contents = (await saidIn(await threadOf('Bob Noir'))).map(({ content }) => content);
  const ours = (await saidIn(conversation)).map(({ content }) => content);
  const order = contents.find((content) => content.kind === 'order');
  const carousel = ours.find((content) => content.kind === 'carousel' && content.text === 'Pour vous');

  assert.deepEqual(order?.kind === 'order' && order.items[0], {
    product: { id: 'guji', name: 'Guji, 250 g', price: { currency: 'EUR', micros: 13_900_000 }, image: null },
    quantity: 2,
  });
  assert.deepEqual(carousel?.kind === 'carousel' && carousel.cards[0]!.header, {
    kind: 'product',
    product: { id: 'guji', name: 'Guji, 250 g', price: { currency: 'EUR', micros: 14_500_000 }, image: null },
  });
});

/** Deletes a file at Meta, as if its thirty days were over; our row still names it. Returns that name. */
async function forgetAtMeta(media: string): Promise<string> {
  const { rows } = await world.database.pool.query<{ meta_id: string }>('select meta_id from media_upload where media_id = $1', [uuidOf(media)]);
  const forgotten = rows[0]!.meta_id;
  const answer = await fetch(`${world.emulator.url}/v24.0/${forgotten}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${world.emulator.world.app.token}` },
  });
  assert.equal(answer.status, 200);
  return forgotten;
}

/** French sentences are typeset with spaces that do not break. */
function parsePlain(text: string): unknown {
  return JSON.parse(text.replaceAll(/[\u00a0\u202f]/g, ' '));
}

test('what WhatsApp would refuse is refused before it is sent, with every place, in the language of who asks', async () => {
  const faulty = { kind: 'buttons' as const, text: '', buttons: [{ text: 'Yes' }, { text: 'Yes' }] };
  const checked = await call(world.door, contract.messages.check, { body: { say: faulty } });
  const refused = await fetch(`${world.door.url}/v1/conversations/${conversation}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.door.key}`, 'content-type': 'application/json', 'accept-language': 'fr' },
    body: JSON.stringify(faulty),
  });
  const problem = parsePlain(await refused.text()) as { detail: string; errors: { at: string; message: string }[] };

  assert.deepEqual(
    checked.faults.map(({ at, code }) => [at, code]),
    [
      ['/text', 'text_empty'],
      ['/buttons/1/text', 'button_same'],
    ],
  );
  assert.equal(refused.status, 422);
  assert.deepEqual(problem.errors, [
    { at: '/body/text', message: 'Le message est vide.' },
    { at: '/body/buttons/1/text', message: 'Deux boutons disent « Yes » ; chacun doit avoir son propre texte.' },
  ]);
});
