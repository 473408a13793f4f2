import type { TemplateContent } from '#core/whatsapp/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { buildOf } from './cards.ts';
import { lawFault, type LawFault } from './words.ts';

type Language = { readonly language: string; readonly content: TemplateContent };

/** A language that differs, and how. `at` is the language. */
export type LanguageFault = { readonly at: string; readonly fault: LawFault };

/**
 * Compares each language of a template with the first: one map of values fills all of them, and one report counts their buttons,
 * so variables, header, buttons, cards and offer must be alike. Warnings: Meta does not mind.
 */
export function compareLanguages(translations: readonly Language[]): LanguageFault[] {
  const [base, ...others] = translations;
  if (base === undefined) return [];
  return others.flatMap((other) => compare(base, other).map((fault) => ({ at: other.language, fault })));
}

function compare(base: Language, other: Language): LawFault[] {
  return [...compareVariables(base, other), ...compareHeaders(base, other), ...compareButtons(base, other), ...compareParts(base, other)];
}

function compareVariables(base: Language, other: Language): LawFault[] {
  const [there, here] = [templateVariables(base.content), templateVariables(other.content)];
  const missing = there.filter((name) => !here.includes(name));
  const extra = here.filter((name) => !there.includes(name));
  if (missing.length === 0 && extra.length === 0) return [];
  return [lawFault('/body', 'languages_variables', { base: base.language, missing: missing.join(', ') || '–', extra: extra.join(', ') || '–' }, 'warning')];
}

function compareHeaders(base: Language, other: Language): LawFault[] {
  return base.content.header?.kind === other.content.header?.kind ? [] : [lawFault('/header', 'languages_header', { base: base.language }, 'warning')];
}

function compareButtons(base: Language, other: Language): LawFault[] {
  const [there, here] = [base.content.buttons, other.content.buttons];
  if (kindsOf(there) === kindsOf(here)) return [];
  return [lawFault('/buttons', 'languages_buttons', { base: base.language, here: here.length, there: there.length }, 'warning')];
}

const kindsOf = (buttons: TemplateContent['buttons']): string => buttons.map((button) => button.kind).join(' ');

function compareParts(base: Language, other: Language): LawFault[] {
  const faults: LawFault[] = [];
  const [there, here] = [base.content.cards ?? [], other.content.cards ?? []];
  if (there.map(buildOf).join('\n') !== here.map(buildOf).join('\n'))
    faults.push(lawFault('/cards', 'languages_cards', { base: base.language, here: here.length, there: there.length }, 'warning'));
  const offers = [base.content.offer, other.content.offer].map((offer) => (offer === undefined ? 'none' : offer.expires === null ? 'endless' : 'ends'));
  if (offers[0] !== offers[1]) faults.push(lawFault('/offer', 'languages_offer', { base: base.language }, 'warning'));
  return faults;
}
