import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { tell } from '#core/contract/say.ts';
import { parseTold } from '#core/value/say.ts';
import type { WireSend } from '#core/whatsapp/wire.ts';
import { openRig, openSink, type SendingRig, type Sink, truth, until } from '#test/world/sending.ts';
import { openSender, type Sender } from './sender.ts';

let sink: Sink;
let rig: SendingRig;
let sender: Sender | undefined;
before(async () => {
  sink = await openSink();
});
beforeEach(async () => {
  rig = await openRig({ baseUrl: sink.url, people: 30 });
});
afterEach(async () => {
  await sender?.close();
  sender = undefined;
  sink.answer = () => 'accept';
  sink.accepted.clear();
  await rig.close();
});
after(() => sink.close());

const free = { en: { kind: 'text', text: 'Just for you, {{first_name}}.', preview: true } } as const;
const bodies = { ...free, fr: { kind: 'text', text: 'Rien que pour vous, {{first_name}}.', preview: true } } as const;

/** These people wrote to the number so many hours ago. */
async function wrote(from: number, to: number, hoursAgo: number): Promise<void> {
  await sql`
    insert into conversation (workspace_id, id, contact_id, number_id, state, last_inbound_at, last_message_at, created_at)
    select ${rig.scope.workspace}, gen_random_uuid(), id, ${rig.numbers[0]}, 'open', now() - ${hoursAgo}::int * interval '1 hour', now(), now()
    from contact where id between ${rig.person(from)} and ${rig.person(to)}`.execute(rig.platform.db);
}

const states = async () =>
  (
    await sql<{ free: boolean; state: string; people: number }>`select free, state, count(*)::int as people from recipient group by 1, 2 order by 1, 2`.execute(
      rig.platform.db,
    )
  ).rows;
const kindOf = (body: WireSend) => body.type;

test('at the door the free message goes to whose window is open then, the template to the others', async () => {
  await wrote(1, 10, 1);
  await wrote(11, 20, 25);
  const kinds = new Map<string, number>();
  sink.answer = (body) => (kinds.set(kindOf(body), (kinds.get(kindOf(body)) ?? 0) + 1), 'accept');
  const broadcast = await rig.broadcast({ free });

  sender = openSender(rig.platform);
  await until('it is done', async () => (await truth(rig, broadcast)).state === 'done');

  assert.deepEqual([kinds.get('text'), kinds.get('template')], [10, 20]);
  assert.deepEqual(await states(), [
    { free: false, state: 'accepted', people: 20 },
    { free: true, state: 'accepted', people: 10 },
  ]);
  const { counts, counted } = await truth(rig, broadcast);
  assert.deepEqual(counts, counted);
});

/** What each phone was told: the text, or which template in which language. */
const saidOf = (body: WireSend) => (body.type === 'text' ? body.text.body : body.type === 'template' ? `template ${body.template.language.code}` : body.type);

test('each gets the free message in their own language, and the template where there is none', async () => {
  await wrote(1, 30, 1);
  const said = new Map<string, string>();
  sink.answer = (body) => (said.set(body.to ?? '', saidOf(body)), 'accept');
  const broadcast = await rig.broadcast({ free: bodies, languages: ['en', 'fr', 'de'] });

  sender = openSender(rig.platform);
  await until('it is done', async () => (await truth(rig, broadcast)).state === 'done');

  const first = ['33600000001', '33600000002', '33600000003', '33600000004'].map((phone) => said.get(phone) ?? said.get(`+${phone}`));
  assert.deepEqual(first, ['Just for you, P1.', 'Rien que pour vous, P2.', 'template de', 'Just for you, P4.']);
  assert.deepEqual(await states(), [
    { free: false, state: 'accepted', people: 10 },
    { free: true, state: 'accepted', people: 20 },
  ]);
});

test('whose window was closed after all gets the template in their own language', async () => {
  await wrote(1, 30, 1);
  const said: string[] = [];
  sink.answer = (body) => (said.push(saidOf(body)), body.type === 'text' && body.text.body.startsWith('Rien') ? { status: 400, code: 131047 } : 'accept');
  const broadcast = await rig.broadcast({ free: bodies, languages: ['en', 'fr'] });

  sender = openSender(rig.platform);
  await until('it is done', async () => (await truth(rig, broadcast)).state === 'done');

  assert.deepEqual([said.filter((one) => one === 'template fr').length, said.filter((one) => one === 'template en').length], [15, 0]);
  assert.deepEqual(await states(), [
    { free: false, state: 'accepted', people: 15 },
    { free: true, state: 'accepted', people: 15 },
  ]);
});

test('a window that was closed after all (131047) brings the template once, and nobody fails for it', async () => {
  await wrote(1, 30, 1);
  sink.answer = (body) => (kindOf(body) === 'text' ? { status: 400, code: 131047 } : 'accept');
  const broadcast = await rig.broadcast({ free });

  sender = openSender(rig.platform);
  await until('it is done', async () => (await truth(rig, broadcast)).state === 'done');

  assert.deepEqual(await states(), [{ free: false, state: 'accepted', people: 30 }]);
  assert.ok(
    [...sink.accepted.values()].every((messages) => messages.length === 1),
    'each has one message',
  );
  assert.equal(sink.accepted.size, 30);
});

test('who is to get the template still gets it after the sender was killed between the two', async () => {
  await wrote(1, 30, 1);
  sink.answer = (body) => (kindOf(body) === 'text' ? { status: 400, code: 131047 } : 'drop');
  const broadcast = await rig.broadcast({ free: bodies, languages: ['en', 'fr'] });
  const first = openSender(rig.platform, { leaseMilliseconds: 800 });
  await until('the free message was refused', () => sink.posts() > 30);
  first.kill();
  sink.answer = (body) => (kindOf(body) === 'text' ? { status: 400, code: 131047 } : 'accept');

  sender = openSender(rig.anotherPlatform(), { leaseMilliseconds: 800 });
  await until('it is done', async () => (await truth(rig, broadcast)).state === 'done');

  const { counts, counted } = await truth(rig, broadcast);
  assert.deepEqual(counts, counted);
  assert.equal(counts.accepted + counts.in_doubt, 30);
  assert.ok(
    [...sink.accepted.values()].every((messages) => messages.length === 1),
    'nobody has two',
  );
});

test('a budget pays for templates alone: free messages cost nothing of it, and it stops exactly at the cap', async () => {
  // In the order they leave: four templates, ten free messages, sixteen templates.
  await wrote(5, 14, 1);
  const broadcast = await rig.broadcast({ free });
  await sql`update broadcast set budget_micros = 500000, rates = '{"FR": 100000}'`.execute(rig.platform.db);

  sender = openSender(rig.platform);
  await until('it is held for its budget', async () => (await truth(rig, broadcast)).heldBy === 'budget');

  assert.deepEqual(await states(), [
    { free: false, state: 'accepted', people: 5 },
    { free: false, state: 'waiting', people: 15 },
    { free: true, state: 'accepted', people: 10 },
  ]);
  const held = await truth(rig, broadcast);
  assert.match(tell(parseTold(held.heldDetail ?? ''), 'en'), /budget of 0.5 EUR is spent: 0.5 EUR are committed/);
  assert.deepEqual(held.counts, held.counted);
});
