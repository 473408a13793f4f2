import type { TemplateCategory, TemplateContent } from '#core/whatsapp/template.ts';
import { fill, variablesIn } from '#core/whatsapp/variables.ts';
import { lawFault, type LawFault, textLength } from './words.ts';

/** Characters of a limited-time offer's strip and of the body beneath it. Source: the project's facts (cloud-api §2.1), read 2026-11-22. */
export const offerLimits = { text: 16, body: 600 } as const;

/** Looks at a limited-time offer and at what may not stand beside it. */
export function lintOffer(content: TemplateContent, category: TemplateCategory): LawFault[] {
  const { offer } = content;
  if (offer === undefined) return [];
  const faults: LawFault[] = [];
  const length = textLength(offer.text);
  if (offer.text.trim() === '') faults.push(lawFault('/offer/text', 'offer_empty'));
  if (length > offerLimits.text) faults.push(lawFault('/offer/text', 'offer_long', { length, most: offerLimits.text }));
  if (/[\n\r]|\{\{|\}\}/.test(offer.text)) faults.push(lawFault('/offer/text', 'offer_plain'));
  const ends = fill(offer.expires ?? '', content.samples);
  if (offer.expires !== null && variablesIn(ends).length === 0 && !isMoment(ends))
    faults.push(lawFault('/offer/expires', 'offer_ends', { value: ends.slice(0, 40) }));
  if (category !== 'marketing') faults.push(lawFault('/offer', 'offer_category'));
  if (content.footer !== null) faults.push(lawFault('/footer', 'offer_footer'));
  if (content.header !== null && content.header.kind !== 'image' && content.header.kind !== 'video') faults.push(lawFault('/header', 'offer_header'));
  const kinds = content.buttons.map((button) => button.kind).join(' ');
  if (kinds !== 'url' && kinds !== 'copy_code url') faults.push(lawFault('/buttons', 'offer_buttons'));
  return faults;
}

/** RFC 3339 with a zone, such as `2026-12-24T18:00:00+01:00`: without one nobody knows which noon is meant. */
export function isMoment(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i.test(text.trim()) && !Number.isNaN(Date.parse(text));
}
