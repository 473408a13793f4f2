import type { ImportReading } from '#core/contract/imports.ts';
import { say } from '#core/contract/say.ts';
import { type Refused, refused } from '#core/value/result.ts';

export type Encoding = ImportReading['encoding'];

/** How many bytes at the beginning of a file are looked at to tell what it is. */
export const headBytes = 64 * 1024;

/** Beginnings of files that people take for CSV, and what to do instead. */
const strangers = [
  { begins: [0x50, 0x4b, 0x03, 0x04], says: 'file_excel' },
  { begins: [0xd0, 0xcf, 0x11, 0xe0], says: 'file_excel_old' },
  { begins: [0x25, 0x50, 0x44, 0x46], says: 'file_pdf' },
  { begins: [0x1f, 0x8b], says: 'file_gzip' },
  { begins: [0x89, 0x50, 0x4e, 0x47], says: 'file_picture' },
  { begins: [0xff, 0xd8, 0xff], says: 'file_picture' },
] as const;

/** Text beginnings, after a byte order mark and spaces. */
const textStrangers = [
  { begins: /^BEGIN:VCARD/i, says: 'file_vcard' },
  { begins: /^<(!doctype|html|\?xml)/i, says: 'file_web' },
] as const;

/** What a pass over all bytes has found. */
export type Census = {
  readonly bytes: number;
  readonly zeroBytes: number;
  /** Characters of two bytes and more that are right in UTF-8, and bytes that are wrong. */
  readonly multibyte: number;
  readonly broken: number;
  readonly lineEnds: number;
};

/** Counts what decides about the encoding, over all parts of a file in order. */
export function openCensus(): { add(part: Uint8Array): void; close(): Census } {
  let [bytes, zeroBytes, multibyte, broken, lineEnds] = [0, 0, 0, 0, 0];
  let [missing, previous] = [0, 0];
  return {
    add(part) {
      bytes += part.length;
      for (const byte of part) {
        if (missing > 0) {
          if ((byte & 0xc0) === 0x80) {
            missing -= 1;
            if (missing === 0) multibyte += 1;
            continue;
          }
          missing = 0;
          broken += 1;
        }
        if (byte < 0x80) {
          if (byte === 0) zeroBytes += 1;
          else if (byte === 0x0d || (byte === 0x0a && previous !== 0x0d)) lineEnds += 1;
          previous = byte;
        } else if (byte >= 0xc2 && byte <= 0xdf) missing = 1;
        else if (byte >= 0xe0 && byte <= 0xef) missing = 2;
        else if (byte >= 0xf0 && byte <= 0xf4) missing = 3;
        else broken += 1;
      }
    },
    close: () => ({ bytes, zeroBytes, multibyte, broken: broken + (missing > 0 ? 1 : 0), lineEnds }),
  };
}

/**
 * Tells in which encoding a file is written, from its beginning and a census of all of it; refuses what is no text, with
 * a cure.
 *
 * A byte order mark decides. Without one, zeros at every second byte are UTF-16. Text with more right than wrong
 * characters in UTF-8 is UTF-8 with a few broken bytes; else it is taken for windows-1252, in which every byte is one.
 */
export function tellEncoding(head: Uint8Array, census: Census, fileName: string): Encoding | Refused {
  if (census.bytes === 0) return refused('file_unreadable', say('file_empty', { file: fileName }));
  const stranger = strangers.find(({ begins }) => begins.every((byte, index) => head[index] === byte));
  if (stranger !== undefined) return refused('file_unreadable', say(stranger.says, { file: fileName }));
  const encoding = markedEncoding(head) ?? unmarkedEncoding(head, census);
  const text = new TextDecoder(encoding).decode(head.subarray(0, headBytes));
  const known = textStrangers.find(({ begins }) => begins.test(text.trimStart()));
  if (known !== undefined) return refused('file_unreadable', say(known.says, { file: fileName }));
  if (text.replaceAll('\0', '').trim() === '' && census.bytes <= headBytes) return refused('file_unreadable', say('file_blank', { file: fileName }));
  if (isBinary(text)) return refused('file_unreadable', say('file_binary', { file: fileName }));
  return encoding;
}

function markedEncoding(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** This share of zeros on one side of the pairs tells UTF-16; names in other scripts leave fewer, separators remain. */
const zeroShare = 0.2;

function unmarkedEncoding(head: Uint8Array, census: Census): Encoding {
  let [even, odd] = [0, 0];
  for (const [index, byte] of head.entries()) {
    if (byte === 0 && index % 2 === 0) even += 1;
    else if (byte === 0) odd += 1;
  }
  const pairs = head.length / 2;
  if (odd > pairs * zeroShare && even < odd / 10) return 'utf-16le';
  if (even > pairs * zeroShare && odd < even / 10) return 'utf-16be';
  return census.broken === 0 || census.multibyte > census.broken ? 'utf-8' : 'windows-1252';
}

/** Text has hardly any control characters besides tab and line ends; NULs are counted apart, since some exports spill them. */
function isBinary(text: string): boolean {
  const controls = text.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  return controls > text.length * 0.05;
}

/** Decodes parts of a file into text: byte order mark off, NULs removed, broken bytes shown as U+FFFD. */
export async function* decoded(parts: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const part of parts) yield withoutZeros(decoder.decode(part, { stream: true }));
  yield withoutZeros(decoder.decode());
}

/** PostgreSQL's text cannot hold U+0000. */
function withoutZeros(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}
