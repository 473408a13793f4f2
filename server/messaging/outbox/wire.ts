import { z } from 'zod';
import { type MediaId, type NumberId, parseId, parsePublicId, type TemplateId } from '#core/value/id.ts';
import type { Scope } from '#core/value/actor.ts';
import { isRefused } from '#core/value/result.ts';
import type { Instant } from '#core/value/time.ts';
import { templateCategories, TemplateContent } from '#core/whatsapp/template.ts';
import type { WireContent, WireSend, WireTemplateSend } from '#core/whatsapp/wire.ts';
import { metaMediaId } from '#server/messaging/media/media.ts';
import { toWireTemplate } from '#server/messaging/template/wire.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { BroadcastLanguage } from './broadcast.ts';
import { presentWireName } from './outcome.ts';

/**
 * What a single message says, as the caller hands it over: Meta's own form; a picture or file of ours, which may have to
 * be uploaded first; or one of our templates, frozen with its content. Turned into Meta's form when it leaves.
 */
export type Outgoing =
  | { readonly kind: 'wire'; readonly content: WireContent }
  | { readonly kind: 'image'; readonly media: MediaId; readonly caption: string | null }
  | {
      readonly kind: 'template';
      readonly template: TemplateId;
      readonly name: string;
      readonly category: (typeof templateCategories)[number];
      readonly language: string;
      readonly content: TemplateContent;
      readonly values: Readonly<Record<string, string>>;
    };

const StoredOutgoing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wire'), content: z.custom<WireContent>((value) => typeof value === 'object' && value !== null && 'type' in value) }),
  z.object({ kind: z.literal('image'), media: z.string().transform((id): MediaId => parseId(id)), caption: z.string().nullable() }),
  z.object({
    kind: z.literal('template'),
    template: z.string().transform((id): TemplateId => parseId(id)),
    name: z.string(),
    category: z.enum(templateCategories),
    language: z.string(),
    content: TemplateContent,
    values: z.record(z.string(), z.string()),
  }),
]);

/** Reads back what `queueMessage` kept. */
export function parseOutgoing(stored: unknown): Outgoing {
  return StoredOutgoing.parse(stored);
}

/** What Meta will file a message under, as the policy asks it. */
export function categoryOf(outgoing: Outgoing): 'marketing' | 'utility' | 'authentication' | 'service' {
  return outgoing.kind === 'template' ? outgoing.category : 'service';
}

/** Meta's form of a single message. Uploads its file if Meta does not have it; throws what the upload throws. */
export async function wireOfMessage(platform: Platform, scope: Scope, number: NumberId, outgoing: Outgoing, now: Instant): Promise<WireContent> {
  switch (outgoing.kind) {
    case 'wire':
      return outgoing.content;
    case 'image': {
      const id = await metaMediaId(platform, scope, outgoing.media, number, now);
      return { type: 'image', image: { id, ...(outgoing.caption === null ? {} : { caption: outgoing.caption }) } };
    }
    case 'template': {
      const header = await headerMetaId(platform, scope, number, outgoing.content, now);
      return { type: 'template', template: toWireTemplate(outgoing, outgoing, outgoing.values, header) };
    }
  }
}

/** What Meta calls the header picture of a template, for this number; null when it has none. */
export async function headerMetaId(platform: Platform, scope: Scope, number: NumberId, content: TemplateContent, now: Instant): Promise<string | null> {
  if (content.header?.kind !== 'image') return null;
  const media = parsePublicId('media', content.header.media);
  if (isRefused(media)) throw new Error(`the header of a template names "${content.header.media}", which is no file of ours`);
  return metaMediaId(platform, scope, media, number, now);
}

/** The template as one recipient of a broadcast gets it. */
export function wireOfRecipient(language: BroadcastLanguage, variables: readonly string[], header: string | null): WireTemplateSend {
  const values: Record<string, string> = {};
  language.variables.forEach((name, index) => (values[name] = variables[index] ?? ''));
  return toWireTemplate(language, language, values, header);
}

/** The whole body of a send. A phone carries its plus sign: without one Meta may put our own country code before it. */
export function envelope(
  content: WireContent,
  to: { phone: string } | { bsuid: string },
  name: Parameters<typeof presentWireName>[0],
  quoted: string | null,
): WireSend {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...('phone' in to ? { to: to.phone } : { recipient: to.bsuid }),
    ...(quoted === null ? {} : { context: { message_id: quoted } }),
    biz_opaque_callback_data: presentWireName(name),
    ...content,
  };
}
