import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import type { Conversation, Message, Say } from '#core/contract/conversations.ts';
import { Refusal } from '#core/contract/refusals.ts';
import type { ContactId } from '#core/value/id.ts';
import type { MessageContent } from '#core/whatsapp/message.ts';
import { getMessageByPublicId, sendDirect } from '#server/engagement/direct/direct.ts';
import { createCampaign, makePlan } from '#server/engagement/campaign/campaign.ts';
import { launch } from '#server/engagement/campaign/launch.ts';
import { openBroadcast } from '#server/engagement/campaign/opening.ts';
import { failed } from '#server/messaging/outbox/outcome.ts';
import { writerOf } from '#server/messaging/outbox/writer.ts';
import { takeTurn } from '#server/engagement/routing/routing.ts';
import { status } from '#server/insight/home.ts';
import { listTimeline } from '#server/insight/timeline.ts';
import { parseId } from '#core/value/id.ts';
import { openStage, pub } from '#test/world/stage.ts';
import { answer, listConversations, moveConversation, readConversation, startConversation } from './inbox.ts';
import { conversationRoutes } from './routes.ts';

const stage = await openStage();
after(() => stage.close());
const { platform, actor, scope } = stage;

let count = 0;
async function receives(contact: ContactId, content: MessageContent, quoted: string | null = null): Promise<void> {
  await takeTurn(platform, scope, { contact, number: stage.number }, { wamid: `wamid.in${(count += 1)}`, at: stage.now(), content, quoted }, stage.now());
  stage.wait(1000);
}
const writes = (contact: ContactId, text: string) => receives(contact, { kind: 'text', text });
const inbox = (query: Partial<Parameters<typeof listConversations>[2]> = {}) => listConversations(platform, actor, { state: 'open', limit: 50, ...query });
const threadOf = async (contact: ContactId): Promise<Conversation> =>
  (await inbox({ state: 'all' })).items.find((thread) => thread.contact === pub('contact', contact))!;
const refused = (code: string, detail?: RegExp) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (detail === undefined || detail.test(error.message));

const text = (words: string) => ({ kind: 'text' as const, text: words, preview: true });

async function say(contact: ContactId, what: Say): Promise<Message> {
  const said = await answer(platform, actor, (await threadOf(contact)).id, what, stage.now());
  stage.wait(1000);
  return said;
}

/** Calls a route of the room as the server would. */
async function route<Reply>(name: string, raw: { params?: unknown; query?: unknown; body?: unknown }): Promise<Reply> {
  const found = conversationRoutes(platform).find((one) => one.name === name)!;
  return (await found.prepare({ params: {}, query: {}, body: {}, ...raw })(stage.call())) as Reply;
}

test('what somebody writes is on top of the inbox, unread, with the window open for a day', async () => {
  const ana = await stage.person({ first: 'Ana' });
  const at = stage.now().getTime();

  await writes(ana, 'Do you have beans?');

  const { items, unread } = await inbox();
  assert.equal(unread, 1);
  assert.deepEqual(
    [items[0]!.name, items[0]!.preview, items[0]!.unread, items[0]!.last_direction, items[0]!.window_until],
    ['Ana', 'Do you have beans?', 1, 'in', new Date(at + 86_400_000).toISOString()],
  );
});

