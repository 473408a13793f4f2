import { z } from 'zod';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { type MediaId, type NumberId, parseId, presentId, type TemplateId } from '#core/value/id.ts';
import type { Scope } from '#core/value/actor.ts';
import { inBoth } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { templateFiles } from '#core/whatsapp/draw.ts';
import { FreeMessage } from '#core/whatsapp/free.ts';
import { toWireFree } from '#core/whatsapp/free.wire.ts';
import { checkFree } from '#core/whatsapp/law/free.ts';
import { filesIn, type KnownFile } from '#core/whatsapp/law/free.files.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import { templateCategories, TemplateContent } from '#core/whatsapp/template.ts';
import type { WireMediaSource } from '#core/whatsapp/wire.message.ts';
import type { WireContent, WireSend, WireTemplateSend } from '#core/whatsapp/wire.ts';
import { findFiles, wireFiles } from '#server/messaging/media/lookup.ts';
import { toWireTemplate } from '#server/messaging/template/wire.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { BroadcastLanguage } from './broadcast.ts';
import { presentWireName } from './outcome.ts';

/**
 * What a single message says, as the caller hands it over: a free-form message, filled in, whose reaction names a wamid; or one of
 * our templates, frozen with its content. Turned into Meta's form when it leaves. `wire` and `image` are how an older version kept them.
 */
export type Outgoing =
  | { readonly kind: 'free'; readonly message: FreeMessage }
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
  z.object({ kind: z.literal('free'), message: FreeMessage }),
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

/** A message in Meta's form, and what Meta calls each file of it. */
export type WiredMessage = { readonly content: WireContent; readonly files: ReadonlyMap<string, WireMediaSource> };

/**
 * Meta's form of a single message. Uploads its files if Meta does not have them. A free-form message is checked once more, so that
 * what WhatsApp would refuse does not leave: refuses with `invalid` and the first fault, else with what the upload refuses.
 */
export async function wireOfMessage(platform: Platform, scope: Scope, number: NumberId, outgoing: Outgoing, now: Instant): Promise<WiredMessage> {
  switch (outgoing.kind) {
    case 'wire':
      return { content: outgoing.content, files: new Map() };
    case 'image': {
      const message: FreeMessage = { kind: 'image', media: presentId('media', outgoing.media), caption: outgoing.caption };
      return wireOfFree(platform, scope, number, message, now);
    }
    case 'free':
      return wireOfFree(platform, scope, number, outgoing.message, now);
    case 'template': {
      const files = await wireFiles(platform, scope, number, templateFiles(outgoing.content, outgoing.values), now);
      return { content: { type: 'template', template: toWireTemplate(outgoing, outgoing, outgoing.values, files) }, files };
    }
  }
}

async function wireOfFree(platform: Platform, scope: Scope, number: NumberId, message: FreeMessage, now: Instant): Promise<WiredMessage> {
  const named = filesIn(message).map(({ media }) => media);
  const known = await findFiles(platform.db, scope, named);
  requireLawful(message, (media) => known.get(media));
  const files = await wireFiles(platform, scope, number, named, now);
  return { content: freeContent(message, files), files };
}

/** Refuses with `invalid` what WhatsApp would refuse of a free-form message, each fault with its place below `at`. */
export function requireLawful(message: FreeMessage, files: (media: string) => KnownFile | undefined, at = ''): void {
  const faults = checkFree(message, files).filter((fault) => fault.severity === 'error');
  const first = faults[0];
  if (first === undefined) return;
  throw refusal(
    'invalid',
    say('message_unlawful', { why: inBoth((language) => faultWords(first, language)) }),
    faults.map((fault) => ({ at: `${at}${fault.at}`, message: inBoth((language) => faultWords(fault, language)) })),
  );
}

/** A free-form message in Meta's form; every file of it must be among `files`. */
export function freeContent(message: FreeMessage, files: ReadonlyMap<string, WireMediaSource>): WireContent {
  return toWireFree(message, (media) => {
    const source = files.get(media);
    if (source === undefined) throw new Error(`the message needs the file "${media}", and nobody said what Meta calls it`);
    return source;
  });
}

/** The values of a recipient of a broadcast by their names. */
export function valuesOf(language: Pick<BroadcastLanguage, 'variables'>, variables: readonly string[]): Record<string, string> {
  return Object.fromEntries(language.variables.map((name, index) => [name, variables[index] ?? '']));
}

/** The template as one recipient of a broadcast gets it. */
export function wireOfRecipient(language: BroadcastLanguage, variables: readonly string[], files: ReadonlyMap<string, WireMediaSource>): WireTemplateSend {
  return toWireTemplate(language, language, valuesOf(language, variables), files);
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
    // A reaction names its message itself; Meta takes no context beside it.
    ...(quoted === null || content.type === 'reaction' ? {} : { context: { message_id: quoted } }),
    biz_opaque_callback_data: presentWireName(name),
    ...content,
  };
}
