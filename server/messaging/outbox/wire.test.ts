import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Refusal } from '#core/contract/refusals.ts';
import { tell } from '#core/contract/say.ts';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { openStage, pub } from '#test/world/stage.ts';
import { envelope, type Outgoing, parseOutgoing, wireOfMessage } from './wire.ts';

const stage = await openStage();
after(() => stage.close());

const wired = (outgoing: Outgoing) => wireOfMessage(stage.platform, stage.scope, stage.number, outgoing, stage.now());
const free = (message: FreeMessage) => wired({ kind: 'free', message });
const uuid = '0193a000-0000-7000-8000-000000000001';

test('what an older version put into the queue still leaves', async () => {
  const wire = parseOutgoing({ kind: 'wire', content: { type: 'text', text: { body: 'Bonjour' } } });
  const image = parseOutgoing({ kind: 'image', media: uuid, caption: null });

  assert.deepEqual((await wired(wire)).content, { type: 'text', text: { body: 'Bonjour' } });
  assert.deepEqual(image, { kind: 'image', media: uuid, caption: null });
});

test('what was kept is read back as it was', () => {
  const outgoing: Outgoing = { kind: 'free', message: { kind: 'list', header: null, text: 'What?', footer: null, button: 'Choose', sections: [{ title: null, rows: [{ title: 'Guji', description: null }] }] } }; // prettier-ignore

  assert.deepEqual(parseOutgoing(JSON.parse(JSON.stringify(outgoing))), outgoing);
});

test('a message that became unlawful since it was written fails by itself, with the place and in both languages', async () => {
  const said = await free({ kind: 'text', text: 'a'.repeat(4097), preview: true }).catch((error: unknown) => error);

  assert.ok(said instanceof Refusal);
  assert.equal(said.code, 'invalid');
  assert.equal(tell(said.detail, 'en'), 'WhatsApp would refuse this message: The message has 4097 characters; at most 4096 are allowed.');
  assert.match(tell(said.detail, 'fr'), /WhatsApp refuserait ce message/);
  assert.equal(said.errors[0]?.at, '/text');
});

test('a file that is not in the library fails the message that names it', async () => {
  const image = (media: string) => free({ kind: 'image', media, caption: null });

  await assert.rejects(image(pub('media', stage.id('media'))), (error) => error instanceof Refusal && error.errors[0]?.at === '/media');
  await assert.rejects(image('{{picture}}'), (error) => error instanceof Refusal && error.code === 'not_found');
});

test('an outside address is handed to Meta as it is', async () => {
  const { content } = await free({ kind: 'image', media: 'https://roastery.example/cup.jpg', caption: null });

  assert.deepEqual(content, { type: 'image', image: { link: 'https://roastery.example/cup.jpg' } });
});

test('a reaction names its message itself; every other answer quotes it beside', () => {
  const name = { kind: 'message' as const, id: stage.id('message'), attempt: 0 };
  const reaction = envelope({ type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '☕' } }, { phone: '+33612345678' }, name, 'wamid.1');
  const text = envelope({ type: 'text', text: { body: 'Oui' } }, { phone: '+33612345678' }, name, 'wamid.1');

  assert.equal(reaction.context, undefined);
  assert.deepEqual(text.context, { message_id: 'wamid.1' });
});