test('an agent answers in words, with a quote, with a picture, with buttons', async () => {
  const bob = await stage.person({ first: 'Bob' });
  await writes(bob, 'Hello');
  const thread = await threadOf(bob);
  const { items } = await route<{ items: Message[] }>('messages', { params: { id: thread.id } });

  const words = await say(bob, { ...text('Yes, we do'), quoted: items[0]!.id });
  const picture = await say(bob, { kind: 'image', media: pub('media', await stage.image()), caption: 'Look' });
  const buttons = await say(bob, { kind: 'buttons', text: 'Which one?', header: null, footer: null, buttons: [{ text: 'Espresso' }, { text: 'Filter' }] });

  assert.deepEqual([words.origin, words.author, words.state, words.quoted], ['agent', 'Ada', 'queued', { id: items[0]!.id, preview: 'Hello' }]);
  assert.equal(picture.content.kind, 'image');
  assert.deepEqual(buttons.content.kind === 'card' && buttons.content.buttons.map(({ text }) => text), ['Espresso', 'Filter']);
  const wires = await stage.database.pool.query<{ wire: unknown }>(`select wire from message where direction = 'out' order by at`);
  assert.deepEqual(
    wires.rows.map(({ wire }) => (wire as { kind: string }).kind),
    ['free', 'free', 'free'],
  );
  assert.equal((await threadOf(bob)).unread, 0);
  await assert.rejects(
    say(bob, { kind: 'buttons', header: null, text: 'Which?', footer: null, buttons: [{ text: 'A' }, { text: 'A' }] }),
    refused('invalid', /"A"/),
  );
});

test('what older versions kept is shown as what it is: cards that were names, and kinds that were not known', async () => {
  const old = await stage.person({ first: 'Old' });
  const order = {
    id: 'wamid.order',
    type: 'order',
    order: { catalog_id: '1', product_items: [{ product_retailer_id: 'guji', quantity: 2, item_price: 9, currency: 'EUR' }] },
  };
  await receives(old, { kind: 'unknown', type: 'order', raw: order });
  await writes(old, 'cards');
  await stage.database.pool.query(`update message set content = '{"kind":"contacts","names":["Ana","Bob"]}' where content ->> 'text' = 'cards'`);
  await stage.database.pool.query(readFileSync(new URL('../../../database/migrations/0009_messages.sql', import.meta.url), 'utf8'));

  const { items } = await route<{ items: Message[] }>('messages', { params: { id: (await threadOf(old)).id } });

  const [cards, goods] = items.map(({ content }) => content);
  assert.deepEqual(cards?.kind === 'contacts' && cards.contacts.map(({ name }) => name.formatted_name), ['Ana', 'Bob']);
  assert.deepEqual(goods?.kind === 'order' && goods.items.map(({ product, quantity }) => [product.id, product.price?.micros, quantity]), [
    ['guji', 9_000_000, 2],
  ]);
});

test('once the window has closed only a template goes out, and the refusal says when it closed', async () => {
  const zoe = await stage.person({ first: 'Zoé', language: 'fr' });
  await writes(zoe, 'Bonjour');
  stage.wait(86_400_000);
  const template = pub('template', await stage.template({ category: 'utility', languages: { fr: { content: { body: 'Bonjour {{first_name}}' } } } }));

  await assert.rejects(say(zoe, text('Still there?')), refused('window_closed', /of Zoé closed at 23 November 2026 at 10:00 UTC/));
  const said = await say(zoe, {
    kind: 'template',
    template,
    language: 'fr',
    variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: '' } },
  });

  assert.equal(said.content.kind === 'card' && said.content.text, 'Bonjour Zoé');
});

test('a marketing template needs consent, an unapproved one approval, a variable a value', async () => {
  const eva = await stage.person({ first: 'Eva', consent: 'withdrawn' });
  await writes(eva, 'Where is my order?');
  const sale = pub('template', await stage.template());
  const order = pub('template', await stage.template({ category: 'utility', languages: { en: {}, fr: { state: 'pending' } } }));
  const named = { first_name: { from: 'text', text: 'Eva' } } as const;

  await assert.rejects(say(eva, { kind: 'template', template: sale, language: 'en', variables: named }), refused('not_reachable', /withdrew their consent/));
  await assert.rejects(say(eva, { kind: 'template', template: order, language: 'fr', variables: named }), refused('template_not_approved', /pending/));
  await assert.rejects(
    say(eva, { kind: 'template', template: order, language: 'es', variables: named }),
    refused('template_not_approved', /it has en \(approved\), fr \(pending\)/),
  );
  await assert.rejects(say(eva, { kind: 'template', template: order, language: 'en', variables: {} }), refused('variable_missing', /"first_name"/));
  assert.equal((await say(eva, { kind: 'template', template: order, language: 'en', variables: named })).state, 'queued');
  assert.equal((await say(eva, text('It is on its way'))).state, 'queued');
});

