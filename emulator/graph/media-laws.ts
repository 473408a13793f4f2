import { type GraphRefusal, sendRefusal } from './errors.ts';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

const documentTypes = [
  'text/plain',
  'application/pdf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
];

/** Types and sizes of Meta's page "Media", read 2026-11-22. Stickers are 100 KB, or 500 KB when they move. */
const laws: readonly { mimes: readonly string[]; bytes: number }[] = [
  { mimes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], bytes: 16 * megabyte },
  { mimes: ['image/jpeg', 'image/png'], bytes: 5 * megabyte },
  { mimes: ['image/webp'], bytes: 500 * kilobyte },
  { mimes: ['video/mp4', 'video/3gpp'], bytes: 16 * megabyte },
  { mimes: documentTypes, bytes: 100 * megabyte },
];
const stillStickerBytes = 100 * kilobyte;

/** What a file surely is by its first bytes; undefined when they say nothing sure. Every answer is a list of types that may say so. */
export function sniff(bytes: Buffer): readonly string[] | undefined {
  const head = bytes.toString('latin1', 0, 16);
  if (head.startsWith('\xff\xd8\xff')) return ['image/jpeg'];
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return ['image/png'];
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return ['image/webp'];
  if (head.startsWith('GIF8')) return ['image/gif'];
  if (head.startsWith('%PDF-')) return ['application/pdf'];
  if (head.startsWith('OggS')) return ['audio/ogg'];
  if (head.startsWith('#!AMR')) return ['audio/amr'];
  if (head.startsWith('ID3')) return ['audio/mpeg', 'audio/aac'];
  if (head.slice(4, 8) === 'ftyp') return ['video/mp4', 'video/3gpp', 'audio/mp4', 'audio/aac'];
  if (head.startsWith('\xd0\xcf\x11\xe0')) return documentTypes.filter((type) => /ms(word|-excel|-powerpoint)/.test(type));
  if (head.startsWith('PK\x03\x04')) return documentTypes.filter((type) => type.includes('openxml'));
  return undefined;
}

/** Does a sticker move? It says so in its first chunk. */
export function isAnimated(bytes: Buffer): boolean {
  return bytes.toString('latin1', 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 0x02) !== 0;
}

/** Checks a file against Meta's laws and returns its type without parameters; refused with 131053. */
export function checkMedia(declared: string, bytes: Buffer): string {
  const mime = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  const law = laws.find((one) => one.mimes.includes(mime));
  if (law === undefined) {
    const all = laws.flatMap((one) => one.mimes).join(', ');
    throw refused(`Param file must be a file with one of the following types: ${all}. Received file of type '${mime.slice(0, 100)}'.`);
  }
  if (bytes.length === 0) throw refused('The file is empty.');
  const limit = mime === 'image/webp' && !isAnimated(bytes) ? stillStickerBytes : law.bytes;
  if (bytes.length > limit) throw refused(`The file is ${bytes.length} bytes; files of type ${mime} may have ${limit}.`);
  const surely = sniff(bytes);
  if (surely !== undefined && !surely.includes(mime)) throw refused(`The file was sent as ${mime}, but its bytes are of type ${surely.join(' or ')}.`);
  if (mime === 'audio/ogg' && surely !== undefined) checkOpus(bytes);
  if (mime === 'text/plain' && bytes.subarray(0, 1024).includes(0)) throw refused('The file was sent as text/plain, but its bytes are not text.');
  return mime;
}

/** Meta: "audio/ogg (OPUS codecs only; base audio/ogg not supported; mono input only)". The head of the stream says both. */
function checkOpus(bytes: Buffer): void {
  const at = bytes.subarray(0, 512).indexOf('OpusHead');
  if (at === -1) throw refused('Files of type audio/ogg must be encoded with the Opus codec.');
  const channels = bytes[at + 9] ?? 1;
  if (channels > 1) throw refused(`Files of type audio/ogg must have one channel; this one has ${channels}.`);
}

function refused(details: string): GraphRefusal {
  return sendRefusal(131053, details);
}
