import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Awkward files, made by code so that nothing strange lies in the repository. Each says what it is. */

const noise = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } } });
const flat = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: channels === 4 ? { r: 200, g: 80, b: 40, alpha: 0.5 } : '#c85028' } });

/** A picture of half red, half blue, so that one sees which way up it is. */
async function redOverBlue(width: number, height: number): Promise<Buffer> {
  const blue = await sharp({ create: { width, height: Math.floor(height / 2), channels: 3, background: '#0000ff' } })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } })
    .composite([{ input: blue, gravity: 'south' }])
    .png()
    .toBuffer();
}

export const plainJpeg = () => flat(64, 48).jpeg().toBuffer();
export const plainPng = () => flat(64, 48).png().toBuffer();
export const onePixel = () => flat(1, 1).png().toBuffer();
export const cmykJpeg = () => flat(80, 60).toColourspace('cmyk').jpeg().toBuffer();
export const greyJpeg = () => flat(80, 60).greyscale().toColourspace('b-w').jpeg().toBuffer();
export const deepPng = () => flat(80, 60).toColourspace('rgb16').png().toBuffer();
export const clearPng = () => flat(80, 60, 4).png().toBuffer();
let huge: Promise<Buffer> | undefined;
/** Made once: it takes seconds. */
export const hugeJpeg = () => (huge ??= noise(5000, 3000).jpeg({ quality: 95 }).toBuffer());
export const webp = () => flat(80, 60).webp().toBuffer();
export const avif = () => flat(80, 60).avif({ effort: 0 }).toBuffer();
export const tiff = () => flat(80, 60).tiff().toBuffer();
export const stillGif = () => flat(80, 60).gif().toBuffer();

/** Lying on its side, with the place where it was taken. */
export async function phoneJpeg(): Promise<Buffer> {
  return sharp(await redOverBlue(60, 40))
    .jpeg({ quality: 95 })
    .withExif({ IFD0: { Make: 'Phone & Co', Copyright: 'secret-owner' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 24/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

export async function tornJpeg(): Promise<Buffer> {
  const whole = await noise(400, 300).jpeg().toBuffer();
  return whole.subarray(0, Math.floor(whole.byteLength / 2));
}

export async function tornPng(): Promise<Buffer> {
  const whole = await noise(200, 200).png().toBuffer();
  return whole.subarray(0, Math.floor(whole.byteLength / 2));
}

function chunk(name: string, data: Uint8Array): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => Array.from({ length: 8 }).reduce<number>((c) => (c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1), n) >>> 0);
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.byteLength);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([head, body, tail]);
}

/** Forty thousand pixels a side in a few kilobytes. */
export function bombPng(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(40_000, 0);
  header.writeUInt32BE(40_000, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A good PNG that carries a secret in its words and a page behind its end. */
export async function talkingPng(): Promise<Buffer> {
  const png = await plainPng();
  const words = chunk('tEXt', Buffer.from('Comment\0secret-owner'));
  return Buffer.concat([png.subarray(0, 33), words, png.subarray(33), Buffer.from('<script>alert(1)</script>')]);
}

/** A picture to one reader, a page to another. */
export async function gifThatIsAPage(): Promise<Buffer> {
  return Buffer.concat([await stillGif(), Buffer.from('<!doctype html><script>alert(1)</script>')]);
}
export async function jpegThatIsAPdf(): Promise<Buffer> {
  return Buffer.concat([await plainJpeg(), Buffer.from('%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj')]);
}

export async function movingGif(frames = 6, side = 64): Promise<Buffer> {
  const drawn = await Promise.all(
    Array.from({ length: frames }, (_, index) =>
      sharp({ create: { width: side, height: side, channels: 4, background: { r: (index * 40) % 256, g: 100, b: 200, alpha: 1 } } })
        .png()
        .toBuffer(),
    ),
  );
  return sharp(drawn, { join: { animated: true } })
    .gif({ delay: drawn.map(() => 80), loop: 0 })
    .toBuffer();
}

/** Sixty frames of noise: no sticker holds them all. */
export async function heavyGif(): Promise<Buffer> {
  const drawn = await Promise.all(Array.from({ length: 24 }, () => noise(160, 160).png().toBuffer()));
  return sharp(drawn, { join: { animated: true } })
    .gif({ delay: drawn.map(() => 50), loop: 0, effort: 1 })
    .toBuffer();
}

export const svgWithScript = Buffer.from(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"><script>alert(1)</script><rect width="60" height="80" fill="#c00"/></svg>',
);
export const svgWithEntities = Buffer.from(
  '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&b;</text></svg>',
);
export const page = Buffer.from('<!doctype html><html><script>alert(1)</script></html>');
export const bmp = Buffer.concat([Buffer.from('BM'), Buffer.from([58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0]), Buffer.alloc(40)]);
export const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(40)]);
export const program = Buffer.from('MZ\x90\0\x03\0\0\0\x04', 'latin1');
export const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
export const text = Buffer.from('Opening hours\nMonday to Friday, 9 to 18 h; café ☕\n');
export const nothing = Buffer.alloc(0);

type Part = { readonly name: string; readonly content: Uint8Array; /** What the directory claims, when it lies. */ readonly claims?: number };

/** A ZIP whose files are stored as they are. */
export function zip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, claims } of parts) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(content.byteLength, 18);
    local.writeUInt32LE(claims ?? content.byteLength, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(content.byteLength, 20);
    entry.writeUInt32LE(claims ?? content.byteLength, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name), Buffer.from(content));
    directory.push(entry, Buffer.from(name));
    at += local.byteLength + name.length + content.byteLength;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.byteLength, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, listed, end]);
}

