import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';

import type { WireInbound } from '#core/whatsapp/wire.ts';

import { type ActInput, type EmulatorClient, EmulatorError, openEmulatorClient } from '../control/client.ts';
import { ids, openStage, type Stage, until } from '../stage.ts';

let stage: Stage;
let emulator: EmulatorClient;
const ana = '33600000001';
before(async () => {
  stage = await openStage();
  emulator = openEmulatorClient(stage.emulator.url);
  await emulator.people.add([{ wa_id: ana, name: 'Ana', persona: 'manual' }]);
});
after(() => stage.close());

const act = (given: Record<string, unknown>): Promise<{ message_id?: string }> =>
  emulator.act(ana, { act: 'send_media', number: ids.number, ...given } as ActInput);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function send(given: Record<string, unknown>): Promise<WireInbound> {
  const { message_id } = await act(given);
  let found: WireInbound | undefined;
  await until('the webhook comes', () => (found = stage.receiver.messages().find((message) => message.id === message_id)) !== undefined);
  return found!;
}

async function refused(given: Record<string, unknown>): Promise<EmulatorError> {
  const error: unknown = await act(given).catch((reason: unknown) => reason);
  assert.ok(error instanceof EmulatorError);
  return error;
}

test('every kind of media arrives with its type, hash, id and an address that gives the bytes', async () => {
  const moving = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0', 'latin1'), Buffer.from([0b10, 0, 0, 0])]);

  const image = await send({ kind: 'image', mime: 'image/jpeg', base64: base64('jpg'), caption: 'Look' });
  const video = await send({ kind: 'video', mime: 'video/mp4', base64: base64('mp4') });
  const voice = await send({ kind: 'voice', mime: 'audio/ogg', base64: base64('ogg') });
  const audio = await send({ kind: 'audio', mime: 'audio/mpeg', base64: base64('mp3') });
  const paper = await send({ kind: 'document', mime: 'application/pdf', base64: base64('pdf'), filename: 'a.pdf' });
  const still = await send({ kind: 'sticker', mime: 'image/webp', base64: base64('webp') });
  const lively = await send({ kind: 'sticker', mime: 'image/webp', base64: moving.toString('base64') });

  const { id, url, ...shape } = image.image!;
  assert.deepEqual(shape, { caption: 'Look', mime_type: 'image/jpeg', sha256: createHash('sha256').update('jpg').digest('base64') });
  assert.match(id, /^\d+$/);
  assert.equal(await (await fetch(url!, { headers: { authorization: 'Bearer parley-emulator-token' } })).text(), 'jpg');
  assert.equal(video.video!.mime_type, 'video/mp4');
  assert.deepEqual([voice.audio!.mime_type, voice.audio!.voice], ['audio/ogg; codecs=opus', true]);
  assert.deepEqual([audio.audio!.mime_type, audio.audio!.voice], ['audio/mpeg', false]);
  assert.equal(paper.document!.filename, 'a.pdf');
  assert.deepEqual([still.sticker!.animated, lively.sticker!.animated], [false, true]);
});

test('media the app would not send is refused by thing, value and cure', async () => {
  const empty = await refused({ kind: 'image', mime: 'image/png', base64: '' });
  const wrong = await refused({ kind: 'sticker', mime: 'image/png', base64: base64('x') });
  const large = await refused({ kind: 'sticker', mime: 'image/webp', base64: Buffer.alloc(500 * 1024 + 1).toString('base64') });

  assert.deepEqual([empty.status, empty.at], [400, '/base64']);
  assert.match(wrong.message, /sticker cannot be image\/png; it must match/);
  assert.match(large.message, /has 512001 bytes; the app sends at most 512000/);
});
