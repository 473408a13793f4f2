import type { Bubble, BubbleButton, BubbleContent } from '#core/rehearsal/rehearsal.ts';
import { type CardButton, type MediaRef, type MessageContent, previewText } from '#core/whatsapp/message.ts';

/** The emulator's bubble as the phone room draws it. Media keeps the emulator's id, or the outside address, in `media`. */
export function parseContent(content: BubbleContent): MessageContent {
  switch (content.kind) {
    case 'text':
      return { kind: 'text', text: content.text };
    case 'card':
      return {
        kind: 'card',
        header: parseHeader(content.header),
        text: content.text,
        footer: content.footer,
        buttons: content.buttons.map(parseButton),
        template: null,
      };
    case 'list':
      return {
        kind: 'card',
        header: content.header === null ? null : { kind: 'text', text: content.header },
        text: content.text,
        footer: content.footer,
        buttons: [{ kind: 'reply', text: content.button }],
        template: null,
      };
    case 'image':
      return { kind: 'image', image: mediaOf(content, 'image/jpeg'), caption: content.caption };
    case 'video':
      return { kind: 'video', video: mediaOf(content, 'video/mp4'), caption: content.caption };
    case 'audio':
      return { kind: 'audio', audio: mediaOf(content, 'audio/ogg'), voice: false };
    case 'document':
      return { kind: 'document', document: mediaOf(content, 'application/octet-stream'), caption: content.caption };
    case 'sticker':
      return { kind: 'sticker', sticker: mediaOf(content, 'image/webp') };
    case 'location':
      return { kind: 'location', latitude: content.latitude, longitude: content.longitude, name: content.name, address: content.address };
    case 'contacts':
      return { kind: 'contacts', names: content.names };
    case 'reaction':
      return { kind: 'reaction', emoji: content.emoji, to: content.to };
    case 'other':
      return { kind: 'unknown', type: content.type, raw: null };
  }
}

type Held = { media: string | null; link: string | null; filename: string | null };

function mediaOf(held: Held, mime: string): MediaRef {
  return { media: held.media ?? held.link, mime, name: held.filename, meta_id: held.media };
}

function parseHeader(header: Extract<BubbleContent, { kind: 'card' }>['header']): Extract<MessageContent, { kind: 'card' }>['header'] {
  if (header === null) return null;
  if (header.kind === 'text') return { kind: 'text', text: header.text };
  if (header.kind === 'image') return { kind: 'image', image: mediaOf(header, 'image/jpeg') };
  return { kind: 'text', text: header.filename ?? header.kind };
}

function parseButton(button: BubbleButton): CardButton {
  switch (button.kind) {
    case 'reply':
      return { kind: 'reply', text: button.text };
    case 'url':
      return { kind: 'url', text: button.text, url: button.url };
    case 'phone':
      return { kind: 'phone', text: button.text, phone: button.phone };
  }
}

/** Where a file of a bubble is: the emulator's own, or an address outside as it was sent. */
export function wallMediaUrl(media: MediaRef): string | undefined {
  if (media.meta_id !== null) return `/control/v1/media/${media.meta_id}`;
  return media.media ?? undefined;
}

/** Bubbles with the reactions hung on what they react to. */
export function hangReactions(bubbles: readonly Bubble[]): { bubble: Bubble; reactions: string[] }[] {
  const lines = bubbles.filter((bubble) => bubble.content.kind !== 'reaction').map((bubble) => ({ bubble, reactions: new Array<string>() }));
  for (const { content } of bubbles) {
    if (content.kind !== 'reaction' || content.emoji === '') continue;
    lines.find((line) => line.bubble.id === content.to)?.reactions.push(content.emoji);
  }
  return lines;
}

/** What a quoted bubble says, in one line; nothing when it is not here any more. */
export function quotedText(bubbles: readonly Bubble[], id: string | null): string | null {
  const found = bubbles.find((bubble) => bubble.id === id);
  return found === undefined ? null : previewText(parseContent(found.content));
}
