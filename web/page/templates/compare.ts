import type { TemplateContent } from '#core/whatsapp/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import type { TemplateDraft } from './draft.ts';

/** Which variables one language has and another has not. A campaign fills the same ones in every language. */
export type VariableGap = { readonly missing: readonly string[]; readonly extra: readonly string[] };

/** Compares the variables of a language with those of the first. */
export function variableGap(first: TemplateContent, other: TemplateContent): VariableGap {
  const [wanted, there] = [templateVariables(first), templateVariables(other)];
  return { missing: wanted.filter((name) => !there.includes(name)), extra: there.filter((name) => !wanted.includes(name)) };
}

/** The gap of a language of a draft; the first has none. */
export function gapOf(draft: TemplateDraft, language: string): VariableGap {
  const first = draft.languages[0];
  const other = draft.languages.find((each) => each.language === language);
  return first === undefined || other === undefined || first === other ? { missing: [], extra: [] } : variableGap(first.content, other.content);
}

/** Whether two languages have the same variables. */
export function isSame(gap: VariableGap): boolean {
  return gap.missing.length === 0 && gap.extra.length === 0;
}
