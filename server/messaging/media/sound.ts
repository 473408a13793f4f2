import { find, long, short, standsAt, textAt } from './bytes.ts';

/** What stands in a film or a sound without playing it. Codecs are the container's words: `avc1`, `mp4a`, `opus`. */
export type ReadFilm = {
  readonly seconds: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly video: readonly string[];
  readonly audio: readonly string[];
  /** Of the one sound; null where it is not known. */
  readonly channels: number | null;
};

/** Boxes that hold boxes on the way to the names of the codecs. */
const holders: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);
/** An honest film has some dozen boxes outside of its samples. */
const boxesMost = 2_000;

type Box = { readonly name: string; readonly from: number; readonly to: number };

function* boxesIn(bytes: Uint8Array, from: number, to: number, count = { left: boxesMost }): Generator<Box> {
  let at = from;
  while (at + 8 <= to && count.left > 0) {
    count.left -= 1;
    const short32 = long(bytes, at);
    const isLarge = short32 === 1;
    const size = isLarge ? long(bytes, at + 8) * 2 ** 32 + long(bytes, at + 12) : short32 === 0 ? to - at : short32;
    const head = isLarge ? 16 : 8;
    if (size < head) return;
    const box = { name: textAt(bytes, at + 4, 4), from: at + head, to: Math.min(at + size, to) };
    yield box;
    if (holders.has(box.name)) yield* boxesIn(bytes, box.from, box.to, count);
    at += size;
  }
}

/** Reads an MP4, 3GP, MOV or M4A; undefined when its index is missing, as in a film that was cut off. */
export function readBoxes(bytes: Uint8Array): ReadFilm | undefined {
  let seconds: number | null = null;
  let handler = '';
  let size: { width: number; height: number } | undefined;
  let channels: number | null = null;
  const video: string[] = [];
  const audio: string[] = [];
  for (const box of boxesIn(bytes, 0, bytes.byteLength)) {
    if (box.name === 'mvhd') seconds = durationOf(bytes, box.from);
    // QuickTime has a second handler in each track, for where the samples lie.
    if (box.name === 'hdlr' && !standsAt(bytes, box.from + 4, 'dhlr')) handler = textAt(bytes, box.from + 8, 4);
    if (box.name !== 'stsd') continue;
    const entry = box.from + 8;
    if (handler === 'vide') {
      video.push(textAt(bytes, entry + 4, 4));
      size ??= { width: short(bytes, entry + 32), height: short(bytes, entry + 34) };
    } else if (handler === 'soun') {
      audio.push(textAt(bytes, entry + 4, 4));
      channels = short(bytes, entry + 24);
    }
  }
  if (video.length + audio.length === 0) return undefined;
  return { seconds, width: size?.width ?? null, height: size?.height ?? null, video, audio, channels };
}

function durationOf(bytes: Uint8Array, at: number): number | null {
  const isLong = bytes[at] === 1;
  const scale = long(bytes, at + (isLong ? 20 : 12));
  const length = isLong ? long(bytes, at + 24) * 2 ** 32 + long(bytes, at + 28) : long(bytes, at + 16);
  return scale === 0 || length === 0xffffffff ? null : length / scale;
}

/** Whether a film is whole: every box ends within the file. A film that was cut off while it was copied is not. */
export function isWhole(bytes: Uint8Array): boolean {
  let at = 0;
  while (at + 8 <= bytes.byteLength) {
    const first = long(bytes, at);
    const size = first === 1 ? long(bytes, at + 8) * 2 ** 32 + long(bytes, at + 12) : first === 0 ? bytes.byteLength - at : first;
    if (size < 8) return false;
    at += size;
  }
  return at === bytes.byteLength;
}

/** Ogg counts Opus in steps of this many a second, whatever was recorded. */
const opusRate = 48_000;

/** Reads an Ogg: its codec, and for Opus how many channels and how long. */
export function readOgg(bytes: Uint8Array): ReadFilm {
  const head = find(bytes.subarray(0, 400), 'OpusHead');
  const silent = { width: null, height: null, video: [] };
  if (head < 0) {
    const isFilm = find(bytes.subarray(0, 400), '\x80theora') > 0;
    const codec = find(bytes.subarray(0, 400), '\x01vorbis') > 0 ? 'vorbis' : 'other';
    return { ...silent, seconds: null, video: isFilm ? ['theora'] : [], audio: [codec], channels: null };
  }
  const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf('OggS', undefined, 'latin1');
  const samples = long(bytes, page + 6, true) + long(bytes, page + 10, true) * 2 ** 32;
  const seconds = Math.max(0, samples - short(bytes, head + 10, true)) / opusRate;
  return { ...silent, seconds, audio: ['opus'], channels: bytes[head + 9] ?? null };
}

/** Reads a WAV: how long it plays. */
export function readWav(bytes: Uint8Array): ReadFilm {
  const perSecond = long(bytes, 28, true);
  const seconds = perSecond === 0 ? null : Math.max(0, bytes.byteLength - 44) / perSecond;
  return { seconds, width: null, height: null, video: [], audio: ['pcm'], channels: short(bytes, 22, true) };
}

const bitRates = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320] as const;
const sampleRates = [44_100, 48_000, 32_000] as const;

/**
 * Reads an MP3: behind its tags a frame must stand, and another where the first ends; undefined otherwise, as in a file that is
 * only called so. The length is reckoned from the first frame's rate.
 */
export function readMp3(bytes: Uint8Array): ReadFilm | undefined {
  const tag = standsAt(bytes, 0, 'ID3') ? 10 + [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((bytes[at] ?? 0) & 0x7f), 0) : 0;
  for (let at = tag; at < Math.min(tag + 4096, bytes.byteLength - 4); at += 1) {
    const frame = frameAt(bytes, at);
    if (frame === undefined) continue;
    const isLast = at + frame.bytes >= bytes.byteLength - 4;
    if (!isLast && frameAt(bytes, at + frame.bytes) === undefined) continue;
    const seconds = (bytes.byteLength - at) / ((frame.kilobits * 1000) / 8);
    return { seconds, width: null, height: null, video: [], audio: ['mp3'], channels: frame.channels };
  }
  return undefined;
}

/** An MPEG-1 layer III frame, or one of the half rates (MPEG-2). */
function frameAt(bytes: Uint8Array, at: number): { bytes: number; kilobits: number; channels: number } | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  if (first !== 0xff || (second & 0xe6) !== 0xe2) return undefined;
  const isFull = (second & 0x18) === 0x18;
  const kilobits = isFull ? bitRates[third >> 4] : [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160][third >> 4];
  const rate = sampleRates[(third >> 2) & 3];
  if (kilobits === undefined || kilobits === 0 || rate === undefined) return undefined;
  const hertz = isFull ? rate : rate / 2;
  const length = Math.floor(((isFull ? 144_000 : 72_000) * kilobits) / hertz) + ((third >> 1) & 1);
  return { bytes: length, kilobits, channels: fourth >> 6 === 3 ? 1 : 2 };
}
