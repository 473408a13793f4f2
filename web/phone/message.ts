import type { BubbleButton, BubbleContent, BubbleHeader, BubbleMedia } from '#core/rehearsal/bubble.ts';
import type { CardButton, CardHeader, MediaRef, MessageContent } from '#core/whatsapp/message.ts';

/** A message in Parley's own form as a phone draws it. Whose phone it is does not matter: the drawing is one. */
export function bubbleOf(content: MessageContent): BubbleContent {
  switch (content.kind) {
    case 'text':
      return { kind: 'text', text: content.text, preview: null };
    case 'card':
      return {
        kind: 'card',
        header: headerOf(content.header),
        text: content.text,
        footer: content.footer,
        offer: null,
        buttons: content.buttons.map(buttonOf),
        template: content.template?.name ?? null,
      };
    case 'image':
      return { kind: 'image', ...mediaOf(content.image), caption: content.caption };
    case 'video':
      return { kind: 'video', ...mediaOf(content.video), caption: content.caption };
    case 'document':
      return { kind: 'document', ...mediaOf(content.document), caption: content.caption };
    case 'audio':
      return { kind: 'audio', media: content.audio.media, link: null, voice: content.voice };
    case 'sticker':
      return { kind: 'sticker', media: content.sticker.media, link: null, animated: false };
    case 'location':
      return content;
    case 'contacts':
      return { kind: 'contacts', contacts: content.names.map((name) => ({ name, org: null, phones: [], emails: [] })) };
    case 'reaction':
      return content;
    case 'choice':
      return choiceOf(content.text, content.description);
    case 'unknown':
      return { kind: 'other', type: content.type };
  }
}

/** A chosen row shows its description beneath, as the footer of a card without buttons. */
function choiceOf(text: string, description: string | null): BubbleContent {
  if (description === null || description === '') return { kind: 'text', text, preview: null };
  return { kind: 'card', header: null, text, footer: description, offer: null, buttons: [], template: null };
}

function mediaOf(ref: MediaRef): BubbleMedia {
  return { media: ref.media, link: null, filename: ref.name };
}

function headerOf(header: CardHeader | null): BubbleHeader | null {
  if (header === null) return null;
  if (header.kind === 'text') return header;
  return { kind: 'image', ...mediaOf(header.image) };
}

function buttonOf(button: CardButton, index: number): BubbleButton {
  return button.kind === 'reply' ? { ...button, index, tapped: false } : { ...button, index };
}
