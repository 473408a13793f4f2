import { z } from 'zod';

/**
 * What is said, in our own form: one value per kind. The wire form is made from it at the door, the phone draws it, the
 * inbox and the API show it. Media names a file of ours (`media`, a border id) or what Meta holds (`meta_id`).
 */

/** A file in a message: ours, or one that a person sent us and we keep under `media` once fetched. */
export const MediaRef = z.object({
  media: z.string().nullable(),
  mime: z.string(),
  name: z.string().nullable().default(null),
  meta_id: z.string().nullable().default(null),
});
export type MediaRef = z.infer<typeof MediaRef>;

export const CardButton = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), text: z.string() }),
  z.object({ kind: z.literal('url'), text: z.string(), url: z.string() }),
  z.object({ kind: z.literal('phone'), text: z.string(), phone: z.string() }),
]);
export type CardButton = z.infer<typeof CardButton>;

export const CardHeader = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('image'), image: MediaRef }),
]);
export type CardHeader = z.infer<typeof CardHeader>;

/** A drawn card: a template filled in for one person, or an interactive message with buttons. */
export const CardContent = z.object({
  kind: z.literal('card'),
  header: CardHeader.nullable(),
  text: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(CardButton),
  /** The template's name and language when it is one. */
  template: z.object({ name: z.string(), language: z.string() }).nullable(),
});
export type CardContent = z.infer<typeof CardContent>;

export const MessageContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  CardContent,
  z.object({ kind: z.literal('image'), image: MediaRef, caption: z.string().nullable() }),
  z.object({ kind: z.literal('video'), video: MediaRef, caption: z.string().nullable() }),
  z.object({ kind: z.literal('audio'), audio: MediaRef, voice: z.boolean() }),
  z.object({ kind: z.literal('document'), document: MediaRef, caption: z.string().nullable() }),
  z.object({ kind: z.literal('sticker'), sticker: MediaRef }),
  z.object({ kind: z.literal('location'), latitude: z.number(), longitude: z.number(), name: z.string().nullable(), address: z.string().nullable() }),
  z.object({ kind: z.literal('contacts'), names: z.array(z.string()) }),
  z.object({ kind: z.literal('reaction'), emoji: z.string(), to: z.string() }),
  /** They tapped a button or chose a row of ours. */
  z.object({ kind: z.literal('choice'), text: z.string(), payload: z.string(), description: z.string().nullable() }),
  /** Something we do not know yet: kept as it came and shown as such. */
  z.object({ kind: z.literal('unknown'), type: z.string(), raw: z.unknown() }),
]);
export type MessageContent = z.infer<typeof MessageContent>;

/** How far a message of ours has come. `in_doubt`: sent on the wire, the answer was lost; settled by the echo of our id. */
export const outboundStates = ['queued', 'sending', 'accepted', 'sent', 'delivered', 'read', 'failed', 'in_doubt'] as const;
export type OutboundState = (typeof outboundStates)[number];

/** One line of a message for a list: "Photo", "Location", or its words. Words in the reader's language are the caller's. */
export function previewText(content: MessageContent): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'card':
      return content.text;
    case 'choice':
      return content.text;
    case 'reaction':
      return content.emoji;
    case 'image':
    case 'video':
    case 'document':
      return content.caption ?? '';
    case 'location':
      return content.name ?? '';
    case 'contacts':
      return content.names.join(', ');
    case 'audio':
    case 'sticker':
    case 'unknown':
      return '';
  }
}