const types = { name: '[Content_Types].xml', content: Buffer.from('<Types/>') };
export const docx = zip([types, { name: 'word/document.xml', content: Buffer.from('<w:document/>') }]);
export const docxWithMacros = zip([
  types,
  { name: 'word/document.xml', content: Buffer.from('<w:document/>') },
  { name: 'word/vbaProject.bin', content: Buffer.from('x') },
]);
export const docxBomb = zip([types, { name: 'word/document.xml', content: Buffer.alloc(1000), claims: 2 ** 31 }]);
export const archive = zip([{ name: 'a.txt', content: Buffer.from('a') }]);

/** One box of an MP4. */
function box(name: string, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.byteLength + 8);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
}

function track(handler: 'vide' | 'soun', codec: string): Buffer {
  const entry = Buffer.alloc(86);
  entry.writeUInt32BE(86);
  entry.write(codec, 4, 'latin1');
  if (handler === 'vide') {
    entry.writeUInt16BE(640, 32);
    entry.writeUInt16BE(360, 34);
  } else entry.writeUInt16BE(2, 24);
  const described = box('stsd', Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), entry);
  const handled = box('hdlr', Buffer.concat([Buffer.alloc(8), Buffer.from(handler), Buffer.alloc(13)]));
  return box('trak', box('mdia', handled, box('minf', box('stbl', described))));
}

/** An MP4 as far as its boxes go: codecs, a minute long, and so many bytes of samples. */
export function mp4(codecs: { video?: string; audio?: string; bytes?: number; brand?: string; place?: boolean }): Buffer {
  const movie = Buffer.alloc(100);
  movie.writeUInt32BE(1000, 12);
  movie.writeUInt32BE(60_000, 16);
  const tracks = [
    ...(codecs.video === undefined ? [] : [track('vide', codecs.video)]),
    ...(codecs.audio === undefined ? [] : [track('soun', codecs.audio)]),
    ...(codecs.place === true ? [box('udta', box('\xa9xyz', Buffer.from('\0\x12\x15\xc7+48.8566+002.3522/', 'latin1')))] : []),
  ];
  return Buffer.concat([
    box('ftyp', Buffer.from(`${codecs.brand ?? 'isom'}\0\0\0\0isommp42`)),
    box('moov', box('mvhd', movie), ...tracks),
    box('mdat', Buffer.alloc(codecs.bytes ?? 1000)),
  ]);
}

/** A second of a tone. */
export function wav(seconds = 1): Buffer {
  const rate = 8000;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + rate * seconds * 2, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(rate * seconds * 2, 40);
  const samples = Buffer.alloc(rate * seconds * 2);
  for (let at = 0; at < rate * seconds; at += 1) samples.writeInt16LE(Math.round(8000 * Math.sin((at * 2 * Math.PI * 440) / rate)), at * 2);
  return Buffer.concat([head, samples]);
}

/** Frames of MPEG-1 layer III at 128 kbit/s and 44.1 kHz: 417 bytes each. */
export function mp3(frames = 20): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1'), ...Array.from({ length: frames }, () => frame)]);
}

/** Called MP3 and begun as one, and then nothing of it. */
export const wrongMp3 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\x0a', 'latin1'), Buffer.alloc(3000, 7)]);

/** The head and the last page of an Ogg Opus. */
export function ogg(channels: number, seconds = 2): Buffer {
  const head = Buffer.concat([
    Buffer.from('OggS\0\x02', 'latin1'),
    Buffer.alloc(22),
    Buffer.from('OpusHead\x01', 'latin1'),
    Buffer.from([channels, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0]),
  ]);
  const last = Buffer.concat([Buffer.from('OggS\0\x04', 'latin1'), Buffer.alloc(22)]);
  last.writeUInt32LE(48_000 * seconds, 6);
  return Buffer.concat([head, Buffer.alloc(200), last]);
}
