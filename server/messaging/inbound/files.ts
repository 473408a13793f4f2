import type { MediaRef, MessageContent } from '#core/whatsapp/message.ts';

/** The file in a message that somebody sent, if it is one that Meta holds. */
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
    case 'carousel':
    case 'list':
    case 'products':
    case 'location':
    case 'contacts':
    case 'reaction':
    case 'choice':
    case 'order':
    case 'answers':
    case 'product_question':
    case 'system':
    case 'unknown':
      return undefined;
  }
}

/** The same message with its file in our keeping. One without a file stays as it is. */
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
    case 'carousel':
    case 'list':
    case 'products':
    case 'location':
    case 'contacts':
    case 'reaction':
    case 'choice':
    case 'order':
    case 'answers':
    case 'product_question':
    case 'system':
    case 'unknown':
      return content;
  }
}
