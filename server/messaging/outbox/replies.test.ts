import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageId } from '#core/value/id.ts';
import type { WireSend } from '#core/whatsapp/wire.ts';
import { ensureConversation, noteInbound } from '#server/messaging/conversation/conversation.ts';
import { queueMessage } from '#server/messaging/outbox/outbox.ts';
import { openSender } from '#server/messaging/outbox/sender.ts';
import { applyStatuses } from '#server/messaging/outbox/statuses.ts';
import { openRig, openSink, type SendingRig, until } from '#test/world/sending.ts';
import { presentWireName } from './outcome.ts';

async function open(t: TestContext, people = 5) {
  const sink = await openSink();
  const bodies: WireSend[] = [];
  sink.answer = (body) => (bodies.push(body), 'accept');
  const rig = await openRig({ baseUrl: sink.url, people });
  const sender = openSender(rig.platform, { leaseMilliseconds: 1000 });
  t.after(async () => {
    await sender.close();
    await rig.close();
    await sink.close();
  });
  return { rig, sink, bodies };
}

function say(rig: SendingRig, options: { person: number; text: string; wrote?: Date | null }): Promise<MessageId> {
  const { person, text, wrote = new Date() } = options;
  const contact = rig.person(person);
  const number = rig.numbers[0]!;
  const now = new Date();
  return rig.platform.db.transaction().execute(async (tx) => {
    const conversation = await ensureConversation(rig.platform, tx, rig.scope, { contact, number }, now);
    if (wrote !== null) await noteInbound(rig.platform, tx, rig.scope, { conversation, at: wrote, preview: 'Hello', needsAnswer: true });
    return queueMessage(
      rig.platform,
      tx,
      rig.scope,
      {
        conversation,
        contact,
        number,
        origin: 'agent',
        author: 'Ines',
        content: { kind: 'text', text },
        quoted: null,
        wire: { kind: 'wire', content: { type: 'text', text: { body: text } } },
      },
      now,
    );
  });
}

const messageOf = (rig: SendingRig, id: MessageId) =>
  rig.platform.db.selectFrom('message').select(['status', 'wamid', 'error_code', 'error_detail', 'attempts']).where('id', '=', id).executeTakeFirstOrThrow();

test('answers arrive in the order they were written, before a broadcast, and the list shows the last one', async (t) => {
  const { rig, bodies } = await open(t, 400);
  await rig.platform.db.updateTable('number').set({ throughput_per_second: 40 }).execute();
  await rig.broadcast({ from: 2 });
  await until('the broadcast is under way', () => bodies.length > 10);

  const ids = [];
  for (const text of ['one', 'two', 'three']) ids.push(await say(rig, { person: 1, text }));
  const before = bodies.length;
  for (const id of ids) await until('it is accepted', async () => (await messageOf(rig, id)).status === 'accepted');

  assert.deepEqual(
    bodies.filter((body) => body.type === 'text').map((body) => (body.type === 'text' ? body.text.body : '')),
    ['one', 'two', 'three'],
  );
  assert.ok(bodies.length - before < 120, 'the answers did not wait for the broadcast');
  const conversation = await rig.platform.db.selectFrom('conversation').select(['last_preview', 'last_direction', 'unread']).executeTakeFirstOrThrow();
  assert.deepEqual(conversation, { last_preview: 'three', last_direction: 'out', unread: 0 });
});

test('free-form outside the window fails at the door and nothing goes on the wire', async (t) => {
  const { rig, bodies } = await open(t);

  const late = await say(rig, { person: 1, text: 'late', wrote: new Date(Date.now() - 25 * 3_600_000) });
  const never = await say(rig, { person: 2, text: 'never', wrote: null });
  await until('both have failed', async () => (await messageOf(rig, late)).status === 'failed' && (await messageOf(rig, never)).status === 'failed');

  assert.deepEqual([(await messageOf(rig, late)).error_code, (await messageOf(rig, late)).error_detail], [131047, 'window_closed']);
  assert.equal(bodies.length, 0);
});

test('a refusal that says "later" is tried again; a lost answer is in doubt until its echo', async (t) => {
  const { rig, sink } = await open(t);
  sink.answer = ((answers: Record<string, (number | 'drop')[]>) => (body: WireSend) => {
    const next = answers[body.to ?? '']?.shift();
    return next === undefined ? 'accept' : next === 'drop' ? ('accept_then_drop' as const) : { status: 400, code: next };
  })({ '+33600000001': [133004], '+33600000002': ['drop'] });

  const again = await say(rig, { person: 1, text: 'again' });
  const lost = await say(rig, { person: 2, text: 'lost' });
  await until('the first is accepted', async () => (await messageOf(rig, again)).status === 'accepted');
  await until('the second is in doubt', async () => (await messageOf(rig, lost)).status === 'in_doubt');
  await sleep(500);

  assert.equal((await messageOf(rig, again)).attempts, 2);
  assert.equal(sink.accepted.get('+33600000002')?.length, 1);
  await applyStatuses(rig.platform, rig.scope, [
    { id: 'wamid.late', status: 'delivered', timestamp: '1790000000', biz_opaque_callback_data: presentWireName({ kind: 'message', id: lost, attempt: 0 }) },
  ]);
  assert.deepEqual([(await messageOf(rig, lost)).status, (await messageOf(rig, lost)).wamid], ['delivered', 'wamid.late']);
});
