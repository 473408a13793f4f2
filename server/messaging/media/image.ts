import { find, long, short, standsAt, textAt } from './bytes.ts';

/**
 * What stands in the bytes of a picture without decoding it: its size, whether it moves, and whether it is plain, which
 * means that nothing is in it but the picture (no place, no camera, no comment, nothing behind its end).
 */
export type ReadImage = {
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  readonly plain: boolean;
  /** JPEG or PNG with eight bits a colour, RGB or RGBA: what WhatsApp takes as an image. */
  readonly taken: boolean;
};

/** Reads a JPEG; undefined for a torn one. */
export function readJpeg(bytes: Uint8Array): ReadImage | undefined {
  let at = 2;
  let size: { width: number; height: number } | undefined;
  let plain = true;
  let taken = false;
  while (at + 4 <= bytes.byteLength) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // Fill bytes may stand before a marker.
      continue;
    }
    if (marker === 0xda) break;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    // Three colours in eight bits is what WhatsApp takes; one is grey, four is print.
    if (isFrame) {
      size = { width: short(bytes, at + 7), height: short(bytes, at + 5) };
      taken = bytes[at + 4] === 8 && bytes[at + 9] === 3;
    }
    if (!isPlainSegment(bytes, at, marker)) plain = false;
    const length = short(bytes, at + 2);
    if (length < 2) return undefined;
    at += 2 + length;
  }
  if (size === undefined || size.width === 0 || size.height === 0) return undefined;
  // Inside the picture's data FF is followed by 00, so the first FF D9 is its end.
  const end = find(bytes, new Uint8Array([0xff, 0xd9]), at);
  return { ...size, animated: false, plain: plain && taken && end === bytes.byteLength - 2, taken };
}

/** APP0 (JFIF), an sRGB profile, and the tables; Exif, XMP, comments and other makers' words are more than a picture. */
function isPlainSegment(bytes: Uint8Array, at: number, marker: number): boolean {
  if (marker === 0xe0) return standsAt(bytes, at + 4, 'JFIF\0');
  if (marker === 0xe2) return standsAt(bytes, at + 4, 'ICC_PROFILE') && find(bytes.subarray(at, at + 2 + short(bytes, at + 2)), 'sRGB') > 0;
  return !(marker > 0xe0 && marker <= 0xef) && marker !== 0xfe;
}

/** Chunks of a PNG that only say how to draw it. */
const plainChunks: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD', 'pHYs']);

/** Reads a PNG; undefined for a torn one. */
export function readPng(bytes: Uint8Array): ReadImage | undefined {
  if (!standsAt(bytes, 12, 'IHDR') || bytes.byteLength < 33) return undefined;
  const size = { width: long(bytes, 16), height: long(bytes, 20) };
  let at = 8;
  const taken = (bytes[24] ?? 16) <= 8;
  let plain = taken;
  let animated = false;
  let ended = false;
  while (at + 12 <= bytes.byteLength && !ended) {
    const name = textAt(bytes, at + 4, 4);
    plain &&= plainChunks.has(name);
    animated ||= name === 'acTL';
    ended = name === 'IEND';
    at += 12 + long(bytes, at);
  }
  if (size.width === 0 || size.height === 0) return undefined;
  return { ...size, animated, plain: plain && ended && at === bytes.byteLength, taken };
}

/** Reads a GIF: it moves when it has a second picture. A GIF is never plain, since WhatsApp takes none. */
export function readGif(bytes: Uint8Array): ReadImage | undefined {
  if (bytes.byteLength < 14) return undefined;
  const size = { width: short(bytes, 6, true), height: short(bytes, 8, true) };
  const tableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  let at = 13 + tableBytes(bytes[10] ?? 0);
  let pictures = 0;
  while (at < bytes.byteLength && pictures < 2) {
    const block = bytes[at];
    if (block === 0x21) at = skipBlocks(bytes, at + 2);
    else if (block === 0x2c) {
      pictures += 1;
      at = skipBlocks(bytes, at + 11 + tableBytes(bytes[at + 9] ?? 0));
    } else break;
  }
  return size.width === 0 || size.height === 0 ? undefined : { ...size, animated: pictures > 1, plain: false, taken: false };
}

/** The place behind a row of blocks, each with its length before it, that ends with an empty one. */
function skipBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.byteLength && (bytes[at] ?? 0) !== 0) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}

/** Reads a WebP; undefined for a torn one. Plain when its extended header names neither Exif, XMP nor a colour profile. */
export function readWebp(bytes: Uint8Array): ReadImage | undefined {
  if (long(bytes, 4, true) + 8 > bytes.byteLength) return undefined;
  const whole = long(bytes, 4, true) + 8 >= bytes.byteLength - 1;
  if (standsAt(bytes, 12, 'VP8X')) {
    const flags = bytes[20] ?? 0;
    const three = (at: number): number => 1 + ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16));
    return { width: three(24), height: three(27), animated: (flags & 0x02) !== 0, plain: whole && (flags & 0x2c) === 0, taken: false };
  }
  if (standsAt(bytes, 12, 'VP8L')) {
    const bits = long(bytes, 21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), animated: false, plain: whole, taken: false };
  }
  if (!standsAt(bytes, 12, 'VP8 ') || !standsAt(bytes, 23, '\x9d\x01\x2a')) return undefined;
  return { width: short(bytes, 26, true) & 0x3fff, height: short(bytes, 28, true) & 0x3fff, animated: false, plain: whole, taken: false };
}
