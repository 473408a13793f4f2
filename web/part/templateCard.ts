import { drawTemplate, type Look } from '#core/whatsapp/draw.ts';
import type { CardContent, CarouselContent } from '#core/whatsapp/message.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { mediaAddress } from '#web/api/api.ts';

/** Draws a template with values in its places; a variable without a value stays as it is, and the phone shows the gap. */
export function templateCard(content: TemplateContent, values: Readonly<Record<string, string>>, language = 'en', look?: Look): CardContent | CarouselContent {
  const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
  const footer = (content.footer ?? '').trim() === '' ? null : content.footer;
  return { ...drawTemplate({ name: '' }, { language, content: { ...content, footer } }, known, look), template: null };
}

/** Where the dashboard fetches a file that is in a message; undefined when we do not hold it, none is chosen yet, a variable will name it, or it lies outside, where no page of ours asks. */
export function mediaUrl(media: { readonly media: string | null }): string | undefined {
  return media.media?.startsWith('med_') === true ? mediaAddress(media.media) : undefined;
}

const rightToLeft: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur', 'ps']);

/** The writing direction of a language tag such as `ar` or `pt_BR`. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language.split(/[-_]/u)[0] ?? '') ? 'rtl' : 'ltr';
}
