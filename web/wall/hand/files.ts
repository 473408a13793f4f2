import type { Act } from '#core/rehearsal/act.ts';

type MediaKind = Extract<Act, { act: 'send_media' }>['kind'];

/**
 * How WhatsApp sends a file of this type: what it knows as a picture, a film, a sticker or a sound goes as that, anything else
 * as a document. Meta, "Supported media types", read 2026-11-22.
 */
export function kindOfFile(mime: string): MediaKind {
  const type = mime.split(';')[0]?.trim() ?? '';
  if (type === 'image/jpeg' || type === 'image/png') return 'image';
  if (type === 'image/webp') return 'sticker';
  if (type === 'video/mp4' || type === 'video/3gpp') return 'video';
  if (['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'].includes(type)) return 'audio';
  return 'document';
}

/** The most a phone sends: Meta's limit for a document, the largest of all kinds. */
export const fileBytesMost = 100 * 1024 * 1024;

/** The bytes of a file as the control API takes them. */
export async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  // In pieces: one call with millions of arguments would overflow the stack.
  for (let at = 0; at < bytes.length; at += pieceBytes) text += String.fromCharCode(...bytes.subarray(at, at + pieceBytes));
  return btoa(text);
}

const pieceBytes = 32_768;
