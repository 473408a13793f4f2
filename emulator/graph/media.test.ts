import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { after, before, test } from 'node:test';

import { defaultOptions } from '../emulator.ts';
import { ids, openStage, type Stage } from '../stage.ts';
import { checkMedia } from './media-laws.ts';
import { drawQr } from './qr.ts';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');
const bearer = { authorization: `Bearer ${defaultOptions.app.token}` };
const minute = 60_000;

let stage: Stage;
before(async () => void (stage = await openStage()));
after(() => stage.close());

const code = (body: Record<string, unknown>): number | undefined => (body['error'] as { code: number } | undefined)?.code;

async function upload(mime: string, bytes: Buffer, headers: Record<string, string> = bearer): Promise<Record<string, unknown>> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), 'a.bin');
  const answer = await fetch(`${stage.emulator.url}/v26.0/${ids.number}/media?messaging_product=whatsapp`, { method: 'POST', headers, body: form });
  return (await answer.json()) as Record<string, unknown>;
}

const webp = (animated: boolean, size: number): Buffer => {
  const bytes = Buffer.alloc(size);
  bytes.write('RIFF\0\0\0\0WEBPVP8X', 'latin1');
  bytes[20] = animated ? 2 : 0;
  return bytes;
};
const ogg = (codec: string, channels: number): Buffer =>
  Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from(`${codec}\x01`, 'latin1'), Buffer.from([channels]), Buffer.alloc(64)]);

const laws: [what: string, mime: string, bytes: Buffer, isTaken: boolean][] = [
  ['a picture', 'image/png', png, true],
  ['a picture with parameters in its type', 'IMAGE/PNG; charset=binary', png, true],
  ['a picture of 5 MB and a byte', 'image/jpeg', Buffer.alloc(5 * 1024 * 1024 + 1), false],
  ['a PNG that says it is a JPEG', 'image/jpeg', png, false],
  ['a GIF', 'image/gif', Buffer.from('GIF89a'), false],
  ['an empty file', 'image/png', Buffer.alloc(0), false],
  ['a still sticker of 100 KB', 'image/webp', webp(false, 100 * 1024), true],
  ['a still sticker of more', 'image/webp', webp(false, 100 * 1024 + 1), false],
  ['a moving sticker of 500 KB', 'image/webp', webp(true, 500 * 1024), true],
  ['a moving sticker of more', 'image/webp', webp(true, 500 * 1024 + 1), false],
  ['a voice note', 'audio/ogg; codecs=opus', ogg('OpusHead', 1), true],
  ['a voice note in stereo', 'audio/ogg', ogg('OpusHead', 2), false],
  ['Vorbis', 'audio/ogg', ogg('\x01vorbis', 1), false],
  ['a film', 'video/mp4', Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), true],
  ['a film of 16 MB and a byte', 'video/mp4', Buffer.alloc(16 * 1024 * 1024 + 1), false],
  ['a PDF', 'application/pdf', Buffer.from('%PDF-1.7'), true],
  ['a PDF that is a picture', 'application/pdf', png, false],
  ['text with a zero byte', 'text/plain', Buffer.from('a\0b'), false],
  ['a spreadsheet', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', Buffer.from('PK\x03\x04'), true],
  ['a program', 'application/x-msdownload', Buffer.from('MZ'), false],
];
for (const [what, mime, bytes, isTaken] of laws) {
  test(`${what} is ${isTaken ? 'taken' : 'refused with 131053'}`, () => {
    if (isTaken) assert.equal(checkMedia(mime, bytes), mime.split(';')[0]?.toLowerCase());
    else assert.throws(() => checkMedia(mime, bytes), { code: 131_053 });
  });
}

test('media is uploaded, read, fetched in parts with the token, and gone when deleted or past its time', async () => {
  const { id } = await upload('image/png', png);
  const read = await stage.graph('GET', `${String(id)}?phone_number_id=${ids.number}`);
  const url = String(read.body['url']);

  const whole = await fetch(url, { headers: bearer });
  const part = await fetch(url, { headers: { ...bearer, range: 'bytes=1-3' } });
  const tail = await fetch(url, { headers: { ...bearer, range: 'bytes=-4' } });
  const beyond = await fetch(url, { headers: { ...bearer, range: 'bytes=9999-' } });
  const head = await fetch(url, { method: 'HEAD', headers: bearer });
  const naked = await fetch(url);
  stage.emulator.world.settings.media_auth = 'lenient';
  const lenient = await fetch(url);
  stage.emulator.world.settings.media_auth = 'strict';
  const other = await stage.graph('GET', `${String(id)}?phone_number_id=123`);
  await stage.control('POST', 'clock', { do: 'jump', by_ms: 6 * minute });
  const late = await fetch(url, { headers: bearer });
  const deleted = await stage.graph('DELETE', String(id));
  const gone = await stage.graph('GET', String(id));

  assert.deepEqual(Buffer.from(await whole.arrayBuffer()), png);
  assert.deepEqual(
    [read.body['mime_type'], read.body['file_size'], read.body['sha256']],
    ['image/png', png.length, createHash('sha256').update(png).digest('hex')],
  );
  assert.deepEqual([part.status, await part.text(), part.headers.get('content-range')], [206, 'PNG', `bytes 1-3/${png.length}`]);
  assert.deepEqual(Buffer.from(await tail.arrayBuffer()), png.subarray(-4));
  assert.deepEqual([beyond.status, head.status, await head.text(), naked.status, lenient.status, late.status], [416, 200, '', 404, 200, 404]);
  assert.deepEqual([code(other.body), deleted.body, code(gone.body)], [100, { success: true }, 100]);
});

