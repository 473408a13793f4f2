import { find, long, short, standsAt, textAt } from './bytes.ts';

/**
 * What the bytes of a file say it is. The name and the declared type are not asked: a file is what its reader would take it for.
 * A type that stands here is known, not allowed; `examine` says what WhatsApp takes.
 */
export type SniffedType =
  | `image/${'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic' | 'tiff' | 'bmp' | 'svg+xml'}`
  | `video/${'mp4' | '3gpp' | 'quicktime' | 'webm' | 'x-matroska' | 'x-msvideo' | 'mp2t'}`
  | `audio/${'mp4' | 'mpeg' | 'aac' | 'amr' | 'ogg' | 'wav' | 'flac'}`
  | 'application/pdf'
  | OfficeType
  | 'text/plain'
  | 'text/html'
  | 'application/zip'
  | 'application/x-executable';

/** Word, Excel and PowerPoint, before and after 2007. */
export type OfficeType =
  | 'application/msword'
  | 'application/vnd.ms-excel'
  | 'application/vnd.ms-powerpoint'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  | 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

const oleSignature = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
const asfSignature = '\x30\x26\xb2\x75\x8e\x66\xcf\x11';

/** Looks what bytes are; undefined for what nobody here knows. */
export function sniff(bytes: Uint8Array): SniffedType | undefined {
  return sniffPicture(bytes) ?? sniffBoxes(bytes) ?? sniffSound(bytes) ?? sniffDocument(bytes) ?? sniffText(bytes);
}

