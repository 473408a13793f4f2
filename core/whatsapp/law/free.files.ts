import { parsePublicId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { isWebAddress } from './address.ts';
import { lawFault, type FaultCode, type LawFault } from './words.ts';

/** What is known of a file of the library when it is to be sent. `mime` may carry parameters: `audio/ogg; codecs=opus`. */
export type KnownFile = { readonly mime: string; readonly bytes: number; readonly animated: boolean };

/** What a file is sent as. */
export type FileUse = 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

const images = ['image/jpeg', 'image/png'];
const videos = ['video/mp4', 'video/3gpp'];
const sounds = ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'];
const documents = [
  'text/plain',
  'application/pdf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
];

type UseLaw = { readonly mimes: readonly string[]; readonly bytes: number; readonly fault: FaultCode };

/** Types and sizes. Source: Meta, page "Media" (facts §2.3), read 2026-11-22. A still sticker may have a fifth of a moving one. */
const uses: Readonly<Record<FileUse, UseLaw>> = {
  image: { mimes: images, bytes: 5 * megabyte, fault: 'image_type' },
  video: { mimes: videos, bytes: 16 * megabyte, fault: 'video_type' },
  audio: { mimes: sounds, bytes: 16 * megabyte, fault: 'audio_type' },
  voice: { mimes: ['audio/ogg'], bytes: 16 * megabyte, fault: 'voice_type' },
  document: { mimes: documents, bytes: 100 * megabyte, fault: 'document_type' },
  sticker: { mimes: ['image/webp'], bytes: 500 * kilobyte, fault: 'sticker_type' },
};
const stillStickerBytes = 100 * kilobyte;

const variable = /\{\{[^{}]*\}\}/;

/** Looks at the place of a file: named, there, of a type and a size that WhatsApp takes. What a variable names is seen when it is filled. */
export function checkFile(at: string, media: string, use: FileUse, files?: (media: string) => KnownFile | undefined): LawFault[] {
  if (media.trim() === '') return [lawFault(at, 'file_missing')];
  if (variable.test(media)) return [];
  if (/^https?:/i.test(media)) return isWebAddress(media) ? [] : [lawFault(at, 'url_form', { url: media.slice(0, 80) })];
  const unknown = () => [lawFault(at, 'file_unknown', { file: media.slice(0, 80) })];
  if (isRefused(parsePublicId('media', media))) return unknown();
  if (files === undefined) return [];
  const file = files(media);
  return file === undefined ? unknown() : checkKnown(at, file, use);
}

function checkKnown(at: string, file: KnownFile, use: FileUse): LawFault[] {
  const law = uses[use];
  const mime = (file.mime.split(';')[0] ?? '').trim().toLowerCase();
  // A picture, film or sound may travel as a document too, within the size of its own kind.
  const limit = law.mimes.includes(mime) ? law.bytes : use === 'document' ? otherLimit(mime) : undefined;
  if (limit === undefined || isOggOfAnotherCodec(file.mime)) return [lawFault(at, law.fault, { mime: file.mime.slice(0, 80) })];
  const most = use === 'sticker' && !file.animated ? stillStickerBytes : limit;
  return file.bytes > most ? [lawFault(at, 'file_large', { size: Math.ceil(file.bytes / kilobyte), most: most / kilobyte })] : [];
}

function otherLimit(mime: string): number | undefined {
  return [uses.image, uses.video, uses.audio].find((law) => law.mimes.includes(mime))?.bytes;
}

/** Meta: "audio/ogg (OPUS codecs only; base audio/ogg not supported; mono input only)". A library that knows the codec says it. */
function isOggOfAnotherCodec(mime: string): boolean {
  return /^audio\/ogg\s*;/i.test(mime) && !/codecs\s*=\s*"?opus/i.test(mime);
}

/** The places of the files in a message, and what each is sent as. */
export function filesIn(message: FreeMessage): { readonly at: string; readonly media: string; readonly use: FileUse }[] {
  switch (message.kind) {
    case 'image':
    case 'video':
    case 'document':
    case 'sticker':
      return [{ at: '/media', media: message.media, use: message.kind }];
    case 'audio':
      return [{ at: '/media', media: message.media, use: message.voice ? 'voice' : 'audio' }];
    case 'buttons':
    case 'link':
    case 'form': {
      const { header } = message;
      return header === null || header.kind === 'text' ? [] : [{ at: '/header/media', media: header.media, use: header.kind }];
    }
    case 'carousel':
      return message.cards.map(({ header }, card) => ({ at: `/cards/${card}/header/media`, media: header.media, use: header.kind }));
    case 'text':
    case 'location':
    case 'contacts':
    case 'reaction':
    case 'list':
    case 'product':
    case 'products':
    case 'product_carousel':
    case 'catalog':
    case 'location_request':
    case 'contact_request':
    case 'address_request':
      return [];
  }
}
