import type { TemplateCategory, TemplateContent } from '#core/whatsapp/template.ts';
import { variablesIn } from '#core/whatsapp/variables.ts';
import { lintButtons } from './buttons.ts';
import { lintCards } from './cards.ts';
import { type FileLook, headerLength, lintHeader } from './header.ts';
import { templateLanguages } from './languages.ts';
import { lintMarks } from './marks.ts';
import { lintOffer, offerLimits } from './offer.ts';
import { lintAuthentication } from './passcode.ts';
import { lintText } from './texts.ts';
import { lintSamples, lintVariables } from './names.ts';
import { lawFault, type LawFault, textLength } from './words.ts';

/** Characters, by Meta's "Template components" page, read 2026-11-22. */
export const templateLengths = { name: 512, header: headerLength, body: 1024, footer: 60 } as const;

/** What is looked at: a template in one language, as a person writes it. */
export type TemplateDraft = { readonly name: string; readonly category: TemplateCategory; readonly language: string; readonly content: TemplateContent };

/** What else may be known: what a file of ours is, and which words take back a consent (core/policy knows them). Left out, it is not looked at. */
export type TemplateLook = { readonly file?: FileLook; readonly isStop?: (words: string) => boolean };

/**
 * What Meta would refuse when a template is created, and what its reviewers often refuse or people dislike (warnings), in the
 * order of the screen: name, language, header, body, footer, offer, buttons, cards, samples. Empty for a good one. Pure.
 *
 * Source: the laws of creation in the project's facts (cloud-api §2.1, §2.2), read 2026-11-22; docs/use/template-laws.md lists them.
 */
export function lintTemplate(draft: TemplateDraft, look: TemplateLook = {}): LawFault[] {
  const { content, category } = draft;
  const named = [
    ...lintName(draft.name),
    ...(templateLanguages.has(draft.language) ? [] : [lawFault('/language', 'language_unknown', { language: draft.language })]),
  ];
  const buttons = lintButtons(content.buttons, { at: '/buttons', category, samples: content.samples, inCard: false });
  if (category === 'authentication') return [...named, ...lintAuthentication(content), ...buttons];
  return [
    ...named,
    ...lintTop(content, category, look.file),
    ...lintBody(content),
    ...lintFooter(content.footer),
    ...lintOffer(content, category),
    ...buttons,
    ...lintCards(content, category, look.file),
    ...lintVariables(content),
    ...lintSamples(content),
    ...lintMarks(content, category),
    ...lintOptOut(content, category, look.isStop),
  ];
}

/** The faults for which Meta would say no; warnings do not keep anybody from submitting. */
export function hardFaults(faults: readonly LawFault[]): LawFault[] {
  return faults.filter((fault) => fault.severity === 'error');
}

function lintName(name: string): LawFault[] {
  if (name === '') return [lawFault('/name', 'name_empty')];
  const faults: LawFault[] = [];
  if (!/^[a-z0-9_]+$/.test(name)) faults.push(lawFault('/name', 'name_form', { name: name.slice(0, 60) }));
  if (name.length > templateLengths.name) faults.push(lawFault('/name', 'name_long', { length: name.length, most: templateLengths.name }));
  return faults;
}

/** The header of the message, and what must stand with one of a product. */
function lintTop({ header, buttons }: TemplateContent, category: TemplateCategory, file: FileLook | undefined): LawFault[] {
  const faults = header === null ? [] : lintHeader(header, '/header', file);
  if (header?.kind === 'product' && category !== 'marketing') faults.push(lawFault('/header', 'shelf_category'));
  const button = buttons.findIndex(({ kind }) => kind === 'product');
  if (button !== -1 && header?.kind !== 'product') faults.push(lawFault(`/buttons/${button}`, 'product_header'));
  return faults;
}

function lintBody(content: TemplateContent): LawFault[] {
  if (content.passcode !== undefined) return [lawFault('/passcode', 'passcode_category')];
  if (content.body.trim() === '') return [lawFault('/body', 'body_empty')];
  const most = content.offer === undefined ? templateLengths.body : offerLimits.body;
  return lintText({ at: '/body', text: content.body, most, samples: content.samples });
}

function lintFooter(footer: string | null): LawFault[] {
  const at = '/footer';
  if (footer === null) return [];
  if (footer.trim() === '') return [lawFault(at, 'footer_empty')];
  const faults: LawFault[] = [];
  if (textLength(footer) > templateLengths.footer) faults.push(lawFault(at, 'footer_long', { length: textLength(footer), most: templateLengths.footer }));
  if (/[\n\r]/.test(footer)) faults.push(lawFault(at, 'footer_line'));
  if (variablesIn(footer).length > 0 || /\{\{|\}\}/.test(footer)) faults.push(lawFault(at, 'footer_variables'));
  return faults;
}

/** Kinds beside which a reply button may stand; a catalogue's stands alone, an offer has its own two. */
const withoutReplies: readonly string[] = ['catalog', 'products', 'product'];

/**
 * Offers people cannot end with one tap are ended by blocking, which counts against the number. Where no reply may stand beside
 * (catalogues, offers, carousels whose cards have other buttons), the words may stand in the text or the footer instead.
 */
function lintOptOut(content: TemplateContent, category: TemplateCategory, isStop: TemplateLook['isStop']): LawFault[] {
  if (category !== 'marketing' || isStop === undefined) return [];
  const buttons = [...content.buttons, ...(content.cards ?? []).flatMap((card) => card.buttons)];
  if (buttons.some((button) => button.kind === 'reply' && isStop(button.text))) return [];
  const cannot = content.offer !== undefined || content.cards !== undefined || content.buttons.some(({ kind }) => withoutReplies.includes(kind));
  const words = `${content.body} ${content.footer ?? ''}`.match(/[\p{L}\p{M}]{3,}/gu) ?? [];
  if (cannot) return words.some(isStop) ? [] : [lawFault('/body', 'opt_out_words', {}, 'warning')];
  return [lawFault('/buttons', 'opt_out_missing', {}, 'warning')];
}