function sniffPicture(bytes: Uint8Array): SniffedType | undefined {
  if (standsAt(bytes, 0, '\xff\xd8\xff')) return 'image/jpeg';
  if (standsAt(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (standsAt(bytes, 0, 'GIF87a') || standsAt(bytes, 0, 'GIF89a')) return 'image/gif';
  if (standsAt(bytes, 0, 'RIFF') && standsAt(bytes, 8, 'WEBP')) return 'image/webp';
  if (standsAt(bytes, 0, 'II*\0') || standsAt(bytes, 0, 'MM\0*')) return 'image/tiff';
  // "BM" alone begins many texts: the four zeros and the offset of the picture stand in every bitmap.
  if (standsAt(bytes, 0, 'BM') && long(bytes, 6) === 0 && long(bytes, 10, true) < bytes.byteLength && long(bytes, 14, true) >= 12) return 'image/bmp';
  return undefined;
}

const imageBrands: Readonly<Record<string, SniffedType>> = {
  avif: 'image/avif',
  avis: 'image/avif',
  heic: 'image/heic',
  heix: 'image/heic',
  heim: 'image/heic',
  heis: 'image/heic',
  hevc: 'image/heic',
  mif1: 'image/heic',
  msf1: 'image/heic',
};

/** Containers: ISO boxes (MP4 and its kin), Matroska, AVI, transport streams. */
function sniffBoxes(bytes: Uint8Array): SniffedType | undefined {
  if (standsAt(bytes, 4, 'ftyp')) {
    const brand = textAt(bytes, 8, 4);
    // `mif1` says only "a picture": which one stands among the compatible brands.
    const brands = [brand, ...(brand === 'mif1' || brand === 'msf1' ? compatibleBrands(bytes) : [])];
    const image = brands.map((each) => imageBrands[each]).find((type) => type === 'image/avif') ?? imageBrands[brand];
    if (image !== undefined) return image;
    if (brand === 'qt  ') return 'video/quicktime';
    if (brand === 'M4A ' || brand === 'M4B ') return 'audio/mp4';
    return brand.startsWith('3g') ? 'video/3gpp' : 'video/mp4';
  }
  if (standsAt(bytes, 4, 'moov') || standsAt(bytes, 4, 'wide') || standsAt(bytes, 4, 'mdat')) return 'video/quicktime';
  if (standsAt(bytes, 0, '\x1aE\xdf\xa3')) return find(bytes.subarray(0, 64), 'webm') > 0 ? 'video/webm' : 'video/x-matroska';
  if (standsAt(bytes, 0, 'RIFF') && standsAt(bytes, 8, 'AVI ')) return 'video/x-msvideo';
  const isStream = bytes.byteLength > 376 && [0, 188, 376].every((offset) => bytes[offset] === 0x47);
  return isStream ? 'video/mp2t' : undefined;
}

function compatibleBrands(bytes: Uint8Array): string[] {
  const end = Math.min(long(bytes, 0), 128, bytes.byteLength);
  const brands: string[] = [];
  for (let offset = 16; offset + 4 <= end; offset += 4) brands.push(textAt(bytes, offset, 4));
  return brands;
}

function sniffSound(bytes: Uint8Array): SniffedType | undefined {
  if (standsAt(bytes, 0, 'OggS')) return 'audio/ogg';
  if (standsAt(bytes, 0, 'fLaC')) return 'audio/flac';
  if (standsAt(bytes, 0, '#!AMR')) return 'audio/amr';
  if (standsAt(bytes, 0, 'RIFF') && standsAt(bytes, 8, 'WAVE')) return 'audio/wav';
  if (standsAt(bytes, 0, 'ID3')) return 'audio/mpeg';
  // ADTS: twelve ones, layer 0. MPEG audio: eleven ones, a layer, and neither a reserved version nor a reserved rate.
  const [first = 0, second = 0, third = 0] = bytes;
  if (first !== 0xff) return undefined;
  if ((second & 0xf6) === 0xf0) return 'audio/aac';
  const isFrame = (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08 && (second & 0x06) !== 0 && (third & 0xf0) !== 0xf0 && (third & 0x0c) !== 0x0c;
  return isFrame ? 'audio/mpeg' : undefined;
}

function sniffDocument(bytes: Uint8Array): SniffedType | undefined {
  if (standsAt(bytes, 0, '%PDF-')) return 'application/pdf';
  if (standsAt(bytes, 0, oleSignature)) return sniffOle(bytes);
  if (standsAt(bytes, 0, 'PK\x03\x04') || standsAt(bytes, 0, 'PK\x05\x06')) return sniffZip(bytes);
  if (standsAt(bytes, 0, 'MZ') || standsAt(bytes, 0, '\x7fELF') || standsAt(bytes, 0, '#!/') || standsAt(bytes, 0, asfSignature))
    return 'application/x-executable';
  return undefined;
}

/** Which Office program wrote an old file: its main stream has a known name, in UTF-16. */
function sniffOle(bytes: Uint8Array): SniffedType | undefined {
  const has = (name: string): boolean => find(bytes, new Uint8Array(Buffer.from(name, 'utf16le'))) > 0;
  if (has('WordDocument')) return 'application/msword';
  if (has('PowerPoint Document')) return 'application/vnd.ms-powerpoint';
  return has('Workbook') ? 'application/vnd.ms-excel' : undefined;
}

const officeParts: readonly (readonly [string, OfficeType])[] = [
  ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/presentation.xml', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];

function sniffZip(bytes: Uint8Array): SniffedType {
  const names = new Set(readZip(bytes).map((entry) => entry.name));
  // With macros it is another type (docm, xlsm), which WhatsApp does not take.
  if (!names.has('[Content_Types].xml') || [...names].some((name) => name.endsWith('vbaProject.bin'))) return 'application/zip';
  return officeParts.find(([part]) => names.has(part))?.[1] ?? 'application/zip';
}

/** One file in a ZIP: its name, and its bytes packed and unpacked as the directory says. */
export type ZipEntry = { readonly name: string; readonly packed: number; readonly unpacked: number };

/** An honest document has some hundred parts. */
const zipEntriesMost = 20_000;
/** Bytes of the end record (22) and its longest comment. */
const zipEndMost = 22 + 65_535;

/** Reads the directory of a ZIP without unpacking anything; a torn one gives what could be read. */
export function readZip(bytes: Uint8Array): ZipEntry[] {
  const from = Math.max(0, bytes.byteLength - zipEndMost);
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < from) return [];
  const entries: ZipEntry[] = [];
  let offset = long(bytes, end + 16, true);
  while (standsAt(bytes, offset, 'PK\x01\x02') && entries.length < zipEntriesMost) {
    const nameLength = short(bytes, offset + 28, true);
    entries.push({
      name: textAt(bytes, offset + 46, Math.min(nameLength, 500)),
      packed: long(bytes, offset + 20, true),
      unpacked: long(bytes, offset + 24, true),
    });
    offset += 46 + nameLength + short(bytes, offset + 30, true) + short(bytes, offset + 32, true);
  }
  return entries;
}

/** Text is looked at this far; a binary file shows itself earlier. */
const textBytesLooked = 256 * 1024;

function sniffText(bytes: Uint8Array): SniffedType | undefined {
  if (bytes.byteLength === 0) return undefined;
  const text = readText(bytes.subarray(0, textBytesLooked));
  if (text === undefined) return undefined;
  const begin = text.replace(/^\uFEFF?\s*/, '').slice(0, 4000);
  const bare = begin.replace(/^(<\?xml[^>]*>|<!--[\s\S]*?-->|<!doctype svg[^[>]*(\[[\s\S]*?\]\s*)?>|\s+)*/i, '');
  if (/^<svg[\s>]/i.test(bare)) return 'image/svg+xml';
  return /^<(!doctype html|html|head|body|script|iframe)[\s>]/i.test(bare) ? 'text/html' : 'text/plain';
}

function readText(bytes: Uint8Array): string | undefined {
  try {
    // A letter may be cut where the looking ends: `stream` allows that.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? undefined : text;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