test('reading marks it here and asks for one receipt on their phone', async () => {
  const lia = await stage.person({ first: 'Lia' });
  await writes(lia, 'one');
  await writes(lia, 'two');

  const read = await readConversation(platform, actor, (await threadOf(lia)).id);
  await readConversation(platform, actor, read.id);

  assert.equal(read.unread, 0);
  const tasks = await stage.database.pool.query<{ wamid: string }>(
    `select payload ->> 'wamid' as wamid from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'inbox.read_receipt'`,
  );
  assert.deepEqual(tasks.rows, [{ wamid: `wamid.in${count}` }]);
});

test('a closed conversation comes back when they write, and by hand', async () => {
  const kim = await stage.person({ first: 'Kim' });
  const { id } = await startConversation(platform, actor, pub('contact', kim), stage.now());

  assert.equal((await moveConversation(platform, actor, id, 'closed')).state, 'closed');
  assert.ok(!(await inbox()).items.some((thread) => thread.id === id));
  await writes(kim, 'hello again');
  assert.equal((await threadOf(kim)).state, 'open');
  await moveConversation(platform, actor, id, 'closed');
  assert.equal((await moveConversation(platform, actor, id, 'open')).state, 'open');
});

test('the inbox is searched by name and phone, and paged', async () => {
  const first = await inbox({ limit: 2 });
  const rest = await inbox({ limit: 50, cursor: first.next! });

  assert.equal(new Set([...first.items, ...rest.items].map(({ id }) => id)).size, (await inbox()).items.length);
  assert.deepEqual(
    (await inbox({ search: 'zoé' })).items.map(({ name }) => name),
    ['Zoé'],
  );
  assert.deepEqual((await inbox({ search: '100%' })).items, []);
  await assert.rejects(inbox({ cursor: 'nonsense' }), refused('bad_request'));
});

test('what a broadcast said stands in the thread, drawn for the person, with its campaign', async () => {
  const ana = await stage.person({ first: 'Ana', tags: ['vip'], language: 'fr' });
  await writes(ana, 'Hello');
  const template = await stage.template({
    languages: { en: {}, fr: { content: { body: 'Bonjour {{first_name}}', footer: 'Roastery', buttons: [{ kind: 'reply', text: 'Oui' }] } } },
  });
  const segment = await stage.segment({ match: 'all', of: [{ about: 'tag', is: 'any_of', values: ['vip'] }] });
  const choices = {
    segments: [pub('segment', segment)],
    template: pub('template', template),
    variables: { first_name: { from: 'liquid', template: '{{ contact.first_name | upcase }}', fallback: '' } as const },
  };
  const campaign = await createCampaign(platform, actor, { name: 'Winter', choices }, stage.now());
  const plan = await makePlan(platform, actor, campaign.id, stage.now());
  const launched = await launch(platform, actor, campaign.id, { plan: plan.id, undo_seconds: 0 }, stage.now());
  const broadcast = launched.broadcast!.id;
  const uuid = broadcast.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  await openBroadcast(platform, scope, parseId(uuid), stage.now());
  const at = stage.now().getTime();
  const learned = { ...failed(131049, 'Not delivered', at), wamid: 'wamid.b1', acceptedAt: at };
  writerOf(platform).recipient({ workspace: scope.workspace, broadcast: uuid, seq: 1, attempt: 0, outcome: learned });
  await writerOf(platform).settled();
  stage.wait(1000);
  await receives(ana, { kind: 'choice', text: 'Oui', payload: 'Oui', description: null }, 'wamid.b1');

  const { items } = await route<{ items: Message[] }>('messages', { params: { id: (await threadOf(ana)).id } });

  const said = items.find(({ origin }) => origin === 'broadcast')!;
  assert.equal(said.id, `${broadcast}:1`);
  assert.deepEqual(said.content.kind === 'card' && [said.content.text, said.content.footer, said.content.buttons[0]!.text], ['Bonjour ANA', 'Roastery', 'Oui']);
  assert.deepEqual([said.state, said.error!.code, said.campaign!.name], ['failed', 131049, 'Winter']);
  assert.deepEqual(items[0]!.quoted, { id: said.id, preview: 'Bonjour ANA' });
  assert.deepEqual((await getMessageByPublicId(platform.db, scope, said.id)).content, said.content);

  const line = await listTimeline(platform.db, scope, ana, { limit: 2, language: 'en' });
  const more = await listTimeline(platform.db, scope, ana, { limit: 50, cursor: line.next!, language: 'en' });
  assert.deepEqual(
    [...line.items, ...more.items].map(({ kind }) => kind),
    ['message.received', 'message.sent', 'message.received'],
  );
});

