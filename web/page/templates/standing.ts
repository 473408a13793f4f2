import type { Template, Translation } from '#core/contract/templates.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { type DraftLanguage, finished, type TemplateDraft } from './draft.ts';

/** Why a language cannot be changed now; undefined when it can. */
export type Lock = { readonly why: 'pending' | 'gone' | 'edits'; readonly until: string | null };

/** Whether Meta lets us change a language now. An approved one may be changed once a day and ten times in thirty days. */
export function isLocked(translation: Pick<Translation, 'state' | 'edits'>): Lock | undefined {
  switch (translation.state) {
    case 'pending':
    case 'in_appeal':
      return { why: 'pending', until: null };
    case 'disabled':
    case 'archived':
    case 'deleted':
    case 'unknown':
      return { why: 'gone', until: null };
    case 'draft':
    case 'rejected':
    case 'paused':
      return undefined;
    case 'approved':
      return translation.edits.allowed ? undefined : { why: 'edits', until: translation.edits.next_at };
  }
}

/** What is written of a language here: the change that Meta does not have yet, else what it has. */
export function writtenOf(translation: Pick<Translation, 'content' | 'revision'>): TemplateContent {
  return translation.revision ?? translation.content;
}

/** The draft of a template that is there already. */
export function draftOf(template: Template): TemplateDraft {
  return {
    title: template.name,
    category: template.category,
    account: template.account.id,
    languages: template.translations.map((each) => ({ language: each.language, content: writtenOf(each) })),
    fills: template.fills,
  };
}

/**
 * Languages that differ from what Meta has, or that it has never seen: those the button hands over. An empty one that was
 * just added counts too, so that its faults are told.
 */
export function handedLanguages(draft: TemplateDraft, template: Template): DraftLanguage[] {
  return draft.languages.filter((written) => {
    const there = template.translations.find((each) => each.language === written.language);
    if (there === undefined || there.state === 'draft') return true;
    if (isLocked(there) !== undefined) return false;
    return !isSameContent(written.content, there.content);
  });
}

/** Languages whose words here are not those that the server keeps. */
export function unkeptLanguages(draft: TemplateDraft, template: Template): DraftLanguage[] {
  return draft.languages.filter((written) => {
    const there = template.translations.find((each) => each.language === written.language);
    return there === undefined || (isLocked(there) === undefined && !isSameContent(written.content, writtenOf(there)));
  });
}

/** Whether two contents would be the same to Meta. Keys may come in any order. */
export function isSameContent(one: TemplateContent, other: TemplateContent): boolean {
  return JSON.stringify(sorted(finished(one))) === JSON.stringify(sorted(finished(other)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => [name, sorted(each)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
