import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as corpus from '#test/world/media/corpus.ts';
import { examine } from './examine.ts';
import { servingOf } from './media.ts';
import { besideName, cleanName, fitName } from './names.ts';
import { sniff } from './sniff.ts';

test('a file is what its bytes say', async () => {
  const said: [Uint8Array, string | undefined][] = [
    [await corpus.plainJpeg(), 'image/jpeg'],
    [await corpus.plainPng(), 'image/png'],
    [await corpus.stillGif(), 'image/gif'],
    [await corpus.webp(), 'image/webp'],
    [await corpus.avif(), 'image/avif'],
    [await corpus.tiff(), 'image/tiff'],
    [corpus.bmp, 'image/bmp'],
    [corpus.heic, 'image/heic'],
    [corpus.svgWithScript, 'image/svg+xml'],
    [corpus.svgWithEntities, 'image/svg+xml'],
    [corpus.page, 'text/html'],
    [corpus.text, 'text/plain'],
    [corpus.pdf, 'application/pdf'],
    [corpus.docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    [corpus.docxWithMacros, 'application/zip'],
    [corpus.archive, 'application/zip'],
    [corpus.program, 'application/x-executable'],
    [corpus.mp4({ video: 'avc1' }), 'video/mp4'],
    [corpus.mp4({ video: 'avc1', brand: 'qt  ' }), 'video/quicktime'],
    [corpus.mp4({ video: 's263', brand: '3gp4' }), 'video/3gpp'],
    [corpus.mp4({ audio: 'mp4a', brand: 'M4A ' }), 'audio/mp4'],
    [corpus.wav(), 'audio/wav'],
    [corpus.mp3(), 'audio/mpeg'],
    [corpus.ogg(1), 'audio/ogg'],
    [corpus.nothing, undefined],
    [Buffer.from([1, 2, 3, 4, 0, 0]), undefined],
  ];

  for (const [bytes, type] of said) assert.equal(sniff(bytes), type);
});

test('what a file fits is read from its codecs and its size', () => {
  const fits = (bytes: Uint8Array) => examine(bytes).fits;

  assert.deepEqual(fits(corpus.mp4({ video: 'avc1', audio: 'mp4a' })), ['video']);
  assert.deepEqual(fits(corpus.mp4({ video: 'avc1' })), ['video']);
  assert.deepEqual(fits(corpus.mp4({ video: 'hvc1', audio: 'mp4a' })), []);
  assert.deepEqual(fits(corpus.mp4({ video: 'avc1', bytes: 17 * 1024 * 1024 })), []);
  assert.deepEqual(fits(corpus.mp4({ audio: 'mp4a' })), ['audio']);
  assert.deepEqual(fits(corpus.ogg(1)), ['audio', 'voice']);
  assert.deepEqual(fits(corpus.ogg(2)), []);
  assert.deepEqual(fits(corpus.mp3()), ['audio']);
  assert.deepEqual(fits(corpus.wav()), []);
  assert.deepEqual(fits(corpus.docx), ['document']);
  assert.deepEqual(fits(corpus.text), ['document']);
  assert.deepEqual([examine(corpus.ogg(1, 7)).seconds, examine(corpus.mp4({ video: 'avc1' })).seconds, examine(corpus.wav(3)).seconds], [7, 60, 3]);
});

test('no bytes of any kind, whole or torn anywhere, make the readers throw or hang', async () => {
  const whole = [
    await corpus.phoneJpeg(),
    await corpus.talkingPng(),
    await corpus.movingGif(),
    await corpus.webp(),
    corpus.docx,
    corpus.docxBomb,
    corpus.mp4({ video: 'avc1', audio: 'mp4a' }),
    corpus.mp3(),
    corpus.ogg(1),
    corpus.wav().subarray(0, 400),
  ];

  for (const bytes of whole) {
    const step = Math.max(1, Math.floor(bytes.byteLength / 150));
    for (let end = 0; end < bytes.byteLength; end += step) examine(bytes.subarray(0, end));
    for (let at = 0; at < bytes.byteLength; at += step) {
      const bent = Buffer.from(bytes);
      bent[at] = 0xff;
      assert.ok(examine(bent).kind.length > 0);
    }
  }
});

test('only pictures, films and sounds are drawn by the browser; all else is downloaded as bare bytes', () => {
  assert.deepEqual(servingOf({ mime: 'image/png', name: 'a.png' }), { type: 'image/png', filename: 'a.png', inline: true });
  assert.deepEqual(servingOf({ mime: 'audio/ogg; codecs=opus', name: 'a.ogg' }), { type: 'audio/ogg', filename: 'a.ogg', inline: true });
  for (const mime of ['image/svg+xml', 'text/html', 'application/pdf', 'IMAGE/SVG+XML', '', 'text/html;image/png']) {
    assert.deepEqual(servingOf({ mime, name: 'a' }), { type: 'application/octet-stream', filename: 'a', inline: false });
  }
});

test('a name is safe to download under, and ends as its type does', () => {
  assert.equal(cleanName('../../etc/"pass\u0000wd'), 'etc  pass wd');
  assert.equal(cleanName('…\u202egpj.exe'), '… gpj.exe');
  assert.equal(cleanName('   '), 'file');
  assert.equal(fitName('coffee.txt', 'image/png'), 'coffee.png');
  assert.equal(fitName('coffee.JPEG', 'image/jpeg'), 'coffee.JPEG');
  assert.equal(fitName('hours.csv', 'text/plain'), 'hours.csv');
  assert.equal(fitName('voice', 'audio/ogg; codecs=opus'), 'voice.ogg');
  assert.equal(besideName('beans.jpg', 'sticker', 'image/webp'), 'beans sticker.webp');
});
