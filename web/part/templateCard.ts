import type { CardContent, MediaRef } from '#core/whatsapp/message.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { fill } from '#core/whatsapp/variables.ts';
import { mediaAddress } from '#web/api/api.ts';

/** Draws a template with values in its places; a variable without a value stays as it is, and the phone shows the gap. */
export function templateCard(content: TemplateContent, values: Readonly<Record<string, string>>): CardContent {
  const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
  return {
    kind: 'card',
    header: cardHeader(content, known),
    text: fill(content.body, known),
    footer: content.footer === '' ? null : content.footer,
    buttons: content.buttons.map((button) => (button.kind === 'url' ? { ...button, url: fill(button.url, known) } : button)),
    template: null,
  };
}

function cardHeader(content: TemplateContent, values: Readonly<Record<string, string>>): CardContent['header'] {
  if (content.header === null) return null;
  if (content.header.kind === 'text') return { kind: 'text', text: fill(content.header.text, values) };
  const image: MediaRef = { media: content.header.media === '' ? null : content.header.media, mime: 'image/*', name: null, meta_id: null };
  return { kind: 'image', image };
}

/** Where the dashboard fetches a file that is in a message; undefined when we do not hold it. */
export function mediaUrl(media: { readonly media: string | null }): string | undefined {
  return media.media === null ? undefined : mediaAddress(media.media);
}

const rightToLeft: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur', 'ps']);

/** The writing direction of a language tag such as `ar` or `pt_BR`. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language.split(/[-_]/u)[0] ?? '') ? 'rtl' : 'ltr';
}
