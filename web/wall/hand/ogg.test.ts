import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oggFromWebm, opusSamples } from './ogg.ts';

/** An element of WebM: its id, a size of one or more bytes, its content. */
function element(id: number[], content: number[], unknownSize = false): number[] {
  const size = unknownSize
    ? [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]
    : content.length < 127
      ? [0x80 | content.length]
      : [0x40 | (content.length >> 8), content.length & 0xff];
  return [...id, ...size, ...content];
}

const head = [...Buffer.from('OpusHead'), 1, 1, 56, 1, 0x80, 0xbb, 0, 0, 0, 0, 0];
/** A packet of 20 ms (config 11 of SILK is 60 ms; 31 of CELT is 20 ms) with a length of its own. */
const packet = (length: number) => [0xf8, ...Array.from({ length: length - 1 }, (_, at) => at % 256)];
const block = (length: number) => element([0xa3], [0x81, 0, 0, 0x80, ...packet(length)]);

function webm(lengths: number[]): Uint8Array {
  const tracks = element([0x16, 0x54, 0xae, 0x6b], element([0xae], [...element([0xd7], [1]), ...element([0x63, 0xa2], head)]));
  const cluster = element([0x1f, 0x43, 0xb6, 0x75], [...element([0xe7], [0]), ...lengths.flatMap(block)], true);
  return Uint8Array.from([...element([0x1a, 0x45, 0xdf, 0xa3], [0x42, 0x86, 0x81, 1]), ...element([0x18, 0x53, 0x80, 0x67], [...tracks, ...cluster], true)]);
}

/** The pages of an Ogg file: what each holds, where it ends in samples, and whether its checksum is right. */
function pagesOf(ogg: Uint8Array) {
  const pages = [];
  for (let at = 0; at < ogg.length;) {
    const view = new DataView(ogg.buffer, ogg.byteOffset + at);
    const segments = ogg[at + 26]!;
    const lacing = [...ogg.subarray(at + 27, at + 27 + segments)];
    const length = 27 + segments + lacing.reduce((sum, one) => sum + one, 0);
    const body = ogg.subarray(at + 27 + segments, at + length);
    pages.push({
      text: Buffer.from(ogg.subarray(at, at + 4)).toString(),
      flags: ogg[at + 5],
      position: Number(view.getBigUint64(6, true)),
      sequence: view.getUint32(18, true),
      lacing,
      body,
    });
    at += length;
  }
  return pages;
}

test('Opus packets move from WebM to Ogg untouched, with head, tags and positions', () => {
  const ogg = oggFromWebm(webm([10, 300, 255]))!;
  const [first, second, sound] = pagesOf(ogg);

  assert.deepEqual([...first!.body], head);
  assert.equal(first!.flags, 2);
  assert.equal(Buffer.from(second!.body.subarray(0, 8)).toString(), 'OpusTags');
  assert.deepEqual(sound!.lacing, [10, 255, 45, 255, 0]);
  assert.deepEqual([...sound!.body], [...packet(10), ...packet(300), ...packet(255)]);
  assert.equal(sound!.position, 3 * 960);
  assert.equal(sound!.flags, 4);
});

test('a long recording is cut into pages that count on', () => {
  const pages = pagesOf(oggFromWebm(webm(Array.from({ length: 60 }, () => 20)))!);

  assert.deepEqual(
    pages.map((page) => page.sequence),
    [0, 1, 2, 3, 4],
  );
  assert.deepEqual(
    pages.slice(2).map((page) => page.position),
    [25 * 960, 50 * 960, 60 * 960],
  );
  assert.deepEqual(
    pages.map((page) => page.flags),
    [2, 0, 0, 0, 4],
  );
});

test('what is no WebM with Opus gives nothing instead of a broken file', () => {
  assert.equal(oggFromWebm(new Uint8Array(0)), null);
  assert.equal(oggFromWebm(Uint8Array.from({ length: 200 }, (_, at) => at)), null);
});

test('the length of a packet is told by its first byte', () => {
  assert.equal(opusSamples(Uint8Array.of(0xf8)), 960);
  assert.equal(opusSamples(Uint8Array.of(0x01)), 960);
  assert.equal(opusSamples(Uint8Array.of(0x63, 0x03)), 3 * 480);
});