test('an upload is forgotten after thirty days', async () => {
  const { id } = await upload('image/png', png);

  await stage.control('POST', 'clock', { do: 'jump', by_ms: 29 * 24 * 60 * minute });
  const before30 = await stage.graph('GET', String(id));
  await stage.control('POST', 'clock', { do: 'jump', by_ms: 2 * 24 * 60 * minute });
  const after30 = await stage.graph('GET', String(id));

  assert.deepEqual([before30.status, after30.status], [200, 400]);
});

test('the address of media follows the proxy a client came through', async () => {
  const { id } = await upload('image/png', png);

  const answer = await fetch(`${stage.emulator.url}/v26.0/${String(id)}`, {
    headers: { ...bearer, 'x-forwarded-host': 'lookaside.fbsbx.com', 'x-forwarded-proto': 'https' },
  });

  assert.match(String(((await answer.json()) as { url: string }).url), /^https:\/\/lookaside\.fbsbx\.com\/whatsapp_business\/attachments\/\?mid=/);
});

const session = async (bytes: Buffer): Promise<string> =>
  String((await stage.graph('POST', `${ids.app}/uploads?file_name=a.png&file_length=${bytes.length}&file_type=image/png`)).body['id']);

async function push(id: string, offset: number, bytes: Buffer): Promise<Record<string, unknown>> {
  const headers = { authorization: `OAuth ${defaultOptions.app.token}`, file_offset: String(offset) };
  return (await (await fetch(`${stage.emulator.url}/v26.0/${id}`, { method: 'POST', headers, body: new Uint8Array(bytes) })).json()) as Record<string, unknown>;
}

test('a resumable upload goes on where a broken connection left it, and its handle makes a profile picture', async () => {
  const id = await session(png);
  await new Promise<void>((resolve) => {
    const headers = { authorization: `OAuth ${defaultOptions.app.token}`, file_offset: '0', 'content-length': png.length };
    const call = httpRequest(`${stage.emulator.url}/v26.0/${id}`, { method: 'POST', headers });
    call.on('error', () => resolve());
    call.on('close', () => resolve());
    call.write(png.subarray(0, 40), () => setImmediate(() => call.destroy()));
  });

  let offset = 0;
  for (let turn = 0; turn < 200 && offset === 0; turn++) offset = Number((await stage.graph('GET', id)).body['file_offset']);
  const wrong = await push(id, 7, png.subarray(7));
  const done = await push(id, offset, png.subarray(offset));
  const profile = await stage.graph('POST', `${ids.number}/whatsapp_business_profile`, { messaging_product: 'whatsapp', profile_picture_handle: done['h'] });
  const shown = await stage.graph('GET', `${ids.number}/whatsapp_business_profile?fields=profile_picture_url`);
  const [{ profile_picture_url: url }] = shown.body['data'] as [{ profile_picture_url: string }];

  assert.equal(offset, 40);
  assert.equal(code(wrong), 100);
  assert.match(String(done['h']), /^4::/);
  assert.equal(profile.status, 200);
  assert.deepEqual(Buffer.from(await (await fetch(url)).arrayBuffer()), png);
});

test('a handle nobody gave out is refused', async () => {
  const answer = await stage.graph('POST', `${ids.number}/whatsapp_business_profile`, { messaging_product: 'whatsapp', profile_picture_handle: '4::abc:def' });

  assert.equal(code(answer.body), 100);
});

test('a QR code has its finders, its timing and the known format of its mask', () => {
  const drawn = drawQr('https://wa.me/message/ABCDEFGHIJKLMN');
  const row = (y: number, from: number, to: number): string => Array.from({ length: to - from }, (_, i) => (drawn.isDark(from + i, y) ? '1' : '0')).join('');

  assert.equal(drawn.size, 29);
  assert.deepEqual([row(0, 0, 8), row(3, 21, 29), row(28, 0, 8)], ['11111110', '01011101', '11111110']);
  assert.equal(row(6, 8, 21), '1010101010101');
  // Both copies of the format agree.
  const first = [...row(8, 0, 6), drawn.isDark(7, 8) ? '1' : '0'].join('');
  const second = Array.from({ length: 7 }, (_, i) => (drawn.isDark(8, 28 - i) ? '1' : '0')).join('');
  assert.equal(first, second);
  assert.throws(() => drawQr('x'.repeat(43)), RangeError);
});
