import type { FreeMessage } from '#core/whatsapp/free.ts';
import type { Media } from '#core/contract/media.ts';

/**
 * A file as the message it makes best: a picture as a picture, a sticker as a sticker, OGG with Opus as a voice note. What is none of these,
 * or does not fit, goes as a document, and the server says what WhatsApp would refuse. Words go along where the kind has a caption.
 */
export function sayFile(media: Media, words: string): FreeMessage {
  const caption = words === '' ? null : words;
  const { id, fits } = media;
  if (fits.includes('image')) return { kind: 'image', media: id, caption };
  if (fits.includes('video')) return { kind: 'video', media: id, caption };
  if (fits.includes('voice')) return { kind: 'audio', media: id, voice: true };
  if (fits.includes('audio')) return { kind: 'audio', media: id, voice: false };
  if (fits.includes('sticker')) return { kind: 'sticker', media: id };
  return { kind: 'document', media: id, caption, filename: media.name };
}
