import { type MediaRef, MessageContent } from '#core/whatsapp/message.ts';
import type { WireInbound, WireInboundMedia } from '#core/whatsapp/wire.ts';

/**
 * What somebody sent, in our own form. Pure. A type we do not know, or a known one with other content than Meta says, is kept as it
 * came and shown as such.
 */
export function readContent(message: WireInbound): MessageContent {
  const read = MessageContent.safeParse(known(message));
  return read.success ? read.data : { kind: 'unknown', type: message.type, raw: message };
}

function known(message: WireInbound): MessageContent | undefined {
  switch (message.type) {
    case 'text':
      return typeof message.text?.body === 'string' ? { kind: 'text', text: message.text.body } : undefined;
    case 'image':
      return message.image && { kind: 'image', image: refOf(message.image, null), caption: message.image.caption ?? null };
    case 'video':
      return message.video && { kind: 'video', video: refOf(message.video, null), caption: message.video.caption ?? null };
    case 'document':
      return (
        message.document && {
          kind: 'document',
          document: refOf(message.document, message.document.filename ?? null),
          caption: message.document.caption ?? null,
        }
      );
    case 'audio':
      return message.audio && { kind: 'audio', audio: refOf(message.audio, null), voice: message.audio.voice === true };
    case 'sticker':
      return message.sticker && { kind: 'sticker', sticker: refOf(message.sticker, null) };
    case 'location':
      return readLocation(message);
    case 'contacts':
      return Array.isArray(message.contacts)
        ? { kind: 'contacts', names: message.contacts.map((card) => card?.name?.formatted_name ?? '').filter((name) => name !== '') }
        : undefined;
    case 'reaction':
      return message.reaction && { kind: 'reaction', emoji: message.reaction.emoji ?? '', to: message.reaction.message_id };
    case 'button':
      return message.button && { kind: 'choice', text: message.button.text ?? '', payload: message.button.payload ?? '', description: null };
    case 'interactive':
      return readInteractive(message);
    default:
      return undefined;
  }
}

function readLocation({ location }: WireInbound): MessageContent | undefined {
  const latitude = Number(location?.latitude);
  const longitude = Number(location?.longitude);
  if (location === undefined || !Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined;
  return { kind: 'location', latitude, longitude, name: location.name ?? null, address: location.address ?? null };
}

function readInteractive({ interactive }: WireInbound): MessageContent | undefined {
  if (interactive?.type === 'button_reply' && interactive.button_reply)
    return { kind: 'choice', text: interactive.button_reply.title, payload: interactive.button_reply.id, description: null };
  if (interactive?.type === 'list_reply' && interactive.list_reply)
    return { kind: 'choice', text: interactive.list_reply.title, payload: interactive.list_reply.id, description: interactive.list_reply.description ?? null };
  return undefined;
}

function refOf(media: WireInboundMedia, name: string | null): MediaRef {
  return { media: null, mime: media.mime_type ?? 'application/octet-stream', name, meta_id: media.id ?? null };
}

/** The file in a message, if it has one that Meta holds. */
export function mediaIn(content: MessageContent): MediaRef | undefined {
  switch (content.kind) {
    case 'image':
      return content.image;
    case 'video':
      return content.video;
    case 'audio':
      return content.audio;
    case 'document':
      return content.document;
    case 'sticker':
      return content.sticker;
    case 'text':
    case 'card':
    case 'location':
    case 'contacts':
    case 'reaction':
    case 'choice':
    case 'unknown':
      return undefined;
  }
}

/** The same message with its file in our keeping. */
export function withMedia(content: MessageContent, ref: MediaRef): MessageContent {
  switch (content.kind) {
    case 'image':
      return { ...content, image: ref };
    case 'video':
      return { ...content, video: ref };
    case 'audio':
      return { ...content, audio: ref };
    case 'document':
      return { ...content, document: ref };
    case 'sticker':
      return { ...content, sticker: ref };
    case 'text':
    case 'card':
    case 'location':
    case 'contacts':
    case 'reaction':
    case 'choice':
    case 'unknown':
      return content;
  }
}
