import assert from 'node:assert/strict';
import { test } from 'node:test';
import { servingOf } from './media.ts';
import { sniffImage } from './sniff.ts';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAADklEQVR4nGNgQAWMyAAAABoAA5v3iFQAAAAASUVORK5CYII=', 'base64');
/** SOI, an APP0 of 16 bytes, fill bytes, a baseline frame header of 5 × 4 pixels. */
const jpeg = Buffer.from([
  0xff,
  0xd8,
  0xff,
  0xe0,
  0x00,
  0x10,
  ...Array<number>(14).fill(0),
  0xff,
  0xff,
  0xc0,
  0x00,
  0x11,
  0x08,
  0x00,
  0x04,
  0x00,
  0x05,
  3,
  1,
  0x22,
  0,
  2,
  0x11,
  1,
  3,
  0x11,
  1,
]);

test('a PNG and a JPEG are known by their bytes, with their size', () => {
  assert.deepEqual(sniffImage(png), { mime: 'image/png', width: 3, height: 2 });
  assert.deepEqual(sniffImage(jpeg), { mime: 'image/jpeg', width: 5, height: 4 });
});

const strangers: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', new Uint8Array()],
  ['a torn PNG', png.subarray(0, 18)],
  ['a torn JPEG', jpeg.subarray(0, 20)],
  ['a JPEG that loops', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0, 0, 0, 0, 0])],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00')],
  ['a PNG of four thousand million columns', Buffer.concat([png.subarray(0, 16), Buffer.alloc(8, 0xff), png.subarray(24)])],
  ['a PNG of no width', Buffer.concat([png.subarray(0, 16), Buffer.alloc(8), png.subarray(24)])],
];
for (const [what, bytes] of strangers) {
  test(`${what} is no picture for WhatsApp`, () => assert.equal(sniffImage(bytes), undefined));
}

test('only pictures, films and sounds are drawn by the browser; all else is downloaded as bare bytes', () => {
  assert.deepEqual(servingOf({ mime: 'image/png', name: 'a.png' }), { type: 'image/png', filename: 'a.png', inline: true });
  assert.deepEqual(servingOf({ mime: 'audio/ogg; codecs=opus', name: 'a.ogg' }), { type: 'audio/ogg', filename: 'a.ogg', inline: true });
  for (const mime of ['image/svg+xml', 'text/html', 'application/pdf', 'IMAGE/SVG+XML', '', 'text/html;image/png']) {
    assert.deepEqual(servingOf({ mime, name: 'a' }), { type: 'application/octet-stream', filename: 'a', inline: false });
  }
});