test('a message to a phone that is nobody makes a contact, unless it is refused', async () => {
  const template = pub('template', await stage.template({ category: 'utility' }));
  const hello = {
    kind: 'template',
    template,
    language: 'en',
    variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: 'there' } },
  } as const;
  const known = async () => (await stage.database.pool.query<{ count: string }>('select count(*) from contact')).rows[0]!.count;
  const before = Number(await known());

  await assert.rejects(sendDirect(platform, actor, { phone: '06 12 34 56 78' }, text('Hi'), stage.now()), refused('window_closed', /never written/));
  assert.equal(Number(await known()), before);
  const { message, conversation } = await sendDirect(platform, { ...actor, kind: 'key' }, { phone: '06 12 34 56 78' }, hello, stage.now());
  const again = await sendDirect(platform, actor, { phone: '+33612345678' }, hello, stage.now());

  assert.equal(Number(await known()), before + 1);
  assert.deepEqual([message.origin, message.content.kind === 'card' && message.content.text, again.conversation], ['api', 'Hello there', conversation]);
  assert.deepEqual(await getMessageByPublicId(platform.db, scope, message.id), message);
  await assert.rejects(sendDirect(platform, actor, { phone: '12' }, hello, stage.now()), refused('phone_invalid'));
  await assert.rejects(sendDirect(platform, actor, {}, hello, stage.now()), refused('invalid', /either/));
});

test('a paused number refuses answers and says why', async () => {
  const ann = await stage.person({ first: 'Ann' });
  await writes(ann, 'hi');
  await stage.database.pool.query(`update number set state = 'paused', pause_reason = 'payment is missing'`);

  await assert.rejects(say(ann, text('hi')), refused('number_paused', /payment is missing/));
  await stage.database.pool.query(`update number set state = 'ready', pause_reason = null`);
});

test('the front page counts what is there', async () => {
  const home = await status(platform, scope, { version: '0.1.0', now: stage.now(), language: 'en' });
  const one = async (text: string) => Number(Object.values((await stage.database.pool.query(text)).rows[0] as object)[0]);

  assert.equal(home.contacts.total, await one('select count(*) from contact'));
  assert.equal(home.contacts.opted_out, await one(`select count(*) from consent_state where state = 'withdrawn'`));
  assert.equal(home.conversations.unread, (await inbox()).unread);
  assert.equal(home.templates.pending, 1);
  assert.equal(home.last_30_days.inbound, await one(`select count(*) from message where direction = 'in'`));
  assert.equal(home.last_30_days.failed, await one('select coalesce(sum(failed), 0) from broadcast'));
  assert.deepEqual(
    home.sending.map(({ name, state, total }) => [name, state, total]),
    [['Winter', 'sending', 1]],
  );
  assert.ok(home.queue.waiting > 0 && home.database.bytes > 0);
});
