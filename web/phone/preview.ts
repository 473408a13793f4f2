import type { BubbleContent } from '#core/rehearsal/bubble.ts';
import { type PhoneLanguage, phoneWords } from './words.ts';

/** One line of a bubble, for a quote or a list of chats: its words, or the name of what it is. */
export function previewOf(content: BubbleContent, language: PhoneLanguage): string {
  const words = phoneWords[language];
  switch (content.kind) {
    case 'text':
    case 'list':
    case 'products':
    case 'carousel':
      return content.text;
    case 'card':
      return content.text === '' ? (content.template ?? '') : content.text;
    case 'image':
      return content.caption ?? words.photo;
    case 'video':
      return content.caption ?? words.video;
    case 'document':
      return content.filename ?? content.caption ?? words.document;
    case 'audio':
      return content.voice ? words.voice : words.audio;
    case 'sticker':
      return words.sticker;
    case 'location':
      return content.name ?? words.location;
    case 'contacts':
      return content.contacts.map((contact) => contact.name).join(', ');
    case 'reaction':
      return content.emoji === '' ? words.reactionGone : `${words.reacted} ${content.emoji}`;
    case 'order':
      return words.items(content.items.reduce((sum, item) => sum + item.quantity, 0));
    case 'form':
      return content.name === '' ? words.formSent : content.name;
    case 'system':
      return content.text;
    case 'other':
      return words.unknown(content.type);
  }
}
